"""Which nodes and edges are exported: all, those that a query names, or those around one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, RdfFormat, parse

from kg.errors import QueryError
from kg.query.ask import ask
from kg.query.gate import admit
from kg.query.label import Entity, entities
from kg.query.meant import known
from kg.query.pages import select, select_each
from kg.query.request import Limits, Request
from kg.query.rows import collect, tables
from kg.terms import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Triple

    from kg.query.catalog import Question
    from kg.query.lineage import Lineage
    from kg.query.request import Engine

Link = tuple[str, str, str]  # source, relation, target


@dataclass(frozen=True, slots=True)
class Part:
    """IRIs of nodes and edges between them, sorted; `made` are the lines of N-Triples of a query that makes triples."""

    nodes: tuple[str, ...]
    links: tuple[Link, ...]
    made: tuple[str, ...] | None = None


def whole(engine: Engine) -> Part:
    """All things that documents speak of, documents apart, and the edges between them."""
    return _between(engine, (row["this"].value for row in select(engine, "network")))


def around(engine: Engine, iri: str, steps: int, most: int | None = None) -> Part:
    """A node and what is at most `steps` edges away; QueryError where that is more than `most` nodes."""
    known(engine, iri)
    found, edge = {iri}, [iri]
    for _ in range(steps):
        reached = {row["other"].value for rows in select_each(engine, "beside", edge).values() for row in rows}
        edge = sorted(reached - found)
        found.update(edge)
        if most is not None and len(found) > most:
            raise QueryError(f"more than {most} nodes are within {steps} steps of it; ask for fewer steps")
        if not edge:
            break
    return _between(engine, found)


def descent(found: Lineage) -> Part:
    """The policies of a lineage and the edges between them."""
    links = {(tie.newer.iri, tie.relation.iri, tie.older.iri) for tie in found.ties}
    return Part(tuple(sorted(card.policy.iri for card in found.policies)), tuple(sorted(links)))


def chosen(engine: Engine, text: str) -> Part:
    """What a query of one's own names.

    Of a SELECT all things in its rows and the edges between them; of a CONSTRUCT the edges that it makes.
    """
    form = admit(text, Limits())
    if form == "ASK":
        raise QueryError("a yes or no names no nodes; export with SELECT, CONSTRUCT or DESCRIBE")
    if form == "SELECT":
        (table,) = tables(engine, Request(text))
        named = {term.value for row in table.rows for term in row if term is not None and term.kind == "uri"}
        return _between(engine, _things(engine, named))
    made = Dataset(parse(collect(engine.answer(Request(text, "nt"))), RdfFormat.N_TRIPLES))
    made.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)  # blank nodes are called by what is said of them
    return _made(quad.triple for quad in made)


def named(engine: Engine, question: Question, values: Mapping[str, str]) -> Part:
    """All things in the answer to a question of the catalog, and those that it is asked with."""
    rows = ask(engine, question, values, "en")
    cells = [cell for row in rows.rows for cell in row] + [cell for _, cell in rows.parameters]
    return _between(engine, (cell.iri for cell in cells if isinstance(cell, Entity) and cell.kind))


def _made(triples: Iterable[Triple]) -> Part:
    """Every edge between two IRIs that the triples make, types apart, and every subject."""
    found = sorted(triples, key=str)
    links = {
        (t.subject.value, t.predicate.value, t.object.value)
        for t in found
        if isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode) and t.predicate.value != RDF + "type"
    }
    subjects = {t.subject.value for t in found if isinstance(t.subject, NamedNode)}
    return Part(tuple(sorted(subjects | _ends(links))), tuple(sorted(links)), tuple(f"{t} ." for t in found))


def _things(engine: Engine, iris: Iterable[str]) -> list[str]:
    return [iri for iri, entity in entities(engine, iris, "en").items() if entity.kind]


def _between(engine: Engine, iris: Iterable[str]) -> Part:
    """The nodes with every edge that has both its ends among them."""
    nodes = sorted(set(iris))
    inside = set(nodes)
    links = {
        (iri, row["property"].value, row["other"].value)
        for iri, rows in select_each(engine, "edges-from", nodes).items()
        for row in rows
        if row["other"].value in inside
    }
    return Part(tuple(nodes), tuple(sorted(links)))


def _ends(links: Iterable[Link]) -> set[str]:
    return {end for source, _, target in links for end in (source, target)}
