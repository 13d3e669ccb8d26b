"""The document as a policy itself: its title, number, issuers and date, and the agency that says 我局 in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.facilities import entity_of
from kg.extraction.recognise import lexicon_of
from kg.extraction.titles import is_policy_title, policy
from kg.extraction.types import Own, Recognised, Scope
from kg.model import Document, Entity, Mention, Span
from kg.text.fold import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.knowledge.types import Knowledge

OPENING = 14  # a title and a document number stand in the first sentences
CLOSING = 6  # and the signature in the last ones
LONGEST = 120  # code points of a title


def own_policy(recognised: Sequence[Recognised], document: Document, knowledge: Knowledge) -> Own:
    """What is known of the document as a policy.

    It is one if its opening lines hold a title that ends like a policy's and, beside it, a document number, an issuer
    at the title's beginning, or a signature at the end. A page about a policy has none of the three.
    """
    number = next((m for one in recognised[:OPENING] for m in one.mentions if m.kind == "number"), None)
    signature = tuple(_signature(recognised[-CLOSING:]))
    date = next((m for one in reversed(recognised[-CLOSING:]) for m in one.mentions if m.kind == "time"), None)
    agency = _author(document, knowledge)
    for span, mentions in _titles(recognised[:OPENING], document, knowledge):
        issuers = _prefix(span, mentions)
        if number or issuers or signature:
            scope = Scope(policy(document.text[span.start : span.end].replace("\n", "")), span)
            signed = signature or issuers
            by = agency or next((m.value for m in signed if isinstance(m.value, Entity)), None)
            return Own(scope, by, signed, number, date if signature else None)
    return Own(agency=agency)


def _titles(
    opening: Sequence[Recognised], document: Document, knowledge: Knowledge
) -> Iterator[tuple[Span, tuple[Mention, ...]]]:
    """Runs of opening lines that together read as one title; a title may be broken over up to four lines."""
    wanted = name_key(document.metadata.title)
    for first in range(len(opening)):
        for last in range(first, min(first + 4, len(opening))):
            span = Span(opening[first].sentence.span.start, opening[last].sentence.span.end)
            title = document.text[span.start : span.end].strip()
            if len(title) > LONGEST or "。" in title:
                break
            named = name_key(title) == wanted or (first == last and opening[first].sentence.role == "title")
            if named and is_policy_title(title, knowledge.titles) and not title.startswith("《"):
                yield span, tuple(m for one in opening[first : last + 1] for m in one.mentions)


def _prefix(span: Span, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The agencies that a title begins with: 国务院办公厅、中央军委办公厅关于…."""
    found, at = [], span.start
    for mention in mentions:
        if mention.kind != "agency" or mention.span.start > at + 2:
            break
        found.append(mention)
        at = mention.span.end
    return tuple(found)


def _signature(closing: Sequence[Recognised]) -> Iterator[Mention]:
    """Agencies of lines that hold nothing else."""
    for one in closing:
        agencies = [m for m in one.mentions if m.kind == "agency"]
        named = sum(m.span.end - m.span.start for m in one.mentions if m.kind in ("agency", "time"))
        if agencies and named >= 0.8 * len("".join(one.sentence.folded.split())):
            yield from agencies


def _author(document: Document, knowledge: Knowledge) -> Entity | None:
    """The agency that publishes the document, where the vocabulary knows it."""
    keys = lexicon_of(knowledge).keys
    for name in (document.metadata.publisher, document.metadata.author):
        concept = keys.get(name_key(name))
        if concept is not None and concept.kind == "agency":
            return entity_of(concept)
    return None
