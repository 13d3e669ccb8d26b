"""The commands that tell how good a graph is."""
# ruff: noqa: PLC0415, D301  imports: see kg/cli.py; click wants \b before lines that are not to be filled

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import AS_JSON, FOLDER, LANGUAGE, REFUSED, print_json, say
from kg.escape import escape

TABLES = ("table", "csv", "json")


@click.command()
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


@click.command()
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@click.option(
    "--as-of", "day", default="today", metavar="DATE", help="The day on which targets are due; today if not said."
)
@AS_JSON
@LANGUAGE
def diff(*, old: Path, new: Path, day: str, as_json: bool, lang: str) -> None:
    """Say what the build NEW tells that OLD did not, and the reverse.

    New, revised and removed policies, targets and figures; figures that contradict each other; and targets that are due
    and not met in one build and not in the other.
    """
    from kg.diff import as_plain
    from kg.diff import diff as compare
    from kg.query.direct import direct
    from kg.store.folder import open_build
    from kg.terminal import differences

    found = compare(direct(open_build(old)), direct(open_build(new)), day, lang)
    if as_json:
        print_json(as_plain(found))
    else:
        told = differences(found)
        if told:
            click.echo(told)
        else:
            say("both builds tell the same")


@click.command()
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


@click.command()
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


@click.command()
@FOLDER
@click.option("--as-of", metavar="DATE", help="The day that states are told for; else today.")
@click.option("--by", metavar="NAME", help="Only those of this policy, facility type, indicator, programme or region.")
@click.option(
    "--format", "style", type=click.Choice(TABLES), default="table", show_default=True, help="How it is told."
)
@click.option("--fail-empty", is_flag=True, help="Exit 1 where there is no target.")
@AS_JSON
@LANGUAGE
def targets(  # noqa: PLR0913  one parameter an option
    *, folder: Path, as_of: str | None, by: str | None, style: str, fail_empty: bool, as_json: bool, lang: str
) -> int:
    """Set every target against the newest comparable figure.

    A row a target and facility type: what it asks by when, the figure with its date, the gap, and the state: met,
    short, hedged (its words allow no verdict) or none (no comparable figure); overdue where the deadline is past.

    \b
      kg targets build --as-of 2023-05-31
      kg targets build --by voc:ft-vc --format csv
    """
    from kg.query.direct import direct
    from kg.query.meant import meant
    from kg.query.targets import as_rows, standings, targets_by
    from kg.store.folder import open_build
    from kg.terminal import rows_as

    engine = direct(open_build(folder))
    iris = targets_by(engine, meant(engine, by) if by else "")
    day = day_of(as_of)
    click.echo(rows_as(as_rows(standings(engine, iris, day, lang), day), "json" if as_json else style), nl=False)
    if not iris:
        say("kg: no target in this corpus, or none of it")
    return REFUSED if fail_empty and not iris else 0


def day_of(text: str | None) -> str:
    """Take the day that states are told for: as given, else today."""
    from kg.query.ask import today
    from kg.query.catalog import Parameter
    from kg.query.resolve import literal

    return literal(Parameter("as-of", "date", "2023-05-31"), text).value if text else today()
