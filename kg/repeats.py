"""Which documents repeat the text of an earlier one: of several that have it, each repeats the earliest.

That is looked for again where a document came, went or changed, and where that may concern others. What is found
depends on what documents there are, never on how they came to be there.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.errors import NotFound
from kg.graph.repeats import Passage, Repeat, tell, triples, untell
from kg.model import Span
from kg.store import catalogue
from kg.store.known import CATALOGUE
from kg.store.layered import changing
from kg.store.parts import each
from kg.store.records import from_json
from kg.store.sketches import Sketches
from kg.store.union import PARTS
from kg.text.overlap import overlap, stretches
from kg.text.shingles import shingled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pyoxigraph import Store, Triple

    from kg.graph.changed import Changed
    from kg.model import Block
    from kg.store.writer import Writer
    from kg.text.shingles import Shingled

SKETCHES = "sketches.db"
HELD = 256  # texts in memory
QUOTED = 120  # letters of a passage that both texts have
LONGEST = 500  # code points of it
HUNDREDTH = Decimal("0.01")


def repeats(writer: Writer) -> Iterator[Triple]:
    """What is to be told of all documents."""
    return (triple for one in _renewed(writer) if one.found for triple in triples(one.found))


def renew_repeats(writer: Writer, store: Store, changed: Changed) -> None:
    """Bring what is told in a store up to date, in which documents have changed."""
    for one in _renewed(writer):
        if one.before:
            untell(store, changed, one.document, one.before)
        if one.found:
            tell(store, changed, one.found)


@dataclass(frozen=True, slots=True)
class Renewed:
    """A document, the one that it repeated in the last version ("" for none), and what it is found to repeat."""

    document: str
    before: str
    found: Repeat | None


@dataclass(frozen=True, slots=True)
class Text:
    """A document's text with its blocks and its shingles."""

    text: str
    blocks: tuple[Block, ...]
    shingled: Shingled


def _renewed(writer: Writer) -> Iterator[Renewed]:
    """The documents that repeat another or did so, as far as that is to be told anew; to be read to the end."""
    path = writer.path / SKETCHES
    known = writer.changed is not None and writer.inherit(SKETCHES)
    with changing(path) as base:
        sketches = Sketches(base)
        concerned = _renew(sketches, writer) if known else _list(sketches, writer.path)
        text = lru_cache(maxsize=HELD)(lambda identity: _text(writer.path, identity))
        for document in concerned:
            before = sketches.earlier(document)
            found = _repeated(document, sketches, text) if document in sketches else None
            sketches.repeat(document, found.earlier if found else "")
            if before or found:
                yield Renewed(document, before, found)


def _list(sketches: Sketches, version: Path) -> list[str]:
    """List all documents; which they are."""
    places = catalogue.places(version / CATALOGUE)
    found = each(version / PARTS, places.values(), ("sketch",))
    sketches.fill((identity, data) for identity, (data,) in zip(places, found, strict=True))
    return sorted(places)


def _renew(sketches: Sketches, writer: Writer) -> list[str]:
    """Strike off what went and list what came; the documents of which is to be found anew what they repeat."""
    concerned = set[str]()
    for identity in sorted(writer.touched):
        if identity in sketches:
            concerned |= sketches.remove(identity)
    for identity in sorted(writer.touched):
        for data in _sketch(writer.path, identity):
            concerned |= sketches.add(identity, data)
    return sorted(concerned)


def _sketch(version: Path, identity: str) -> Iterator[bytes]:
    """The sketch of a document, nothing where it is gone."""
    try:
        _, place = catalogue.document(version / CATALOGUE, identity)
    except NotFound:
        return
    for (data,) in each(version / PARTS, (place,), ("sketch",)):
        yield data


def _text(version: Path, identity: str) -> Text:
    _, place = catalogue.document(version / CATALOGUE, identity)
    words, record = next(each(version / PARTS, (place,), ("words", "record")))
    text, read = words.decode(), from_json(json.loads(record))
    return Text(text, read.blocks, shingled(text, read.blocks, read.language))


def _repeated(document: str, sketches: Sketches, text: Callable[[str], Text]) -> Repeat | None:
    """The earliest document that has its text in common with one."""
    for earlier in sketches.alike(document):
        here, there = text(document), text(earlier)
        share = overlap(here.shingled, there.shingled)
        if share is not None:
            surely = sketches.of(earlier).last < sketches.of(document).first
            at, place, length = _passage(here, there)
            passages = _quoted(document, here, at, length), _quoted(earlier, there, place, length)
            return Repeat(document, earlier, surely, share.quantize(HUNDREDTH, ROUND_DOWN), passages)
    return None


def _passage(one: Text, other: Text) -> tuple[int, int, int]:
    """The longest passage of both that lies in one block of each, by its letters, not longer than is quoted."""
    found = (0, 0, 0)
    for at, place, length in stretches(one.shingled, other.shingled):
        done = 0
        while done < length:
            here, there = at + done, place + done
            room = min(length - done, _room(one, here), _room(other, there))
            found = max(found, (here, there, room), key=lambda passage: passage[2])
            done += room
    return (*found[:2], min(found[2], QUOTED))


def _room(text: Text, at: int) -> int:
    """How many letters from one on stand in its block, and are not too far apart to be quoted."""
    places = text.shingled.places
    end = next(block.span.end for block in text.blocks if block.span.start <= places[at] < block.span.end)
    return bisect_left(places, min(end, places[at] + LONGEST)) - at


def _quoted(document: str, text: Text, at: int, length: int) -> Passage:
    places = text.shingled.places
    span = Span(places[at], places[at + length - 1] + 1)
    return Passage(document, span, text.text[span.start : span.end])
