"""The command that hands a graph to other programs."""
# ruff: noqa: PLC0415, D301  imports: see kg/cli.py; click wants \b before lines that are not to be filled

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from kg.commands.asking import parameters, query_text
from kg.commands.completing import question_names
from kg.commands.options import FOLDER, LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.exports.part import Part
    from kg.query.request import Engine

# As in kg.exports.export, which takes too long to import for a line of help.
FORMATS = (
    *("graphml", "gexf", "dot", "cyjs", "json", "mmd", "csv", "gephi", "neo4j", "svg", "png", "html"),
    *("ttl", "trig", "nq", "nt", "jsonld", "ttl12", "observations", "targets", "cube"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the options say of the part that is wanted; a usage error where they name several.

    `steps` is how near to `node` what is wanted lies, in edges; `params` are those of the question `name`.
    """

    file: str | None
    name: str | None
    params: tuple[str, ...]
    node: str | None
    steps: int
    lineage: str | None

    def __post_init__(self) -> None:
        if sum(way is not None for way in (self.file, self.name, self.node, self.lineage)) > 1:
            raise click.UsageError("give one of --query, --name, --node and --lineage")
        if self.params and self.name is None:
            raise click.UsageError("-p is for --name")


@click.command()
@FOLDER
@click.option(
    "-f", "--format", "style", required=True, metavar="FORMAT", type=click.Choice(FORMATS), help="One of those above."
)
@click.option("-o", "--out", default="-", metavar="FILE", help="The file to write; - for stdout, which is the default.")
@click.option("--query", "file", metavar="FILE.rq|-", help="Only what this query names (SELECT) or makes (CONSTRUCT).")
@click.option("--name", shell_complete=question_names, help="Only what the answer to a question of queries/ names.")
@click.option("-p", "--param", "params", multiple=True, metavar="KEY=VALUE", help="A parameter of the question.")
@click.option("--node", metavar="NAME", help="Only this node and what is near it.")
@click.option("--steps", type=click.IntRange(0, 10), default=1, show_default=True, help="How near, in edges.")
@click.option("--lineage", metavar="NAME", help="Only the lineage of this policy.")
@LANGUAGE
def export(  # noqa: PLR0913  one parameter an option
    *,
    folder: Path,
    style: str,
    out: str,
    file: str | None,
    name: str | None,
    params: tuple[str, ...],
    node: str | None,
    steps: int,
    lineage: str | None,
    lang: str,
) -> None:
    """Write the graph for other programs.

    All of it, or a part: what a query names, what is near a node, or the lineage of a policy. NAME is a name, a
    document number or an IRI, whole or short: 村卫生室, voc:ft-vc, policy/2022-tcm-plan.

    \b
      kg export build -f graphml -o kg.graphml
      kg export build -f svg --node voc:ft-vc -o village-clinics.svg
      kg export build -f csv --lineage policy/2022-tcm-plan

    \b
    Formats:
      graphml, gexf, dot, cyjs, json (D3), mmd (Mermaid), csv (edges),
      gephi and neo4j (nodes and edges as CSV in a ZIP file), svg, png, html;
      ttl, trig, nq, nt, jsonld, ttl12 (RDF 1.2), cube (RDF Data Cube);
      observations and targets (CSV)
    """
    from kg.exports.export import Source, format_of, write
    from kg.query.direct import direct
    from kg.query.lineage import lineage as lineage_of
    from kg.query.meant import meant
    from kg.store.folder import open_build
    from kg.store.plain import graph_lines
    from kg.terms import POL
    from kg.web.get import drawing

    choice = Choice(file, name, params, node, steps, lineage)
    wanted = format_of(style)
    built = open_build(folder)
    engine = direct(built)
    if lineage is not None and style in {"svg", "png"}:
        data = drawing(folder, lineage_of(engine, meant(engine, lineage, POL + "Policy"), lang), style, lang)
        with written_to(out) as (sink, _):
            sink.write(data)
    else:
        part = chosen_part(engine, choice)
        with written_to(out) as (sink, scratch):
            write(Source(engine, lambda: graph_lines(built)), wanted, part, lang, sink, scratch)


@contextmanager
def written_to(out: str) -> Iterator[tuple[BinaryIO, Path | None]]:
    """Open a file that is there when it is whole, with a folder for what memory does not hold; or stdout."""
    from kg.store.replace import replaced

    if out == "-":
        yield sys.stdout.buffer, None
    else:
        with replaced(Path(out)) as file:
            yield file, Path(out).absolute().parent


def chosen_part(engine: Engine, choice: Choice) -> Part | None:
    """The part that the options name; None where they name none."""
    from kg.exports.part import around, chosen, descent, named
    from kg.query.catalog import question
    from kg.query.lineage import lineage as lineage_of
    from kg.query.meant import meant
    from kg.terms import POL

    if choice.file is not None:
        return chosen(engine, query_text(Path(choice.file)))
    if choice.name is not None:
        return named(engine, question(choice.name), parameters(choice.params))
    if choice.node is not None:
        return around(engine, meant(engine, choice.node), choice.steps)
    if choice.lineage is not None:
        return descent(lineage_of(engine, meant(engine, choice.lineage, POL + "Policy")))
    return None
