"""What is asked of an engine, and what an engine is.

Values reach a query as bindings of its projected variables, never as text: nothing that a user writes can change what
is asked, and the engine sees constants where it plans the joins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Finding
    from kg.query.memory import Memory

TermKind = Literal["uri", "literal", "bnode"]
Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]


class Term(NamedTuple):
    """An RDF term: an IRI, a blank node's label, or a literal with its language tag or datatype IRI.

    A tuple, as a page has thousands, and they are made, hashed and compared quickest.
    """

    value: str
    kind: TermKind = "literal"
    language: str = ""
    datatype: str = ""


Binding = tuple[tuple[str, Term], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """One query text, asked once for each of `bindings` (variable name and value pairs).

    `format` is json, xml, csv or tsv for SELECT and ASK; ttl, nt, rdf, jsonld or trig for CONSTRUCT and DESCRIBE.
    Several bindings are answered in json only, a line each, in their order. Without `default_graphs` and
    `named_graphs` the dataset is the store's own: its default graph is the union of all.
    """

    text: str
    format: str = "json"
    bindings: tuple[Binding, ...] = ((),)
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take; sizes in bytes, `seconds` of wall clock, from admission, waiting in line included."""

    text: int = 64 * 1024
    update: int = 8 * 1024 * 1024
    nesting: int = 200
    seconds: float = 10.0
    memory: int = 512 * 1024 * 1024
    result: int = 100 * 1024 * 1024
    line: int = 32


# How a query ended: its answer was read to the end; it was wrong; it failed; its result was too large; it was late, or
# its process crashed; nobody wanted the rest; there was no place for it.
Outcome = Literal["answered", "wrong", "failed", "too large", "killed", "left", "busy"]
Observe = Callable[[Outcome, float], None]  # told how a query ended, and after how many seconds


def unobserved(_outcome: Outcome, _seconds: float) -> None:
    """Where nobody counts."""


class QueryBusy(QueryError):
    """All workers are taken and the waiting line is full, or did not move in time; asking again may help."""


class QueryFailed(QueryError):
    """The query is right, but evaluating it went wrong."""


class ChangeRefused(QueryError):
    """The shapes refuse what the graph would become; `findings` say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("the graph would violate its shapes; nothing was changed")
        self.findings = findings


class ChangedSince(QueryError):
    """A change was to be made of one version only, and that is served no more."""


class Answer(Protocol):
    """Bytes of a result as they come; `close` gives it up early."""

    def __iter__(self) -> Iterator[bytes]: ...

    def __next__(self) -> bytes: ...

    def close(self) -> None:
        """Let go of whatever still works on the answer."""


class Engine(Protocol):
    """Answers requests; errors that show before the first bytes are raised by `answer` itself."""

    memory: Memory

    def answer(self, request: Request) -> Answer:
        """QueryError where the text does not parse, QueryTimeout where a limit strikes."""
