"""The progress bar on a terminal: how much is done, and how long the rest will take."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Result = TypeVar("Result")


class Watch(Protocol):
    """Hands results on as they come, of so many in all."""

    def __call__(self, results: Iterable[Result], total: int, /) -> Iterable[Result]:
        """The same results, in the same order."""
        ...


WORTH_IT = 10  # things to do: fewer are done before one has looked


def watched(results: Iterable[Result], total: int) -> Iterator[Result]:
    """The results as they come, counted on stderr where that is a terminal."""
    if total < WORTH_IT or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(results, total, "reading", show_pos=True, file=sys.stderr) as bar:
        yield from bar


def unwatched(results: Iterable[Result], _total: int) -> Iterable[Result]:
    """The results as they come."""
    return results
