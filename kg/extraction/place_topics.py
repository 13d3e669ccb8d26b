"""The place that a sentence speaks of, for those of its figures whose own words name none: 某市A为3%；B为5%."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extraction.clause_ends import clause
from kg.extraction.home import NOWHERE
from kg.extraction.leads import is_mere
from kg.extraction.readings import mentions_in, numbers_in
from kg.extraction.stretch_places import is_listed
from kg.model import Entity
from kg.terms import CHINA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.drafts import Draft
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Mention

NAMED = ("facility", "agency", "person", "policy")  # kinds whose name a place right before them is part of


@dataclass(frozen=True, slots=True)
class Topic:
    """The place that a sentence speaks of; one that opens a paragraph is that of the sentences that follow, too."""

    place: Mention
    opens: bool


def topic_of(
    topic: Topic | None,
    before: Situated | None,
    sentence: Situated,
    drafts: Sequence[Draft],
    knowledge: Knowledge,
) -> Topic | None:
    """The one place that a sentence begins with, else that of the sentence before it in its block.

    `topic` was the place of that sentence. One that names other places, or the country, goes on about none.
    """
    beside = before is not None and before.sentence.block == sentence.sentence.block
    if any(_is_place(mention) for mention in sentence.mentions):
        place = _opening(sentence, drafts, knowledge)
        opens = not beside or (topic is not None and topic.opens)
        return None if place is None else Topic(place, opens or place.text in knowledge.structure.here)
    if before is None or topic is None or not beside:
        return None
    if _turns(before, (0, len(before.lifted.text)), topic.place, knowledge):
        return None
    label = topic.place.value.label if isinstance(topic.place.value, Entity) else ""
    if any(word in sentence.sentence.folded for word in knowledge.structure.here if not label.endswith(word[-1])):
        return None  # 全县 of a place that nothing names
    return topic if topic.opens or before.sentence.folded.rstrip().endswith(";") else None


def placed(drafts: Sequence[Draft], sentence: Situated, topic: Topic | None, knowledge: Knowledge) -> list[Draft]:
    """Drafts with the place that their sentence speaks of, where no other stands before the number."""
    if topic is None:
        return list(drafts)
    return [
        replace(draft, place=topic.place) if _is_there(draft, sentence, topic.place, knowledge) else draft
        for draft in drafts
    ]


def _is_place(mention: Mention) -> bool:
    """Whether a mention names a place within the country."""
    return mention.kind == "region" and isinstance(mention.value, Entity) and mention.value.concept != CHINA


def _opening(sentence: Situated, drafts: Sequence[Draft], knowledge: Knowledge) -> Mention | None:
    """The first place of a sentence, if it begins with it or calls it 全省, and if it is no part of a name."""
    text, places = sentence.lifted.text, sentence.lifted.places
    index = next(i for i, mention in enumerate(sentence.mentions) if _is_place(mention))
    mention, at = sentence.mentions[index], places[index]
    called = mention.text in knowledge.structure.here
    if _tells_of_all(sentence, (0, at), knowledge) or is_listed(text, at, at, knowledge):
        return None
    if not called and not is_mere(sentence, (0, at), knowledge):
        return None
    if called or any(mention in draft.phrase.regions for draft in drafts):
        return mention
    named = any(places[i] == at + 1 and m.kind in NAMED for i, m in enumerate(sentence.mentions))
    _, end = clause(text, at)
    return None if named or numbers_in(text, at, end) else mention


def _is_there(draft: Draft, sentence: Situated, topic: Mention, knowledge: Knowledge) -> bool:
    if draft.phrase.regions:
        return False
    start, stop = sentence.sentence.span.start, draft.reading.end
    own = topic.span.start >= start
    at = sentence.place(topic) + 1 if own else 0
    return at <= draft.reading.start and not _turns(sentence, (at, stop), topic, knowledge)


def _turns(sentence: Situated, stretch: tuple[int, int], topic: Mention, knowledge: Knowledge) -> bool:
    """Whether a stretch names another place, or the whole country."""
    label = topic.value.label if isinstance(topic.value, Entity) else ""
    within = mentions_in(sentence, stretch)
    others = any(_is_place(mention) and mention.value != topic.value for mention in within)
    unknown = any(m.kind == NOWHERE and m.text[-1] != label[-1:] for m in within if m.text in knowledge.structure.here)
    return others or unknown or _tells_of_all(sentence, stretch, knowledge)


def _tells_of_all(sentence: Situated, stretch: tuple[int, int], knowledge: Knowledge) -> bool:
    """Whether a stretch turns to the country or the rest of it, and sets nothing against it: 占全国的5%."""
    text, cues = sentence.lifted.text, knowledge.cues
    if any(cues.one[name].search(text, *stretch) for name in ("whole_country", "other_places")):
        return True
    marks = [sentence.lifted.places[i] for i in sentence.lifted.within(*stretch) if _is_country(sentence.mentions[i])]
    return any(not text[:at].endswith(tuple(cues.classes["zh"]["set_against"])) for at in marks)


def _is_country(mention: Mention) -> bool:
    return mention.kind == "region" and isinstance(mention.value, Entity) and mention.value.concept == CHINA
