"""The unit of a bare number that stands apart behind it: 12 or less per 1,000 births, to 100 deaths per 100,000."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.cell_values import unit_in
from kg.extraction.parsed import COUNT, unit_at
from kg.extraction.readings import folded_in, span_of

if TYPE_CHECKING:
    from kg.extraction.parsed import Parsed

BETWEEN = 2  # words of what is counted before its unit
LONGEST = 5  # words of a unit


def unit_behind(s: Parsed, at: int) -> str | None:
    """The unit per so many that stands behind a bare number; "" where none does, None where it is unknown."""
    if unit_at(s, at) != COUNT:
        return ""
    per = next((i for i in range(at + 1, at + BETWEEN + 2) if s.word(i) == "per"), None)
    if per is None or per + 1 not in s.denominators or not all(s.word(i).isalpha() for i in range(at + 1, per)):
        return ""
    for end in range(min(per + LONGEST, len(s.words)), per + 1, -1):
        said = folded_in(s.situated, span_of(s.situated, (s.words[per].start, s.words[end - 1].end)))
        unit = unit_in(said, s.knowledge.headers, s.knowledge)
        if unit is not None and unit.unit and unit.factor == 1:
            return unit.unit
    return None
