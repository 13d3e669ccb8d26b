"""Whom a change concerns: from triples that came or went to the owners of what a rule derives.

A rule names its owner, a variable or several. What it derives for one owner follows from the triples that its patterns
meet there, so a triple that one of them meets, joined with those beside it, leads to the owners who may gain or lose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import Quad, QuerySolutions

from kg.errors import KnowledgeError
from kg.graph.clauses import NotUnderstood, clause, part
from kg.graph.steps import ROWS, Step, iri_of, steps_of, with_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Store, Triple

    from kg.graph.clauses import Group, Pattern
    from kg.graph.schema import Rule

OWNER = re.compile(r"^# owner:((?: \?\w+)+)$", re.MULTILINE)
PREFIX = re.compile(r"PREFIX ([\w-]*:) (<[^>]*>)")
AT_ONCE = 1000  # rows of one query
Owner = tuple[str, ...]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Owned:
    """A rule with its owner: how to find owners, and how to ask for those alone."""

    name: str
    owner: tuple[str, ...]
    template: tuple[Pattern, ...]
    steps: tuple[Step, ...]
    query: str
    where: Group
    prefixes: Mapping[str, str]

    def about(self, names: Sequence[str], rows: Iterable[Owner]) -> Iterator[str]:
        """The rule's query about some values of some of its variables alone."""
        for some in _at_once(rows):
            yield _restricted(self.query, self.where, names, some)

    @property
    def asked(self) -> set[str]:
        """The variables that its patterns bind."""
        return {name for group in self.where.groups() for one in group.patterns for name in one.variables()}

    @property
    def is_plain(self) -> bool:
        """Whether it is one group, so that its first answer can be had without the others."""
        return not self.where.nested and len(list(self.where.groups())) == 1

    def leading(self, names: Sequence[str]) -> str | None:
        """A query that leads from values of some variables to owners; None where all of the rule knows one of them."""
        parts = [one for one in self.where.groups() if one.given is not None]
        if all(one.given and one.given.intersection(names) for one in parts):
            return None
        patterns = self.where.patterns
        if not {name for one in patterns for name in one.variables()}.issuperset(self.owner):
            return None
        prologue = "".join(f"PREFIX {prefix} {iri}\n" for prefix, iri in self.prefixes.items())
        asked = part("concerned").replace("?owner", " ".join(self.owner))
        return prologue + with_values(asked, names, ROWS).replace("?beside", " ".join(one.text() for one in patterns))

    def led_to(self, store: Store, names: Sequence[str], rows: Iterable[Owner]) -> set[Owner]:
        """The owners that some values of some variables lead to."""
        asked = self.leading(names) or ""
        listed = (f"({' '.join(row)})" for row in rows)
        return {owner for some in _at_once(listed) for owner in self._owners(store, asked, some)}

    def _owners(self, store: Store, asked: str, rows: Iterable[str]) -> Iterator[Owner]:
        answer = store.query(asked.replace(ROWS, " ".join(rows)))
        assert isinstance(answer, QuerySolutions)
        yield from (tuple(str(row[name[1:]]) for name in self.owner) for row in answer)

    def bound(self, pattern: Pattern, triple: Triple) -> dict[str, str] | None:
        """The values of a template's variables where it gives a triple; None where it never does."""
        found: dict[str, str] = {}
        places = zip((pattern.subject, pattern.path[0], pattern.object), triple, strict=True)
        for name, value in places:
            if name.startswith("?"):
                found[name] = str(value)
            elif (iri_of(name, self.prefixes) or str(value)) != str(value):
                return None
        return found

    def met(self, pattern: Pattern, changed: Mapping[str, Iterable[Triple]]) -> Iterable[Triple]:
        """Those that a template may give, by their predicate."""
        predicate = pattern.path[0]
        if predicate.startswith("?"):
            return chain.from_iterable(changed.values())
        return changed.get(iri_of(predicate, self.prefixes), ())

    def rests_on(self, other: Owned) -> bool:
        """Whether its patterns may meet what another rule derives."""
        given = [(other.term(one.path[0]), other.term(one.object)) for one in other.template]
        return any(step.meets(*one) for step in self.steps for one in given)

    def term(self, name: str) -> str:
        """An IRI of the rule as N-Triples write it; "" for what may be any."""
        return "" if name.startswith("?") else iri_of(name, self.prefixes)

    def known(self, pattern: Pattern, triple: Triple) -> dict[str, str]:
        """Those that its patterns bind."""
        asked = self.asked
        return {name: value for name, value in (self.bound(pattern, triple) or {}).items() if name in asked}

    def concerned(
        self, store: Store, union: Mapping[str, Iterable[Triple]], documents: Mapping[str, Iterable[Quad]]
    ) -> set[Owner]:
        """The owners whom triples of the union and quads of documents, each by predicate, concern.

        They are all that came and the store is the new one, or all that went and it is the old one.
        """
        found: set[Owner] = set()
        for step in self.steps:
            for some in _at_once(step.rows(documents if step.document else union)):
                found.update(self._owners(store, step.query, some))
        return found


def _at_once(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


def owned(rule: Rule) -> Owned:
    """Understand a rule; KnowledgeError where it names no owner or is written so that owners cannot be found."""
    named = OWNER.search(rule.query)
    if named is None:
        raise KnowledgeError(rule.name, "", "names no owner", "Write for whom it derives, as in: # owner: ?policy")
    owner = tuple(named[1].split())
    try:
        template, where = clause(rule.query)
        prefixes = dict(PREFIX.findall(rule.query))
        steps = tuple(steps_of(where, (), owner, prefixes))
    except NotUnderstood as fault:
        raise KnowledgeError(rule.name, "", f"is not written as rules are: {fault}", "See the others") from fault
    return Owned(rule.name, owner, template, steps, rule.query, where, prefixes)


def _restricted(query: str, where: Group, names: Sequence[str], rows: Sequence[Owner]) -> str:
    """A query whose variables of these names have the values of one of the rows, in every group that gives them."""
    text = query
    for group in sorted(where.groups(), key=lambda one: -one.start):
        own = {name for pattern in group.patterns for name in pattern.variables()}
        given = group.given if group.given is not None else own
        told = [at for at, name in enumerate(names) if name in given or group is where]
        if group.nested or not told or _is_optional(group, where):
            continue
        values = sorted({" ".join(row[at] for at in told) for row in rows})
        listed = " ".join(f"({value})" for value in values)
        table = with_values(part("values"), [names[at] for at in told], listed)
        text = f"{text[: group.start]} {table}{text[group.start :]}"
    return text


def _is_optional(group: Group, where: Group) -> bool:
    return any(group in one.optional for one in where.groups())
