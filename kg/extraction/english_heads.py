"""What an English title tells of itself: whose it is (Notice of the Ministry of Finance on …), and what it issues."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.candidates import agencies_in
from kg.extraction.english_titles import in_words, is_english_title
from kg.extraction.recognise import is_another, names_of_others
from kg.text.fold import fold
from kg.text.patterns import any_of

if TYPE_CHECKING:
    from kg.knowledge.types import Knowledge
    from kg.model import Document, Entity

BEGUN = regex.compile(r"(?:[A-Z][\w'’-]*(?:,? and|,)? ){1,5}of (?:the )?")  # Notice of the, Guiding Opinions of
JOINED = regex.compile(r",? and (?:the )?|, (?:the )?")
ABOUT = regex.compile(r",? (?:on|for|concerning|regarding|about) ")


def issuers_in_english(title: str, document: Document, knowledge: Knowledge) -> tuple[Entity, ...]:
    """The bodies that an English title names between its kind and what it is about; none unless all are known."""
    begun = BEGUN.match(title) if title[:1].isascii() else None
    if begun is None:
        return ()
    folded, away = fold(title), names_of_others(document, knowledge)
    longest: dict[int, tuple[int, Entity]] = {}
    for span, body in agencies_in(folded, knowledge):
        if not is_another(span, title, away):
            longest[span.start] = max(longest.get(span.start, (0, body)), (span.end, body), key=lambda one: one[0])
    found, at = [], begun.end()
    while at in longest:
        at, body = longest[at]
        found.append(body)
        joined = JOINED.match(title, at)
        if joined is None:
            break
        at = joined.end()
    return tuple(found) if found and ABOUT.match(title, at) else ()


def issued_in_english(title: str, knowledge: Knowledge) -> Entity | None:
    """What an English notice issues by its title: Notice on Printing and Distributing the Measures for …."""
    match = _issuing(knowledge).search(title) if title[:1].isascii() else None
    named = match is not None and is_english_title(match["title"], knowledge.titles, given=True)
    return in_words(match["title"]) if match is not None and named else None


@cache
def _issuing(knowledge: Knowledge) -> regex.Pattern[str]:
    words = any_of(knowledge.titles.issuing_en)
    return regex.compile(rf" (?:on|for|concerning|regarding) (?:the )?(?:{words}) (?:the |its )?(?P<title>[A-Z].+)$")
