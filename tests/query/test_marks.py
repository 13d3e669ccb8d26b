"""The text of a document is cut where quotes begin and end, and nothing of it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Block, Span
from kg.query.label import Entity
from kg.query.marks import Reading, marked, names, readings, statements
from kg.store.folder import open_build
from kg.store.records import DocumentRecord
from tests.small import small

if TYPE_CHECKING:
    from pathlib import Path

    from kg.query.direct import Direct

NODE = Entity("x:y", "y", "", "obs")


def record(*blocks: Block) -> DocumentRecord:
    return DocumentRecord("d", "d", "", "", "", "", "", "", "", "zh", "plain", "", 0, blocks, ())


def reading(start: int, end: int, kind: str = "obs") -> Reading:
    return Reading(Span(start, end), NODE, kind)


def test_overlapping_quotes_share_pieces() -> None:
    (block,) = marked("abcdefghij", record(Block(Span(0, 10), "paragraph")), [reading(1, 5), reading(3, 8, "edge")])
    assert [(piece.text, piece.kinds) for piece in block.pieces] == [
        ("a", ()),
        ("bc", ("obs",)),
        ("de", ("edge", "obs")),
        ("fgh", ("edge",)),
        ("ij", ()),
    ]
    assert [piece.opens for piece in block.pieces] == [(), (Span(1, 5),), (), (), ()]
    assert [piece.closes for piece in block.pieces] == [0, 0, 1, 0, 0]
    assert [piece.crosses for piece in block.pieces] == [(), (), (Span(3, 8),), (), ()]


def test_quotes_inside_a_quote_are_nested() -> None:
    found = [reading(1, 9), reading(3, 5), reading(5, 9), reading(1, 2)]
    (block,) = marked("abcdefghij", record(Block(Span(0, 10), "paragraph")), found)
    assert [(piece.text, len(piece.opens), piece.closes) for piece in block.pieces] == [
        ("a", 0, 0),
        ("b", 2, 1),
        ("c", 0, 0),
        ("de", 1, 1),
        ("fghi", 1, 2),
        ("j", 0, 0),
    ]


TEXT = "政策𠮷abc\n第二行。\nthird line"
BLOCKS = (Block(Span(0, 6), "title"), Block(Span(7, 11), "paragraph"), Block(Span(12, 22), "boilerplate"))
SPANS = st.tuples(st.integers(0, 21), st.integers(1, 22)).filter(lambda pair: pair[0] < pair[1])


@given(st.lists(SPANS, max_size=12))
def test_no_character_is_lost_and_every_quote_opens_once(spans: list[tuple[int, int]]) -> None:
    blocks = marked(TEXT, record(*BLOCKS), [reading(start, end) for start, end in spans])
    for one in blocks:
        assert "".join(piece.text for piece in one.pieces) == TEXT[one.block.span.start : one.block.span.end]
        at = one.block.span.start
        for piece in one.pieces:
            expected = {s for s in {Span(*pair) for pair in spans} if s.start <= at and at + len(piece.text) <= s.end}
            assert set(piece.covers) == expected
            at += len(piece.text)
        depth = 0
        for piece in one.pieces:
            depth += len(piece.opens) - piece.closes
            assert depth >= 0
        assert depth == 0
    opened = [span for one in blocks for piece in one.pieces for span in (*piece.opens, *piece.crosses)]
    inside = {Span(*pair) for pair in spans if any(b.span.start <= pair[0] < b.span.end for b in BLOCKS)}
    assert sorted(opened) == sorted(inside)


def test_a_document_gives_its_statements_with_their_words(small_build: Path, engine: Direct) -> None:
    build = open_build(small_build)
    page = small.slides()
    found = readings(engine, page.id, "zh")
    spans = {(q.span.start, q.span.end): q.quote for q in small.evidence_of(page)}
    assert {(r.span.start, r.span.end) for r in found} == set(spans)
    told = statements(found)
    # that a policy requires a target is told by the target's own line
    read = [line.reading for line in told]
    assert not [r for r in read if r.relation is not None and r.relation.label == "要求"]
    assert sum(r.kind == "target" for r in read) == 4
    assert {line.reading.kind for line in names(found)} == {"policy", "agency", "facility-type"}
    fragments = [line.fragment for line in (*told, *names(found))]
    assert len(fragments) == len(set(fragments))
    assert "target-u-clinic2025" in fragments
    dated = [r for r in read if r.relation is not None and r.relation.iri.endswith("issuedOn")]
    assert {r.precision.rpartition("-")[2] for r in dated} == {"day"}
    text = build.text(page.id)
    pieces = [piece for one in marked(text, build.record(page.id), found) for piece in one.pieces]
    assert "".join(piece.text for piece in pieces) == text.replace("\n", "")


@pytest.mark.parametrize("document", ["0000000000000000", "x"])
def test_a_document_that_is_not_there_gives_nothing(engine: Direct, document: str) -> None:
    assert readings(engine, document, "zh") == ()
