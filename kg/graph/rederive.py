"""The derived graph after a change: each rule is asked again, but only for owners whom the change concerns.

What a rule derives for an owner follows from the documents, the ontology and the rules before it, never from what it or
a later rule derives. So its answer about an owner in the old store is what it derived then, and its answer in the new
one is what it derives now.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import Quad, QueryTriples

from kg.graph.changed import holds
from kg.graph.clauses import part
from kg.graph.derive import DERIVED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pyoxigraph import Store, Triple

    from kg.graph.changed import Changed
    from kg.graph.clauses import Pattern
    from kg.graph.owners import Owned, Owner

FEW = 100  # triples that are asked about one by one


def rederive(old: Store, new: Store, rules: Sequence[Owned], changed: Changed) -> None:
    """Bring the derived graph of `new` up to date, in which documents have changed since `old`; both are complete.

    `changed` tells of documents, and afterwards of what is derived too.
    """
    for quad in chain.from_iterable(changed.added.values()):
        if _derived(quad.triple) in new:  # a document says it now
            new.remove(_derived(quad.triple))
    for at, rule in enumerate(rules):
        owners = _owners(old, new, rule, changed)
        before, after = _answers(old, rule, rule.owner, owners), _answers(new, rule, rule.owner, owners)
        for triple in after:
            if not holds(new, triple):
                new.add(_derived(triple))
                changed.come(new, triple)
        gone = [triple for triple in before - after if _derived(triple) in new]
        for triple in _unsupported(new, rules, at, gone, owners):
            new.remove(_derived(triple))
            changed.go(new, triple)


def _owners(old: Store, new: Store, rule: Owned, changed: Changed) -> list[Owner]:
    """Whom the change concerns, with the owners of what documents said too and no longer do."""
    found = rule.concerned(new, changed.came, changed.added) | rule.concerned(old, changed.went, changed.removed)
    for pattern in rule.template:
        for triple in rule.met(pattern, changed.went):
            bound = rule.bound(pattern, triple)
            if bound is not None and bound.keys() >= set(rule.owner):
                found.add(tuple(bound[name] for name in rule.owner))
    return sorted(found)


def _answers(store: Store, rule: Owned, names: Sequence[str], rows: Iterable[Owner], ending: str = "") -> set[Triple]:
    """What a rule derives for some values of some of its variables; `ending` is put behind its query."""
    found: set[Triple] = set()
    for query in rule.about(names, rows):
        answer = store.query(query + ending)
        assert isinstance(answer, QueryTriples)
        found.update(answer)
    return found


def _unsupported(
    store: Store, rules: Sequence[Owned], at: int, gone: list[Triple], owners: Collection[Owner]
) -> list[Triple]:
    """Of what a rule no longer derives for some owners, what it does not derive for others, nor another rule."""
    left = set(gone)
    for other in rules:
        asked_already = owners if other is rules[at] else ()
        for pattern in other.template:
            if other is rules[at] and _owned(pattern, other):
                continue
            asked = [triple for triple in left if other.bound(pattern, triple) is not None]
            if asked:
                bound = [other.known(pattern, triple) for triple in asked]
                names = sorted(bound[0])
                if names:
                    rows = [tuple(one[name] for name in names) for one in bound]
                    one_is_enough = other.is_plain and pattern.variables() <= {*names} and len(rows) <= FEW
                    left -= (
                        _first(store, other, names, rows)
                        if one_is_enough
                        else _given(store, other, names, rows, asked_already)
                    )
    return [triple for triple in gone if triple in left]


def _first(store: Store, rule: Owned, names: Sequence[str], rows: Iterable[Owner]) -> set[Triple]:
    """What a rule of one group derives for values of all variables of a triple: its first answer, each time."""
    return {triple for row in rows for triple in _answers(store, rule, names, [row], part("first"))}


def _given(
    store: Store, rule: Owned, names: Sequence[str], rows: Sequence[Owner], owners: Collection[Owner]
) -> set[Triple]:
    """What a rule derives for some values of some of its variables, where it derives none of it for some owners.

    Where a part of the rule knows none of these variables it would be worked out for all that there is: then the rule
    is asked for the owners that the values lead to.
    """
    if rule.leading(names) is None:
        return _answers(store, rule, names, rows)
    return _answers(store, rule, rule.owner, sorted(rule.led_to(store, names, rows).difference(owners)))


def _owned(pattern: Pattern, rule: Owned) -> bool:
    """Whether a triple that a template gives belongs to one owner, or to a node made of the owner."""
    names = pattern.variables()
    return names >= set(rule.owner) or not names <= rule.asked


def _derived(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, DERIVED)
