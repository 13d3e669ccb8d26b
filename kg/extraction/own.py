"""The document as a policy itself: its title, number, issuers and date, and the agency that says 我局 in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extraction.cards import card_of
from kg.extraction.decrees import decreed
from kg.extraction.enactment import enactment
from kg.extraction.english_titles import in_words, is_english_title
from kg.extraction.facilities import entity_of
from kg.extraction.given import (
    BROKEN,
    LONGEST,
    curated,
    given_below,
    given_in_full,
    handed_down,
    issued_below,
    issued_here,
)
from kg.extraction.outline import is_item
from kg.extraction.recognise import lexicon_of
from kg.extraction.signatures import (
    LABEL,
    OPENING,
    PARAGRAPH,
    cover_date,
    heads_title,
    is_only,
    is_own_number,
    lone_date,
    signature,
)
from kg.extraction.titles import bare_title, is_headline, is_plan, is_policy_title, policy
from kg.extraction.types import Own, Recognised, Scope
from kg.model import Document, Entity, Mention, Span
from kg.text.fold import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.knowledge.types import Knowledge

IN_TITLE_MARKS = re.compile("《[^《》]+》")
KIND = 12  # code points in which a kind of document stands: 行动计划, 第 1 条 本办法
PREAMBLE = 30  # the first article stands within these sentences
FIRST_TWO = 2
FOLLOWING = 3  # text begins within so many lines of the issuers
SIGNED = ("agency", "region")  # kinds of mentions that a line of issuers holds: 湖北省武汉市人民政府


def own_policy(recognised: Sequence[Recognised], document: Document, knowledge: Knowledge) -> Own:
    """What is known of the document as a policy.

    It is one if its opening lines hold its title, which ends like a policy's, and it has a document number on a line of
    its own, an issuer at the title's beginning or alone on the line below it, a signature, lines that tell of its
    adoption, or says that it makes this very kind of document (制定本办法). A page about a policy has none of them.
    A page without a title is the document that follows its signature.
    """
    opening = recognised[: OPENING + next((n for n, one in enumerate(recognised) if one.sentence.role == "title"), 0)]
    numbers = [(m, one) for one in opening for m in one.mentions]
    card = card_of(recognised, knowledge)
    number = next((m for m, one in numbers if is_own_number(m, one) or heads_title(m, one)), card.number)
    issuers, date, end = signature(recognised, knowledge)
    agency = _author(document, knowledge)
    for span, mentions in (
        *_titles(opening, document, knowledge),
        *_laid_out(opening, document, knowledge, signed=bool(issuers)),
    ):
        enacted = enactment(recognised, span, knowledge)
        title = "".join(document.text[span.start : span.end].split("\n"))
        signed = issuers or enacted.issuers or _prefix(span, mentions, opening, knowledge)
        signed = signed or _below(recognised, title, span) or card.issuers or _head(opening, number)
        ordered = decreed(title, span, opening, number, knowledge)
        if ordered is not None:
            itself, numbered, adopted = ordered
            dated = date or cover_date(recognised)
            return Own(itself, agency or _first(signed), signed or adopted, numbered, dated, None, enacted.amendments)
        if _is_only_a_kind(title, span, mentions, knowledge) or is_item(fold(title), knowledge):
            continue  # 四、国民营养计划 is a chapter
        if is_plan(title, knowledge) and is_headline(title, knowledge) and not (number or issuers):
            continue
        if number or signed or enacted.date or _gives_itself(recognised, span, title, knowledge):
            english = is_english_title(title, knowledge.titles)
            quote = next(s for one in opening if (s := _shared(span, one.sentence.span)).start < s.end)
            itself = Scope(curated(in_words(title) if english else policy(title), knowledge), quote)
            below = issued_below(recognised, end, document, knowledge)
            content = below if end else handed_down(recognised, span, document, knowledge)
            if content is not None and bare_title(content.policy.label, knowledge.titles) == bare_title(
                itself.policy.label, knowledge.titles
            ):
                content = None  # a page that shows a notice under the title of what it issues
            alone = lone_date(recognised, span)
            day = alone if _is_ordered(opening, knowledge) else None
            dated, numbered = date or day or enacted.date or card.date or alone, number or enacted.number
            by = agency or _first(signed)
            return Own(itself, by, signed, numbered, dated, content, enacted.amendments)
    titled = document.metadata.title and not (number and _is_only_number(number, document))
    headless = None if titled else issued_below(recognised, end, document, knowledge)
    issuers = issuers or card.issuers
    if headless is None and not titled and issuers:
        headless = issued_here(recognised, knowledge)
    if headless is not None:
        return Own(headless, agency or _first(issuers), issuers, number, date or card.date)
    return Own(agency=agency, content=given_in_full(recognised, knowledge) or given_below(recognised, knowledge))


def _shared(span: Span, line: Span) -> Span:
    """What a line has of a title; a quote stands in one line."""
    return Span(max(span.start, line.start), min(span.end, line.end))


def _is_ordered(opening: Sequence[Recognised], knowledge: Knowledge) -> bool:
    """Whether the first lines are an order that makes a document known (现予发布): the day below them is its date."""
    return any(knowledge.cues.one["hereby"].search(one.sentence.folded) for one in opening)


def _is_only_number(number: Mention, document: Document) -> bool:
    """Whether a page has nothing but the number of a document for a title."""
    return name_key(number.text) == name_key(document.metadata.title)


def _is_only_a_kind(title: str, span: Span, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether a title says nothing but whose it is and its kind: 教育部 公告."""
    issuers = _prefix(span, mentions, (), knowledge)
    rest = title[issuers[-1].span.end - span.start :] if issuers else title
    return name_key(rest) in {name_key(head) for head in knowledge.titles.heads}


def _first(signed: Sequence[Mention]) -> Entity | None:
    return next((mention.value for mention in signed if isinstance(mention.value, Entity)), None)


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
    """Whether the text says early on that it lays down a document of a kind that its title names.

    制定本办法; 本辦法依健康食品管理法第七條訂定之.

    A notice of issuing names two, and the text is of what it issues.
    """
    bare = bare_title(title, knowledge.titles)
    heads = [head for head in knowledge.titles.heads if head in bare]
    for one in recognised[:PREAMBLE]:
        said = one.sentence.folded
        for word in knowledge.cues.classes["zh"]["makes_this"]:
            _, made, behind = said.partition(word)
            if made and any(head in behind[:KIND] for head in heads):
                return True
        opens = said[:KIND]  # 第1條 本辦法
        this = any(pointer + head in opens for pointer in knowledge.titles.pointers for head in heads)
        if this and knowledge.cues.one["is_made"].search(said):
            return True
    return False


def _titles(
    opening: Sequence[Recognised], document: Document, knowledge: Knowledge
) -> Iterator[tuple[Span, tuple[Mention, ...]]]:
    """Runs of opening lines that together read as one title; a title may be broken over up to four lines."""
    wanted = _shown(document.metadata.title, opening, knowledge)
    itself = wanted == name_key(fold(document.metadata.title))
    for first in range(len(opening)):
        for last in range(first, min(first + BROKEN, len(opening))):
            span = Span(opening[first].sentence.span.start, opening[last].sentence.span.end)
            span = _labelled(opening[first]) if first == last else span
            title = document.text[span.start : span.end].strip()
            if len(title) > LONGEST or "。" in title:
                break
            named = name_key(fold(title)) == wanted or (
                itself and first == last and opening[first].sentence.role == "title"
            )
            named = named or (first == last and not wanted)  # a page that marks none has it where a line reads as one
            reads = is_policy_title(title, knowledge.titles) or is_english_title(title, knowledge.titles)
            if named and reads and not title.startswith("《"):
                yield span, tuple(m for one in opening[first : last + 1] for m in one.mentions)


def _shown(title: str, opening: Sequence[Recognised], knowledge: Knowledge) -> str:
    """The title of a page, or the line that it says is shown in full (2019年某市地方立法条例全文), by its key."""
    key = name_key(fold(title))
    bare = next((key.removesuffix(word) for word in knowledge.structure.in_full if key.endswith(word)), "")
    lines = (one.sentence.folded for one in opening if is_policy_title(one.sentence.folded, knowledge.titles))
    return next((k for line in lines if bare.endswith(k := name_key(line))), key)


def _laid_out(
    opening: Sequence[Recognised], document: Document, knowledge: Knowledge, *, signed: bool
) -> Iterator[tuple[Span, tuple[Mention, ...]]]:
    """Runs of opening lines that stand where a title does, under a title of the page that is none of a policy's.

    Below it stand whom it is addressed to (各市人民政府：), or who issued it and the text, or its number and these.
    Of a document that is signed it is also a line that tells what it is about (关于…的通知).
    """
    if is_policy_title(document.metadata.title, knowledge.titles):
        return
    for first in range(len(opening)):
        for last in range(first, min(first + BROKEN, len(opening))):
            span = Span(opening[first].sentence.span.start, opening[last].sentence.span.end)
            title = document.text[span.start : span.end].strip()
            if len(title) > LONGEST or set(title) & set("。：:") or not _goes_on(opening[first : last + 1], knowledge):
                break
            if (
                is_policy_title(title, knowledge.titles)
                and not is_headline(title, knowledge)
                and not title.startswith("《")
                and (
                    _stands_as_title(opening[last + 1 :]) or (signed and fold(title).startswith(knowledge.titles.about))
                )
            ):
                yield span, tuple(m for one in opening[first : last + 1] for m in one.mentions)
                break


def _goes_on(run: Sequence[Recognised], knowledge: Knowledge) -> bool:
    """Whether lines may be one title: no number among them, and issuers alone on the first line before 关于 only."""
    line = run[-1]
    if any(is_own_number(m, line) for m in line.mentions):
        return False
    if len(run) > 1 and is_only(line, _signers(line)):
        return False
    begins = line.sentence.folded.lstrip().startswith(knowledge.titles.about)
    return len(run) != FIRST_TWO or begins or not is_only(run[0], _signers(run[0]))


def _stands_as_title(below: Sequence[Recognised]) -> bool:
    """Whether lines are what follows a title: a salutation, or issuers and then text."""
    rest = [one for one in below if not any(is_own_number(m, one) for m in one.mentions)]
    if rest and rest[0].sentence.folded.rstrip().endswith(":"):
        return "《" not in rest[0].sentence.folded
    signed = next((n for n, one in enumerate(rest) if not is_only(one, _signers(one))), len(rest))
    return signed > 0 and any(len(one.sentence.folded) >= PARAGRAPH for one in rest[signed : signed + FOLLOWING])


def _signers(one: Recognised) -> list[Mention]:
    return [m for m in one.mentions if m.kind in SIGNED]


def _labelled(one: Recognised) -> Span:
    """A line without the label or the number that gives it, and the marks of a table around: 名 称: | 关于…的通知 |."""
    span, label = one.sentence.span, LABEL.match(one.sentence.folded)
    begun = label.end() if label and label.end() < len(one.sentence.folded) else 0
    number = next((m for m in one.mentions if heads_title(m, one)), None)
    begun = begun if number is None else number.span.end - span.start
    behind = one.sentence.folded[begun:]
    begun += len(behind) - len(behind.lstrip()) if begun else 0
    end = len(one.sentence.folded.rstrip(" |"))
    if number is not None and IN_TITLE_MARKS.fullmatch(one.sentence.folded, begun, end):
        begun, end = begun + 1, end - 1
    return Span(span.start + begun, span.start + end)


def _prefix(
    span: Span, mentions: Sequence[Mention], lines: Sequence[Recognised], knowledge: Knowledge
) -> tuple[Mention, ...]:
    """The agencies that a title begins with: 国务院办公厅、中央军委办公厅关于…, 湖北省武汉市人民政府关于…."""
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


def _below(recognised: Sequence[Recognised], title: str, span: Span) -> tuple[Mention, ...]:
    """The agencies that the line right below the title is made of; a page may give its title twice."""
    below = (one for one in recognised if one.sentence.span.start >= span.end and one.sentence.role != "byline")
    line = next((one for one in below if name_key(one.sentence.folded) != name_key(title)), None)
    if line is None or not is_only(line, [m for m in line.mentions if m.kind in SIGNED]):
        return ()
    return tuple(m for m in line.mentions if m.kind == "agency")


def _head(opening: Sequence[Recognised], number: Mention | None) -> tuple[Mention, ...]:
    """The agencies of the red head of a document: the lines right above its number (发展改革委办公厅 文件)."""
    above = [one for one in opening if number is not None and one.sentence.span.end <= number.span.start]
    found: list[Mention] = []
    for one in reversed(above):
        signers = _signers(one)
        if not is_only(one, signers):
            break
        found = [*(m for m in signers if m.kind == "agency"), *found]
    return tuple(found)


def _author(document: Document, knowledge: Knowledge) -> Entity | None:
    """The agency that publishes the document, where the vocabulary knows it."""
    keys = lexicon_of(knowledge).keys
    for name in (document.metadata.publisher, document.metadata.author):
        concept = keys.get(name_key(name))
        if concept is not None and concept.kind == "agency":
            return entity_of(concept)
    return None
