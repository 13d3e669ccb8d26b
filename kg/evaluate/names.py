"""Agencies, facility types, policies and people beside gold, each by any of its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.evaluate.agree import fits, same
from kg.evaluate.facts import FACILITY_TYPES, PEOPLE, POLICIES
from kg.evaluate.measures import Tally
from kg.evaluate.outcome import Difference, Outcome
from kg.evaluate.pairs import pairs

if TYPE_CHECKING:
    from kg.evaluate.facts import Facts, Gold
    from kg.evaluate.found import Found, Node

# Nobody lists every person; a facility type may be found under a more specific name.
NOT_ALL = frozenset({PEOPLE})
MORE_SPECIFIC = frozenset({FACILITY_TYPES})


def compare_names(kind: str, gold: Gold, found: Found) -> Outcome:
    """Compare one kind of names over the whole document; of one annotated in part precision cannot be told."""
    tests = [_named, _fitting] if kind in MORE_SPECIFIC else [_named]
    wanted, optional, got = _names(gold.facts, kind), _names(gold.borderline, kind), found.named[kind]
    taken = pairs(wanted, got, *tests)
    both = pairs((*wanted, *optional), got, *tests, start=taken)
    spare = [node for place, node in enumerate(got) if place not in both]
    exact = kind not in NOT_ALL and not gold.in_part
    number = len(taken)
    tally = Tally(gold=len(wanted), right=number, value=number, named=number)
    if exact:
        counted = {"found": number + len(spare), "found_right": number, "found_value": number}
        tally += Tally(**counted, exact=True)
    missed = (
        Difference(kind, "missed", name, quote=found.sentence_with(name))
        for want, name in enumerate(wanted)
        if want not in taken.values()
    )
    extra = (_extra(kind, node) for node in spare if exact)
    return Outcome({kind: tally}, (*missed, *extra))


def _named(wanted: str, node: Node) -> bool:
    return same(wanted, node.names)


def _fitting(wanted: str, node: Node) -> bool:
    return fits(wanted, node.names)


def _names(facts: Facts, kind: str) -> tuple[str, ...]:
    if kind == POLICIES:
        return tuple(policy.title for policy in facts.policies)
    names: tuple[str, ...] = getattr(facts, kind)
    return names


def _extra(kind: str, node: Node) -> Difference:
    quote = node.quotes[0].text if node.quotes else ""
    return Difference(kind, "extra", min(node.names, key=len, default=node.iri), quote=quote)
