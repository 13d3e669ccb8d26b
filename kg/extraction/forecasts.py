"""Whether a number is foreseen (预计), or of what is yet to come (将举办), and so neither aimed at nor reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.readings import BESIDE, Reading, clause, own_clause
from kg.knowledge.say import CHARACTERS
from kg.model import Mention, Period

if TYPE_CHECKING:
    from kg.extraction.standpoint import Standpoint
    from kg.knowledge.types import Knowledge


def is_forecast(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a clause without a word of aim foresees (预计) what nobody sets, or the time that opens it does.

    Where no policy governs, so does a clause before it: 预计30年后，人口将达到峰值215万人，占31.7%.
    """
    text, cues = reading.situated.lifted.text, knowledge.cues.one
    begin, end = clause(text, reading.start)
    foresees = cues["forecast"].search(text, 0, begin) if reading.situated.scope is None else None
    if foresees is not None and cues["striven"].search(text, foresees.end(), end) is None:
        return True
    before = text[:begin].rstrip(BESIDE)
    if before.endswith(CHARACTERS["time"]):
        begin, _ = clause(text, len(before) - 1)
    own = text[begin:end]
    return knowledge.cues.one["forecast"].search(own) is not None and knowledge.cues.one["openaim"].search(own) is None


def is_to_come(reading: Reading, time: Mention | None, here: Standpoint, knowledge: Knowledge) -> bool:
    """Whether a number is forecast (预计, 有望) or of what will be (将举办), and not of a day that is over."""
    cues = knowledge.cues.one
    before = reading.situated.lifted.text[: reading.end]
    own = own_clause(reading)
    if time is not None and (time.sense == "asof" or here.is_past(time)) and not _is_apart(time, reading, knowledge):
        return False
    ahead = (
        here.is_ahead(time, planned=False)
        or _is_next_years(time, here)
        or _is_this_years(time, reading, here, knowledge)
        or (_has_just_begun(time, here) and cues["fact"].search(own) is None)
    )
    return (
        ahead
        or (cues["forecast"].search(before) is not None and reading.situated.mood != "report")
        or (cues["coming"].search(own) is not None and cues["told"].search(own) is None)
    )


def _is_next_years(time: Mention | None, here: Standpoint) -> bool:
    """Whether a time is a stretch that begins with the document: 未来五年."""
    return time is not None and time.sense == "interval" and here.is_yet_to_come(time)


def _has_just_begun(time: Mention | None, here: Standpoint) -> bool:
    """Whether a time is the whole of a year that began days ago."""
    if time is None or time.sense != "date" or not isinstance(time.value, Period):
        return False
    return here.has_just_begun(time.value)


def _is_this_years(time: Mention | None, reading: Reading, here: Standpoint, knowledge: Knowledge) -> bool:
    """Whether a sentence tells before a number what will be done in a year not over: 今年，某省将…，实施40项…."""
    if time is None or here.published is None or not isinstance(time.value, Period) or time.sense != "date":
        return False
    cues, text = knowledge.cues.one, reading.situated.lifted.text
    unfinished = time.value.precision == "year" and time.value.start <= here.published.start < time.value.end
    told = cues["told"].search(own_clause(reading)) is not None
    return unfinished and not told and cues["will"].search(text, 0, reading.start) is not None


def _is_apart(time: Mention, reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a forecast is told a clause or more behind the time: 昨天投入运营，预计能力可达…."""
    lifted = reading.situated.lifted
    begin, end = clause(lifted.text, reading.start)
    place = next((at for at, m in zip(lifted.places, reading.situated.mentions, strict=True) if m == time), begin)
    between = lifted.text[place + 1 : begin]
    forecast = knowledge.cues.one["forecast"].search(lifted.text, begin, end) is not None
    return forecast and len(between.strip(BESIDE)) > 0
