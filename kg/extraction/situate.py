"""Situate: what a sentence inherits from around it: the document's date, 我局, the policy of its heading, the mood.

A sentence's governing policy is, in this order: that of a heading above it; the document itself where it is a policy;
one that the sentence names; one carried over from a sentence that announced it (… 提出：, … 印发了《X》。).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.extraction.bidding import mostly_bids
from kg.extraction.days import with_days
from kg.extraction.goals import goal_times
from kg.extraction.home import home_of, meant
from kg.extraction.needs import met
from kg.extraction.own import own_policy
from kg.extraction.pointing import Named, named_last, pointed_to
from kg.extraction.scopes import announces, asks, begins_with, ends, lays_out, named_in, of_heading
from kg.extraction.short_names import resolved as named
from kg.extraction.types import Mood, Own, Recognised, Scope, Sentence, Situated
from kg.extraction.units import bounds_age, names_circle
from kg.knowledge.say import CHARACTERS, NO_KIND
from kg.model import Document, Entity, Mention, Period, Quantity
from kg.text.lift import lift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.knowledge.types import Knowledge

QUESTION = "?"  # how a line ends in which an interviewer turns to something else
CLOSED = ("。", ".", ";", "!", "?")  # how a line ends that introduces nothing


def situate(
    recognised: Sequence[Recognised], document: Document, knowledge: Knowledge
) -> tuple[tuple[Situated, ...], Own]:
    """Every sentence with its mentions resolved and with what it inherits; and the document as a policy."""
    own = own_policy(recognised, document, knowledge)
    own = replace(own, home=home_of(own, document, knowledge))
    recognised = named(recognised, own, knowledge)
    days = with_days(recognised, document, knowledge)
    resolved = [tuple(filter(None, (_resolve(mention, own, knowledge) for mention in mentions))) for mentions in days]
    own = _dated(own, resolved)
    sentences = [one.sentence for one in recognised]
    situated: list[Situated] = []
    carried: Scope | None = None
    last: Named | None = None  # the English policy named last: The plan …
    listing = False  # whether what is carried over goes on by ordinals: 《X》提出了…举措。一是…
    bidding = own.scope is None and document.metadata.published is None and mostly_bids(sentences, knowledge)
    ground: Mood = "plan" if bidding else ""  # the mood where nothing tells another
    mood = ground
    laid: Mention | None = None  # the deadline of what goes on by ordinals
    introduced: Mention | None = None  # the time of the last line that is no item: what a list after it inherits
    for one, mentions, goal in zip(recognised, resolved, goal_times(sentences, resolved, knowledge), strict=True):
        sentence, numbers = one.sentence, one.numbers
        asked = sentence.folded.rstrip().endswith(QUESTION)
        if sentence.heading or asked:
            carried, mood = None, ground
        heading = of_heading(sentence, sentences, resolved, knowledge)
        own_name = named_in(mentions)
        inline = own_name or pointed_to(sentence, last, knowledge.titles)
        last = named_last(sentence, own_name, last, knowledge.titles)
        told = any(mention.kind == "person" for mention in mentions)
        if told or (carried is not None and ends(carried, sentence, situated[-1].sentence, knowledge, listing=listing)):
            carried = None
        itself = own.at(sentence.span.start)
        mood = _mood(sentence, sentences, knowledge, told=itself is None and heading is None) or mood
        scope = heading or itself or inline or carried
        lifted = lift(
            sentence.folded, sentence.span.start, [(m.span, character(m, sentence, knowledge)) for m in mentions]
        )
        lead = introduced if sentence.item and introduced is not None else goal
        lead = lead or (laid if listing and carried is not None else None)
        if not sentence.item:
            goes_on = bool(situated) and situated[-1].sentence.block == sentence.block
            introduced = _introduces(sentence, mentions, introduced if goes_on else None)
        meets = met(lifted.text, knowledge)
        situated.append(Situated(sentence, mentions, numbers, lifted, meets, scope, mood, lead))
        if itself is None and knowledge.cues.one["lays_down"].search(sentence.folded):
            ground = mood = "plan"
        if inline is not None:
            listing = not asked and lays_out(sentence, inline, knowledge)
            opened = not situated[:-1] or situated[-2].sentence.block != sentence.block
            about = opened and begins_with(sentence, inline, knowledge)
            goes_on = listing or about or announces(sentence, inline, mentions, knowledge)
            carried = replace(inline, asks=listing or asks(sentence, inline, knowledge)) if goes_on else None
            laid = _introduces(sentence, mentions, None) if listing else None
    return tuple(situated), own


def _introduces(sentence: Sentence, mentions: Sequence[Mention], before: Mention | None) -> Mention | None:
    """The time of a list behind a sentence: its last where it ends open, else the one deadline of its paragraph."""
    times = [mention for mention in mentions if isinstance(mention.value, Period)]
    due = [mention for mention in times if mention.sense == "deadline"]
    if not sentence.folded.rstrip().endswith(CLOSED):
        return times[-1] if times else None
    several = {mention.value for mention in (*due, *filter(None, (before,)))}
    return (due[-1] if due else before) if len(several) == 1 else None


def character(mention: Mention, sentence: Sentence, knowledge: Knowledge) -> str:
    """The private-use character that stands for a mention in lifted text; whom an age bounds is no number of it."""
    if isinstance(mention.value, Quantity):
        behind = sentence.folded[mention.span.end - sentence.span.start :]
        if bounds_age(mention, behind, knowledge) or names_circle(mention, behind, knowledge):
            return NO_KIND
        return CHARACTERS["percent" if mention.value.unit == "%" else "count"]
    return CHARACTERS.get(mention.kind, NO_KIND)


def _dated(own: Own, resolved: Sequence[tuple[Mention, ...]]) -> Own:
    """The document as a policy with the mention that dates it resolved."""
    if own.date is None:
        return own
    spot = own.date.span
    return replace(own, date=next(m for mentions in resolved for m in mentions if m.span == spot))


def _resolve(mention: Mention, own: Own, knowledge: Knowledge) -> Mention | None:
    """A self word becomes the document's agency, 全省 the document's province; None for what nothing is known of.

    In a document of a province or a county a short name that its own body shares with the country's (卫生健康委) names
    none: the text means its own and does not say so.
    """
    if mention.kind == "agency" and own.is_local and mention.text in knowledge.suffixes.canonical:
        return replace(mention, kind="none", value=None)
    if mention.kind == "here":
        return meant(mention, own.home, knowledge)
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


def _mood(sentence: Sentence, sentences: Sequence[Sentence], knowledge: Knowledge, *, told: bool) -> Mood:
    """Plans or reports, by the headings above and, where it is `told` and no policy governs, by the sentence too."""
    own = [sentence.folded] if told or sentence.heading else []
    texts = (*own, *(sentences[i].folded for i in reversed(sentence.trail)))
    return next((mood for text in texts if (mood := _mood_of(text, knowledge))), "")


@lru_cache(maxsize=64)  # one heading stands above many sentences
def _mood_of(text: str, knowledge: Knowledge) -> Mood:
    if knowledge.cues.one["plan"].search(text):
        return "plan"
    return "report" if knowledge.cues.one["status"].search(text) else ""
