"""The document as a policy itself: its title, number, issuers and date, and the agency that says 我局 in it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.decrees import decreed
from kg.extraction.enactment import enactment
from kg.extraction.english_titles import in_words, is_english_title
from kg.extraction.facilities import entity_of
from kg.extraction.recognise import lexicon_of
from kg.extraction.titles import bare_title, is_headline, is_plan, is_policy_title, policy
from kg.extraction.types import Own, Recognised, Scope
from kg.model import Document, Entity, Mention, Span
from kg.text.fold import fold, name_key
from kg.text.moments import Time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.knowledge.types import Knowledge, Structure

OPENING = 14  # a title and a document number stand in the first sentences
PREAMBLE = 30  # the first article stands within these sentences
ASIDE = regex.compile(r"\s*\([^()]{1,30}\)\s*")  # （此件公开发布） before a title on the same line
LABEL = regex.compile(
    r"\s*(?:\p{Ps}\p{Han}{2,6}\p{Pe}\s*:?|\p{Han}(?: ?\p{Han}){1,5}\s*:)[\s|]*"
)  # 【发文字号】, 文 号：
CELLS = regex.compile(r"[\s|]*(?:$|\|)")  # behind what a label gives: nothing, or the next cell of a card
LONGEST = 120  # code points of a title
BROKEN = 4  # lines that a title is broken over
NEAR, SHORT = 3, 8  # sentences before 全文如下 that may name what follows; 《实施意见》 is a short name
PARAGRAPH = 30  # code points of a sentence that is text and no line of a header
FULL = 3  # so many whole sentences stand below the title of a plan that is given in full
SIGNED = ("agency", "region")  # kinds of mentions that a line of issuers holds: 湖北省武汉市人民政府
SHARE_OF_LINE = 0.8  # a line of a signature is agencies, or a date, and little else


def own_policy(recognised: Sequence[Recognised], document: Document, knowledge: Knowledge) -> Own:
    """What is known of the document as a policy.

    It is one if its opening lines hold its title, which ends like a policy's, and it has a document number on a line of
    its own, an issuer at the title's beginning or alone on the line below it, a signature, lines that tell of its
    adoption, or says that it makes this very kind of document (制定本办法). A page about a policy has none of them.
    A page without a title is the document that follows its signature.
    """
    opening = recognised[: OPENING + next((n for n, one in enumerate(recognised) if one.sentence.role == "title"), 0)]
    number = next((m for one in opening for m in one.mentions if _is_own_number(m, one)), None)
    issuers, date, end = _signature(recognised)
    agency = _author(document, knowledge)
    for span, mentions in _titles(opening, document, knowledge):
        enacted = enactment(recognised, span, knowledge)
        title = "".join(document.text[span.start : span.end].split("\n"))
        signed = issuers or enacted.issuers or _prefix(span, mentions) or _below(recognised, title, span)
        ordered = decreed(title, span, opening, number, knowledge)
        if ordered is not None:
            itself, numbered, adopted = ordered
            dated = date or _cover_date(recognised)
            return Own(itself, agency or _first(signed), signed or adopted, numbered, dated, None, enacted.amendments)
        if _is_only_a_kind(title, span, mentions, knowledge):
            continue
        if is_plan(title, knowledge) and is_headline(title, knowledge) and not (number or issuers):
            continue
        if number or signed or enacted.date or _gives_itself(recognised, span, title, knowledge):
            english = is_english_title(title, knowledge.titles)
            itself = Scope(_curated(in_words(title) if english else policy(title), knowledge), span)
            content = _content(recognised, end, document, knowledge)
            alone = _lone_date(recognised, span)
            day = alone if _is_ordered(opening, knowledge) else None
            dated, numbered = date or day or enacted.date or alone, number or enacted.number
            by = agency or _first(signed)
            return Own(itself, by, signed, numbered, dated, content, enacted.amendments)
    headless = None if document.metadata.title else _content(recognised, end, document, knowledge)
    if headless is not None:
        return Own(headless, agency or _first(issuers), issuers, number, date)
    return Own(agency=agency, content=_given_in_full(recognised, knowledge) or _given_below(recognised, knowledge))


def _is_ordered(opening: Sequence[Recognised], knowledge: Knowledge) -> bool:
    """Whether the first lines are an order that makes a document known (现予发布): the day below them is its date."""
    return any(knowledge.cues.one["hereby"].search(one.sentence.folded) for one in opening)


def _is_own_number(mention: Mention, one: Recognised) -> bool:
    """Whether a mention is a document number on a line of its own, a label before it aside: 【发文字号】, 文号：."""
    start = mention.span.start - one.sentence.span.start
    label = LABEL.fullmatch(one.sentence.folded, 0, start)
    alone = label is not None and CELLS.match(one.sentence.folded, mention.span.end - one.sentence.span.start)
    return mention.kind == "number" and (bool(alone) or _is_only(one, [mention]))


def _is_only_a_kind(title: str, span: Span, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether a title says nothing but whose it is and its kind: 教育部 公告."""
    issuers = _prefix(span, mentions)
    rest = title[issuers[-1].span.end - span.start :] if issuers else title
    return name_key(rest) in {name_key(head) for head in knowledge.titles.heads}


def _first(signed: Sequence[Mention]) -> Entity | None:
    return next((mention.value for mention in signed if isinstance(mention.value, Entity)), None)


def _lone_date(recognised: Sequence[Recognised], title: Span) -> Mention | None:
    """The first day that stands alone on a line below the title: in brackets, or below the text and no stamp."""
    begun = next((one.sentence.span.start for one in recognised if len(one.sentence.folded) >= PARAGRAPH), 0)
    below = (
        one
        for one in recognised
        if one.sentence.span.start >= title.end
        and (one.sentence.span.start > begun or one.sentence.folded.lstrip().startswith("("))
    )
    alone = (m for one in below for m in one.mentions if m.kind == "time" and _is_only(one, [m]))
    return next((m for m in alone if _is_day(m)), None)


def _cover_date(recognised: Sequence[Recognised]) -> Mention | None:
    """The last day that stands alone on a line of the cover: below who signed a decree."""
    alone = [m for one in recognised[:OPENING] for m in one.mentions if m.kind == "time" and _is_only(one, [m])]
    return next((m for m in reversed(alone) if _is_day(m)), None)


def _is_day(mention: Mention) -> bool:
    first = mention.value.first if isinstance(mention.value, Time) and mention.value.sense == "date" else None
    return first is not None and first.year is not None and first.day is not None


def _given_in_full(recognised: Sequence[Recognised], knowledge: Knowledge) -> Scope | None:
    """The policy that a page of news gives in full, or in its main points: 《意见》全文如下."""
    for number, one in enumerate(recognised):
        told = knowledge.cues.one["full_text"].search(one.sentence.folded)
        if told is None or one.sentence.folded[told.end() :].strip(" 。:"):
            continue
        for near in (one, *reversed(recognised[max(0, number - NEAR) : number])):
            named = [m for m in near.mentions if m.kind == "policy" and len(m.text) > SHORT]
            if named and isinstance(named[-1].value, Entity):
                return Scope(named[-1].value, one.sentence.span)
    return None


def _given_below(recognised: Sequence[Recognised], knowledge: Knowledge) -> Scope | None:
    """The plan that a page of news names and gives below, from a line on that is its title and nothing else."""
    named: dict[str, Entity] = {}
    for one, below in zip(recognised, [*recognised[1:], None], strict=True):
        line = "" if "《" in one.sentence.folded else name_key(one.sentence.folded)  # 《意见》 heads a page of slides
        stage = name_key(below.sentence.folded) if below is not None else ""  # （征求意见稿） on a line of its own
        found = named.get(line) or named.get(line + stage)
        if found is not None and is_plan(found.label, knowledge) and _is_text(recognised, one):
            return Scope(found, one.sentence.span)
        policies = [m for m in one.mentions if m.kind == "policy" and len(m.text) > SHORT]
        named |= {name_key(fold(m.value.label)): m.value for m in policies if isinstance(m.value, Entity)}
    return None


def _is_text(recognised: Sequence[Recognised], line: Recognised) -> bool:
    """Whether text follows a line, and no list of other pages."""
    below = [one for one in recognised if one.sentence.span.start >= line.sentence.span.end][:OPENING]
    return sum(one.sentence.folded.rstrip().endswith("。") for one in below) >= FULL


def _gives_itself(recognised: Sequence[Recognised], span: Span, title: str, knowledge: Knowledge) -> bool:
    """Whether a text lays down a document of its title, or is a plan: bidden or aimed at, and never spoken of."""
    return _makes_itself(recognised, title, knowledge) or (
        is_plan(title, knowledge)
        and not is_headline(title, knowledge)
        and not any(_speaks_of_one(one, span, knowledge) for one in recognised)
    )


def _speaks_of_one(one: Recognised, title: Span, knowledge: Knowledge) -> bool:
    """Whether a sentence below the title tells of the plan as others do: 《方案》提出, 记者, who says what."""
    if one.sentence.span.start < title.end:
        return False
    start, cues = one.sentence.span.start, knowledge.cues.one
    told = (one.sentence.folded[m.span.end - start :] for m in one.mentions if m.kind in {"policy", "title"})
    spoken = any(cues["asks"].match(words) is not None for words in told)
    reported = cues["reporter"].search(one.sentence.folded) is not None
    return spoken or reported or any(m.kind == "person" for m in one.mentions)


def _makes_itself(recognised: Sequence[Recognised], title: str, knowledge: Knowledge) -> bool:
    """Whether the text says early on that it lays down a document of the kind its title names: 制定本办法."""
    bare = bare_title(title, knowledge.titles)
    heads = [head for head in knowledge.titles.heads if bare.endswith(head)]
    words = [word + head for word in knowledge.cues.classes["zh"]["makes_this"] for head in heads]
    return any(word in one.sentence.folded for one in recognised[:PREAMBLE] for word in words)


def _content(recognised: Sequence[Recognised], end: int, document: Document, knowledge: Knowledge) -> Scope | None:
    """What a notice issues, where it follows the signature: its title is the first line there that reads as one.

    A title that the notice names may be broken over some lines.
    """
    below = [one for one in recognised if one.sentence.span.start >= end > 0][:OPENING]
    above = (m for one in recognised for m in one.mentions if m.kind == "policy" and m.span.end <= end)
    named = {name_key(m.value.label): m.value for m in above if isinstance(m.value, Entity)}
    for place, one in enumerate(below):
        span = one.sentence.span
        for last in below[place + 1 : place + BROKEN]:
            whole = Span(span.start, last.sentence.span.end)
            if (issued := named.get(name_key(document.text[whole.start : whole.end]))) is not None:
                return Scope(_curated(issued, knowledge), span)  # a quote stands in one line
        aside = ASIDE.match(one.sentence.folded) or _annex(knowledge.structure).match(one.sentence.folded)
        span = Span(span.start + (aside.end() if aside else 0), span.end)
        title = document.text[span.start : span.end].strip()
        numbered = any(regex.match(pattern, title) for pattern in knowledge.structure.numberings)
        if (
            0 < len(title) <= LONGEST
            and not numbered
            and (is_policy_title(title, knowledge.titles) or is_english_title(title, knowledge.titles))
            and not set(title) & set("。，；《")
        ):
            english = is_english_title(title, knowledge.titles)
            return Scope(_curated(in_words(title) if english else policy(title), knowledge), span)
    return None


def _curated(entity: Entity, knowledge: Knowledge) -> Entity:
    concept = lexicon_of(knowledge).keys.get(entity.key)
    return entity_of(concept) if concept is not None and concept.kind == "policy" else entity


def _signature(recognised: Sequence[Recognised]) -> tuple[tuple[Mention, ...], Mention | None, int]:
    """The first lines that are nothing but agencies and then nothing but a date; where they end (0 without them)."""
    signed: list[Mention] = []
    for one in recognised[1:]:
        agencies = [m for m in one.mentions if m.kind == "agency"]
        dates = [m for m in one.mentions if m.kind == "time"]
        if agencies and not dates and _is_only(one, agencies):
            signed += agencies
        elif dates and signed and _is_only(one, [*agencies, *dates]):
            return (*signed, *agencies), dates[-1], one.sentence.span.end
        elif not _is_only(one, agencies) or not agencies:
            signed = []
    return (), None, 0


def _is_only(one: Recognised, mentions: Sequence[Mention]) -> bool:
    named = sum(m.span.end - m.span.start for m in mentions)
    return bool(mentions) and named >= SHARE_OF_LINE * len("".join(one.sentence.folded.split()))


def _titles(
    opening: Sequence[Recognised], document: Document, knowledge: Knowledge
) -> Iterator[tuple[Span, tuple[Mention, ...]]]:
    """Runs of opening lines that together read as one title; a title may be broken over up to four lines."""
    wanted = name_key(document.metadata.title)
    for first in range(len(opening)):
        for last in range(first, min(first + BROKEN, len(opening))):
            span = Span(opening[first].sentence.span.start, opening[last].sentence.span.end)
            span = _labelled(opening[first]) if first == last else span
            title = document.text[span.start : span.end].strip()
            if len(title) > LONGEST or "。" in title:
                break
            named = name_key(title) == wanted or (first == last and opening[first].sentence.role == "title")
            named = named or (first == last and not wanted)  # a page that marks none has it where a line reads as one
            reads = is_policy_title(title, knowledge.titles) or is_english_title(title, knowledge.titles)
            if named and reads and not title.startswith("《"):
                yield span, tuple(m for one in opening[first : last + 1] for m in one.mentions)


def _labelled(one: Recognised) -> Span:
    """A line without the label that gives it, and the marks of a table around: 名 称: | 关于…的通知 |."""
    span, label = one.sentence.span, LABEL.match(one.sentence.folded)
    if label is None or label.end() == len(one.sentence.folded):
        return span
    behind = one.sentence.folded[label.end() :]
    return Span(span.start + label.end(), span.end - len(behind) + len(behind.rstrip(" |")))


def _prefix(span: Span, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The agencies that a title begins with: 国务院办公厅、中央军委办公厅关于…, 湖北省武汉市人民政府关于…."""
    found, at = [], span.start
    for mention in mentions:
        if mention.kind not in SIGNED or mention.span.start > at + 2:
            break
        found.append(mention)
        at = mention.span.end
    return tuple(mention for mention in found if mention.kind == "agency")


def _below(recognised: Sequence[Recognised], title: str, span: Span) -> tuple[Mention, ...]:
    """The agencies that the line right below the title is made of; a page may give its title twice."""
    below = (one for one in recognised if one.sentence.span.start >= span.end and one.sentence.role != "byline")
    line = next((one for one in below if name_key(one.sentence.folded) != name_key(title)), None)
    if line is None or not _is_only(line, [m for m in line.mentions if m.kind in SIGNED]):
        return ()
    return tuple(m for m in line.mentions if m.kind == "agency")


def _author(document: Document, knowledge: Knowledge) -> Entity | None:
    """The agency that publishes the document, where the vocabulary knows it."""
    keys = lexicon_of(knowledge).keys
    for name in (document.metadata.publisher, document.metadata.author):
        concept = keys.get(name_key(name))
        if concept is not None and concept.kind == "agency":
            return entity_of(concept)
    return None


@cache
def _annex(structure: Structure) -> regex.Pattern[str]:
    return regex.compile("|".join(structure.annexes))
