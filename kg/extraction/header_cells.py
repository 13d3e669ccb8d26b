"""What the header cells of a row or column say together: a name, a unit, a time, facility types, a region, a sense."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

import regex

from kg.extraction.bare_words import bare
from kg.extraction.facilities import entity_of
from kg.extraction.header_names import BRACKETS, combined, measures
from kg.extraction.header_words import blank, says, take, take_sense, take_time, take_unit, without_senses
from kg.knowledge.headers import close
from kg.model import Entity, Mention, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.extraction.cell_values import Scaled
    from kg.extraction.grids import Cell
    from kg.extraction.table_words import Known
    from kg.knowledge.headers import Headers
    from kg.knowledge.types import Knowledge

_STARTS = attrgetter("span.start")
COUNTED = ("", "count")  # what a whole names: things, whose parts are things too
APART = regex.compile(r"\s*\p{Han}(?:\s+\p{Han}){1,3}\s*")
EMPTY = regex.compile(r"[(\[]\s*[,;:、]*\s*[)\]]")
# The English words behind Chinese ones that say the same: 床位数 Beds (unit).
TRANSLATION = regex.compile(r"(?<=\p{Han}[^A-Za-z]{0,20})(?<![A-Za-z])[A-Z][a-z][\x00-\x7f]{1,120}$")


@dataclass(frozen=True, slots=True)
class Said:
    """What one header cell, or several together, say; `cells` are those that say something.

    `label` is the name without unit, time, region and sense, `whole` the same with its facility types; `sense` is
    actual, base, target or "". `clear` is False where numbers under it must not be read.
    """

    label: str = ""
    whole: str = ""
    unit: Scaled | None = None
    period: Period | None = None
    tense: str = ""
    sense: str = ""
    facilities: tuple[Entity, ...] = ()
    regions: tuple[Entity, ...] = ()
    including: bool = False
    subtotal: bool = False
    clear: bool = True
    cells: tuple[Cell, ...] = ()


def said(cell: Cell, known: Known, *, names_row: bool = False) -> Said:
    """What one header cell says; what `names_row` is a name by itself (生产总值增长), no addition to one."""
    headers, grammar = known.headers, known.grammar
    text = list(cell.text)
    translation = TRANSLATION.search(cell.text)
    end = translation.start() if translation is not None else len(text)
    blank(text, end, len(text))
    unit = take_unit(text, known)
    inside = [m for m in mentions_of(cell, known) if m.span.end <= cell.span.start + end]
    times, places = ([m for m in inside if m.kind == kind] for kind in ("time", "region"))
    times = _without_compared(text, cell, times, known) if names_row else times
    _blank_mentions(text, cell, [*times, *places])
    period, tense = take_time(times, text)
    adds = not names_row or not _name(without_senses(text, headers), known)
    sense = take_sense(text, headers) if adds else ""
    including = take(text, grammar.including)
    subtotal = take(text, grammar.subtotal)
    take(text, grammar.total)
    whole = _name("".join(text), known)
    kept = [m for m in inside if m.kind == "facility" and says(text[m.span.start - cell.span.start :][: len(m.text)])]
    facilities = _subject(kept, cell, grammar.joint)
    _blank_mentions(text, cell, facilities)
    found = Said(
        label=_name("".join(text), known),
        whole=whole,
        unit=unit,
        period=period,
        tense=tense,
        sense=sense,
        facilities=_entities(facilities),
        regions=_entities(places),
        including=including,
        subtotal=subtotal,
        clear=not (adds and headers.senses["unread"].search(cell.text)) and len(times) <= 1 and tense != "unresolved",
        cells=(cell,),
    )
    apart = _set_apart(cell.text, known.knowledge) if not whole or whole == close(cell.text) else None
    if apart is None:
        return found
    if apart.kind == "region":
        return replace(found, label="", whole="", regions=(apart,))
    return replace(found, label="", facilities=(apart,))


def _without_compared(text: list[str], cell: Cell, times: list[Mention], known: Known) -> list[Mention]:
    """The times of a row's name but those it is compared with, which are blanked out: deaths compared with 2015."""
    leads, kept = known.knowledge.cues.classes["en"]["before_now"], []
    for mention in times:
        at = mention.span.start - cell.span.start
        ahead = "".join(text[:at]).rstrip().lower()
        lead = next((lead for lead in leads if ahead.endswith(f" {lead}")), "")
        if lead:
            blank(text, len(ahead) - len(lead), at + len(mention.text))
        else:
            kept.append(mention)
    return kept


def _blank_mentions(text: list[str], cell: Cell, mentions: Iterable[Mention]) -> None:
    for mention in mentions:
        blank(text, mention.span.start - cell.span.start, mention.span.end - cell.span.start)


def mentions_of(cell: Cell, known: Known) -> tuple[Mention, ...]:
    """The mentions that stand in a cell."""
    of_row, end = known.mentions.get(cell.block, ()), cell.span.end
    first = bisect_left(of_row, cell.span.start, key=_STARTS)
    return tuple(takewhile(lambda mention: mention.span.end <= end, islice(of_row, first, None)))


def joined(outer: Said, inner: Said, headers: Headers) -> Said:
    """What an outer and an inner header say together; the inner one's facility types, region and sense count first.

    Two times or two units that differ are not clear. People who are part of a count (#注册护士) need no other name.
    """
    periods = {(p.start, p.end) for p in (outer.period, inner.period) if p is not None}
    units = {u for u in (outer.unit, inner.unit) if u is not None}
    first = inner if inner.period is not None else outer
    people = close(BRACKETS.sub("", inner.label)).endswith(headers.people)
    apart = people and inner.including and not outer.including and measures(outer.label, headers) in COUNTED
    of = replace(outer, label="", whole="") if apart else outer
    return Said(
        label=combined(of.label, inner.label, headers),
        whole=combined(of.whole, inner.whole, headers),
        unit=inner.unit if inner.unit is not None else outer.unit,
        period=first.period,
        tense=first.tense,
        sense=inner.sense or outer.sense,
        facilities=inner.facilities or outer.facilities,
        regions=inner.regions or outer.regions,
        including=outer.including,
        subtotal=inner.subtotal and not (outer.label or outer.facilities or outer.regions),
        clear=outer.clear and inner.clear and len(periods) <= 1 and len(units) <= 1,
        cells=(*outer.cells, *inner.cells),
    )


def is_group(heading: Said, known: Known) -> bool:
    """Whether a heading only sorts the rows below it: it has a number of an outline, or it ends as such words do."""
    headers = known.headers
    if heading.facilities or heading.regions or close(heading.label) in headers.parts:
        return False
    numbered = known.grammar.numbered.match(heading.cells[0].text) is not None
    return numbered or close(heading.label).endswith(headers.group_ends)


def _set_apart(text: str, knowledge: Knowledge) -> Entity | None:
    """The place or the facility type that a cell names by characters that are set apart: 北 京."""
    return _named(knowledge).get(close(text)) if APART.fullmatch(text) else None


@cache
def _named(knowledge: Knowledge) -> Mapping[str, Entity]:
    """Places and facility types by names of few characters; none of a name that several have."""
    found: dict[str, set[Entity]] = defaultdict(set)
    for concept in knowledge.concepts.values():
        if concept.kind in ("region", "facility"):
            for name, _ in concept.names:
                found[close(name)].add(entity_of(concept))
    return {name: next(iter(entities)) for name, entities in found.items() if len(entities) == 1}


def _name(text: str, known: Known) -> str:
    """The words that are left as a name: without the number of an outline, empty brackets, and light words."""
    words = EMPTY.sub(" ", text)
    words = known.grammar.numbered.sub("", words, count=1)
    words = bare(words, known.knowledge)
    return "" if close(words) in known.headers.marks["plain"] else words


def _subject(mentions: Sequence[Mention], cell: Cell, joint: regex.Pattern[str]) -> tuple[Mention, ...]:
    """The facility types that a name is of: the only one, or those that it begins with.

    乡镇卫生院设置中医馆比例 is of the first. Of several others nobody knows which is meant, so they stay in the name.
    """
    if len(mentions) < 2:
        return tuple(mentions)
    at, first = cell.span.start, []
    for mention in mentions:
        between = cell.text[at - cell.span.start : mention.span.start - cell.span.start]
        if says(joint.sub("", between)):
            break
        first.append(mention)
        at = mention.span.end
    return tuple(first)


def _entities(mentions: Iterable[Mention]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(m.value for m in mentions if isinstance(m.value, Entity)))
