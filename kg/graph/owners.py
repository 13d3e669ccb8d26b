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
from kg.graph.clauses import NotUnderstood, clause, part, placed
from kg.graph.names import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Store, Triple

    from kg.graph.clauses import Group, Pattern
    from kg.graph.schema import Rule

OWNER = re.compile(r"^# owner:((?: \?\w+)+)$", re.MULTILINE)
PREFIX = re.compile(r"PREFIX ([\w-]*:) (<[^>]*>)")
AT_ONCE = 1000  # rows of one query
ROWS = "(UNDEF)"  # where they go
REPEATED = {"*": "*", "+": "*", "?": ""}  # what stands before and after one step of a repeated path
Owner = tuple[str, ...]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Step:
    """One pattern of a rule: changed triples of `predicate` ("" for any) lead to owners by a query about them."""

    predicate: str
    object: str
    document: bool
    query: str

    def meets(self, predicate: str, value: str) -> bool:
        """Whether it may meet a triple of these, "" for any."""
        return all(
            not own or not other or own == other for own, other in ((self.predicate, predicate), (self.object, value))
        )

    def rows(self, changed: Mapping[str, Iterable[Triple | Quad]]) -> Iterator[str]:
        """The values of those that it meets."""
        found = changed.get(self.predicate, ()) if self.predicate else chain.from_iterable(changed.values())
        for one in found:
            if not self.object or str(one.object) == self.object:
                graph = f"{one.graph_name} " if self.document and isinstance(one, Quad) else ""
                yield f"({graph}{'' if self.predicate else one.predicate} {one.subject} {one.object})"


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
        return prologue + _listed(asked, names, ROWS).replace("?beside", " ".join(one.text() for one in patterns))

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
            elif (_iri(name, self.prefixes) or str(value)) != str(value):
                return None
        return found

    def met(self, pattern: Pattern, changed: Mapping[str, Iterable[Triple]]) -> Iterable[Triple]:
        """Those that a template may give, by their predicate."""
        predicate = pattern.path[0]
        if predicate.startswith("?"):
            return chain.from_iterable(changed.values())
        return changed.get(_iri(predicate, self.prefixes), ())

    def rests_on(self, other: Owned) -> bool:
        """Whether its patterns may meet what another rule derives."""
        given = [(other.term(one.path[0]), other.term(one.object)) for one in other.template]
        return any(step.meets(*one) for step in self.steps for one in given)

    def term(self, name: str) -> str:
        """An IRI of the rule as N-Triples write it; "" for what may be any."""
        return "" if name.startswith("?") else _iri(name, self.prefixes)

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
        steps = tuple(_steps(where, (), owner, prefixes))
    except NotUnderstood as fault:
        raise KnowledgeError(rule.name, "", f"is not written as rules are: {fault}", "See the others") from fault
    return Owned(rule.name, owner, template, steps, rule.query, where, prefixes)


def _steps(group: Group, around: Sequence[Pattern], owner: Owner, prefixes: Mapping[str, str]) -> Iterator[Step]:
    """The steps from each pattern of a group, with what stands around it where it does not lead to owners itself."""
    for at, pattern in enumerate(group.patterns):
        if pattern.graph.startswith("<"):
            continue  # of the ontology, which changes only with everything
        beside = [*group.patterns[:at], *group.patterns[at + 1 :]]
        known = pattern.variables().union(*(other.variables() for other in beside))
        if not known.issuperset(owner):
            beside += around
            known = known.union(*(other.variables() for other in around))
        if not known.issuperset(owner):
            raise NotUnderstood(f"nothing leads from {pattern.text()} to {' '.join(owner)}")
        yield from _edges(pattern, beside, owner, prefixes)
    inside = (*group.patterns, *around)
    for one in (*group.optional, *(branch for union in group.unions for branch in union)):
        yield from _steps(one, inside, owner, prefixes)
    for one in group.selects:
        yield from _steps(one, _joined(one, group.selects), owner, prefixes)


def _joined(one: Group, selects: Iterable[Group]) -> tuple[Pattern, ...]:
    """The patterns of other SELECTs beside one, but for those with a variable that one keeps to itself and both use."""
    found: list[Pattern] = []
    for other in selects:
        if other is not one:
            unlike = (_kept(one) | _kept(other)) & _names(one) & _names(other)
            found += (pattern for pattern in other.patterns if not pattern.variables() & unlike)
    return tuple(found)


def _kept(group: Group) -> set[str]:
    """The variables of a SELECT that it does not give."""
    return _names(group) - (group.given or frozenset())


def _names(group: Group) -> set[str]:
    return {name for one in group.groups() for pattern in one.patterns for name in pattern.variables()}


def _edges(pattern: Pattern, beside: Sequence[Pattern], owner: Owner, prefixes: Mapping[str, str]) -> Iterator[Step]:
    """A step for each predicate of a pattern's path."""
    prologue = "".join(f"PREFIX {prefix} {iri}\n" for prefix, iri in prefixes.items())
    for predicate, before, after in _path("".join(pattern.path)):
        start = pattern.subject if not before else "?from"
        end = pattern.object if not after and pattern.object.startswith("?") else "?to"
        lines = [placed(f"{pattern.subject} {before} ?from .", pattern.graph)] if before else []
        lines += [placed(f"?to {after} {pattern.object} .", pattern.graph)] if after else []
        names = [pattern.graph, predicate if predicate.startswith("?") else "", start, end]
        text = " ".join([*lines, *(other.text() for other in beside)])
        asked = part("concerned").replace("?owner", " ".join(owner))
        query = _listed(asked, [name for name in names if name], ROWS).replace("?beside", text)
        constant = "" if after or pattern.object.startswith("?") else _iri(pattern.object, prefixes)
        yield Step(
            "" if predicate.startswith("?") else _iri(predicate, prefixes),
            constant,
            bool(pattern.graph),
            prologue + query,
        )


def _path(path: str) -> Iterator[tuple[str, str, str]]:
    """Each predicate of a path, with the paths before and after it."""
    if re.fullmatch(r"[^/|()^]+", path) and path[-1] not in REPEATED:
        yield path, "", ""
        return
    sequence = re.findall(r"\([^()]*\)[*+?]?|[^/()]+", path)
    if "^" in path or path.count("(") > 1 or ("|" in re.sub(r"\([^()]*\)", "", path) and len(sequence) > 1):
        raise NotUnderstood(f"the path {path}")
    for at, step in enumerate(sequence):
        core, repeated = (step[:-1], step[-1]) if step[-1] in REPEATED else (step, "")
        again = [core + "*"] if REPEATED.get(repeated) else []
        before = "/".join([*sequence[:at], *again])
        after = "/".join([*again, *sequence[at + 1 :]])
        for predicate in core.strip("()").split("|"):
            yield predicate, before, after


def _iri(name: str, prefixes: Mapping[str, str]) -> str:
    """A term as N-Triples write it; "" for a literal, which is not looked at."""
    if name == "a":
        return TYPE
    if name.startswith("<"):
        return name
    prefix, _, local = name.partition(":")
    return prefixes[prefix + ":"][:-1] + local + ">" if prefix + ":" in prefixes else ""


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
        table = _listed(part("values"), [names[at] for at in told], listed)
        text = f"{text[: group.start]} {table}{text[group.start :]}"
    return text


def _listed(text: str, names: Sequence[str], rows: str) -> str:
    """A part with its table of values."""
    return text.replace("?name", " ".join(names)).replace("(UNDEF)", rows)


def _is_optional(group: Group, where: Group) -> bool:
    return any(group in one.optional for one in where.groups())
