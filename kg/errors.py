"""What can go wrong, as a tree; bad content is never here: it is a Finding.

KgError
├── ReadError        this file cannot become a document           path, why
├── KnowledgeError   a file of ontology/ or queries/ is wrong     file, place, why, what would be right
├── QueryError       the question cannot be run                   why, place in the query
│   ├── BadParameter     one of its values is not what it takes      parameter, value, what would be right
│   ├── QueryRefused     it asks for what is not allowed
│   └── QueryTimeout     it took longer or more than allowed
├── NotFound         no such thing                                the nearest names
├── StoreError       no built graph here, a newer format, no room to write
└── ClusterError     no cluster there, or one that cannot read for us
"""

from __future__ import annotations

SHOWN = 200  # characters of a value that an error repeats


class KgError(Exception):
    """Anything kg says no to; the message names what, where, and what would be right."""


class ReadError(KgError):
    """This file cannot become a document."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = path, why

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        """Travel between processes whole: an exception is made again from what it was made of."""
        return type(self), (self.path, self.why)


class KnowledgeError(KgError):
    """A data file of ontology/ or queries/ is wrong; `place` is a line ("12") or a table ("[joint]")."""

    def __init__(self, path: str, place: str, why: str, remedy: str) -> None:
        super().__init__(f"{path}:{place}: {why}. {remedy}" if place else f"{path}: {why}. {remedy}")
        self.path, self.place, self.why, self.remedy = path, place, why, remedy

    def __reduce__(self) -> tuple[type[KnowledgeError], tuple[str, str, str, str]]:
        """See `ReadError`."""
        return type(self), (self.path, self.place, self.why, self.remedy)


class QueryError(KgError):
    """The question cannot be run; `line` and `column` count from 1, 0 where unknown."""

    def __init__(self, why: str, line: int = 0, column: int = 0) -> None:
        super().__init__(f"line {line}, column {column}: {why}" if line else why)
        self.why, self.line, self.column = why, line, column

    def __reduce__(self) -> tuple[type[QueryError], tuple[str, int, int]]:
        """See `ReadError`."""
        return type(self), (self.why, self.line, self.column)


class BadParameter(QueryError):
    """A value that a parameter does not take, "" where none was given; `expected` says what would be right."""

    def __init__(self, parameter: str, value: str, expected: str) -> None:
        shown = f"{value[:SHOWN]}…" if len(value) > SHOWN else value
        super().__init__(
            f"{parameter}: {shown!r} is not {expected}" if value else f"{parameter} is missing: {expected}"
        )
        self.parameter, self.value, self.expected = parameter, shown, expected

    def __reduce__(self) -> tuple[type[BadParameter], tuple[str, str, str]]:  # type: ignore[override]  # made of others
        """See `ReadError`."""
        return type(self), (self.parameter, self.value, self.expected)


class QueryRefused(QueryError):
    """The question asks for what is not allowed (SERVICE, LOAD, too long, too deep)."""


class QueryTimeout(QueryError):
    """The question took more time or memory than it may."""


class NotFound(KgError):
    """No such thing in this graph; `near` are names that are like the one asked for."""

    def __init__(self, why: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.near = near

    def __reduce__(self) -> tuple[type[NotFound], tuple[str, tuple[str, ...]]]:
        """See `ReadError`."""
        return type(self), (str(self), self.near)


class StoreError(KgError):
    """No built graph here, a graph of a newer format, or no room to write one."""


class ClusterError(KgError):
    """No cluster there, or one whose workers would not read as this machine does."""
