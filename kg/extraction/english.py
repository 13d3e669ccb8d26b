"""Figures of English sentences: each number tried in every construction, and what is found drafted and named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from kg.extraction.aims import is_due, is_led_by_deadline
from kg.extraction.bare_words import HAN
from kg.extraction.constructions import CONSTRUCTIONS
from kg.extraction.english_words import grammar, tokens
from kg.extraction.found import COUNTED, DONE, SHARE, STOOD
from kg.extraction.found_drafts import drafts_from, is_closed
from kg.extraction.measured_things import is_known
from kg.extraction.parsed import Parsed, kind_at, parse, token_at
from kg.extraction.predicates import predicate
from kg.extraction.shared_out import goes_with_others, numbers_together, paired, shared_out
from kg.model import Mention, Period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.extraction.drafts import Draft
    from kg.extraction.readings import Reading
    from kg.extraction.standpoint import Standpoint
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import LedgerRole

_LATIN = regex.compile(r"[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}")
_YEAR = regex.compile(r"(?:19|20)\d{2}")
RELATION = "constructions"
LONGEST_LED = 2_000  # code points of the words that a sentence goes on from
ALL = "MEA-58"  # the pattern of what all of some people get
NEAR = 4  # words between the numbers of a list


def is_english(situated: Situated, language: str) -> bool:
    """Whether a sentence is in English, in a document of some language."""
    text = situated.sentence.folded
    return (language == "en" or _LATIN.search(text) is not None) and HAN.search(text) is None


def tells_of(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a pattern tells of facility types what they have or do: the first word of it is a verb."""
    what = reading.role("what")
    if not reading.pattern.of or what is None:
        return bool(reading.pattern.of) or reading.value is None
    if reading.value is None:
        return True  # all of them do
    before = reading.situated.lifted.text[: reading.start].rstrip()
    if before.endswith(knowledge.cues.classes["en"]["parts_of"]):
        return False  # …, accounting for V of the hospitals
    words, said = tokens(reading.situated.lifted.text[slice(*what)]), grammar(knowledge)
    first = words[0].word if words and not words[0].mark else ""
    if first == "for":
        return False  # kindergartens for the deaf: which of them
    if reading.role("verb") is not None or (first and not first.isalpha()):
        return True
    leads = any(said.has(name, first) for name in ("conjunction", "finite", "owning", "prepositions"))
    many = any(mention.text.endswith("s") for mention in reading.mentions("of")[-1:])
    acts = many and said.form(first) == "base" and len(words) > 1 and words[1].word[:1].isalpha()
    return leads or said.tells(first) or first.endswith("ed") or acts


def led_by(led: str, before: Situated | None, sentence: Situated) -> str:
    """The words that a sentence goes on from: those before a semicolon, in the same block."""
    if before is None or before.sentence.block != sentence.sentence.block:
        return ""
    goes_on = before.sentence.folded.rstrip().endswith(";")
    return f"{led} {before.sentence.folded}"[-LONGEST_LED:] if goes_on else ""


def english_figures(  # noqa: PLR0913, PLR0917  what a sentence goes on from, and where it stands
    situated: Situated,
    drafts: Sequence[Draft],
    earlier: tuple[Draft | None, str],
    roles: Mapping[int, tuple[LedgerRole, str]],
    here: Standpoint,
    knowledge: Knowledge,
) -> list[Draft]:
    """What is read in an English sentence: of facility types by pattern, else by grammar, else what is surely named.

    `drafts` are what patterns read; `earlier` the figure before it and the words that it goes on from; `roles` what its
    numbers ended as: of these, lengths of time and ages may still be what is measured.
    """
    starts = (mention.span.start for mention in situated.mentions)
    taken = {start for start in starts if start in roles and roles[start] != ("qualifier", "unit")}
    parsed = parse(situated, earlier, here, knowledge)
    read = ((draft, _finite(draft, parsed)) for draft in drafts if tells_of(draft.reading, knowledge))
    firm = [_as_told(draft, verb, parsed) for draft, verb in read if not parsed.said.has("binding", verb)]
    firm = [draft for draft in firm if draft.reading.pattern.id != ALL or _is_for_all(draft, parsed)]
    told = _by_grammar(parsed, taken | _numbers(firm), earlier[0])
    sure = {_numbers([d]): d for d in drafts if d not in firm and d.words and is_known(d, knowledge)}
    named = [_as_known(draft, sure.pop(_numbers([draft]), draft), knowledge) for draft in told]
    return sorted((*firm, *named, *sure.values()), key=lambda draft: draft.reading.start)


def _is_for_all(draft: Draft, s: Parsed) -> bool:
    """Whether a sentence sets what all of some people are to get: by when or under which policy, and no mere bodies."""
    who = draft.reading.role("who")
    words = [] if who is None else tokens(draft.reading.situated.lifted.text[slice(*who)])
    bodies = any(s.said.has("talked", word.word) for word in words[:1])
    dated = any(is_due(s, time) for time in s.times.values())
    return not bodies and (dated or s.situated.scope is not None or s.situated.lead is not None)


def _finite(draft: Draft, s: Parsed) -> str:
    """The finite verb of a share of facility types: what will be is for grammar to know for an aim or for none."""
    at = _place(draft, s)
    verb = predicate(s, at + 2) if at is not None else None
    return "" if verb is None else s.word(verb)


def _as_told(draft: Draft, verb: str, s: Parsed) -> Draft:
    """A share of facility types as reported where its verb reports, whatever was aimed at before: V of them have it."""
    if not s.said.has("stating", verb) or s.times:
        return draft
    return replace(draft, claim="target" if is_led_by_deadline(s) else "observation")


def _place(draft: Draft, s: Parsed) -> int | None:
    """Where the number of a draft stands in its sentence."""
    return next((i for i, mention in s.numbers.items() if mention in draft.reading.mentions("q")), None)


def sole_deadline(situated: Sequence[Situated], here: Standpoint, knowledge: Knowledge) -> Mention | None:
    """The deadline of a page about a plan that tells but one, by which all that it aims at is due.

    Where it tells no deadline, the end of its plan's period. Elsewhere one deadline may be of anything.
    """
    kinds = {head.lower() for head in knowledge.titles.heads_en}
    if kinds.isdisjoint(here.title.lower().split()):
        return None
    told = [
        mention
        for one in situated
        for mention in one.mentions
        if mention.kind == "time" and mention.sense in {"deadline", "plan"} and isinstance(mention.value, Period)
    ]
    ahead = [m for m in told if isinstance(m.value, Period) and (here.known is None or m.value.end > here.known)]
    ends = {m.value.end for m in ahead if isinstance(m.value, Period)}
    return ahead[0] if len(ends) == 1 else None


def told_on(draft: Draft, carried: Mention | None) -> Mention | None:
    """The time that a figure inherits from the sentences before it: a deadline, or the month or year they tell of.

    The day of a byline is none.
    """
    if carried is None or not isinstance(carried.value, Period) or draft.reading.pattern.id == STOOD:
        return None
    aimed = carried.sense in {"deadline", "plan"}
    longer = carried.value.precision != "day" or carried.sense in {"asof", "interval"}
    return carried if aimed == (draft.claim == "target") and longer else None


def _as_known(draft: Draft, sure: Draft, knowledge: Knowledge) -> Draft:
    """A draft of grammar, under the name that the vocabulary has for all that its clause says of a count."""
    if draft.reading.pattern.id not in {COUNTED, SHARE} or is_known(draft, knowledge):
        return draft
    return replace(sure, claim=draft.claim, time=draft.time)


def _numbers(drafts: Sequence[Draft]) -> frozenset[int]:
    """Where the numbers of drafts stand in the document."""
    return frozenset(mention.span.start for draft in drafts for mention in draft.reading.mentions("q"))


def _by_grammar(s: Parsed, taken: AbstractSet[int], earlier: Draft | None) -> list[Draft]:
    """The drafts of the numbers of a sentence that are not `taken`."""
    drafts: list[Draft] = []
    if not s.numbers:
        return drafts
    text = s.situated.lifted.text
    # the verbs of DONE have more forms than a pattern can show
    patterns = [p for p in s.knowledge.patterns[RELATION] if p.id == DONE or p.regex.search(text) is not None]
    for at, number in s.numbers.items():
        if at in s.denominators or number.span.start in taken or _is_one_of_several(s, at) or _is_year(s, at):
            continue
        if any(_is_had_by_each(draft, at, s) for draft in drafts):
            continue
        last = drafts[-1] if drafts else earlier
        goes_on = next((draft for draft in reversed(drafts) if draft.reading.pattern.id != STOOD), last)
        tried = ((p, CONSTRUCTIONS[p.id](s, at, goes_on if p.id == COUNTED else last)) for p in patterns)
        drafts += next(
            (drafts_from(found, at, pattern, s, goes_on) for pattern, found in tried if found is not None), []
        )
    return sorted(drafts, key=lambda draft: draft.reading.start)


def _is_had_by_each(draft: Draft, at: int, s: Parsed) -> bool:
    """Whether a number is of what each of a share of people has, right behind its verb: V of the men get [V] doses."""
    return draft.reading.pattern.id == SHARE and token_at(s, draft.reading.end) == at


def _is_year(s: Parsed, at: int) -> bool:
    """Whether a number is a year or a part of a date, though nothing beside it says so: 2023 income, 2006-10."""
    text = s.numbers[at].text
    apart = s.word(at - 2).isalpha() and s.words[at - 1].end < s.words[at].start  # Beds per 1,000 people – 7
    joined = s.word(at - 1) in {"-", "–", "/"} and at > 1 and not apart
    return (at == 0 and _YEAR.fullmatch(text) is not None) or joined


def _is_one_of_several(s: Parsed, at: int) -> bool:
    """Whether a number is one of several that go together with several things, and which is of which is not told."""
    if any(i in s.numbers and s.numbers[i].text.isdigit() for i in (at - 1, at + 1)) and s.numbers[at].text.isdigit():
        return True  # the 90 90 90 targets
    if shared_out(s, at, None) is not None or paired(s, at, None) is not None:
        return False
    together = s.respectively >= 0 and goes_with_others(s, numbers_together(s, at))
    return together or any(_adjoins(s, at, step) for step in (1, -1))


def _adjoins(s: Parsed, at: int, step: int) -> bool:
    """Whether nothing but a joint stands between a number and another of its unit."""
    other = at + step
    while s.said.has("joining", s.word(other)) and abs(other - at) < NEAR:
        other += step
    listed = any(s.word(i) == "and" for i in range(min(at, other), max(at, other)))
    listed = listed or s.respectively >= at
    apart = listed and other in s.numbers and other not in s.denominators
    return apart and kind_at(s, other) == kind_at(s, at) and is_closed(s, max(other, at) + 1)
