"""Whose a document is: the agencies that its title begins with or that stand above or below it, and its publisher."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from kg.extraction.candidates import agencies_in
from kg.extraction.facilities import entity_of
from kg.extraction.lexicon import lexicon_of
from kg.extraction.signatures import is_given_by, is_only
from kg.model import Entity, Mention, Span
from kg.text.fold import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.types import Recognised
    from kg.knowledge.types import Knowledge
    from kg.model import Document

COUNTED = regex.compile(r".*[0-9A-Z] ?\p{Han}")  # 第9/2022號 of 第9/2022號行政長官批示
OURS = "ours"  # the kind of a mention of a body by its level alone
SIGNED = ("agency", "region")  # kinds of mentions that a line of issuers holds: 湖北省武汉市人民政府


def begun_by(
    span: Span, mentions: Sequence[Mention], lines: Sequence[Recognised], knowledge: Knowledge
) -> tuple[Mention, ...]:
    """The agencies that a title begins with: 国务院办公厅、中央军委办公厅关于…, 湖北省武汉市人民政府关于….

    One may be named by its level alone, and what the title is about tells the place: 市政府关于印发襄阳市…的通知.
    """
    first = next(iter(mentions), None)
    if first is not None and first.kind == OURS and first.span.start == span.start:
        return (first,)
    found, at = [], span.start
    for mention in mentions:
        between = _between(at, mention.span.start, lines)
        if mention.kind not in SIGNED or not (mention.span.start <= at + 2 or between in knowledge.structure.party):
            break
        found.append(mention)
        at = mention.span.end
    return tuple(mention for mention in found if mention.kind == "agency")


def _between(start: int, end: int, lines: Sequence[Recognised]) -> str:
    """What stands between two offsets of a line, joints aside."""
    one = next((one for one in lines if one.sentence.span.start <= start and end <= one.sentence.span.end), None)
    first = one.sentence.span.start if one is not None else 0
    return "" if one is None else one.sentence.folded[start - first : end - first].strip(" 、,")


def signed_below(recognised: Sequence[Recognised], title: str, span: Span) -> tuple[Mention, ...]:
    """The agencies that the line right below the title is made of; a page may give its title twice."""
    below = (one for one in recognised if one.sentence.span.start >= span.end and one.sentence.role != "byline")
    line = next((one for one in below if name_key(one.sentence.folded) != name_key(title)), None)
    if line is None or not is_only(line, signers_of(line)):
        return ()
    return tuple(m for m in line.mentions if m.kind == "agency")


def signed_above(opening: Sequence[Recognised], title: str, span: Span, knowledge: Knowledge) -> tuple[Mention, ...]:
    """The agencies that the line right above a title is made of, where that says only what it is about: 关于…的通知."""
    line = next((one for one in reversed(opening) if one.sentence.span.end <= span.start), None)
    if line is None or not fold(title).startswith(knowledge.titles.about) or not is_only(line, signers_of(line)):
        return ()
    return tuple(m for m in line.mentions if m.kind == "agency")


def headed_by(opening: Sequence[Recognised], number: Mention | None) -> tuple[Mention, ...]:
    """The agencies of the red head of a document: the lines right above its number (发展改革委办公厅 文件)."""
    above = [one for one in opening if number is not None and one.sentence.span.end <= number.span.start]
    found: list[Mention] = []
    for one in reversed(above):
        signers = signers_of(one)
        if not is_only(one, signers):
            break
        found = [*(m for m in signers if m.kind == "agency"), *found]
    return tuple(found)


def signers_of(one: Recognised) -> list[Mention]:
    """The mentions of a line that issuers are made of."""
    return [m for m in one.mentions if m.kind in SIGNED]


def numbered_by(opening: Sequence[Recognised], number: Mention, knowledge: Knowledge) -> Mention | None:
    """The body that the kind of a number begins with, of the place alone on a line above.

    澳門特別行政區 above 第9/2022號行政長官批示: its 行政長官.
    """
    alone = (m.value for one in opening for m in one.mentions if m.kind == "region" and is_only(one, [m]))
    place = next((value.label for value in alone if isinstance(value, Entity)), "")
    bodies = agencies_in(place + COUNTED.sub("", fold(number.text)), knowledge) if place else ()
    found = max((found for found in bodies if not found[0].start), key=lambda found: found[0].end, default=None)
    return None if found is None else Mention(number.span, "agency", number.text, found[1])


def numbered_with(opening: Sequence[Recognised], number: Mention | None) -> tuple[Mention, ...]:
    """The bodies on the line of a number: Order No. 1 of 2019 of the Ministry of Commerce."""
    line = next((one for one in opening if number is not None and number in one.mentions), None)
    if line is None or number is None or not is_given_by(number, line):
        return ()
    return tuple(m for m in line.mentions if m.kind == "agency")


def ordered_by(number: Mention | None, knowledge: Knowledge) -> tuple[Mention, ...]:
    """The bodies whose order a number is of: 某市人民政府令第179号."""
    if number is None:
        return ()
    return tuple(Mention(number.span, "agency", number.text, body) for body in givers_of(number.text, knowledge))


def from_its_giver(number: Mention, knowledge: Knowledge) -> Mention:
    """A number without what stands before the bodies that gave it: 法规国家税务总局公告2018年第58号."""
    said = fold(number.text)
    if not any(word in said for word in knowledge.structure.given) or givers_of(number.text, knowledge):
        return number
    starts = (span.start for span, _ in agencies_in(said, knowledge) if span.start)
    start = next((at for at in sorted(starts) if givers_of(number.text[at:], knowledge)), 0)
    return replace(number, span=Span(number.span.start + start, number.span.end), text=number.text[start:])


def givers_of(number: str, knowledge: Knowledge) -> tuple[Entity, ...]:
    """The bodies that a number begins with, where it is that of an order or an announcement of theirs.

    财政部、税务总局公告2023年第68号; 财教〔2023〕68号 names nobody in full.
    """
    said = fold(number)
    if not any(word in said for word in knowledge.structure.given):
        return ()
    longest: dict[int, tuple[int, Entity]] = {}
    for span, body in agencies_in(said, knowledge):
        longest[span.start] = max(longest.get(span.start, (0, body)), (span.end, body), key=lambda one: one[0])
    found, at = [], 0
    while at in longest:
        at, body = longest[at]
        found.append(body)
        at += len(said[at:]) - len(said[at:].lstrip(" 、,"))
        if said.startswith(knowledge.structure.given, at):
            return tuple(found)
    return ()


def author(document: Document, knowledge: Knowledge) -> Entity | None:
    """The agency that publishes the document, where the vocabulary knows it."""
    keys = lexicon_of(knowledge).keys
    for name in (document.metadata.publisher, document.metadata.author):
        concept = keys.get(name_key(name))
        if concept is not None and concept.kind == "agency":
            return entity_of(concept)
    return None
