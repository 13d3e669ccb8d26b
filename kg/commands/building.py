"""The commands that make a graph, and that check what it is made with."""
# ruff: noqa: PLC0415, D301  imports: see kg/cli.py; click wants \b before lines that are not to be filled

from __future__ import annotations

import json
import os
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import (
    AS_JSON,
    LANGUAGE,
    NOTHING,
    REFUSED,
    STORE,
    end_as_interrupted,
    localised,
    print_json,
    remote_at,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.build import Manner
    from kg.tally import Built


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="The folder to build.")
@click.option("--strict", is_flag=True, help="Exit 1 where a statement went to quarantine.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes that read; one a core unless told.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=300,
    show_default=True,
    metavar="SECONDS",
    help="What a document may take, to fetch and to read; one that takes longer is left out.",
)
@click.option("--dask", metavar="ADDRESS", default="", help="A dask cluster that reads: the address of its scheduler.")
@click.option("--watch", is_flag=True, help="Stay, and build again whenever a file or ontology/ changes.")
@STORE
@AS_JSON
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
@click.option("-v", "--verbose", is_flag=True, help="Name every finding too.")
@LANGUAGE
def build(  # noqa: PLR0913  one parameter an option
    *,
    sources: tuple[str, ...],
    out: Path,
    strict: bool,
    workers: int | None,
    time_limit: float,
    dask: str,
    watch: bool,
    store: str | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    lang: str,
) -> int:
    """Build the graph of SOURCES, files, folders and addresses.

    Where DIR holds a build already, only new and changed files are read, and what came of others is taken over. The
    folder is replaced as a whole when all is done: a reader sees the old build or the new one. A build that was killed
    goes on where it was when it is started again. A file that cannot be read, or that a process dies of, is named and
    left out. With --store the graphs are published there too; what did not change is not sent. With --dask the
    machines of a cluster read; they need the same kg, but none of the files.

    A ZIP file is read as a folder. An address is one of fsspec, with the extra [remote]: s3://BUCKET/FOLDER,
    https://HOST/ALL.zip, zip://FOLDER::https://HOST/ALL.zip. What it holds is named as in a folder here, and not
    fetched again while an ETag or a checksum says that it is the same.

    \b
      kg build seeds -o build
      kg build reports notice.html -o build --strict --json
      kg build reports -o build --watch
      kg build s3://archive/2024 https://example.org/notices.zip -o build
    """
    from kg.build import Manner
    from kg.build import build as build_graph
    from kg.progress import unwatched, watched
    from kg.store.folder import open_build
    from kg.terminal import findings

    report = (lambda _: None) if quiet else say
    remote = remote_at(store)
    progress = unwatched if quiet else watched
    number = workers or os.cpu_count() or 1
    if watch:
        if dask or store:
            raise click.UsageError("--watch reads and publishes on this machine: leave --dask and --store out")
        return stay(sources, out, Manner(number, report, progress, time_limit), as_json=as_json, quiet=quiet)
    try:
        built = build_graph(sources, out, number, report, watch=progress, seconds=time_limit, cluster=dask)
    except KeyboardInterrupt:
        report("stopped; the same command goes on where it was")
        raise
    if remote:
        from kg.publish import publish

        publish(open_build(out), remote, report)
    for refusal in built.refused:
        say(f"kg: {refusal}")
    if verbose:
        say(findings(open_build(out), lang))
    if as_json or not quiet:
        print_summary(built, out, as_json=as_json)
    if not built.documents:
        say(f"kg: {nothing_in(sources, built)}")
        return NOTHING
    return REFUSED if built.refused or (strict and built.quarantined) else 0


@click.command()
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


def stay(sources: Sequence[str], out: Path, manner: Manner, *, as_json: bool, quiet: bool) -> int:
    """Build again and again, a line an update, until told to stop."""
    from kg.fetch import given
    from kg.follow import Update, follow

    places = [place for place in map(given, sources) if isinstance(place, Path)]
    if len(places) < len(sources):
        raise click.UsageError("--watch looks at files and folders of this machine, not at addresses")

    end_as_interrupted()
    try:
        for news in follow(places, out, manner):
            for refusal in news.refused if isinstance(news, Update) else (news,):
                say(f"kg: {refusal}")
            if isinstance(news, Update) and (as_json or not quiet):
                click.echo(json.dumps(summary(news.built), sort_keys=True) if as_json else localised(news.line))
    except KeyboardInterrupt:
        manner.report("stopped")
    return 0


def print_summary(built: Built, out: Path, *, as_json: bool) -> None:
    """Print what was built, as JSON or as a table."""
    from kg.terminal import table

    counts = summary(built)
    if as_json:
        print_json(counts)
    else:
        rows = [(name.replace("_", " "), str(count)) for name, count in counts.items()]
        rows.append(("share explained", share(built.numbers_explained, built.numbers_total)))
        click.echo(table(("built", str(out)), rows))


def summary(built: Built) -> dict[str, int]:
    """Count what was built, by the names of the fields; of the files refused their number."""
    counts = {field.name: getattr(built, field.name) for field in fields(built)}
    return {**counts, "refused": len(built.refused)}


def nothing_in(sources: Sequence[str], built: Built) -> str:
    """Why a graph holds no document."""
    from kg.readers.address import without_secrets

    if built.refused:
        return "no source could be read: the graph holds no document"
    places = ", ".join(without_secrets(source) for source in sources)
    return f"{places}: no document there, so the graph is empty; hidden files, index.toml, README and LICENSE are none"


def share(part: int, whole: int) -> str:
    """Write a share as a percentage, rounded down: 100 % is all of them."""
    return f"{1000 * part // whole / 10} %" if whole else "-"
