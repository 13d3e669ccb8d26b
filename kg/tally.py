"""The counts that a build prints: what is in the published graph, what was found, how many numbers are explained."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Store

from kg.store.records import ledger_sum
from kg.terms import POL, RDF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.errors import ReadError
    from kg.store.writer import Writer


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


def tally(store: Store, writer: Writer, refused: Sequence[ReadError]) -> Built:
    """Count what the union holds of each class, as far as documents name it, and the findings by level."""
    findings, ledger = writer.findings(), writer.ledger()
    levels = Counter(finding.level for finding in findings)
    numbers = ledger_sum(ledger)
    return Built(
        documents=len(ledger),
        policies=_named(store, "Policy"),
        agencies=_named(store, "Agency"),
        facility_types=_named(store, "FacilityType"),
        targets=_count(store, "Target"),
        observations=_count(store, "Observation"),
        measures=_count(store, "Measure"),
        violations=levels["Violation"],
        warnings=levels["Warning"],
        infos=levels["Info"],
        numbers_total=numbers.total,
        numbers_explained=numbers.total - numbers.unexplained,
        sentences_unread=numbers.unread,
        quarantined=len({finding.focus for finding in findings if finding.level == "Violation"}),
        refused=tuple(sorted(refused, key=lambda error: (error.path, error.why))),
    )


def _count(store: Store, name: str) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(POL + name), DefaultGraph()))


def _named(store: Store, name: str) -> int:
    """The entities of a class that some document mentions; the vocabulary holds more."""
    mentioned = NamedNode(POL + "mentionedIn")
    quads = store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(POL + name), DefaultGraph())
    return sum(
        1 for quad in quads if next(store.quads_for_pattern(quad.subject, mentioned, None, DefaultGraph()), None)
    )
