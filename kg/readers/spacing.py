"""Blanks that only set figures and Latin words apart from Chinese, taken out of a document that sets them throughout.

Word processors put a gap there on paper, and some writers type it: 到 2025 年底，80 % 的村卫生室. It says nothing, and
without it a line is that of another document that says the same. Where blanks may stand between columns they stay.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.readers.lines import CELL, Fragment, Line, cut, full, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

_HAN, _OTHER = r"[\u3400-\u9fff\uf900-\ufaff]", "[0-9A-Za-z%‰]"
_GAP = re.compile(rf" (?:(?<={_HAN} )(?={_OTHER})|(?<={_OTHER} )(?={_HAN}|%))")
_TIGHT = re.compile(rf"{_OTHER}{_HAN}|{_HAN}{_OTHER}")
_SAID = re.compile("[，。；：、！？]")
_FIGURE = re.compile(r"[0-9]+(?:[.—–~-][0-9]+)*")
_FEWEST = 4  # gaps by which the habit of a document is told
_MOST_TIGHT = 0.5  # places without a gap, for each one with it, in a document that sets them


def without_gaps(lines: Sequence[Line]) -> Sequence[Line]:
    """The same lines, without the gaps where whole paragraphs have them nearly everywhere."""
    whole = [line.text for line in lines if " " in line.text and full(line.text)]
    gaps = sum(len(_GAP.findall(text)) for text in whole)
    if gaps < _FEWEST:
        return lines
    tight = sum(len(_TIGHT.findall(line.text)) for line in lines if full(line.text))
    if tight > _MOST_TIGHT * gaps:
        return lines
    return [_closed(line) if _is_said(line.text) else line for line in lines]


def _is_said(text: str) -> bool:
    """Whether a line is none of several columns: it has the stops of a sentence, or one figure at the most."""
    return CELL not in text and (_SAID.search(text) is not None or len(_FIGURE.findall(text)) <= 1)


def _closed(line: Line) -> Line:
    fragments: list[Fragment] = []
    at = 0
    for gap in _GAP.finditer(line.text):
        fragments.extend(cut(line, at, gap.start()))
        at = gap.end()
    if not at:
        return line
    text, runs = settle([*fragments, *cut(line, at, len(line.text))])
    return replace(line, text=text, runs=runs)
