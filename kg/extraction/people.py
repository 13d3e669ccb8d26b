"""Names of officials: a name that begins with a surname, beside a post; an English name and its post."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.model import Entity, Span
from kg.text.patterns import HAN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kg.knowledge.types import Knowledge, People

BEHIND = " ;。)\n"  # what may stand behind the post in a list of those who take part, to the end of the line
NAME = r"\b[A-Z][a-z]+(?:[ -][A-Z][a-z]+){1,2}"  # of an English official
HAN_NAME = re.compile(rf"[{HAN}·]{{2,8}}")
BETWEEN = ", "  # between an English name and its post


def people(folded: str, knowledge: People) -> Iterator[tuple[Span, Entity]]:
    """Every person named behind a post in Chinese, or before one in English; the span is the name alone.

    A name of three characters wins over one of two where both may end there: 赵文华在, not 赵文. In a list of those who
    take part a name stands before its body and post, on a line of its own.
    """
    for match in _chinese(knowledge).finditer(folded):
        yield Span(*match.span("name")), Entity("person", match["name"], match["name"], "zh")
    listed = _listed(knowledge).search(folded) if folded.rstrip(BEHIND).endswith(knowledge.posts) else None
    if listed is not None:
        yield Span(*listed.span("name")), Entity("person", listed["name"], listed["name"], "zh")
    behind = _english(knowledge).finditer(folded) if BETWEEN in folded else ()
    ahead = _english_behind(knowledge).finditer(folded) if any(post in folded for post in knowledge.posts_en) else ()
    for match in (*behind, *ahead):
        yield Span(*match.span("name")), Entity("person", match["name"].lower(), match["name"], "en")


def turn(folded: str, knowledge: People) -> str:
    """The name that a line begins with, before a colon, as it does where that person begins to speak; "" if none."""
    match = _turn(knowledge).match(folded) if ":" in folded else None
    return match["name"] if match is not None else ""


def named_again(folded: str, known: frozenset[str], knowledge: Knowledge) -> Iterator[tuple[Span, Entity]]:
    """Those of the known names behind which it is told that who is called so says something: 王强还表示."""
    if known:
        for match in _again(known, knowledge).finditer(folded):
            yield Span(*match.span("name")), Entity("person", match["name"], match["name"], "zh")


@lru_cache(maxsize=4)  # the names of the document that is read
def _again(known: frozenset[str], knowledge: Knowledge) -> re.Pattern[str]:
    people = knowledge.people
    before = "|".join(f"(?<={re.escape(word)})" for word in people.before_again)
    say, between = _either(knowledge.cues.classes["zh"]["say"]), _either(people.again)
    names = _either([name for name in known if HAN_NAME.fullmatch(name)]) or "(?!)"
    return re.compile(rf"(?:(?<![{HAN}])|{before})(?P<name>{names})(?=(?:{between}){{0,2}}(?:{say}))")


@cache
def _turn(knowledge: People) -> re.Pattern[str]:
    return re.compile(rf" {{0,4}}{_short(knowledge)} ?:")


@cache
def _listed(knowledge: People) -> re.Pattern[str]:
    post = _either(knowledge.posts)
    return re.compile(
        rf"(?:^|:) {{0,4}}{_short(knowledge)}(?: {{1,4}}|,|\()"
        rf"(?=[{HAN}、 ]{{2,40}}?(?:{post})\)?[ ;。]{{0,2}}$)"
    )


def _short(knowledge: People) -> str:
    """A name of two or three characters."""
    return rf"{_no_name(knowledge)}(?P<name>(?:{_either(knowledge.surnames)})[{HAN}]{{1,2}})"


def _no_name(knowledge: People) -> str:
    """That no word begins here which has a surname at its beginning and is no name: 任免."""
    return rf"(?!{_either(knowledge.no_names)})"


def _either(words: Collection[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _chinese(knowledge: People) -> re.Pattern[str]:
    surname, post, after = (_either(words) for words in (knowledge.surnames, knowledge.posts, knowledge.after))
    return re.compile(
        rf"(?:{post})(?: (?=[{HAN}]{{2,3}} ?(?:$|[:、;)])))?"  # a blank between them at the end of a line alone
        rf"(?!(?:{after})){_no_name(knowledge)}(?P<name>(?:{surname})(?:[{HAN}](?:·[{HAN}]+)?(?=(?:{after})|[^{HAN}]|$)"
        rf"|[{HAN}]{{2}}(?=(?:{after})|[^{HAN}]|$)))"
    )


@cache
def _english(knowledge: People) -> re.Pattern[str]:
    post = _either(knowledge.posts_en)
    return re.compile(rf"(?P<name>{NAME}){BETWEEN}(?:the |an? )?(?:{post})\b")


@cache
def _english_behind(knowledge: People) -> re.Pattern[str]:
    """A name right behind its post, where the words behind it end it: health official Mi Feng said."""
    post, after = _either(knowledge.posts_en), _either(knowledge.after_en)
    of = r"(?: of(?: [A-Z][a-z]+| and){1,4}?)?"  # minister of education
    ends = rf"(?= (?:{after})\b|[,.]|$)"
    return re.compile(rf"(?<!\b[Tt]he )\b(?:{post}){of} (?P<name>[A-Z][a-z]+ [A-Z][a-z]+){ends}")
