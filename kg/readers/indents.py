"""Indents that a copy in another encoding turned into question marks: ??一、总体要求."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.readers.lines import Line, cut, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOST = re.compile(r"\?{2,4}(?=[\u3400-\u9fff(（《“0-9])")
_FEWEST = 3  # lines that begin so, in a document that lost its indents


def without_lost_indents(lines: Sequence[Line]) -> Sequence[Line]:
    """The same lines, without the marks where several lines begin with two of them."""
    begun = [_LOST.match(line.text) for line in lines]
    if sum(mark is not None for mark in begun) < _FEWEST:
        return lines
    return [_cut_off(line, mark.end()) if mark else line for line, mark in zip(lines, begun, strict=True)]


def _cut_off(line: Line, length: int) -> Line:
    text, runs = settle(cut(line, length, len(line.text)))
    return replace(line, text=text, runs=runs)
