"""Situate: what a sentence inherits from around it: the document's date, 我局, the policy that speaks, the mood."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.extraction.bidding import bids_somewhere, mostly_bids
from kg.extraction.days import with_days
from kg.extraction.goal_cells import goal_cells
from kg.extraction.goal_lines import goal_lines
from kg.extraction.goals import goal_times, going_on_with_aims, list_times
from kg.extraction.home import beside, home_of, meant, nearest, of_what_it_issues, ours
from kg.extraction.indicator_lists import indicator_lists
from kg.extraction.needs import met
from kg.extraction.own import own_policy
from kg.extraction.plan_times import of_tale, plan_times, turns_ahead
from kg.extraction.promised import lists_deeds, opens_deeds
from kg.extraction.report_news import moods_of_news
from kg.extraction.short_names import resolved as named
from kg.extraction.speaking import speaking
from kg.extraction.types import Home, Mood, Own, Recognised, Scope, Sentence, Situated
from kg.extraction.units import bounds_age, names_circle
from kg.knowledge.say import CHARACTERS, NO_KIND
from kg.model import Document, Entity, Mention, Quantity
from kg.text.lift import lift

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.knowledge.types import Knowledge

REMEDY = 4  # code points before what a heading speaks of, in which a word may tell what is done about it


def situate(
    recognised: Sequence[Recognised], document: Document, knowledge: Knowledge
) -> tuple[tuple[Situated, ...], Own]:
    """Every sentence with its mentions resolved and with what it inherits; and the document as a policy."""
    own = own_policy(recognised, document, knowledge)
    own = replace(own, home=home_of(own, document, knowledge))
    recognised = named(recognised, own, knowledge)
    days = with_days(recognised, document, knowledge)
    resolved = list(_in_turn([one.sentence for one in recognised], days, own, knowledge))
    own = _dated(own, resolved)
    sentences = [one.sentence for one in recognised]
    indicators = list(indicator_lists(sentences, resolved, document.metadata.published, knowledge))
    spoken = list(speaking(sentences, resolved, own, indicators, knowledge))
    bidding = own.scope is None and document.metadata.published is None and mostly_bids(sentences, knowledge)
    scopes = [one.scope for one in spoken]
    news = list(moods_of_news(sentences, resolved, document.metadata.published, knowledge))
    moods = list(_moods(sentences, scopes, own, news, knowledge, ground="plan" if bidding else ""))
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


def _in_turn(
    sentences: Sequence[Sentence], found: Sequence[Sequence[Mention]], own: Own, knowledge: Knowledge
) -> Iterator[tuple[Mention, ...]]:
    """The mentions of every sentence, each as what it means there, after the places named before it in its block."""
    block, near = -1, None
    for sentence, mentions in zip(sentences, found, strict=True):
        near = near if sentence.block == block else None
        resolved = _resolved(mentions, sentence, own, near, knowledge)
        near, block = nearest(resolved, knowledge) or near, sentence.block
        yield tuple(resolved)


def _resolved(
    mentions: Sequence[Mention], sentence: Sentence, own: Own, near: Home | None, knowledge: Knowledge
) -> list[Mention]:
    """The mentions of a sentence, each as what it means there."""
    resolved: list[Mention] = []
    for mention in mentions:
        by = beside(mention, resolved[-1], sentence, knowledge) if resolved else None
        here = own.home or (nearest(resolved, knowledge) or near if mention.kind == "here" else None)
        one = by or _resolve(mention, own, here, knowledge)
        if one is None and mention.kind == "ours":
            one = of_what_it_issues(mention, mentions, sentence, knowledge)
        if one is not None:
            resolved.append(one)
    return resolved


def _resolve(mention: Mention, own: Own, here: Home | None, knowledge: Knowledge) -> Mention | None:
    """A self word becomes the document's agency, 全省 the document's province; None for what nothing is known of.

    In a document of a province or a county a short name that its own body shares with the country's (卫生健康委) names
    none: the text means its own and does not say so.
    """
    if mention.kind == "agency" and own.is_local and mention.text in knowledge.suffixes.canonical:
        return replace(mention, kind="none", value=None)
    if mention.kind == "ours":
        return ours(mention, own.home, knowledge)
    if mention.kind == "here":
        return meant(mention, here, knowledge)
    if mention.kind == "self" and own.agency is not None:
        return replace(mention, kind="agency", value=_speaking(own.agency, mention.text, knowledge))
    return mention


def _speaking(agency: Entity, word: str, knowledge: Knowledge) -> Entity:
    """我局 in a deck of 国家中医药管理局医政司 is the 局 above: the nearest body whose name ends as the word does."""
    known, concept = agency, knowledge.concepts.get(agency.concept)
    while concept is not None and word[-1] not in concept.labels["zh"][-3:]:
        parent = next((iri for iri in concept.broader if iri in knowledge.concepts), "")
        concept = knowledge.concepts.get(parent)
        if concept is not None:
            known = Entity("agency", "", concept.labels["zh"], "zh", concept.iri)
    return known if concept is not None else agency


def _moods(  # noqa: PLR0913  what a sentence stands in
    sentences: Sequence[Sentence],
    scopes: Sequence[Scope | None],
    own: Own,
    news: Sequence[Mood],
    knowledge: Knowledge,
    *,
    ground: Mood,
) -> Iterator[Mood]:
    """Whether each sentence plans or reports; `ground` where nothing tells, `news` what its paragraphs tell.

    The headings above tell it, and the sentence itself where no policy governs; it goes on to the next heading or
    question. A report, or news of one, turns from one to the other in its text as well. Where a document that is no
    policy lays down what follows, the rest of it plans; what bids there tells no more of how things stand than its
    words name it: 对现状水质良好的湖泊开展评估，制定方案. What names who is in charge of it plans as well.
    """
    mood = ground
    for sentence, scope, told_of in zip(sentences, scopes, news, strict=True):
        if sentence.heading or sentence.is_question:
            mood = ground
        told = sentence.heading or scope is None or scope.inline
        headings = [sentence] if told else []
        headings += [sentences[i] for i in reversed(sentence.trail)]
        texts = (one.folded for one in headings if one.role != "title" or not _tells_both(one.folded, knowledge))
        found = next((found for text in texts if (found := _mood_of(text, knowledge))), mood)
        if not (found == "report" and ground == "plan" and _tells_nothing(sentence, knowledge)):
            mood = found
        lists = scope is None and lists_deeds(sentence, knowledge)
        opens = lists and opens_deeds(sentence, knowledge)
        may_turn = not lists and (scope is None or of_tale(scope, knowledge))
        if opens or (may_turn and turns_ahead(sentence, knowledge)):
            mood = "plan"
        if told_of == "plan" and (scope is None or scope.inline):
            yield "plan"
        elif told_of == "report" and scope is None and not mood:
            yield "report"
        else:
            yield "plan" if scope is None and _is_assigned(sentence.folded, knowledge) else mood
        if lists:
            ground = mood = "plan"
        if own.at(sentence.span.start) is None and knowledge.cues.one["lays_down"].search(sentence.folded):
            ground = mood = "plan"


def _tells_nothing(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a sentence that is no heading, and below none, says what to do or has no word that reports."""
    if sentence.heading or sentence.trail:
        return False
    told = any(knowledge.cues.one[name].search(sentence.folded) for name in ("told", "past"))
    return not told or bids_somewhere(sentence.folded, knowledge)


def _is_assigned(text: str, knowledge: Knowledge) -> bool:
    """Whether a sentence ends with a bracket that tells who is in charge of what it says: …。(税务总局负责)."""
    text = text.rstrip("。. ")
    opens = text.rfind("(") if text.endswith(")") else -1
    return opens > 0 and knowledge.cues.one["assigns"].search(text, opens) is not None


@lru_cache(maxsize=64)  # one title stands above all sentences
def _tells_both(title: str, knowledge: Knowledge) -> bool:
    """Whether a title names what was done and what will be, of which its parts tell: 2023年工作总结和2024年工作打算."""
    return all(knowledge.cues.one[name].search(title) for name in ("reviews", "plan"))


@lru_cache(maxsize=64)  # one heading stands above many sentences
def _mood_of(text: str, knowledge: Knowledge) -> Mood:
    planned = knowledge.cues.one["plan"].search(text)
    if planned is not None:
        return "plan" if knowledge.cues.one["fulfilled"].match(text, planned.end()) is None else "report"
    return "report" if _reviews(text, knowledge) else ""


def _reviews(text: str, knowledge: Knowledge) -> bool:
    """Whether a heading tells how things stand (发展基础, 突出短板), and not what is done about it: 夯实发展基础."""
    cues = knowledge.cues.one
    last = text.rpartition(",")[2].rstrip()
    if last.endswith(tuple(knowledge.cues.classes["zh"]["status_end"])) and cues["remedies"].search(last) is None:
        return True
    status = cues["status"].search(text)
    return status is not None and cues["remedies"].search(text, max(status.start() - REMEDY, 0), status.start()) is None
