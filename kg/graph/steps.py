"""The steps of a rule: each leads from triples that one of its patterns meets to the owners of what it derives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from kg.graph.clauses import NotUnderstood, part, placed
from kg.graph.names import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Triple

    from kg.graph.clauses import Group, Pattern

ROWS = "(UNDEF)"  # where the rows of a query about some values go
REPEATED = {"*": "*", "+": "*", "?": ""}  # what stands before and after one step of a repeated path


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


def steps_of(
    group: Group, around: Sequence[Pattern], owner: tuple[str, ...], prefixes: Mapping[str, str]
) -> Iterator[Step]:
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
        yield from steps_of(one, inside, owner, prefixes)
    for one in group.selects:
        yield from steps_of(one, _joined(one, group.selects), owner, prefixes)


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


def _edges(
    pattern: Pattern, beside: Sequence[Pattern], owner: tuple[str, ...], prefixes: Mapping[str, str]
) -> Iterator[Step]:
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
        query = with_values(asked, [name for name in names if name], ROWS).replace("?beside", text)
        constant = "" if after or pattern.object.startswith("?") else iri_of(pattern.object, prefixes)
        yield Step(
            "" if predicate.startswith("?") else iri_of(predicate, prefixes),
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


def iri_of(name: str, prefixes: Mapping[str, str]) -> str:
    """A term as N-Triples write it; "" for a literal, which is not looked at."""
    if name == "a":
        return TYPE
    if name.startswith("<"):
        return name
    prefix, _, local = name.partition(":")
    return prefixes[prefix + ":"][:-1] + local + ">" if prefix + ":" in prefixes else ""


def with_values(text: str, names: Sequence[str], rows: str) -> str:
    """A part with its table of values."""
    return text.replace("?name", " ".join(names)).replace("(UNDEF)", rows)
