"""PDF to lines: the visual lines of the text layer with their places, and what kg/readers/visual.py makes of them.

Misses three columns of text side by side, and two of which the file tells every row across but few: they are read so.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from kg.errors import ReadError
from kg.readers.lines import Conversion, Declared
from kg.readers.pdf_links import links
from kg.readers.visual import GAP, SCANNED, Row, paragraphs, printed_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.knowledge.sites import Sites
    from kg.readers.pdf_links import Link
    from kg.readers.raw import Raw

MOST_PAGES = 10_000
DASH = re.compile(r"(?<=[0-9])\u00ad(?=[0-9])")  # a soft hyphen between figures is seen: 2014-2020

_MARK = b"%PDF-"
_W = r"\u2e80-\u9fff\uff00-\uff60"
_WIDE = re.compile(f"[{_W}]")
# A line spread over its measure has a blank behind each wide character: 2021 年 末 ， 全 国.
_SPREAD, _FEWEST_SPREAD = re.compile(f"(?<=[{_W}]) (?=[{_W}])"), 4
_BESIDE_WIDE = re.compile(f"(?<=[{_W}]) (?=\\S)|(?<=\\S) (?=[{_W}])")


def sniff(raw: Raw) -> bool:
    """Whether a file is PDF; some have a few bytes before their mark."""
    return is_pdf(raw.data)


def is_pdf(data: bytes) -> bool:
    """Whether bytes are those of a PDF."""
    return _MARK in data[:1024]


def convert(raw: Raw, sites: Sites) -> Conversion:
    """Read the text layer; ReadError where there is none, or the file is encrypted or damaged."""
    try:
        document = pdfium.PdfDocument(raw.data)
    except pdfium.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        why = "is encrypted; save it without a password" if encrypted else f"is a damaged PDF ({error}); make it again"
        raise ReadError(raw.path, why) from None
    try:
        if len(document) > MOST_PAGES:
            raise ReadError(raw.path, f"has {len(document)} pages; the most that is read is {MOST_PAGES}, so split it")
        pages = [list(_rows(document, number)) for number in range(len(document))]
    except pdfium.PdfiumError as error:
        raise ReadError(raw.path, f"is a damaged PDF ({error}); make it again") from None
    finally:
        document.close()
    if sum(len(row.text) for page in pages for row in page) < SCANNED * max(1, len(pages)):
        raise ReadError(raw.path, "has no text layer; it is scanned, so run it through text recognition first")
    blank = [str(number) for number, page in enumerate(pages, 1) if not page]
    told = "pdf text layer" + (f", none on pages {', '.join(blank[:20])}" if blank else "")
    declared = Declared(url=printed_from(pages, sites))
    return Conversion("pdf", tuple(paragraphs(pages, sites)), declared, encoding=told, placed=False)


def _rows(document: pdfium.PdfDocument, number: int) -> Iterator[Row]:
    """The visual lines of a page."""
    page = document[number]
    textpage = page.get_textpage()
    try:
        text = DASH.sub("-", textpage.get_text_range())
        # where the engine made characters up, places in the text are none on the page
        fits = textpage.count_chars() == len(text)
        linked = list(links(document, page, textpage)) if fits else []
        at = 0
        for line in text.split("\r\n"):
            if line.strip():
                row = _row(line, at if fits else None, number + 1, textpage)
                yield _with_links(row, [one for one in linked if at <= one.at < at + len(line)]) if linked else row
            at += len(line) + 2
    finally:
        textpage.close()
        page.close()


def _row(line: str, at: int | None, page: int, textpage: pdfium.PdfTextPage) -> Row:
    """One visual line with its box. `at` is its place in the text of the page, None where places are not known."""
    areas = [] if at is None else _areas(textpage, at, len(line))
    if at is None or not areas:
        return Row(line, (line,), page, 0.0, 0.0, 0.0)
    left, right = min(area[0] for area in areas), max(area[1] for area in areas)
    width = max(sum(area[1] - area[0] for area in areas) / len("".join(line.split())), 1.0)
    if len(_SPREAD.findall(line)) >= max(_FEWEST_SPREAD, len(_WIDE.findall(line)) // 2):
        line = _BESIDE_WIDE.sub("", line)
        return Row(line, (line,), page, left, right, width)
    parted = any(after[0] - before[1] > GAP * width for before, after in pairwise(areas))
    if not parted and "  " not in line:
        return Row(line, (line,), page, left, right, width)
    cells, places = _cells(line, at, width, textpage)
    return Row(line, cells, page, left, right, width, places=places)


def _with_links(row: Row, linked: Sequence[Link]) -> Row:
    """The same row with the addresses that parts of it lead to."""
    length = min(len(row.text), sum(link.length for link in linked))
    return replace(row, linked=length, href=linked[0].url) if linked else row


def _areas(textpage: pdfium.PdfTextPage, at: int, length: int) -> list[tuple[float, float]]:
    """Left and right of the pieces of a stretch of text that are set without a gap, in points."""
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    found = []
    for number in range(pdfium_c.FPDFText_CountRects(textpage, at, length)):
        pdfium_c.FPDFText_GetRect(textpage, number, left, top, right, bottom)
        found.append((left.value, right.value))
    return found


def _cells(
    line: str, at: int, width: float, textpage: pdfium.PdfTextPage
) -> tuple[tuple[str, ...], tuple[tuple[float, float], ...]]:
    """The parts of a line between gaps wider than any between words, and where each begins and ends."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    begun, places, last = [0], [], None
    for number, char in enumerate(line):
        if char.isspace():
            continue
        pdfium_c.FPDFText_GetCharBox(textpage, at + number, left, right, bottom, top)
        if last is None:
            places.append(left.value)
        elif left.value - last > GAP * width:
            begun.append(number)
            places += [last, left.value]
        last = right.value if last is None else max(last, right.value)
    cells = tuple(line[first:end].strip() for first, end in pairwise((*begun, len(line))))
    ends = (*places, last or 0.0)
    return cells, tuple(zip(ends[::2], ends[1::2], strict=True))
