"""What is refused before a query reaches an engine: too long, too deep, calls to other servers, changes.

It reads tokens, not text: SERVICE inside a string, an IRI, a comment or a prefixed name is no call.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

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
VOLATILE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
DATASETS = frozenset({"USING", "WITH"})
STEPS = {"open": 1, "close": -1}


class Token(NamedTuple):
    """A token, its kind by the groups of TOKEN, and where it starts."""

    kind: str
    text: str
    start: int

    def words(self) -> Iterator[tuple[str, int]]:
        """The words that may be keywords, in capitals, with their places."""
        for word in WORD.finditer(self.text) if self.kind == "name" else ():
            yield word[0].upper(), self.start + word.start()


def admit(text: str, limits: Limits) -> Form:
    """The form of the query; QueryRefused where it calls or changes, QueryError where it is too large or no query."""
    _measure(text, limits.text)
    form = ""
    for token in _admitted(text, limits.nesting):
        for keyword, start in token.words():
            if not form and keyword in CHANGES:
                raise QueryRefused(
                    f"{keyword} would change the graph; this endpoint only answers", *_place(text, start)
                )
            if not form and keyword in FORMS:
                form = keyword
    if not form:
        raise QueryError("no query: SELECT, ASK, CONSTRUCT or DESCRIBE is missing")
    return cast("Form", form)


def is_volatile(text: str) -> bool:
    """Whether the same query may be answered otherwise the next time: it asks the clock or draws lots."""
    return any(keyword in VOLATILE for token in tokens(text) for keyword, _ in token.words())


def admit_update(text: str, limits: Limits) -> None:
    """QueryRefused where the update calls, QueryError where it is too large or too deep."""
    _measure(text, limits.update)
    for _ in _admitted(text, limits.nesting):
        pass


def with_dataset(text: str, clauses: str, limits: Limits) -> str:
    """The update with dataset clauses before the WHERE of each operation that has one.

    DELETE WHERE is written out, as it takes no clauses. QueryError where the update names a dataset itself (USING,
    WITH), as the protocol demands.
    """
    parts: list[str] = []
    done = 0
    for where, end in _wheres(text, limits):
        block = text[where + len("WHERE") : end]
        parts += (text[done:where], block, " " if block else "", clauses)
        done = where
    return "".join((*parts, text[done:]))


def _wheres(text: str, limits: Limits) -> Iterator[tuple[int, int]]:
    """The place of each WHERE of an operation, and where its block ends if it is that of a short DELETE, else 0."""
    depth = short = 0
    before = ""
    for token in _admitted(text, limits.nesting):
        depth += STEPS.get(token.kind, 0)
        if short and not depth and token.kind == "close":
            yield short, token.start + 1
            short = 0
        for keyword, start in () if depth else token.words():
            if keyword in DATASETS:
                why = f"{keyword} stands in the update: its dataset is named there or in the request"
                raise QueryError(why, *_place(text, start))
            if keyword == "WHERE" and before == "DELETE":
                short = start
            elif keyword == "WHERE":
                yield start, 0
            before = keyword
        if token.kind != "name":
            before = ""


def _measure(text: str, most: int) -> None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > most:
        raise QueryError(f"the text has {size} bytes; at most {most} are read")


def _admitted(text: str, nesting: int) -> Iterator[Token]:
    """The tokens that say something; refused as soon as one calls or is too deep."""
    brackets = signs = 0
    for token in tokens(text):
        # The parser recurses on each bracket, and on each sign of a run.
        brackets = max(0, brackets + STEPS.get(token.kind, 0))
        signs = signs + 1 if token.kind == "sign" else 0
        if brackets + signs > nesting:
            raise QueryError(f"more than {nesting} levels of nesting", *_place(text, token.start))
        for keyword, start in token.words():
            if keyword in CALLS:
                raise QueryRefused(f"{keyword} is not allowed here: nothing is fetched", *_place(text, start))
        yield token


def tokens(text: str) -> Iterator[Token]:
    """What the text says, without comments and blanks."""
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind not in SILENT:
            yield Token(kind, match[0], match.start())


def _place(text: str, start: int) -> tuple[int, int]:
    """Line and column, from 1."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
