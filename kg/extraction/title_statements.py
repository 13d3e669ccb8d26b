"""What titles of policies tell: who issued them, what they issue, and what they do to laws that they name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.bodies import of_home
from kg.extraction.candidates import agencies_in
from kg.extraction.document_numbers import number_within
from kg.extraction.english_heads import issued_in_english, issuers_in_english
from kg.extraction.home import ours
from kg.extraction.lexicon import curated, lexicon_of
from kg.extraction.quotes import quote
from kg.extraction.title_kinds import is_policy_title, is_request
from kg.extraction.titles import policy
from kg.model import Attribute, Document, Edge, Entity, Mention, Naming, Span, Statement
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.extraction.types import Home, Situated
    from kg.knowledge.types import Knowledge

    Issuing = Mapping[str, frozenset[str]]  # keys of what the text says that a notice issues, by the key of the notice

TITLE_RULE = "NAM-02"  # a title that begins with its issuers
PROMULGATES_RULE = "NAM-04"  # a notice whose title names what it issues


def title_statements(
    situated: Sequence[Situated], issuing: Issuing, home: Home | None, document: Document, knowledge: Knowledge
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
            for relation, law in done_to(entity.label, knowledge):
                yield Naming(law, evidence)
                yield Edge(entity, relation, law, evidence)
            issued = issued_by(entity, issuing, knowledge)
            if issued is not None:
                promulgated = (quote(mention.span, document, PROMULGATES_RULE),)
                yield Naming(issued, promulgated)
                yield Edge(entity, "promulgates", issued, promulgated)


def issued_by(notice: Entity, issuing: Issuing, knowledge: Knowledge) -> Entity | None:
    """What a notice issues by its title, 关于印发《X》的通知; None where the text tells of something else."""
    title = notice.label
    match = _promulgating(knowledge).search(fold(title))
    if match is None:
        english = issued_in_english(title, knowledge)
        return None if english is None else curated(english, lexicon_of(knowledge))
    inner = _within(title[match.start("title") : match.end("title")])
    if not is_policy_title(inner, knowledge.titles) and not is_request(inner, knowledge.titles):
        lends = fold(title)[: match.start("title")].rstrip("《〈<(").endswith(knowledge.titles.lending)
        if not (lends and any(word in inner for word in knowledge.titles.about)):
            return None  # 关于公布名单的通知 issues no notice, 关于印发关于校车若干举措的通知 none but itself
        inner += title[slice(*match.span("notice"))]  # the notice that is forwarded lends its last words to both
    issued = _named(inner, knowledge)
    return issued if issued.key in issuing.get(notice.key, {issued.key}) else None


def _within(title: str) -> str:
    """What a title names where words stand beside its brackets, one of which was cut: 国家标准《X, X》等12项标准."""
    if title.count("《") > title.count("》"):
        return title.rpartition("《")[2]
    return title.partition("》")[0] if title.count("《") < title.count("》") else title


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


def done_to(title: str, knowledge: Knowledge) -> Iterator[tuple[str, Entity]]:
    """What a title says is done to the law named in it: 食品安全法实施条例, 刑法修正案（九）, 关于废止〈…〉的决定."""
    plain = title.strip("《》 ")
    for relation, pattern in _deeds(knowledge).items():
        match = pattern.fullmatch(fold(plain))
        if match is not None:
            for span in match.spans("title"):
                yield relation, _named(plain[slice(*span)], knowledge)


def _named(title: str, knowledge: Knowledge) -> Entity:
    """The policy of a title, curated where the vocabulary knows it."""
    return curated(policy(title), lexicon_of(knowledge))


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
