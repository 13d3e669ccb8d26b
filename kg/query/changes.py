"""What a build tells that the one before it in its folder did not: written with the build, for its page.

The indexes of both are compared, and the conflicts in both stores. A node that came is told by its IRI, one that went
with what it was called, as the build knows no more of it.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pyoxigraph import DefaultGraph, NamedNode

from kg.query.figures import PRECISION, Day
from kg.query.kinds import kind_of
from kg.query.lookup import INDEX, is_current, sql
from kg.query.progress import read as read_standing
from kg.query.said import read as read_said
from kg.store.writer import CATALOGUE
from kg.terms import POL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Store

    from kg.query.said import Said
    from kg.store.folder import Build

CHANGES = "changes.json"
CONFLICT = NamedNode(POL + "conflictsWith")
# What a figure that is revised is still about.
ABOUT = ("indicator", "appliesTo", "region", "asOf", "deadline")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Gone:
    """A node that went: what it was called in both languages, and its day, as in `Day`."""

    iri: str
    zh: str
    en: str
    date: str = ""
    precision: str = ""

    @property
    def day(self) -> Day:
        """Its day: a deadline, or when it was observed or issued."""
        return Day(self.date, self.precision)

    def name(self, language: str) -> str:
        """What it was called."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Changes:
    """IRIs of what came, the newest figures first, and what went; `revised` are pairs that differ in value alone.

    `measured` are targets of before whose newest comparable figures are others now. Conflicts are pairs of figures;
    `settled` counts those that are none any more.
    """

    documents: tuple[str, ...] = ()
    documents_gone: tuple[Gone, ...] = ()
    policies: tuple[str, ...] = ()
    policies_gone: tuple[Gone, ...] = ()
    targets: tuple[str, ...] = ()
    targets_gone: tuple[Gone, ...] = ()
    targets_revised: tuple[tuple[Gone, str], ...] = ()
    measured: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    figures_gone: tuple[Gone, ...] = ()
    figures_revised: tuple[tuple[Gone, str], ...] = ()
    conflicts: tuple[Pair, ...] = ()
    settled: int = 0

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return any(getattr(self, one.name) for one in fields(self))


def write_changes(last: Path, work: Path, stores: tuple[Store, Store]) -> None:
    """Write what changed from the build in `last`; where nothing did, what had changed with that one stays."""
    if not (last / INDEX).is_file() or not is_current(last / INDEX):
        return
    found = _compared(last, work, *map(_conflicts, stores))
    if found:
        text = json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n"
    elif (last / CHANGES).is_file():
        text = (last / CHANGES).read_text("utf-8")
    else:
        text = json.dumps({}) + "\n"
    (work / CHANGES).write_text(text, "utf-8")


def read_changes(build: Build) -> Changes | None:
    """What changed with a build; None where it was the first in its folder."""
    file = build.path / CHANGES
    if not file.is_file():
        return None
    plain = json.loads(file.read_text("utf-8"))
    return Changes(**{name: _value(value) for name, value in plain.items()})


def _value(plain: Any) -> Any:  # noqa: ANN401  parsed JSON that we wrote
    """Lists as tuples, objects as what they stand for."""
    if isinstance(plain, list):
        return tuple(_value(one) for one in plain)
    return Gone(**plain) if isinstance(plain, dict) else plain


def _compared(last: Path, work: Path, before: set[Pair], after: set[Pair]) -> Changes:
    with _beside(last, work, CATALOGUE) as old, _beside(work, last, CATALOGUE) as new:
        documents_gone = tuple(Gone(one, name, name) for one, name in old.execute(sql("documents-only-here")))
        documents = tuple(one for one, _ in new.execute(sql("documents-only-here")))
    with _beside(last, work, INDEX) as old, _beside(work, last, INDEX) as new:
        went, came = (_told(side) for side in (old, new))
        targets, figures = (_paired(kind, went, came, old) for kind in ("target", "obs"))
        policies, gone = ([iri for (iri,) in side.execute(sql("only-here", "policy", "iri"))] for side in (new, old))
        return Changes(
            documents=documents,
            documents_gone=documents_gone,
            policies=tuple(policies),
            policies_gone=tuple(Gone(iri, *name) for iri, name in _names(old, gone).items()),
            targets=targets[0],
            targets_gone=targets[1],
            targets_revised=targets[2],
            measured=tuple(_measured(new)),
            figures=figures[0],
            figures_gone=figures[1],
            figures_revised=figures[2],
            conflicts=tuple(sorted(after - before)),
            settled=len(before - after),
        )


@contextmanager
def _beside(here: Path, there: Path, name: str) -> Iterator[sqlite3.Connection]:
    """A file of one build, and the same file of another as `other`; neither is written to."""
    addresses = [f"file:{quote(str((folder / name).absolute()))}?mode=ro&immutable=1" for folder in (here, there)]
    with closing(sqlite3.connect(addresses[0], uri=True)) as database:
        database.execute("ATTACH :other AS other", {"other": addresses[1]})
        yield database


def _told(side: sqlite3.Connection) -> dict[str, Said]:
    """What the figures and targets say that only this side has."""
    return {iri: read_said(said) for iri, said in side.execute(sql("only-here", "figure", "iri, said"))}


def _paired(
    kind: str, went: Mapping[str, Said], came: Mapping[str, Said], old: sqlite3.Connection
) -> tuple[tuple[str, ...], tuple[Gone, ...], tuple[tuple[Gone, str], ...]]:
    """Those of a kind that came, that went, and that are revised: one of before and one of now about the same."""
    gone, fresh = ({iri: said for iri, said in told.items() if kind_of(iri) == kind} for told in (went, came))
    of_before, of_now = _by_what(gone), _by_what(fresh)
    pairs = {
        iris[0]: of_now[about][0] for about, iris in of_before.items() if len(iris) == len(of_now.get(about, ())) == 1
    }
    names = _names(old, gone)
    rows = {iri: _gone(iri, said, names[iri]) for iri, said in gone.items()}
    return (
        tuple(sorted(sorted(fresh.keys() - pairs.values()), key=lambda iri: _day(fresh[iri]), reverse=True)),
        tuple(row for iri, row in rows.items() if iri not in pairs),
        tuple((row, pairs[iri]) for iri, row in rows.items() if iri in pairs),
    )


def _by_what(told: Mapping[str, Said]) -> dict[tuple[tuple[str, ...], ...], list[str]]:
    found: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for iri, said in told.items():
        found.setdefault(tuple(said.all(name) for name in ABOUT), []).append(iri)
    return found


def _names(side: sqlite3.Connection, iris: Iterable[str]) -> dict[str, Pair]:
    """What each is called in both languages, in their order."""
    wanted = sorted(iris)
    rows = side.execute(sql("called", what="zh, en"), {"iris": json.dumps(wanted)})
    called = {iri: (zh, en) for iri, _, zh, en in rows}
    return {iri: called.get(iri, (iri, iri)) for iri in wanted}


def _gone(iri: str, said: Said, name: Pair) -> Gone:
    return Gone(iri, *name, _day(said), said.one("datePrecision").removeprefix(PRECISION))


def _day(said: Said) -> str:
    return said.one("deadline") or said.one("asOf")


def _measured(new: sqlite3.Connection) -> Iterator[str]:
    """Targets with other newest figures than before."""
    for iri, before, after in new.execute(sql("standing-changed")):
        if read_standing(before).results != read_standing(after).results:
            yield iri


def _conflicts(store: Store) -> set[Pair]:
    """The pairs of figures that contradict each other, each once."""
    found = (
        (str(quad.subject), str(quad.object)) for quad in store.quads_for_pattern(None, CONFLICT, None, DefaultGraph())
    )
    return {(one[1:-1], other[1:-1]) for one, other in found if one < other}
