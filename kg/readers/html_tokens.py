"""Tags, text and entities of HTML with their offsets, in time linear in the length of the file.

Why not html.parser: it looks for the end of each broken tag through the whole rest of the file; 60 KB of "<a " took
it 23 s. This walk never goes back: a tag ends at its ">", or before a "<" outside quotes, or is no tag.
"""

from __future__ import annotations

import html
import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,40})")
_STOP = re.compile(r"""[<>"']""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]{1,60})(?:\s{0,9}=\s{0,9}("[^"]*"|'[^']*'|[^\s"'<>]{1,4000}))?""")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_LONGEST_VALUE = 2000  # code points of a quoted value that holds "<"; beyond it the quote was never closed


class Token(NamedTuple):
    """A tag or a stretch of text. `kind` is start, end or text; `text` is a tag's name in lower case.

    `start` is where it begins in the file; of the text of an entity it is the place of the "&". `attributes` is the
    inside of a start tag after its name, as written: `attributes_of` reads it where it is needed.
    """

    kind: str
    text: str
    start: int
    attributes: str = ""


def tokens(source: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of `source[start:end]`; comments, doctypes and processing instructions are left out."""
    end = len(source) if end is None else end
    at = start
    missing: set[str] = set()  # closing marks that do not occur any more: looked for once
    while at < end:
        opening = source.find("<", at, end)
        if opening < 0:
            opening = end
        yield from _text(source, at, opening)
        if opening == end:
            return
        name = _NAME.match(source, opening, end)
        if name is None:
            at = _past_markup(source, opening, end, missing)
            if at == opening:
                yield Token("text", "<", opening)
                at = opening + 1
            continue
        inside, after = _tag_end(source, name.end(), end, missing)
        label = name[1].lower()
        if source[opening + 1] == "/":
            yield Token("end", label, opening)
            at = after
            continue
        yield Token("start", label, opening, source[name.end() : inside])
        at = after
        if label in RAW and not source.endswith("/", name.end(), inside):
            closing = _closing(label).search(source, at, end)
            stop = closing.start() if closing else end
            if label in {"title", "textarea"}:
                yield from _text(source, at, stop)
            at = stop


def attributes_of(written: str) -> Mapping[str, str]:
    """The attributes of a start tag, names in lower case, entities resolved; of equal names the first counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        value = match[2] or ""
        if value[:1] in {'"', "'"}:
            value = value[1:-1]
        found.setdefault(match[1].lower(), html.unescape(value))
    return found


def _text(source: str, start: int, end: int) -> Iterator[Token]:
    """A stretch of text; each entity in it is a token of its own."""
    at = start
    for entity in _ENTITY.finditer(source, start, end) if source.find("&", start, end) >= 0 else ():
        resolved = html.unescape(entity[0])
        if resolved == entity[0]:
            continue
        if at < entity.start():
            yield Token("text", source[at : entity.start()], at)
        # A prefix of an unknown name may be an entity (&notit;, &amp0): what follows it stands as written.
        ends = zip(reversed(resolved), reversed(entity[0]), strict=False)
        rest = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))
        yield Token("text", resolved[: len(resolved) - rest], entity.start())
        at = entity.end() - rest
    if at < end:
        yield Token("text", source[at:end], at)


def _past_markup(source: str, opening: int, end: int, missing: set[str]) -> int:
    """Where a comment, a doctype or an instruction ends; `opening` where none begins or it is not closed."""
    for begin, close in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", ">"), ("</", ">")):
        if source.startswith(begin, opening):
            if close in missing:
                return opening
            found = source.find(close, opening + len(begin), end)
            if found >= 0:
                return found + len(close)
            missing.add(close)
            return opening
    return opening


def _tag_end(source: str, at: int, end: int, missing: set[str]) -> tuple[int, int]:
    """Where the inside of a tag ends, and where the text after the tag begins."""
    while True:
        stop = _STOP.search(source, at, end)
        if stop is None:
            return end, end
        mark = stop[0]
        if mark == ">":
            return stop.start(), stop.end()
        if mark == "<":
            return stop.start(), stop.start()
        at = stop.end()
        if mark in missing or source[at - 2] not in "= \t\n\r":
            continue
        closing = source.find(mark, at, end)
        if closing < 0:
            missing.add(mark)
        elif closing - at <= _LONGEST_VALUE or source.find("<", at, closing) < 0:
            at = closing + 1


def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
