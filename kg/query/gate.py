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

# Longest first, as SPARQL's own grammar reads: an IRI may hold "#", a string may hold anything. A string that is never
# closed, which no parser accepts, goes on to where it must have ended, so that reading takes linear time.
TOKEN = re.compile(
    r"""
      (?P<iri> <[^<>"{}|^`\\\x00-\x20]*+> )
    | (?P<comment> \#[^\n\r]* )
    | (?P<string> \"{3}(?:[^"\\]|\\.|\"(?!\"\"))*+(?:\"{3})? | '{3}(?:[^'\\]|\\.|'(?!''))*+(?:'{3})?
                | "(?:[^"\\\n\r]|\\.)*+"? | '(?:[^'\\\n\r]|\\.)*+'? )
    | (?P<variable> [?$]\w+ )
    | (?P<tag> @[A-Za-z][\w-]* )
    | (?P<name> [^\W\d][\w.-]*+ )(?P<prefixed> :(?:[\w.:%-]|\\.)* )?
    | (?P<local> :(?:[\w.:%-]|\\.)* )
    | (?P<open> [({\[] )
    | (?P<close> [)}\]] )
    | (?P<sign> [!+-] )
    | (?P<space> \s+ )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
# A run of name characters without a colon is words and full stops: "true.SERVICE" ends a triple and calls.
WORD = re.compile(r"\w+")
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
        for word in WORD.finditer(token) if kind == "name" else ():
            keyword, place = word[0].upper(), _place(text, start + word.start())
            if keyword in CALLS:
                raise QueryRefused(f"{keyword} is not allowed here: nothing is fetched", *place)
            if not form and keyword in CHANGES:
                raise QueryRefused(f"{keyword} would change the graph; this endpoint only answers", *place)
            if not form and keyword in FORMS:
                form = keyword
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
