"""Names of policy documents in English: a kind of document, and capitalised words that say which."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.titles import policy
from kg.model import Entity, Span
from kg.text.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.knowledge.types import Titles

# the n-th plan is of these years: they tell it from no other
_OF_YEARS = re.compile(r"(?P<plan>\d{1,2}th [\w-]+(?: [\w-]+){0,2}) \((?:19|20)\d{2}[-–]\d{2,4}\)")
_YEARS = re.compile(r" (?:19|20)\d{2}[-–](?:(?:19|20)\d{2}|\d{2})$")
LATIN = re.compile("[A-Za-z]")
SHORTEST = 3  # words of a name; National Plan is none
LONGEST_TAIL = 24  # words after the kind of a document: Opinions on Further Deepening …


def in_english(text: str, titles: Titles) -> Iterator[tuple[Span, str, Entity]]:
    """Every name by its capital letters: Opinions on …, Law of … on …, 14th Five-Year Plan for ….

    A name needs a word of government in it, since companies and programs have plans and policies too; or the sentence
    tells that it was enacted.
    """
    if LATIN.search(text) is None:
        return
    enacted = _enacted(titles).search(text) is not None
    for match in _titled(titles).finditer(text):
        if _kind(titles).search(text) is not None and len(match["title"].split()) >= SHORTEST:
            yield Span(*match.span("title")), "policy", in_words(match["title"])
    for match in _name(titles).finditer(text):
        name = match[0].replace('"', "").replace("”", "")
        numbered = enacted or _numbered().match(text, match.end()) is not None
        if name.startswith(titles.bodies_en):
            continue
        if len(name.split()) >= SHORTEST and (numbered or _is_official(name, text, titles)):
            for span in _apart(match[0], titles):
                part = match[0][span.start : span.end].replace('"', "").replace("”", "")
                yield Span(match.start() + span.start, match.start() + span.end), "policy", in_words(part)


def _apart(name: str, titles: Titles) -> Iterator[Span]:
    """The names that one run of words is: Outline of … and the Guiding Opinions on …; all of it but for a notice."""
    begin = 0
    for match in () if name.startswith(titles.issuing_kinds_en) else _another(titles).finditer(name):
        if len(name[begin : match.start()].split()) >= SHORTEST:
            yield Span(begin, match.start())
            begin = match.end()
    yield Span(begin, len(name))


def is_english_title(title: str, titles: Titles, *, given: bool = False) -> bool:
    """Whether a whole line is such a name; one that is `given` by a body below it needs no word of government."""
    match = _name(titles).fullmatch(title.strip())
    named = match is not None and len(title.split()) >= SHORTEST
    return named and (given or _official(titles).search(title) is not None or _act(titles).search(title) is not None)


def in_words(name: str) -> Entity:
    """An unregistered policy by its English name, known by it in any case."""
    years = _OF_YEARS.fullmatch(name)
    plain = policy(name if years is None else years["plan"])
    return Entity("policy", plain.key.lower(), plain.label, "en")


@cache
def _name(titles: Titles) -> regex.Pattern[str]:
    """A kind of document with the capitalised words before and behind it, or behind a name in quotes."""
    heads, small = any_of(titles.heads_en), any_of(titles.small_en)
    never = "|".join(titles.never_en)
    word = rf"(?:(?!(?:{never})\b)[A-Z0-9](?:[\w'’&/–-]|\.(?=\w))*|\([A-Z][\w ,-]{{0,60}}\))"
    step = rf"(?: (?:{small})){{0,3}} {word}"
    counted = rf"\d{{1,4}}[A-Za-z]?(?:\(\w+\))* (?:{small}|The)\b"  # section 68 of the …
    before = rf"(?:\b(?!(?:{any_of(titles.openers_en)})\b|{counted}){word}(?:{step}){{0,9}} )?"
    linked = rf" (?:of|on|for|to|regarding|concerning)(?: (?:{small})){{0,2}} {word}"
    listed = rf"(?:(?:, {word}(?:{step}){{0,2}}){{1,3}},? and {word}(?:{step}){{0,3}})?"
    tail = rf"(?:{linked}(?:{step}){{0,{LONGEST_TAIL}}}+{listed})?"
    mark = r"(?: \([A-Z]?[\w –-]{2,20}\)| (?:19|20)\d{2}(?:[-–](?:19|20)\d{2})?)?"
    named = (
        rf"{before}(?<![\w-])(?:{heads})(?: and (?:{heads}))?(?![\w-])(?!(?: \([\d–-]+\))? [Pp]eriod){mark}{tail}{mark}"
    )
    quoted = rf"(?<=[\"“]){word}(?:{step}){{1,9}}[\"”] (?:{heads.lower()})(?![\w-])"
    return regex.compile(rf"{quoted}|{named}")


def _is_official(name: str, sentence: str, titles: Titles) -> bool:
    """Whether a name is of a government: by a word in it, as an act, or by its years in a sentence with such a word."""
    official = _official(titles)
    of_years = _YEARS.search(name) is not None and official.search(sentence) is not None
    return official.search(name) is not None or _act(titles).search(name) is not None or of_years


@cache
def _another(titles: Titles) -> regex.Pattern[str]:
    """Between two names, where the second tells its kind and what it is about."""
    kinds = rf"(?:[A-Z][\w-]+ ){{0,3}}(?:{any_of(titles.heads_en)}) (?:on|for|of|to|regarding|concerning)\b"
    return regex.compile(rf" and the (?={kinds})")


@cache
def _act(titles: Titles) -> regex.Pattern[str]:
    """What only a parliament makes, with its year: Health and Care Act 2022."""
    return regex.compile(rf" (?:{any_of(titles.acts_en)})(?: (?:19|20)\d{{2}})?$")


@cache
def _titled(titles: Titles) -> regex.Pattern[str]:
    """A name in quotes behind a word that leads to it, without the comma before the closing quote."""
    return regex.compile(rf"\b(?:{any_of(titles.titled_en)}),? [\"“](?P<title>[A-Z][^\"“”\n]{{8,150}}?),?[\"”]")


@cache
def _kind(titles: Titles) -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{any_of(titles.heads_en).lower()})\b")


@cache
def _official(titles: Titles) -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\w-])(?:{any_of(titles.official_en)})(?![\w-])")


@cache
def _numbered() -> regex.Pattern[str]:
    """The number of a document in brackets behind its name: Measures for Auction (Order No. 24 of 2004)."""
    return regex.compile(r" \((?:[A-Z][\w']*\.? ){0,6}(?:\[\d{4}\] )?No\. ?\d")


@cache
def _enacted(titles: Titles) -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{any_of(titles.enacted_en)})\b")
