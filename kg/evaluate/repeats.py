"""Whose text a document repeats, beside gold: any document of the right story will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.evaluate.measures import Tally
from kg.evaluate.outcome import Difference, Outcome
from kg.query.ties import ties

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.evaluate.facts import Gold
    from kg.query.request import Engine
    from kg.store.folder import Build
    from kg.store.records import DocumentEntry

REPEATS = "repeats"


def origins(golds: Iterable[Gold]) -> dict[str, str]:
    """The document that each repeats in the end, as far as gold tells."""
    first = {gold.document: gold.repeats[0] for gold in golds if gold.repeats}
    return {name: _origin(name, first) for name in first}


def _origin(name: str, first: Mapping[str, str]) -> str:
    passed = [name]
    while (name := first.get(name, "")) and name not in passed:
        passed.append(name)
    return passed[-1]


def compare_repeats(
    gold: Gold, build: Build, engine: Engine, documents: Iterable[DocumentEntry], first: Mapping[str, str]
) -> Outcome:
    """Compare with what a document repeats, or shares where the days do not tell; nothing where gold is silent."""
    if gold.repeats is None:
        return Outcome()
    found = [ties(engine, document.id) for document in documents]
    told = [build.entry(tie.document).identifier for one in found for tie in (*one.repeats, *one.undated)]
    stories = {first.get(name, name) for name in (gold.document, *gold.repeats)}
    right = [other for other in told if first.get(other, other) in stories]
    there = {first.get(other, other) for other in right}
    met = [wanted for wanted in gold.repeats if first.get(wanted, wanted) in there]
    tally = Tally(
        gold=len(gold.repeats),
        right=len(met),
        value=len(met),
        named=len(met),
        found=len(told),
        found_right=len(right),
        found_value=len(right),
        exact=True,
    )
    missed = (Difference(REPEATS, "missed", wanted) for wanted in gold.repeats if wanted not in met)
    extra = (Difference(REPEATS, "extra", other) for other in told if other not in right)
    return Outcome({REPEATS: tally}, (*missed, *extra))
