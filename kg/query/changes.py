"""What a build tells that the one before it in its folder did not: written with the build, for its page.

The indexes of both are compared, and the conflicts in both stores; where this build was made from that one, only what
it touched. A node that came is told by its IRI, one that went with what it was called: the build knows no more of it.
"""

from __future__ import annotations

import json
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import DefaultGraph, NamedNode

from kg.query.figures import PRECISION, Day
from kg.query.kinds import kind_of
from kg.query.lookup import INDEX, is_current, sql
from kg.query.progress import read as read_standing
from kg.query.said import read as read_said
from kg.store.known import CATALOGUE
from kg.store.layered import address, opened
from kg.terms import POL

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Store, Triple

    from kg.graph.changed import Changed
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


@dataclass(frozen=True, slots=True)
class Touched:
    """What a build may tell otherwise than the one that it was made from: ids of documents, IRIs of things, triples."""

    documents: Collection[str]
    things: Collection[str]
    changed: Changed


def write_changes(last: Path, work: Path, stores: tuple[Store, Store], touched: Touched | None = None) -> None:
    """Write what changed from the build in `last`; where nothing did, what had changed with that one stays.

    All is compared unless it is known what was touched.
    """
    if not (last / INDEX).is_file() or not is_current(last / INDEX):
        return
    before, after = map(_conflicts, stores) if touched is None else map(_pairs, _told_of(touched.changed))
    found = _compared(Both(last, work, touched), before - after, after - before)
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


class Both(NamedTuple):
    """The build of before and that of now, and what to look at in them."""

    last: Path
    work: Path
    touched: Touched | None

    @contextmanager
    def sides(self, name: str, tables: str) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
        """A file of both, each beside the other and with a table `asked` of what to look at; neither is written to."""
        iris = None
        if self.touched is not None:
            iris = json.dumps(sorted(self.touched.documents if name == CATALOGUE else self.touched.things))
        with (
            closing(_beside(self.last / name, self.work / name)) as old,
            closing(_beside(self.work / name, self.last / name)) as new,
        ):
            for side in (old, new):
                side.execute(sql(tables if iris is None else "asked"), {} if iris is None else {"iris": iris})
            yield old, new


def _compared(both: Both, settled: set[Pair], conflicts: set[Pair]) -> Changes:
    with both.sides(CATALOGUE, "asked-documents") as (old, new):
        documents_gone = tuple(Gone(one, name, name) for one, name in old.execute(sql("documents-only-here")))
        documents = tuple(one for one, _ in new.execute(sql("documents-only-here")))
    with both.sides(INDEX, "asked-things") as (old, new):
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
            conflicts=tuple(sorted(conflicts)),
            settled=len(settled),
        )


def _beside(here: Path, there: Path) -> sqlite3.Connection:
    """A file of one build, and the same file of another as `other`."""
    database = opened(here)
    database.execute("ATTACH :other AS other", {"other": address(there)})
    return database


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
    return _pairs(quad.triple for quad in store.quads_for_pattern(None, CONFLICT, None, DefaultGraph()))


def _told_of(changed: Changed) -> tuple[Iterable[Triple], Iterable[Triple]]:
    """The contradictions that are no more, and those that are new."""
    return changed.went.get(str(CONFLICT), ()), changed.came.get(str(CONFLICT), ())


def _pairs(triples: Iterable[Triple]) -> set[Pair]:
    found = ((str(triple.subject), str(triple.object)) for triple in triples)
    return {(one[1:-1], other[1:-1]) for one, other in found if one < other}
