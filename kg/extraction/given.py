"""The policy that a page gives below what it says itself: what a notice issues, what news prints in full."""

from __future__ import annotations

from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING

import regex

from kg.extraction.english_titles import in_words, is_english_title
from kg.extraction.lexicon import curated, lexicon_of
from kg.extraction.signatures import OPENING
from kg.extraction.title_kinds import is_plan, is_policy_title
from kg.extraction.titles import policy
from kg.extraction.types import Recognised, Scope
from kg.model import Document, Entity, Span
from kg.text.fold import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.knowledge.types import Knowledge, Structure

ASIDE = regex.compile(r"\s*\([^()]{1,30}\)\s*")  # （此件公开发布） before a title on the same line
YEARS = regex.compile(r"[(（](?:19|20)\d\d[^()（）]{0,12}[)）]")  # （2016—2030年） below a title
LONGEST = 120  # code points of a title
SHORTEST = 4  # 目 录 is no title
BROKEN = 4  # lines that a title is broken over
NEAR, SHORT = 3, 8  # sentences before 全文如下 that may name what follows; 《实施意见》 is a short name
FULL = 3  # so many whole sentences stand below the title of a plan that is given in full


def issued_below(recognised: Sequence[Recognised], end: int, document: Document, knowledge: Knowledge) -> Scope | None:
    """What a notice issues, where it follows the signature: its title is the first line there that reads as one.

    A title that the notice names may be broken over some lines.
    """
    below = [one for one in recognised if one.sentence.span.start >= end > 0][:OPENING]
    above = (m for one in recognised for m in one.mentions if m.kind == "policy" and m.span.end <= end)
    named = {name_key(fold(m.value.label)): m.value for m in above if isinstance(m.value, Entity)}
    named |= {key + word: value for key, value in named.items() for word in knowledge.structure.contents}
    for place, one in enumerate(below):
        span = one.sentence.span
        for last in below[place : place + BROKEN]:
            whole = Span(span.start, last.sentence.span.end)
            said = fold(document.text[whole.start : whole.end]).strip()
            bare = _edition(knowledge.structure).sub("", said)
            if (issued := named.get(name_key(said)) or named.get(name_key(bare))) is not None:
                return Scope(curated(issued, lexicon_of(knowledge)), span)  # a quote stands in one line
        aside = ASIDE.match(one.sentence.folded) or _annex(knowledge.structure).match(one.sentence.folded)
        span = Span(span.start + (aside.end() if aside else 0), span.end)
        title = document.text[span.start : span.end].strip() + _in_brackets(below[place + 1 :], document, knowledge)
        begins = (*knowledge.structure.numberings, *knowledge.structure.captions)
        numbered = any(regex.match(pattern, title) for pattern in begins)
        if (
            SHORTEST < len(title) <= LONGEST
            and not numbered
            and (is_policy_title(title, knowledge.titles) or is_english_title(title, knowledge.titles))
            and not set(title) & set("。，；《")
        ):
            english = is_english_title(title, knowledge.titles)
            return Scope(curated(in_words(title) if english else policy(title), lexicon_of(knowledge)), span)
    return None


def _in_brackets(below: Sequence[Recognised], document: Document, knowledge: Knowledge) -> str:
    """The years of a title that stand on the line below it, with what follows them: （2016—2030年）实施分工方案."""
    line = document.text[below[0].sentence.span.start : below[0].sentence.span.end].strip() if below else ""
    goes_on = YEARS.match(line) is not None and not set(line) & set("。，；：")
    return line if goes_on and (line.endswith((")", "）")) or is_policy_title(line, knowledge.titles)) else ""


def issued_here(recognised: Sequence[Recognised], knowledge: Knowledge) -> Scope | None:
    """What a letter without a title issues: the last policy named before 现印发给你们, in its sentence or above."""
    for one, above in zip(recognised[:OPENING], [None, *recognised], strict=False):
        said = knowledge.cues.one["now_issued"].search(one.sentence.folded)
        if said is None:
            continue
        end = one.sentence.span.start + said.start()
        near = [m for part in (above, one) if part is not None for m in part.mentions if m.kind == "policy"]
        named = [m for m in near if m.span.start < end and len(m.text) > SHORT and isinstance(m.value, Entity)]
        if named and isinstance(named[-1].value, Entity):
            return Scope(named[-1].value, named[-1].span)
    return None


def handed_down(
    recognised: Sequence[Recognised], notice: Span, document: Document, knowledge: Knowledge
) -> Scope | None:
    """What a notice without a signature issues: the first lines below its title that are a title out of it.

    The last words of its own title are no title, where that is broken over lines.
    """
    title = name_key(document.text[notice.start : notice.end])
    below = [one.sentence.span for one in recognised if one.sentence.span.start >= notice.end][:OPENING]
    for place, span in enumerate(below):
        for last in below[place : place + BROKEN]:
            said = "".join(document.text[span.start : last.end].split("\n"))
            named = name_key(said)
            if named in title and not title.endswith(named) and is_policy_title(said, knowledge.titles):
                return Scope(curated(policy(said), lexicon_of(knowledge)), span)  # a quote stands in one line
    return None


def given_in_full(recognised: Sequence[Recognised], knowledge: Knowledge) -> Scope | None:
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


def given_below(recognised: Sequence[Recognised], knowledge: Knowledge) -> Scope | None:
    """The plan that a page of news names and gives below, from a line on that is its title and nothing else."""
    named: dict[str, Entity] = {}
    for one, below in zip_longest(recognised, recognised[1:]):
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


def is_annex(folded: str, structure: Structure) -> bool:
    """Whether a line gives the name of an annex: 附件：校车名单."""
    return _annex(structure).match(folded) is not None


@cache
def _edition(structure: Structure) -> regex.Pattern[str]:
    return regex.compile("|".join(structure.editions))


@cache
def _annex(structure: Structure) -> regex.Pattern[str]:
    return regex.compile("|".join(structure.annexes))
