"""Constructions in which an English number is where a measure stands, or the share of a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import claim_around, claim_in, is_aimed
from kg.extraction.clauses import (
    begins_clause,
    group_begin,
    head_of,
    is_measure,
    is_nation,
    is_told_to,
    measures,
    subject_of,
)
from kg.extraction.doings import acts, doer, participle, whole_of
from kg.extraction.elliptical import apart, of_others
from kg.extraction.english_words import REGION
from kg.extraction.found import DONE, SHARE, SHARE_TOO, Found, by_name, found_of, is_alike, pointed_at, ungrown
from kg.extraction.goal_nouns import goal_before, names_goal
from kg.extraction.noun_phrases import after, before, trimmed
from kg.extraction.parsed import COUNT, number_before, token_at, unit_at, words_of
from kg.extraction.predicates import is_present, main_subject, meant_by, next_in_list, predicate, subject_from, told_of

if TYPE_CHECKING:
    from kg.extraction.claims import Claim
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed


WIDE = 16  # words of a measure that goes along with something
SHORT = 3  # words of a phrase that only points back to a figure: the target for 2030
BOTH = 2  # stretches of a share: its things, and what is said of them


def stands_at(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """X reached V; X is V; X will exceed V; X accounted for V of Y."""
    verb = _standing_verb(s, at)
    if verb is None:
        return None
    ahead = group_begin(s, verb) - 1
    if verb < at and s.word(ahead) == "and":  # X stands at V [and] contributes to V
        subject = main_subject(s, verb)
    elif verb < at and ahead in s.numbers and ahead not in s.denominators:
        subject = _grown(s, ahead, last)
    else:
        subject = subject_of(s, verb)
    row = s.said.verbs[s.word(verb)][2].split()[0] if verb < at else ""
    named = goal_before(s, group_begin(s, verb)) if subject is None and s.said.has("being_due", s.word(verb)) else None
    claim: Claim = "target" if named is not None else claim_in(s, verb, last)
    subject = named or subject
    whole = whole_of(s, at + 2) if s.word(at + 1) == "of" and unit_at(s, at) == "%" else None
    if whole is not None and (_adds(s, verb) or (subject is None and last is not None)):
        told = None if last is None else _share_of_last(s, verb, whole, last)
        return told if told is not None or subject is not None else _share_of_object(s, at, verb, whole)
    if subject is None:
        return _of_last(s, at, ahead, claim, last)
    goal = next((i for i in range(*subject) if s.said.has("goal", s.word(i)) and s.word(i + 1) == "for"), None)
    if goal is not None:  # it sets goals for [X] to reach V
        subject = trimmed(s.words, goal + 2, subject[1], s.said) or subject
    bare = row == "be" and named is None and not measures(s, subject) and s.word(head_of(s, subject)) != "line"
    if bare or (claim == "target" and _comes_of_itself(s, subject)):
        return None
    comparator = "ge" if claim == "target" and row != "be" else ""
    found = found_of(s, at, subject, claim, comparator)
    if found is not None and whole is not None and (s.said.has("shares", row) or row == "make"):
        return replace(found, tail=whole)
    aside = apart(s, at) if whole is None else ""
    return None if found is None else replace(found, over=s.said.has("surpassing", row), suffix=aside)


def _comes_of_itself(s: Parsed, subject: tuple[int, int]) -> bool:
    """Whether a phrase names only how many people of an age there are, which nobody aims at: seniors, those aged 60."""
    words = [s.words[i] for i in range(*subject)]
    people = all(word.number or s.said.has("of_an_age", word.word) or word.word == REGION for word in words)
    return people and any(s.said.has("old", word.word) for word in words)


def _of_last(s: Parsed, at: int, ahead: int, claim: Claim, last: Draft | None) -> Found | None:
    """What the clause only points back to: that share stood at V; it should reach V among A, V for B."""
    end = ahead + 2 if s.word(ahead + 1) == "it" else ahead + 1
    while end > 0 and s.words[end - 1].time:
        end -= 1
    of = pointed_at(s, at, (end - 2, end), last)
    if of is None:
        return _as_its_goal(s, at, end, last)
    if claim == "target" and all(word.isdigit() or s.said.has("of_an_age", word) for word in of.words.split()):
        return None  # the number [of seniors] is expected to reach V
    aside = apart(s, at)
    of = of_others(of, s.word(at + 1), "", s.said) if aside else of
    return Found(None, claim, "ge" if claim == "target" else "", of=of, suffix=aside)


def _as_its_goal(s: Parsed, at: int, end: int, last: Draft | None) -> Found | None:
    """What the figure before is aimed at: it fell to V; the target for 2030 is V."""
    opens = s.said.has("determiner", s.word(0)) and s.said.has("goal", s.word(1))
    opens = opens and (end < SHORT or (end == SHORT and s.said.has("goal_of", s.word(end - 1))))
    alike = last is not None and last.claim == "observation" and is_alike(s, at, last)
    return (
        Found(None, "target", of=last) if opens and alike and not s.said.has("stating_past", s.word(at - 1)) else None
    )


def _grown(s: Parsed, number: int, last: Draft | None) -> tuple[int, int] | None:
    """What grew by a number right before: X was raised by V [to] reach V."""
    if last is None or s.numbers.get(number) is not last.reading.value or not last.phrase.stretches:
        return None
    start, end = last.phrase.stretches[0]
    return (token_at(s, start), token_at(s, end)) if last.reading.pattern.statistic == "stat-growth" else None


def _standing_verb(s: Parsed, at: int) -> int | None:
    """The verb that tells where something stands: X [reached] V, X makes [up] V, X will [exceed V]."""
    exceeds = s.numbers[at].text.split()[0].lower()  # the bound of a number may be its verb
    if exceeds == "exceeding" and s.word(at - 1) != "," and not _goes_along(s, at):  # areas with rates exceeding V
        return None
    if s.said.has("exceeds", exceeds) or _is_barred(s, at):
        return at
    if exceeds == "exceed" and (s.said.has("binding", s.word(at - 1)) or s.said.has("before_exceed", s.word(at - 1))):
        return at
    verb = at - 1
    within = s.word(verb) == "of" or (s.word(verb) == "within" and s.word(verb - 1) == "be")
    if within and s.said.verb(s.word(verb - 1), "attaining"):  # revenue was of V, the rate should be within V
        verb -= 1
    while verb > 0 and s.said.has("amount", s.word(verb)) and s.word(verb) not in s.said.verbs:
        verb -= 1
    if (s.word(verb) == "still" or s.words[verb].time) and s.word(verb + 1) == "at":  # the rate is still at V
        verb -= 1
    if s.said.has("change", s.word(at + 1)) and s.said.has("rise_in", s.word(at + 2)):
        return None  # attain a V percent rise in X
    if s.word(verb) == "up" and s.said.verb(s.word(verb - 1), "making_up"):
        return verb - 1
    return verb if s.said.verb(s.word(verb), "attaining") else None


def _is_barred(s: Parsed, at: int) -> bool:
    """Whether a number is what something is forbidden to exceed: the fee [must not exceed V]."""
    said = s.numbers[at].text.lower().split()[:2]
    return said == ["not", "exceed"] and s.said.has("binding", s.word(at - 1))


def _goes_along(s: Parsed, at: int) -> bool:
    """Whether a measure is told to go along with what the clause before tells: …, with the rate [exceeding V]."""
    led = next((i for i in range(at - 1, max(at - WIDE, 0), -1) if s.word(i) == "with"), 0)
    plain = not any(s.words[i].mark or s.words[i].number for i in range(led, at))
    return (
        plain
        and s.word(led - 1) == ","
        and s.said.has("measures", s.word(led + 2 if s.word(led + 1) == "the" else led + 1))
    )


def _adds(s: Parsed, verb: int) -> bool:
    """Whether a verb goes on behind a comma about what was told: …, accounting for V of Y."""
    return s.said.form(s.word(verb)) == "gerund" and s.said.has("joining", s.word(verb - 1))


def _share_of_last(s: Parsed, verb: int, whole: tuple[int, int], last: Draft) -> Found | None:
    """What share the figure before is of a whole: V things, accounting for V of Y; the amount represented V of Y."""
    points = s.said.has("anaphoric", s.word(group_begin(s, verb) - 1)) or s.word(group_begin(s, verb) - 1) == "which"
    near = last.reading.situated is s.situated and (_adds(s, verb) or points)
    last = by_name(ungrown(last))
    if not near or last.reading.pattern.statistic in {"stat-growth", "stat-share"}:
        return None
    return Found(None, last.claim, of=last, suffix=f" as share of {words_of(s, whole)}")


def _share_of_object(s: Parsed, at: int, verb: int, whole: tuple[int, int]) -> Found | None:
    """What share of a whole the things are that stand before a comma: they see X, accounting for V of Y."""
    if s.word(verb - 1) != ",":
        return None
    named = before(s.words, verb - 1, s.denominators, s.said)
    found = found_of(s, at, named, claim_around(s, verb, None))
    return None if found is None else replace(found, tail=whole)


def measure_of(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """China reported an X of V; it aims to achieve an X of V, and a Y of V."""
    if s.word(at - 1) != "of":
        return None
    named = before(s.words, at - 1, s.denominators, s.said)
    led = next(
        (i for i in range(at - 2, at - WIDE, -1) if s.word(i) == "with" and s.said.has("indefinite", s.word(i + 1))),
        None,
    )
    if named is not None and led is not None and led > named[0]:  # they cover V men with a ratio of V
        named = led + 2, named[1]
    if named is None or not measures(s, named) or _counts_on(s, at, named):
        return None
    article = named[0] - 1
    while s.said.has("loose", s.word(article)):
        article -= 1
    if s.said.has("being_of", s.word(at + 1)) and s.said.acted(s.word(at + 2)):  # funds of V were allocated
        found = found_of(s, at, named, claim_in(s, at + 1, last))
        return None if found is None else replace(found, suffix=f" {participle(s, at + 2)}")
    if not s.said.has("indefinite", s.word(article)):
        return None
    verb = article - 1
    if s.said.has("joining", s.word(verb)) and last is not None and last.reading.situated is s.situated:
        joined = token_at(s, last.reading.end) >= verb - 8 and not any(
            s.said.has("finite", s.word(i)) for i in range(token_at(s, last.reading.end), verb)
        )
        return found_of(s, at, named, last.claim) if joined else None
    return _shown(s, at, named, verb, last)


def _counts_on(s: Parsed, at: int, named: tuple[int, int]) -> bool:
    """Whether a bare number counts what stands behind it, and is no value: a total of 40 [boats]."""
    things = s.said.has("plural", s.word(at + 1)) or s.word(at + 1).endswith("s")  # a total enrolment of V pupils
    end = at + 2 if things else at + 1
    ends = end in s.times or end >= len(s.words) or s.words[end].mark
    return unit_at(s, at) == COUNT and not (is_measure(s, named) and ends)


def _shown(s: Parsed, at: int, named: tuple[int, int], verb: int, last: Draft | None) -> Found | None:
    """A measure of V as what the country shows or is to attain, or what somebody else did with it."""
    if s.said.has("goal_is", s.word(verb)) and names_goal(s, verb):
        return _measured(s, at, named, "target")
    if s.word(verb) == "with" and last is not None and last.reading.situated is s.situated:
        return _measured(s, at, named, claim_around(s, verb, last))
    shown = s.said.verb(s.word(verb), "showing", "attaining") or s.said.has("have_forms", s.word(verb))
    if shown and (is_nation(s, verb) or is_told_to(s, verb)):
        return _measured(s, at, named, claim_in(s, verb, last))
    if s.said.has("wanting", s.word(verb)) and is_aimed(s, last):  # the plan expects a rate of V
        return _measured(s, at, named, "target")
    if not acts(s, verb) or not s.said.form(s.word(verb)):
        return None
    found, who = _measured(s, at, named, claim_in(s, verb, last)), doer(s, verb)
    suffix = f" {participle(s, verb)}" + (" by" if who is not None else "")
    return None if found is None else replace(found, suffix=suffix, by=who)


def _measured(s: Parsed, at: int, named: tuple[int, int], claim: Claim) -> Found | None:
    """What is found of a measure that things behind the number are counted by: an enrolment of V [pupils]."""
    things = s.said.has("plural", s.word(at + 1)) or s.word(at + 1).endswith("s")
    if things and unit_at(s, at) == COUNT and is_measure(s, named):
        return Found(named, claim) if claim else None
    return found_of(s, at, named, claim)


def share_of(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """V percent of X is paid by Y, or does something; V yuan, or V percent of X."""
    other = _in_other_words(s, at, last) if s.word(at - 1) == "or" and last is not None else None
    return _share_in_clause(s, at, last) if other is None else other


def _share_in_clause(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """V percent of X is paid by Y, or does something, where that begins its clause."""
    begin = at
    while begin > 0 and (s.said.has("loose", s.word(begin - 1)) or s.said.adverb(s.word(begin - 1))):
        begin -= 1
    opens = begins_clause(s, begin) and s.word(begin - 1) != "("
    if not opens and not any(s.said.has(name, s.word(begin - 1)) for name in ("contrast", "clause_of_its_own")):
        return None
    things = at + 2 if s.word(at + 1) == "of" else at + 1
    if unit_at(s, at) != "%" or (s.word(at + 1) != "of" and not is_out_of(s, at)):
        return None
    own = predicate(s, things)
    if own is not None and _is_infinitive(s, own) and is_aimed(s, last):
        told = told_of(s, own)
        found = found_of(s, at, subject_from(s, things, own - 1), "target") if told is not None else None
        return None if found is None or told is None else replace(found, tail=told[0])
    verb = own if own is not None else _predicate_of_shares(s, things)
    if verb is None:
        return None
    whole = subject_from(s, things, verb) if own is not None else after(s.words, things, s.denominators, s.said)
    if whole is None and verb == things + 1 and s.said.has("plural", s.word(things)):
        whole = things, verb  # V percent of people are insured
    told = told_of(s, verb)
    ruled = s.said.has("binding", s.word(verb))  # … and V percent of those treated [should] …
    along = s.word(begin - 1) == "and" and last is not None and last.claim == "target" and tail_of(s, last) is not None
    along = along and not ruled
    if (s.word(begin - 1) == "with" or along) and last is not None and last.reading.situated is s.situated:
        return _share_along(s, at, whole, verb, last)
    claim = claim_in(s, meant_by(s, verb), last) or ("observation" if is_present(s, things, verb) else "")
    found = found_of(s, at, whole, claim) if told is not None else None
    wanted = claim == "target" and s.said.form(s.word(verb)) in {"", "past"} and s.said.acted(s.word(verb))
    return None if found is None or told is None else replace(found, tail=told[0], tie="" if wanted else told[1])


def _in_other_words(s: Parsed, at: int, last: Draft) -> Found | None:
    """The figure right before as a share of a whole: V yuan in T, or V percent of GDP."""
    value, near = last.reading.value, number_before(s, at)
    right_before = value is not None and near is not None and near.span == value.span and s.word(at - 2) == ","
    whole = whole_of(s, at + 2) if right_before and s.word(at + 1) == "of" and unit_at(s, at) == "%" else None
    if whole is None or last.reading.situated is not s.situated:
        return None
    of = by_name(ungrown(last))
    shares = of.reading.pattern.statistic in {"stat-growth", "stat-share"}
    return None if shares else Found(None, last.claim, of=of, suffix=f" as share of {words_of(s, whole)}")


def _is_infinitive(s: Parsed, verb: int) -> bool:
    """Whether a verb is what things are to be or have, right behind their name: with V of sailors [to be] insured."""
    ahead = s.word(verb - 2)
    told = s.said.acted(ahead) or any(s.said.has(name, ahead) for name in ("aiming", "foreseeing", "finite"))
    return s.word(verb - 1) == "to" and s.said.has("to_come", s.word(verb)) and ahead.isalpha() and not told


def is_out_of(s: Parsed, at: int) -> bool:
    """Whether a share is told as so many in or out of so many, right before those that are meant: nine in ten [men]."""
    said = s.numbers[at].text.lower().split()
    return s.word(at + 1).isalpha() and ("in" in said or "out" in said)


def _share_along(s: Parsed, at: int, whole: tuple[int, int] | None, verb: int, last: Draft) -> Found | None:
    """…, with V percent of X insured: what goes along with the figure before is told or aimed at as that is."""
    told = told_of(s, verb)
    found = found_of(s, at, whole, last.claim) if told is not None and s.said.acted(s.word(verb)) else None
    return None if found is None or told is None else replace(found, tail=told[0])


def share_too(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """V percent of X do something, including V percent of Y; …, as well as V percent of Y: these do the same."""
    done = None if last is None else _done_too(s, at, last)
    if done is not None:
        return done
    told = None if last is None else last.reading.pattern.id in {SHARE, SHARE_TOO} and tail_of(s, last)
    if not told or last is None or s.word(at + 1) != "of" or unit_at(s, at) != "%":
        return None
    named = after(s.words, at + 2, s.denominators, s.said)
    if named is None and s.said.has("plural", s.word(at + 2)):
        named = at + 2, at + 3  # of men
    own = predicate(s, at + 2)
    joint = s.word(at - 1) == "including" or (s.word(at - 2), s.word(at - 1)) == ("well", "as")
    again = s.word(at - 1) == "and" and last.reading.pattern.id == SHARE_TOO
    if named is None or own is not None or not (joint or again):
        return None
    return Found(named, last.claim, tail=told[0], tie=told[1])


def _done_too(s: Parsed, at: int, last: Draft) -> Found | None:
    """What is done to a share of others as well: covering V percent of A [and V percent of B]."""
    shares = last.reading.pattern.id == DONE and last.reading.pattern.statistic == "stat-share"
    near = last.reading.situated is s.situated and token_at(s, last.reading.end) >= at - 1
    whole = whole_of(s, at + 2) if shares and near and s.word(at - 1) == "and" and s.word(at + 1) == "of" else None
    deed = last.label.rsplit(" ", 1)[-1]
    ahead = " ".join(last.label.split(" by ")[:1]).rsplit(" ", 1)[-1]
    done = deed if s.said.acted(deed) else ahead
    if whole is None or unit_at(s, at) != "%" or predicate(s, at + 2) is not None:
        return None
    return Found(whole, last.claim, prefix="share of ", suffix=f" {done}") if s.said.acted(done) else None


def tail_of(s: Parsed, last: Draft) -> tuple[tuple[int, int], str] | None:
    """What the share before says of its things, and the word that ties it to them, in the same sentence."""
    if last.reading.situated is not s.situated or len(last.phrase.stretches) < BOTH:
        return None
    start, end = last.phrase.stretches[1]
    part = token_at(s, start), token_at(s, end)
    ahead = last.label.removesuffix(f" {words_of(s, part)}").rsplit(" ", 1)[-1]
    return part, ahead if s.said.has("tail_tie", ahead) else ""


def _predicate_of_shares(s: Parsed, begin: int) -> int | None:
    """The verb behind a list of shares: V of A and V of B [do] something."""
    end = next_in_list(s, begin)
    if end is None or end not in s.numbers or s.word(end + 1) != "of" or unit_at(s, end) != "%":
        return None
    verb = predicate(s, end + 2)
    return verb if verb is not None else _predicate_of_shares(s, end + 2)
