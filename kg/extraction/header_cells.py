"""What the header cells of a row or column say together: a name, a unit, a time, facility types, a region, a sense."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import regex

from kg.extraction.cell_values import Scaled, unit_in
from kg.extraction.phrases import bare
from kg.extraction.table_words import grammar_of
from kg.knowledge.headers import close
from kg.model import Entity, Mention, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.extraction.grids import Cell
    from kg.extraction.table_words import Grammar
    from kg.knowledge.headers import Headers
    from kg.knowledge.types import Knowledge

BRACKETS = regex.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
EMPTY = regex.compile(r"[(\[]\s*[,;:、]*\s*[)\]]")
BARE_YEAR = regex.compile(r"(?<![\d.,/-])(?:19[5-9]|20[0-6])\d(?![\d.,/%-])")
HAN = regex.compile(r"\p{Han}")


@dataclass(frozen=True, eq=False, slots=True)
class Known:
    """What reading the tables of a document rests on; `mentions` are by the index of their block."""

    headers: Headers
    knowledge: Knowledge
    mentions: Mapping[int, Sequence[Mention]]

    @property
    def grammar(self) -> Grammar:
        """The expressions that the words of tables compile to."""
        return grammar_of(self.headers, self.knowledge)


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
    unit = _take_unit(text, known)
    inside = mentions_of(cell, known)
    times = [m for m in inside if m.kind == "time"]
    for mention in inside:
        if mention.kind in ("time", "region"):
            _blank(text, mention.span.start - cell.span.start, mention.span.end - cell.span.start)
    period, tense = _time(times, text)
    adds = not names_row or not _name(_without(text, headers), known)
    sense = _take_sense(text, headers) if adds else ""
    including = _take(text, grammar.including)
    subtotal = _take(text, grammar.subtotal)
    _take(text, grammar.total)
    whole = _name("".join(text), known)
    kept = [m for m in inside if m.kind == "facility" and _says(text[m.span.start - cell.span.start :][: len(m.text)])]
    facilities = _subject(kept, cell, grammar.joint)
    for mention in facilities:
        _blank(text, mention.span.start - cell.span.start, mention.span.end - cell.span.start)
    return Said(
        label=_name("".join(text), known),
        whole=whole,
        unit=unit,
        period=period,
        tense=tense,
        sense=sense,
        facilities=_entities(facilities),
        regions=_entities([m for m in inside if m.kind == "region"]),
        including=including,
        subtotal=subtotal,
        clear=not (adds and headers.senses["unread"].search(cell.text)) and len(times) <= 1 and tense != "unresolved",
        cells=(cell,),
    )


def mentions_of(cell: Cell, known: Known) -> tuple[Mention, ...]:
    """The mentions that stand in a cell."""
    start, end = cell.span.start, cell.span.end
    return tuple(m for m in known.mentions.get(cell.block, ()) if start <= m.span.start and m.span.end <= end)


def joined(outer: Said, inner: Said, headers: Headers) -> Said:
    """What an outer and an inner header say together; the inner one's facility types, region and sense count first.

    Two times or two units that differ are not clear.
    """
    periods = {(p.start, p.end) for p in (outer.period, inner.period) if p is not None}
    units = {u for u in (outer.unit, inner.unit) if u is not None}
    first = inner if inner.period is not None else outer
    return Said(
        label=combined(outer.label, inner.label, headers),
        whole=combined(outer.whole, inner.whole, headers),
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


def combined(outer: str, inner: str, headers: Headers) -> str:
    """Two parts of a name as one: 执业医师 and 人数 in this order, 婴儿死亡率 and 农村 in the other."""
    if not outer or not inner:
        return outer or inner
    turned = close(inner) in headers.parts or (measures(outer, headers) and not measures(inner, headers))
    first, last = (inner, outer) if turned else (outer, inner)
    blank = "" if HAN.search(first[-1]) or HAN.search(last[0]) else " "
    return f"{first}{blank}{last}"


def measures(label: str, headers: Headers) -> str:
    """What kind of number a name is the name of (share, count, other), by its end or its beginning; "" if of none."""
    words = close(BRACKETS.sub("", label))
    return next((kind for kind, end in headers.ends.items() if end.search(words)), "") or next(
        (kind for kind, begin in headers.begins.items() if begin.match(words)), ""
    )


def names_several(label: str, known: Known) -> bool:
    """Whether a name joins names of several things: 机构数及床位数."""
    return known.grammar.joint.search(label) is not None


def is_group(heading: Said, known: Known) -> bool:
    """Whether a heading only sorts the rows below it: it has a number of an outline, or it ends as such words do."""
    headers = known.headers
    if heading.facilities or heading.regions or close(heading.label) in headers.parts:
        return False
    numbered = known.grammar.numbered.match(heading.cells[0].text) is not None
    return numbered or close(heading.label).endswith(headers.group_ends)


def _take_unit(text: list[str], known: Known) -> Scaled | None:
    """The unit in brackets or after 单位：, blanked out of the text."""
    written, unit = "".join(text), known.grammar.unit
    for match in reversed(list(BRACKETS.finditer(written))):
        inner = unit.fullmatch(match[1].strip())
        found = unit_in(inner["unit"] if inner is not None else match[1], known.headers, known.knowledge)
        if found is not None:
            _blank(text, *match.span())
            return found
    marked = unit.search(written)
    if marked is None:
        return None
    found = unit_in(marked["unit"], known.headers, known.knowledge)
    _blank(text, *marked.span())
    return found


def _time(times: Sequence[Mention], text: list[str]) -> tuple[Period | None, str]:
    """The period that a header speaks of and the sense of its time; a bare year counts where no other time is said."""
    if times:
        value = times[0].value
        if not isinstance(value, Period):
            return None, "unresolved"
        plan = times[0].sense == "plan"
        return (replace(value, basis="planPeriod") if plan else value), times[0].sense
    years = list(BARE_YEAR.finditer("".join(text)))
    if len(years) != 1:
        return None, "unresolved" if years else ""
    year = int(years[0][0])
    _blank(text, *years[0].span())
    return Period(date(year, 1, 1), date(year, 12, 31), "year", text=years[0][0]), "date"


def _take_sense(text: list[str], headers: Headers) -> str:
    """What the words at the edges of a header say of the numbers under it, blanked out of the text."""
    for sense in ("actual", "base", "target"):
        for match in headers.senses[sense].finditer("".join(text)):
            if not (_says(text[: match.start()]) and _says(text[match.end() :])):
                _blank(text, *match.span())
                _take_sense(text, headers)
                return sense
    return ""


def _says(text: Sequence[str]) -> bool:
    return any(char.isalnum() for char in text)


def _without(text: list[str], headers: Headers) -> str:
    """A header without the words that only tell what the numbers under it are."""
    words = "".join(text)
    for pattern in headers.senses.values():
        words = pattern.sub("", words)
    return words


def _take(text: list[str], pattern: regex.Pattern[str]) -> bool:
    match = pattern.search("".join(text))
    if match is None:
        return False
    _blank(text, *match.span())
    return True


def _name(text: str, known: Known) -> str:
    """The words that are left as a name: without the number of an outline, empty brackets, and light words."""
    words = EMPTY.sub(" ", text)
    words = known.grammar.numbered.sub("", words, count=1)
    words = bare(words, known.knowledge)
    return "" if close(words) in known.headers.marks["plain"] else words


def _blank(text: list[str], start: int, end: int) -> None:
    text[start:end] = " " * (end - start)


def _subject(mentions: Sequence[Mention], cell: Cell, joint: regex.Pattern[str]) -> tuple[Mention, ...]:
    """The facility types that a name is of: the only one, or those that it begins with.

    乡镇卫生院设置中医馆比例 is of the first. Of several others nobody knows which is meant, so they stay in the name.
    """
    if len(mentions) < 2:
        return tuple(mentions)
    at, first = cell.span.start, []
    for mention in mentions:
        between = cell.text[at - cell.span.start : mention.span.start - cell.span.start]
        if joint.sub("", between).strip():
            break
        first.append(mention)
        at = mention.span.end
    return tuple(first)


def _entities(mentions: Iterable[Mention]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(m.value for m in mentions if isinstance(m.value, Entity)))
