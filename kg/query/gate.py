"""What is refused before a query reaches an engine: too long, too deep, calls to other servers, changes.

It reads tokens, not text: SERVICE inside a string, an IRI, a comment or a prefixed name is no call.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from kg.errors import QueryError, QueryRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.query.request import Form, Limits

# Longest first, as SPARQL's own grammar reads: an IRI may hold "#", a string may hold anything.
TOKEN = re.compile(
    r"""
      (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<comment> \#[^\n\r]* )
    | (?P<string> \"{3}(?:[^"\\]|\\.|\"(?!\"\"))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<variable> [?$]\w+ )
    | (?P<tag> @[A-Za-z][\w-]* )
    | (?P<prefixed> [^\W\d]?[\w.-]*:[\w.:%\\-]* )
    | (?P<word> [A-Za-z_]\w* )
    | (?P<open> [({\[] )
    | (?P<close> [)}\]] )
    | (?P<sign> [!+-] )
    | (?P<space> \s+ )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
CALLS = frozenset({"SERVICE", "LOAD"})
FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
CHANGES = frozenset({"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
SILENT = frozenset({"comment", "space"})
STEPS = {"open": 1, "close": -1}


def admit(text: str, limits: Limits) -> Form:
    """The form of the query; QueryRefused where it calls or changes, QueryError where it is too large or no query."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.text:
        raise QueryError(f"the query has {size} bytes; at most {limits.text} are read")
    form = ""
    brackets = signs = 0
    for kind, token, start in _tokens(text):
        # The parser recurses on each bracket, and on each sign of a run.
        brackets = max(0, brackets + STEPS.get(kind, 0))
        signs = signs + 1 if kind == "sign" else 0
        if brackets + signs > limits.nesting:
            raise QueryError(f"more than {limits.nesting} levels of nesting", *_place(text, start))
        word = token.upper() if kind == "word" else ""
        if word in CALLS:
            raise QueryRefused(f"{word} is not allowed here: nothing is fetched", *_place(text, start))
        if not form and word in CHANGES:
            raise QueryRefused(f"{word} would change the graph; this endpoint only answers", *_place(text, start))
        if not form and word in FORMS:
            form = word
    if not form:
        raise QueryError("no query: SELECT, ASK, CONSTRUCT or DESCRIBE is missing")
    return cast("Form", form)


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind not in SILENT:
            yield kind, match[0], match.start()


def _place(text: str, start: int) -> tuple[int, int]:
    """Line and column, from 1."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
