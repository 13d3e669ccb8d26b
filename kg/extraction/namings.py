"""What a document names: every entity with the words it is named by, and what those words alone tell of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.bodies import of_home
from kg.extraction.candidates import agencies_in
from kg.extraction.document_numbers import number_within
from kg.extraction.english_heads import issued_in_english, issuers_in_english
from kg.extraction.facilities import entity_of
from kg.extraction.home import ours
from kg.extraction.lexicon import curated, lexicon_of
from kg.extraction.quotes import quote
from kg.extraction.title_kinds import is_policy_title, is_request, is_unissued
from kg.extraction.titles import policy
from kg.model import Attribute, Document, Edge, Entity, Evidence, Mention, Naming, Period, Span, Statement
from kg.text.fold import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extraction.types import Home, Own, Situated
    from kg.knowledge.types import Knowledge

    Told = Mapping[str, frozenset[str]]  # keys of what the text says that a notice issues, by the key of the notice

RULE = "NAM-01"  # named in running text
TITLE_RULE = "NAM-02"  # a title that begins with its issuers
OWN_RULE = "NAM-03"  # the document's own head and signature
PROMULGATES_RULE = "NAM-04"  # a notice whose title names what it issues
CITES_RULE = "NAM-05"  # a policy that another names
NAMED = ("policy", "agency", "facility", "programme", "person", "region")


def namings(situated: Sequence[Situated], own: Own, document: Document, knowledge: Knowledge) -> Iterator[Naming]:
    """One naming an entity, with the first place of each of its spellings as evidence.

    A department named with its body names the body too; the publisher, where it is the agency of the document, may be
    named over two lines.
    """
    places: dict[Entity, dict[str, Span]] = defaultdict(dict)
    for sentence in situated:
        for mention in sentence.mentions:
            if mention.kind in NAMED and isinstance(mention.value, Entity):
                key = mention.text.strip("《》 ")
                places[mention.value].setdefault(key, mention.span)
                for body in _bodies_within(mention, knowledge):
                    places[body].setdefault(key, mention.span)
    publisher = document.metadata.publisher
    known = lexicon_of(knowledge).keys.get(name_key(publisher))
    if own.agency is not None and known is not None and known.iri == own.agency.concept:
        for span in _over_lines(publisher, document):
            places[own.agency].setdefault(publisher, span)
    for entity, spellings in places.items():
        yield Naming(entity, tuple(quote(span, document, RULE) for span in spellings.values()))


def _bodies_within(mention: Mention, knowledge: Knowledge) -> Iterator[Entity]:
    """The bodies above an agency whose own names stand within the words that name it."""
    agency = mention.value
    if mention.kind != "agency" or not isinstance(agency, Entity):
        return
    concept = knowledge.concepts.get(agency.concept)
    for iri in agency.broader if concept is None else concept.broader:
        above = knowledge.concepts.get(iri)
        if above is not None and any(name in mention.text for name, _ in above.names if name != mention.text):
            yield entity_of(above)


def _over_lines(name: str, document: Document) -> Iterator[Span]:
    """Where a name stands in what is read, blanks and line breaks between its characters aside."""
    boilerplate = [block.span for block in document.blocks if block.role == "boilerplate"]
    for match in regex.finditer(r"\s*".join(map(regex.escape, name)), document.text):
        if all(match.end() <= span.start or span.end <= match.start() for span in boilerplate):
            yield Span(*match.span())


def titles(
    situated: Sequence[Situated], told: Told, home: Home | None, document: Document, knowledge: Knowledge
) -> Iterator[Statement]:
    """What titles tell: the agencies they begin with issue them; a notice of issuing promulgates what it names.

    What the text tells that a notice issues (现将《安徽省校车管理办法》印发) its title often shortens.
    """
    seen: set[str] = set()
    for sentence in situated:
        for mention in sentence.mentions:
            entity = mention.value
            if mention.kind != "policy" or not isinstance(entity, Entity) or entity.key in seen:
                continue
            seen.add(entity.key)
            evidence = (quote(mention.span, document, TITLE_RULE),)
            name = mention.text.strip("《》")
            begun = _issuers(name, home, knowledge) or issuers_in_english(name, document, knowledge)
            for agency in begun:
                yield Edge(agency, "issues", entity, evidence)
            number = number_within(name, knowledge.structure)
            if number is not None:
                yield Attribute(entity, "documentNumber", name[number.start : number.end], evidence)
            for relation, law in _done_to(entity.label, knowledge):
                yield Naming(law, evidence)
                yield Edge(entity, relation, law, evidence)
            issued = issued_by(entity, told, knowledge)
            if issued is not None:
                promulgated = (quote(mention.span, document, PROMULGATES_RULE),)
                yield Naming(issued, promulgated)
                yield Edge(entity, "promulgates", issued, promulgated)


def own_statements(own: Own, told: Told, document: Document, knowledge: Knowledge) -> Iterator[Statement]:
    """What a document that is a policy tells of itself: title, issuers, number, date; `told` as for `titles`."""
    if own.scope is None:
        return
    itself, title = own.scope.policy, quote(own.scope.span, document, OWN_RULE)
    yield Naming(itself, (title,))
    for mention in own.issuers:
        if isinstance(mention.value, Entity):
            yield Edge(mention.value, "issues", itself, (quote(mention.span, document, OWN_RULE), title))
    for agency in () if own.issuers else issuers_in_english(itself.label, document, knowledge):
        yield Edge(agency, "issues", itself, (title,))
    if own.number is not None:
        yield Attribute(itself, "documentNumber", own.number.text, (quote(own.number.span, document, OWN_RULE), title))
    if own.date is not None and isinstance(own.date.value, Period):
        yield Attribute(itself, "issuedOn", own.date.value, (quote(own.date.span, document, OWN_RULE), title))
    yield from _lineage_of_own(own, itself, title, document, knowledge)
    if own.content is not None:
        content = quote(own.content.span, document, PROMULGATES_RULE)
        yield Naming(own.content.policy, (content,))
        if not is_unissued(itself.label, own.content.policy.label, knowledge.structure):
            yield Edge(itself, "promulgates", own.content.policy, (content, replace(title, rule=PROMULGATES_RULE)))
        yield from _head_of_content(own, own.content.policy, content, document)
    elif (issued := issued_by(itself, told, knowledge)) is not None:
        yield Naming(issued, (replace(title, rule=PROMULGATES_RULE),))
        yield Edge(itself, "promulgates", issued, (replace(title, rule=PROMULGATES_RULE),))


def _head_of_content(own: Own, issued: Entity, title: Evidence, document: Document) -> Iterator[Statement]:
    """What the lines under the title of what a notice issues tell of that: 某市教育局 2008年10月6日."""
    title = replace(title, rule=OWN_RULE)
    for mention in own.content_issuers:
        if isinstance(mention.value, Entity):
            yield Edge(mention.value, "issues", issued, (quote(mention.span, document, OWN_RULE), title))
    if own.content_date is not None and isinstance(own.content_date.value, Period):
        day = quote(own.content_date.span, document, OWN_RULE)
        yield Attribute(issued, "issuedOn", own.content_date.value, (day, title))


def _lineage_of_own(
    own: Own, itself: Entity, title: Evidence, document: Document, knowledge: Knowledge
) -> Iterator[Statement]:
    """What amended it, and what it carries out, amends or repeals, by its head and its title."""
    for mention in own.amendments:
        amended = own.content.policy if own.content and own.content.span.start < mention.span.start else itself
        if isinstance(mention.value, Entity) and mention.value.key != amended.key:
            yield Edge(mention.value, "amends", amended, (quote(mention.span, document, OWN_RULE), title))
    for relation, law in _done_to(itself.label, knowledge):
        yield Naming(law, (title,))
        yield Edge(itself, relation, law, (title,))


def citations(situated: Sequence[Situated], own: Own, related: frozenset[int], document: Document) -> Iterator[Edge]:
    """What a document that is a policy names without saying more of it: it cites it."""
    policies = tuple(mentions_of(situated, "policy"))
    seen = {scope.policy.key for scope in (own.scope, own.content) if scope is not None}
    seen |= {m.value.key for m in policies if m.span.start in related and isinstance(m.value, Entity)}
    for mention in policies:
        scope = own.at(mention.span.start)
        entity = mention.value
        if scope is None or not isinstance(entity, Entity) or entity.key in seen:
            continue
        seen.add(entity.key)
        quotes = (quote(mention.span, document, CITES_RULE), quote(scope.span, document, CITES_RULE))
        yield Edge(scope.policy, "cites", entity, quotes)


def _issuers(title: str, home: Home | None, knowledge: Knowledge) -> tuple[Entity, ...]:
    """The agencies that a title begins with, one after another: 卫生部, 甘肃省人民政府办公厅, at home 省政府办公厅.

    Others may be counted behind them: 教育部等五部门关于….
    """
    folded = fold(title)
    longest: dict[int, tuple[Span, Entity]] = {}
    for span, agency in agencies_in(folded, knowledge):
        if span.start not in longest or span.end > longest[span.start][0].end:
            longest[span.start] = span, agency
    for span, level in of_home(folded, knowledge):
        body = ours(Mention(span, "ours", folded[span.start : span.end], level), home, knowledge)
        if body is not None and isinstance(body.value, Entity):
            longest.setdefault(span.start, (span, body.value))
    party = knowledge.structure.party
    found, at = [], 0
    while at in longest or folded.startswith(party, at):
        if at not in longest:  # 中共 before the committee of a place
            at += next(len(word) for word in party if folded.startswith(word, at))
            if at not in longest:
                break
        span, agency = longest[at]
        found.append(agency)
        at = span.end
        at += len(folded[at:]) - len(folded[at:].lstrip(" 、,"))
    others = _and_others(knowledge).match(folded, at) if at else None
    at = at if others is None else others.end()
    said = folded[at:].startswith((*knowledge.titles.about, *knowledge.titles.forwarding))
    return tuple(found) if said or at == 0 else ()


def _done_to(title: str, knowledge: Knowledge) -> Iterator[tuple[str, Entity]]:
    """What a title says is done to the law named in it: 食品安全法实施条例, 刑法修正案（九）, 关于废止〈…〉的决定."""
    plain = title.strip("《》 ")
    for relation, pattern in _deeds(knowledge).items():
        match = pattern.fullmatch(fold(plain))
        if match is not None:
            for span in match.spans("title"):
                yield relation, _named(plain[slice(*span)], knowledge)


def issued_by(notice: Entity, told: Told, knowledge: Knowledge) -> Entity | None:
    """What a notice issues by its title, 关于印发《X》的通知; None where the text tells of something else."""
    title = notice.label
    match = _promulgating(knowledge).search(fold(title))
    if match is None:
        english = issued_in_english(title, knowledge)
        return None if english is None else curated(english, lexicon_of(knowledge))
    inner = title[match.start("title") : match.end("title")]
    if not is_policy_title(inner, knowledge.titles) and not is_request(inner, knowledge.titles):
        lends = fold(title)[: match.start("title")].rstrip("《〈<(").endswith(knowledge.titles.lending)
        if not (lends and any(word in inner for word in knowledge.titles.about)):
            return None  # 关于公布名单的通知 issues no notice, 关于印发关于校车若干举措的通知 none but itself
        inner += title[slice(*match.span("notice"))]  # the notice that is forwarded lends its last words to both
    issued = _named(inner, knowledge)
    return issued if issued.key in told.get(notice.key, {issued.key}) else None


def _named(title: str, knowledge: Knowledge) -> Entity:
    """The policy of a title, curated where the vocabulary knows it."""
    return curated(policy(title), lexicon_of(knowledge))


def mentions_of(situated: Sequence[Situated], kind: str) -> Iterator[Mention]:
    """All mentions of one kind, in reading order."""
    return (mention for sentence in situated for mention in sentence.mentions if mention.kind == kind)


@cache
def _promulgating(knowledge: Knowledge) -> regex.Pattern[str]:
    titles, notices = knowledge.titles, "|".join(knowledge.structure.notices)
    about, words = "|".join(titles.about), "|".join(titles.promulgating)
    begun = rf"(?:(?:{about})(?:{words})|(?:{'|'.join(titles.forwarding)}))"
    title = r"(?:\((?P<title>[^()]+)\)|[《〈<]?(?P<title>.+?)[》〉>]?)"  # 关于印发(X)的通知, inside 《》
    return regex.compile(rf"{begun}{title}(?P<notice>{notices})(?:\(.{{1,12}}\))?$")


@cache
def _deeds(knowledge: Knowledge) -> Mapping[str, regex.Pattern[str]]:
    words = knowledge.structure
    told = {"implements": words.implementing, "amends": words.amending, "supersedes": words.repealing}
    return {relation: regex.compile("|".join(patterns)) for relation, patterns in told.items()}


@cache
def _and_others(knowledge: Knowledge) -> regex.Pattern[str]:
    return regex.compile("|".join(knowledge.structure.and_others))
