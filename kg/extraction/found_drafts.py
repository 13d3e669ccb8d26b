"""From what a construction finds of an English number to the draft of it: value, label, facility types, place, time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import is_current, is_due, is_over
from kg.extraction.bare_words import normal
from kg.extraction.clauses import head_of, is_measure
from kg.extraction.drafts import Draft
from kg.extraction.english_words import FACILITY, REGION
from kg.extraction.found import COUNTED, DONE, OF_THEM, OUT_OF, SHARE, SHARE_TOO, STOOD, WANTED, Found, is_alike
from kg.extraction.indicators import is_curated
from kg.extraction.parsed import COUNT, Parsed, mention_at, quantity_at, unit_at, words_of
from kg.extraction.phrases import phrase
from kg.extraction.readings import Reading
from kg.extraction.spoken_times import baseline_behind, time_behind, time_of, year_before
from kg.extraction.times import began
from kg.extraction.units_behind import unit_behind
from kg.model import Mention, Period
from kg.terms import CHINA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.knowledge.types import Pattern


def drafts_from(found: Found, at: int, pattern: Pattern, s: Parsed, last: Draft | None) -> list[Draft]:
    """The draft of a number, and that of the number it started from where that has a time of its own."""
    if not found.claim:
        return []
    time = found.time or _over(time_of(s, at, found.claim, last), found, s)
    if time is not None and pattern.id == STOOD and is_due(s, time):
        time = None  # V by T, up from V: what was before, nobody tells when
    if time is None and found.of is not None and found.of.reading.situated is not s.situated and found.suffix:
        time = found.of.time  # of them, V worked there
    if (
        found.claim == "target"
        and time is not None
        and time.sense == "asof"
        and is_due(s, replace(time, sense="deadline"))
    ):
        time = replace(time, sense="deadline")  # as of 2030, V shall
    if found.claim == "target" and time is not None and isinstance(time.value, Period) and is_over(s, time.value):
        return []
    comparator = _direction(found, at, s) if found.claim == "target" else ""
    draft = _draft(found, at, replace(pattern, comparator=comparator or pattern.comparator), s, time)
    if draft is None:
        return []
    started = time_behind(s, found.base) if found.base is not None else None
    if found.base is not None and started is None:
        started = began(time)
    now = found.base is not None and is_current(s, found.base)
    if quantity_at(s, at).high is not None and s.word(at - 1) == "from" and (first := began(time)) is not None:
        return [_lower_end(draft, at, first, s), draft]
    if found.base is None or not (started or now) or not is_alike(s, found.base, draft):
        return [draft]
    unit = unit_at(s, at) if unit_at(s, found.base) == COUNT else ""  # from 12 to 10 percent
    base = _draft(replace(found, claim="observation", unit=unit), found.base, pattern, s, started)
    return [draft] if base is None else [base, draft]


def _direction(found: Found, at: int, s: Parsed) -> str:
    """The comparator that a construction found; where it tells a start, the way from that: improve X from 8 to 5."""
    if found.base is None or not found.comparator or unit_at(s, found.base) != unit_at(s, at):
        return found.comparator
    return "le" if quantity_at(s, found.base).value > quantity_at(s, at).value else "ge"


def _lower_end(draft: Draft, at: int, time: Mention, s: Parsed) -> Draft:
    """What the figure of a draft was when the years began that it changed in: from 76 to 77 years."""
    number = s.numbers[at]
    value = replace(quantity_at(s, at), high=None, bound="eq", approximate=False)
    reading = replace(draft.reading, value=replace(number, value=value))
    return replace(draft, reading=reading, time=time, claim="observation")


def _over(time: Mention | None, found: Found, s: Parsed) -> Mention | None:
    """The time of a report, a year back where its month is yet to come: in December, told in January."""
    if time is None or not isinstance(time.value, Period) or found.claim != "observation" or s.here.published is None:
        return time
    if time.value.basis != "relative" or time.value.start <= s.here.published.end or time.sense == "interval":
        return time
    earlier = year_before(time.value)
    return time if earlier is None else replace(time, value=earlier)


def _draft(found: Found, at: int, pattern: Pattern, s: Parsed, time: Mention | None) -> Draft | None:
    """The draft of what was found of the number at a token; None where nothing is named."""
    number = s.words[at]
    roles: list[tuple[str, tuple[int, int]]] = [("q", (number.start, number.end))]
    mention = _value(found, at, s)
    if pattern.statistic == "stat-growth" and (since := baseline_behind(s, at)) is not None:
        roles.append(since)
    if found.of is not None:
        if not found.suffix:
            pattern = replace(pattern, statistic=found.of.reading.pattern.statistic)
        return _again(
            found.of, Reading(pattern, s.situated, number.start, number.end, tuple(roles), mention), found, time
        )
    if found.named is None:
        return None
    parts = [found.named] if found.tail is None else [found.named, found.tail]
    of = "" if found.by is None else f" {words_of(s, found.by)}"
    pattern = replace(pattern, statistic=_statistic(pattern, at, parts, s))
    stretches = [(s.words[a].start, s.words[b - 1].end) for a, b in parts]
    named = phrase(s.situated, stretches[:1], s.knowledge, keep=False)
    said = [words_of(s, part) for part in parts]
    label = found.prefix + _label(said, pattern, found.tie)
    label += ("" if said[0].endswith(found.suffix.strip() or " ") else found.suffix) + of
    words = named.words
    told = found.tail is not None or found.suffix or found.prefix
    if not words and named.facilities and not told:
        label = ""
    elif told or not is_curated(words, s.knowledge):
        words = normal(label, s.knowledge)
    regions = _regions(s, found.named)
    begin = min(number.start, *(a for a, _ in stretches))
    end = max(number.end, *(b for _, b in stretches))
    reading = Reading(replace(pattern, suffix=""), s.situated, begin, end, tuple(roles), mention)
    what = replace(named, stretches=tuple(stretches), regions=regions)
    return Draft(reading, what, _facilities(s, named.facilities), words, label, (), found.claim, time)


def _value(found: Found, at: int, s: Parsed) -> Mention:
    """A number, without where it started (from 360 to 530 million), with the unit that only that number has."""
    mention, quantity = s.numbers[at], quantity_at(s, at)
    if quantity.high is not None and s.word(at - 1) == "from":
        plain = replace(quantity, value=quantity.high, high=None, bound="eq", approximate=False)
        return replace(mention, value=plain)
    if s.word(at - 1) == "within" and quantity.bound == "eq":
        return replace(mention, value=replace(quantity, bound="le"))
    led = found.named is not None and found.named[1] <= at and found.tail is None
    unit = found.unit or (unit_behind(s, at) if led else "")  # the ratio fell to 100 deaths per 100,000 births
    if unit:
        return replace(mention, value=replace(quantity, unit=unit))
    if found.over and quantity.bound == "eq":
        return replace(mention, value=replace(quantity, bound="gt"))
    if found.base is not None and quantity.unit == COUNT and unit_at(s, found.base) != COUNT:
        return replace(mention, value=replace(quantity, unit=unit_at(s, found.base)))
    return mention


def _statistic(pattern: Pattern, at: int, parts: Sequence[tuple[int, int]], s: Parsed) -> str:
    """What a number is of its phrase, where the words tell: a rate per so many, a growth."""
    named, *tail = parts
    if any(i in s.denominators and s.said.has("per_each", s.word(i - 1)) for part in parts for i in range(*part)):
        return "stat-rate"
    if not pattern.statistic and pattern.id not in {COUNTED, DONE} and unit_at(s, at) == COUNT and is_measure(s, named):
        return "stat-rate"
    if pattern.id == DONE and unit_at(s, at) == "%":
        return "stat-share"
    grown = s.word(head_of(s, named)) == "growth" and unit_at(s, at) == "%" and not tail
    return "stat-growth" if grown else pattern.statistic


def _facilities(s: Parsed, named: Sequence[Mention]) -> tuple[Mention, ...]:
    """The facility types of a phrase that are nouns of their own: none in a hospital bed."""
    places = {mention_at(s, i).span: i for i, word in enumerate(s.words) if word.word == FACILITY}
    return tuple(m for m in named if is_closed(s, places[m.span] + 1))


def is_closed(s: Parsed, at: int) -> bool:
    """Whether a word is no noun: a mark, a preposition, a joint, a verb."""
    if not s.word(at)[:1].isalpha():
        return True
    closed = ("prepositions", "conjunction", "subordinator", "finite", "binding", "loose", "group", "owning")
    return any(s.said.has(name, s.word(at)) for name in closed) or s.said.tells(s.word(at))


def _again(of: Draft, reading: Reading, found: Found, time: Mention | None) -> Draft:
    """A draft of what an earlier one measures."""
    suffix = "" if of.label.endswith(found.suffix) else found.suffix
    label, words = found.prefix + of.label + suffix, found.prefix + of.words + suffix
    spans = (*of.inherited, *(of.reading.situated.lifted.span(*stretch) for stretch in of.phrase.stretches))
    return replace(
        of,
        phrase=replace(of.phrase, stretches=()),
        reading=reading,
        label=label,
        words=words,
        inherited=spans,
        claim=found.claim,
        time=time,
    )


def _label(said: Sequence[str], pattern: Pattern, tie: str) -> str:
    """What a figure is called: its noun phrase, as a share of the whole or of those that have something."""
    if len(said) == 1:
        return (
            f"share of {said[0]}"
            if pattern.id in {SHARE, OUT_OF, DONE, WANTED} and pattern.statistic == "stat-share"
            else said[0]
        )
    if pattern.id not in {SHARE, OUT_OF, OF_THEM, SHARE_TOO, WANTED, COUNTED} and not tie:
        return f"{said[0]} as share of {said[1]}"
    told = " ".join(filter(None, (said[0], tie, said[1])))
    return f"share of {told}" if pattern.id in {SHARE, OUT_OF, SHARE_TOO, WANTED} else told


def _regions(s: Parsed, named: tuple[int, int]) -> tuple[Mention, ...]:
    """The one place that a phrase, or what has the counted things, is of."""
    places = [i for i, word in enumerate(s.words) if word.word == REGION]
    others = [(i, m) for i in places for m in [mention_at(s, i)] if getattr(m.value, "concept", "") != CHINA]
    if len({m.text for _, m in others}) != 1:
        return ()
    at, place = others[0]
    acts = any(s.said.has(name, s.word(at + 1)) for name in ("aiming", "binding", "owning", "group"))
    if at == 0 and acts:  # Beijing plans to …
        return (place,)
    owner = (s.word(at + 1) in {"'s", "’s"} and at + 2 == named[0]) or at == named[0] - 1
    return (place,) if owner or (at == 1 and s.word(0) == "in") else ()
