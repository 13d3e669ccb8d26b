"""Situate: what a sentence inherits from around it: the document's date, 我局, the policy that speaks, the mood."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims_on import aims_on
from kg.extraction.bidding import mostly_bids
from kg.extraction.days import with_days
from kg.extraction.goal_cells import goal_cells
from kg.extraction.goal_lines import goal_lines
from kg.extraction.goals import goal_times, going_on_with_aims, list_times
from kg.extraction.home import home_of
from kg.extraction.indicator_lists import indicator_lists
from kg.extraction.moods import moods_of
from kg.extraction.needs import met
from kg.extraction.own import own_policy
from kg.extraction.plan_times import plan_times
from kg.extraction.report_news import moods_of_news
from kg.extraction.resolve import resolved_in_turn
from kg.extraction.short_names import resolved as named
from kg.extraction.speaking import speaking
from kg.extraction.types import Mood, Own, Recognised, Scope, Sentence, Situated
from kg.extraction.units import bounds_age, names_circle
from kg.knowledge.say import CHARACTERS, NO_KIND
from kg.model import Document, Mention, Quantity
from kg.text.lift import lift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.knowledge.types import Knowledge


def situate(
    recognised: Sequence[Recognised], document: Document, knowledge: Knowledge
) -> tuple[tuple[Situated, ...], Own]:
    """Every sentence with its mentions resolved and with what it inherits; and the document as a policy."""
    own = own_policy(recognised, document, knowledge)
    own = replace(own, home=home_of(own, document, knowledge))
    recognised = named(recognised, own, knowledge)
    days = with_days(recognised, document, knowledge)
    resolved = list(resolved_in_turn([one.sentence for one in recognised], days, own, knowledge))
    own = _dated(own, resolved)
    sentences = [one.sentence for one in recognised]
    indicators = list(indicator_lists(sentences, resolved, document.metadata.published, knowledge))
    aims = list(aims_on(sentences, resolved, knowledge))
    spoken = list(speaking(sentences, resolved, own, indicators, aims, knowledge))
    bidding = own.scope is None and document.metadata.published is None and mostly_bids(sentences, knowledge)
    scopes = [one.scope for one in spoken]
    news = list(moods_of_news(sentences, resolved, document.metadata.published, knowledge))
    moods = list(moods_of(sentences, scopes, own, news, knowledge, ground="plan" if bidding else ""))
    parts = plan_times(sentences, resolved, moods, scopes, knowledge)
    times = zip(list_times(sentences, resolved, knowledge), goal_times(sentences, resolved, knowledge), strict=True)
    return tuple(
        _situated(
            one,
            mentions,
            policy.scope,
            mood,
            indicator or of_list or of_goals or policy.due or of_part or of_line,
            knowledge,
            listed=listed or in_line or indicator is not None,
        )
        for one, mentions, policy, mood, (of_list, of_goals), indicator, listed, of_part, (in_line, of_line) in zip(
            recognised,
            resolved,
            spoken,
            moods,
            times,
            indicators,
            going_on_with_aims(sentences, knowledge),
            parts,
            goal_lines(sentences, resolved, goal_cells(document, knowledge), knowledge),
            strict=True,
        )
    ), own


def _situated(  # noqa: PLR0913, PLR0917  what a sentence inherits
    one: Recognised,
    mentions: tuple[Mention, ...],
    scope: Scope | None,
    mood: Mood,
    lead: Mention | None,
    knowledge: Knowledge,
    *,
    listed: bool,
) -> Situated:
    """A sentence with its mentions, lifted, and what it inherits; `lead` is the time that holds for it."""
    sentence = one.sentence
    marked = [(mention.span, character(mention, sentence, knowledge)) for mention in mentions]
    lifted = lift(sentence.folded, sentence.span.start, marked)
    return Situated(sentence, mentions, one.numbers, lifted, met(lifted.text, knowledge), scope, mood, lead, listed)


def character(mention: Mention, sentence: Sentence, knowledge: Knowledge) -> str:
    """The private-use character that stands for a mention in lifted text; whom an age bounds is no number of it."""
    if isinstance(mention.value, Quantity):
        start = sentence.span.start
        before, behind = sentence.folded[: mention.span.start - start], sentence.folded[mention.span.end - start :]
        if bounds_age(mention, before, behind, knowledge) or names_circle(mention, behind, knowledge):
            return NO_KIND
        return CHARACTERS["percent" if mention.value.unit == "%" else "count"]
    return CHARACTERS.get(mention.kind, NO_KIND)


def _dated(own: Own, resolved: Sequence[tuple[Mention, ...]]) -> Own:
    """The document with its days, and the bodies that are named by their level (市政府), resolved."""
    signed = (*own.issuers, *own.content_issuers)
    days = tuple(day for day in (own.date, own.content_date) if day is not None)
    at = {mention.span for mention in (*days, *signed) if mention.kind in {"time", "ours"}}
    said = {mention.span: mention for mentions in resolved for mention in mentions if mention.span in at}
    return replace(
        own,
        date=None if own.date is None else said[own.date.span],
        content_date=None if own.content_date is None else said[own.content_date.span],
        issuers=tuple(said.get(one.span, one) for one in own.issuers),
        content_issuers=tuple(said.get(one.span, one) for one in own.content_issuers),
    )
