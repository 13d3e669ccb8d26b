"""Lists of numbers that changed, each with what it began with: A和B分别由1和2增加到3和4."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.readings import Reading, mentions_in, numbers_in
from kg.knowledge.say import CHARACTERS, JOINT, NUMERIC

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge, Pattern

# The class of words that lead to the second list, and the pattern that reads one such number alone.
WAYS: Mapping[str, str] = {"up": "MEA-17", "down": "MEA-29", "became": "MEA-30"}
FEWEST = 2


def begun_lists(situated: Situated, knowledge: Knowledge) -> Iterator[Reading]:
    """The numbers of both lists, where they are as many, in pairs; what they are of is told before 分别."""
    text = situated.lifted.text
    if knowledge.cues.one["respectively"].search(text) is None:
        return
    for way, pattern in _patterns(knowledge).items():
        for match in _grammar(way, knowledge).finditer(text):
            began, ended = (numbers_in(text, *match.span(name)) for name in ("began", "ended"))
            if len(began) == len(ended) >= FEWEST:
                for base, number in zip(began, ended, strict=True):
                    roles = (("base", (base, base + 1)), ("q", (number, number + 1)))
                    value = mentions_in(situated, roles[1][1])[0]
                    yield Reading(pattern, situated, match.start("lead"), number + 1, roles, value)


@cache
def _patterns(knowledge: Knowledge) -> Mapping[str, Pattern]:
    known = {pattern.id: pattern for pattern in knowledge.patterns.get("measures", ())}
    return {way: known[identifier] for way, identifier in WAYS.items() if identifier in known}


@cache
def _grammar(way: str, knowledge: Knowledge) -> re.Pattern[str]:
    """Both lists in lifted text: from these numbers, 分别, in one way to those."""
    said = knowledge.cues.sources["zh"]
    numbers = rf"[{NUMERIC}](?:(?:,|{said[JOINT]})[{NUMERIC}]){{1,9}}"
    time = rf"(?:{CHARACTERS['time']}(?:{said['of_what']})?)?"
    return re.compile(
        rf"(?:{said['respectively']})(?P<lead>{said['from']}){time}(?P<began>{numbers}),?"
        rf"(?:{said[way]}){time}(?P<ended>{numbers})"
    )
