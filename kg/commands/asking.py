"""The commands that put a question to a graph."""
# ruff: noqa: PLC0415, D301  imports: see kg/cli.py; click wants \b before lines that are not to be filled

from __future__ import annotations

import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.completing import question_names
from kg.commands.options import AS_JSON, FOLDER, LANGUAGE, REFUSED, print_bytes, print_json
from kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.query.request import Engine, Request

HEADER = "# title:"
DRAWN = ("tree", "json", "svg", "png")
STYLES = ("table", "json", "csv", "tsv", "xml", "ttl", "nt", "jsonld")


@click.command()
@FOLDER
@click.argument("file", required=False, metavar="[FILE.rq|-]", type=click.Path(path_type=Path))
@click.option("--name", shell_complete=question_names, help="A question of queries/, by the name of its file.")
@click.option("-p", "--param", "params", multiple=True, metavar="KEY=VALUE", help="A parameter of the question.")
@click.option("--format", "style", type=click.Choice(STYLES), help="table for rows and ttl for triples, unless told.")
@click.option("--fail-empty", is_flag=True, help="Exit 1 where nothing is found: no row, no triple, or false.")
@LANGUAGE
def query(  # noqa: PLR0913  one parameter an option
    *,
    folder: Path,
    file: Path | None,
    name: str | None,
    params: tuple[str, ...],
    style: str | None,
    fail_empty: bool,
    lang: str,
) -> int:
    """Ask a question: SPARQL, or one of queries/.

    FILE is read from stdin where it is called -. A file that begins with "# title:", as those of queries/ do, is a
    question with parameters.

    \b
      kg query build --name requires-of-facility -p facility=村卫生室
      kg query build my.rq --format csv
      echo 'SELECT (COUNT(*) AS ?n) { ?p a pol:Policy }' | kg query build -
    """
    from kg.query.direct import direct
    from kg.store.folder import open_build
    from kg.terminal import finds_nothing

    if (file is None) == (name is None):
        raise click.UsageError("give a file, - for stdin, or --name")
    engine = direct(open_build(folder))
    # The engine works outside of Python, where an interrupt would wait for its end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    found, request = answered(engine, file or name or "", params, style or "", lang)
    click.echo(found, nl=False)
    return REFUSED if fail_empty and finds_nothing(engine, request) else 0


@click.command()
@FOLDER
@click.argument("identifier", metavar="NAME")
@AS_JSON
@LANGUAGE
def explain(*, folder: Path, identifier: str, as_json: bool, lang: str) -> None:
    """Say what a statement was read from.

    For each statement about it: its words in their sentence, the rule that read them and the data file where it
    stands, and the spelling by which the vocabulary knew the thing. NAME is a name, a document number or an IRI, whole
    or short: 村卫生室, voc:ft-thc, policy/u-1b2c3d4e5f.
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


@click.command()
@FOLDER
@click.argument("identifier", metavar="NAME")
@click.option("--up", type=click.IntRange(0, 99), default=99, help="Steps to what it rests on; as far as it goes.")
@click.option("--down", type=click.IntRange(0, 99), default=99, help="Steps to what rests on it; as far as it goes.")
@click.option("--format", "style", type=click.Choice(DRAWN), default="tree", show_default=True, help="How it is told.")
@AS_JSON
@LANGUAGE
def lineage(  # noqa: PLR0913  one parameter an option
    *, folder: Path, identifier: str, up: int, down: int, style: str, as_json: bool, lang: str
) -> None:
    """Tell what a policy rests on, and what rests on it.

    Each with the words that say so. NAME is a title, a document number or an IRI, whole or short. Other programs take
    more formats from kg export --lineage.

    \b
      kg lineage build “十四五”中医药发展规划
      kg lineage build policy/2022-tcm-plan --up 1 --format svg
    """
    from kg.descent import as_plain, as_text
    from kg.query.direct import direct
    from kg.query.lineage import Reach
    from kg.query.lineage import lineage as lineage_of
    from kg.query.meant import meant
    from kg.store.folder import open_build
    from kg.terms import POL
    from kg.web.get import drawing

    engine = direct(open_build(folder))
    found = lineage_of(engine, meant(engine, identifier, POL + "Policy"), lang, Reach(up, down))
    if style == "tree" and not as_json:
        click.echo(as_text(found))
    elif style == "json" or as_json:
        print_json(as_plain(found))
    else:
        print_bytes(drawing(folder, found, style, lang))


def answered(engine: Engine, asked: Path | str, params: Sequence[str], style: str, lang: str) -> tuple[bytes, Request]:
    """What a file, or a question of queries/ by its name, finds, written in a style; and what was asked for it."""
    from kg.query.ask import bind_parameters, request_of
    from kg.query.catalog import question, read_question
    from kg.query.request import Request
    from kg.terminal import answer, answer_question

    text = query_text(asked) if isinstance(asked, Path) else ""
    if isinstance(asked, str) or text.startswith(HEADER):
        wanted = question(asked) if isinstance(asked, str) else read_question(asked)
        values = parameters(params)
        found = answer_question(engine, wanted, values, style, lang)
        return found, request_of(wanted, bind_parameters(engine, wanted, values), "json")
    if params:
        raise click.UsageError(f"-p is for questions; a file of that kind begins with {HEADER!r}")
    return answer(engine, text, style), Request(text)


def query_text(file: Path) -> str:
    """Read a query from a file, or from stdin where it is called "-"."""
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise QueryError(f"{file}: not UTF-8 at byte {fault.start}; save the query in that encoding") from None


def parameters(given: Sequence[str]) -> dict[str, str]:
    """Take KEY=VALUE apart; a usage error names the one that has no =."""
    for pair in given:
        if "=" not in pair:
            raise click.BadParameter(f"{pair!r} is no KEY=VALUE", param_hint="-p")
    return dict(pair.split("=", 1) for pair in given)
