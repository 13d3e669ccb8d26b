"""Words without what says nothing at their ends, and as they are compared."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.outline import behind_number
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.knowledge.types import Knowledge

_BLANKS = regex.compile(r"\s+")
_BLANKS_BESIDE_HAN = regex.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")
HAN = regex.compile(r"\p{Han}")
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?![0-9])"
_NO_WORD = regex.compile(r"[^\p{L}\p{N}+%]+")


def bare(text: str, knowledge: Knowledge) -> str:
    """A phrase without the punctuation and the light words at its ends; words that only look light (参与) stay."""
    words = _BLANKS.sub(" ", joined([fold(text)]))
    kept, (first, last) = tuple(knowledge.cues.classes["zh"]["kept"]), _edges(knowledge)
    words = words[behind_number(words, knowledge) :]
    while (match := last.search(words)) and not words.endswith(kept):
        words = words[: match.start()]
    while (match := first.match(words)) and not words.startswith(kept) and not _attains(words, knowledge):
        words = words[match.end() :]
    return words


def _attains(words: str, knowledge: Knowledge) -> bool:
    """Whether words tell which level is attained, so that their verb says something: 达到三级医院水平."""
    classes = knowledge.cues.classes["zh"]
    verb = next((word for word in classes["attains"] if words.startswith(word)), "")
    level = next((word for word in classes["attained"] if words.endswith(word)), "")
    return bool(verb and level) and len(words) > len(verb) + len(level)


def normal(text: str, knowledge: Knowledge) -> str:
    """A phrase as indicators are compared by: bare, without fillers and punctuation, English in lower case.

    >>> normal("都具备了中医药的服务能力", load())  # doctest: +SKIP
    '具备中医药服务能力'
    """
    words = bare(text, knowledge)
    if HAN.search(words):
        return _NO_WORD.sub("", knowledge.cues.one["filler"].sub("", words))
    return _NO_WORD.sub(" ", words.lower()).strip()


@cache
def _edges(knowledge: Knowledge) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """One light word, or punctuation, at the beginning and at the end; a bracket only where its fellow is missing.

    A character before 、 is one of two alike: 内、外贸.
    """
    light, before = knowledge.cues.one["light"].pattern, knowledge.cues.one["light_before"].pattern
    after = knowledge.cues.one["light_after"].pattern
    before = rf"(?:{before})(?!(?<=^.)(?:、|$))"
    stray = r"[\s,;:.、。!?*—\-]+"
    return (
        regex.compile(rf"(?:{light}|{before}|{stray}|{_CLOCK}|[)\]”](?!$)|[(“](?=[^)”]*$))", regex.IGNORECASE),
        regex.compile(rf"(?:{light}|{after}|{stray}|[(\[“]|[)”](?=$)(?<=^[^(“]*.))$", regex.IGNORECASE),
    )


def joined(parts: Iterable[str]) -> str:
    """Parts of a phrase in one: blanks stand between Latin words only."""
    joined = " ".join(part for part in parts if part)
    return _BLANKS_BESIDE_HAN.sub("", joined)
