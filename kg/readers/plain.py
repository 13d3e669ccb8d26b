"""Plain text to lines: notes, slide text, pages saved as text, and Markdown with or without HTML in it.

A newline ends a line, except where the whole file is wrapped at a margin or a stretch of it is HTML.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.readers.flattened import unflattened
from kg.readers.front_matter import front_matter
from kg.readers.html import convert_stretch
from kg.readers.lines import CELL, Conversion, Fragment, Line, ended, full, merged, settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.knowledge.sites import Sites
    from kg.readers.raw import Raw

_ROW = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]*(?:\r\n|[\r\n\f\v\x85\u2028\u2029])?")
_TAG = re.compile(
    r"</?(?:p|br|div|strong|em|b|i|u|span|a|table|tbody|tr|td|th|ul|ol|li|font|h[1-6]|img|section|article|center|sup|sub)"
    r"(?:\s[^<>]{0,2000})?/?>|&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|mdash|hellip|middot|#\d{2,6});",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*(?:[-*_=~#·—]\s*){3,}$")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_FENCE = re.compile(r"\s{0,3}```")
_CITED = re.compile(r"\s*>[>\s]*")
OPEN = (":", "\N{FULLWIDTH COLON}")  # how a line ends behind which a list stands
_BULLET = re.compile(r"(\s*)(?:[-*+]\s+|[•●○■◆▪▫➢✓‣◦]\s*)(?=\S)")
_PIPED = re.compile(r"\s*\|.*\|\s*$")
_BEHIND = re.compile(r"\s*[^|\s][^|]*\|[^|]*\|.*\|\s*$")  # a row whose marks stand behind its cells only: A | B | C |
_BETWEEN = re.compile(r"\s*[^|\s][^|]*(?:\|[^|\r\n]*){2,11}$")  # a row with marks between its cells only: A | B | C
_FIGURE = re.compile(r"\|\s*[<>≤≥~-]?\s*\d[^|A-Za-z]*(?:\||$)")  # a cell that is but a number
_RULED = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?$")
_MARK = re.compile(
    r"!\[[^\]]{0,300}\]\([^()\s]{0,2000}\)|\[([^\[\]]{1,500})\]\(([^()\s]{1,2000})(?:\s\"[^\"]{0,200}\")?\)|\*\*"
)
_WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uff60]")
_ENGLISH = 70  # columns of an English row that may be broken
_STOPS = ".:;!?"
_UNFINISHED = re.compile(r" (?:of|in|on|for|and|the|to|with|by)$")
_MARGIN = 100  # columns beyond which nobody wraps; a wide character takes two

_Row = tuple[int, int]  # the start and the end of a physical line, its newline left out


def convert(raw: Raw, sites: Sites) -> Conversion:
    """Read any text; it never refuses."""
    before = front_matter(raw.text, sites.names)
    numbered = [row for row in _rows(raw.text[: before.end], 0) if _gives_number(raw.text[slice(*row)], sites)]
    lines = (*_lines(raw.text, numbered, sites), *_lines(raw.text, _rows(raw.text, before.end), sites))
    return Conversion("text", lines, before.declared, raw.encoding)


def _gives_number(row: str, sites: Sites) -> bool:
    """Whether a row of front matter is the number of a document behind its label, which is a line of its card."""
    value = re.split(r"[:：]", row, maxsplit=1)[-1].strip(" \"'")
    return value != row.strip() and sites.official["number"].fullmatch(value) is not None


def _rows(text: str, at: int) -> list[_Row]:
    rows = []
    for found in _ROW.finditer(text, at):
        end = found.start() + len(found[0].rstrip("\r\n\f\v\x85\u2028\u2029"))
        rows.append((found.start(), end))
    return rows


def _lines(text: str, rows: Sequence[_Row], sites: Sites) -> Iterator[Line]:
    margin = _margin(text, rows)
    number, tables = 0, 0
    listed = False  # whether a list goes on behind a line that ends open
    while number < len(rows):
        start, end = rows[number]
        begun = number
        number += 1
        if fenced := _fenced(text, rows, begun):
            number = fenced
            for row in rows[begun + 1 : fenced - 1]:
                yield Line(*settle([(text[slice(*row)], row[0])]), region="code")
        elif _TAG.search(text, start, end):
            while number < len(rows) and text[slice(*rows[number])].strip():
                number += 1
            yield from convert_stretch(text, start, rows[number - 1][1], sites)
        elif table := _table(text, rows, begun):
            tables += 1
            yield from _numbered(table, tables)
            number += len(table) + (1 if _PIPED.match(text, start, end) else 0) - 1
        elif text[start:end].strip():
            while number < len(rows) and _continues(text, rows, number, margin):
                number += 1
            for line in _line(text, start, rows[number - 1][1], sites, listed=listed):
                yield line
                listed = line.text.rstrip().endswith(OPEN) or (listed and line.role == "item")


def _fenced(text: str, rows: Sequence[_Row], number: int) -> int:
    """The row behind a stretch of code that begins with a row of backticks; 0 where none does, or none ends it."""
    if _FENCE.match(text, *rows[number]) is None:
        return 0
    return next((at + 1 for at in range(number + 1, len(rows)) if _FENCE.match(text, *rows[at])), 0)


def _line(text: str, start: int, end: int, sites: Sites, *, listed: bool) -> Iterator[Line]:
    """The lines of one row of text, its marks of heading, item, citation and emphasis taken off.

    `listed` tells that it goes on with a list.
    """
    if _RULE.match(text, start, end):
        return
    role, level = "paragraph", 0
    cited = _CITED.match(text, start, end)
    start = cited.end() if cited else start
    if found := _HEADING.match(text, start, end):
        role, level, start = "heading", len(found[1]), found.end()
        end = start + len(text[start:end].rstrip("# \t"))
    elif found := _BULLET.match(text, start, end):
        role, level, start = "item", min(6, len(found[1].expandtabs(4)) // 2 + 1), found.end()
    fragments, linked, href = _inline(text, start, end)
    bold = (
        text.startswith("**", start) and text[start:end].rstrip().endswith("**") and text.count("**", start, end) == 2
    )
    for line in unflattened(fragments, sites):
        if not line.text:
            continue
        if role == "item" and full(line.text) and not listed:
            yield replace(line, linked=linked, href=href)  # a paragraph behind the bullet of a page's list
        elif role == "paragraph" and bold and len(line.text) <= 60:
            yield replace(line, role="heading", linked=linked, href=href)
        else:
            yield replace(line, role=role, level=level, linked=linked, href=href)  # type: ignore[arg-type]  # BlockRole


def _inline(text: str, start: int, end: int) -> tuple[list[Fragment], int, str]:
    """The fragments of a row without the marks of emphasis, links and images; how much is linked, and where to."""
    fragments: list[Fragment] = []
    linked, href, at = 0, "", start
    emphasis = text.count("**", start, end) % 2 == 0  # an odd mark is none
    for found in _MARK.finditer(text, start, end):
        if found[0] == "**" and not emphasis:
            continue
        fragments.append((text[at : found.start()], at))
        if found[1]:
            fragments.append((found[1], found.start(1)))
            linked += len(found[1])
            href = href or found[2]
        at = found.end()
    fragments.append((text[at:end], at))
    return [fragment for fragment in fragments if fragment[0]], linked, href


def _margin(text: str, rows: Sequence[_Row]) -> int:
    """The column at which a file is wrapped; 0 where it is not, that is, where its lines have no common length."""
    sample = [row for row in (text[start:end].rstrip() for start, end in rows[:2000]) if row]
    longest = max(map(_columns, sample), default=0)
    if len(sample) < 8 or not 40 <= longest <= _MARGIN:
        return 0
    broken = sum(_is_broken(row, longest) for row in sample)
    inner = [
        one for one, after in itertools.pairwise(text[start:end].strip() for start, end in rows[:2000]) if one and after
    ]
    inside = sum(_is_broken(row, longest) for row in inner)  # where blank rows part the paragraphs
    apart = len(inner) >= 8 and len(inner) < 0.75 * len(sample) and inside * 4 >= len(inner) * 3
    return longest if broken * 2 >= len(sample) or apart else 0


def _is_broken(row: str, margin: int) -> bool:
    return _columns(row) >= 0.75 * margin and not ended(row)


def _columns(text: str) -> int:
    return len(text) + len(_WIDE.findall(text[: 2 * _MARGIN]))


def _goes_on(text: str, rows: Sequence[_Row], number: int, margin: int) -> bool:
    """Whether the row `number` continues the one before it in a wrapped file."""
    before, row = text[slice(*rows[number - 1])], text[slice(*rows[number])]
    if (
        not row.strip()
        or _columns(before) < 0.7 * margin
        or full(before.rstrip(), 1)
        or _HEADING.match(row)
        or _BULLET.match(row)
    ):
        return False
    return row[:2].strip() != "" or before[:2].strip() == ""  # an indent begins a paragraph


def _continues(text: str, rows: Sequence[_Row], number: int, margin: int) -> bool:
    return (margin > 0 and _goes_on(text, rows, number, margin)) or _is_wrapped(text, rows, number)


def _is_wrapped(text: str, rows: Sequence[_Row], number: int) -> bool:
    """Whether a long row breaks off inside an English sentence: before a small letter, or behind a word such as of."""
    before, row = text[slice(*rows[number - 1])].rstrip(), text[slice(*rows[number])]
    if len(before) < _ENGLISH or not before.isascii() or not row.strip() or before[-1:] in _STOPS:
        return False
    return row[:1].islower() or (row[:1].isupper() and _UNFINISHED.search(before) is not None)


def _table(text: str, rows: Sequence[_Row], number: int) -> list[Line]:
    """The rows of a table from row `number` on: of Markdown, or of two or more lines with as many marks, or tabs."""
    start, end = rows[number]
    if _PIPED.match(text, start, end) and number + 1 < len(rows) and _RULED.match(text, *rows[number + 1]):
        found = [_cells(text, start, end, "|")]
        for row in (rows[at] for at in range(number + 2, len(rows))):
            if not _PIPED.match(text, *row):
                break
            found.append(_cells(text, *row, "|"))
        return found
    marked = _alike(text, rows, number, "|") if _BEHIND.match(text, start, end) else []
    found = marked or _between(text, rows, number) or _alike(text, rows, number, "\t")
    return found if len(found) > 1 else []


def _between(text: str, rows: Sequence[_Row], number: int) -> list[Line]:
    """Rows with marks between their cells only, each below the first with a number of its own, as no menu has."""
    if _BETWEEN.match(text[slice(*rows[number])].rstrip()) is None:
        return []
    found = _alike(text, rows, number, "|")
    below = (text[slice(*rows[number + place])].rstrip() for place in range(1, len(found)))
    return found if all(_FIGURE.search(row) for row in below) else []


def _alike(text: str, rows: Sequence[_Row], number: int, mark: str) -> list[Line]:
    """The rows from row `number` on that have as many marks between or behind their cells as it has."""
    marks = text[slice(*rows[number])].strip("\t ").count(mark)
    found = []
    for row in (rows[at] for at in range(number, len(rows))):
        if not marks or text[slice(*row)].strip("\t ").count(mark) != marks:
            break
        found.append(_cells(text, *row, mark))
    return found


def _cells(text: str, start: int, end: int, separator: str) -> Line:
    """One row of a table as a line; `separator` stands between the cells, and for "|" around the row."""
    row = text[start:end]
    if separator == "|":
        end = start + row.rindex("|") if row.rstrip().endswith("|") else end
        start += row.index("|") + 1 if _PIPED.match(row) else 0
    cells, at = [], start
    for cell in text[start:end].split(separator):
        cells.append(Line(*settle([(cell, at)])))
        at += len(cell) + 1
    return merged(cells, CELL)


def _numbered(table: Sequence[Line], number: int) -> Iterator[Line]:
    yield replace(table[0], note=f"table {number} head 1")
    for place, line in enumerate(table[1:], 1):
        yield replace(line, note=f"table {number} row {place}")
