"""Where in a sentence undertakings begin, and where each of them ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extraction.duties import ALWAYS, ASKED, BY, DUTY, GOAL, PERMIT, PLEDGE, WITHIN
from kg.extraction.governing_policy import governing
from kg.extraction.leading_words import goes_on, leads_on, led_by
from kg.extraction.outline import behind_number
from kg.extraction.readings import CLAUSE_ENDS, Reading, matches, numbers_in, span_of
from kg.extraction.title_kinds import is_plan
from kg.extraction.units import TIME, kind_of
from kg.knowledge.say import CHARACTERS, JOINT
from kg.model import Quantity

if TYPE_CHECKING:
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Mention

TIME_AHEAD = re.compile(f"[,;][ ]*{CHARACTERS['time']}[ ,]*$")


def beginnings_of(sentence: Situated, directed: int | None, knowledge: Knowledge) -> dict[int, Reading]:
    """Where in lifted text undertakings begin, in order, with the reading of each.

    `directed` tells from where on in lifted text somebody asks something of others, None where nobody does.
    """
    return _finished(_pledged(_read(sentence, directed, knowledge), sentence), sentence.lifted.text, knowledge)


def _read(sentence: Situated, directed: int | None, knowledge: Knowledge) -> dict[int, Reading]:
    """Where in lifted text undertakings may begin, with the reading of each."""
    begins: dict[int, Reading] = {}
    meant_from = _behind_purpose(sentence, knowledge)
    for reading in matches(sentence, "requires", knowledge):
        beside = reading.start < meant_from or _is_within(reading) or _is_of_charge(reading, knowledge)
        if beside or not _may_begin(sentence, reading, knowledge, directed):
            continue
        first = begins.setdefault(reading.start, reading)
        begins[reading.start] = reading if reading.pattern.kind == PLEDGE else first  # surer than 将 alone
    return begins


def _may_begin(  # noqa: PLR0911  a test for each kind of pattern
    sentence: Situated, reading: Reading, knowledge: Knowledge, directed: int | None
) -> bool:
    """Whether an undertaking may begin with a reading: one who may do something only where a policy itself speaks.

    What is asked for behind the name of a policy is asked by it: 印发《X》，提出普及…. `directed` tells from where
    on in lifted text somebody else asks.
    """
    if reading.pattern.kind == ASKED:
        if directed is not None and reading.start >= directed:
            return True
        by = sentence.scope.span if sentence.scope is not None and sentence.scope.inline else None
        if by is None:
            return False
        listed = by.end <= sentence.sentence.span.start and knowledge.cues.one["first"].match(sentence.sentence.folded)
        return bool(listed) or sentence.sentence.span.start < by.end <= sentence.lifted.offset(reading.start)
    if reading.pattern.kind == GOAL:
        return _is_goal(sentence, reading, knowledge)
    if reading.pattern.kind == WITHIN:
        return any(_is_limit(number, knowledge) for number in reading.mentions(WITHIN))
    if reading.pattern.kind == BY:
        return any(time.sense == "deadline" for time in reading.mentions(BY))
    if reading.pattern.kind != PERMIT:
        return reading.pattern.kind != PLEDGE or not sentence.sentence.heading  # a headline repeats its story
    who, scope = reading.role("who"), governing(sentence, span_of(sentence, (reading.start, reading.end)), knowledge)
    named = "" if who is None else sentence.lifted.text[who[0] : who[1]].strip()
    classes = knowledge.cues.classes["zh"]
    joined = named.endswith(classes[JOINT]) or named.startswith(classes["preposition"])  # 将天然林和可以成林的…
    return scope is not None and not scope.inline and not joined


def _is_limit(number: Mention, knowledge: Knowledge) -> bool:
    """Whether a number is the length of time within which something is to be done: 五年内, not 连续五年."""
    value = number.value
    return kind_of(number, knowledge) == TIME and isinstance(value, Quantity) and value.bound == "le"


def _is_goal(sentence: Situated, reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a plan, or a piece of one, says what is to be so, by a deadline before it or over its list."""
    scope = governing(sentence, span_of(sentence, (reading.start, reading.end)), knowledge)
    planned = sentence.mood == "plan" if scope is None else is_plan(scope.policy.label, knowledge)
    if not planned:
        return False
    due = sentence.lead or next(
        (
            m
            for m in sentence.mentions
            if m.sense == "deadline" and m.span.start <= sentence.lifted.offset(reading.end - 1)
        ),
        None,
    )
    own = sentence.lifted.text[reading.start : reading.end]
    return due is not None and due.sense == "deadline" and knowledge.cues.one["told"].search(own) is None


def _is_within(reading: Reading) -> bool:
    """Whether a reading begins inside of quotes that only name something: 坚持“人人尽责，系统推进”的原则."""
    text = reading.situated.lifted.text
    opened, closed = text.rfind("“", 0, reading.start), text.find("”", reading.start)
    if opened <= text.rfind("”", 0, reading.start) or opened == reading.start - 1 or closed < 0:
        return False
    return text[closed + 1 : closed + 2] not in {"", *CLAUSE_ENDS} and "。" not in text[opened:closed]


def _is_of_charge(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a reading begins inside of a bracket that tells who is in charge: （责任单位：教育局；完成时限：5月）."""
    text = reading.situated.lifted.text
    opened, closed = text.rfind("(", 0, reading.start), text.find(")", reading.start)
    if opened < 0 or ")" in text[opened : reading.start]:
        return False
    return knowledge.cues.one["charge"].search(text, opened, closed if closed > 0 else len(text)) is not None


def _behind_purpose(sentence: Situated, knowledge: Knowledge) -> int:
    """Where in lifted text a sentence tells what will be done, behind what it is done for: 为提高…，发挥…，将开展…."""
    text = sentence.lifted.text
    if not text.startswith(knowledge.cues.classes["zh"]["purpose"], behind_number(text, knowledge)):
        return 0
    will = knowledge.cues.one["will"].search(text)
    return 0 if will is None else will.start()


def _pledged(begins: dict[int, Reading], sentence: Situated) -> dict[int, Reading]:
    """The beginnings of a sentence; where no policy speaks, what the state is at work on goes on to its end.

    Its words end before a figure, and behind one it begins anew: 我国加快推动校车行动，新开线路5条，‖持续加大供给.
    """
    first = min((at for at, reading in begins.items() if reading.pattern.kind == PLEDGE), default=None)
    if first is None or sentence.scope is not None or sentence.mood == "plan":
        return begins
    text = sentence.lifted.text
    figure = next(iter(numbers_in(text, begins[first].end, len(text))), len(text))
    return {at: one for at, one in begins.items() if at <= first or at > figure or one.pattern.kind == DUTY}


def _finished(begins: dict[int, Reading], text: str, knowledge: Knowledge) -> dict[int, Reading]:
    """The beginnings without those that only go on: 通过兼并等方式, and 在…的基础上, say nothing by themselves.

    One begins with the clause that leads up to it: 落实要求，‖按照分工，开展处置.
    """
    kept: dict[int, Reading] = {}
    last = 0
    for start in sorted(begins):
        led = last + led_by(text[last:start], knowledge) if kept else start
        said = text[last:led]
        if not kept or (said and not goes_on(said, knowledge) and not leads_on(said, knowledge)):
            kept[led] = begins[start]
            last = led
    return kept


def stretch_of(reading: Reading, begin: int, end: int, knowledge: Knowledge, *, is_first: bool) -> tuple[int, int]:
    """From where to where in lifted text an undertaking runs that begins in one place, where the next does at `end`."""
    text, kind = reading.situated.lifted.text, reading.pattern.kind
    if kind == DUTY and reading.role("who") is None and is_first:  # who, or in which case, stands before it
        begin = text.rfind(";", 0, begin) + 1
    ends = kind in {ALWAYS, GOAL} and not goes_on(text[begin : reading.end], knowledge)
    return begin, reading.end if ends else _before_time(text, end)


def _before_time(text: str, end: int) -> int:
    """Where words end that run to the next beginning, but for the time that leads that one: 依法推进，‖到2025年，…."""
    last = TIME_AHEAD.search(text, 0, end)
    return end if last is None else last.start()
