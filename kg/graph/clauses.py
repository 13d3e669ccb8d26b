"""What the WHERE clause of a rule asks for: its triple patterns, group in group, as far as rules are written.

No expression is looked into: whom a change concerns follows from the patterns alone. What is not understood is refused,
so that no pattern is overlooked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.paths import QUERIES

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(
    r"""\#[^\n]*|\s+|(?P<token>"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^(?:<[^>]*>|[\w-]*:[\w.-]*))?|<[^<>"{}|^`\\\s]*>|\?\w+"""
    r"""|[A-Za-z_][\w-]*:(?:[\w-]|\.(?=[\w-]))*|:[\w-]+|\w+|\S)""",
    re.VERBOSE,
)
KEYWORD = re.compile(r"(?i)(SELECT|WHERE|OPTIONAL|UNION|FILTER|BIND|MINUS|GRAPH|EXISTS|VALUES|SERVICE)$")
VARIABLE = re.compile(r"\?\w+")
REPEATED = "*+?"
JOINED = "/|"
TURNED = frozenset("^!")


class NotUnderstood(ValueError):
    """A clause that says more than rules do; the message tells what."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern as written: `path` is the predicate or path; `graph` is that which it is asked of, or ""."""

    subject: str
    path: tuple[str, ...]
    object: str
    graph: str = ""

    def variables(self) -> set[str]:
        """The variables that it binds."""
        return {term for term in (self.subject, *self.path, self.object, self.graph) if VARIABLE.fullmatch(term)}

    def text(self) -> str:
        """As a group writes it."""
        return placed(f"{self.subject} {''.join(self.path)} {self.object} .", self.graph)


class Group:
    """A group: its own patterns, and the groups in it; `start` is where its first character stands in the text.

    `given` are the variables that it gives where it is a SELECT, None where it is none: then all. `nested` tells that
    it holds nothing but a SELECT; `optional` are also those that MINUS takes away, or FILTER EXISTS asks for.
    """

    def __init__(self, start: int) -> None:
        self.start = start
        self.patterns: list[Pattern] = []
        self.optional: list[Group] = []
        self.unions: list[list[Group]] = []
        self.selects: list[Group] = []
        self.given: frozenset[str] | None = None
        self.nested = False

    def groups(self) -> Iterator[Group]:
        """The group and all groups in it."""
        yield self
        for one in (*self.optional, *self.selects, *(branch for union in self.unions for branch in union)):
            yield from one.groups()


@cache
def part(name: str) -> str:
    """A part of a query that is made for rules."""
    return (QUERIES / "rules" / f"{name}.rq").read_text("utf-8")


def placed(pattern: str, graph: str) -> str:
    """A pattern, asked of a graph where one is named."""
    return part("placed").replace("?graph", graph).replace("?pattern", pattern) if graph else pattern


def clause(query: str) -> tuple[tuple[Pattern, ...], Group]:
    """The template, which a SELECT has not, and the WHERE clause of a query; NotUnderstood where written otherwise."""
    reader = _Reader(query)
    template = Group(0)
    if reader.skip_to("CONSTRUCT", "SELECT") == "CONSTRUCT":
        template.start = reader.open()
        reader.group(template, "")
    reader.skip_to("WHERE")
    where = Group(reader.open())
    reader.group(where, "")
    return tuple(template.patterns), where


class _Reader:
    """Reads a query token by token."""

    def __init__(self, text: str) -> None:
        found = [(m["token"], m.start("token")) for m in TOKEN.finditer(text) if m["token"]]
        self._tokens = [token for token, _ in found] + [""]
        self._starts = [start for _, start in found] + [len(text)]
        self._at = 0

    @property
    def _next(self) -> str:
        return self._tokens[self._at]

    def _take(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    def skip_to(self, *keywords: str) -> str:
        """Go behind the next of some keywords; which it is."""
        while self._next.upper() not in keywords:
            if not self._take():
                raise NotUnderstood(f"no {keywords[0]}")
        return self._take().upper()

    def expect(self, word: str) -> None:
        """Go over what has to come."""
        if self._take().upper() != word:
            raise NotUnderstood(f"{self._tokens[self._at - 1]!r} instead of {word!r}")

    def open(self) -> int:
        """Go into a group; where it begins."""
        self.expect("{")
        return self._starts[self._at - 1] + 1

    def group(self, into: Group, graph: str) -> None:
        """Read a group to its end."""
        if self._next.upper() == "SELECT":
            into.nested = True
            into.selects.append(self._select(graph))
            self.expect("}")
            return
        while self._next != "}":
            word = self._take()
            if not word:
                raise NotUnderstood("a group without end")
            if word == "{" or KEYWORD.match(word):
                self._part(word.upper(), into, graph)
            elif word != ".":
                self._triples(into, word, graph)
        self._take()

    def _part(self, word: str, into: Group, graph: str) -> None:
        """Read what begins with a keyword or a bracket."""
        if word == "{":
            self._at -= 1
            self._union(into, graph)
        elif word in {"OPTIONAL", "MINUS"} or (word == "FILTER" and self._next.upper() == "EXISTS"):
            if word == "FILTER":
                self._take()
            into.optional.append(Group(self.open()))
            self.group(into.optional[-1], graph)
        elif word == "GRAPH":
            name = self._take()
            self.open()
            self.group(into, name)
        elif word in {"FILTER", "BIND"}:
            self._expression()
        elif word == "VALUES":
            self._values()
        else:
            raise NotUnderstood(word)

    def _union(self, into: Group, graph: str) -> None:
        branches = []
        while True:
            branches.append(Group(self.open()))
            self.group(branches[-1], graph)
            if self._next.upper() != "UNION":
                break
            self._take()
        if len(branches) == 1 and branches[0].nested:
            into.selects += branches[0].selects
        else:
            into.unions.append(branches)

    def _select(self, graph: str) -> Group:
        self.expect("SELECT")
        given: set[str] = set()
        while self._next.upper() != "WHERE":
            word = self._take()
            if word == "(":
                self._at -= 1
                given.add(self._expression()[-2])
            elif VARIABLE.fullmatch(word):
                given.add(word)
        self.expect("WHERE")
        found = Group(self.open())
        self.group(found, graph)
        found.given = frozenset(given)
        while self._next != "}":  # GROUP BY, HAVING, ORDER BY
            self._take()
        return found

    def _values(self) -> None:
        """Go over a table of values."""
        while self._take() != "}":
            if not self._next:
                raise NotUnderstood("a table without end")

    def _expression(self) -> list[str]:
        """Go over what stands in brackets; its tokens."""
        start, depth = self._at, 0
        while True:
            word = self._take()
            if word.upper() == "EXISTS" or not word:
                raise NotUnderstood(word or "an expression without end")
            depth += (word == "(") - (word == ")")
            if not depth:
                return self._tokens[start : self._at]

    def _triples(self, into: Group, subject: str, graph: str) -> None:
        while True:
            path = self._path()
            while True:
                into.patterns.append(Pattern(subject, path, self._take(), graph))
                if self._next != ",":
                    break
                self._take()
            if self._next != ";":
                return
            self._take()

    def _path(self) -> tuple[str, ...]:
        found = [self._take()]
        while found.count("(") > found.count(")") or found[-1] in JOINED or self._next in {*JOINED, *REPEATED}:
            found.append(self._take())
        if turned := TURNED.intersection(found):
            raise NotUnderstood(f"{min(turned)!r} in a path")
        return tuple(found)
