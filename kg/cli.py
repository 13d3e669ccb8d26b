"""The command line: parse, call one function, print.

stdout carries data, stderr messages. Whatever `kg` says no to (kg/errors.py) becomes one line and an exit code; a fault
of kg's own shows its traceback. Imports stand inside the commands: rdflib, pySHACL and networkx take half a second
together, and `kg --help` has to answer at once.
"""
# ruff: noqa: PLC0415, D301  imports: see above; click wants the character \b before lines that are not to be filled

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

import kg
from kg.errors import KgError, NotFound, QueryError, QueryTimeout
from kg.escape import escape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from kg.tally import Built


REFUSED, USAGE, NOTHING, FAULT, INTERRUPTED = 1, 2, 3, 4, 130

# The first that fits decides; what is not named here left nothing done.
CODES: tuple[tuple[type[KgError], int], ...] = (
    (NotFound, REFUSED),
    (QueryTimeout, NOTHING),
    (QueryError, USAGE),
    (KgError, NOTHING),
)

EPILOG = """\b
Exit codes:
  0    done (statements in quarantine are reported)
  1    done, but something was refused or does not conform: a file that
       cannot be read, violations, quarantined statements under --strict,
       an unknown identifier
  2    wrong usage, or a query that does not parse
  3    nothing done: no source readable, a data file of ontology/ or
       queries/ wrong, no built graph in the folder, no room on the disk
  4    a fault of kg itself
  130  interrupted
"""


class Commands(click.Group):
    """Runs a command and turns what kg says no to into a line on stderr and an exit code."""

    def invoke(self, ctx: click.Context) -> NoReturn:
        """Run the command, which returns its exit code; everything that it raises on purpose ends here."""
        code = 0
        try:
            code = super().invoke(ctx) or 0
            sys.stdout.flush()
        except BrokenPipeError:
            # Who reads our output has read enough (`| head`). What is left in the buffer must not be tried again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except KgError as error:
            say(f"kg: {' '.join(str(error).split())}")
            code = next(code for kind, code in CODES if isinstance(error, kind))
        except OSError as error:
            say(f"kg: {error.filename or 'input or output'}: {error.strerror or error}")
            code = NOTHING
        except KeyboardInterrupt:
            code = INTERRUPTED
        ctx.exit(code)


def main() -> None:
    """Run the `kg` command."""
    sys.excepthook = internal_fault
    # A file name need not be valid Unicode, nor can every terminal show every character: print what can be shown.
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    commands(prog_name="kg")


def internal_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """Show a fault of kg itself with its traceback and end with the code that says so."""
    traceback.print_exception(kind, fault, trace)
    say("kg: this is a fault of kg, not of your files; please report it with the lines above")
    raise SystemExit(FAULT)


def spoken() -> str:
    """Take the language from the environment, as other commands do: Chinese or else English."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if said.startswith("zh") else "en"


FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
LANGUAGE = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default=spoken, help="Language of names and messages."
)
HEADER = "# title:"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
STYLES = ("table", "json", "csv", "tsv", "xml", "ttl", "nt", "jsonld")


@click.group(
    cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(kg.__version__, prog_name="kg", message="%(prog)s %(version)s")
def commands() -> None:
    """Policy documents in, a checked and queryable knowledge graph out.

    \b
    Build the graph of a folder of documents and look at it in a browser:
      kg build seeds -o build
      kg serve build
    """


@commands.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="The folder to build.")
@click.option("--strict", is_flag=True, help="Exit 1 where a statement went to quarantine.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes that read; one a core unless told.")
@AS_JSON
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
@click.option("-v", "--verbose", is_flag=True, help="Name every finding too.")
@LANGUAGE
def build(  # noqa: PLR0913  one parameter an option
    *,
    sources: tuple[Path, ...],
    out: Path,
    strict: bool,
    workers: int | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    lang: str,
) -> int:
    """Build the graph of SOURCES, files and folders.

    The folder is replaced as a whole when all is done: a reader sees the old build or the new one. A file that cannot
    be read is named and left out.

    \b
      kg build seeds -o build
      kg build reports notice.html -o build --strict --json
    """
    from kg.build import build as build_graph
    from kg.store.folder import open_build
    from kg.terminal import findings, table

    built = build_graph(sources, out, workers or os.cpu_count() or 1, (lambda _: None) if quiet else say)
    for refusal in built.refused:
        say(f"kg: {refusal}")
    if verbose:
        say(findings(open_build(out), lang))
    counts = summary(built)
    if as_json:
        print_json(counts)
    elif not quiet:
        rows = [(name.replace("_", " "), str(count)) for name, count in counts.items()]
        rows.append(("share explained", share(built.numbers_explained, built.numbers_total)))
        click.echo(table(("built", str(out)), rows))
    if not built.documents:
        say("kg: no source could be read: the graph holds no document")
        return NOTHING
    return REFUSED if built.refused or (strict and built.quarantined) else 0


@commands.command()
@FOLDER
@click.argument("file", required=False, metavar="[FILE.rq|-]", type=click.Path(path_type=Path))
@click.option("--name", help="A question of queries/, by the name of its file.")
@click.option("-p", "--param", "params", multiple=True, metavar="KEY=VALUE", help="A parameter of the question.")
@click.option("--format", "style", type=click.Choice(STYLES), help="table for rows and ttl for triples, unless told.")
@LANGUAGE
def query(  # noqa: PLR0913  one parameter an option
    *, folder: Path, file: Path | None, name: str | None, params: tuple[str, ...], style: str | None, lang: str
) -> None:
    """Ask a question: SPARQL, or one of queries/.

    FILE is read from stdin where it is called -. A file that begins with "# title:", as those of queries/ do, is a
    question with parameters.

    \b
      kg query build --name requires-of-facility -p facility=村卫生室
      kg query build my.rq --format csv
      echo 'SELECT (COUNT(*) AS ?n) { ?p a pol:Policy }' | kg query build -
    """
    from kg.query.catalog import question, read_question
    from kg.query.direct import direct
    from kg.store.folder import open_build
    from kg.terminal import answer, answer_question

    if (file is None) == (name is None):
        raise click.UsageError("give a file, - for stdin, or --name")
    engine = direct(open_build(folder))
    # The engine works outside of Python, where an interrupt would wait for its end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    text = query_text(file) if file else ""
    if name or text.startswith(HEADER):
        asked = question(name) if name else read_question(file or Path())
        found = answer_question(engine, asked, parameters(params), style or "", lang)
    elif params:
        raise click.UsageError(f"-p is for questions; a file of that kind begins with {HEADER!r}")
    else:
        found = answer(engine, text, style or "")
    click.echo(found, nl=False)


@commands.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--update", is_flag=True, help="Take updates from who shows the token in KG_TOKEN.")
@click.option("--empty", is_flag=True, help="Serve an empty graph, gone at the end, instead of a build.")
def serve(*, folder: Path | None, port: int, host: str, update: bool, empty: bool) -> None:
    """Serve pages, questions and a SPARQL endpoint.

    A build that takes the place of the one in DIR is served from then on. Updates are kept beside it, in DIR.updates,
    and never touch what was read from documents. An empty graph on this machine takes updates without a token.
    """
    from kg.web.serve import serve as serve_build
    from kg.web.serve import serve_empty
    from kg.web.updating import Writing

    token = os.environ.get("KG_TOKEN", "")
    if empty == (folder is not None):
        raise click.UsageError("give the folder of a build, or --empty")
    if update and not token and not (empty and host in LOOPBACK):
        raise click.UsageError("updates need a token: set KG_TOKEN")
    if folder is None:
        serve_empty(host, port, token, updates=update)
    else:
        beside = folder.absolute().with_name(f"{folder.absolute().name}.updates")
        serve_build(folder, host, port, Writing(beside, token) if update else None)


@commands.command()
@FOLDER
@AS_JSON
@LANGUAGE
def validate(*, folder: Path, as_json: bool, lang: str) -> int:
    """Report what the shapes found.

    Exits 1 where a statement violates one.
    """
    from kg.store.folder import open_build
    from kg.store.records import finding_to_json
    from kg.terminal import findings

    built = open_build(folder)
    found = built.findings()
    if as_json:
        print_json([finding_to_json(finding) for finding in found])
    else:
        click.echo(findings(built, lang))
    return REFUSED if any(finding.level == "Violation" for finding in found) else 0


@commands.command()
@FOLDER
@click.argument("identifier", metavar="IRI")
@AS_JSON
@LANGUAGE
def explain(*, folder: Path, identifier: str, as_json: bool, lang: str) -> None:
    """Say what a statement was read from.

    For each statement about IRI: its words in their sentence, the rule that read them and the data file where it
    stands, and the spelling by which the vocabulary knew the thing. IRI may be short: voc:ft-thc, policy/u-1b2c3d4e5f.
    """
    from kg.explain import Sources, as_text
    from kg.explain import explain as explanation
    from kg.knowledge.cues import load_cues
    from kg.knowledge.patterns import load_patterns
    from kg.paths import ONTOLOGY
    from kg.query.direct import direct
    from kg.store.folder import open_build

    built = open_build(folder)
    patterns = load_patterns(ONTOLOGY / "patterns", load_cues(ONTOLOGY / "words" / "cues.toml"))
    rules = {p.id: Path(p.place).relative_to(ONTOLOGY.parent).as_posix() for group in patterns.values() for p in group}
    found = explanation(Sources(built, direct(built), rules, lang), identifier)
    if as_json:
        print_json(asdict(found))
    else:
        click.echo(as_text(found))


@commands.command()
@FOLDER
@AS_JSON
@click.option("--unexplained", is_flag=True, help="Only the numbers that no rule accounts for, with their sentences.")
@click.option("--unread", is_flag=True, help="Only the sentences that look like policy and were not read.")
def ledger(*, folder: Path, as_json: bool, unexplained: bool, unread: bool) -> None:
    """Say what became of every number.

    A row a document counts its numbers by role and its unread sentences: those with a duty or a deadline in them that
    no statement quotes. Then follow the unexplained numbers and the unread sentences, each with its document.
    """
    from kg import ledger as book
    from kg.store.folder import open_build
    from kg.terminal import table

    found = book.accounts(open_build(folder))
    lists = {book.unexplained: unexplained, book.unread: unread}
    asked = [section for section, wanted in lists.items() if wanted]
    shown = [section(found) for section in asked or (book.counted, *lists)]
    if not as_json:
        click.echo("\n\n".join(table(section.head, section.rows) for section in shown if section.rows or asked))
    elif asked:
        print_json([dict(zip(section.head, row, strict=True)) for section in shown for row in section.rows])
    else:
        print_json(book.as_plain(found))


@commands.command()
@FOLDER
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path, exists=True))
@AS_JSON
@click.option("--misses", is_flag=True, help="List each fact that is missed, extra or wrong, with its words.")
def evaluate(*, folder: Path, gold: Path, as_json: bool, misses: bool) -> int:
    """Measure a build against your own gold.

    GOLD is a file of what a careful reader takes from a document, or a folder of such files; docs/gold.md tells their
    fields. For each document and over all: precision, recall and F1 by kind of fact; and for each rule how often it
    fired, and how often that was right. Exits 1 where a document of the gold is not in the build.
    """
    from kg.evaluate import report
    from kg.evaluate.evaluate import evaluate as compare
    from kg.evaluate.gold import read_gold
    from kg.store.folder import open_build
    from kg.terminal import table

    found = compare(open_build(folder), read_gold(gold))
    if as_json:
        print_json(report.as_plain(found, with_differences=misses))
    else:
        click.echo(table(report.COUNTS, report.count_rows(found)))
        click.echo(f"\n{table(report.RULES, report.rule_rows(found))}")
        if misses:
            click.echo(escape("\n".join(["", *report.difference_lines(found)])))
    absent = [one.document for one in found.documents if not one.built]
    for document in absent:
        say(f"kg: {document}: has gold, but is not in the build; its name there is its path below the folder built")
    return REFUSED if absent else 0


@commands.command()
@AS_JSON
def lint(*, as_json: bool) -> int:
    """Check the files of ontology/ and queries/.

    Each mistake is told with file, place, reason and remedy.
    """
    from kg.lint import data_mistakes

    mistakes = data_mistakes()
    if as_json:
        print_json([{"file": m.path, "place": m.place, "why": m.why, "remedy": m.remedy} for m in mistakes])
    for mistake in mistakes:
        say(f"kg: {mistake}")
    return NOTHING if mistakes else 0


# --- what commands read ----------------------------------------------------------------------------------------------


def query_text(file: Path) -> str:
    """Read a query from a file, or from stdin where it is called "-"."""
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise QueryError(f"{file}: not UTF-8 at byte {fault.start}; save the query in that encoding") from None


def parameters(given: Sequence[str]) -> dict[str, str]:
    """Take KEY=VALUE apart; a usage error names the one that has no =."""
    for pair in given:
        if "=" not in pair:
            raise click.BadParameter(f"{pair!r} is no KEY=VALUE", param_hint="-p")
    return dict(pair.split("=", 1) for pair in given)


# --- what commands print ---------------------------------------------------------------------------------------------


def say(message: str) -> None:
    """Put a message for whoever runs the command on stderr."""
    click.echo(escape(message), err=True)


def print_json(value: object) -> None:
    """Put a value on stdout as indented JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))


def summary(built: Built) -> dict[str, int]:
    """Count what was built, by the names of the fields; of the files refused their number."""
    counts = {field.name: getattr(built, field.name) for field in fields(built)}
    return {**counts, "refused": len(built.refused)}


def share(part: int, whole: int) -> str:
    """Write a share as a percentage, rounded down: 100 % is all of them."""
    return f"{1000 * part // whole / 10} %" if whole else "-"
