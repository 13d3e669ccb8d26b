"""Tables of contents: which lines only repeat the headings of a document.

Told by what they are: entries with dots and a page number, several chapters or sections in a line without a stop, or,
below a line that says so, lines that stand further down again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.knowledge.sites import Sites
    from kg.readers.lines import Line

REASON = "table of contents"
# A run is tried from its beginning only, and as a whole: a long one without a number costs no more than its length.
_LEADER = re.compile(r"(?<![.．·•…_\-\s])[.．·•…_\-\s]{4,}+(?:[-—(（]\s*)?\d{1,4}(?:\s*[-—)）])?(?=\s|\D|$)")
_DOTS = re.compile(r"[.．·•…_]{3}")
_STOP = re.compile(r"[。；;]")
_LONGEST = 80  # code points of an entry
_WHOLE = 4_000  # code points of a table that came in one line
_FEWEST = 3  # entries of a table
_DEPTH = 2  # levels of headings that stand beside each other in a line
_FURTHEST = 1_000  # lines that a table may have


def with_contents(lines: Sequence[Line], sites: Sites) -> list[Line]:
    """The same lines, those of tables of contents marked as what they are."""
    dotted = [len(line.text) < _LONGEST and _is_dotted(line.text) for line in lines]
    found = {number for number, line in enumerate(lines) if _holds_several(line.text, sites)}
    found |= {
        number
        for number, one in enumerate(dotted)
        if one and sum(dotted[max(number - _FEWEST + 1, 0) : number + _FEWEST]) >= _FEWEST
    }
    heads = [
        i for i, one in enumerate(lines) if len(one.text) < _LONGEST and sites.official["contents"].search(one.text)
    ]
    last = {_plain(line.text): number for number, line in enumerate(lines)} if heads else {}
    for head in heads:
        if head not in found:
            found |= _below(lines, head, last)
    return [replace(line, region=line.region or REASON) if i in found else line for i, line in enumerate(lines)]


def _is_dotted(text: str) -> bool:
    """Whether an entry ends with dots and the number of a page."""
    return _DOTS.search(text) is not None and (match := _LEADER.search(text)) is not None and match.end() == len(text)


def _holds_several(text: str, sites: Sites) -> bool:
    """Whether a line holds several entries: with dots and page numbers, or chapters and sections side by side."""
    if len(text) > _WHOLE or _STOP.search(text):
        return False
    if _DOTS.search(text) and len(_LEADER.findall(text)) >= _FEWEST:
        return True
    levels = [pattern for level, pattern in sites.headings if level <= _DEPTH]
    return sum(any(level.match(word) for level in levels) for word in text.split()) >= _FEWEST


def _below(lines: Sequence[Line], head: int, last: Mapping[str, int]) -> set[int]:
    """The lines below the head of a table that stand further down again, and the head; nothing where few do.

    `last` is where each line stands for the last time.
    """
    entries: set[int] = set()
    for number in range(head + 1, min(head + _FURTHEST, len(lines))):
        text = lines[number].text
        if len(text) > _LONGEST or not (last[_plain(text)] > number or _is_dotted(text)):
            break
        entries.add(number)
    return entries | {head} if len(entries) >= _FEWEST else set()


def _plain(text: str) -> str:
    """A line without blanks, dots and the number of a page at its end."""
    leader = _LEADER.search(text)
    return "".join(text[: leader.start() if leader else len(text)].split())
