"""Boilerplate: which lines of a page are none of the document's own text, each with the reason.

Evidence is local and each kind has its reach. A line is boilerplate by the part of the page that it stands in, by a cue
of its own (ontology/sites/), or by a cue that reaches over it: what stands above a breadcrumb and below a list of
related stories, outside the stretch of lines that reads most like running text (the maximum-sum subsequence of line
scores, after Pasternack and Roth 2009). Without such a cue nothing around the text is dropped, so the hundreds of short
lines of a slide deck stay. Evidence that would leave no text at all is not believed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.knowledge.sites import scripts
from kg.readers.lines import Line, ended, full
from kg.text.screen import screen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.knowledge.sites import Cue, Sites

_CUT_SHORT = re.compile(r"(?:\.{3}|…)$")
_CUT_SCORE, _CUE_SCORE, _LINKED_SCORE, _SHORT_SCORE = -3.0, -4.0, -2.0, -0.3
_BARRIER, _LIST_BARRIER = (
    -10.0,
    -5.0,
)  # what running text beyond a cue must outweigh: about seven paragraphs, about three
_DOWN = frozenset({"after", "list"})
ABOVE, BELOW = "above ", "below "  # how the reason of a line begins that a cue elsewhere reaches over
_FEW = 3  # lines that are wholly links, one after the other, are a list of links


@dataclass(frozen=True, slots=True)
class Marked:
    """The lines of a page; for each the cue that found it, if any, and the reason why it is boilerplate, or ""."""

    lines: tuple[Line, ...]
    cues: tuple[Cue | None, ...]
    reasons: tuple[str, ...]


def mark(lines: Sequence[Line], sites: Sites) -> Marked:
    """Tell the boilerplate of a page."""
    cues = _cues_of(lines, sites)
    return Marked(tuple(lines), cues, _reasons(lines, cues))


def _cues_of(lines: Sequence[Line], sites: Sites) -> tuple[Cue | None, ...]:
    """For each line the first cue that finds it; cues of a site count where the page shows that it is that site's."""
    longest = max((cue.longest for cue in sites.cues), default=0)
    cues = [cue for cue in sites.cues if cue.when is None or any(_tells(cue, line) for line in lines)]
    found = _screen(sites.cues)
    return tuple(
        next((cue for cue in cues if cue.finds(line.text)), None)
        if len(line.text) <= longest and any(map(found, scripts(line.text)))
        else None
        for line in lines
    )


@cache
def _screen(cues: tuple[Cue, ...]) -> Callable[[str], bool]:
    return screen(pattern.pattern for cue in cues for pattern in cue.patterns)


def _tells(cue: Cue, line: Line) -> bool:
    return cue.when is not None and len(line.text) <= 200 and cue.when.search(line.text) is not None


def _reasons(lines: Sequence[Line], cues: Sequence[Cue | None]) -> tuple[str, ...]:
    reasons = [line.region for line in lines]
    if not any(_holds_text(line) for line, reason in zip(lines, reasons, strict=True) if not reason):
        reasons = [""] * len(lines)  # a page whose whole text stands in what calls itself a sidebar
    for number, cue in enumerate(cues):
        if cue:
            reasons[number] = reasons[number] or cue.reason
    first, last = _text(lines, cues, reasons)
    _reach(lines, cues, reasons, (first, last))
    _links(lines, reasons)
    return tuple(reasons)


def _holds_text(line: Line) -> bool:
    return full(line.text, 20)


def _text(lines: Sequence[Line], cues: Sequence[Cue | None], reasons: Sequence[str]) -> tuple[int, int]:
    """Where the stretch of lines that reads most like running text begins and ends (half-open)."""
    best, total, begun, found = 0.0, 0.0, 0, (0, len(lines))
    for number, line in enumerate(lines):
        if total <= 0:
            total, begun = 0.0, number
        total += _score(line, cues[number], reasons[number])
        if total > best:
            best, found = total, (begun, number + 1)
    return found


def _score(line: Line, cue: Cue | None, reason: str) -> float:
    """How much a line reads like running text."""
    if cue and cue.reach != "line":
        return _LIST_BARRIER if cue.reach == "list" else _BARRIER
    if reason:
        return _CUE_SCORE if cue is None else -1.0
    if _CUT_SHORT.search(line.text):
        return _CUT_SCORE
    if line.linked * 2 > len(line.text):
        return _LINKED_SCORE
    if ended(line.text) or len(line.text) >= 80 or line.note:
        return 1.0 + min(len(line.text), 400) / 100
    return _SHORT_SCORE


def _reach(lines: Sequence[Line], cues: Sequence[Cue | None], reasons: list[str], text: tuple[int, int]) -> None:
    """Mark what cues reach over: above the text, below it, and the lists that stand inside it."""
    first, last = text
    above = [number for number in range(first) if (cue := cues[number]) and cue.reach == "before"]
    for number in range(above[-1] if above else 0):
        reasons[number] = reasons[number] or ABOVE + _name(cues[above[-1]])
    below = next((number for number in range(last, len(lines)) if (cue := cues[number]) and cue.reach in _DOWN), None)
    for number in range(below if below is not None else len(lines), len(lines)):
        reasons[number] = reasons[number] or BELOW + _name(cues[below or 0])
    begun = next((number for number, line in enumerate(lines) if full(line.text) and not reasons[number]), last)
    at = 0  # up to where the cues before reach
    for number in range(min(begun, first), last):
        cue = cues[number]
        if cue and cue.reach in _DOWN and number >= at:
            at = number + 1
            while at < last and not full(lines[at].text):
                reasons[at] = reasons[at] or BELOW + cue.reason
                at += 1


def _name(cue: Cue | None) -> str:
    return cue.reason if cue else ""


def _links(lines: Sequence[Line], reasons: list[str]) -> None:
    """Mark lists of links to elsewhere; not where the page holds no other text, as a list of documents does."""
    whole = [bool(line.linked) and line.linked >= len(line.text.replace(" ", "")) * 0.9 for line in lines]
    if not any(_holds_text(line) and not link for line, link in zip(lines, whole, strict=True)):
        return
    begun = 0
    for number in range(len(lines) + 1):
        if number < len(lines) and whole[number]:
            continue
        if number - begun >= _FEW:
            for place in range(begun, number):
                reasons[place] = reasons[place] or "list of links"
        begun = number + 1
