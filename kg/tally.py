"""The counts that a build prints: what is in the published graph, what was found, how many numbers are explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.terms import POL, RDF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import BlankNode, Store
    from pyoxigraph import Triple as RdfTriple

    from kg.errors import ReadError
    from kg.graph.changed import Changed
    from kg.store.writer import Totals

    Subject = NamedNode | BlankNode | RdfTriple

UNION = DefaultGraph()
TYPE, MENTIONED = NamedNode(RDF + "type"), NamedNode(POL + "mentionedIn")
ASKED = (str(TYPE), str(MENTIONED))
NAMED = ("Policy", "Agency", "FacilityType")  # of which the vocabulary knows some that no document names
CLASSES = {name: NamedNode(POL + name) for name in (*NAMED, "Target", "Observation", "Measure")}


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build in numbers; `refused` are the files that could not be read."""

    documents: int
    policies: int
    agencies: int
    facility_types: int
    targets: int
    observations: int
    measures: int
    violations: int
    warnings: int
    infos: int
    numbers_total: int
    numbers_explained: int
    sentences_unread: int
    quarantined: int
    refused: tuple[ReadError, ...]


def by_number(count: int, one: str, many: str) -> str:
    """The wording for one of them, or that for many or none."""
    return one if count == 1 else many


def tally(counted: Mapping[str, int], totals: Totals, refused: Sequence[ReadError]) -> Built:
    """The result of a build: what the union holds of each class, and what stands in the lists."""
    numbers = totals.ledger
    return Built(
        documents=totals.documents,
        policies=counted["Policy"],
        agencies=counted["Agency"],
        facility_types=counted["FacilityType"],
        targets=counted["Target"],
        observations=counted["Observation"],
        measures=counted["Measure"],
        violations=totals.levels["Violation"],
        warnings=totals.levels["Warning"],
        infos=totals.levels["Info"],
        numbers_total=numbers.total,
        numbers_explained=numbers.total - numbers.unexplained,
        sentences_unread=numbers.unread,
        quarantined=totals.quarantined,
        refused=tuple(sorted(refused, key=lambda error: (error.path, error.why))),
    )


def count(store: Store) -> dict[str, int]:
    """How many things the union holds of each class, as far as documents speak of them: the vocabulary holds more."""
    return {
        name: sum(1 for quad in store.quads_for_pattern(None, TYPE, kind, UNION) if _counts(store, name, quad.subject))
        for name, kind in CLASSES.items()
    }


def count_again(last: Mapping[str, int], old: Store, new: Store, changed: Changed) -> dict[str, int]:
    """The same of a store in which documents have changed; the things whom the change concerns are counted in both."""
    return {
        name: last[name] + sum(_is(new, name, one) - _is(old, name, one) for one in _concerned(name, changed))
        for name in CLASSES
    }


def _concerned(name: str, changed: Changed) -> set[Subject]:
    """Whom it concerns by what they are, or by whether a document speaks of them."""
    triples = (triple for side in (changed.came, changed.went) for asked in ASKED for triple in side.get(asked, ()))
    return {
        triple.subject
        for triple in triples
        if (triple.predicate == MENTIONED and name in NAMED) or triple.object == CLASSES[name]
    }


def _is(store: Store, name: str, one: Subject) -> bool:
    return Quad(one, TYPE, CLASSES[name]) in store and _counts(store, name, one)


def _counts(store: Store, name: str, one: Subject) -> bool:
    mentions = store.quads_for_pattern(one, MENTIONED, None, UNION)
    return name not in NAMED or next(mentions, None) is not None
