"""Which policy an English sentence points back to: The plan proposes …, according to the outline."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.types import Scope
from kg.model import Span

if TYPE_CHECKING:
    from kg.extraction.types import Sentence
    from kg.knowledge.types import Titles


@dataclass(frozen=True, slots=True)
class Named:
    """A policy as it was named last, with the words of its name."""

    scope: Scope
    words: str


def pointed_to(sentence: Sentence, named: Named | None, titles: Titles) -> Scope | None:
    """The policy named last, where a sentence is about what that is called for short."""
    match = None if named is None else _short(titles).match(sentence.folded)
    if match is None or named is None:
        return None
    start, end = (sentence.span.start + place for place in match.span("short"))
    kind = match["kind"].lower()
    meant = kind == "document" or kind in named.words.lower()
    return Scope(named.scope.policy, Span(start, end), inline=True) if meant else None


def named_last(sentence: Sentence, inline: Scope | None, before: Named | None, titles: Titles) -> Named | None:
    """The English policy that may be pointed back to after a sentence: none once one without a name is spoken of."""
    if inline is None:
        return None if _nameless(titles).search(sentence.folded) else before
    begin, end = (place - sentence.span.start for place in (inline.span.start, inline.span.end))
    words = sentence.folded[begin:end]
    return Named(inline, words) if words.isascii() else None


@cache
def _short(titles: Titles) -> regex.Pattern[str]:
    """How a sentence begins that is about a document told of before."""
    kinds = _kinds(titles)
    return regex.compile(rf"(?:According to |Under |In )?(?P<short>[Tt]he (?P<kind>{kinds}|document))\b(?! [A-Z])")


@cache
def _nameless(titles: Titles) -> regex.Pattern[str]:
    """Words of a document that has no name: issued a three-year action plan."""
    return regex.compile(rf"\b(?:a|an|another)\b(?: [\w'’-]+){{0,4}} (?:{_kinds(titles)})\b")


def _kinds(titles: Titles) -> str:
    return "|".join(sorted({head.lower() for head in titles.heads_en}, key=lambda head: (-len(head), head)))
