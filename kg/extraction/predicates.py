"""What an English clause says of the noun phrase that it begins with: its finite verb, and what goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.english_words import FACILITY
from kg.extraction.noun_phrases import after, trimmed
from kg.extraction.parsed import mention_at

if TYPE_CHECKING:
    from kg.extraction.parsed import Parsed

OWNERS = ("'s", "’s")
AUXILIARY = ("binding", "auxiliary")


def predicate(s: Parsed, begin: int) -> int | None:
    """The finite verb of a clause whose subject begins at a place: … [are] insured, … selected to teach [work] there.

    A past form is one only where no other finite verb follows: rural doctors trained in 2017 [have] left.
    """
    past, present, relative = None, None, False
    aside = range(0)
    for at in range(begin + 1, len(s.words)):
        word = s.words[at]
        if at in aside:
            continue
        aside = _aside(s, at)
        if at in aside:
            continue
        if word.mark or (word.number and at not in s.denominators and not s.said.has("prepositions", s.word(at - 1))):
            break
        if s.said.has("relative", word.word):
            relative = s.word(at + 1) not in s.said.verbs  # people who know their status [are] …
        elif _is_finite(s, at):
            if not relative:
                return at
            relative = False
        elif past is None and not relative and _is_past(s, at):
            past = at
        elif present is None and not relative and is_present(s, begin, at):
            present = at
    return past if past is not None else present


def _aside(s: Parsed, at: int) -> range:
    """The words between two commas that only say the same in other words: 10 percent of adults[, or V people,] have."""
    if s.word(at) == "(":
        end = next((i for i in range(at + 1, min(at + 20, len(s.words))) if s.word(i) == ")" or s.words[i].number), at)
        return range(at, end + 1) if s.word(end) == ")" else range(0)
    if s.word(at) != "," or not s.said.has("aside_opener", s.word(at + 1)):
        return range(0)
    end = next((i for i in range(at + 2, min(at + 14, len(s.words))) if s.word(i) in {",", ".", ";"}), at)
    return range(at, end + 1) if s.word(end) == "," else range(0)


def _is_finite(s: Parsed, at: int) -> bool:
    """Whether a word is an auxiliary, or a verb in the present behind its subject."""
    word, ahead = s.word(at), s.word(at - 1)
    if any(s.said.has(name, word) for name in AUXILIARY):
        return True
    aged = at - 1 in s.denominators  # people aged between 20 and 69 [exercise]
    aged = aged or (ahead == FACILITY and mention_at(s, at - 1).text.endswith("s"))
    if (
        word not in s.said.verbs
        or not (aged or ahead[:1].isalpha())
        or _leads_noun(s, at - 1)
        or ahead.endswith(OWNERS)
    ):
        return False
    form = s.said.form(word)
    plural = aged or s.said.has("plural", ahead) or (ahead.endswith("s") and not ahead.endswith("ss"))
    follows = s.word(at + 1)
    aimed = follows == "to" and s.said.form(s.word(at + 2)) == "base"  # opt to stay
    ends = at + 1 == len(s.words) or s.words[at + 1].mark
    return (form == "base" and plural and (aimed or not s.said.has("no_object", follows))) or (
        form == "third" and not plural and (ends or s.said.has("determiner", follows))
    )


def is_present(s: Parsed, begin: int, at: int) -> bool:
    """Whether a word may be a verb in the present of what begins in the plural: adults with fever [live] in …."""
    led = s.said.has("prepositions", s.word(begin + 1)) or s.word(begin + 1).endswith("ing")  # people living with …
    tied = led and s.said.form(s.word(at)) == "base"
    many = s.said.has("plural", s.word(begin)) or (s.word(begin).endswith("s") and not s.word(begin).endswith("ss"))
    behind = s.said.has("place_or_manner", s.word(at + 1)) or s.said.has("determiner", s.word(at + 1))
    return tied and many and behind and at > begin + 2 and not _leads_noun(s, at - 1)


def _is_past(s: Parsed, at: int) -> bool:
    """Whether a word may be a verb in the past behind its subject."""
    word = s.word(at)
    counted = s.words[at - 1].number and at - 1 not in s.denominators
    ahead = at - 1 - _is_adverb_of(s, at - 1)
    ahead = at - 3 if (s.word(at - 2), s.word(at - 1)) == ("more", "than") else ahead  # it more than doubled
    return (
        s.said.acted(word)
        and not (_leads_noun(s, ahead) or counted or s.said.has("being_of", s.word(at - 1)))
        and not s.said.has("no_doer", s.word(at + 1))
    )


def _is_adverb_of(s: Parsed, at: int) -> bool:
    """Whether an adverb stands behind a noun, so that it tells how what follows is done: girls [fully] vaccinated."""
    return s.said.adverb(s.word(at)) and s.word(at - 1).endswith("s") and s.word(at - 1) not in s.said.verbs


def _leads_noun(s: Parsed, at: int) -> bool:
    """Whether a word leads to a noun, so that what follows it is none of the verb."""
    return any(s.said.has(name, s.word(at)) for name in ("determiner", "prepositions", "conjunction")) or s.said.adverb(
        s.word(at)
    )


def subject_from(s: Parsed, begin: int, verb: int) -> tuple[int, int] | None:
    """The noun phrase between the beginning of a clause and its verb, without what says the same in other words."""
    end = next((i for i in range(begin, verb) if _aside(s, i)), verb)
    end -= 2 if (s.word(end - 2), s.word(end - 1)) == ("more", "than") else 0
    return trimmed(s.words, begin, end, s.said)


def meant_by(s: Parsed, verb: int) -> int:
    """The verb that a finite one leads to: patients [are] expected to [be] told; the verb itself where none is."""
    names = ("foreseeing", "aiming")
    if not s.said.has("being_due", s.word(verb)) or s.word(verb + 2) != "to":
        return verb
    return verb + 3 if any(s.said.has(name, s.word(verb + 1)) for name in names) else verb


def told_of(s: Parsed, verb: int) -> tuple[tuple[int, int], str] | None:
    """What is said behind a subject from its verb on, and the word that ties it to a name: people [that] came …."""
    begin, tie = meant_by(s, verb), "that"
    while s.said.has("binding", s.word(begin)):
        begin += 1
    if s.said.has("have_forms", s.word(begin)):
        has_done = s.said.form(s.word(begin + 1)) in {"past", "participle"} or s.said.has(
            "having_been", s.word(begin + 1)
        )
        begin, tie = begin + 1, "that" if has_done else "with"
    if s.said.has("being", s.word(begin)):
        begin, tie = begin + 1, ""
    article = s.said.has("article", s.word(begin)) and tie != "with"
    if any(s.said.has(name, s.word(begin)) for name in ("foreseeing", "doubting")) or s.word(begin) == "to" or article:
        return None
    ends = (i for i in range(begin, len(s.words)) if _breaks(s, i) or (i > begin and _opens(s, i)))
    end = next(ends, len(s.words))
    joint = next(
        (
            i
            for i in range(begin + 1, end)
            if (s.word(i) == "and" or s.said.has("contrast", s.word(i))) and _opens_clause(s, i + 1)
        ),
        end,
    )
    end = joint
    while end > begin and (s.words[end - 1].time or _leads_noun(s, end - 1)):
        end -= 1
    return ((begin, end), tie) if end > begin else None


def _opens_clause(s: Parsed, at: int) -> bool:
    """Whether a joint leads to another clause: the next words have a subject and a finite verb of their own."""
    verb = predicate(s, at)
    return verb is not None and any(s.said.has(name, s.word(verb)) for name in AUXILIARY)


def _opens(s: Parsed, at: int) -> bool:
    """Whether a word leads to why or when something is so: …, because there are others."""
    return s.said.has("clause_opener", s.word(at)) and not s.words[min(at + 1, len(s.words) - 1)].time


def _breaks(s: Parsed, at: int) -> bool:
    """Whether a mark stands at a place, or a number that is another figure."""
    return s.words[at].mark or (s.words[at].number and at not in s.denominators)


def main_subject(s: Parsed, verb: int) -> tuple[int, int] | None:
    """What the clauses before a verb are about: the subject of the first of them that has a finite verb."""
    begins = [0, *(i + 1 for i in range(verb - 1) if s.words[i].mark)]
    for begin in begins:
        main = predicate(s, begin) if begin < verb else None
        if main is not None and main < verb:
            return subject_from(s, begin, main)
    return None


def next_in_list(s: Parsed, begin: int) -> int | None:
    """Where the next item of a list begins, behind the things named from `begin` on; None where none follows."""
    named = after(s.words, begin, s.denominators, s.said)
    if named is None:
        return None
    end = named[1]
    while s.said.has("joining", s.word(end)):
        end += 1
    return end if end > named[1] else None
