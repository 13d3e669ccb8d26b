"""What the words of a sentence may name or value: every reading of every stretch, with its weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.addressee import KIND as ADDRESSEE
from kg.extraction.bare_titles import announced, dated, unquoted
from kg.extraction.bodies import body_of, of_home, of_places, office_of, speaks_of_places
from kg.extraction.cornered import cornered
from kg.extraction.counties import Before, body_of_county, counties, county
from kg.extraction.document_numbers import document_numbers
from kg.extraction.english_titles import in_english
from kg.extraction.facilities import alike_before, compose, entity_of
from kg.extraction.laws import bare_laws, statutes, under_article
from kg.extraction.lexicon import Lexicon, curated, lexicon_of
from kg.extraction.open_bodies import open_bodies
from kg.extraction.people import named_again, turn
from kg.extraction.short_names import pointed
from kg.extraction.titles import policy, quoted
from kg.model import Entity, Quantity, Span
from kg.text.expressions import expressions
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extraction.types import Sentence
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
    ADDRESSEE: 1.2,
    "ours": 3.2,  # 省医保局 is no 国家医疗保障局, but that of a province
}
Candidate = tuple[Span, float, tuple[str, object]]  # a stretch of a sentence, its weight, kind and value


def candidates(
    text: str, folded: str, lexicon: Lexicon, above: Mapping[str, str], knowledge: Knowledge
) -> Iterator[Candidate]:
    """Everything that the words of a sentence may name or value, but for people; readings overlap.

    `text` is as written and `folded` as compared, code point by code point. `above` tells of a name that counties share
    which place the document names before it elsewhere.
    """
    yield from _listed(folded, lexicon, above, knowledge)
    for span, kind, entity in _titled(text, folded, knowledge):
        known = curated(entity, lexicon)
        begun = _issuer(folded, span, lexicon) if kind == "policy" and not known.concept else span.start
        if begun > span.start:
            span, known = Span(begun, span.end), curated(policy(text[begun : span.end]), lexicon)  # noqa: PLW2901  cut
        yield candidate("policy" if kind == "title" and known.concept else kind, span, known)
    for span in document_numbers(folded, knowledge.structure):
        yield candidate("number", span, None)
    for span, value in expressions(folded, knowledge.words):
        yield candidate("quantity" if isinstance(value, Quantity) else "time", span, value)


def candidate(kind: str, span: Span, value: object) -> Candidate:
    """A reading of the words at a span, which weighs the more the longer they are."""
    return span, WEIGHTS[kind] * (span.end - span.start) ** 1.5, (kind, value)


def _issuer(folded: str, name: Span, lexicon: Lexicon) -> int:
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


def speaker(sentence: Sentence, known: frozenset[str], lexicon: Lexicon, knowledge: Knowledge) -> Iterator[Candidate]:
    """Who begins to speak (毛文华：) or goes on (毛文华表示), where the document names that person with a post."""
    name = turn(sentence.folded, knowledge.people)
    if name in known:
        start = sentence.folded.index(name)
        entity = curated(Entity("person", name, name, "zh"), lexicon)
        yield candidate("person", Span(start, start + len(name)), entity)
    for span, entity in named_again(sentence.folded, known, knowledge):
        yield candidate("person", span, curated(entity, lexicon))


def _listed(folded: str, lexicon: Lexicon, above: Mapping[str, str], knowledge: Knowledge) -> Iterator[Candidate]:
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
        yield candidate("agency", span, curated(body, lexicon))


def _tabled(folded: str, lexicon: Lexicon, above: Mapping[str, str], knowledge: Knowledge) -> Iterator[Candidate]:
    """What the vocabulary names, with the facility types composed from its names; its traps; words such as 我局.

    A place that begins the name of something else is none: 深圳港.
    """
    names_on = knowledge.cues.classes["zh"]["names_on"]
    found = list(lexicon.gazetteer.find(folded))
    placed = speaks_of_places(folded, knowledge)
    local = of_places(folded, knowledge) if placed else ()
    for span, named in of_home(folded, knowledge) if placed else ():
        yield candidate("ours", span, named)
    named_on = {span.start for span, _ in found if folded.startswith(names_on, span.end)}  # 深圳 of 深圳市人民医院 too
    for whole, alone, full in counties(found, places_by_end(found, lexicon), above, knowledge.counties):
        if alone.start not in named_on and whole.start not in named_on:
            yield candidate("region", whole, county(full))
        if (body := body_of_county(folded, whole, alone, full, knowledge)) is not None:
            yield candidate("agency", body[0], curated(body[1], lexicon))
    listed = {span for span, name in found if any(one.kind == "agency" for one in lexicon.named.get(name, ()))}
    for span, name in found:
        yield from _small_words(span, name, folded, lexicon, knowledge)
        for concept in lexicon.named.get(name, ()):
            if concept.kind == "agency" and any(place.start <= span.start < place.end for place in local):
                continue
            if concept.kind != "region" or span.start not in named_on:
                yield from _known(span, concept, folded, lexicon, knowledge)
            body = _body(span, concept, folded, knowledge)
            if body is not None and body[0] not in listed:
                yield candidate("agency", body[0], curated(body[1], lexicon))


def _known(span: Span, concept: Concept, folded: str, lexicon: Lexicon, knowledge: Knowledge) -> Iterator[Candidate]:
    """A concept at its name, a facility type with the words before it that make it a narrower one, and with its list.

    A type whose name a list leaves off weighs as much as the name that it would have.
    """
    if concept.kind != "facility":
        yield candidate(concept.kind, span, entity_of(concept))
        return
    whole, facility = compose(folded, span, concept, knowledge.composition, lexicon.keys)
    yield candidate("facility", whole, facility)
    if whole.start < span.start:
        for stands, one in alike_before(folded, whole, span.start, concept, knowledge.composition, lexicon.keys):
            _, weight, named = candidate("facility", Span(0, len(one.label)), one)
            yield stands, weight, named


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


def _small_words(span: Span, name: str, folded: str, lexicon: Lexicon, knowledge: Knowledge) -> Iterator[Candidate]:
    """What only looks like a name, and words that stand for the body or the place that the document is of.

    A body of another country is none of ours, though it is called so: 韩国教育部.
    """
    abroad = folded.endswith(knowledge.cues.classes["zh"]["other_countries"], 0, span.start)
    if abroad and any(concept.kind == "agency" for concept in lexicon.named.get(name, ())):
        yield candidate("trap", span, None)
    if name in lexicon.traps:
        yield candidate("trap", Span(span.start, span.start + lexicon.traps[name]), None)
    if name in lexicon.self_words:
        yield candidate("self", span, None)
    if name in lexicon.addressed:
        yield candidate(ADDRESSEE, span, None)
    if name in lexicon.here and not folded.startswith(knowledge.structure.goes_on, span.end):
        yield candidate("here", span, None)


def _titled(text: str, folded: str, knowledge: Knowledge) -> Iterator[tuple[Span, str, Entity]]:
    """Every name of a policy, an event or another work by how it is written, with its kind."""
    yield from quoted(text, folded, knowledge)
    yield from unquoted(text, folded, knowledge.titles, knowledge.structure)
    yield from announced(text, folded, knowledge.titles)
    yield from under_article(text, folded, knowledge.titles, knowledge.structure)
    yield from statutes(text, folded, knowledge.titles)
    yield from dated(text, folded, knowledge.titles)
    yield from bare_laws(text, folded, knowledge.titles)
    yield from cornered(text, folded, knowledge.titles)
    yield from pointed(text, folded, knowledge)
    yield from in_english(text, knowledge.titles)


def places_by_end(found: Sequence[tuple[Span, str]], lexicon: Lexicon) -> Before:
    """The places of the vocabulary among the names of a sentence, by where they end."""
    return {
        span.end: (span.start, concept.labels["zh"])
        for span, name in found
        for concept in lexicon.named.get(name, ())
        if concept.kind == "region"
    }
