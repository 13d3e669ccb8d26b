"""The document as a policy itself: its title, number, issuers and date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.content_heads import with_head_of_content
from kg.extraction.decrees import decreed
from kg.extraction.enactment import Enactment, enactment
from kg.extraction.english_titles import in_words, is_english_title
from kg.extraction.frame import Frame, frame_of
from kg.extraction.given import given_below, given_in_full, handed_down, issued_below, issued_here
from kg.extraction.issuers import (
    begun_by,
    headed_by,
    numbered_by,
    numbered_with,
    ordered_by,
    signed_above,
    signed_below,
)
from kg.extraction.laid_down import lays_itself_down
from kg.extraction.lexicon import curated, lexicon_of
from kg.extraction.outline import is_item
from kg.extraction.signatures import cover_date, day_under, lone_date, number_behind
from kg.extraction.title_kinds import bare_title, is_headline, is_plan, is_policy_title
from kg.extraction.title_runs import titles_of
from kg.extraction.titles import policy
from kg.extraction.types import Own, Recognised, Scope
from kg.model import Document, Entity, Mention, Span
from kg.text.fold import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.knowledge.types import Knowledge


@dataclass(frozen=True, slots=True)
class Titled:
    """A run of lines that may be a title: as one line, where it stands, and what it names."""

    title: str
    span: Span
    mentions: Sequence[Mention]


def own_policy(recognised: Sequence[Recognised], document: Document, knowledge: Knowledge) -> Own:
    """What is known of the document as a policy.

    It is one if its opening lines hold its title, which ends like a policy's, and it has a document number on a line of
    its own, an issuer at the title's beginning or alone on the line below it, a signature, lines that tell of its
    adoption, or says that it makes this very kind of document (制定本办法). A page about a policy has none of them.
    A page without a title is the document that follows its signature.
    """
    frame = frame_of(recognised, document, knowledge)
    for span, mentions in titles_of(frame.opening, document, knowledge, signed=bool(frame.issuers)):
        if span.start >= frame.end > 0 and not document.metadata.title:
            break  # a letter without a title: what stands below its signature it issues
        title = "".join(document.text[span.start : span.end].split("\n"))
        framed = frame if frame.number else replace(frame, number=number_behind(title, frame.opening))
        own = _of_title(Titled(title, span, mentions), framed, recognised, document, knowledge)
        if own is not None:
            return own
    number = frame.number
    if number is not None and is_policy_title(number.text, knowledge.titles):  # 第9/2022號行政長官批示 is all its name
        return _of_number(number, frame, recognised, knowledge)
    return _of_no_title(frame, recognised, document, knowledge)


def _of_number(number: Mention, frame: Frame, recognised: Sequence[Recognised], knowledge: Knowledge) -> Own:
    """The document that has its number for a name."""
    issuer = numbered_by(frame.opening, number, knowledge)
    signed = (issuer,) if issuer is not None else frame.issuers
    itself = Scope(curated(policy(number.text), lexicon_of(knowledge)), number.span)
    dated = frame.date or lone_date(recognised, number.span) or cover_date(frame.opening)
    return Own(itself, frame.agency or _first(signed), signed, number, dated)


def _of_title(
    titled: Titled, frame: Frame, recognised: Sequence[Recognised], document: Document, knowledge: Knowledge
) -> Own | None:
    """The policy that a run of lines is the title of; None where it is that of none."""
    title, span = titled.title, titled.span
    content = _content(titled, frame, recognised, document, knowledge)
    enacted = enactment(_until(recognised, content), span, knowledge)
    signed = _signers(titled, frame, recognised, enacted, knowledge)
    ordered = decreed(title, span, frame.opening, frame.number, knowledge)
    if ordered is not None:
        itself, number, adopted = ordered
        dated = frame.date or cover_date(recognised)
        by = signed or adopted
        return Own(itself, frame.agency or _first(signed), by, number, dated, amendments=enacted.amendments)
    if _names_none(titled, frame, knowledge):
        return None
    told = frame.number or signed or enacted.date or frame.card.date
    if not (told or lays_itself_down(recognised, span, title, knowledge)):
        return None
    itself = _itself(titled, frame.opening, knowledge)
    number = frame.number or enacted.number
    dated = _date(titled, frame, recognised, enacted, signed, knowledge)
    own = Own(itself, frame.agency or _first(signed), signed, number, dated, content, enacted.amendments)
    return own if content is None else with_head_of_content(own, recognised, content, knowledge)


def _signers(
    titled: Titled, frame: Frame, recognised: Sequence[Recognised], enacted: Enactment, knowledge: Knowledge
) -> tuple[Mention, ...]:
    """Whose document it is, by the surest place that tells; () where none does."""
    title, span = titled.title, titled.span
    adopted = tuple(mention for mention in enacted.issuers if mention.kind == "agency")
    return (
        frame.issuers
        or adopted
        or begun_by(span, titled.mentions, frame.opening, knowledge)
        or signed_below(recognised, title, span)
        or frame.card.issuers
        or headed_by(frame.opening, frame.number)
        or signed_above(frame.opening, title, span, knowledge)
        or ordered_by(frame.number, knowledge)
        or numbered_with(frame.opening, frame.number)
        or enacted.issuers
    )


def _date(  # noqa: PLR0913, PLR0917  every place that may tell
    titled: Titled,
    frame: Frame,
    recognised: Sequence[Recognised],
    enacted: Enactment,
    signed: Sequence[Mention],
    knowledge: Knowledge,
) -> Mention | None:
    """The day of a document with a title, by the surest place that tells: an order is dated by the day below it."""
    span, number = titled.span, frame.number or enacted.number
    ordered = _is_ordered(frame.opening, knowledge)
    alone = lone_date(recognised, span)
    made = (enacted.date, frame.card.date) if enacted.is_published else (frame.card.date, enacted.date)
    ordered_above = (number is not None and number.span.end <= span.start) or ordered
    above = cover_date(recognised) if ordered_above else None
    under = day_under(recognised, span, signed)
    return next(filter(None, (frame.date, alone if ordered else None, *made, under, alone, above)), None)


def _until(recognised: Sequence[Recognised], content: Scope | None) -> Sequence[Recognised]:
    """What stands above what a notice issues; all of a document that issues nothing."""
    if content is None:
        return recognised
    return [one for one in recognised if one.sentence.span.start < content.span.start]


def _names_none(titled: Titled, frame: Frame, knowledge: Knowledge) -> bool:
    """Whether a title is that of no policy: its kind alone, a chapter (四、国民营养计划), or news of one.

    An article on a policy says so behind who wrote it (教育部解读…规定), but 解读 may be what a policy is about.
    """
    title, rest = titled.title, _behind_issuers(titled, knowledge)
    if name_key(rest) in {name_key(head) for head in knowledge.titles.heads} or is_item(fold(title), knowledge):
        return True
    if fold(rest).startswith(knowledge.cues.classes["zh"]["expounds"]) or _is_news(titled, rest, knowledge):
        return True
    return is_plan(title, knowledge) and is_headline(title, knowledge) and not (frame.number or frame.issuers)


def _is_news(titled: Titled, rest: str, knowledge: Knowledge) -> bool:
    """Whether a title tells that a body issued something (教育部发布校车安全指引), and is not that of a notice."""
    said, tells = fold(rest), rest != titled.title
    issues = said.startswith((*knowledge.titles.announcing, *knowledge.titles.making_public))
    return tells and issues and not said.endswith(knowledge.structure.notices)


def _itself(titled: Titled, opening: Sequence[Recognised], knowledge: Knowledge) -> Scope:
    """The policy that a title names, and where."""
    english = is_english_title(titled.title, knowledge.titles, given=True)
    quote = next(s for one in opening if (s := _shared(titled.span, one.sentence.span)).start < s.end)
    named = in_words(titled.title) if english else policy(titled.title)
    return Scope(curated(named, lexicon_of(knowledge)), quote)


def _content(
    titled: Titled, frame: Frame, recognised: Sequence[Recognised], document: Document, knowledge: Knowledge
) -> Scope | None:
    """What a document issues, below its signature or behind its title; a page may show it under the same title."""
    below = issued_below(recognised, frame.end, document, knowledge)
    content = below or handed_down(recognised, titled.span, document, knowledge)
    bare = bare_title(titled.title, knowledge.titles)
    same = content is not None and bare_title(content.policy.label, knowledge.titles) == bare
    return None if same else content


def _of_no_title(frame: Frame, recognised: Sequence[Recognised], document: Document, knowledge: Knowledge) -> Own:
    """The document that follows a signature or that its issuers make known, or else what a page gives."""
    titled = document.metadata.title and not (frame.number and _is_only_number(frame.number, document))
    headless = None if titled else issued_below(recognised, frame.end, document, knowledge)
    issuers = frame.issuers or frame.card.issuers
    if headless is None and not titled and (issuers or frame.card.number):
        headless = issued_here(recognised, knowledge)
    if headless is not None:
        agency = frame.agency or _first(issuers)
        return Own(headless, agency, issuers, frame.number, frame.date or frame.card.date)
    return Own(agency=frame.agency, content=given_in_full(recognised, knowledge) or given_below(recognised, knowledge))


def _shared(span: Span, line: Span) -> Span:
    """What a line has of a title; a quote stands in one line."""
    return Span(max(span.start, line.start), min(span.end, line.end))


def _is_ordered(opening: Sequence[Recognised], knowledge: Knowledge) -> bool:
    """Whether the first lines are an order that makes a document known (现予发布): the day below them is its date."""
    return any(knowledge.cues.one["hereby"].search(one.sentence.folded) for one in opening)


def _is_only_number(number: Mention, document: Document) -> bool:
    """Whether a page has nothing but the number of a document for a title."""
    return name_key(number.text) == name_key(document.metadata.title)


def _behind_issuers(titled: Titled, knowledge: Knowledge) -> str:
    """What a title says behind those whose it is and others that are counted: 公告 of 教育部等三部门公告."""
    issuers = begun_by(titled.span, titled.mentions, (), knowledge)
    rest = titled.title[issuers[-1].span.end - titled.span.start :] if issuers else titled.title
    others = _and_others(knowledge).match(fold(rest)) if issuers else None
    return rest if others is None else rest[others.end() :]


@cache
def _and_others(knowledge: Knowledge) -> regex.Pattern[str]:
    return regex.compile("|".join(knowledge.structure.and_others))


def _first(signed: Sequence[Mention]) -> Entity | None:
    return next((mention.value for mention in signed if isinstance(mention.value, Entity)), None)
