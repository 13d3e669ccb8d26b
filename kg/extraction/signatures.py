"""Lines that hold nothing but who signed, on which day, or under which number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kg.text.fold import fold
from kg.text.moments import Time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.types import Recognised
    from kg.knowledge.types import Knowledge
    from kg.model import Mention, Span


OPENING = 14  # a title and a document number stand in the first sentences
SMALL_WORDS = regex.compile(r"\b(?:of|the|and|People['’]s Republic)\b", regex.IGNORECASE)
STATE = regex.compile(r"\s*\p{Han}{7}")  # the name of the country before an order of one of its bodies
LABEL = regex.compile(
    r"\s*(?:\p{Ps}\p{Han}{2,6}\p{Pe}\s*:?|\p{Han}(?: ?\p{Han}){1,5}\s*:)[\s|]*"
)  # 【发文字号】, 文 号：
CELLS = regex.compile(r"[\s|]*(?:$|\|)")  # behind what a label gives: nothing, or the next cell of a card
REMARK = regex.compile(r"\s*\([^()]{2,20}\)\s*$")  # （此件公开发布）
UNDER_TITLE = 3  # lines under a title that may tell who made it
PARAGRAPH = 30  # code points of a sentence that is text and no line of a header
LEAST_TITLE = 8  # code points of a title that a line gives again
SHARE_OF_LINE = 0.8  # a line of a signature is agencies, or a date, and little else


def signature(
    recognised: Sequence[Recognised], knowledge: Knowledge
) -> tuple[tuple[Mention, ...], Mention | None, int]:
    """The first lines that are nothing but agencies and then nothing but a date; where they end (0 without them).

    A line that tells of an adoption (…会议通过 …起施行) is no date; one that tells who seals for them is passed over.
    """
    signed: list[Mention] = []
    sealing = tuple(word + ")" for word in knowledge.structure.sealing)
    for one in recognised[1:]:
        if signed and one.sentence.folded.rstrip().endswith(sealing):
            continue
        agencies = [m for m in one.mentions if m.kind == "agency"]
        dates = [m for m in one.mentions if m.kind == "time"]
        party = knowledge.structure.party
        if agencies and not dates and is_only(one, agencies, party):
            signed += agencies
        elif (
            dates
            and signed
            and _is_signed(one, [*agencies, *dates])
            and knowledge.cues.one["deed"].search(one.sentence.folded) is None
        ):
            return (*signed, *agencies), dates[-1], one.sentence.span.end
        elif not is_only(one, agencies, party) or not agencies:
            signed = []
    return (), None, 0


def signed_in_brackets(recognised: Sequence[Recognised], title: Span) -> tuple[tuple[Mention, ...], Mention | None]:
    """Who made a document and when, where that stands in brackets under its title: （某市教育局 2008年10月6日）."""
    below = [one for one in recognised if one.sentence.span.start >= title.end][:UNDER_TITLE]
    above: tuple[Mention, ...] = ()
    for one in below:
        agencies = tuple(m for m in one.mentions if m.kind == "agency")
        days = [m for m in one.mentions if m.kind == "time" and is_day(m)]
        if one.sentence.folded.strip()[:1] == "(" and len(days) == 1 and is_only(one, [*agencies, *days]):
            return agencies or above, days[0]
        above = agencies if is_only(one, agencies) else ()
    return (), None


def day_under(recognised: Sequence[Recognised], title: Span, signed: Sequence[Mention]) -> Mention | None:
    """The day on a line right under a title that is it and who signed: 1988年12月8日，某省高级人民法院.

    A day in figures alone (2024-03-01 某部) is that of the page.
    """
    bodies = {m.value for m in signed if m.kind == "agency"}
    opening = recognised[:OPENING]
    folded = next((one.sentence.folded for one in opening if one.sentence.span.start >= title.start), "")
    shown = max((one.sentence.span.end for one in opening if one.sentence.folded == folded), default=title.end)
    for one in [one for one in recognised if one.sentence.span.start >= max(title.end, shown)][:UNDER_TITLE]:
        named = [m for m in one.mentions if m.kind == "agency"]
        days = [m for m in one.mentions if m.kind == "time" and is_day(m) and not m.text.isascii()]
        if len(days) == 1 and named and is_only(one, [*named, *days]) and all(m.value in bodies for m in named):
            return days[0]
    return None


def number_behind(title: str, opening: Sequence[Recognised]) -> Mention | None:
    """The document number right behind a title that a page gives again on a line with what identifies it."""
    folded = fold(title)
    for one in opening:
        said = one.sentence.folded
        if len(folded) >= LEAST_TITLE and said.startswith(folded):
            behind = one.sentence.span.start + len(folded)
            for mention in one.mentions:
                between = said[len(folded) : mention.span.start - one.sentence.span.start]
                if mention.kind == "number" and mention.span.start > behind and not between.strip():
                    return mention
    return None


def lone_date(recognised: Sequence[Recognised], title: Span) -> Mention | None:
    """The first day that stands alone on a line below the title: in brackets, or below the text and no stamp."""
    below = [one for one in recognised if one.sentence.span.start >= title.end]
    begun = next((one.sentence.span.start for one in below if len(one.sentence.folded) >= PARAGRAPH), title.end)
    dated = (one for one in below if one.sentence.span.start > begun or one.sentence.folded.lstrip().startswith("("))
    alone = (m for one in dated for m in one.mentions if m.kind == "time" and ":" not in m.text and is_only(one, [m]))
    return next((m for m in alone if is_day(m)), None)


def cover_date(recognised: Sequence[Recognised]) -> Mention | None:
    """The last day that stands alone on a line of the cover: below who signed a decree."""
    alone = [m for one in recognised[:OPENING] for m in one.mentions if m.kind == "time" and is_only(one, [m])]
    return next((m for m in reversed(alone) if is_day(m)), None)


def is_day(mention: Mention) -> bool:
    """Whether a mention is a day of a year that it tells."""
    first = mention.value.first if isinstance(mention.value, Time) and mention.value.sense == "date" else None
    return first is not None and first.year is not None and first.day is not None


def is_only(one: Recognised, mentions: Sequence[Mention], before: tuple[str, ...] = ()) -> bool:
    """Whether a line is nothing but these mentions, or little else; words that stand `before` names do not count."""
    named = sum(m.span.end - m.span.start for m in mentions)
    told = "".join(one.sentence.folded.split())
    for word in before:
        told = told.replace(word, "")
    return bool(mentions) and named >= SHARE_OF_LINE * len(told)


def _is_signed(one: Recognised, mentions: Sequence[Mention]) -> bool:
    """Whether a line is nothing but these mentions, or little else, a remark in brackets behind them aside."""
    named = sum(m.span.end - m.span.start for m in mentions)
    return named >= SHARE_OF_LINE * len("".join(REMARK.sub("", one.sentence.folded).split()))


def is_own_number(mention: Mention, one: Recognised) -> bool:
    """Whether a mention is a document number on a line of its own, a label before it aside: 【发文字号】, 文号：."""
    start = mention.span.start - one.sentence.span.start
    label = LABEL.fullmatch(one.sentence.folded, 0, start) or STATE.fullmatch(one.sentence.folded, 0, start)
    alone = label is not None and CELLS.match(one.sentence.folded, mention.span.end - one.sentence.span.start)
    return mention.kind == "number" and (bool(alone) or is_only(one, [mention]) or is_given_by(mention, one))


def is_given_by(number: Mention, one: Recognised) -> bool:
    """Whether a line is a document number and whose it is: Order No. 1 of 2019 of the Ministry of Commerce."""
    first, offset = one.sentence.folded[:1], one.sentence.span.start
    if not (first.isascii() and first.isalpha() and number.span.start == offset):
        return False
    told = [number, *(m for m in one.mentions if m.kind in {"agency", "region"})]
    rest, at = "", 0
    for mention in sorted(told, key=lambda m: m.span.start):
        rest += one.sentence.folded[at : mention.span.start - offset] + " "
        at = mention.span.end - offset
    return len(told) > 1 and not SMALL_WORDS.sub("", rest + one.sentence.folded[at:]).strip(" ,.")


def heads_title(mention: Mention, one: Recognised, *, untitled: bool = False) -> bool:
    """Whether a mention is a document number that a title begins with: 云府办发〔2021〕6号 关于…的通知.

    On a page that marks no title, where it is `untitled`, a line that is no sentence may be one.
    """
    first = mention.kind == "number" and not one.sentence.folded[: mention.span.start - one.sentence.span.start].strip()
    titled = one.sentence.role == "title" or (untitled and one.sentence.folded.rstrip()[-1:].isalpha())
    return first and titled and not is_only(one, [mention])


def ends_title(mention: Mention, one: Recognised) -> bool:
    """Whether a mention is a document number in brackets that a line ends with, but for the text before it."""
    start, end = mention.span.start - one.sentence.span.start, mention.span.end - one.sentence.span.start
    before, behind = one.sentence.folded[:start], one.sentence.folded[end:]
    return mention.kind == "number" and before.rstrip().endswith("(") and behind.strip() == ")"
