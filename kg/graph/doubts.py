"""Which focus nodes may fail a shape: all that its constraints do not surely accept.

pySHACL judges, but slowly; most nodes are in order, and seeing that takes little. Each constraint is compiled once to
a test that may leave its answer open; what is not understood is left open too. So a shape may say whatever SHACL can
say, and nothing that pySHACL would refuse is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from math import inf
from typing import TYPE_CHECKING

from kg.graph.components import COMPONENTS, Component, Test, Verdict, closed, every, family, joined
from kg.graph.names import RDFS, SH, TYPE
from kg.graph.spelling import string_of
from kg.graph.walks import walk

if TYPE_CHECKING:
    from kg.graph.facts import Facts
    from kg.graph.walks import Reach

Decision = Callable[[str], Verdict]  # of a focus node
Decide = Callable[["Facts"], Decision]
Doubts = Callable[["Facts", Iterable[str]], dict[str, Verdict]]

# What a shape says that is no constraint, or is read together with one.
NEUTRAL = frozenset(
    [
        *(TYPE, RDFS.label, RDFS.comment),
        *(SH.path, SH.message, SH.severity, SH.name, SH.description, SH.group, SH.order, SH.defaultValue),
        *(SH.target, SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf),
        *(SH.ignoredProperties, SH.qualifiedValueShape),
    ]
)
COUNTS = frozenset({SH.minCount, SH.maxCount})


def doubts(shape: str, shapes: Facts) -> Doubts:
    """The targets of a shape, a term of the graph `shapes`, that may fail it in given facts; False: it surely does.

    What a SPARQL target selects there is given with them.
    """
    decide = _shape(shape, shapes, frozenset())

    def found(facts: Facts, selected: Iterable[str]) -> dict[str, Verdict]:
        nodes = (*_targets(shape, shapes, facts), *selected)
        if not nodes:
            return {}
        decision = decide(facts)
        return {node: verdict for node in nodes if (verdict := decision(node)) is not True}

    return found


def _targets(shape: str, shapes: Facts, facts: Facts) -> Iterable[str]:
    """The nodes that a shape is for, in order, each once."""
    kinds = (sorted(family(target, facts)) for target in shapes.values(SH.targetClass).get(shape, ()))
    aimed: list[Iterable[str]] = [
        shapes.values(SH.targetNode).get(shape, ()),
        *(facts.subjects(TYPE).get(kind, ()) for kind in chain.from_iterable(kinds)),
        *(facts.values(predicate) for predicate in shapes.values(SH.targetSubjectsOf).get(shape, ())),
        *(facts.subjects(predicate) for predicate in shapes.values(SH.targetObjectsOf).get(shape, ())),
    ]
    found = [nodes for nodes in aimed if nodes]
    return found[0] if len(found) == 1 else dict.fromkeys(chain.from_iterable(found))


def _shape(shape: str, shapes: Facts, above: frozenset[str]) -> Decide:
    """The verdict on a focus node; `above` are the shapes that this one is part of, for it may come back to itself."""
    path = shapes.value(shape, SH.path)
    reach = walk(path, shapes) if path else _itself
    if reach is None or shape in above or shape in shapes.values(SH.deactivated):
        return _undecided
    parts = [
        _component(predicate, value, shape, shapes, above | {shape})
        for predicate in shapes.predicates()
        if predicate not in NEUTRAL | COUNTS
        for value in shapes.values(predicate).get(shape, ())
    ]
    least, most = (_numbers(shapes.values(predicate).get(shape, ())) for predicate in (SH.minCount, SH.maxCount))
    fewest, greatest = max(least, default=0), min(most, default=inf)

    def bound(facts: Facts) -> Decision:
        values, test = reach(facts), joined([part(facts) for part in parts])
        of_none = test("", ())  # the same for every node without values

        def decision(node: str) -> Verdict:
            found = values(node)
            if not fewest <= len(found) <= greatest:
                return False
            return test(node, found) if found and parts else of_none

        return decision

    return bound


def _numbers(values: Iterable[str]) -> list[int]:
    return [int(string_of(value)) for value in values]


def _component(predicate: str, value: str, shape: str, shapes: Facts, above: frozenset[str]) -> Component:
    """One constraint of a shape: the parameter that names it and its value."""
    if predicate in COMPONENTS:
        return COMPONENTS[predicate](shapes.items(value) if predicate in LISTS else (value,))
    if predicate == SH.closed:
        inner = shapes.values(SH.property).get(shape, ())
        paths = {shapes.value(one, SH.path) for one in inner}
        ignored = shapes.items(shapes.value(shape, SH.ignoredProperties))
        return closed({*ignored, *paths})
    if predicate == SH.qualifiedMinCount:
        wanted = shapes.values(SH.qualifiedValueShape).get(shape, ())
        return _qualified(int(string_of(value)), [_shape(one, shapes, above) for one in wanted])
    if predicate in LOGIC:
        listed = shapes.items(value) if predicate in LISTS else (value,)
        return _logical(LOGIC[predicate], [_shape(one, shapes, above) for one in listed])
    return lambda facts: lambda node, _values: _undecided(facts)(node)


def _logical(join: Callable[[Iterable[Verdict]], Verdict], parts: Sequence[Decide]) -> Component:
    """What several shapes say of each value, made one verdict."""

    def bound(facts: Facts) -> Test:
        decisions = [part(facts) for part in parts]
        return lambda _focus, values: every(join([decide(value) for decide in decisions]) for value in values)

    return bound


def _qualified(least: int, parts: Sequence[Decide]) -> Component:
    """At least so many values that surely are as some shapes say."""

    def bound(facts: Facts) -> Test:
        decisions = [part(facts) for part in parts]

        def test(_focus: str, values: Collection[str]) -> Verdict:
            return True if sum(all(decide(one) is True for decide in decisions) for one in values) >= least else None

        return test

    return bound


def _any(verdicts: Iterable[Verdict]) -> Verdict:
    """True if one is, False if all are, else undecided."""
    return _negated(every(_negated(verdict) for verdict in verdicts))


def _none(verdicts: Iterable[Verdict]) -> Verdict:
    """The opposite of the only one."""
    return every(_negated(verdict) for verdict in verdicts)


def _negated(verdict: Verdict) -> Verdict:
    return None if verdict is None else not verdict


def _itself(_facts: Facts) -> Reach:
    return lambda node: (node,)


def _undecided(_facts: Facts) -> Decision:
    return lambda _node: None


LOGIC = {SH.node: every, SH.property: every, SH["and"]: every, SH["or"]: _any, SH["not"]: _none}
LISTS = frozenset({SH["in"], SH.languageIn, SH["and"], SH["or"]})
