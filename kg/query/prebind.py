"""Values in the place of variables, for stores that take a query as nothing but text.

The value is written where the variable stands as a token, in the spelling of N-Triples, so nothing in a value can
become syntax. What comes back is what Oxigraph answers to the same values as substitutions: constants where the joins
are planned, and the variable still a column; a column of a query within goes by a name of its own, since the outer one
may not give a value to a name that it has already. https://www.w3.org/TR/sparql11-query/#rSelectClause has the places
where a term may not stand alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.query.evaluate import native
from kg.query.gate import STEPS, Token, tokens
from kg.query.request import QueryFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.query.request import Binding, Term

PARTS = frozenset({"SELECT", "GROUP", "ORDER"})  # here a bare term is no expression
ENDS = frozenset({"WHERE", "FROM", "HAVING", "LIMIT", "OFFSET", "VALUES"})
DEPTH = {"{": 1, "}": -1}
TAKES = frozenset({"AS", "VALUES", "BOUND"})  # what follows must be a variable


class Place(NamedTuple):
    """A token, which of PARTS it stands in by itself (within brackets any expression may), and the word before it."""

    token: Token
    part: str
    before: str


def prebind(text: str, binding: Binding) -> str:
    """The query with each variable of the binding replaced by its value; QueryFailed where one must stay a variable."""
    values = {name: term_text(term) for name, term in binding}
    written: list[str] = []
    done, depth = 0, 0
    for token, part, before in places(text) if values else ():
        depth += DEPTH.get(token.text, 0)
        name = token.text[1:]
        if token.kind != "variable" or name not in values:
            continue
        if before in TAKES:
            raise QueryFailed(f"?{name} has a value and stands behind {before}, where only a variable may")
        written += (
            text[done : token.start],
            _spelled(values[name], f"bound_{name}_{token.start}" if depth and part == "SELECT" else name, part),
        )
        done = token.start + len(token.text)
    return "".join((*written, text[done:]))


def _spelled(value: str, name: str, part: str) -> str:
    """A value in a part of the query: `SELECT ?x` keeps its column, `GROUP BY ?x` and `ORDER BY ?x` want brackets."""
    if part == "SELECT":
        return f"({value} AS ?{name})"
    if part == "GROUP":
        return f"({value} AS ?bound_{name})"
    return f"({value})" if part == "ORDER" else value


def term_text(term: Term) -> str:
    """The term as a query and N-Triples spell it; QueryFailed where it is none."""
    try:
        return str(native(term))
    except ValueError as fault:
        raise QueryFailed(str(fault)) from None


def places(text: str) -> Iterator[Place]:
    """Every token of a query with its place."""
    part, brackets, before = "", 0, ""
    for token in tokens(text):
        word = token.text.upper() if token.kind == "name" else ""
        if token.text in {"{", "}"} or word in PARTS or word in ENDS:
            part, brackets = word if word in PARTS else "", 0
        elif token.kind in STEPS:
            brackets += STEPS[token.kind]
        yield Place(token, "" if brackets else part, before)
        if token.text != "(":
            before = word
