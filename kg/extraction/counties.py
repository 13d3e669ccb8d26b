"""Which county a name means: by its own name where one place has it, with the place above where several share it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.bodies import body_of
from kg.model import Entity, Span
from kg.text.fold import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.knowledge.types import Counties, Knowledge

# The places of the vocabulary that end at an offset of a sentence: where they begin, and what they are called in full.
Before = dict[int, tuple[int, str]]


def counties(
    found: Sequence[tuple[Span, str]], before: Before, above: Mapping[str, str], known: Counties
) -> Iterator[tuple[Span, Span, str]]:
    """Each county that a sentence names: its name with the places before it, alone, and in full (南京市鼓楼区).

    `above` tells of a shared name which place the document names before it elsewhere. None for one that could be of
    several places, since two bodies of one bare name would become one.
    """
    for span, name in found:
        if name not in known.names:
            continue
        start = span.start
        while start in before:
            start = before[start][0]
        place = before[span.start][1] if span.start in before else above.get(name, "")
        if place or name not in known.shared:
            yield Span(start, span.end), span, place + name if name in known.shared else name


def places_above(found: Iterable[tuple[Sequence[tuple[Span, str]], Before]], known: Counties) -> Mapping[str, str]:
    """The place that all sentences name before a shared name, where they name one only."""
    named: dict[str, set[str]] = {}
    for names, before in found:
        for span, name in names:
            if name in known.shared and span.start in before:
                named.setdefault(name, set()).add(before[span.start][1])
    return {name: next(iter(places)) for name, places in named.items() if len(places) == 1}


def county(full: str) -> Entity:
    """A county as a region."""
    return Entity("region", name_key(full), full, "zh")


def body_of_county(
    folded: str, whole: Span, alone: Span, full: str, knowledge: Knowledge
) -> tuple[Span, Entity] | None:
    """The body whose name begins with a county, known by the county's full name whatever places stand before it."""
    body = body_of(folded, whole, knowledge)
    if body is None:
        return None
    span, entity = body
    written = folded[whole.start : alone.end]
    rest = entity.label.removeprefix(written)
    if rest == entity.label:  # 安吉县委: the county shares its last character with the ending
        rest, full = entity.label.removeprefix(written[:-1]), full[:-1]
    return span, Entity("agency", name_key(full + rest), entity.label, "zh")
