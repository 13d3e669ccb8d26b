"""Metadata: title, publisher, author, date and address of a document, each from the first place in a fixed order.

title: index.toml, front matter, meta and title elements, a labelled line, the end of the breadcrumb, the first
    heading, the form of an official title, the first line of a header
date: index.toml, front matter, meta elements, a labelled line, a date alone on a line near the title, a lead-in,
    a signature, the day that the page's own address is filed under
publisher: index.toml, front matter, meta elements, a labelled line, a lead-in, the body named above the date of cover
    or signature, an author that is an outlet, the site, the issuer in the title
author: front matter, meta elements, a labelled line, a name in brackets after the lead-in or at the end
address: index.toml, front matter, meta and link elements, a labelled line, a link to the original

Never from addresses of images: one dated a document two years too early. The page's own address is the last resort,
since publishers file pages by day (/2024/03/19/), and without a year no 11月1日 and no 去年 of the text can be told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.model import Metadata, Period, Stated
from kg.readers.boilerplate import ABOVE, Marked
from kg.readers.dates import first_date, stamp
from kg.readers.lines import Declared, Line, ended, full
from kg.readers.titles import Title, find_title
from kg.text.fold import fold
from kg.text.screen import screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.knowledge.sites import Sites

_HEAD, _TAIL = 40, 15  # lines in which a header and a footer are looked for
_LABELLED = 200  # code points of a line that holds labels
_LEADS = 6  # paragraphs in which a lead-in is looked for
_YEAR = re.compile(r"\d{4}")
_DAY_IN_PATH = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[-/]?([01][0-9])[-/]?([0-3][0-9])(?![0-9])")
_NUMBER = re.compile(r"\d{1,6}")
_SEVERAL = 3  # bodies that sign together, one below the other


@dataclass(frozen=True, slots=True)
class Header:
    """What was found, and the places of the lines that it was found in: title (to be joined), and byline."""

    metadata: Metadata
    title: tuple[int, ...]
    bylines: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Found:
    """A value, and the lines that it was read from."""

    value: str = ""
    period: Period | None = None
    lines: tuple[int, ...] = ()


def read_metadata(marked: Marked, declared: Declared, stated: Stated, sites: Sites) -> Header:
    """Find all fields. Boilerplate tells none but for its breadcrumb, and for the header that may stand above it."""
    lines = marked.lines
    own = [number for number, reason in enumerate(marked.reasons) if not reason or reason.startswith(ABOVE)]
    header = _Header(lines, own, sites)
    labels = {name: header.labelled(name) for name in sites.labels}
    title = find_title(marked, own, (stated.title, declared.title, labels["title"].value), sites)
    lead, dated = header.lead(), header.dated(title)
    published = (
        _stated_date(stated.published, sites)
        or first_date(declared.published, sites.dates)
        or labels["published"].period
        or (dated.period if dated.lines and dated.lines[-1] < header.body else None)
        or lead.period
        or dated.period
    )
    publishers = (stated.publisher, declared.publisher, labels["publisher"].value, lead.value, dated.value)
    author = declared.author or labels["author"].value or header.author()
    outlet = author if sites.official["outlet"].search(author) or sites.official["body"].search(author) else ""
    publisher = next(filter(None, (*publishers, outlet, declared.site, title.issuer)), "")
    original = (
        lines[n].href for n, cue in enumerate(marked.cues) if cue and "original" in cue.reason and lines[n].href
    )
    urls = (stated.source, declared.url, labels["url"].value, *original)
    url = next((url for url in urls if _is_address(url)), "")
    metadata = Metadata(
        title=stated.title or title.text,
        publisher=publisher,
        author="" if author == publisher else author,
        published=published or _filed_under(url),
        url=url,
        licence=stated.licence or declared.licence,
    )
    found = {number for label in labels.values() for number in label.lines}
    told = header.between(title, dated) | header.numbers() | header.cards()
    bylines = found | set(dated.lines) | told | set(lead.lines)
    return Header(metadata, title.lines, frozenset(bylines) - set(title.lines))


def _stated_date(text: str, sites: Sites) -> Period | None:
    """The date that index.toml states: a day, a month or a year."""
    if _YEAR.fullmatch(text):
        return Period(date(int(text), 1, 1), date(int(text), 12, 31), "year", text=text)
    return first_date(text, sites.dates)


def _filed_under(url: str) -> Period | None:
    """The day in the path of a page's address, where it is one."""
    for match in _DAY_IN_PATH.finditer(urlsplit(url).path):
        year, month, day = map(int, match.groups())
        try:
            filed = date(year, month, day)
        except ValueError:
            continue
        return Period(filed, filed, "day", text=match[0])
    return None


def _is_address(url: str) -> bool:
    return urlsplit(url).scheme in {"http", "https"} and not re.search(r"\s", url)


@cache
def _holds_label(sites: Sites) -> Callable[[str], bool]:
    return screen(pattern.pattern for patterns in sites.labels.values() for pattern in patterns)


class _Header:
    """The lines of a document that may tell of it, and the questions asked of them."""

    def __init__(self, lines: Sequence[Line], own: Sequence[int], sites: Sites) -> None:
        self.lines, self.own, self.sites = lines, own, sites
        self.edges = [*own[:_HEAD], *own[_HEAD:][-_TAIL:]]
        short = [(n, fold(lines[n].text)) for n in self.edges if len(lines[n].text) <= _LABELLED]
        self.folded = [(n, folded) for n, folded in short if _holds_label(sites)(folded)]
        self.body = next((n for n in own if full(lines[n].text)), len(lines))  # the first whole paragraph

    def labelled(self, field: str) -> _Found:
        """The value that a label gives; for `published` a period."""
        for pattern in self.sites.labels[field]:
            for number, folded in self.folded:
                match = pattern.search(folded)
                if match is None:
                    continue
                value = self.lines[number].text[slice(*match.span("value"))]
                if field != "published":
                    return _Found(value.strip(), lines=(number,))
                period = first_date(value[:40], self.sites.dates)
                if period:
                    return _Found(period=period, lines=(number,))
        return _Found()

    def lead(self) -> _Found:
        """The publisher and the date that the lead-in of a news item gives; its line where it is nothing else."""
        begun = [number for number in self.own if len(self.lines[number].text) >= 8][: 3 * _LEADS]
        paragraphs = [number for number in begun if ended(self.lines[number].text)][:_LEADS]
        for number in paragraphs:
            text = self.lines[number].text
            for pattern in self.sites.leads:
                match = pattern.search(text[:_LABELLED])
                if match:
                    told = match.groupdict().get("date") or ""
                    alone = (number,) if len(text) <= match.end() + 10 else ()
                    return _Found(match["publisher"], first_date(told, self.sites.dates), alone)
        return _Found()

    def author(self) -> str:
        """A name in brackets at the beginning of the text or at its end."""
        paragraphs = [number for number in self.own if len(self.lines[number].text) >= 20]
        for number in [*paragraphs[:_LEADS], *paragraphs[_LEADS:][-2:]]:
            text = self.lines[number].text
            for pattern in self.sites.authors:
                match = pattern.search(text[:_LABELLED]) or pattern.search(text[-_LABELLED:])
                if match:
                    return match["author"].strip()
        return ""

    def dated(self, title: Title) -> _Found:
        """A date alone on a line: of a header, of a cover, or of the first signature; and the bodies named above it."""
        for number in self.own:
            line = self.lines[number]
            period = stamp(line.text, self.sites.dates)
            if period is None or line.note:
                continue
            bodies = list(self.bodies(number, title))
            if number < self.body or (period.precision == "day" and self.signed(number)):
                names = [self.lines[place].text for place in bodies]
                return _Found(self.joined(names), period, (*bodies, number))
        return _Found()

    def signed(self, number: int) -> bool:
        """Whether a short line that ends no sentence stands above, as a name does above the date of a signature."""
        above = self.lines[next(self.above(number))] if number > self.own[0] else Line("")
        return 1 < len(above.text) <= 30 and not ended(above.text)

    def bodies(self, number: int, title: Title) -> Iterator[int]:
        """The places of the lines above a date that name bodies, in their order."""
        found: list[int] = []
        for place in islice(self.above(number), _SEVERAL):
            name = self.lines[place].text.replace(" ", "")
            if place in title.lines or len(name) > 40 or not self.sites.official["body"].search(name):
                break
            found.append(place)
        return reversed(found)

    def above(self, number: int) -> Iterator[int]:
        """The places of the document's own lines above one, the nearest first: the edge of a page may lie between."""
        return (self.own[place] for place in range(bisect_left(self.own, number) - 1, -1, -1))

    def joined(self, names: Iterable[str]) -> str:
        """Names of bodies as one: a part of a body goes straight on after its name, another body after a blank."""
        result = ""
        for name in names:
            within = self.sites.official["within"].search(name) and len(name) <= 6
            result += name if within or not result else " " + name
        return result

    def between(self, title: Title, dated: _Found) -> set[int]:
        """Short lines between title and date, and a bare number after the date (how many have commented)."""
        if not title.lines or not dated.lines or not title.lines[-1] < dated.lines[-1] < self.body:
            return set()
        first, last = title.lines[-1] + 1, dated.lines[-1]
        found = (
            {number for number in range(first, last) if len(self.lines[number].text) <= 20}
            if last - first < 6
            else set()
        )
        after = self.lines[last + 1].text if last + 1 < len(self.lines) else ""
        return found | ({last + 1} if _NUMBER.fullmatch(after) else set())

    def cards(self) -> set[int]:
        """The rows of the card of a record: 索引号 | 0126/2022-03 | 发布机构 | 教育局."""
        rows, said = ((n, self.lines[n].text) for n in self.edges), self.sites.official
        return {
            n
            for n, text in rows
            if said["index"].search(text) or (("|" in text or "｜" in text) and said["record"].search(text))
        }

    def numbers(self) -> set[int]:
        """The lines of the header that are a document number and nothing else."""
        return {n for n in self.edges if self.sites.official["number"].fullmatch(self.lines[n].text.replace(" ", ""))}
