"""Reading: a source becomes a document, whatever its format.

Here the normalised text is fixed: all lines in reading order, title and boilerplate among them, one newline between.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.model import Block, Document, Run, Source, Span
from kg.readers import docx, html, ofd, pdf, plain, pptx
from kg.readers.boilerplate import mark
from kg.readers.contents import with_contents
from kg.readers.decode import decode
from kg.readers.headings import with_headings
from kg.readers.indents import without_lost_indents
from kg.readers.lines import Conversion, Fragment, Line, cut, joined, merged, settle, shifted
from kg.readers.metadata import Header, read_metadata
from kg.readers.package import MARK, Package
from kg.readers.raw import Raw
from kg.readers.spacing import without_gaps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.knowledge.sites import Sites

LARGEST = 256 * 1024 * 1024  # bytes of a file

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_SAMPLE = 1 << 20  # code points that are enough to tell a language by


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: whether a file is of it, and how it becomes lines."""

    sniff: Callable[[Raw], bool]
    convert: Callable[[Raw, Sites], Conversion]


def _any(raw: Raw) -> bool:
    """Whatever decodes is text."""
    return bool(raw.text)


# In this order; the first that knows a file by its content reads it, whatever the file's name.
READERS: tuple[Reader, ...] = (
    Reader(pdf.sniff, pdf.convert),
    Reader(docx.sniff, docx.convert),
    Reader(pptx.sniff, pptx.convert),
    Reader(ofd.sniff, ofd.convert),
    Reader(html.sniff, html.convert),
    Reader(_any, plain.convert),
)

# What no reader knows, by its first bytes, and what would be right.
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "is an old or an encrypted office file; save it as .docx, .pptx or PDF without a password"),
    (b"\x89PNG", "is a picture; a document has text"),
    (b"\xff\xd8\xff", "is a picture; a document has text"),
    (b"GIF8", "is a picture; a document has text"),
    (b"\x1f\x8b", "is compressed; unpack it first"),
    (b"Rar!", "is an archive; unpack it first"),
    (b"7z\xbc\xaf", "is an archive; unpack it first"),
    (b"{\\rtf", "is RTF; save it as .docx or PDF"),
)

_NO_TEXT = {"pdf", "docx", "pptx", "ofd"}  # what is called so and is no text is damaged


def read(source: Source, sites: Sites) -> Document:
    """Read a source; ReadError, with what would be right, where it cannot become a document.

    The same bytes, entry of index.toml and data files give the same document, on any machine.
    """
    raw = _raw(source, sites)
    reader = next((reader for reader in READERS if reader.sniff(raw)), None)
    if reader is None:
        raise ReadError(source.identifier, "is an archive of no kind that is read; name it .zip, or unpack it")
    conversion = reader.convert(raw, sites)
    lines = without_gaps(without_lost_indents([line for line in conversion.lines if line.text]))
    lines = with_contents(lines, sites)
    if not lines:
        raise ReadError(source.identifier, "holds markup and no text; a document has text")
    marked = mark(lines, sites)
    header = read_metadata(marked, conversion.declared, source.stated, sites)
    text, blocks, runs = _assembled(with_headings(lines, marked.reasons, sites), marked.reasons, header)
    return Document(
        id=hashlib.sha256(source.data).hexdigest()[:16],
        identifier=source.identifier,
        text=text,
        blocks=blocks,
        metadata=replace(header.metadata, encoding=conversion.encoding),
        language=source.stated.language or _language(text, blocks),
        reader=conversion.reader,
        runs=runs if conversion.placed else (),
    )


def _raw(source: Source, sites: Sites) -> Raw:
    if len(source.data) > LARGEST:
        size, most = len(source.data) >> 20, LARGEST >> 20
        raise ReadError(source.identifier, f"has {size} MB; the most that is read is {most} MB, so split it")
    for begin, why in _FOREIGN:
        if source.data.startswith(begin):
            raise ReadError(source.identifier, why)
    if source.data.startswith(MARK):
        return Raw(source.identifier, source.data, parts=Package(source.identifier, source.data).names)
    if pdf.is_pdf(source.data):
        return Raw(source.identifier, source.data)
    try:
        decoded = decode(source.data, source.identifier, sites.frequent)
    except ReadError as fault:
        kind = source.identifier.lower().rpartition(".")[2]
        why = f"is called .{kind} and is none; make it again" if kind in _NO_TEXT and source.data else fault.why
        raise ReadError(source.identifier, why) from None
    return Raw(source.identifier, source.data, decoded.text, decoded.encoding)


def _assembled(
    lines: Sequence[Line], reasons: Sequence[str], header: Header
) -> tuple[str, tuple[Block, ...], tuple[Run, ...]]:
    """The normalised text, its blocks, and where it stands in the decoded file."""
    texts: list[str] = []
    blocks: list[Block] = []
    runs: list[Run] = []
    at = 0
    for number, own in enumerate(lines):
        if number in header.title[1:]:
            continue
        line = _title(lines, header) if number in header.title else own
        span = Span(at, at + len(line.text))
        role = _role(number, line, reasons[number], header)
        reason = reasons[number] if role == "boilerplate" else line.note
        level = line.level if role in {"heading", "item"} else 0
        blocks.append(Block(span, role, level, reason, line.page))  # type: ignore[arg-type]  # one of BlockRole
        texts.append(line.text)
        runs.extend(shifted(line.runs, at))
        at = span.end + 1
    return "\n".join(texts), tuple(blocks), joined(runs)


def _role(number: int, line: Line, reason: str, header: Header) -> str:
    if number in header.title:
        return "title"
    return "byline" if number in header.bylines else "boilerplate" if reason else line.role


def _title(lines: Sequence[Line], header: Header) -> Line:
    """The lines of the title as one, without the blanks that only space it out."""
    line = merged([lines[number] for number in header.title])
    title = header.metadata.title
    if line.text == title or "".join(line.text.split()) != "".join(title.split()):
        return line
    fragments: list[Fragment] = []
    at = 0
    for char in title:
        if char.isspace():
            at += line.text[at : at + 1].isspace()
            continue
        at = line.text.index(char, at)
        fragments.extend(cut(line, at, at + 1))
        at += 1
    text, runs = settle(fragments)
    return replace(line, text=text, runs=runs)


def _language(text: str, blocks: Sequence[Block]) -> str:
    """The language by script: a Chinese character says about as much as half an English word."""
    own = [text[block.span.start : block.span.end] for block in blocks if block.role != "boilerplate"]
    sample = "\n".join(own)[:_SAMPLE]
    chinese = sum(map(len, _HAN.findall(sample)))
    return "zh" if chinese and chinese * 2 >= len(_LATIN.findall(sample)) else "en"
