"""Recognise: what the words of each sentence name or value, one reading a stretch of text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.bare_titles import announced, dated, unquoted
from kg.extraction.bodies import body_of, of_home, of_places, office_of, speaks_of_places
from kg.extraction.counties import Before, body_of_county, counties, county, places_above
from kg.extraction.document_numbers import document_numbers
from kg.extraction.english_titles import in_english
from kg.extraction.facilities import compose, entity_of
from kg.extraction.laws import bare_laws, statutes, under_article
from kg.extraction.open_bodies import open_bodies
from kg.extraction.people import people, turn
from kg.extraction.reported import is_case_paper
from kg.extraction.short_names import pointed
from kg.extraction.title_kinds import is_weak
from kg.extraction.titles import policy, quoted
from kg.extraction.types import Recognised, Sentence
from kg.model import Document, Entity, Mention, Quantity, Span
from kg.text.expressions import expressions, numbers
from kg.text.fold import fold, name_key
from kg.text.scan import Gazetteer, choose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.knowledge.types import Concept, Knowledge

# How much a kind of mention is worth for its length; a name in 《》 is surest, a number inside a name is part of it.
WEIGHTS = {
    "policy": 6.0,
    "title": 6.0,
    "event": 5.5,
    "trap": 3.0,
    "number": 4.0,
    "programme": 2.5,
    "agency": 2.0,
    "person": 2.0,
    "facility": 1.5,
    "time": 1.6,
    "quantity": 1.6,
    "region": 1.2,
    "here": 1.2,
    "self": 1.2,
    "ours": 3.2,  # 省医保局 is no 国家医疗保障局, but that of a province
}
# Kinds of mentions that show a page to be about what public bodies do.
PUBLIC = ("agency", "number", "programme")
UNNAMED = ("time", "quantity", "title")  # kinds of mentions that name nobody and no policy
_Candidate = tuple[Span, float, tuple[str, object]]  # a stretch of a sentence, its weight, kind and value


@dataclass(frozen=True, eq=False, slots=True)
class _Lexicon:
    """The curated concepts ready for matching: all names at once, and names by key.

    `traps` tells how much of a trap is no name: 其中 of 其中医院, which is no 中医院 and a hospital all the same.
    """

    gazetteer: Gazetteer
    named: Mapping[str, tuple[Concept, ...]]
    traps: Mapping[str, int]
    self_words: frozenset[str]
    here: frozenset[str]
    keys: Mapping[str, Concept]


def recognise(document: Document, sentences: Sequence[Sentence], knowledge: Knowledge) -> tuple[Recognised, ...]:
    """The mentions of every sentence; where candidates overlap, the reading of greatest weight stands."""
    lexicon = lexicon_of(knowledge)
    away = names_of_others(document, knowledge)
    named = [tuple(people(sentence.folded, knowledge.people)) for sentence in sentences]
    known = frozenset(entity.key for found in named for _, entity in found)
    result = []
    above = _above(document, sentences, lexicon, knowledge)
    for sentence, persons in zip(sentences, named, strict=True):
        text = document.text[sentence.span.start : sentence.span.end]
        offset = sentence.span.start
        listed = [
            *_candidates(text, sentence.folded, lexicon, above, knowledge),
            *_turn(sentence, known, lexicon, knowledge),
            *(_candidate("person", span, _curated(entity, lexicon)) for span, entity in persons),
        ]
        chosen = choose([one for one in listed if not is_another(one[0], text, away)])
        mentions = tuple(
            Mention(_moved(span, offset), kind, text[span.start : span.end], value)
            for span, (kind, value) in chosen
            if kind != "trap"
        )
        found = numbers(sentence.folded, knowledge.words)
        result.append(Recognised(sentence, mentions, tuple((_moved(span, offset), kind) for span, kind in found)))
    if is_case_paper(document, sentences, knowledge):
        return tuple(replace(one, mentions=tuple(m for m in one.mentions if m.kind in UNNAMED)) for one in result)
    return _only_official(result, knowledge)


def _only_official(found: Sequence[Recognised], knowledge: Knowledge) -> tuple[Recognised, ...]:
    """What was recognised, where names that manuals have too are no policies on a page that names no public body.

    A read-me may rest on its 《编码规范》 as a notice rests on a law; with a body or a surer policy it counts.
    """
    named = [mention for sentence in found for mention in sentence.mentions]
    if any(m.kind in PUBLIC or (m.kind == "policy" and not _may_be_manual(m, knowledge)) for m in named):
        return tuple(found)
    return tuple(
        replace(one, mentions=tuple(replace(m, kind="title") if m.kind == "policy" else m for m in one.mentions))
        for one in found
    )


def _may_be_manual(mention: Mention, knowledge: Knowledge) -> bool:
    return isinstance(mention.value, Entity) and is_weak(mention.value.label, knowledge.titles)


def names_of_others(document: Document, knowledge: Knowledge) -> tuple[str, ...]:
    """How bodies of other countries begin as well; none in a text that speaks of China, or is in Chinese."""
    words = knowledge.cues.classes["en"]
    at_home = document.language != "en" or any(word in document.text for word in words["home"])
    return () if at_home else tuple(word.lower() for word in words["anywhere"])


def is_another(span: Span, text: str, away: tuple[str, ...]) -> bool:
    """Whether what stands at a span may be a body of another country; `away` is what such names begin with."""
    return bool(away) and text[span.start : span.end].lower().startswith(away)


def _above(
    document: Document, sentences: Sequence[Sentence], lexicon: _Lexicon, knowledge: Knowledge
) -> Mapping[str, str]:
    """Which place the document names before each name that counties share, where it names one."""
    known = knowledge.counties
    shared = tuple(name for name in known.shared if name in document.text)
    holding = (one.folded for one in sentences if any(name in one.folded for name in shared))
    found = (list(lexicon.gazetteer.find(folded)) for folded in holding) if shared else ()
    return places_above(((names, _before(names, lexicon)) for names in found), known)


def _before(found: Sequence[tuple[Span, str]], lexicon: _Lexicon) -> Before:
    """The places of the vocabulary among the names of a sentence, by where they end."""
    return {
        span.end: (span.start, concept.labels["zh"])
        for span, name in found
        for concept in lexicon.named.get(name, ())
        if concept.kind == "region"
    }


def _candidates(
    text: str, folded: str, lexicon: _Lexicon, above: Mapping[str, str], knowledge: Knowledge
) -> Iterator[_Candidate]:
    yield from _listed(folded, lexicon, above, knowledge)
    for span, kind, entity in _titled(text, folded, knowledge):
        known = _curated(entity, lexicon)
        begun = _issuer(folded, span, lexicon) if kind == "policy" and not known.concept else span.start
        if begun > span.start:
            span, known = Span(begun, span.end), _curated(policy(text[begun : span.end]), lexicon)  # noqa: PLW2901  cut
        yield _candidate("policy" if kind == "title" and known.concept else kind, span, known)
    for span in document_numbers(folded, knowledge.structure):
        yield _candidate("number", span, None)
    for span, value in expressions(folded, knowledge.words):
        yield _candidate("quantity" if isinstance(value, Quantity) else "time", span, value)


def _issuer(folded: str, name: Span, lexicon: _Lexicon) -> int:
    """Where a name around a plan period begins behind the body that issued it: 国家发展改革委“十四五”规划."""
    if folded.startswith(("《", "“"), name.start) or "“" not in folded[name.start : name.end]:
        return name.start
    found = lexicon.gazetteer.find(folded[name.start : name.end])
    bodies = (
        span.end
        for span, word in found
        if not span.start and any(c.kind == "agency" for c in lexicon.named.get(word, ()))
    )
    return name.start + max(bodies, default=0)


def _turn(sentence: Sentence, known: frozenset[str], lexicon: _Lexicon, knowledge: Knowledge) -> Iterator[_Candidate]:
    """The person whose turn it is to speak (毛文华：), where the document names that person with a post."""
    name = turn(sentence.folded, knowledge.people)
    if name in known:
        start = sentence.folded.index(name)
        entity = _curated(Entity("person", name, name, "zh"), lexicon)
        yield _candidate("person", Span(start, start + len(name)), entity)


def _listed(folded: str, lexicon: _Lexicon, above: Mapping[str, str], knowledge: Knowledge) -> Iterator[_Candidate]:
    """What stands in tables of names, and the bodies that what stands around them shows to be some."""
    known: list[Span] = []
    places: dict[int, int] = {}
    for one in _tabled(folded, lexicon, above, knowledge):
        span, _, (kind, _) = one
        if kind in {"agency", "ours"}:
            known.append(span)
        elif kind == "region":
            places[span.start] = max(span.end, places.get(span.start, 0))
        yield one
    for span, body in open_bodies(folded, known, places, knowledge):
        yield _candidate("agency", span, _curated(body, lexicon))


def _tabled(folded: str, lexicon: _Lexicon, above: Mapping[str, str], knowledge: Knowledge) -> Iterator[_Candidate]:
    """What the vocabulary names, with the facility types composed from its names; its traps; words such as 我局.

    A place that begins the name of something else is none: 深圳港.
    """
    names_on = knowledge.cues.classes["zh"]["names_on"]
    found = list(lexicon.gazetteer.find(folded))
    placed = speaks_of_places(folded, knowledge)
    local = of_places(folded, knowledge) if placed else ()
    for span, named in of_home(folded, knowledge) if placed else ():
        yield _candidate("ours", span, named)
    named_on = {span.start for span, _ in found if folded.startswith(names_on, span.end)}  # 深圳 of 深圳市人民医院 too
    for whole, alone, full in counties(found, _before(found, lexicon), above, knowledge.counties):
        if alone.start not in named_on and whole.start not in named_on:
            yield _candidate("region", whole, county(full))
        if (body := body_of_county(folded, whole, alone, full, knowledge)) is not None:
            yield _candidate("agency", body[0], _curated(body[1], lexicon))
    listed = {span for span, name in found if any(one.kind == "agency" for one in lexicon.named.get(name, ()))}
    for span, name in found:
        yield from _small_words(span, name, folded, lexicon, knowledge)
        for concept in lexicon.named.get(name, ()):
            if concept.kind == "agency" and any(place.start <= span.start < place.end for place in local):
                continue
            if concept.kind != "region" or span.start not in named_on:
                yield _known(span, concept, folded, lexicon, knowledge)
            body = _body(span, concept, folded, knowledge)
            if body is not None and body[0] not in listed:
                yield _candidate("agency", body[0], _curated(body[1], lexicon))


def _known(span: Span, concept: Concept, folded: str, lexicon: _Lexicon, knowledge: Knowledge) -> _Candidate:
    """A concept at its name, a facility type with the words before it that make it a narrower one."""
    if concept.kind == "facility":
        whole, facility = compose(folded, span, concept, knowledge.composition, lexicon.keys)
        return _candidate("facility", whole, facility)
    return _candidate(concept.kind, span, entity_of(concept))


def _body(span: Span, concept: Concept, folded: str, knowledge: Knowledge) -> tuple[Span, Entity] | None:
    """The body of a place, or the office of a body, that begins with the name of a concept."""
    if concept.kind == "region":
        return body_of(folded, span, knowledge, fold(concept.labels["zh"]))
    return office_of(folded, span, concept, knowledge) if concept.kind == "agency" else None


def agencies_in(folded: str, knowledge: Knowledge) -> Iterator[tuple[Span, Entity]]:
    """Every body that folded words name, overlaps included: those of the vocabulary, and those of places."""
    for span, _, (kind, value) in _listed(folded, lexicon_of(knowledge), {}, knowledge):
        if kind == "agency" and isinstance(value, Entity):
            yield span, value


def _small_words(span: Span, name: str, folded: str, lexicon: _Lexicon, knowledge: Knowledge) -> Iterator[_Candidate]:
    """What only looks like a name, and words that stand for the body or the place that the document is of."""
    if name in lexicon.traps:
        yield _candidate("trap", Span(span.start, span.start + lexicon.traps[name]), None)
    if name in lexicon.self_words:
        yield _candidate("self", span, None)
    if name in lexicon.here and not folded.startswith(knowledge.structure.goes_on, span.end):
        yield _candidate("here", span, None)


def _titled(text: str, folded: str, knowledge: Knowledge) -> Iterator[tuple[Span, str, Entity]]:
    yield from quoted(text, folded, knowledge)
    yield from unquoted(text, folded, knowledge.titles, knowledge.structure)
    yield from announced(text, folded, knowledge.titles)
    yield from under_article(text, folded, knowledge.titles, knowledge.structure)
    yield from statutes(text, folded, knowledge.titles)
    yield from dated(text, folded, knowledge.titles)
    yield from bare_laws(text, folded, knowledge.titles)
    yield from pointed(text, folded, knowledge)
    yield from in_english(text, knowledge.titles)


def _candidate(kind: str, span: Span, value: object) -> _Candidate:
    return span, WEIGHTS[kind] * (span.end - span.start) ** 1.5, (kind, value)


def _curated(entity: Entity, lexicon: _Lexicon) -> Entity:
    concept = lexicon.keys.get(entity.key)
    if concept is None and entity.language == "en":  # a key of English words has no capitals
        concept = lexicon.keys.get(name_key(entity.label))
    return entity_of(concept) if concept is not None and concept.kind == entity.kind else entity


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


@cache
def lexicon_of(knowledge: Knowledge) -> _Lexicon:
    """The names of `knowledge` ready for matching; built once for each knowledge."""
    named: dict[str, list[Concept]] = defaultdict(list)
    traps: dict[str, Concept] = {}
    keys: dict[str, Concept] = {}
    for concept in knowledge.concepts.values():
        traps |= dict.fromkeys(map(fold, concept.traps), concept)
        for name, language in concept.names:
            keys.setdefault(name_key(name), concept)
            if concept.kind != "indicator":
                for form in _forms(fold(name), language):
                    named[form].append(concept)
    self_words = frozenset((*knowledge.suffixes.self_words, *knowledge.cues.classes["en"]["self"]))
    here = frozenset(knowledge.structure.here)
    gazetteer = Gazetteer({*named, *traps, *self_words, *here, *knowledge.counties.names})
    held = {trap: _nameless(trap, concept, named) for trap, concept in traps.items()}
    return _Lexicon(gazetteer, {name: tuple(found) for name, found in named.items()}, held, self_words, here, keys)


def _nameless(trap: str, concept: Concept, named: Mapping[str, Sequence[Concept]]) -> int:
    """The length of a Chinese trap of a concept up to the name of another one that ends it, else of all of it."""
    ends = (at for at in range(1, len(trap)) if trap[at:] in named and concept not in named[trap[at:]])
    return len(trap) if trap.isascii() else next(ends, len(trap))


def _forms(name: str, language: str) -> tuple[str, ...]:
    """A name and, in English, its plural."""
    if language != "en" or name.isupper() or not name[-1:].isalpha():
        return (name,)
    if name.endswith("y") and name[-2] not in "aeiou":
        return name, name[:-1] + "ies"
    return name, name + ("es" if name.endswith(("s", "x", "ch", "sh")) else "s")
