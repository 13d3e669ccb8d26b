"""Constructions in which somebody does something to so many things, so much of a whole, or with so much money."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import claim_in
from kg.extraction.clauses import before_amount, begins_clause, head_of, is_nation, subject_of
from kg.extraction.found import Found, found_of
from kg.extraction.noun_phrases import after, before
from kg.extraction.parsed import kind_at, quantity_at
from kg.extraction.predicates import main_subject

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed

FUNDS, MORE = "funds", "additional"
FEW = 10  # fewer things that are spelt are a way of talking


def done_to(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """The scheme covers V people, it serves V percent of them; the state spent V yuan on it."""
    verb = _verb_before(s, at)
    if verb is None and kind_at(s, at) == "money" and begins_clause(s, at):
        return _money_done(s, at, last)
    if verb is None or _is_per(s, verb) or s.word(verb) == "including":
        return None
    named, prefix = _object_of(s, at)
    claim = claim_in(s, verb, last)
    found = found_of(s, at, named, claim) if named is not None else None
    if found is None or named is None:
        return None
    wanted = s.said.has("wants", s.word(verb))
    done = "" if wanted else f" {participle(s, verb)}" + (" up" if s.word(verb + 1) == "up" else "")
    if prefix == MORE:
        return replace(found, prefix=f"{MORE} ", suffix=done)
    if prefix:  # funds allocated for …
        return replace(found, prefix=f"{prefix}{done} {s.word(named[0] - 1)} ")
    who = None if wanted else doer(s, verb)
    return replace(found, suffix=done + (" by" if who is not None else ""), by=who)


def _is_per(s: Parsed, verb: int) -> bool:
    """Whether who does it is so many of something: every 10,000 people enjoy V."""
    return any(i in s.denominators and s.said.has("per_each", s.word(i - 1)) for i in range(verb))


def _verb_before(s: Parsed, at: int) -> int | None:
    """The verb right before a number, over what leads up to it."""
    verb = before_amount(s, at)
    if (s.word(verb), s.said.form(s.word(verb - 1))) == ("up", "past") or s.word(verb - 1) == "set":
        verb -= 1  # set up V things
    if not acts(s, verb) and (s.word(verb), s.word(verb + 1)) != ("set", "up"):
        return None
    ahead = s.word(verb - 1)
    noun = s.said.form(s.word(verb)) == "base" and ahead != "to" and s.said.has("prepositions", ahead)
    return None if noun else verb


def acts(s: Parsed, verb: int) -> bool:
    """Whether a word is a verb of which things may be the object, known or not: no noun, no mere participle of one."""
    word, ahead = s.word(verb), s.word(verb - 1)
    if s.said.verb(word, "doing", "deeds", "showing"):
        return True
    if any(s.said.verb(word, name) for name in ("rising", "falling", "attaining", "holding", "limiting", "making_up")):
        return False
    led = s.said.has("determiner", ahead) or s.said.has("prepositions", ahead) or s.words[max(verb - 1, 0)].number
    acts = s.said.acted(word) or (s.said.verb(word, "acting") and s.said.form(word) in {"third", "gerund"})
    return acts and not led and not s.said.has("finite", word)


def participle(s: Parsed, verb: int) -> str:
    """The participle of a verb: of one that no list has, its past."""
    word = s.word(verb)
    return s.said.verbs[word][2].split()[3] if word in s.said.verbs else word


def _object_of(s: Parsed, at: int) -> tuple[tuple[int, int] | None, str]:
    """The things that are counted, the whole that a share is of, or what money is for, with what that is called."""
    kind = kind_at(s, at)
    if kind == "money":
        return _money_for(s, at)
    if kind == "percent":
        return (whole_of(s, at + 2) if s.word(at + 1) == "of" else None), ""
    if kind == "measure":  # 130 hectares of parks
        return (after(s.words, at + 2, s.denominators, s.said) if s.word(at + 1) == "of" else None), ""
    return _things_done(s, at) if kind == "count" else (None, "")


def _things_done(s: Parsed, at: int) -> tuple[tuple[int, int] | None, str]:
    """The things that are counted, or more of which there are; none where a few are spelt: one doctor, three nurses."""
    if s.word(at + 1) == "more":
        return after(s.words, at + 2, s.denominators, s.said), MORE
    spelt = quantity_at(s, at).value < FEW and s.numbers[at].text.replace(" ", "").isalpha()
    if spelt or s.said.has("compared_amount", s.word(at + 1)):
        return None, ""
    named = after(s.words, at + 1, s.denominators, s.said)
    if named is None and s.word(at + 1) == "people":
        return (at + 1, at + 2), ""
    head = "" if named is None else s.word(head_of(s, named))
    return (None if s.said.has("talked", head) and head != "people" else named), ""


def _money_for(s: Parsed, at: int) -> tuple[tuple[int, int] | None, str]:
    """What money is for, or a part of, and what it is called beside that: [funds] … for education."""
    begin = at + 1
    if s.word(begin) == "(":  # what it is in dollars
        begin = next((i + 1 for i in range(begin, len(s.words)) if s.word(i) == ")"), begin)
    while begin in s.times or s.said.has("loose", s.word(begin)):
        begin += 1
    if s.word(begin) == "of":
        return after(s.words, begin + 1, s.denominators, s.said), ""
    named = after(s.words, begin + 1, s.denominators, s.said) if s.said.has("purpose", s.word(begin)) else None
    return named, FUNDS


def _money_done(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """V yuan was allocated to something: [funds allocated to] it."""
    verb = next((i for i in range(at + 1, min(at + 6, len(s.words))) if acts(s, i)), None)
    if verb is None or not all(
        s.said.has("group", s.word(i)) or s.said.has("binding", s.word(i)) for i in range(at + 1, verb)
    ):
        return None
    passive = s.said.has("being", s.word(verb - 1))
    named = (
        after(s.words, verb + 2, s.denominators, s.said)
        if passive and s.said.has("purpose", s.word(verb + 1))
        else None
    )
    found = found_of(s, at, named, claim_in(s, verb, last))
    return None if found is None else replace(found, prefix=f"{FUNDS} {participle(s, verb)} {s.word(verb + 1)} ")


def whole_of(s: Parsed, begin: int) -> tuple[int, int] | None:
    """The whole that a share is of, over its own number: of the country's 1.4 billion [population]."""
    at = begin
    while at < len(s.words) - 1 and not s.words[at].number and at < begin + 4:
        led = s.said.has("determiner", s.word(at)) or s.said.has("loose", s.word(at)) or s.words[at].possessive
        if not led and not s.words[at + 1].possessive:
            break
        at += 1
    counted = at < len(s.words) and s.words[at].number and at not in s.denominators
    whole = after(s.words, at + 1 if counted else begin, s.denominators, s.said)
    whole = whole if whole is None else _before_clause(s, whole)
    plain = next((i for i in range(begin, begin + 4) if s.said.has("whole_time", s.word(i))), begin)
    led = all(s.words[i].possessive or not s.words[i].mark for i in range(begin, min(plain, len(s.words))))
    return (plain, plain + 1) if whole is None and led and s.said.has("whole_time", s.word(plain)) else whole


def _before_clause(s: Parsed, whole: tuple[int, int]) -> tuple[int, int]:
    """A whole without the subject of the clause behind it: V percent of consumption [and X] is set to reach V."""
    joint = next((i for i in range(whole[1] - 1, whole[0], -1) if s.word(i) == "and"), None)
    follows = any(s.said.has(name, s.word(whole[1])) for name in ("auxiliary", "binding", "aiming"))
    return whole if joint is None or not follows else (whole[0], joint)


def doer(s: Parsed, verb: int) -> tuple[int, int] | None:
    """Who or what does it, unless it is the country or nobody tells: what a relative clause is of included."""
    ahead = s.word(verb - 1)
    if is_nation(s, verb):
        return None
    if s.said.has("relative_subject", ahead):
        end = verb - 2 if s.word(verb - 2) == "," else verb - 1
        return before(s.words, end, s.denominators, s.said)
    if s.said.form(s.word(verb)) == "gerund" or s.said.has("pronoun", ahead):
        main = main_subject(s, verb) if ahead == "," or s.said.has("subject_told", ahead) else None
        return None if main is None or s.said.has("nation", s.word(main[1] - 1)) else main
    return subject_of(s, verb)
