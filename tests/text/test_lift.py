from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.text.lift import Lifted, lift

MARK = "\ue001"


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, int, list[tuple[Span, str]]]:
    """A text that begins somewhere in a document, with mentions that stand apart, side by side, or at its ends."""
    text = draw(st.text("医院和a1 ，。𠮷", max_size=40))
    start = draw(st.integers(0, 50))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    spans = [Span(start + a, start + b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return text, start, [(span, MARK) for span in spans]


@given(texts())
def test_every_character_of_the_lifted_text_leads_back_to_what_it_stands_for(
    drawn: tuple[str, int, list[tuple[Span, str]]],
) -> None:
    text, start, mentions = drawn
    lifted = lift(text, start, mentions)
    said = ""
    for index, character in enumerate(lifted.text):
        span = lifted.span(index, index + 1)
        said += text[span.start - start : span.end - start]
        if index in lifted.places:
            assert character == MARK
            assert span == lifted.spans[lifted.places.index(index)]
        else:
            assert text[span.start - start : span.end - start] == character
    assert said == text


@given(texts(), st.data())
def test_a_stretch_is_the_sum_of_its_characters(
    drawn: tuple[str, int, list[tuple[Span, str]]], data: st.DataObject
) -> None:
    text, start, mentions = drawn
    lifted = lift(text, start, mentions)
    first = data.draw(st.integers(0, len(lifted.text)))
    last = data.draw(st.integers(first, len(lifted.text)))
    span = lifted.span(first, last)
    assert start <= span.start <= span.end <= start + len(text)
    inside = lifted.within(first, last)
    assert [lifted.spans[i] for i in inside] == [
        s for s, place in zip(lifted.spans, lifted.places, strict=True) if first <= place < last
    ]


@pytest.mark.parametrize(
    ("text", "spans", "lifted", "places"),
    [
        ("我局印发", [(0, 2)], "A印发", (0,)),  # at the beginning
        ("印发我局", [(2, 4)], "印发A", (2,)),  # at the end
        ("我局我局", [(0, 2), (2, 4)], "AA", (0, 1)),  # side by side
        ("我局", [(0, 2)], "A", (0,)),  # nothing else
        ("医院", [], "医院", ()),
        ("", [], "", ()),
    ],
)
def test_a_mention_becomes_one_character(
    text: str, spans: list[tuple[int, int]], lifted: str, places: tuple[int, ...]
) -> None:
    found = lift(text, 7, [(Span(a + 7, b + 7), "A") for a, b in spans])
    assert (found.text, found.places, found.start) == (lifted, places, 7)


def test_a_stretch_between_mentions_holds_neither() -> None:
    found = Lifted("A和A", 0, (Span(0, 2), Span(3, 5)), (0, 2))
    assert found.span(1, 2) == Span(2, 3)
    assert list(found.within(1, 2)) == []
    assert list(found.within(0, 3)) == [0, 1]


def test_private_characters_of_a_text_stand_for_no_mention() -> None:
    assert lift("如下\ue004一、", 3, [(Span(3, 5), MARK)]).text == f"{MARK} 一、"
