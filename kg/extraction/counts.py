"""Constructions in which an English number counts things that are had, or that do something or are done to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import claim_around, claim_in, is_aimed
from kg.extraction.clauses import (
    before_amount,
    begins_clause,
    counted_per,
    denominated,
    group_begin,
    head_of,
    is_nation,
    is_told_to,
    subject_of,
)
from kg.extraction.found import COUNTED, DONE, Found, found_of
from kg.extraction.goal_nouns import names_goal
from kg.extraction.noun_phrases import after, before
from kg.extraction.parsed import COUNT, kind_at, quantity_at, token_at, unit_at
from kg.extraction.predicates import main_subject, next_in_list, predicate, subject_from, told_of

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed

EACH = 10  # words of those each of which has something
FEW = 10  # small numbers are ways of talking unless something makes figures of them


def counted(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """There are V things; the country has V things; V things do something; V of one thing and V of another."""
    if s.word(at + 1) == "of" and unit_at(s, at) == COUNT and kind_at(s, at) == "count":
        return _some_of(s, at, last) if begins_clause(s, at) else None
    other = _in_other_words(s, at, last) if s.word(at - 1) == "or" else None
    named = things_counted(s, at) if other is None else None
    if named is None:
        return other
    verb = before_amount(s, at)
    along = last is not None and s.word(verb) == "with" and s.word(verb - 1) == "," and _goes_along(s, verb, last)
    if s.said.has("joining_more", s.word(verb)) or along:
        return _joined(s, at, verb, named, last)
    led = s.said.has("relative_object", s.word(at - 1)) and s.said.has(
        "prepositions", s.word(at - 2)
    )  # on which V are held
    if verb == 0 or led or begins_clause(s, verb + 1) or s.said.has("telling", s.word(at - 1)):
        return _counted_subject(s, at, at + 1, last) or _listed_on(s, verb, named, last)
    if s.word(verb) == "with":
        return _gone_along(s, at, verb, named, last)
    return _had_or_done(s, at, verb, named, last)


def _gone_along(s: Parsed, at: int, verb: int, named: tuple[int, int], last: Draft | None) -> Found | None:
    """Things that a clause goes along with, where it or a list of goals tells what of them: …, with V men insured."""
    end = _told_along(s, *named) if s.word(verb - 1) == "," else None
    told = None if end is None else found_of(s, at, (named[0], end), claim_around(s, verb, last))
    listed = kind_at(s, at) == "measure" and s.situated.lead is not None
    return told if told is not None or not listed else found_of(s, at, named, "target")


def _told_along(s: Parsed, begin: int, end: int) -> int | None:
    """Where what is said of counted things ends, which a clause goes along with: …, with V men [insured by it]."""
    first = next((i for i in range(begin + 1, end + 1) if s.said.acted(s.word(i)) or s.word(i) == "available"), None)
    doing = any(s.word(i).endswith("ing") and s.word(i - 1).endswith("s") for i in range(begin + 1, end + 1))
    doing = doing or any(s.word(i).endswith("ing") and s.said.has("plural", s.word(i - 1)) for i in (end - 1, end))
    if first is None and not doing:
        return None
    while end < len(s.words) and not (s.words[end].mark or s.words[end].time or _is_figure(s, end)):
        end += 1
    closed = end > begin and not s.said.has("prepositions", s.word(end - 1))
    return end if closed and not any(s.said.has("finite", s.word(i)) for i in range(begin, end)) else None


def _is_figure(s: Parsed, at: int) -> bool:
    return s.words[at].number and at not in s.denominators


def _listed_on(s: Parsed, begin: int, named: tuple[int, int], last: Draft | None) -> Found | None:
    """Things of a list that goes on behind a semicolon, without a verb: it will have V of A; [V of B]; and V of C."""
    owning = any(s.said.has("owning", word) for word in s.led.lower().split())
    finite = any(s.said.has("finite", word.word) for word in s.words)
    if not owning or begin > 0 or finite or last is None or last.reading.situated is s.situated:
        return None
    return Found(named, last.claim)


def _some_of(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """V of these things do something; things, V of which do something."""
    if not s.said.has("relative_object", s.word(at + 2)):
        return _counted_subject(s, at, at + 2, last)
    named = before(s.words, at - 1, s.denominators, s.said)
    verb = at + 3
    told = told_of(s, verb) if s.said.has("auxiliary", s.word(verb)) else None
    found = found_of(s, at, named, claim_in(s, verb, last)) if told is not None else None
    return None if found is None or told is None else replace(found, tail=told[0], tie=told[1])


def _in_other_words(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """V percent of a whole[, or V things,] do something."""
    named = (at + 1, at + 2) if s.word(at + 1) == "people" else things_counted(s, at)
    end = named[1] if named is not None else at
    if named is not None and denominated(s, named) and last is not None and last.reading.situated is s.situated:
        return found_of(s, at, named, last.claim)  # there are V beds, or V beds for every 1,000 people
    told = told_of(s, end + 1) if s.word(end) == "," and s.said.has("auxiliary", s.word(end + 1)) else None
    found = found_of(s, at, named, claim_in(s, end + 1, None)) if told is not None else None
    return None if found is None or told is None else replace(found, tail=told[0], tie=told[1])


def _joined(s: Parsed, at: int, joint: int, named: tuple[int, int], last: Draft | None) -> Found | None:
    """V of one thing [and V] of another: as the list is told by the verb behind it, or as what it goes along with."""
    verb = _predicate_of_list(s, at + 1)
    own = verb is not None and s.said.has("auxiliary", s.word(verb))  # …, V of A and V of B [were] built
    if not own and last is not None and _goes_along(s, joint, last):
        return found_of(s, at, named, last.claim)
    head = _head_of_list(s, joint)
    if head is not None:
        return _had_or_done(s, at, head, named, last)
    return _counted_subject(s, at, at + 1, last) or _listed_on(s, joint, named, last)


def _goes_along(s: Parsed, joint: int, last: Draft) -> bool:
    """Whether things were counted right before a joint: there are V of one thing, [and] V of another."""
    if last.reading.situated is not s.situated or last.reading.pattern.id not in {COUNTED, DONE}:
        return False
    end = token_at(s, last.reading.end)
    near = joint - 4 <= end and not any(s.words[i].number for i in range(end, joint))
    return near or _is_behind_start(s, end, joint)


def _is_behind_start(s: Parsed, end: int, joint: int) -> bool:
    """Whether nothing but what things were before stands between them and a joint: V parks, [up from V in T,] and V."""
    while end < joint and (s.words[end].time or s.said.has("in_places", s.word(end))):
        end += 1
    up = s.word(end) == "," and s.said.has("up_or_down", s.word(end + 1)) and s.word(end + 2) == "from"
    rest = range(end + 3, joint)
    numbers = sum(s.words[i].number for i in rest)
    return up and numbers == 1 and not any(s.words[i].mark and i < joint - 1 for i in rest)


def _head_of_list(s: Parsed, joint: int) -> int | None:
    """The verb before a list of counted things, of which one stands behind a joint: there [were] V of A, V of B."""
    for at in range(joint - 1, -1, -1):
        word = s.words[at]
        if word.number and at not in s.denominators and kind_at(s, at) in {"count", "measure"}:
            verb = before_amount(s, at)
            return _head_of_list(s, verb) if s.said.has("joining", s.word(verb)) else verb
        if word.mark or word.time or s.said.has("finite", word.word) or s.said.has("prepositions", word.word):
            return None
    return None


def things_counted(s: Parsed, at: int) -> tuple[int, int] | None:
    """The things that a number counts, right behind it, where there are many, or so many per something."""
    ranked = s.said.has("ranked", s.word(at + 1)) and not any(s.word(i) == "than" for i in range(at, at + EACH))
    compared = s.said.has("compared_amount", s.word(at + 1)) and not (ranked and s.word(at + 2).isalpha())
    if kind_at(s, at) not in {"count", "measure"} or compared:
        return None
    begin = at + 2 if s.word(at + 1) == "of" else at + 1
    if s.word(begin) == "people" and begins_clause(s, at) and s.said.has("finite", s.word(begin + 1)):
        return begin, begin + 1  # V people are insured
    named = after(s.words, begin, s.denominators, s.said)
    if named is None or _is_talk(s, named):
        return None
    per = denominated(s, named) or counted_per(s, named) is not None or "average" in {s.word(at - 1), s.word(at - 2)}
    return named if per or _are_many(s, at) or unit_at(s, at) or begins_clause(s, at) or _each_has(s, at) else None


def _each_has(s: Parsed, at: int) -> bool:
    """Whether so few things are what each of others ought to have: every port will [have] one of them."""
    verb = before_amount(s, at)
    owns = s.said.has("owning", s.word(verb)) or s.said.verb(s.word(verb), "deeds")
    begin = group_begin(s, verb)
    ought = any(s.said.has("binding", s.word(i)) for i in range(begin, verb))
    return owns and ought and any(s.said.has("each", s.word(i)) for i in range(max(begin - EACH, 0), begin))


def _are_many(s: Parsed, at: int) -> bool:
    quantity = quantity_at(s, at)
    return quantity.value >= FEW or quantity.value % 1 != 0 or quantity.bound == "ge"  # at least one


def _is_talk(s: Parsed, named: tuple[int, int]) -> bool:
    """Whether things are counted that are parts of what is said, or mere people."""
    head = s.word(head_of(s, named))
    told = head == "people" and named[1] - named[0] > 1  # rural people, people aged 60 or older
    return s.said.has("talked", head) and not told


def _had_or_done(s: Parsed, at: int, verb: int, named: tuple[int, int], last: Draft | None) -> Found | None:
    """The country has V things; build V things."""
    if s.word(verb) == "into" and s.said.has("meaning", s.word(verb - 1)):  # this translates into V
        verb -= 1
    there = any(s.word(i) == "there" for i in range(max(verb - 3, 0), verb))
    owner = None if not s.said.has("owning", s.word(verb)) or is_nation(s, verb) else _owner(s, verb)
    owned = s.said.has("owning", s.word(verb)) and (is_nation(s, verb) or owner is not None)
    done = s.said.verb(s.word(verb), "deeds") and (is_nation(s, verb) or is_told_to(s, verb))
    meant = s.said.has("meaning", s.word(verb)) and s.said.has("what_was_told", s.word(group_begin(s, verb) - 1))
    wanted = _is_wanted(s, verb) or _is_goal(s, verb)
    aimed = wanted or (meant and last is not None and last.claim == "target")
    claim = "target" if aimed else claim_in(s, verb, last if meant else None)
    found = found_of(s, at, named, claim) if there or owned or done or meant or wanted else None
    if found is None:
        return None
    per = denominated(s, named) or counted_per(s, named) is not None
    deed = s.said.verbs[s.word(verb)][2].split()[3] if done and not per else ""
    if owner is not None:
        return replace(found, suffix=" of", by=owner, prefix=_further(s, at))
    return replace(found, suffix=f" {deed}" if deed else "", tail=counted_per(s, named), prefix=_further(s, at))


def _further(s: Parsed, at: int) -> str:
    """What is said of things that come on top of others, before their number: an [additional] 300."""
    return "additional " if s.said.has("further", s.word(at - 1)) else ""


def _is_wanted(s: Parsed, verb: int) -> bool:
    """Whether a plan or who makes one is said to want things: the guideline [calls for] V nurses."""
    calls = s.word(verb) == "for" and s.said.has("calls", s.word(verb - 1))
    wants = calls or s.said.has("wanting", s.word(verb))
    who = verb - 2 if calls else verb - 1
    if wants and s.word(who) == "," and s.said.form(s.word(verb)) in {"", "gerund"}:  # the plan …, requiring V nurses
        main = main_subject(s, verb)
        first = next((i for i in range(3) if s.said.has("nation", s.word(i))), who)
        who = first if main is None else main[1] - 1
    return wants and (s.said.has("nation", s.word(who)) or is_nation(s, who + 1)) and is_aimed(s, None)


def _is_goal(s: Parsed, verb: int) -> bool:
    """Whether goals are things, or a plan is to attain them: targets [include] V beds, it aims to [achieve] V."""
    if s.said.has("including", s.word(verb)):
        return names_goal(s, verb) and is_aimed(s, None)
    attains = (
        s.said.verb(s.word(verb), "attaining") and s.said.form(s.word(verb)) == "base" and s.word(verb - 1) == "to"
    )
    return attains and s.said.has("aiming", s.word(verb - 2)) and is_aimed(s, None)


def _owner(s: Parsed, verb: int) -> tuple[int, int] | None:
    """Who or what has counted things, where that is told right before the verb: hospitals in the country [have] V."""
    return subject_of(s, verb) or main_subject(s, verb)


def _counted_subject(s: Parsed, at: int, begin: int, last: Draft | None) -> Found | None:
    """V things are had or done, or do something: 300 clinics were renovated, 300, 20 clinics and 7 wards opened."""
    verb = _predicate_of_list(s, begin)
    own = predicate(s, begin)
    named = subject_from(s, begin, own) if own is not None else after(s.words, begin, s.denominators, s.said)
    if named is None and s.word(begin) == "people":
        named = begin, begin + 1
    told = told_of(s, verb) if verb is not None else None
    if verb is None or told is None or named is None:
        return None
    planned = s.said.verb(s.word(told[0][0]), "deeds") and s.said.has(
        "binding", s.word(verb)
    )  # three docks will be built
    definite = s.said.has("definite", s.word(at - 1)) and s.said.has("binding", s.word(verb))
    if not (planned or _are_many(s, at)) or (definite and not planned):
        return None  # the 337 cities should …: how many they are is no aim
    if s.said.has("talked", s.word(head_of(s, named))) and named[1] - named[0] == 1 and s.word(named[0]) != "people":
        return None
    found = found_of(s, at, named, claim_in(s, verb, last))
    return None if found is None else replace(found, tail=told[0], tie=told[1], prefix=_further(s, at))


def _predicate_of_list(s: Parsed, begin: int) -> int | None:
    """The verb of a subject, or that of the last of a list of counted things: V of A, V of B and V of C [are] …."""
    verb = predicate(s, begin)
    if verb is not None:
        return verb
    end = next_in_list(s, begin)
    if end is None or end not in s.numbers or kind_at(s, end) != "count":
        return None
    return _predicate_of_list(s, end + 1)
