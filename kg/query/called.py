"""The rows of the index that tell what each node with a name is called in each language."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kg.query.label import LANGUAGES, Facts, entity
from kg.query.request import Term
from kg.terms import POL, SKOS

if TYPE_CHECKING:
    from kg.query.gather import Asked, Change, Sides

Row = tuple[str, ...]  # IRI, kind, and for each language the name and the language that it is in
Called = tuple[Row, tuple[str, ...]]  # with the signs of a comparator or a unit
PARTS = tuple(POL + name for name in ("indicator", "comparator", "unit"))  # what a figure without a name is called by
SIGN = SKOS + "notation"


def name_rows(change: Change, sides: Sides) -> tuple[list[Row], list[Row]]:
    """The rows that may be others now, as they were and as they are.

    A figure is called by its indicator, comparator and unit: where one of these is called otherwise, so is the figure.
    """
    before, after = called(sides.old), called(sides.new)
    if change.old is not None:
        moved = {row[0] for row, _ in before ^ after}
        figures = {iri for side in sides for (iri,) in side.about(moved, "?part").rows("called-by")}
        of_parts = change.about({(f"<{iri}>",) for iri in figures})
        before |= called(of_parts.old)
        after |= called(of_parts.new)
    return sorted(row for row, _ in before), sorted(row for row, _ in after)


def called(asked: Asked) -> set[Called]:
    """What nodes are called; every row follows from the triples of its node, and of what a figure is called by."""
    own = _facts(asked)
    parts = {term.value for facts in own.values() for name in PARTS for term in facts.get(name, ())}
    facts = own | _facts(asked.about(parts - own.keys()))
    return {(_row(iri, facts), tuple(term.value for term in facts[iri].get(SIGN, ()))) for iri in own}


def _row(iri: str, facts: dict[str, Facts]) -> Row:
    names = [entity(iri, facts, language) for language in LANGUAGES]
    return (iri, names[0].kind, *chain.from_iterable((name.label, name.language) for name in names))


def _facts(asked: Asked) -> dict[str, Facts]:
    facts: dict[str, Facts] = {}
    for iri, prop, value, language in asked.rows("called"):
        facts.setdefault(iri, {}).setdefault(prop, []).append(Term(value, language=language))
    for own in facts.values():
        for values in own.values():
            values.sort()
    return facts
