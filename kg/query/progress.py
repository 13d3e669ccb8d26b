"""How targets stand as the graph says: the newest comparable figures, near matches, restatements."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.query.lookup import look_up
from kg.query.pages import select_each

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.query.pages import Row
    from kg.query.request import Engine


class Result(NamedTuple):
    """A facility type, its newest comparable figure, gap and met as the graph states them, "" where it does not."""

    facility: str
    observation: str
    gap: str
    met: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Of one target: its results in their order, near matches, and the targets that restate the same promise."""

    results: tuple[Result, ...] = ()
    near: tuple[str, ...] = ()
    restated: tuple[str, ...] = ()


def progress_of(engine: Engine, iris: Iterable[str]) -> dict[str, Progress]:
    """How each target stands, in the order given; what the index does not know is asked for."""
    wanted = tuple(dict.fromkeys(iris))
    known = {iri: read(text) for iri, text in look_up(engine.memory, "standing", wanted)} if wanted else {}
    rest = [iri for iri in wanted if iri not in known]
    results, near = select_each(engine, "progress-of", rest), select_each(engine, "near", rest)
    restated = select_each(engine, "restated", rest)
    asked = {
        iri: Progress(
            tuple(_result(row) for row in results[iri]),
            tuple(row["observation"].value for row in near[iri]),
            tuple(row["other"].value for row in restated[iri]),
        )
        for iri in rest
    }
    return {iri: known.get(iri) or asked[iri] for iri in wanted}


def written(progress: Progress) -> str:
    """A text for the index."""
    return json.dumps((progress.results, progress.near, progress.restated), separators=(",", ":"))


def read(text: str) -> Progress:
    """What was written."""
    results, near, restated = json.loads(text)
    return Progress(tuple(Result(*one) for one in results), tuple(near), tuple(restated))


def _result(row: Row) -> Result:
    return Result(*(row[name].value if name in row else "" for name in Result._fields))
