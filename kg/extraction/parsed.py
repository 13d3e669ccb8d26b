"""A sentence as English grammar sees it: its words, its numbers and its times by place."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extraction.english_words import Grammar, Token, grammar, tokens
from kg.extraction.months import with_years
from kg.extraction.units import kind_of
from kg.model import Mention, Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extraction.drafts import Draft
    from kg.extraction.standpoint import Standpoint
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge

DATELINE = 6  # words before the day in the line of a news agency
DASHES = frozenset("—–")
BRACKET = 6  # words between a bracket and a bound in it
OLDEST = 120  # years that a person may be old
COUNT = ""  # the unit of what is merely counted
RESPECTIVELY = "respectively"
NOTHING = Quantity(Decimal(0), "")  # no number is lifted from anything else


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence as its grammar sees it; `numbers` are the mentions of numbers by the token that stands for them.

    `led` are the words that it goes on from, `before` is the last figure of the sentences before it.
    """

    situated: Situated
    words: tuple[Token, ...]
    numbers: dict[int, Mention]
    times: dict[int, Mention]
    denominators: frozenset[int]
    said: Grammar
    knowledge: Knowledge
    here: Standpoint
    led: str
    before: Draft | None = None
    respectively: int = -1  # the last place that tells that things go one by one

    def word(self, at: int) -> str:
        """The word at a place, "" beyond either end."""
        return self.words[at].word if 0 <= at < len(self.words) else ""


def parse(situated: Situated, earlier: tuple[Draft | None, str], here: Standpoint, knowledge: Knowledge) -> Parsed:
    """A sentence as its grammar sees it; `earlier` are the figure before it and the words that it goes on from."""
    places = dict(zip(situated.lifted.places, situated.mentions, strict=True))
    words = _without_conversions(tokens(situated.lifted.text), places, knowledge)
    said = grammar(knowledge)
    words = _without_dashed(_by_exact_share(words, places, said, knowledge), said)
    numbers = {i: places[word.start] for i, word in enumerate(words) if word.number}
    times = {i: places[word.start] for i, word in enumerate(words) if word.time and not _is_dateline(words, i)}
    times = with_years(times, words)
    told = {
        i
        for i, number in numbers.items()
        if _is_years(words, i, number, said, knowledge)
        or _is_denominator(words, i, number, said)
        or _is_age(words, i, number, said)
    }
    told |= {i for i in numbers if i - 2 in told and [words[i - 3].word, words[i - 1].word] == ["between", "and"]}
    last = max((i for i, word in enumerate(words) if word.word == RESPECTIVELY), default=-1)
    told |= {i for i in numbers if said.has("duration_lead", words[i - 1].word) and _lasts(numbers[i], knowledge)}
    return Parsed(situated, words, numbers, times, frozenset(told), said, knowledge, here, earlier[1], earlier[0], last)


def _without_conversions(
    words: Sequence[Token], places: Mapping[int, Mention], knowledge: Knowledge
) -> tuple[Token, ...]:
    """The words without what an amount is in other terms, in brackets: 2,700 yuan ($382), nurses (1.9 per 1,000)."""
    inside = range(2, len(words) - 1)
    money = [at for at in inside if _is_conversion(words, at, places, knowledge)]
    aside = {at + step for at in money for step in (-1, 0, 1)}
    aside |= {place for at in inside for place in _rate_in_brackets(words, at, places, knowledge)}
    aside |= {place for at in inside for place in _ages_in_brackets(words, at, places, knowledge)}
    aside |= {place for at in inside for place in _bound_in_brackets(words, at, places, knowledge)}
    return tuple(word for at, word in enumerate(words) if at not in aside)


def _without_dashed(words: Sequence[Token], said: Grammar) -> tuple[Token, ...]:
    """The words without what dashes set apart between a change and what it led to: from V in T — its peak — to V."""
    dashes = [i for i, word in enumerate(words) if word.word in DASHES]
    for opening, closing in pairwise(dashes):
        ahead, behind = words[opening - 1], words[closing + 1] if closing + 1 < len(words) else words[closing]
        if opening and (ahead.time or ahead.number) and said.has("from_or_to", behind.word):
            return (*words[:opening], *words[closing + 1 :])
    return tuple(words)


def _rate_in_brackets(
    words: Sequence[Token], at: int, places: Mapping[int, Mention], knowledge: Knowledge
) -> tuple[int, ...]:
    """The places of a rate in brackets behind what is counted, whose list goes on: V nurses (1.91 per 100,000), V ….

    Misses the rate itself: accepted, because the list behind it is read by it.
    """
    if not words[at].number or words[at - 1].word != "(" or not words[at - 2].word.isalpha():
        return ()
    closing = next((i for i in range(at + 1, min(at + 4, len(words))) if words[i].word == ")"), None)
    rate = closing is not None and kind_of(places[words[at].start], knowledge) == "rate"
    return tuple(range(at - 1, closing + 1)) if rate and closing is not None else ()


def _ages_in_brackets(
    words: Sequence[Token], at: int, places: Mapping[int, Mention], knowledge: Knowledge
) -> tuple[int, ...]:
    """The places of ages alone in brackets behind those who are meant: women (15-49 years), adults (aged 18 years)."""
    opening = at - 1 if words[at - 1].word == "(" else at - 2
    if not words[at].number or words[opening].word != "(" or not words[opening - 1].word.isalpha():
        return ()
    lasts = words[at + 1].word == ")" and kind_of(places[words[at].start], knowledge) in {"duration", "age"}
    return tuple(range(opening, at + 2)) if lasts else ()


def _bound_in_brackets(
    words: Sequence[Token], at: int, places: Mapping[int, Mention], knowledge: Knowledge
) -> tuple[int, ...]:
    """The places of a bound in brackets that tells what is meant by the words before it: low weight (under 2,500 g)."""
    quantity = places[words[at].start].value if words[at].number else None
    if not isinstance(quantity, Quantity) or quantity.bound not in {"lt", "gt", "le", "ge"}:
        return ()
    opening = next((i for i in range(at - 1, max(at - BRACKET, 0), -1) if words[i].word == "("), 0)
    closing = next((i for i in range(at + 1, min(at + BRACKET, len(words))) if words[i].word == ")"), 0)
    defines = kind_of(places[words[at].start], knowledge) in {"count", "measure", "age", "duration"}
    told = any(words[i].time or (words[i].number and i != at) for i in range(opening, closing))
    ahead = words[opening - 1].word.isalpha() if opening else False
    return tuple(range(opening, closing + 1)) if opening and closing and defines and ahead and not told else ()


def _by_exact_share(
    words: tuple[Token, ...], places: Mapping[int, Mention], said: Grammar, knowledge: Knowledge
) -> tuple[Token, ...]:
    """The words with a share that stands in brackets in place of the rough one before it: nearly one third (28.1%)."""
    aside: set[int] = set()
    for at in range(2, len(words) - 1):
        inside = (words[at - 1].word, words[at + 1].word) == ("(", ")")
        half = inside and words[at].number and said.has("rough_part", words[at - 2].word)
        percent = half and kind_of(places[words[at].start], knowledge) == "percent"
        if percent or _is_in_brackets(words, at, places, "percent", knowledge):
            begin = at - 2
            while half and begin > 0 and said.has("about_part", words[begin - 1].word):
                begin -= 1
            aside |= {at - 1, at + 1, *range(begin, at - 1)}
    return tuple(word for at, word in enumerate(words) if at not in aside)


def _is_conversion(words: Sequence[Token], at: int, places: Mapping[int, Mention], knowledge: Knowledge) -> bool:
    """Whether a token is money alone in brackets, behind money."""
    return _is_in_brackets(words, at, places, "money", knowledge)


def _is_in_brackets(
    words: Sequence[Token], at: int, places: Mapping[int, Mention], kind: str, knowledge: Knowledge
) -> bool:
    """Whether a token is a number alone in brackets, behind another of its kind."""
    if not words[at].number or words[at - 1].word != "(" or words[at + 1].word != ")" or not words[at - 2].number:
        return False
    return all(kind_of(places[words[i].start], knowledge) == kind for i in (at - 2, at))


def _is_dateline(words: Sequence[Token], at: int) -> bool:
    """Whether a time is that of a news agency's line: BEIJING, [March 3] (Xinhua) -- …."""
    closing = next((i for i in range(at + 2, min(at + 6, len(words))) if words[i].word == ")"), None)
    opened = at < DATELINE and any(word.word == "(" for word in words[at + 1 : at + 2])
    return opened and closing is not None and any(word.word in "-–—" for word in words[closing + 1 : closing + 2])


def _lasts(number: Mention, knowledge: Knowledge) -> bool:
    """Whether a number is a length of time."""
    return kind_of(number, knowledge) == "duration"


def _is_denominator(words: Sequence[Token], at: int, number: Mention, said: Grammar) -> bool:
    """Whether a number is what others are counted per: every 1,000 births."""
    quantity = number.value
    ahead = words[at - 1].word if at else ""
    two = f"{words[at - 2].word} {ahead}" if at > 1 else ""
    round_number = isinstance(quantity, Quantity) and quantity.unit == COUNT and quantity.value % 10 == 0
    if ahead == "of" and any(words[i].word == "out" for i in range(max(at - 5, 0), at)):  # out of a population of
        return round_number
    thousands = isinstance(quantity, Quantity) and quantity.value % 1000 == 0 and at > 1 and words[at - 2].number
    if ahead == "in" and thousands and round_number:  # under 55 in 100,000
        return True
    return said.has("per_each", ahead) or (said.has("out_of", two) and round_number)


def _is_years(words: Sequence[Token], at: int, number: Mention, said: Grammar, knowledge: Knowledge) -> bool:
    """Whether a number is an age, or years that tell how old those before it are: children under five years."""
    kind, quantity = kind_of(number, knowledge), number.value
    bounded = isinstance(quantity, Quantity) and quantity.bound in {"lt", "gt"}
    return kind == "age" or (kind == "duration" and bounded and at > 0 and said.has("aged", words[at - 1].word))


def _is_age(words: Sequence[Token], at: int, number: Mention, said: Grammar) -> bool:
    """Whether a number tells which is meant and how old: children under 5, the five-year survival rate."""
    quantity = number.value
    percent = isinstance(quantity, Quantity) and quantity.unit == "%"
    last = number.text.rsplit(" ", 1)[-1]
    tied = "-" in last and (last == number.text or last[0].isdigit())  # no 300 terawatt-hours
    if tied and last[-1].isalpha() and not percent:  # a five-year survival rate
        return True
    if at < 1 or not isinstance(quantity, Quantity) or quantity.value >= OLDEST:
        return False
    two = {words[max(at - 2, 0)].word, words[at - 1].word}
    bounded = quantity.unit == COUNT and quantity.bound in {"lt", "gt"}
    follows = words[at + 1].word if at + 1 < len(words) else ""
    if bounded and quantity.bound == "lt" and said.has("measures", follows):  # the under-5 mortality rate
        return True
    if said.has("numbered_nouns", words[at - 1].word) and quantity.unit == COUNT:  # type 2 diabetes
        return True
    if words[at - 1].word == "than" and said.has("older_or_younger", words[at - 2].word):
        return True
    return (
        (said.has("older_or_younger", last) and quantity.unit == COUNT)  # those who were 65 or older
        or "aged" in two
        or words[at - 1].word == "age"
        or two == {"age", "of"}
        or (bounded and said.has("aged", words[at - 1].word))
    )


def unit_at(s: Parsed, at: int) -> str:
    """The unit of the number at a place."""
    return quantity_at(s, at).unit


def kind_at(s: Parsed, at: int) -> str:
    """The kind of the unit of the number at a place."""
    return kind_of(s.numbers[at], s.knowledge)


def quantity_at(s: Parsed, at: int) -> Quantity:
    """The quantity at a place."""
    value = s.numbers[at].value
    return value if isinstance(value, Quantity) else NOTHING


def number_before(s: Parsed, at: int) -> Mention | None:
    """The number before one in its sentence that counts no whole."""
    ahead = next((i for i in range(at - 1, -1, -1) if s.words[i].number and i not in s.denominators), None)
    return None if ahead is None else s.numbers[ahead]


def token_at(s: Parsed, place: int) -> int:
    """The place of the first word from an offset of the lifted text on."""
    return next((i for i, word in enumerate(s.words) if word.start >= place), len(s.words))


def mention_at(s: Parsed, at: int) -> Mention:
    """The mention that a word stands for."""
    lifted = s.situated.lifted
    return s.situated.mentions[bisect_left(lifted.places, s.words[at].start)]


def words_of(s: Parsed, part: tuple[int, int]) -> str:
    """The words of a stretch of tokens as the document has them, without times."""
    pieces: list[str] = []
    at = s.words[part[0]].start
    for i in range(*part):
        if s.words[i].time:
            pieces.append(_slice(s, at, s.words[i].start))
            at = s.words[i].end
    pieces.append(_slice(s, at, s.words[part[1] - 1].end))
    return " ".join(" ".join(pieces).split())


def _slice(s: Parsed, begin: int, end: int) -> str:
    if begin >= end:
        return ""
    span = s.situated.lifted.span(begin, end)
    start = s.situated.sentence.span.start
    return s.situated.sentence.folded[span.start - start : span.end - start]
