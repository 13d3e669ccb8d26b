"""HTML to lines: what a browser would show as a line of its own is one, in reading order.

Own walk over the tags, because a quote needs the place of each character in the file, which no extractor tells. Forms
are read through (whole pages stand in one), their controls are not. Misses text that only scripts write.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.readers.front_matter import front_matter
from kg.readers.html_context import BLOCKS, Context, inside
from kg.readers.html_tables import Cell, rows_of, span
from kg.readers.html_tokens import Token, attributes_of, tokens
from kg.readers.lines import Conversion, Declared, Fragment, Line, ended, merged, settle

if TYPE_CHECKING:
    from kg.knowledge.sites import Sites
    from kg.model import BlockRole
    from kg.readers.raw import Raw

_SNIFF = re.compile(
    r"(?>\s|\ufeff|<\?xml[^>]{0,200}\?>|<!--.{0,5000}?-->)*+<(?:!doctype\s+html|html|head|body|title|meta|"
    r"div|p|table|tbody|tr|article|section|main|center|span|font|h[1-6]|ul|ol|br|style|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
# What the start of an element closes where its end tag was left out.
_CLOSED_BY = {
    "li": "li",
    "dt": "dd dt",
    "dd": "dd dt",
    "tr": "td th tr",
    "td": "td th",
    "th": "td th",
    "thead": "td th tr",
    "tbody": "td th tr thead",
    "tfoot": "td th tr tbody",
    "option": "option",
}
_TABLE_PARTS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th", "body", "html"})
_CELLS = ("td", "th")
_LONGEST_HEADING = 60  # code points of a line that is bold as a whole
_LONGEST_TITLE = 100  # code points of a centred bold heading that stands on several lines


def sniff(raw: Raw) -> bool:
    """Whether a file is HTML: its first tag says so, after front matter if there is one."""
    return _SNIFF.match(raw.text, front_matter(raw.text, {}).end) is not None


def convert(raw: Raw, sites: Sites) -> Conversion:
    """Read a whole page; front matter before it goes before what its head declares."""
    before = front_matter(raw.text, sites.names)
    page = _Page(sites)
    for token in tokens(raw.text, before.end):
        page.take(token)
    lines = page.finish()
    return Conversion("html", lines, before.declared.over(Declared.of(sites.names, page.said)), raw.encoding)


def convert_stretch(text: str, start: int, end: int, sites: Sites) -> tuple[Line, ...]:
    """The lines of `text[start:end]`, a stretch of HTML inside another format."""
    page = _Page(sites)
    for token in tokens(text, start, end):
        page.take(token)
    return page.finish()


class _Page:
    """The state of the walk: the open elements, the line being gathered, and the lines that are done."""

    def __init__(self, sites: Sites) -> None:
        self.sites = sites
        self.said: dict[str, str] = {}  # what its head declares, by the name it is declared under
        self.lines: list[Line] = []
        self.context = Context()
        self.known: dict[tuple[str, str, Context], Context] = {}  # what holds inside elements met before
        self.open: list[tuple[str, Context]] = []  # element, and what held before it
        self.places: defaultdict[str, list[int]] = defaultdict(list)  # where in `open` the elements of a name stand
        self.fragments: list[Fragment] = []
        self.begun = Context()
        self.weights = {"all": 0, "bold": 0, "linked": 0}
        self.href = ""
        self.titled = 0  # how many lines there were after a centred bold one: the next such goes on with it
        self.tables: list[list[list[Cell]]] = []
        self.count = 0
        self.title: list[str] | None = None

    def take(self, token: Token) -> None:
        if token.kind == "text":
            self.take_text(token)
        elif token.kind == "start":
            self.take_start(token)
        else:
            self.take_end(token.text)

    def take_text(self, token: Token) -> None:
        if self.title is not None:
            self.title.append(token.text)
        if self.context.hidden:
            return
        if self.places["pre"] and "\n" in token.text:
            self.take_preformatted(token)
            return
        weight = len(token.text.strip())
        if weight and not self.weights["all"]:
            self.begun = self.context
        self.fragments.append((token.text, token.start))
        self.weights["all"] += weight
        self.weights["bold"] += weight * (self.context.bold or self.context.heading > 0)
        if self.context.href:
            self.weights["linked"] += weight
            self.href = self.href or self.context.href

    def take_preformatted(self, token: Token) -> None:
        """In preformatted text each newline ends a line."""
        at = token.start
        for part in token.text.splitlines(keepends=True):
            self.take_text(Token("text", part.rstrip("\r\n"), at))
            at += len(part)
            if part.endswith(("\r", "\n")):
                self.flush()

    def take_start(self, token: Token) -> None:
        name = token.text
        if name in {"br", "hr"}:
            self.flush()
        if name in {"meta", "link"}:
            self.hear(token)
        if name in _VOID:
            return
        if name in BLOCKS:
            self.flush()
            self.close_implied(name)
        if name == "title" and "<title>" not in self.said and not self.places["svg"]:
            self.title = []
        self.places[name].append(len(self.open))
        self.open.append((name, self.context))
        self.context = self.inside(name, token.attributes)
        self.begin_table_part(token)

    def hear(self, token: Token) -> None:
        """Keep what a meta or link element declares; of equal names the first counts."""
        found = attributes_of(token.attributes)
        if token.text == "link":
            if found.get("rel", "").lower() == "canonical":
                self.said.setdefault("<canonical>", found.get("href", "").strip())
            return
        label = found.get("name") or found.get("property") or found.get("itemprop") or ""
        self.said.setdefault(label.lower(), " ".join(found.get("content", "").split()))

    def inside(self, name: str, attributes: str) -> Context:
        """What holds inside an element that begins here; most elements of a page are written alike and stand alike."""
        key = name, attributes, self.context
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = inside(name, attributes, self.context, self.sites)
        return known

    def close_implied(self, name: str) -> None:
        """Close the elements whose end tags may be left out before a block begins."""
        closed = {"p", "head", *_CLOSED_BY.get(name, "").split()}
        while self.open and self.open[-1][0] in closed:
            self.close()

    def take_end(self, name: str) -> None:
        if name in BLOCKS:
            self.flush()
        if not self.places[name]:
            return
        place = self.places[name][-1]
        if name not in _TABLE_PARTS and any(self.places[part] and place < self.places[part][-1] for part in _CELLS):
            return  # a stray end tag inside a cell closes nothing around the table
        while len(self.open) > place:
            self.close()

    def close(self) -> None:
        """Close the innermost element."""
        name, self.context = self.open.pop()
        self.places[name].pop()
        if name in BLOCKS:
            self.flush()
        if name == "title" and self.title is not None:
            self.said["<title>"] = " ".join("".join(self.title).split())
            self.title = None
        if name in {"td", "th"} and self.tables and self.tables[-1] and self.tables[-1][-1]:
            row = self.tables[-1][-1]
            row[-1] = replace(row[-1], end=len(self.lines))
        if name == "table" and self.tables:
            self.end_table()

    def begin_table_part(self, token: Token) -> None:
        """Keep count of the rows and cells of the innermost table."""
        if token.text == "table":
            self.tables.append([])
        elif token.text == "tr" and self.tables:
            self.tables[-1].append([])
        elif token.text in {"td", "th"} and self.tables:
            if not self.tables[-1]:
                self.tables[-1].append([])
            found, at = attributes_of(token.attributes), len(self.lines)
            columns, rows = span(found.get("colspan", "")), span(found.get("rowspan", ""))
            head = token.text == "th" or bool(self.places["thead"])
            self.tables[-1][-1].append(Cell(at, at, columns, rows, head))

    def end_table(self) -> None:
        table = self.tables.pop()
        starts = [cell.start for row in table for cell in row]
        rows = rows_of(table, self.lines, self.count + 1)
        if rows is not None:
            self.count += 1
            self.lines[min(starts) : max(cell.end for row in table for cell in row)] = rows

    def flush(self) -> None:
        """End the line being gathered."""
        if not self.fragments:
            return
        text, runs = settle(self.fragments)
        weights, begun = self.weights, self.begun
        if text:
            bold = weights["bold"] == weights["all"] and len(text) <= _LONGEST_HEADING and not ended(text)
            role: BlockRole = "item" if begun.item else "heading" if bold else "paragraph"
            role = "heading" if begun.heading else role
            level = begun.heading or (begun.depth if begun.item else 0)
            line = Line(text, runs, role, level, None, begun.region, weights["linked"], self.href)
            title = line.role == "heading" and not line.level and begun.centred and not self.numbered(text)
            goes_on = title and 0 < self.titled == len(self.lines)
            if goes_on and len(self.lines[-1].text) + len(text) <= _LONGEST_TITLE:
                self.lines[-1] = merged([self.lines[-1], line])
            else:
                self.lines.append(line)
            self.titled = len(self.lines) if title else 0
        self.fragments, self.href = [], ""
        self.weights = dict.fromkeys(weights, 0)

    def numbered(self, text: str) -> bool:
        return any(pattern.search(text) for _, pattern in self.sites.headings)

    def finish(self) -> tuple[Line, ...]:
        """All lines, the open elements closed."""
        self.flush()
        while self.open:
            self.close()
        return tuple(self.lines)
