"""Titles: the title of a document, and the lines that it stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.readers.dates import stamp
from kg.readers.lines import Line, ended, full
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.knowledge.sites import Sites
    from kg.readers.boilerplate import Marked

_HEAD = 40  # lines in which a title is looked for
_PARTS = 5  # lines that one title is broken over
_COVER = 6  # lines in which a title stands that nothing marks
_MOST_PARTS = 8  # of a declared title: its own words, and names of sections and the site
_HEADED = 3  # lines of a document whose first may be a title that nothing marks
_LISTED = 4  # commas of a line that lists words to be found by
_SITE = re.compile(r"\s*[_|｜]+\s*|\s+[-–—]+\s+|--")  # between the title of a document and the name of the site
_OPENS = re.compile(r".{12,}[:：]\s*")  # a sentence that ends open, no label: what stands below is what it leads to
_COUNTED = re.compile(r"[\d\W]+")


@dataclass(frozen=True, slots=True)
class Title:
    """The title, the places of the lines that it stands on (none where it stands in no line), and the issuer in it."""

    text: str = ""
    lines: tuple[int, ...] = ()
    issuer: str = ""


def find_title(marked: Marked, own: Sequence[int], told: Sequence[str], sites: Sites) -> Title:
    """The title by the order of places in kg/readers/metadata.py; `told` are what was declared, best first."""
    lines, head = marked.lines, own[:_HEAD]
    declared = [_declared(lines, head, text, sites) for text in told if text]
    standing = next((title for title in declared if title.lines), None)
    found = _in_breadcrumb(marked, head) or _heading(lines, head) or _official(lines, head, sites)
    if declared:
        best = declared[0]
        return best if best.lines else replace(best, lines=standing.lines if standing else found)
    found = found or _first(lines, head, sites)
    return _title("".join(lines[number].text for number in found), found, sites) if found else Title()


def _title(text: str, places: Sequence[int], sites: Sites) -> Title:
    text = text.rstrip(" |｜")  # the edge of a table that is drawn
    official = sites.official["title"].fullmatch(text.replace(" ", ""))
    return Title(text, tuple(places), official["publisher"].strip() if official else "")


def _declared(lines: Sequence[Line], head: Sequence[int], text: str, sites: Sites) -> Title:
    """A declared title without the name of the site, and the lines of the page that say the same."""
    parts = [part for part in _SITE.split(text) if part]
    for candidate in (text, *parts[:1], *sorted(parts[1:], key=len, reverse=True)[:_MOST_PARTS]):
        places = _standing(lines, head, candidate)
        if places:
            return _title(candidate, places, sites)
    named = len(parts) > 1 and len(parts[0]) >= 4
    return _title(parts[0] if named else text, (), sites)


def _standing(lines: Sequence[Line], head: Sequence[int], title: str) -> tuple[int, ...]:
    """The consecutive lines that together are the title, blanks aside."""
    wanted = "".join(title.split())
    for begin in range(len(head)):
        said = ""
        for end in range(begin, min(begin + _PARTS, len(head))):
            said += "".join(lines[head[end]].text.split())
            if said == wanted:
                return tuple(head[begin : end + 1])
            if not wanted.startswith(said):
                break
    return ()


def _in_breadcrumb(marked: Marked, head: Sequence[int]) -> tuple[int, ...]:
    """A line that a breadcrumb above it ends in."""
    lines = marked.lines
    crumbs = [lines[n].text for n, cue in enumerate(marked.cues[:_HEAD]) if cue and cue.reach == "before"]
    return next(
        ((n,) for n in head if len(lines[n].text) >= 6 and any(crumb.endswith(lines[n].text) for crumb in crumbs)), ()
    )


def _heading(lines: Sequence[Line], head: Sequence[int]) -> tuple[int, ...]:
    """The first heading of the highest rank that markup gives before the text begins."""
    places = list(_before_text(lines, head))
    levels = [lines[n].level for n in places if lines[n].role == "heading" and lines[n].level]
    return next(((n,) for n in places if lines[n].role == "heading" and lines[n].level == min(levels, default=-1)), ())


def _official(lines: Sequence[Line], head: Sequence[int], sites: Sites) -> tuple[int, ...]:
    """The first lines that together have the form of an official title, the card of a record above it aside."""
    head = _below_card(lines, head, sites)
    for begin in range(min(len(head), _COVER)):
        for end in range(begin + 1, min(begin + _PARTS, len(head)) + 1):
            places = head[begin:end]
            if _is_official(_joined(lines, places), sites):
                longer = _with_rest(lines, places, head[end : end + 1], sites)
                return _from_issuer(lines, longer, sites)
    return ()


def _is_official(text: str, sites: Sites) -> bool:
    return len(text) <= 160 and (_matches("title", text, sites) or _matches("bare", text, sites))


def _matches(form: str, text: str, sites: Sites) -> bool:
    """Whether a line has a form, in whichever script it is written."""
    return any(sites.official[form].fullmatch(said) is not None for said in (text, fold(text)))


def _with_rest(lines: Sequence[Line], places: Sequence[int], rest: Sequence[int], sites: Sites) -> Sequence[int]:
    """The lines of a title with one more that begins as no line does: 的通知, （2023—2025年）的通知."""
    if not rest or not sites.official["rest"].search(lines[rest[0]].text):
        return places
    longer = [*places, *rest]
    return longer if _is_official(_joined(lines, longer), sites) else places


def _from_issuer(lines: Sequence[Line], places: Sequence[int], sites: Sites) -> tuple[int, ...]:
    """The lines of a title from its issuers on: what stands before the first, and is no body itself, is of the page."""
    for begin in reversed(range(1, len(places))):
        rest = sites.official["title"].fullmatch(fold(_joined(lines, places[begin:])))
        before = lines[places[begin - 1]].text
        if not rest or not sites.official["body"].search(rest["publisher"]):
            continue
        if not sites.official["body"].search(before) or rest["publisher"].startswith(fold(before).strip()):
            return tuple(places[begin:])  # the name of a site: 某县人民政府 above 某县人民政府办公室关于…
    return tuple(places)


def _below_card(lines: Sequence[Line], head: Sequence[int], sites: Sites) -> Sequence[int]:
    """The lines below a card above the title (索引号：…, 有效性：…); a label may have its value on the line below."""
    below = 0
    for place, number in enumerate(head):
        text = lines[number].text
        titled = _matches("title", text.replace(" ", ""), sites)
        if titled or (not below and _is_twice(lines, head, text, sites)):
            break
        if sites.official["record"].search(text):
            below = place + (2 if text.endswith((":", "：")) else 1)
    return head[below:]


def _is_twice(lines: Sequence[Line], head: Sequence[int], text: str, sites: Sites) -> bool:
    """Whether a line reads as a plan or a law and stands in the header again: 渔业条例, whose card is below it."""
    return sites.official["plan"].fullmatch(text) is not None and [lines[n].text for n in head].count(text) > 1


def _joined(lines: Sequence[Line], places: Sequence[int]) -> str:
    return "".join(lines[number].text for number in places).replace(" ", "")


def _first(lines: Sequence[Line], head: Sequence[int], sites: Sites) -> tuple[int, ...]:
    """The first line before the text that can be a title: no date, no number, no clause, not numbered."""
    if len(head) < _HEADED and not (head and full(lines[head[-1]].text)):
        return ()
    head = _below_card(lines, head, sites)
    for place, number in enumerate(list(_before_text(lines, head))[:_COVER]):
        text = lines[number].text
        if _OPENS.fullmatch(text):
            return ()
        if sites.official["body"].search(text) and any(
            stamp(lines[n].text, sites.dates) for n in head[place + 1 :][:1]
        ):
            continue  # who signed, and when
        if (
            not 6 <= len(text) <= 120
            or lines[number].note
            or lines[number].role == "item"
            or (ended(text) and text[-1] not in "?？")
        ):
            continue
        if sum(text.count(comma) for comma in ",，、") >= _LISTED and text[-1] not in "?？":
            continue
        if stamp(text, sites.dates) or _COUNTED.fullmatch(text) or any(stop in text[:-1] for stop in "。；"):
            continue
        if any(pattern.search(text) for _, pattern in sites.headings):
            continue
        return _with_end(lines, head, number, sites)
    return ()


def _with_end(lines: Sequence[Line], head: Sequence[int], number: int, sites: Sites) -> tuple[int, ...]:
    """The line of a title with the next one, where both together read as a plan that is named again further down."""
    at = head.index(number)
    both = tuple(head[at : at + 2])
    whole, plan = _joined(lines, both), sites.official["plan"]
    if plan.fullmatch(_joined(lines, both[:1])) or not plan.fullmatch(whole):
        return (number,)
    again = any(whole in lines[place].text.replace(" ", "") for place in head[at + 2 :])
    return both if again else (number,)


def _before_text(lines: Sequence[Line], head: Sequence[int]) -> Iterator[int]:
    """The places of the header: before the first whole paragraph."""
    for number in head:
        if full(lines[number].text):
            return
        yield number
