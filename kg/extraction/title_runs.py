"""Runs of opening lines that may be the title of a document: what reads as one, or stands where one does."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.document_numbers import document_numbers
from kg.extraction.english_titles import is_english_title
from kg.extraction.given import BROKEN, LONGEST, is_annex
from kg.extraction.issuers import signers_of
from kg.extraction.signatures import LABEL, PARAGRAPH, ends_title, heads_title, is_only, is_own_number
from kg.extraction.title_kinds import is_headline, is_policy_title
from kg.model import Document, Mention, Span
from kg.text.fold import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Recognised
    from kg.knowledge.types import Knowledge, Structure

IN_TITLE_MARKS = re.compile("《[^《》]+》")
ORDER_ON = re.compile(r",? on (?:the )?")
FIRST_TWO = 2
LONGEST_SITE = 8  # code points of the name of a site behind the title of a page
FOLLOWING = 3  # text begins within so many lines of the issuers


def titles_of(
    opening: Sequence[Recognised], document: Document, knowledge: Knowledge, *, signed: bool
) -> Iterator[tuple[Span, tuple[Mention, ...]]]:
    """Runs of opening lines that may be the title, the likeliest first: a notice comes before what it hands down."""
    runs = (
        titles_shown(opening, document, knowledge),
        titles_laid_out(opening, document, knowledge, signed=signed),
    )
    for found in reversed(runs) if is_policy_title(document.metadata.title, knowledge.titles) else runs:
        yield from found


def titles_shown(
    opening: Sequence[Recognised], document: Document, knowledge: Knowledge
) -> Iterator[tuple[Span, tuple[Mention, ...]]]:
    """Runs of opening lines that together read as one title; a title may be broken over up to four lines."""
    wanted = _shown(document.metadata.title, opening, knowledge)
    itself = wanted == name_key(fold(document.metadata.title))
    of_site = _before_site(document.metadata.title, knowledge)
    for one in opening:
        if of_site and one.sentence.folded.startswith(of_site):
            end = one.sentence.span.start + len(of_site)
            yield Span(one.sentence.span.start, end), tuple(m for m in one.mentions if m.span.end <= end)
    for first in range(len(opening)):
        if is_annex(opening[first].sentence.folded, knowledge.structure):
            continue
        for last in range(first, min(first + BROKEN, len(opening))):
            span = Span(opening[first].sentence.span.start, opening[last].sentence.span.end)
            untitled = not document.metadata.title
            span = _labelled(opening[first], knowledge, untitled=untitled) if first == last else span
            title = document.text[span.start : span.end].strip()
            if len(title) > LONGEST * (1 + title.isascii()) or "。" in title:
                break
            named = name_key(fold(title)).lower() == wanted.lower() or (
                itself and first == last and opening[first].sentence.role == "title"
            )
            named = named or (first == last and not wanted)  # a page that marks none has it where a line reads as one
            if not named or title.startswith("《"):
                continue
            given = any(is_only(one, signers_of(one)) for one in opening[last + 1 : last + 2])
            if is_policy_title(title, knowledge.titles) or is_english_title(title, knowledge.titles, given=given):
                yield span, tuple(m for one in opening[first : last + 1] for m in one.mentions)


def titles_laid_out(
    opening: Sequence[Recognised], document: Document, knowledge: Knowledge, *, signed: bool
) -> Iterator[tuple[Span, tuple[Mention, ...]]]:
    """Runs of opening lines that stand where a title does, under a title of the page that is none of a policy's.

    Below it stand whom it is addressed to (各市人民政府：), or who issued it and the text, or its number and these.
    Of a document that is signed it is also a line that tells what it is about (关于…的通知). Where the page has a
    policy's title, it is that of the notice which hands this policy down.
    """
    page = document.metadata.title
    shown = name_key(fold(page)) if is_policy_title(page, knowledge.titles) else ""
    for first in range(len(opening)):
        for last in range(first, min(first + BROKEN, len(opening))):
            span = Span(opening[first].sentence.span.start, _end(opening[last], knowledge))
            title = document.text[span.start : span.end].strip()
            if len(title) > LONGEST or set(title) & set("。：:") or not _goes_on(opening[first : last + 1], knowledge):
                break
            if (
                is_policy_title(title, knowledge.titles)
                and (not shown or _hands_down(title, shown, knowledge) or _is_letter(opening, first, last, knowledge))
                and not _begins_further_down(opening[first : last + 1], document, knowledge)
                and not is_headline(title, knowledge)
                and not title.startswith("《")
                and (
                    _stands_as_title(opening[last + 1 :]) or (signed and fold(title).startswith(knowledge.titles.about))
                )
            ):
                yield span, tuple(m for one in opening[first : last + 1] for m in one.mentions)
                break


def _shown(title: str, opening: Sequence[Recognised], knowledge: Knowledge) -> str:
    """The title of a page, or the line that it says is shown in full (2019年某市地方立法条例全文), by its key."""
    number = next(document_numbers(fold(title), knowledge.structure), Span(1, 1))
    if number.start == 0:
        named = ORDER_ON.match(fold(title), number.end)  # Order No. 1 of 2019 on the Decision to …
        if number.end == len(fold(title).strip()) or named is not None:
            title = title[named.end() :] if named is not None else ""
    key = name_key(fold(title))
    if any(name_key(one.sentence.folded) == key and is_only(one, _bodies(one)) for one in opening):
        return ""  # a body that a page has for a title
    bare = next((key.removesuffix(word) for word in knowledge.structure.in_full if key.endswith(word)), "")
    if not bare:
        return key
    lines = (one.sentence.folded for one in opening if is_policy_title(one.sentence.folded, knowledge.titles))
    return next((k for line in lines if bare.endswith(k := name_key(line))), key)


def _before_site(title: str, knowledge: Knowledge) -> str:
    """The folded title of a policy that the name of a site follows in the title of a page; nothing where none does."""
    before, blank, site = fold(title).rpartition(" ")
    named = blank and len(site) <= LONGEST_SITE and is_policy_title(before, knowledge.titles)
    return before if named and site.isalpha() and not is_policy_title(title, knowledge.titles) else ""


def _bodies(one: Recognised) -> list[Mention]:
    """Who signs, where a body is among the places that a line names."""
    signers = signers_of(one)
    return signers if any(mention.kind == "agency" for mention in signers) else []


def _goes_on(run: Sequence[Recognised], knowledge: Knowledge) -> bool:
    """Whether lines may be one title: no number among them, and issuers alone on the first line before 关于 only."""
    line = run[-1]
    if any(is_own_number(m, line) for m in line.mentions):
        return False
    if len(run) > 1 and is_only(line, signers_of(line)):
        return False
    begins = line.sentence.folded.lstrip().startswith(knowledge.titles.about)
    return len(run) != FIRST_TWO or begins or not is_only(run[0], signers_of(run[0]))


def _hands_down(title: str, shown: str, knowledge: Knowledge) -> bool:
    """Whether a title is that of a notice which hands down what the page has for a title: 关于印发校车办法的通知."""
    folded = fold(title)
    issuing = any(about + word in folded for about in knowledge.titles.about for word in knowledge.titles.promulgating)
    return issuing and shown in name_key(folded) and not name_key(folded).endswith(shown)


def _is_letter(opening: Sequence[Recognised], first: int, last: int, knowledge: Knowledge) -> bool:
    """Whether a title of what issues something stands between a number on its line and whom it is addressed to."""
    numbered = first > 0 and any(is_own_number(m, opening[first - 1]) for m in opening[first - 1].mentions)
    addressed = any(one.sentence.folded.rstrip().endswith(":") for one in opening[last + 1 : last + 2])
    said = opening[first].sentence.folded
    issuing = any(about + word in said for about in knowledge.titles.about for word in knowledge.titles.promulgating)
    return numbered and addressed and issuing


def _begins_further_down(run: Sequence[Recognised], document: Document, knowledge: Knowledge) -> bool:
    """Whether the last lines of a run are a title that begins with its issuers, and those above are no part of it."""
    for first, line in enumerate(run[1:], 1):
        begun = any(m.kind == "agency" and m.span.start == line.sentence.span.start for m in line.mentions)
        title = document.text[line.sentence.span.start : run[-1].sentence.span.end]
        if begun and is_policy_title(title, knowledge.titles):
            return not any(_is_unfinished(one, knowledge) for one in run[:first])
    return False


def _is_unfinished(one: Recognised, knowledge: Knowledge) -> bool:
    """Whether a line begins a title without ending it: 国务院办公厅关于转发, 教育部."""
    if is_policy_title(one.sentence.folded, knowledge.titles):
        return False
    return is_only(one, signers_of(one)) or any(word in one.sentence.folded for word in knowledge.titles.about)


def _stands_as_title(below: Sequence[Recognised]) -> bool:
    """Whether lines are what follows a title: a salutation, or issuers and then text."""
    rest = [one for one in below if not any(is_own_number(m, one) for m in one.mentions)]
    if rest and rest[0].sentence.folded.rstrip().endswith(":"):
        return "《" not in rest[0].sentence.folded
    signed = next((n for n, one in enumerate(rest) if not is_only(one, signers_of(one))), len(rest))
    return signed > 0 and any(len(one.sentence.folded) >= PARAGRAPH for one in rest[signed : signed + FOLLOWING])


def _labelled(one: Recognised, knowledge: Knowledge, *, untitled: bool) -> Span:
    """A line without the label or the number that gives it, and the marks of a table around: 名 称: | 关于…的通知 |."""
    span, label = one.sentence.span, LABEL.match(one.sentence.folded)
    begun = label.end() if label and label.end() < len(one.sentence.folded) else 0
    number = next((m for m in one.mentions if heads_title(m, one, untitled=untitled)), None)
    begun = begun if number is None else number.span.end - span.start
    behind = one.sentence.folded[begun:]
    begun += len(behind) - len(behind.lstrip()) if begun else 0
    end = _end(one, knowledge) - span.start
    if number is not None and IN_TITLE_MARKS.fullmatch(one.sentence.folded, begun, end):
        begun, end = begun + 1, end - 1
    return Span(span.start + begun, span.start + end)


def is_in_title(number: Mention, one: Recognised, knowledge: Knowledge) -> bool:
    """Whether a number in brackets ends a line that reads as a title: 关于…的通知（教财〔2020〕3号）."""
    if not ends_title(number, one):
        return False
    title = one.sentence.folded[: _end(one, knowledge) - one.sentence.span.start]
    return is_policy_title(title, knowledge.titles) and not is_headline(title, knowledge)


def _end(one: Recognised, knowledge: Knowledge) -> int:
    """Where a title ends on its line: before its number in brackets, and before what tells of the text below it."""
    number = next((m for m in one.mentions if ends_title(m, one)), None)
    if number is not None:
        before = one.sentence.folded[: number.span.start - one.sentence.span.start].rstrip()
        return one.sentence.span.start + len(before.removesuffix("(").rstrip())
    whole = one.sentence.folded.rstrip(" |")
    return one.sentence.span.start + len(_with_text(knowledge.structure).sub("", whole))


@cache
def _with_text(structure: Structure) -> regex.Pattern[str]:
    return regex.compile("|".join(structure.with_text))
