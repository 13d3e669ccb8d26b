"""A folder of short documents that changes at random, and builds of it that may be killed."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import time
from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg import build as building
from kg import folders, follow
from kg.graph import warn
from kg.paths import ONTOLOGY
from kg.query import changes
from kg.store import layered, sketches, writer
from kg.store.layered import changing

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from kg.build import Library
    from kg.query.changes import Touched

FORK = multiprocessing.get_context("fork")

# Told on another day it is the same story.
TOLD_AGAIN = """基层医疗卫生机构巡礼
20{n}年5月31日
清晨的山路上，乡村医生背着药箱走进村民的院子，先量血压，再问饮食起居，把用药一一写在本子上。
院长说，过去老人看病要走半天山路，如今设备添了，药也齐了。截至2022年底，全国74.5%的村卫生室能够提供中医药服务。"""
# Each names a policy, a goal or a figure that others name too: so what is derived depends on several of them.
TEXTS = (
    "国家卫生健康委关于印发《社区医养结合规划》的通知\n2022年3月1日\n到2025年，{n}%以上的村卫生室能够提供中医药服务。",
    "新闻发布会\n2023年5月31日\n截至2022年底，全国{n}%的村卫生室能够提供中医药服务。乡镇卫生院有{n}万个。",
    "新闻发布会\n2023年5月31日\n截至2022年底，全国74.5%的村卫生室能够提供中医药服务。",
    "某省卫生健康委关于贯彻落实《社区医养结合规划》的实施意见\n2022年6月\n到2024年，{n}%的乡镇卫生院设置中医馆。",
    TOLD_AGAIN,
    "By the end of 2022, {n}% of village clinics were able to provide TCM services, the Commission said.",
)


EDITIONS = ((), ("村卫生所室", "乡村医疗点"))  # of the vocabulary: what more a village clinic is called


class Builder:
    """Builds in processes that may be killed, forked from one that has read the data files.

    That one is started anew and opens no store: the engine does not survive a fork.
    """

    def __init__(self, folder: Path) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(theirs, folder))
        self._process.start()
        theirs.close()

    def build(self, edition: int, sources: Path, out: Path) -> None:
        """A build that is left to end."""
        assert self._asked(edition, sources, out, 240) == 0

    def killed(self, edition: int, sources: Path, out: Path, seconds: float) -> None:
        """A build that is killed after so many seconds, unless it is quicker."""
        assert self._asked(edition, sources, out, seconds) in {0, -9}

    def follow(self, edition: int, sources: Path, out: Path, seed: int) -> None:
        """Changes that a build follows, up to the last of them."""
        assert self._asked(edition, sources, out, 240, seed) == 0

    def _asked(self, *order: object) -> object:
        self._connection.send(order)
        return self._connection.recv()

    def close(self) -> None:
        """End the process."""
        self._connection.close()
        self._process.join(60)


def _serve(connection: Connection, folder: Path) -> None:
    libraries = [_edition(folder / str(number), names) for number, names in enumerate(EDITIONS)]
    try:
        while True:
            edition, sources, out, seconds, *seed = connection.recv()
            target = _follow if seed else _build
            process = FORK.Process(target=target, args=(libraries[edition], sources, out, *seed))
            process.start()
            process.join(seconds)
            process.kill()
            process.join()
            connection.send(process.exitcode)
    except EOFError:
        return


def _edition(folder: Path, names: tuple[str, ...]) -> Library:
    shutil.copytree(ONTOLOGY, folder)
    with (folder / "vocab" / "facility.ttl").open("a", encoding="utf-8") as file:
        file.writelines(f'\nvoc:ft-vc skos:altLabel "{name}"@zh .\n' for name in names)
    return building.load_library(folder)


def _build(library: Library, sources: Path, out: Path) -> None:
    _prepare(library)
    building.build([sources], out, 2, lambda _: None)


def _follow(library: Library, sources: Path, out: Path, seed: int) -> None:
    """Change the sources at random under a build that follows them; each change is awaited, or not."""
    _prepare(library)
    vars(follow)["RESOLUTION"] = 100_000_000  # ns, on a disk of ours
    folders.STILL, folders.SHARE = 0.01, 1_000_000  # most looks are quick
    vars(follow)["load_library"] = building.load_library
    chance = random.Random(seed)  # noqa: S311  a walk that can be walked again
    follower = follow.Follower([sources], out, building.Manner(2, lambda _: None))
    for _ in range(2):
        list(follower.look())
        for _ in range(chance.randrange(1, 3)):
            change(sources, chance)
    follower.folders.look_at_files = 0.0
    _settle(follower)


def _settle(follower: follow.Follower) -> None:
    """Let it look until it has built all that there is."""
    due, open_ = time.monotonic() + 60, True
    while open_:
        assert time.monotonic() < due
        list(follower.look())
        open_ = follower.is_open


def _prepare(library: Library) -> None:
    building.load_library = lambda folder=ONTOLOGY: library  # noqa: ARG005  the folder is read already
    writer.FEW = 1  # a store of few documents is changed as that of many
    layered.SMALL, layered.PART = 0, 2  # and its files of SQLite
    warn.SHOWN = 1  # and few quotes of a node are shown
    sketches.FEW = 2  # and more documents share a hash than are compared
    vars(building)["write_changes"] = _written_twice


def _written_twice(last: Path, work: Path, stores: tuple[Store, Store], touched: Touched | None) -> None:
    """Write what changed as found by what was touched, and see that comparing all tells the same."""
    changes.write_changes(last, work, stores, touched)
    told = (work / changes.CHANGES).read_bytes()
    changes.write_changes(last, work, stores)
    assert (work / changes.CHANGES).read_bytes() == told


def write(folder: Path, chance: random.Random) -> None:
    """Add a document."""
    place = folder / chance.choice(("", "bulletins", "notices")) / f"{chance.randrange(10_000):04}.txt"
    place.parent.mkdir(exist_ok=True)
    place.write_text(chance.choice(TEXTS).replace("{n}", str(chance.randrange(50, 100))), "utf-8")


def change(folder: Path, chance: random.Random) -> None:
    """Add, change, double, rename or delete documents, or say something of one in the index."""
    files = sorted(folder.rglob("*.txt"))
    one = chance.choice(files)
    kind = chance.choice(("write", "write", "append", "double", "rename", "delete", "state"))
    if kind == "append":
        one.write_text(one.read_text("utf-8") + "\n全国乡镇卫生院有3.5万个。", "utf-8")
    elif kind == "double" and not one.name.endswith("-copy.txt"):
        shutil.copy(one, folder / f"{chance.choice('az')}-copy.txt")
    elif kind == "rename":
        one.rename(one.with_name(f"{chance.randrange(10_000):04}-renamed.txt"))
    elif kind == "delete" and len(files) > 3:
        one.unlink()
    else:
        write(folder, chance)
    named = chance.choice(sorted(folder.rglob("*.txt"))).relative_to(folder).as_posix()
    stated = f'["{named}"]\npublished = "2023-0{chance.randrange(1, 9)}-01"\n' if kind == "state" else ""
    (folder / "index.toml").write_text(stated, "utf-8")


def plain(out: Path) -> dict[str, bytes]:
    """The files of a build that are the same whenever the documents are."""
    files = [out / name for name in ("graph.nq", "findings.json", "ledger.json", "manifest.json")]
    for name in ("texts", "graphs", "quarantine"):
        files += sorted(path for path in (out / name).rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


# What an index tells, without the numbers that its rows happen to have; and how well each entry fits some words.
TOLD = (
    "SELECT iri, kind, text, first, last, weight FROM entry",
    "SELECT iri, kind, first, last, facet.name, facet.value FROM facet JOIN entry ON entry.id = facet.entry",
    "SELECT iri, kind, first, last, hex(sz) FROM word_docsize JOIN entry USING (id)",
    "SELECT iri, deadline, hedged, near, restated FROM target",
    "SELECT iri, facility, met FROM line JOIN target ON target.id = line.target",
    "SELECT iri, name, value FROM dimension JOIN target ON target.id = dimension.target",
    "SELECT * FROM name",
    "SELECT * FROM figure",
    "SELECT * FROM about",
    "SELECT * FROM quoted",
    "SELECT * FROM choice",
    "SELECT * FROM policy",
)
FITS = "SELECT iri, kind, first, last, bm25(word) FROM word JOIN entry ON entry.id = word.rowid WHERE word MATCH ?"
WORDS = ('"村卫 卫生"', '"中医"*', '"village"* "clinics"', '"5"* OR "规划"')


def index(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that an index tells."""
    with changing(path) as database:  # the check of the words is asked for as a change
        told = {asked: sorted(database.execute(asked)) for asked in TOLD}
        fits = {words: sorted(database.execute(FITS, (words,))) for words in WORDS}
        database.execute("INSERT INTO word (word) VALUES ('integrity-check')")
    return told | fits


def dump(out: Path) -> set[str]:
    """Everything in the store, as lines: the named graphs and the union."""
    return set(map(str, Store.read_only(str(out / "store"))))
