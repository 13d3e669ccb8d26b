"""Noun phrases of English sentences, found by closed classes of words from where they end or begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.english_words import FACILITY, REGION, Grammar, Token
from kg.knowledge.say import NUMERIC

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPEN, _CLOSE = "([", ")]"
_QUOTES = frozenset('"”')  # that close
TOLD = 3  # words of a phrase that begins with a number: five-year survival rate
LONGEST = 28  # words of a noun phrase


def before(words: Sequence[Token], end: int, denominators: frozenset[int], said: Grammar) -> tuple[int, int] | None:
    """The noun phrase whose last token stands right before `end`, as a stretch of tokens; None where there is none.

    It reaches back to what no noun phrase holds: a mark, a time, a finite verb, a number that counts no denominator.
    """
    while end > 0 and (words[end - 1].time or said.has("loose", words[end - 1].word)):
        end -= 1
    start = end
    while start > 0 and end - start < LONGEST:
        opening = _opened(words, start - 1)
        if opening is not None:
            start = opening
        elif _ends_phrase(words, start - 1, denominators, said):
            relative = _relative(words, start, said)
            if relative is None:
                break
            start = relative
        else:
            start -= 1
    if start > 0 and words[start - 1].word == "," and _is_listed(words, start, end, said):
        return None
    if start + 1 < end and said.has("leading_in", words[start].word):  # a plan in March [for] homes to reach V
        start += 1
    return trimmed(words, _behind_verb(words, start, end, said), end, said)


def after(words: Sequence[Token], start: int, denominators: frozenset[int], said: Grammar) -> tuple[int, int] | None:
    """The noun phrase that begins at `start`: up to a mark, a time, a verb or a preposition of place or manner."""
    end, led_on = start, start
    while end < len(words) and end - start < LONGEST:
        word = words[end]
        if said.has("prepositions", word.word):
            led_on = end
        inner = said.has("inside_phrase", word.word) or (said.has("prepositions", word.word) and end > start + 1)
        if not inner and _ends_phrase(words, end, denominators, said):
            break
        further = said.has("prepositions", word.word) and not said.has("tying", word.word)
        if further and not _tells_age(words, end, denominators):
            break
        held = word.word == "with" and (said.has("aged", words[end - 1].word) or words[end - 1].word.endswith("ing"))
        if (said.has("subordinator", word.word) and not held) or _leads_verb(words, end, said):
            break  # but people living with HIV
        end += 1
    joined = said.has("joining", words[end - 1].word)  # 55 beds in wards and 40 nurses
    if end < len(words) and words[end].number and led_on > start and not joined:  # …beds with a size of 40 metres
        end = led_on
        end = _before_means(words, start, end, said)
    while end > start + 1 and any(said.has(name, words[end - 1].word) for name in ("prepositions", "conjunction")):
        if said.has("closing_pair", f"{words[end - 2].word} {words[end - 1].word}"):
            break
        end -= 1
    return trimmed(words, start, end, said)


def _before_means(words: Sequence[Token], start: int, end: int, said: Grammar) -> int:
    """Where a phrase ends before what something is done with, of which a number tells: women [with a fund of V]."""
    means = (i for i in range(start + 1, end) if words[i].word == "with" and said.has("indefinite", words[i + 1].word))
    return next(means, end) if words[end].word == "of" else end


def _leads_verb(words: Sequence[Token], at: int, said: Grammar) -> bool:
    """Whether a joint leads to another thing to do: build 30 wards [and renovate] others."""
    follows = words[at + 1].word if at + 1 < len(words) else ""
    if words[at].word != "and":
        return False
    behind = words[at + 2] if at + 2 < len(words) else words[-1]
    acts = said.acted(follows) or (follows in said.verbs and follows not in said.classes["measures"])
    if acts and (behind.number or said.has("determiner", behind.word) or behind.word == "to"):
        return True  # V visits [and discharged] V patients
    return said.verb(follows, "deeds", "limiting") and said.form(follows) == "base"


def _tells_age(words: Sequence[Token], at: int, denominators: frozenset[int]) -> bool:
    """Whether a preposition leads to how old those are who are meant: people at or above the age of 60."""
    for i in range(at + 1, min(at + 7, len(words))):
        if words[i].mark or words[i].time or words[i].number:
            return i in denominators
    return False


def _ends_phrase(words: Sequence[Token], at: int, denominators: frozenset[int], said: Grammar) -> bool:
    """Whether a noun phrase ends before a token."""
    word = words[at].word
    if words[at].time or words[at].mark or (words[at].number and at not in denominators):
        return True
    if word == "to" and at + 1 < len(words) and words[at + 1].word in said.verbs:
        return True
    if word == "and" and at and said.adverb(words[at - 1].word):  # has risen sharply and …
        return True
    if said.has("finite", word) or (said.has("subordinator", word) and not said.has("prepositions", word)):
        return True
    return (
        said.verb(word, "rising", "falling", "attaining")
        and not _is_noun(words, at, said)
        and not _is_aim_of(words, at, said)
    )


def _is_aim_of(words: Sequence[Token], at: int, said: Grammar) -> bool:
    """Whether a word tells what a sum is for: spending on [improving] docks."""
    led = at > 1 and said.has("goal_of", words[at - 1].word) and words[at - 2].word in said.classes["measures"]
    return led and said.form(words[at].word) == "gerund"


def _is_noun(words: Sequence[Token], at: int, said: Grammar) -> bool:
    """Whether a form of a verb is a noun or an adjective where it stands: the increase of, lower prices, per rise."""
    form, word = said.verbs[words[at].word][1], words[at - 1].word if at else ""
    if form in {"past", "participle"}:  # a registered nurse, two registered nurses
        follows = words[at + 1].word if at + 1 < len(words) else ""
        noun = follows[:1].isalpha() and not any(said.has(n, follows) for n in ("prepositions", "determiner", "loose"))
        counted = not word or word in NUMERIC or said.has("determiner", word) or said.has("conjunction", word)
        return noun and (counted or said.has("prepositions", word))
    if form != "base" or not word:
        return False
    if said.has("determiner", word) or words[at - 1].possessive:
        return True
    return word[0].isalpha() and not said.has("group", word) and not said.has("binding", word)


def _behind_verb(words: Sequence[Token], start: int, end: int, said: Grammar) -> int:
    """Where a phrase begins once a verb in front of its article, or the end of another clause, is taken off."""
    for at in range(end - 1, start, -1):
        word, ahead = words[at].word, words[at - 1].word
        letter = word == "a" and at + 1 < len(words) and said.has("conjunction", words[at + 1].word)  # class A and B
        if said.has("opening_noun", word) and not letter:
            joined = said.has("conjunction", ahead) and ahead != "as"  # costs as a share of income
            if joined and any(said.has("measures", other.word) for other in words[at:end]):
                return at
            acts = ahead.endswith("ing") and at > 1 and said.has("prepositions", words[at - 2].word)
            if not joined and not acts and not said.has("prepositions", ahead):
                return at
    return start


def _is_listed(words: Sequence[Token], start: int, end: int, said: Grammar) -> bool:
    """Whether a phrase behind a comma is but the end of a list: mining, [power and gas] grew."""
    listed = any(said.has("listing", word.word) for word in words[start:end])
    if any(said.has(name, words[start].word) for name in ("listing", "contrast", "leading_in")):
        return False
    begin = start - 1
    while begin > 0 and not (words[begin - 1].mark or words[begin - 1].number):
        begin -= 1
    led = words[begin].time or any(word.time for word in words[begin : start - 1])
    return listed and not led and not said.has("prepositions", words[begin].word) and begin < start - 1


def _relative(words: Sequence[Token], end: int, said: Grammar) -> int | None:
    """Where a clause begins that tells which persons are meant and ends at a place: people [who are insured]."""
    for at in range(end - 1, max(0, end - 8), -1):
        if words[at].mark or words[at].number:
            return None
        if words[at].word == "who":
            return at if words[at - 1].word.isalpha() and not said.tells(words[at - 1].word) else None
    return None


def _opened(words: Sequence[Token], at: int) -> int | None:
    """Where the bracket or the quotation opens that closes at a token."""
    if words[at].word in _CLOSE:
        return _opening(words, at)
    return _quoted(words, at) if words[at].word in _QUOTES else None


def _quoted(words: Sequence[Token], at: int) -> int | None:
    """Where the quotation opens that closes at a token, where it is a few words."""
    quotes = {'"': '"', "”": "“"}
    found = next((i for i in range(at - 1, max(-1, at - 10), -1) if words[i].word == quotes[words[at].word]), None)
    return None if found is None or any(word.number for word in words[found:at]) else found


def _opening(words: Sequence[Token], at: int) -> int | None:
    """Where the bracket opens that closes at a token."""
    found = next((i for i in range(at - 1, max(-1, at - 16), -1) if words[i].word in _OPEN), None)
    return None if found is None or any(word.number for word in words[found:at]) else found


def trimmed(words: Sequence[Token], start: int, end: int, said: Grammar) -> tuple[int, int] | None:
    """A stretch of tokens without what only leads up to a noun phrase; None where what is left is none."""
    while (
        start < end
        and not _points_at_whom(words, start, end)
        and (
            any(said.has(name, words[start].word) for name in ("determiner", "conjunction", "loose"))
            or words[start].mark
            or words[start].possessive
        )
    ):
        start += 1
    if start + 1 < end and words[start].word == REGION and words[start + 1].possessive:
        start += 2
    clause = any(word.word == "who" for word in words[start:end])  # people who exercise regularly
    while start < end and (words[end - 1].mark or (_is_aside(words, end, said) and not clause)):
        if words[end - 1].word in _QUOTES and (_quoted(words, end - 1) or 0) > start:
            break
        opening = _opening(words, end - 1) if words[end - 1].word in _CLOSE else None
        end = opening if opening is not None and opening > start else end - 1
    led = start > 0 and said.has("determiner", words[start - 1].word)
    if start >= end or not is_phrase(words[start:end], said, led=led):
        return None
    return start, end


def _points_at_whom(words: Sequence[Token], start: int, end: int) -> bool:
    """Whether a phrase begins with a pronoun that is all there is of its noun: those aged 65 and over."""
    return start + 1 < end and words[start].word == "those" and words[start + 1].word == "aged"


def _is_aside(words: Sequence[Token], end: int, said: Grammar) -> bool:
    """Whether a phrase ends with a word that says nothing of it, or a place that no preposition ties to it."""
    if said.has("loose", words[end - 1].word) or (end > 1 and said.adverb(words[end - 1].word)):
        return True
    ahead = end - 3 if end > 2 and said.has("determiner", words[end - 2].word) else end - 2
    tied = said.has("prepositions", words[ahead].word) or said.has("parts_of_land", words[ahead].word)
    return end > 1 and words[end - 1].word == REGION and not tied


def is_phrase(words: Sequence[Token], said: Grammar, *, led: bool) -> bool:
    """Whether tokens make a noun phrase that names something: a noun, no verb at its head, nothing left open.

    `led` tells that an article stood before them.
    """
    first, last = words[0].word, words[-1].word
    closed = len(words) > 1 and said.has("closing_pair", f"{words[-2].word} {last}")
    open_ended = not closed and any(
        said.has(name, last) for name in ("prepositions", "determiner", "conjunction", "subordinator")
    )
    brackets = sum((word.word in _OPEN) - (word.word in _CLOSE) for word in words)
    if (
        brackets
        or open_ended
        or words[-1].possessive
        or any(said.has("pronoun", word.word) for word in words if not said.has("standing_for_people", word.word))
        or "who" in {first, last}
    ):
        return False
    if (
        (said.has("prepositions", first) and first != "per")  # per capita income
        or said.has("finite", first)
        or said.has("group", first)
        or (words[0].number and len(words) < TOLD and not said.has("measures", last))
    ):
        return False
    acts = said.tells(first) and said.form(first) in {"gerund", "third"}
    if acts and not led and first not in said.classes["measures"]:
        return False
    told = any(word.number for word in words)  # people aged 60
    return not said.has("deictic", first) and (told or any(_names(word.word, said) for word in words))


def _names(word: str, said: Grammar) -> bool:
    """Whether a word names something: it is no mention of who or where, no mere rate or number, no function word."""
    if not word[0].isalpha():
        return word == FACILITY
    closed = ("prepositions", "determiner", "conjunction", "subordinator", "finite", "empty", "pronoun", "loose")
    return len(word) > 2 and not any(said.has(name, word) for name in closed)
