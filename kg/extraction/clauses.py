"""Parts of an English clause: the verb group, its subject, what a verb acts on, what leads to a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.english_words import REGION
from kg.extraction.noun_phrases import after, before, trimmed

if TYPE_CHECKING:
    from kg.extraction.parsed import Parsed


DASHES = frozenset("—–")
BULLETS = frozenset("•-*")
LONG = 24  # words of a measure with a clause that tells what it is of


def group_begin(s: Parsed, verb: int) -> int:
    """Where the verb group begins that a verb ends: is expected to [reach]."""
    names = ("group", "binding", "foreseeing", "aiming", "doubting")
    while verb > 0 and (any(s.said.has(n, s.word(verb - 1)) for n in names) or s.said.adverb(s.word(verb - 1))):
        if s.said.has("aiming", s.word(verb - 1)) and s.said.has("article", s.word(verb - 2)):
            break  # [the plan] aims to
        verb -= 1
    return verb


def subject_of(s: Parsed, verb: int) -> tuple[int, int] | None:
    """The noun phrase before a verb group, over an aside between commas, or what a clause goes on about: X, which …."""
    end = group_begin(s, verb)
    if s.word(end - 1) == "which" and s.word(end - 2) == ",":
        end -= 2
    while end > 0 and s.words[end - 1].time:
        end -= 1
    end = _before_aside(s, end)
    if s.word(end - 1) == ",":
        return None
    told = _with_relative(s, end)
    return told or before(s.words, end, s.denominators, s.said) or _listed_subject(s, end) or _next_subject(s, end)


def _with_relative(s: Parsed, end: int) -> tuple[int, int] | None:
    """A measure with a clause that tells what it is of: [the share of islands that have a clinic] will rise to V."""
    relative = 0
    for at in range(end - 1, max(end - LONG, -1), -1):
        word = s.words[at]
        if word.mark or word.time or (word.number and at not in s.denominators):
            return None
        if s.said.has("relative", word.word):
            relative = at
        elif relative and word.word in s.said.classes["measures"] and s.said.has("of_whom", s.word(at + 1)):
            begin = at
            while begin > 0 and not _opens_phrase(s, begin - 1):
                begin -= 1
            return (begin, end) if relative > at + 2 and s.word(relative + 1).isalpha() else None
    return None


def _opens_phrase(s: Parsed, at: int) -> bool:
    """Whether a phrase begins behind a word: an article, a mark, a time, a word of another clause."""
    word = s.words[at]
    other = ("determiner", "prepositions", "conjunction", "subordinator", "finite", "loose")
    return not word.word.isalpha() or any(s.said.has(name, word.word) for name in other)


def _listed_subject(s: Parsed, end: int) -> tuple[int, int] | None:
    """The list of things with which a sentence begins: A, B and C [account for V]."""
    words = [s.word(i) for i in range(end)]
    joined = "," in words and "and" in words and words[-1].isalpha()
    other = ("finite", "relative", "subordinator", "prepositions", "pronoun")
    apart = any(w.number or w.time or (w.mark and w.word != ",") for w in s.words[:end])
    if not joined or apart or any(s.said.has(name, word) for word in words for name in other):
        return None
    return trimmed(s.words, 0, end, s.said)


def _next_subject(s: Parsed, end: int) -> tuple[int, int] | None:
    """The subject of a clause behind a joint, where a figure of something stands before: V percent of X and Y …."""
    joint = next((i for i in range(end - 1, max(0, end - 12), -1) if s.word(i) == "and"), None)
    if joint is None or any(s.words[i].mark for i in range(joint, end)):
        return None
    whole = next((i for i in range(joint, max(0, joint - 12), -1) if s.words[i].number), None)
    return None if whole is None or s.word(whole + 1) != "of" else trimmed(s.words, joint + 1, end, s.said)


def _before_aside(s: Parsed, end: int) -> int:
    """Where an aside between commas or dashes begins that ends at a place, the place itself where none does."""
    if s.word(end - 1) in DASHES:
        dash = next((i for i in range(end - 2, max(-1, end - 20), -1) if s.word(i) in DASHES), None)
        return end if dash is None else dash
    if s.word(end - 1) != ",":
        return end
    opening = next((i for i in range(end - 2, max(-1, end - 20), -1) if s.word(i) == ","), None)
    return opening if opening is not None and s.said.has("asides", s.word(opening + 1)) else end


def acting_verb(s: Parsed, end: int, names: tuple[str, ...]) -> int | None:
    """The nearest verb of some classes before a phrase that ends at `end`, with no other clause between."""
    for at in range(end - 1, max(-1, end - 30), -1):
        word = s.words[at]
        if word.word in {";", ":", "."} or (word.number and at not in s.denominators):
            return None
        if s.said.verb(word.word, *names) and at < end - 1 and not s.said.has("determiner", s.word(at - 1)):
            return at if not s.said.has("up_or_down", word.word) else None
    return None


def connector(s: Parsed, at: int, name: str) -> int | None:
    """Where the word stands that leads to a number, over an article or so: to the current V."""
    place = at - 1
    while place > 0 and place > at - 5:
        two = f"{s.word(place - 1)} {s.word(place)}"
        averaged = s.word(place) == "of" and s.said.has(
            "leading_on", s.word(place - 1)
        )  # by an average of V, to a rate of V
        if not averaged and (s.said.has(name, s.word(place)) or s.said.has(name, two)):
            return place if s.said.has(name, s.word(place)) else place - 1
        passed = s.said.has("amount", s.word(place)) or s.said.has("current_words", s.word(place))
        if not (averaged or passed or s.said.has("leading_on", s.word(place))):
            return None
        place -= 1
    return None


def without_start(s: Parsed, end: int) -> tuple[int, int | None]:
    """Where what stands before `to` ends without its start (from V in T), and the token of that number."""
    at, furthest = end - 1, end - 5
    while at > max(furthest, 0) and (not s.words[at].number or at in s.denominators):
        furthest = end - 8 if at in s.denominators else furthest  # from V deaths per 1,000 births to
        at -= 1
    if at <= 0 or not s.words[at].number or at in s.denominators:
        one = next((i for i in range(max(end - 4, 0), end - 1) if (s.word(i), s.word(i + 1)) == ("from", "one")), None)
        if one is not None:
            return one, None
        return (end - 1 if s.words[end - 1].time else _before_aside(s, end)), None
    start = connector(s, at, "before_now")
    return (start, at) if start is not None and s.word(start) == "from" else (end, None)


def measures(s: Parsed, named: tuple[int, int]) -> bool:
    """Whether a phrase holds a word for what can be measured: rate, income."""
    return any(s.said.has("measures", s.word(i)) for i in range(*named))


def head_of(s: Parsed, named: tuple[int, int]) -> int:
    """The noun that a phrase turns on: the last before a preposition."""
    stop = next((i for i in range(*named) if s.said.has("prepositions", s.word(i))), named[1])
    return max(stop - 1, named[0])


def begin_of(s: Parsed, named: tuple[int, int]) -> int:
    """Where a phrase begins with its article."""
    return named[0] - 1 if s.said.has("determiner", s.word(named[0] - 1)) else named[0]


def begins_clause(s: Parsed, at: int) -> bool:
    """Whether a number is the first word of its clause, be it that somebody says so: data show [V] of them do."""
    if (
        at == 0
        or s.words[at - 1].mark
        or s.words[at - 1].time
        or s.word(at - 1) == "that"
        or any(s.said.has(name, s.word(at - 1)) for name in ("joining", "contrast"))
    ):
        return True
    return s.said.has("telling", s.word(at - 1)) and not s.said.has("auxiliary", s.word(at - 2))


def is_nation(s: Parsed, verb: int) -> bool:
    """Whether what has or does something is the country, a region or who acts for it."""
    end = group_begin(s, verb)
    while end > 1 and s.words[end - 1].time:
        end -= 1
    at = _before_aside(s, end) - 1
    while at > 0 and (s.words[at].time or s.words[at].mark):
        at -= 1
    if any(s.said.has("in_places", s.word(i)) for i in (at - 1, at - 2)):  # clinics in the country
        return False
    return s.word(at) == REGION or s.said.has("nation", s.word(at))


def is_told_to(s: Parsed, verb: int) -> bool:
    """Whether a verb is an infinitive or opens an item of a list."""
    ahead = s.word(verb - 1)
    return verb == 0 or ahead in BULLETS or ahead == "to" or s.said.has("joining", ahead)


def is_measure(s: Parsed, named: tuple[int, int]) -> bool:
    """Whether a phrase names a measure and no number of things: life expectancy, the ratio of nurses to doctors."""
    head = s.word(head_of(s, named))
    return s.said.has("measures", head) and not s.said.has("of_things", head)


def denominated(s: Parsed, named: tuple[int, int]) -> bool:
    """Whether what a phrase names is counted per something."""
    return any(i in s.denominators for i in range(named[0], min(named[1] + 4, len(s.words)))) or any(
        s.word(i) == "per" for i in range(*named)
    )


def counted_per(s: Parsed, named: tuple[int, int]) -> tuple[int, int] | None:
    """What things are counted per that stands behind the next ones only: two A and three B for every 1,000 of C."""
    if s.word(named[1]) != "and" or not s.words[min(named[1] + 1, len(s.words) - 1)].number:
        return None
    for i in range(named[1] + 2, min(named[1] + 12, len(s.words) - 1)):
        if s.words[i].mark or (s.words[i].number and i not in s.denominators):
            return None
        if s.word(i) == "per" or (s.word(i) == "for" and s.word(i + 1) == "every"):
            many = next((k for k in range(i + 1, i + 3) if k in s.denominators), i)
            rest = after(s.words, many + 1, s.denominators, s.said)
            if rest is None and s.word(many + 1) == "people":
                return i, many + 2
            return None if rest is None else (i, rest[1])
    return None


def before_amount(s: Parsed, at: int) -> int:
    """The word before a number and what leads up to it: has [a total of]."""
    verb = at - 1
    while verb > 0 and _leads_amount(s, verb):
        verb -= 1
    return max(verb, 0)


def _leads_amount(s: Parsed, at: int) -> bool:
    word = s.word(at)
    if s.words[at].time:
        return s.said.has("stating", s.word(at - 1))  # there are [currently] V
    led = s.said.has("amount", word) and not (s.said.has("prepositions", word) and s.said.has("amount_lead", word))
    numbered = (word == "number" and s.word(at + 1) == "of") or (word == "estimated" and s.word(at + 1) == "number")
    return led or numbered or s.said.has("summing", word) or s.said.adverb(word)
