"""What updates have changed, kept line by line: the one lasting record of what was not read from documents.

Each line is a change as JSON. Read from the first to the last they give the graphs that updates have made; a line that
was cut off, by a full disk or a lost machine, was never answered as done and is dropped.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import NamedNode, RdfFormat, Store, parse, serialize

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad

LINE_END = b"\n"
LISTS = ("added", "removed", "made", "dropped")


@dataclass(frozen=True, slots=True)
class Change:
    """Quads that came and went, as N-Quads lines, and graphs; `digest` is the SHA-256 of what asked for it."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    digest: str = ""

    def __bool__(self) -> bool:
        """Whether anything changes."""
        return bool(self.added or self.removed or self.made or self.dropped)


def quads(said: Iterable[str]) -> list[Quad]:
    """The quads of N-Quads lines, blank nodes under the names that they have there."""
    return list(parse("\n".join(said).encode(), RdfFormat.N_QUADS))


def apply(change: Change, store: Store) -> None:
    """Make a change in a store that knows no union."""
    for quad in quads(change.removed):
        store.remove(quad)
    for name in change.dropped:
        store.remove_graph(NamedNode(name))
    for name in change.made:
        store.add_graph(NamedNode(name))
    store.extend(quads(change.added))


def undone(change: Change) -> Change:
    """The change that takes another one back."""
    return Change(change.removed, change.added, change.dropped, change.made)


def written(change: Change) -> bytes:
    """A change as one line of JSON, without its end."""
    return json.dumps(asdict(change), ensure_ascii=False, sort_keys=True).encode()


def read(line: bytes) -> Change:
    """The change of a line; ValueError, KeyError or TypeError where it is none."""
    plain = json.loads(line)
    added, removed, made, dropped = (tuple(map(str, plain[name])) for name in LISTS)
    return Change(added, removed, made, dropped, str(plain["digest"]))


def append(journal: Path, change: Change) -> None:
    """Keep a change for good: it is on the disk when this returns."""
    line = written(change) + LINE_END
    journal.touch()
    with journal.open("r+b") as file:
        end = _end(file)
        try:
            file.truncate(end)
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            os.truncate(journal, end)
            raise


def _end(file: BinaryIO) -> int:
    """Where the last whole line ends, with the file positioned there."""
    end = file.seek(0, os.SEEK_END)
    if end and (file.seek(end - 1), file.read(1))[1] != LINE_END:
        file.seek(0)
        end = file.read().rfind(LINE_END) + 1
    return file.seek(end)


def changes(journal: Path) -> tuple[Change, ...]:
    """All changes, oldest first; StoreError for a line that is none."""
    if not journal.exists():
        return ()
    found = []
    for number, line in enumerate(journal.read_bytes().split(LINE_END)[:-1], 1):
        try:
            found.append(read(line))
        except (ValueError, KeyError, TypeError) as fault:
            raise StoreError(f"{journal}:{number}: no change stands here ({fault}); restore it from a copy") from fault
    return tuple(found)


def replay(journal: Path) -> Change:
    """One change that does what all of them have done together."""
    return combined(changes(journal))


def combined(each: Iterable[Change]) -> Change:
    """One change that does, to no graphs at all, what several do one after the other."""
    store = Store()
    for change in each:
        apply(change, store)
    names = (name.value for name in store.named_graphs() if isinstance(name, NamedNode))
    return Change(added=lines(store), made=tuple(sorted(names)))


def lines(found: Iterable[Quad]) -> tuple[str, ...]:
    """Quads as sorted N-Quads lines."""
    return tuple(sorted((serialize(found, format=RdfFormat.N_QUADS) or b"").decode().split("\n")[:-1]))


@contextmanager
def sole(folder: Path) -> Iterator[None]:
    """Be the only one who writes to a folder of updates; StoreError where another server does."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise StoreError(f"{folder}: another server takes updates here; stop it or serve without --update") from None
    finally:
        os.close(descriptor)
