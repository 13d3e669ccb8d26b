"""Headings: which lines open a part of the document, by their numbering or by standing alone between paragraphs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.readers.lines import Line, ended, full

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.knowledge.sites import Sites

_LONGEST = 50  # code points of a heading in wide characters; twice that in others
_STOP = re.compile(r"[。；！]")
_ALONE = 3  # the level of a heading that only its place tells


def with_headings(lines: Sequence[Line], reasons: Sequence[str], sites: Sites) -> tuple[Line, ...]:
    """The same lines, headings with their role and level; those with a reason are boilerplate and stand aside."""
    result = list(lines)
    own = [number for number, reason in enumerate(reasons) if not reason]
    for place, number in enumerate(own):
        line = lines[number]
        if line.note or line.role not in {"paragraph", "heading"} or (line.level and line.role == "heading"):
            continue
        level = _numbered(line.text, sites)
        if level or line.role == "heading":
            result[number] = replace(line, role="heading", level=level or _ALONE)
        elif 0 < place < len(own) - 1 and _alone([lines[near] for near in own[place - 1 : place + 2]]):
            result[number] = replace(line, role="heading", level=_ALONE)
    return tuple(result)


def _numbered(text: str, sites: Sites) -> int:
    """The level that a line's numbering gives it as a heading; 0 where it is none, or says how much there is to be."""
    if _long(text) or ended(text) or _STOP.search(text) or sites.official["claim"].search(text):
        return 0
    return next((level for level, pattern in sites.headings if pattern.search(text)), 0)


def _alone(around: Sequence[Line]) -> bool:
    """Whether the middle one of three lines is short and unended between two whole paragraphs."""
    before, line, after = around
    return (
        not (_long(line.text) or ended(line.text) or _STOP.search(line.text))
        and full(before.text)
        and (full(after.text) or _long(after.text))
    )


def _long(text: str) -> bool:
    return len(text) > (2 * _LONGEST if text.isascii() else _LONGEST)
