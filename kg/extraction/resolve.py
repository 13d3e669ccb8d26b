"""Each mention of a sentence as what it means there: 我局, 全省, the 市政府 of the document's own place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.addressee import addressee, who_sent
from kg.extraction.home import beside, meant, nearest, of_what_it_issues, ours, sole_of_level
from kg.model import Entity, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extraction.types import Home, Own, Sentence
    from kg.knowledge.types import Knowledge


def resolved_in_turn(
    sentences: Sequence[Sentence], found: Sequence[Sequence[Mention]], own: Own, knowledge: Knowledge
) -> Iterator[tuple[Mention, ...]]:
    """The mentions of every sentence, each as what it means there, after the places named before it in its block."""
    block, near = -1, None
    sole = sole_of_level(found, knowledge) if own.home is None else {}
    to: Entity | None = None  # whom a letter is to
    for sentence, mentions in zip(sentences, found, strict=True):
        near = near if sentence.block == block else None
        sent = [who_sent(mention, mentions, to, sentence) or mention for mention in mentions]
        resolved = _resolved(sent, sentence, own, (near, sole), knowledge)
        to = addressee(sentence, resolved) or to
        near, block = nearest(resolved, knowledge) or near, sentence.block
        yield tuple(resolved)


def _resolved(
    mentions: Sequence[Mention],
    sentence: Sentence,
    own: Own,
    around: tuple[Home | None, Mapping[str, Home]],
    knowledge: Knowledge,
) -> list[Mention]:
    """The mentions of a sentence, each as what it means there.

    `around` are the place named last before it in its block, and the only one of each level in the document.
    """
    near, sole = around
    resolved: list[Mention] = []
    for mention in mentions:
        by = beside(mention, resolved[-1], sentence, knowledge) if resolved else None
        here = own.home or (nearest(resolved, knowledge) or near if mention.kind == "here" else None)
        here = here or (sole.get(mention.text[-1]) if mention.kind == "here" else None)
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
