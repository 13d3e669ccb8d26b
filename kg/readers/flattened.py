"""Flattened documents: the lines of an official document that came as one long line.

The indent of a paragraph, two full-width blanks, is left in such a line, as are the document number after the title
and the signature after the last full stop; what has no such mark stays together.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from kg.readers.dates import dates, stamp
from kg.readers.lines import Fragment, Line, cut, settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.knowledge.sites import Sites

_HEADED = re.compile(r"[^\s,，。；;：:]{4,30}(?= \w[^。]{20})")
# A numbered heading and, without a stop between, the number of the first paragraph below it: 一、总体要求（一）….
_RUN_ON = re.compile(r"(?:^|(?<=[。；]))[^\s,，。；;：:（(]{4,44}(?=[（(][^\s（()）]{1,3}[)）])")
_LONG = 200  # code points of a line that is looked into
_INDENT = re.compile(r"[ \t\xa0]*\u3000[ \t\xa0\u3000]*\u3000[ \t\xa0\u3000]*|[ \t\xa0\u3000]{4,}")
_BREAK = re.compile(rf"{_INDENT.pattern}|(?<=[。；：])[ \t\xa0\u3000]+(?=\S)")  # in a line that has indents
# A word of two characters set apart, alone or as the first header of a table whose cells run together.
_SPACED = re.compile(r"[ \u3000]\S\u3000\u3000\S(?:[ \u3000]|$)|\w\u3000\u3000\w(?=(?:19|20)\d\d)")
# Who signed a letter, before a day: behind its full stop, or anywhere if the year is told in figures.
_BODIES = r" (?P<bodies>[^\s。，；：:]{4,40}(?: [^\s。，；：:\d]{4,40}){0,5}) "
_SIGNED = (re.compile(rf"(?<=[。！]){_BODIES}(?=\S)"), re.compile(rf"{_BODIES}(?=(?:19|20)\d\d\D)"))
_LETTER, _DAY = 1500, 20  # code points of a letter, and of a day
_TITLED = 3  # parts of a line that is nothing but a title: itself, its number, its date in brackets
_HEAD, _TAIL = 240, 80  # code points in which an opening and a signature are looked for
_NUMBER = 8  # code points that hold the number of a paragraph
_STOPS = "。；！？;!?"
_REMARK = re.compile(r"\s*[(（][^()（）]{1,20}[)）]$")


def unflattened(fragments: Sequence[Fragment], sites: Sites) -> Iterator[Line]:
    """The lines of one physical line, given as its fragments."""
    if sum(len(text) for text, _ in fragments) <= _LONG:
        yield from _short(Line(*settle(fragments)), sites)
        return
    parts = [line for line in (Line(*settle(part)) for part in _paragraphs(fragments)) if line.text]
    for number, line in enumerate(parts):
        after = parts[number + 1].text if number + 1 < len(parts) else ""
        pieces = list(_opened(line, sites)) if number == 0 else [line]
        pieces[-1:] = _headed(pieces[-1], sites)
        if not after or stamp(after, sites.dates):
            pieces[-1:] = _signed(pieces[-1], bool(after), sites)
        pieces[-1:] = _sent(pieces[-1], sites)
        yield from pieces


def _short(line: Line, sites: Sites) -> Iterable[Line]:
    """A title and its number, or a letter and its signature, that came as one line; else the line as it is."""
    if not sites.official["run_on"].search(line.text):
        return (line,)
    opened = list(_opened(line, sites))
    number = opened[1].text if len(opened) > 1 else ""
    if number and len(opened) <= _TITLED and sites.official["number"].fullmatch(opened[1].text):
        return opened
    return _signed(line, False, sites)  # noqa: FBT003  as above


def _paragraphs(fragments: Sequence[Fragment]) -> Iterator[list[Fragment]]:
    """Cut at each indent."""
    part: list[Fragment] = []
    for text, start in fragments:
        at = 0
        flat = _INDENT.search(text) is not None
        for gap in (_BREAK if flat else _INDENT).finditer(text):
            if _SPACED.search(text, max(0, gap.start() - 2), gap.end() + 5):
                continue
            yield [*part, (text[at : gap.start()], start + at)]
            part, at = [], gap.end()
        part.append((text[at:], start + at))
    yield part


def _opened(line: Line, sites: Sites) -> Iterator[Line]:
    """Cut off a title, the document number after it, and a date in brackets after that."""
    head = line.text[:_HEAD]
    found = next(filter(None, (pattern.match(head) for pattern in sites.openings)), None)
    at = 0
    for part in found.groups() if found else ():
        if part:
            yield _part(line, at, at + len(part))
            at += len(part)
    if line.text[at:].strip():
        yield _part(line, at, len(line.text))


def _headed(line: Line, sites: Sites) -> Iterator[Line]:
    """Cut a heading off the paragraph that follows behind a blank: 一、总体要求 坚持以人民为中心，…."""
    found = _HEADED.match(line.text) if any(level.match(line.text) for _, level in sites.headings) else None
    if found is None:
        yield from _run_on(line, sites)
        return
    yield _part(line, 0, found.end())
    yield _part(line, found.end(), len(line.text))


def _run_on(line: Line, sites: Sites) -> Iterator[Line]:
    """Cut out the headings behind whose words the number of the first paragraph below them follows at once."""
    text, at = line.text, 0
    for match in _RUN_ON.finditer(text):
        numbers = match[0], text[match.end() : match.end() + _NUMBER]
        if all(any(level.match(number) for _, level in sites.headings) for number in numbers):
            places = at, match.start(), match.end()
            yield from (_part(line, *part) for part in itertools.pairwise(places) if part[0] < part[1])
            at = match.end()
    yield from (_part(line, at, len(text)),) if at else _dated(line, sites)


def _dated(line: Line, sites: Sites) -> Iterator[Line]:
    """Cut a day, which ends the letter, off the title of what it sends that follows behind a blank."""
    text = line.text
    begin, end, _ = next(iter(dates(text, sites.dates)), (1, 0, None)) if len(text) <= _TAIL else (1, 0, None)
    titled = begin == 0 and text[end : end + 1] == " " and not any(stop in text for stop in _STOPS)
    yield from (_part(line, 0, end), _part(line, end, len(text))) if titled else (line,)


def _signed(line: Line, dated_below: bool, sites: Sites) -> list[Line]:  # noqa: FBT001
    """Cut off the signature after the last full stop, its date, and a remark in brackets after them.

    Where the date stands in a line of its own below, the signature alone is cut off.
    """
    text = line.text
    remark = _REMARK.search(text, max(0, len(text) - 30))
    end = remark.start() if remark else len(text)
    begin = max(text.rfind(stop, max(0, end - _TAIL), end) for stop in _STOPS) + 1
    if not begin and len(text) > _TAIL:
        return [line]
    found = [] if dated_below else list(dates(text[begin:end], sites.dates))
    signed = begin + found[-1][0] if found and begin + found[-1][1] == end else end
    body = "".join(text[begin:signed].split())
    if (signed == end and not dated_below) or not 1 < len(body) <= 40 or not sites.official["body"].search(body):
        return [line]
    places = (0, begin, signed, end, len(text))
    parts = (_part(line, first, last) for first, last in itertools.pairwise(places))
    return [part for part in parts if part.text]


def _sent(line: Line, sites: Sites) -> Iterator[Line]:
    """Cut out who signed a letter and when, and the title of what it sends, which follow behind blanks.

    …认真执行。 某市教育局 2021年9月3日 某市校车方案 为规范校车，….
    """
    text = line.text
    signed, end = _signature(text, sites) if len(text) > _LONG else (None, 0)
    if signed is None:
        yield line
        return
    words = text[end:].split(" ", _TITLED + 1)
    runs = (" ".join(words[: count + 1]) for count in range(1, _TITLED + 1))
    title = next((run for run in runs if sites.official["plan"].match(run.strip())), "")
    places = (0, signed.start(), signed.end(), end, end + len(title), len(text))
    parts = (_part(line, *part) for part in itertools.pairwise(places) if part[0] < part[1])
    yield from (part for part in parts if part.text)


def _signature(text: str, sites: Sites) -> tuple[re.Match[str] | None, int]:
    """Who signed in the middle of a line, and where the day behind them ends."""
    for signed in (found for pattern in _SIGNED for found in pattern.finditer(text, 0, _LETTER)):
        begin, end, _ = next(iter(dates(text[signed.end() : signed.end() + _DAY], sites.dates)), (1, 0, None))
        if begin == 0 and _are_bodies(signed["bodies"], sites):
            return signed, signed.end() + end
    return None, 0


def _are_bodies(words: str, sites: Sites) -> bool:
    return all(sites.official["body"].search(word) for word in words.split())


def _part(line: Line, start: int, end: int) -> Line:
    return Line(*settle(cut(line, start, end)))
