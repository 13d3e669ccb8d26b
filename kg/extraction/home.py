"""Home: the place that a document speaks for, which 全省 and 我市 mean in it and of which its figures are."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.bodies import named_of
from kg.extraction.clause_ends import clause
from kg.extraction.counties import county
from kg.extraction.facilities import entity_of
from kg.extraction.lexicon import lexicon_of
from kg.extraction.quotes import quote
from kg.extraction.title_kinds import is_policy_title
from kg.extraction.types import Home
from kg.knowledge.say import BESIDE
from kg.model import Entity, Figure, Mention, Span, Undertaking
from kg.terms import CHINA
from kg.text.expressions import expressions
from kg.text.fold import fold
from kg.text.times import Time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extraction.types import Own, Sentence, Situated
    from kg.knowledge.types import Knowledge, Titles
    from kg.model import Document

BESIDE_TITLE = 8  # code points between a body and the title of what it issued: 等九部门
LONGEST = 12  # code points of the name of a place
YEARS = ("date", "interval")  # senses of the time that a title begins with
RULE = "home"
NOWHERE = "none"  # the kind of a mention that names nothing known


def home_of(own: Own, document: Document, knowledge: Knowledge) -> Home | None:
    """The place that a policy's issuers are of, or that a policy's or report's title begins with.

    Whoever publishes a page tells what 我市 means in it, and nothing of what its figures are of.
    """
    for name, start in _names(own, document, knowledge):
        dated = _dated(name, knowledge)
        chain = places_of(name[dated:], knowledge)
        if chain:
            whole = dated + chain[-1][1]
            span = None if start is None else Span(start + dated, start + whole)
            return Home(tuple(place for place, _ in reversed(chain)), span, name[dated:whole])
    return None


def _dated(title: str, knowledge: Knowledge) -> int:
    """Where a title goes on behind the year that it begins with: 2023年海南省…统计公报."""
    folded = fold(title)
    if not folded[:1].isdecimal():
        return 0
    first = next(((span, time) for span, time in expressions(folded, knowledge.words) if isinstance(time, Time)), None)
    return first[0].end if first is not None and first[0].start == 0 and first[1].sense in YEARS else 0


def _names(own: Own, document: Document, knowledge: Knowledge) -> Iterator[tuple[str, int | None]]:
    """The names that may begin with the place, each with its offset in the text, None where it does not stand there."""
    if any(isinstance(m.value, Entity) and m.value.concept for m in own.issuers):
        return
    yield from ((mention.text, mention.span.start) for mention in own.issuers)
    if own.scope is not None:
        yield document.text[own.scope.span.start : own.scope.span.end], own.scope.span.start
        yield from _about(own.scope.span, own, document, knowledge)
        return
    title = document.metadata.title
    at = document.text.find(title) if title else -1
    reports = knowledge.cues.one["bulletins"].search(fold(title)) is not None
    if at >= 0 and (reports or is_policy_title(title, knowledge.titles)):
        yield title, at
    yield from ((name, None) for name in (document.metadata.publisher, document.metadata.author))


def _about(title: Span, own: Own, document: Document, knowledge: Knowledge) -> Iterator[tuple[str, int]]:
    """What a title is about that begins with a body by its level alone: 襄阳市… of 市政府关于印发襄阳市…的通知."""
    behind = next((m.span.end for m in own.issuers if m.kind == "ours" and m.span.start == title.start), None)
    if behind is not None:
        words = _issuing(knowledge.titles).match(fold(document.text[behind : title.end]))
        about = behind + (words.end() if words is not None else 0)
        yield document.text[about : title.end], about


def places_of(name: str, knowledge: Knowledge) -> list[tuple[Entity, int]]:
    """The places that a name begins with, widest first, each with where it ends: 浙江省, 安吉县 of 浙江省安吉县委."""
    folded, lexicon = fold(name), lexicon_of(knowledge)
    found: list[tuple[Entity, int]] = []
    at = 0
    while at < len(folded):
        for end in range(min(at + LONGEST, len(folded)), at + 1, -1):
            words = folded[at:end]
            place = next((entity_of(c) for c in lexicon.named.get(words, ()) if c.kind == "region"), None)
            above = found[-1][0].label if found else ""
            if place is None and words in knowledge.counties.names:
                shared = words in knowledge.counties.shared
                place = county(above + words if shared else words) if above or not shared else None
            if place is not None and place.concept != CHINA:
                found.append((place, end))
                at = end
                break
        else:
            break
    return found


def meant(mention: Mention, home: Home | None, knowledge: Knowledge) -> Mention | None:
    """全省 as the place of that kind that the document is of or lies in; nothing where no place is known."""
    if home is None:
        return None
    kind = mention.text[-1]
    place = next((one for one in _around(home, knowledge) if one.label.endswith(kind)), None)
    return replace(mention, kind="region" if place else NOWHERE, value=place)


def nearest(mentions: Sequence[Mention], knowledge: Knowledge) -> Home | None:
    """The last place that mentions name, or that a body among them is of, as one that 全省 behind them may mean."""
    for mention in reversed(mentions):
        if not isinstance(mention.value, Entity) or mention.value.concept == CHINA:
            continue
        if mention.kind == "region":
            return Home((mention.value,), None, mention.value.label)
        chain = places_of(mention.value.label, knowledge) if mention.kind == "agency" else []
        if chain:
            return Home(tuple(place for place, _ in reversed(chain)), None, mention.value.label)
    return None


def sole_of_level(found: Sequence[Sequence[Mention]], knowledge: Knowledge) -> Mapping[str, Home]:
    """By the last character of its name the one place of that kind that a document names: what 全省 can mean in it."""
    named: dict[str, set[Entity]] = {}
    for mentions in found:
        for mention in mentions:
            if not isinstance(mention.value, Entity) or mention.value.concept == CHINA:
                continue
            chain = places_of(mention.value.label, knowledge) if mention.kind == "agency" else []
            for place in [mention.value] if mention.kind == "region" else [place for place, _ in chain]:
                named.setdefault(place.label[-1], set()).add(place)
    alone = {level: next(iter(places)) for level, places in named.items() if len(places) == 1}
    return {level: Home((place,), None, place.label) for level, place in alone.items()}


def ours(mention: Mention, home: Home | None, knowledge: Knowledge) -> Mention | None:
    """市政府 as the body of the city that the document is of or lies in; nothing where no such place is known."""
    if home is None or not isinstance(mention.value, tuple):
        return None
    level, ending = mention.value
    place = next((one for one in _around(home, knowledge) if one.label.endswith(level)), None)
    if place is None:
        return None
    full = place == home.places[0] and home.called.endswith(place.label)  # 上海市嘉定区, and not 北京 of 北京商报
    return replace(mention, kind="agency", value=named_of(place, home.called if full else place.label, ending))


def beside(mention: Mention, last: Mention, sentence: Sentence, knowledge: Knowledge) -> Mention | None:
    """省政府 right behind a body of a province as that of the same one: 河北省委、省政府; None for anything else."""
    if last.kind != "agency" or not isinstance(last.value, Entity) or not isinstance(mention.value, tuple):
        return None
    between = sentence.folded[last.span.end - sentence.span.start : mention.span.start - sentence.span.start]
    words, name = knowledge.cues.classes["zh"], last.value.label
    chain = places_of(name, knowledge)
    if between.strip() not in ("", *words[BESIDE], *words["jointly"]) or not chain:
        return None
    level, ending = mention.value
    place, end = chain[-1]
    if name[end - 1] != level:
        return None
    return replace(mention, kind="agency", value=named_of(place, name[:end], ending))


def of_what_it_issues(
    mention: Mention, mentions: Sequence[Mention], sentence: Sentence, knowledge: Knowledge
) -> Mention | None:
    """省政府办公厅 as that of the province of a title that it issues, or stands before: 《关于印发青海省…》."""
    policy = next((m for m in mentions if m.kind == "policy" and m.span.start >= mention.span.end), None)
    if policy is None or not isinstance(mention.value, tuple):
        return None
    between = sentence.folded[mention.span.end - sentence.span.start : policy.span.start - sentence.span.start]
    level, ending = mention.value
    begun = _issuing(knowledge.titles).sub("", fold(policy.text).strip("《"))
    place = next((one for one, _ in places_of(begun, knowledge) if one.label.endswith(level)), None)
    told = len(between) <= BESIDE_TITLE or knowledge.cues.one["issue"].search(between) is not None
    if place is None or not told or set(between) & set(",。;"):
        return None
    return replace(mention, kind="agency", value=named_of(place, place.label, ending))


@cache
def _issuing(titles: Titles) -> re.Pattern[str]:
    """The words by which the title of a notice of issuing begins: 关于印发."""
    about, words = ("|".join(map(re.escape, listed)) for listed in (titles.about, titles.promulgating))
    return re.compile(rf"^(?:{about})?(?:{words})?[《〈]?")


def _around(home: Home, knowledge: Knowledge) -> Iterator[Entity]:
    """The place and those that it lies in, narrowest first."""
    yield from home.places
    concept = knowledge.concepts.get(home.places[-1].concept)
    while concept is not None and concept.broader:
        concept = knowledge.concepts.get(concept.broader[0])
        if concept is not None and concept.kind == "region" and concept.iri != CHINA:
            yield entity_of(concept)


def at_home(
    said: Sequence[Figure | Undertaking],
    situated: Sequence[Situated],
    own: Own,
    document: Document,
    knowledge: Knowledge,
) -> tuple[Figure | Undertaking, ...]:
    """Figures and undertakings with the document's own place, where their sentence tells of no other."""
    home = own.home
    if home is None or home.span is None:
        return tuple(said)
    words = quote(home.span, document, RULE)
    policies = {scope.policy.key for scope in (own.scope, own.content) if scope is not None}
    starts = [one.sentence.span.start for one in situated]
    return tuple(
        replace(one, region=home.places[0], evidence=(*one.evidence, words))
        if one.region is None
        and (one.policy is None or one.policy.key in policies)
        and not _is_elsewhere(situated[bisect_right(starts, one.evidence[0].span.start) - 1], home, knowledge)
        else one
        for one in said
    )


def _is_elsewhere(sentence: Situated, home: Home, knowledge: Knowledge) -> bool:
    """Whether a sentence names another place than the document's own, as 全省 is that of a province's.

    What a body of no place makes known is not of the document's own either: 国家统计局数据显示，….
    """
    return any(
        mention.kind == NOWHERE
        or (mention.kind == "region" and mention.value != home.places[0])
        or (mention.kind == "agency" and _makes_known(mention, sentence.sentence, knowledge))
        for mention in sentence.mentions
    )


def _makes_known(mention: Mention, sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a body of the vocabulary that is of no place makes something known in the clause that it begins."""
    at = mention.span.end - sentence.span.start
    known = knowledge.cues.one["made_known"].search(sentence.folded, at, clause(sentence.folded, at)[1])
    return known is not None and _is_of_no_place(mention.value, knowledge)


def _is_of_no_place(body: object, knowledge: Knowledge) -> bool:
    return isinstance(body, Entity) and bool(body.concept) and not places_of(body.label, knowledge)
