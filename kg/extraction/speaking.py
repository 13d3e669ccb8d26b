"""Which policy speaks in each sentence of a document.

It is, in this order: that of a heading above; the document itself where it is a policy; one that the sentence names;
one carried over from a sentence that announced it (… 提出：, … 印发了《X》。).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extraction.goals import stated_for_list
from kg.extraction.pointing import Named, named_last, pointed_to
from kg.extraction.scopes import announces, asks, begins_with, ends, is_asked_of, lays_out, named_in, of_heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Own, Scope, Sentence
    from kg.knowledge.types import Knowledge
    from kg.model import Mention


@dataclass(frozen=True, slots=True)
class Speaking:
    """The policy that speaks in a sentence, and the deadline of the ordinals (一是…, 二是…) by which it goes on."""

    scope: Scope | None
    due: Mention | None


def speaking(  # noqa: PLR0913, PLR0917  what goes on over sentences
    sentences: Sequence[Sentence],
    resolved: Sequence[tuple[Mention, ...]],
    own: Own,
    indicators: Sequence[Mention | None],
    aims: Sequence[Mention | None],
    knowledge: Knowledge,
) -> Iterator[Speaking]:
    """What speaks in each sentence, in order; a policy goes on over a list of `indicators` and over its `aims`."""
    carried: Scope | None = None
    last: Named | None = None  # the English policy named last: The plan …
    listing = False  # whether what is carried over goes on by ordinals: 《X》提出了…举措。一是…
    due: Mention | None = None
    before: Sentence | None = None
    said: Scope | None = None  # what speaks in the sentence before
    asked: Scope | None = None  # the policy that the last question is about
    for sentence, mentions, indicator, aim in zip(sentences, resolved, indicators, aims, strict=True):
        turned = sentence.heading or sentence.is_question or any(mention.kind == "person" for mention in mentions)
        of_list = indicator is not None or aim is not None
        over = carried and before and not of_list and ends(carried, sentence, before, knowledge, listing=listing)
        if turned or over:
            carried = None
        own_name = named_in(mentions)
        if sentence.is_question:
            asked = own_name if own_name is not None and is_asked_of(sentence, own_name, knowledge) else None
        inline = own_name or pointed_to(sentence, last, knowledge.titles)
        last = named_last(sentence, own_name, last, knowledge.titles)
        heading = of_heading(sentence, sentences, resolved, own, knowledge)
        over_list = replace(carried, asks=True) if carried and _asks_on(sentence, before, said, knowledge) else carried
        scope = (
            heading
            or own.at(sentence.span.start)
            or inline
            or over_list
            or _listed(sentence, before, said, knowledge)
            or _answered(sentence, asked, knowledge)
        )
        yield Speaking(scope, due if listing and carried is not None else aim)
        if inline is not None:
            listing = not sentence.is_question and lays_out(sentence, inline, knowledge)
            carried = _carried(sentence, inline, mentions, before, knowledge, listing=listing)
            due = stated_for_list(sentence, mentions) if listing else None
        before, said = sentence, scope


def _asks_on(sentence: Sentence, before: Sentence | None, said: Scope | None, knowledge: Knowledge) -> bool:
    """Whether a sentence goes on, behind a semicolon, with what one asks that a policy carried over speaks in.

    印发了《X》。要求…；‖能够提供….
    """
    if before is None or said is None or before.block != sentence.block or not before.folded.rstrip().endswith(";"):
        return False
    return said.asks or knowledge.cues.one["asks"].match(before.folded.lstrip()) is not None


def _answered(sentence: Sentence, asked: Scope | None, knowledge: Knowledge) -> Scope | None:
    """The policy that a question asks about, in an answer that tells by ordinals what that lays down: 答：一是…."""
    if asked is None or sentence.is_question:
        return None
    begins = knowledge.cues.one["answer"].match(sentence.folded)
    told = knowledge.cues.one["first"].match(sentence.folded, begins.end() if begins is not None else 0)
    return replace(asked, asks=True) if told is not None else None


def _listed(sentence: Sentence, before: Sentence | None, said: Scope | None, knowledge: Knowledge) -> Scope | None:
    """What goes on behind a semicolon from a sentence that names a policy and lists what it aims at or asks for."""
    goes_on = before is not None and before.block == sentence.block and before.folded.rstrip().endswith(";")
    if before is None or said is None or not said.inline or not goes_on:
        return None
    lists = (
        said.asks or asks(before, said, knowledge) or knowledge.cues.one["aim_list"].search(before.folded) is not None
    )
    return replace(said, asks=True) if lists else None


def _carried(  # noqa: PLR0913  what a sentence tells, and where it stands
    sentence: Sentence,
    inline: Scope,
    mentions: Sequence[Mention],
    before: Sentence | None,
    knowledge: Knowledge,
    *,
    listing: bool,
) -> Scope | None:
    """What is carried over behind a sentence that names a policy: it, where the sentence announces it."""
    opens = before is None or before.block != sentence.block
    about = opens and begins_with(sentence, inline, knowledge)
    if listing or about or announces(sentence, inline, mentions, knowledge):
        return replace(inline, asks=listing or asks(sentence, inline, knowledge))
    return None
