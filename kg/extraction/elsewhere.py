"""The same measure of other places, which alone are named: 市区入园率达到50%，县（市）达到30%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extraction.drafts import SHARE
from kg.extraction.readings import Reading, unit_in
from kg.extraction.units import kind_of

if TYPE_CHECKING:
    from kg.knowledge.types import Knowledge

PLAIN = ("before", "after")  # the feature of a number with nothing but words beside it
_MARKS = re.compile(r"[()\N{IDEOGRAPHIC COMMA}]")  # what words are compared without


def is_elsewhere(before: tuple[Reading, str], here: tuple[Reading, str], knowledge: Knowledge) -> bool:
    """Whether a number is of what the one before it measured, by their compared words: its own name places only."""
    (first, told), (reading, words) = before, here
    classes = knowledge.cues.classes["zh"]
    ends = tuple(_MARKS.sub("", word) for word in classes["where_ends"])
    named = words.endswith(ends) and words != told
    rate = told.endswith(classes["measured"]) or first.pattern.statistic == SHARE
    measures = reading.value is not None and kind_of(reading.value, knowledge) != "count"
    return named and rate and measures and reading.pattern.feature == PLAIN and unit_in(reading) == unit_in(first)


def of_everywhere(label: str, knowledge: Knowledge) -> str:
    """A label without the part of the country that it begins with: 农村受训率 is one 受训率 of several."""
    first = knowledge.cues.one["where"].match(label)
    return label[first.end() :].removeprefix(knowledge.cues.classes["zh"]["filler"][0]) if first is not None else label
