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
from kg.extraction.segment import UNNUMBERED
from kg.extraction.short_names import resolved as named
from kg.extraction.titles import lays_down_rules
from kg.extraction.types import Mood, Own, Recognised, Scope, Sentence, Situated
from kg.extraction.units import bounds_age, names_circle
from kg.knowledge.say import CHARACTERS, NO_KIND
from kg.model import Document, Entity, Mention, Period, Quantity
from kg.text.lift import lift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.knowledge.types import Knowledge

SHARE_OF_HEADING = 0.6  # a heading opens a policy's scope if the policy's name is at least so much of it
NEAR = 8  # code points behind a policy's name in which a sentence tells that it asks
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
    introduced: Mention | None = None  # the time of the last line that is no item: what a list after it inherits
    for one, mentions, goal in zip(recognised, resolved, goal_times(sentences, resolved, knowledge), strict=True):
        sentence, numbers = one.sentence, one.numbers
        asked = sentence.folded.rstrip().endswith(QUESTION)
        if sentence.heading or asked:
            carried, mood = None, ground
        heading = _heading_scope(sentence, sentences, resolved, knowledge)
        own_name = _inline_scope(mentions)
        inline = own_name or pointed_to(sentence, last, knowledge.titles)
        last = named_last(sentence, own_name, last, knowledge.titles)
        told = any(mention.kind == "person" for mention in mentions)
        if told or (
            carried is not None and _ends(carried, sentence, situated[-1].sentence, knowledge, listing=listing)
        ):
            carried = None
        itself = own.at(sentence.span.start)
        mood = _mood(sentence, sentences, knowledge, told=itself is None and heading is None) or mood
        scope = heading or itself or inline or carried
        lifted = lift(
            sentence.folded, sentence.span.start, [(m.span, character(m, sentence, knowledge)) for m in mentions]
        )
        lead = introduced if sentence.item and introduced is not None else goal
        if not sentence.item:
            goes_on = bool(situated) and situated[-1].sentence.block == sentence.block
            introduced = _introduces(sentence, mentions, introduced if goes_on else None)
        meets = met(lifted.text, knowledge)
        situated.append(Situated(sentence, mentions, numbers, lifted, meets, scope, mood, lead))
        if itself is None and knowledge.cues.one["lays_down"].search(sentence.folded):
            ground = mood = "plan"
        if inline is not None:
            listing = not asked and _lays_out(sentence, inline, knowledge)
            opened = not situated[:-1] or situated[-2].sentence.block != sentence.block
            about = opened and _begins_with(sentence, inline, knowledge)
            goes_on = listing or about or _announces(sentence, inline, mentions, knowledge)
            carried = replace(inline, asks=_asks(sentence, inline, knowledge)) if goes_on else None
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
        if bounds_age(mention, knowledge) or names_circle(mention, behind, knowledge):
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


def _heading_scope(
    sentence: Sentence,
    sentences: Sequence[Sentence],
    resolved: Sequence[tuple[Mention, ...]],
    knowledge: Knowledge,
) -> Scope | None:
    """The policy of the innermost heading that is little but its name, or is numbered and tells to implement it."""
    for index in reversed(sentence.trail):
        heading = sentences[index]
        for mention in resolved[index]:
            if mention.kind == "policy" and isinstance(mention.value, Entity) and heading.role != "title":
                whole = mention.span.end - mention.span.start >= SHARE_OF_HEADING * len(heading.folded.strip())
                told = heading.heading < UNNUMBERED and knowledge.cues.one["implement"].search(heading.folded)
                if whole or told:
                    return Scope(mention.value, mention.span)
    return None


def _inline_scope(mentions: Sequence[Mention]) -> Scope | None:
    """The last policy that the sentence names."""
    for mention in reversed(mentions):
        if mention.kind == "policy" and isinstance(mention.value, Entity):
            return Scope(mention.value, mention.span, inline=True)
    return None


def _announces(sentence: Sentence, scope: Scope, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether what follows is of the policy a sentence names: it ends open, or tells who issued, adopted or does it."""
    text = sentence.folded.rstrip()
    issued = knowledge.cues.one["issue"].search(text) is not None
    issued = issued or knowledge.cues.one["adopted"].search(text) is not None
    bodies = knowledge.cues.one["government"].search(text) is not None
    told = issued and (bodies or any(mention.kind == "agency" for mention in mentions))
    cited = sentence.folded.startswith("《", scope.span.start - sentence.span.start)
    return told or text.endswith(("—", ":")) or (not cited and put_into_effect(sentence, scope, knowledge))


def _begins_with(sentence: Sentence, scope: Scope, knowledge: Knowledge) -> bool:
    """Whether a sentence is about a policy from its first words on: 《方案》提出, 根据行动计划，."""
    ahead = sentence.folded[: scope.span.start - sentence.span.start].strip("《 ")
    return not ahead or ahead.startswith(knowledge.cues.classes["zh"]["based"])


def _asks(sentence: Sentence, scope: Scope, knowledge: Knowledge) -> bool:
    """Whether a sentence tells right behind a policy's name what it asks for: 《方案》提出，…."""
    behind = sentence.folded[scope.span.end - sentence.span.start :]
    return knowledge.cues.one["asks"].search(behind[:NEAR]) is not None


def _lays_out(sentence: Sentence, scope: Scope, knowledge: Knowledge) -> bool:
    """Whether a sentence tells of a policy that it sets out measures, which follow: 《意见》提出了一系列举措."""
    text, cues = sentence.folded, knowledge.cues.one
    begin = scope.span.end - sentence.span.start
    asks = next((match for name in ("makes", "asks") if (match := cues[name].search(text, begin))), None)
    ends = cues["measures"].finditer(text, asks.end()) if asks is not None else ()
    return any(text[end.end() :].strip()[:1] in {"", "。", ":"} for end in ends)


def put_into_effect(sentence: Sentence, scope: Scope, knowledge: Knowledge) -> bool:
    """Whether a sentence tells that a plan is carried out, right before its name: 实施X行动计划."""
    before = sentence.folded[: scope.span.start - sentence.span.start].rstrip()
    done = any(before.lower().endswith(words["effect"]) for words in knowledge.cues.classes.values())
    return done and not lays_down_rules(scope.policy.label, knowledge.titles)


def _ends(carried: Scope, sentence: Sentence, before: Sentence, knowledge: Knowledge, *, listing: bool) -> bool:
    """Whether a policy carried over ends before a sentence: with a paragraph about it, or at the next ordinal.

    A list of its measures ends with a paragraph that begins with none; what a line introduces is of its items too.
    """
    if sentence.item:
        return False
    first = knowledge.cues.one["first"].match(sentence.folded.lstrip()) is not None
    if listing:
        return before.block != sentence.block and not first
    told = before.span.start <= carried.span.start < before.span.end
    among = sentence.folded.lstrip().startswith(knowledge.cues.classes["zh"]["among"])
    ended = before.block != sentence.block and not told and not among and before.folded.rstrip().endswith("。")
    return ended or first


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
