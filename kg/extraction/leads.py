"""The place that leads up to a number whose own words name none: 江苏省80%的医院…, In Jiangsu, 80% of hospitals ….

A lead of several places is no place of the figure: they stay in its name, so that figures of others are kept apart.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from kg.extraction.bare_words import bare, normal
from kg.extraction.clause_ends import clause
from kg.extraction.readings import mentions_in, span_of
from kg.extraction.stretch_places import places_in
from kg.knowledge.say import JOINT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extraction.phrases import Phrase
    from kg.extraction.readings import Reading
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Mention

PAUSES = (",", "，")  # what parts a place in front from what is told of it; other marks end what it is said of


def led(named: Phrase, reading: Reading, start: int, knowledge: Knowledge) -> Phrase:
    """A phrase with the place that leads up to its reading; `start` is where the words before it end."""
    if named.regions:
        return named
    situated = reading.situated
    lead = _lead(situated, start, reading.start, knowledge) or _topic(situated, reading, knowledge)
    if lead is None:
        return named
    stretches = (lead, *named.stretches)
    regions = places_in(situated, lead, knowledge)
    if regions:
        return replace(named, regions=regions[-1:], stretches=stretches)
    if any(begin < reading.start for begin, _ in named.stretches):
        return named
    within = span_of(situated, lead)
    at = situated.sentence.span.start
    listed = bare(situated.sentence.folded[within.start - at : within.end - at], knowledge)
    label = bare(f"{listed} {named.label}", knowledge)
    return replace(named, label=label, words=normal(label, knowledge), stretches=stretches)


def carried(named: Phrase, reading: Reading, before: Phrase, end: int, knowledge: Knowledge) -> Phrase:
    """A phrase with the place of the number before it, which ends at `end`, where nothing but a joint parts them."""
    text = reading.situated.lifted.text
    own = named.words and not reading.pattern.of
    between = knowledge.cues.one[JOINT].sub("", text[end : reading.start])
    facilities = {m.span for m in named.facilities}
    others = [m for m in mentions_in(reading.situated, (end, reading.start)) if m.span not in facilities]
    if named.regions or own or others or any(character.isalnum() for character in between):
        return named
    return replace(named, regions=before.regions)


def place_alone(situated: Situated, stretch: tuple[int, int], knowledge: Knowledge) -> Mention | None:
    """The one place that a stretch names and nothing else."""
    places = [mention for mention in mentions_in(situated, stretch) if mention.kind == "region"]
    return places[0] if len(places) == 1 and is_mere(situated, stretch, knowledge) else None


def _lead(situated: Situated, start: int, stop: int, knowledge: Knowledge) -> tuple[int, int] | None:
    """The words before a number if they name places and nothing else, else such words in front of its clause."""
    text = situated.lifted.text
    stretches = chain([(start, stop)], _clauses_before(text, start))
    for stretch in stretches:
        if not is_mere(situated, stretch, knowledge):
            return None
        if _names_places(situated, stretch):
            front = islice(stretches, 1)
            goes_on = any(_names_places(situated, s) and is_mere(situated, s, knowledge) for s in front)
            return None if goes_on else stretch
    return None


def _topic(situated: Situated, reading: Reading, knowledge: Knowledge) -> tuple[int, int] | None:
    """The clause that a sentence begins with and that says where all of it is, up to another place: 在吉林，…."""
    text = situated.lifted.text
    begin, end = clause(text, 0)
    begins = text[begin:end].lstrip().startswith(knowledge.cues.classes["zh"]["topic_place"])
    told = begins and text[end : end + 1] in PAUSES
    if not told or reading.start <= end or place_alone(situated, (begin, end), knowledge) is None:
        return None
    country = knowledge.cues.one["whole_country"].search(text, end, reading.end)
    return None if country or _names_places(situated, (end, reading.end)) else (begin, end)


def _clauses_before(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The clauses that pauses part from what begins at `start`, the nearest first; none within a clause."""
    while start > 1 and text[start - 1] in PAUSES:
        begin, end = clause(text, start - 2)
        if end != start - 1:
            return
        yield begin, end
        start = begin


def _names_places(situated: Situated, stretch: tuple[int, int]) -> bool:
    return any(mention.kind == "region" for mention in mentions_in(situated, stretch))


def is_mere(situated: Situated, stretch: tuple[int, int], knowledge: Knowledge) -> bool:
    """Whether a stretch holds places, times and light words only."""
    if any(mention.kind not in {"region", "time"} for mention in mentions_in(situated, stretch)):
        return False
    marks = {situated.lifted.places[i] for i in situated.lifted.within(*stretch)}
    words = "".join(" " if at in marks else situated.lifted.text[at] for at in range(*stretch))
    rest = knowledge.cues.one["listing"].sub(" ", words)
    return not any(bare(word, knowledge) for word in rest.split())
