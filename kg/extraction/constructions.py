"""The constructions that an English number stands in, and the noun phrase that each of them measures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extraction.aims import claim_in, is_current
from kg.extraction.clauses import (
    acting_verb,
    begin_of,
    begins_clause,
    connector,
    counted_per,
    denominated,
    group_begin,
    head_of,
    is_nation,
    is_told_to,
    measures,
    subject_of,
    without_start,
)
from kg.extraction.noun_phrases import after, before
from kg.extraction.parsed import COUNT, kind_at, quantity_at, token_at, unit_at
from kg.extraction.spoken_times import time_behind
from kg.model import Quantity

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.moods import Claim
    from kg.extraction.parsed import Parsed

FEW = 10  # small numbers are ways of talking unless something makes figures of them
OF = "CON-69"  # the pattern of what a measure is of
COUNTED = "CON-65"  # the pattern of what counts things
SHARE = "CON-64"  # the pattern of a part of them


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


def _changed_to(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """X rose (from V in T) to V; raise X (from V) to V; and X from V to V."""
    to = connector(s, at, "toward")
    if to is None and s.word(at - 1) == "from" and quantity_at(s, at).high is not None:
        to, end, base = at - 1, at - 1, None
    elif to is None and s.said.has("toward", s.numbers[at].text.split()[0].lower()):  # kept [below V]
        to, end, base = at, at, None
    elif to is None:
        return None
    else:
        end, base = without_start(s, to)
    verb = end - 1
    while verb > 0 and (s.words[verb].time or s.said.has("group", s.word(verb)) or s.said.adverb(s.word(verb))):
        verb -= 1
    moving = ("rising", "falling", "holding") if s.word(to) not in {"to", "from"} else ("rising", "falling")
    if s.said.verb(s.word(verb), *moving) and not s.said.has("determiner", s.word(verb - 1)):
        claim = claim_in(s, verb, last)
        subject = subject_of(s, verb)
        return _started(found_of(s, at, subject, claim, _direction(s, verb, to)), base)
    acting = acting_verb(s, end, moving)
    if acting is not None:
        named = before(s.words, end, s.denominators, s.said)
        claim = claim_in(s, acting, last)
        if named is None or named[0] <= acting:
            of = _anaphor(s, at, (acting + 1, end), last)
            return Found(None, claim, _direction(s, acting, to), of=of) if of is not None else None
        return _started(found_of(s, at, named, claim, _direction(s, acting, to)), base)
    return _changed_too(s, at, end, base, last)


def _changed_too(s: Parsed, at: int, end: int, base: int | None, last: Draft | None) -> Found | None:
    """Raise A to V and B to V: what the verb of the figure before changes as well."""
    joined = before(s.words, end, s.denominators, s.said)
    if joined is None or last is None or (last.reading.situated is not s.situated and base is None):
        return None
    if s.word(begin_of(s, joined) - 1) not in {"and", "of", ","} or not measures(s, joined):
        return None
    falls = base is not None and quantity_at(s, base).value > quantity_at(s, at).value
    same = last.reading.pattern.comparator if base is None else "le" if falls else "ge"
    return _started(found_of(s, at, joined, last.claim, same), base)


def _stands_at(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """X reached V; X is V; X will exceed V; X accounted for V of Y."""
    verb = at - 1
    while verb > 0 and s.said.has("amount", s.word(verb)) and s.word(verb) not in s.said.verbs:
        verb -= 1
    exceeds = s.numbers[at].text.split()[0].lower()  # the bound of a number may be its verb
    if exceeds == "exceed" and (s.said.has("binding", s.word(at - 1)) or s.word(at - 1) in {"to", "has", "have"}):
        verb = at
    elif exceeds in {"exceeds", "exceeded"}:
        subject = subject_of(s, at)
        return None if subject is None else found_of(s, at, subject, "observation")
    elif not s.said.verb(s.word(verb), "attaining"):
        return None
    claim = claim_in(s, verb, last)
    subject = subject_of(s, verb)
    row = s.said.verbs[s.word(verb)][2].split()[0] if verb < at else ""
    if subject is None:
        of = _anaphor(s, at, (group_begin(s, verb) - 2, group_begin(s, verb)), last)
        return Found(None, claim, "ge" if claim == "target" else "", of=of) if of is not None else None
    if row == "be" and not measures(s, subject):
        return None
    if s.word(at + 1) == "of" and unit_at(s, at) == "%" and s.said.has("shares", row):
        whole = after(s.words, at + 2, s.denominators, s.said)
        found = found_of(s, at, subject, claim) if whole is not None else None
        return None if found is None else replace(found, tail=whole)
    comparator = "ge" if claim == "target" and row != "be" else ""
    found = found_of(s, at, subject, claim, comparator)
    return None if found is None else replace(found, over=row in {"exceed", "surpass", "top"})


def _changed_by(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """X rose (by) V percent; cut X by V percent; X …, up V percent on T; …, a year-on-year increase of V percent."""
    if (
        kind_at(s, at) not in {"percent", "points"}
        or s.said.has("compared_amount", s.word(at + 1))
        or s.word(at + 1) == "of"
    ):
        return None
    by = connector(s, at, "change_by")
    end = at if by is None else by
    verb = end - 1
    if not s.said.verb(s.word(verb), "rising", "falling"):
        return _changed_object(s, at, end, last) if s.word(end) == "by" else None
    go_on = _goes_on(s, verb, last)
    if go_on is not None:
        return replace(go_on, suffix=_change(s, verb))
    adverb = s.word(verb) in {"up", "down"}  # went up by V
    main = verb - 1 if adverb else verb
    if (adverb and not s.said.verb(s.word(main), "moving")) or s.said.has("determiner", s.word(verb - 1)):
        return None
    subject = subject_of(s, main)
    if subject is None or not measures(s, subject):
        return None
    found = found_of(s, at, subject, claim_in(s, main, last))
    return None if found is None else replace(found, suffix=_change(s, verb))


def _changed_object(s: Parsed, at: int, end: int, last: Draft | None) -> Found | None:
    """Cut X by V percent."""
    acting = acting_verb(s, end, ("rising", "falling"))
    named = before(s.words, end, s.denominators, s.said) if acting is not None else None
    if acting is None or named is None or named[0] <= acting:
        return None
    found = found_of(s, at, named, claim_in(s, acting, last))
    return None if found is None else replace(found, suffix=_change(s, acting))


def _of(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """China reported an X of V; it aims to achieve an X of V, and a Y of V."""
    if s.word(at - 1) != "of" or unit_at(s, at) == COUNT:
        return None
    named = before(s.words, at - 1, s.denominators, s.said)
    if named is None or s.word(named[0] - 1) not in {"a", "an"} or not measures(s, named):
        return None
    verb = named[0] - 2
    if s.word(verb) in {"and", ","} and last is not None and last.reading.situated is s.situated:
        joined = last.reading.pattern.id == OF and token_at(s, last.reading.end) >= verb - 4
        return found_of(s, at, named, last.claim) if joined else None
    shown = s.said.verb(s.word(verb), "showing", "attaining") or s.word(verb) in {"has", "had"}
    if not shown or not (is_nation(s, verb) or s.word(verb - 1) == "to"):
        return None
    return found_of(s, at, named, claim_in(s, verb, last))


def _goes_on(s: Parsed, verb: int, last: Draft | None) -> Found | None:
    """A change of the figure right before a comma: GDP reached V, up V percent."""
    comma = verb - 1
    while comma > 0 and s.word(comma) in {"a", "an", "year-on-year", "annual", "representing", "marking", "with"}:
        comma -= 1
    if last is None or s.word(comma) != "," or last.claim != "observation" or last.reading.situated is not s.situated:
        return None
    between = range(token_at(s, last.reading.end), comma)
    if any(s.words[i].number or s.said.has("finite", s.word(i)) or s.words[i].mark for i in between):
        return None
    return Found(None, "observation", of=last)


def _share_of(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """V percent of X is paid by Y, where that begins its clause."""
    ahead = s.word(at - 1)
    if at and not (ahead in {",", ";", "and", "that", ":", '"', "“"} or s.words[at - 1].time):
        return None
    if s.word(at + 1) != "of" or unit_at(s, at) != "%":
        return None
    whole = after(s.words, at + 2, s.denominators, s.said)
    if whole is None:
        return None
    verb = whole[1]
    end = next((i for i in range(verb, len(s.words)) if s.words[i].mark or s.words[i].number), len(s.words))
    joint = next((i for i in range(verb, end) if s.word(i) == "and" and s.word(i + 1) in {"the", "a"}), end)
    end = joint if any(s.said.has("finite", s.word(i)) for i in range(joint, len(s.words))) else end
    while end > verb and (s.words[end - 1].time or s.word(end - 1) == "and"):
        end -= 1
    if not s.said.has("finite", s.word(verb)) or end - verb < 2:
        return None
    claim = claim_in(s, verb, last)
    while s.said.has("binding", s.word(verb)) or s.word(verb) in {"be", "is", "are", "was", "were", "been"}:
        verb += 1
    found = found_of(s, at, whole, claim)
    return None if found is None else replace(found, tail=(verb, end))


def _counted(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """There are V things; the country has V things; provide V things per N; V of one thing and V of another."""
    named = _things(s, at)
    if named is None:
        return None
    if begins_clause(s, at) and s.word(at - 1) != "and":
        return _counted_subject(s, at, named, last)
    verb = _before_amount(s, at)
    along = last is not None and last.reading.situated is s.situated and last.reading.pattern.id == COUNTED
    along = along and last is not None and token_at(s, last.reading.end) >= verb - 1
    if s.word(verb) == "and" or (s.word(verb) == "with" and s.word(verb - 1) == "," and along):
        return (
            found_of(s, at, named, last.claim) if along and last is not None else _counted_subject(s, at, named, last)
        )
    if s.word(verb) == "with":
        listed = kind_at(s, at) == "measure" and s.situated.lead is not None
        return found_of(s, at, named, "target") if listed else None
    return _had_or_done(s, at, verb, named)


def _things(s: Parsed, at: int) -> tuple[int, int] | None:
    """The things that a number counts, right behind it, where there are many, or so many per something."""
    if kind_at(s, at) not in {"count", "measure"} or s.said.has("compared_amount", s.word(at + 1)):
        return None
    begin = at + 2 if s.word(at + 1) == "of" else at + 1
    if begin == at + 2 and unit_at(s, at) == COUNT:
        return None
    if s.word(begin) == "people" and begins_clause(s, at) and s.said.has("finite", s.word(begin + 1)):
        return begin, begin + 1  # V people are insured
    named = after(s.words, begin, s.denominators, s.said)
    if named is None or _is_talk(s, named):
        return None
    per = denominated(s, named) or counted_per(s, named) is not None
    many = quantity_at(s, at).value >= FEW or quantity_at(s, at).value % 1 != 0
    return named if per or many or unit_at(s, at) else None


def _is_talk(s: Parsed, named: tuple[int, int]) -> bool:
    """Whether things are counted that are parts of what is said, or mere people."""
    head = s.word(head_of(s, named))
    told = head == "people" and head_of(s, named) + 1 < named[1]  # people aged 60 or older
    return s.said.has("talked", head) and not told


def _had_or_done(s: Parsed, at: int, verb: int, named: tuple[int, int]) -> Found | None:
    """The country has V things; build V things."""
    there = any(s.word(i) == "there" for i in range(max(verb - 3, 0), verb))
    owned = s.said.has("owning", s.word(verb)) and is_nation(s, verb)
    done = s.said.verb(s.word(verb), "deeds") and (is_nation(s, verb) or is_told_to(s, verb))
    found = found_of(s, at, named, claim_in(s, verb, None)) if there or owned or done else None
    if found is None:
        return None
    per = denominated(s, named) or counted_per(s, named) is not None
    deed = s.said.verbs[s.word(verb)][2].split()[3] if done and not per else ""
    return replace(found, suffix=f" {deed}" if deed else "", tail=counted_per(s, named))


def _before_amount(s: Parsed, at: int) -> int:
    """The word before a number and what leads up to it: has [a total of]."""
    verb = at - 1
    while verb > 0 and (s.said.has("amount", s.word(verb)) or s.word(verb) in {"total", "of"}):
        verb -= 1
    return verb


def _counted_subject(s: Parsed, at: int, named: tuple[int, int], last: Draft | None) -> Found | None:
    """V things are had or done: 300 clinics were renovated."""
    verb = named[1]
    while s.said.has("binding", s.word(verb)):
        verb += 1
    if s.word(verb) not in {"be", "are", "were", "have"}:
        return None
    begin = verb + 1 + (s.word(verb + 1) == "been")
    if s.said.has("foreseeing", s.word(begin)):
        return None
    end = next((i for i in range(begin, len(s.words)) if _breaks(s, i)), len(s.words))
    while end > begin and s.words[end - 1].time:
        end -= 1
    if end <= begin or s.said.has("prepositions", s.word(end - 1)) or s.said.has("conjunction", s.word(end - 1)):
        return None
    found = found_of(s, at, named, claim_in(s, verb, last))
    return None if found is None else replace(found, tail=(begin, end))


def _breaks(s: Parsed, at: int) -> bool:
    """Whether a mark stands at a place, or a number that is another figure."""
    return s.words[at].mark or (s.words[at].number and at not in s.denominators)


def _stood_at(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """…, up from V in T; …, compared with V in T; this compares to V in T."""
    where = connector(s, at, "before_now")
    if where is None or last is None or not (time_behind(s, at) or is_current(s, at)):
        return None
    again = s.words[where - 1].time and last.time is not None and last.time in s.times.values()
    if s.word(where) == "from" and s.word(where - 1) not in {"up", "down", ","} and not again:
        return None
    this = where - 1 if s.said.has("pronoun", s.word(where - 1)) else where - 2
    elsewhere = last.reading.situated is not s.situated
    if elsewhere and not (this <= 1 and s.said.has("pronoun", s.word(max(this, 0)))):
        return None
    return Found(None, "observation", of=last) if is_alike(s, at, last) else None


def _also_stands_at(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """V (V by T): the same at another time."""
    if last is None or s.word(at - 1) != "(" or time_behind(s, at) is None or not is_alike(s, at, last):
        return None
    adjoins = last.reading.situated is s.situated and token_at(s, last.reading.end) >= at - 2
    return Found(None, last.claim, of=last) if adjoins else None


def found_of(s: Parsed, at: int, named: tuple[int, int] | None, claim: Claim, comparator: str = "") -> Found | None:
    """What a construction found, where it found both a phrase and a claim, and nothing unknown is behind the number."""
    if named is None or not claim or (kind_at(s, at) == "duration" and not measures(s, named)):
        return None
    behind = at + 1
    plain = unit_at(s, at) == COUNT and s.word(behind).isalpha() and not s.words[at].end < named[0]
    if plain and named[0] < at and not _ends_value(s, behind):
        return None
    return Found(named, claim, comparator)


def _started(found: Found | None, base: int | None) -> Found | None:
    """What was found, with the number that it started from."""
    return None if found is None else replace(found, base=base)


def _ends_value(s: Parsed, at: int) -> bool:
    """Whether the word behind a bare number is no unit that nobody knows."""
    word = s.word(at)
    closed = ("prepositions", "conjunction", "subordinator", "loose", "binding")
    return any(s.said.has(name, word) for name in closed) or word in {
        "people",
        "persons",
        "units",
        "beds",
        "per",
        "out",
    }


def _direction(s: Parsed, verb: int, to: int) -> str:
    """The comparator of what is raised or lowered to a number, or kept below it."""
    if s.word(to) in {"within", "below", "under"} or s.said.verb(s.word(verb), "falling"):
        return "le"
    return "ge" if s.said.verb(s.word(verb), "rising") else ""


def _change(s: Parsed, verb: int) -> str:
    return " decline" if s.said.verb(s.word(verb), "falling") else " growth"


def _anaphor(s: Parsed, at: int, stretch: tuple[int, int], last: Draft | None) -> Draft | None:
    """The figure before, where a phrase only points back to it: boost that share to V, the ratio stood at V."""
    words = [s.word(i) for i in range(max(stretch[0], 0), stretch[1])]
    points = len(words) == 2 and words[0] in {"the", "that", "this"} and s.said.has("anaphoric", words[1])
    return last if points and last is not None and is_alike(s, at, last) else None


def is_alike(s: Parsed, at: int, last: Draft) -> bool:
    """Whether a number can be one of the same thing as another: it has its unit, or none."""
    other = last.reading.value.value if last.reading.value is not None else None
    growth = last.reading.pattern.statistic == "stat-growth"
    return isinstance(other, Quantity) and not growth and unit_at(s, at) in {other.unit, COUNT}


CONSTRUCTIONS = {
    "CON-62": _changed_to,
    "CON-70": _changed_to,
    "CON-61": _stands_at,
    "CON-63": _changed_by,
    "CON-68": _changed_by,
    OF: _of,
    SHARE: _share_of,
    COUNTED: _counted,
    "CON-66": _stood_at,
    "CON-67": _also_stands_at,
}
