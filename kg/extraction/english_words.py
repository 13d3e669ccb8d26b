"""The words of English sentences: what they are cut into, and the closed classes and verbs that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.knowledge.say import CHARACTERS, NUMERIC

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.knowledge.types import Knowledge

_TOKEN = regex.compile(
    r"['’]s\b|['’](?=\s)|[A-Za-z](?:[A-Za-z0-9]|/(?=[A-Za-z])|[-'’&](?=[A-Za-z0-9])|\.(?=[0-9])|-(?= (?:and|or|to) ))*"
    r"|[0-9]+(?:[.,][0-9]+)*|\S"
)
_REGULAR = regex.compile(r"[a-z]{3,}(?<!e)ed")  # opted, but no speed
TIME, REGION, FACILITY = CHARACTERS["time"], CHARACTERS["region"], CHARACTERS["facility"]
_MENTION = frozenset(CHARACTERS.values()) - frozenset(NUMERIC) - {TIME} | {"\ue000"}
_POSSESSIVE = ("'s", "’s", "'", "’")
# classes of verbs, the surest last: that is the one of a form which several have
VERBS = (
    "acting",
    "doing",
    "moving",
    "showing",
    "attaining",
    "holding",
    "limiting",
    "making_up",
    "deeds",
    "falling",
    "rising",
)
FORMS = ("base", "third", "past", "participle", "gerund")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark or a mention of lifted text; `word` is in lower case."""

    word: str
    start: int
    end: int

    @property
    def number(self) -> bool:
        """Whether it stands for a number."""
        return self.word in NUMERIC

    @property
    def time(self) -> bool:
        """Whether it stands for a time."""
        return self.word == TIME

    @property
    def mark(self) -> bool:
        """Whether it is punctuation."""
        return not (self.word[0].isalnum() or self.word in _MENTION or self.number or self.time or self.possessive)

    @property
    def possessive(self) -> bool:
        """Whether it is the 's of a genitive."""
        return self.word in _POSSESSIVE


@dataclass(frozen=True, eq=False, slots=True)
class Grammar:
    """Closed classes of words by name, and verbs, both of ontology/words: a form with its class, kind and row."""

    classes: Mapping[str, frozenset[str]]
    verbs: Mapping[str, tuple[str, str, str]]

    def has(self, name: str, word: str) -> bool:
        """Whether a word is of a class."""
        return word in self.classes[name]

    def adverb(self, word: str) -> bool:
        """Whether a word tells how something is done: steadily."""
        return word.endswith("ly") and word not in self.classes["nouns_in_ly"]

    def tells(self, word: str) -> bool:
        """Whether a word is a form of a verb that is hardly ever a noun."""
        return word in self.verbs and self.verbs[word][0] not in {"acting", "doing"}

    def acted(self, word: str) -> bool:
        """Whether a word may be the past of a verb that no list has: it ends as those of regular verbs do."""
        known = word in self.verbs
        return self.verbs[word][1] in {"past", "participle"} if known else _REGULAR.fullmatch(word) is not None

    def form(self, word: str) -> str:
        """Which form of its verb a word is, "" where it is none."""
        return self.verbs[word][1] if word in self.verbs else ""

    def verb(self, word: str, *names: str) -> bool:
        """Whether a word is a form of a verb of some class."""
        return word in self.verbs and self.verbs[word][0] in names


@cache
def grammar(knowledge: Knowledge) -> Grammar:
    """The English grammar of `knowledge`, built once."""
    classes = knowledge.cues.classes["en"]
    verbs = {
        form: (name, kind, " ".join(forms))
        for name in VERBS
        for forms in map(forms_of, classes[name])
        for kind, form in reversed(tuple(zip(FORMS, forms, strict=True)))
    }
    closed = {name: frozenset(words) for name, words in classes.items()}
    return Grammar({**closed, **knowledge.english}, verbs)


def forms_of(row: str) -> tuple[str, ...]:
    """The five forms of a verb: those of its row, else by rule.

    >>> forms_of("serve"), forms_of("apply")[1:]
    (('serve', 'serves', 'served', 'served', 'serving'), ('applies', 'applied', 'applied', 'applying'))
    """
    if " " in row:
        return tuple(row.split())
    stem = row.removesuffix("e")
    ied = row[:-1] + "i" if row.endswith("y") and row[-2] not in "aeiou" else stem
    third = f"{ied}es" if ied.endswith("i") or row.endswith(("s", "sh", "ch", "x")) else f"{row}s"
    return row, third, f"{ied}ed", f"{ied}ed", f"{stem}ing"


def tokens(text: str) -> tuple[Token, ...]:
    """The words, marks and mentions of lifted text, in order."""
    return tuple(Token(match[0].lower(), match.start(), match.end()) for match in _TOKEN.finditer(text))
