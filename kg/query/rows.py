"""Answers as rows of terms."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.query.request import Term

if TYPE_CHECKING:
    from kg.query.request import Answer, Binding, Engine, Request


@dataclass(frozen=True, slots=True)
class Table:
    """What one SELECT answered; None where a variable is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def dicts(self) -> tuple[dict[str, Term], ...]:
        """The rows by variable, without what is unbound."""
        return tuple(
            {name: term for name, term in zip(self.columns, row, strict=True) if term is not None} for row in self.rows
        )


def tables(engine: Engine, request: Request) -> tuple[Table, ...]:
    """One table a binding of a SELECT request in json."""
    memory = engine.memory
    if not memory.keeps:
        return _read(collect(engine.answer(request)))
    answer = memory.recall(request)
    if answer is None:
        answer = collect(engine.answer(request))
        memory.keep(request, answer)
    return _read(answer)


def _read(answer: bytes) -> tuple[Table, ...]:
    return tuple(read_table(line) for line in answer.split(b"\n"))


def collect(answer: Answer) -> bytes:
    """All parts together."""
    try:
        return b"".join(answer)
    finally:
        answer.close()


def read_table(data: bytes) -> Table:
    """The table in SPARQL JSON results."""
    plain: dict[str, Any] = json.loads(data)  # Any: parsed JSON
    columns = tuple(plain["head"]["vars"])
    rows = plain["results"]["bindings"]
    return Table(columns, tuple(tuple(_term(row[name]) if name in row else None for name in columns) for row in rows))


def _term(plain: dict[str, str]) -> Term:
    kind = plain["type"]
    if kind == "uri":
        return Term(plain["value"], "uri")
    if kind == "bnode":
        return Term(plain["value"], "bnode")
    return Term(plain["value"], "literal", plain.get("xml:lang", ""), plain.get("datatype", ""))


def bind(**values: Term) -> Binding:
    """A binding from keyword arguments, in the order of their names."""
    return tuple(sorted(values.items()))
