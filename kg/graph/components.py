"""The constraint components of SHACL that look at values, as tests with three answers.

A component is bound to facts once, then asked for each focus node with its value nodes. It says True where pySHACL
surely accepts them, False where it surely refuses, and None where that is not certain enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any

from kg.graph.names import SH, SUBCLASS, TYPE
from kg.graph.spelling import literal_parts, string_of
from kg.terms import XSD

if TYPE_CHECKING:
    from kg.graph.facts import Facts

Verdict = bool | None
Test = Callable[[str, Collection[str]], Verdict]  # a focus node, and its value nodes
Component = Callable[["Facts"], Test]
Parameter = tuple[str, ...]  # one term, or the members of a list
Measure = int | Decimal | date

# Numbers and dates as they are mostly written; what is written otherwise is left to pySHACL.
NUMBER = re.compile(rf'"([+-]?[0-9]+)(\.[0-9]+)?"\^\^<{XSD}(integer|decimal)>')
DATE = re.compile(rf'"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})"\^\^<{XSD}date>')
KINDS = {
    SH.IRI: "<",
    SH.Literal: '"',
    SH.BlankNode: "_",
    SH.IRIOrLiteral: '<"',
    SH.BlankNodeOrIRI: "_<",
    SH.BlankNodeOrLiteral: '_"',
}


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """True if all are, False if one is, else undecided."""
    answer: Verdict = True
    for verdict in verdicts:
        if verdict is False:
            return False
        if verdict is None:
            answer = None
    return answer


def joined(tests: Sequence[Test]) -> Test:
    """What several tests say together; each is asked until one refuses."""
    if len(tests) == 1:
        return tests[0]

    def test(focus: str, values: Collection[str]) -> Verdict:
        answer: Verdict = True
        for one in tests:  # as `every` does, without a generator: it is asked for every node of a document
            verdict = one(focus, values)
            if verdict is False:
                return False
            if verdict is None:
                answer = None
        return answer

    return test


def each(test: Callable[[str], Verdict]) -> Component:
    """A test of single values, whatever the facts; most nodes have one."""
    return lambda _facts: lambda _focus, values: test(*values) if len(values) == 1 else every(map(test, values))


def node_kind(parameter: Parameter) -> Component:
    """IRIs, literals or blank nodes."""
    kinds = KINDS[parameter[0]]
    return each(lambda value: value[0] in kinds)


def datatype(parameter: Parameter) -> Component:
    """Well-formed literals of one datatype; only numbers and dates are known well enough to say so."""
    ending = f"^^{parameter[0]}"
    return each(lambda value: True if value.endswith(ending) and _measured(value) is not None else None)


def class_(parameter: Parameter) -> Component:
    """Instances of a class or of one below it."""

    def bound(facts: Facts) -> Test:
        types, kinds = facts.values(TYPE), family(parameter[0], facts)
        return lambda _focus, values: all(not kinds.isdisjoint(types.get(value, ())) for value in values)

    return bound


def among(parameter: Parameter) -> Component:
    """Members of a list; literals may be equal in other words."""
    members = frozenset(parameter)
    return each(lambda value: value in members or (False if value[0] == "<" else None))


def has_value(parameter: Parameter) -> Component:
    """One value among the others."""
    wanted = parameter[0]
    missing = False if wanted[0] == "<" else None
    return lambda _facts: lambda _focus, values: wanted in values or missing


def pattern(parameter: Parameter) -> Component:
    """Found in the characters of the value."""
    found = re.compile(string_of(parameter[0])).search
    return each(lambda value: True if found(string_of(value)) else None)


def min_length(parameter: Parameter) -> Component:
    """At least so many characters."""
    least = int(string_of(parameter[0]))
    return each(lambda value: True if len(string_of(value)) >= least else None)


def max_length(parameter: Parameter) -> Component:
    """At most so many characters."""
    most = int(string_of(parameter[0]))
    return each(lambda value: True if len(string_of(value)) <= most else None)


def language_in(parameter: Parameter) -> Component:
    """Literals in one of these languages."""
    languages = {string_of(language).lower() for language in parameter}
    return each(lambda value: True if _language(value) in languages else None)


def unique_lang(parameter: Parameter) -> Component:
    """No two values in one language; "false" asks for nothing."""
    if string_of(parameter[0]) != "true":
        return lambda _facts: lambda _focus, _values: None

    def test(_focus: str, values: Collection[str]) -> Verdict:
        if len(values) < 2:
            return True
        spoken = [language for value in values if (language := _language(value))]
        return True if len(set(spoken)) == len(spoken) else None

    return lambda _facts: test


def compared(accepts: Callable[[Any, Any], bool]) -> Callable[[Parameter], Component]:
    """Before or after one fixed number or date."""

    def component(parameter: Parameter) -> Component:
        bound = _measured(parameter[0])
        return each(lambda value: _ordered(_measured(value), bound, accepts))

    return component


def compared_with(accepts: Callable[[Any, Any], bool]) -> Callable[[Parameter], Component]:
    """Before each value of another predicate."""

    def component(parameter: Parameter) -> Component:
        def bound(facts: Facts) -> Test:
            others = facts.values(parameter[0])
            return lambda focus, values: every(
                _ordered(_measured(value), _measured(other), accepts)
                for other in others.get(focus, ())
                for value in values
            )

        return bound

    return component


def closed(allowed: Collection[str]) -> Component:
    """Subjects of no other predicates."""

    def bound(facts: Facts) -> Test:
        strange: set[str] = set()
        strange.update(*(facts.values(predicate) for predicate in facts.predicates() if predicate not in allowed))
        return lambda _focus, values: True if strange.isdisjoint(values) else None

    return bound


def family(kind: str, facts: Facts) -> frozenset[str]:
    """A class and all below it."""
    below, found = facts.subjects(SUBCLASS), [kind]
    for one in found:
        found += [narrower for narrower in below.get(one, ()) if narrower not in found]
    return frozenset(found)


def _language(value: str) -> str:
    return literal_parts(value).language.lower() if value[0] == '"' else ""


def _ordered(one: Measure | None, other: Measure | None, accepts: Callable[[Any, Any], bool]) -> Verdict:
    """What can be compared surely: number with number, date with date."""
    if one is None or other is None or isinstance(one, date) is not isinstance(other, date):
        return None
    return accepts(one, other)


@lru_cache(maxsize=4096)  # a place in the text is asked for by four constraints
def _measured(value: str) -> Measure | None:
    """The worth of a well-formed number or date."""
    if number := NUMBER.fullmatch(value):
        whole, fraction, kind = number.groups()
        if kind == "integer":
            return int(whole) if fraction is None else None
        return Decimal(whole + (fraction or ""))
    day = DATE.fullmatch(value)
    try:
        return date.fromisoformat(day[1]) if day else None
    except ValueError:
        return None


COMPONENTS: dict[str, Callable[[Parameter], Component]] = {
    SH.nodeKind: node_kind,
    SH.datatype: datatype,
    SH["class"]: class_,
    SH["in"]: among,
    SH.hasValue: has_value,
    SH.pattern: pattern,
    SH.minLength: min_length,
    SH.maxLength: max_length,
    SH.languageIn: language_in,
    SH.uniqueLang: unique_lang,
    SH.minInclusive: compared(ge),
    SH.maxInclusive: compared(le),
    SH.minExclusive: compared(gt),
    SH.maxExclusive: compared(lt),
    SH.lessThan: compared_with(lt),
    SH.lessThanOrEquals: compared_with(le),
}
