"""Lines: the visual lines of a document with settled white space, every character still knowing its place.

A converter gathers fragments (a stretch of text and where it stands in the decoded raw file); `settle` makes the text
of a line of them. White space becomes a single blank; where it holds a newline between two wide characters it becomes
nothing, because there it only formats the source, and so it does in a line whose every character is set apart.
Characters without width or meaning (zero width, controls) go.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from kg.model import BlockRole, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CELL = "\t"  # between the cells of a table row; settled text holds no other tab

_NOTHING = r"\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb"
# How a character is read, put in brackets behind it by pages that copy others: 衛(wèi)生.
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_READ = rf"(?<=[\u3400-\u9fff])[(（](?:[a-zü]{{0,4}}[{_TONES}][a-z{_TONES}]{{0,4}}|men|de|le|zi|me|ne|ma)[)）]"
_GAP = re.compile(rf"[\s{_NOTHING}]{{2,}}|[^\S ]|[{_NOTHING}]|{_READ}")
_BREAK = re.compile(rf"[\s{_NOTHING}(（]")  # what most fragments hold none of: where each gap begins
_WIDE = re.compile(r"[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")
_SPACED = re.compile(rf"(?:{_WIDE.pattern}[\s]{{1,9}}){{2,}}{_WIDE.pattern}")  # 国 务 院: set apart to fill a line
_LONGEST_SPACED = 100
_EDGE = re.compile(rf"[\s{_NOTHING}]*")
_VOID = re.compile(rf"[{_NOTHING}]+|[(（][a-zü{_TONES}]+[)）]")

_ENDED = re.compile(r"[。！？；：.!?;:…][”’」』）)\]】\"'*]*$")
_SENTENCE = re.compile(r"[。！？.!?][”’」』）)\]】\"'*]*$")

Fragment = tuple[str, int]
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line: a paragraph, a heading, an item, or a table row whose cells are joined by `CELL`.

    `runs` map its text to the decoded raw file; `region` is the part of the page that it stands in ("" in the body of
    it), `linked` how many of its code points are links to elsewhere, `href` where the first of them leads. `note` tells
    what else it is: "table 2 head 1" and "table 2 row 3" number tables in a document and lines in a table from 1.
    """

    text: str
    runs: tuple[Run, ...] = ()
    role: BlockRole = "paragraph"
    level: int = 0
    page: int | None = None
    region: str = ""
    linked: int = 0
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """What the markup of a file says of the document, as written; "" where it says nothing."""

    title: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    licence: str = ""
    site: str = ""

    @classmethod
    def of(cls, names: Mapping[str, tuple[str, ...]], values: Mapping[str, str]) -> Declared:
        """What `values` say under the `names` of each field, of several the first that is there."""
        found = {name: next((values[key] for key in keys if values.get(key)), "") for name, keys in names.items()}
        return cls(**{name: value for name, value in found.items() if value})

    def over(self, other: Declared) -> Declared:
        """These values, and where one is missing the other's."""
        return Declared(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class Conversion:
    """A file as lines in reading order, what its markup declares, and the reader that made them.

    `placed` tells that the runs of the lines are places in the decoded file; formats that are no text have none.
    """

    reader: str
    lines: tuple[Line, ...]
    declared: Declared = field(default_factory=Declared)
    encoding: str = ""
    placed: bool = True


def ended(text: str) -> bool:
    """Whether the line ends a clause: in a full stop, a colon, a semicolon and the like, closing marks after it."""
    return _ENDED.search(text, max(0, len(text) - 8)) is not None


def full(text: str, length: int = 40) -> bool:
    """Whether the line is a whole paragraph: it ends a sentence and has at least `length` code points."""
    return len(text) >= length and _SENTENCE.search(text, len(text) - 8) is not None


def settle(fragments: Sequence[Fragment]) -> tuple[str, tuple[Run, ...]]:
    """The text of a line and its runs; a blank and a character written as an entity stand at where they begin."""
    raw = "".join(text for text, _ in fragments)
    start = _EDGE.match(raw).end()  # type: ignore[union-attr]  # the pattern matches the empty string
    end = start + len(raw[start:].rstrip())
    if len(fragments) == 1 and _BREAK.search(raw, start, end) is None:
        return raw[start:end], (Run(0, fragments[0][1] + start, end - start),) if start < end else ()
    parts: list[tuple[str, int]] = []  # stretches of the settled text with their place in `raw`
    at = start
    for gap in _GAP.finditer(raw, start, end):
        parts.append((raw[at : gap.start()], at))
        parts.append((_filling(raw, gap), gap.start()))
        at = gap.end()
    parts.append((raw[at:end], at))
    parts = [part for part in parts if part[0]]
    while parts and parts[-1][0] == " ":
        parts.pop()
    if end - start <= _LONGEST_SPACED and _SPACED.fullmatch(raw, start, end):
        parts = [(char, at + place) for text, at in parts for place, char in enumerate(text) if char != " "]
    return "".join(text for text, _ in parts), _runs(parts, fragments)


def _filling(raw: str, gap: re.Match[str]) -> str:
    """What a stretch of white space becomes: a blank or nothing."""
    found = gap[0]
    if _VOID.fullmatch(found):
        return ""
    after = raw[gap.end()] if gap.end() < len(raw) else ""
    breaks = "\n" in found or "\r" in found
    return "" if breaks and _WIDE.match(raw[gap.start() - 1]) and _WIDE.match(after) else " "


def _runs(parts: Iterable[tuple[str, int]], fragments: Sequence[Fragment]) -> tuple[Run, ...]:
    """Map each part of the settled text through the fragments to the raw file; neighbours are joined."""
    runs: list[Run] = []
    number, begin, start = 0, 0, 0  # the fragment, its place in the joined raw text; the place in the settled text
    for text, place in parts:
        at, left = place, len(text)
        while left:
            while begin + len(fragments[number][0]) <= at:
                begin += len(fragments[number][0])
                number += 1
            length = min(left, begin + len(fragments[number][0]) - at)
            runs.append(Run(start, fragments[number][1] + at - begin, length))
            start, at, left = start + length, at + length, left - length
    return joined(runs)


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs of which each goes on where the one before ends become one."""
    result: list[Run] = []
    for run in runs:
        last = result[-1] if result else None
        if last and (last.start + last.length, last.source_start + last.length) == (run.start, run.source_start):
            result[-1] = Run(last.start, last.source_start, last.length + run.length)
        else:
            result.append(run)
    return tuple(result)


def shifted(runs: Iterable[Run], by: int) -> tuple[Run, ...]:
    """The same runs in a text that begins `by` code points further on."""
    return tuple(Run(run.start + by, run.source_start, run.length) for run in runs)


def wide(text: str) -> bool:
    """Whether a text begins with a character that is set without blanks around it."""
    return _WIDE.match(text) is not None


def merged(lines: Sequence[Line], separator: str = "") -> Line:
    """Several lines as one, with what the first of them says of itself; the separator stands nowhere in the file."""
    runs: list[Run] = []
    at = 0
    for line in lines:
        runs.extend(shifted(line.runs, at))
        at += len(line.text) + len(separator)
    text = separator.join(line.text for line in lines)
    return replace(lines[0], text=text, runs=joined(runs), linked=sum(line.linked for line in lines))


def cut(line: Line, start: int, end: int) -> Sequence[Fragment]:
    """The fragments of `line.text[start:end]`, to settle a new line of them."""
    found = []
    for place in range(max(bisect_right(line.runs, start, key=_START) - 1, 0), len(line.runs)):
        run = line.runs[place]
        if run.start >= end:
            break
        first, last = max(run.start, start), min(run.start + run.length, end)
        if first < last:
            found.append((line.text[first:last], run.source_start + first - run.start))
    return found
