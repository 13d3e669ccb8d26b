"""What a construction finds of an English number: the noun phrase that it measures, and how it is meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extraction.clauses import measures
from kg.extraction.parsed import COUNT, kind_at, unit_at
from kg.model import Mention, Quantity

if TYPE_CHECKING:
    from kg.extraction.claims import Claim
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed

OF = "CON-69"  # the pattern of what a measure is of
COUNTED = "CON-65"  # the pattern of what counts things
DONE = "CON-71"  # the pattern of what is done to things
SHARE_TOO = "CON-76"  # the pattern of a part of others that do the same
SHARE = "CON-64"  # the pattern of a part of them
OF_THEM = "CON-84"  # the pattern of a part of those counted before
OUT_OF = "CON-85"  # the pattern of so many in or out of so many
STOOD = "CON-66"  # the pattern of what a figure was before: its time is none of what follows
WANTED = "CON-81"  # the pattern of a part of others that is aimed at


@dataclass(frozen=True, slots=True)
class Found:
    """What a construction says of a number: the stretch of tokens that names it, and how it is meant."""

    named: tuple[int, int] | None
    claim: Claim
    comparator: str = ""
    suffix: str = ""
    tail: tuple[int, int] | None = None
    base: int | None = None
    of: Draft | None = None
    over: bool = False
    tie: str = ""
    prefix: str = ""
    unit: str = ""
    by: tuple[int, int] | None = None
    time: Mention | None = None


def found_of(s: Parsed, at: int, named: tuple[int, int] | None, claim: Claim, comparator: str = "") -> Found | None:
    """What a construction found, where it found both a phrase and a claim, and nothing unknown is behind the number."""
    if named is None or not claim or (kind_at(s, at) == "duration" and not measures(s, named)):
        return None
    behind = at + 1
    plain = unit_at(s, at) == COUNT and s.word(behind).isalpha() and not s.words[at].end < named[0]
    if plain and named[0] < at and not _ends_value(s, behind):
        return None
    return Found(named, claim, comparator)


def started(found: Found | None, base: int | None) -> Found | None:
    """What was found, with the number that it started from."""
    return None if found is None else replace(found, base=base)


def _ends_value(s: Parsed, at: int) -> bool:
    """Whether the word behind a bare number is no unit that nobody knows."""
    word = s.word(at)
    if any(
        s.said.has("per_or_out", s.word(at + i)) for i in (1, 2)
    ):  # 1.7 deaths per 1,000 births, 50 new cases out of 100,000
        return True
    closed = ("prepositions", "conjunction", "subordinator", "loose", "binding", "plain_unit")
    return any(s.said.has(name, word) for name in closed)


def direction(s: Parsed, verb: int, to: int) -> str:
    """The comparator of what is raised or lowered to a number, or kept below it."""
    if s.said.has("bound_lead", s.word(to)) or s.said.verb(s.word(verb), "falling"):
        return "le"
    return "ge" if s.said.verb(s.word(verb), "rising") else ""


def way(s: Parsed, verb: int) -> str:
    """What a change is called: growth or decline."""
    falls = s.said.verb(s.word(verb), "falling") or s.said.has("lessening", s.word(verb))
    return " decline" if falls else " growth"


def pointed_at(s: Parsed, at: int, stretch: tuple[int, int], last: Draft | None) -> Draft | None:
    """The figure before, where a phrase only points back to it: boost that share to V, the ratio stood at V."""
    words = [s.word(i) for i in range(max(stretch[0], 0), stretch[1]) if not s.words[i].time]
    if words[-1:] == ["it"] or words == ["that"]:  # it should reach V percent, increase that to V years
        measured = last is not None and any(s.said.has("measures", word) for word in last.words.split())
        return last if last is not None and (unit_at(s, at) == "%" or measured) and is_alike(s, at, last) else None
    points = len(words) == 2 and s.said.has("definite", words[0]) and s.said.has("anaphoric", words[1])
    return last if points and last is not None and is_alike(s, at, last) else None


def ungrown(last: Draft) -> Draft:
    """What a figure is the growth of, where the figure right before told that: V things, up V percent on T."""
    pattern, ends = last.reading.pattern, (" growth", " decline")
    if pattern.statistic != "stat-growth" or not last.inherited or not last.label.endswith(ends):
        return last
    label, words = (said.removesuffix(ends[0]).removesuffix(ends[1]) for said in (last.label, last.words))
    reading = replace(last.reading, pattern=replace(pattern, statistic=""))
    return replace(last, label=label, words=words, reading=reading)


def by_name(of: Draft) -> Draft:
    """What was counted, by the facility type where that is all that names it."""
    if of.label or not of.facilities:
        return of
    label = of.facilities[-1].text
    return replace(of, label=label, words=label.lower())


def is_alike(s: Parsed, at: int, last: Draft) -> bool:
    """Whether a number can be one of the same thing as another: it has its unit, or none."""
    other = last.reading.value.value if last.reading.value is not None else None
    growth = last.reading.pattern.statistic == "stat-growth"
    rates = last.reading.pattern.statistic == "stat-rate" and kind_at(s, at) == "rate"  # 50 cases, 43 out of 100,000
    return isinstance(other, Quantity) and not growth and (rates or unit_at(s, at) in {other.unit, COUNT})
