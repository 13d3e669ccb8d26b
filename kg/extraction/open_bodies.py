"""Bodies that no vocabulary and no table of endings knows, where what stands around them shows them to be bodies.

A name counts at the head of a title or alone on a line (X关于印发…), where all that stands there is bodies, and in a
list of those who issue something, behind a body that is known. Elsewhere nothing tells where such a name begins.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.knowledge.say import BESIDE
from kg.model import Entity, Span
from kg.text.fold import name_key
from kg.text.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.knowledge.types import Knowledge

HEAD = 400  # code points in which a list of bodies ends
LONGEST = 40  # code points of a clause up to what is issued in it
STOPS = (",", "。", ";", ":")
LINE = 60  # code points of a line that is a body and nothing else


def open_bodies(
    folded: str, known: Sequence[Span], places: Mapping[int, int], knowledge: Knowledge
) -> Iterator[tuple[Span, Entity]]:
    """The bodies at the head of a line and in its lists that are not `known`; `places` are ends of places by start."""
    if folded[:1].isascii() and "P" in folded:
        for body in _english(knowledge).finditer(folded):
            yield Span(*body.span()), Entity("agency", name_key(body[0]), body[0], "en")
    if _may_head(folded, knowledge):
        yield from _at_head(folded, {span.end for span in known}, places, knowledge)
    yield from _before_titles(folded, known, places, knowledge)
    if known and knowledge.cues.one["issue"].search(folded) is not None:
        yield from _in_lists(folded, known, places, knowledge)


def _may_head(folded: str, knowledge: Knowledge) -> bool:
    """Whether a line may begin with bodies, or be one: asked first, because it is quickly told and mostly not so."""
    if len(folded) <= LINE and folded.rstrip().endswith(_line_endings(knowledge)):
        return True
    return _about(knowledge).search(folded, 1, HEAD) is not None


def _at_head(
    folded: str, ends: set[int], places: Mapping[int, int], knowledge: Knowledge
) -> Iterator[tuple[Span, Entity]]:
    """The bodies that stand before 关于印发 or make up a line; none unless all that stands there is bodies."""
    then = _head(knowledge).match(folded)
    whole = then is None
    if whole and (len(folded) > LINE or _ends_as_body(knowledge).match(folded) is None):
        return
    parts = [Span(*part.span()) for part in _PART.finditer(folded, 0, len(folded) if then is None else then.end("run"))]
    found: list[tuple[Span, Entity]] = []
    among = sum(part.end in ends for part in parts)
    for part in parts:
        if part.end in ends:
            continue
        start = _behind_party(folded, part.start, knowledge)
        begun = _begins(start, places, folded, knowledge)
        if whole and begun == start and not among:
            return  # a line that nothing ties to a place may be of anybody
        endings = _endings(knowledge, placed=begun > start, beside=among > 0)
        if endings.fullmatch(folded, begun, part.end) is None:
            return
        found.append(_named(folded, Span(start, part.end), places))
    yield from found


def _in_lists(
    folded: str, known: Sequence[Span], places: Mapping[int, int], knowledge: Knowledge
) -> Iterator[tuple[Span, Entity]]:
    """The bodies that follow a known one in a list before a verb of issuing: 公安部、某市校车中心联合印发."""
    starts = {span.start for span in known}
    for span in known:
        at = span.end
        while (match := _next(knowledge).match(folded, at)) is not None and match.start("body") not in starts:
            body = Span(*match.span("body"))
            yield _named(folded, body, places)
            at = body.end


def _before_titles(
    folded: str, known: Sequence[Span], places: Mapping[int, int], knowledge: Knowledge
) -> Iterator[tuple[Span, Entity]]:
    """The body of a place, or of the country, that a clause begins with before what it issues: X制定了《…》."""
    for issued in _issuing(knowledge).finditer(folded) if "《" in folded else ():
        clause = max(folded.rfind(stop, 0, issued.start()) for stop in STOPS) + 1
        end = issued.start()
        if end - clause > LONGEST or any(span.end == end for span in known):
            continue
        start = _behind_party(folded, _lately(knowledge).match(folded, clause, end).end(), knowledge)  # type: ignore[union-attr]  # matches nothing too
        begun = _begins(start, places, folded, knowledge)
        if begun > start and _endings(knowledge, placed=True, beside=False).fullmatch(folded, begun, end):
            yield _named(folded, Span(start, end), places)


def _behind_party(folded: str, start: int, knowledge: Knowledge) -> int:
    party = next((word for word in knowledge.structure.party if folded.startswith(word, start)), "")
    return start + len(party)


def _begins(start: int, places: Mapping[int, int], folded: str, knowledge: Knowledge) -> int:
    """Where a name goes on behind the places that it begins with, or behind what says that it is the country's."""
    at = start
    while at in places:
        at = places[at]
    if at > start:
        return at
    return start + len(next((word for word in knowledge.structure.of_country if folded.startswith(word, start)), ""))


def _named(folded: str, span: Span, places: Mapping[int, int]) -> tuple[Span, Entity]:
    """A body by its words from the last of the places before it on: 桐城市校车办公室 of 安徽省桐城市校车办公室."""
    start = span.start
    while places.get(start, start) in places:
        start = places[start]
    label = folded[start : span.end]
    return span, Entity("agency", name_key(label), label, "zh")


_PART = regex.compile(r"[^\s、,]+")


@cache
def _english(knowledge: Knowledge) -> regex.Pattern[str]:
    return regex.compile("|".join(knowledge.structure.english_bodies))


@cache
def _about(knowledge: Knowledge) -> regex.Pattern[str]:
    return regex.compile(any_of((*knowledge.titles.about, *knowledge.titles.forwarding)))


@cache
def _head(knowledge: Knowledge) -> regex.Pattern[str]:
    """What a title begins with before it tells what it is about."""
    words = any_of((*knowledge.titles.about, *knowledge.titles.forwarding))
    others = "|".join(knowledge.structure.and_others)
    return regex.compile(rf"(?P<run>[\p{{Han}}()、, ]{{4,{HEAD}}}?)(?:{others})? ?(?={words})")


@cache
def _line_endings(knowledge: Knowledge) -> tuple[str, ...]:
    words = knowledge.structure
    return (*words.group_endings, *words.public_endings, *words.placed_endings)


@cache
def _ends_as_body(knowledge: Knowledge) -> regex.Pattern[str]:
    return regex.compile(rf"^[\p{{Han}}()、 ]+(?:{any_of(_line_endings(knowledge))})\s*$")


@cache
def _endings(knowledge: Knowledge, *, placed: bool, beside: bool) -> regex.Pattern[str]:
    """What a name goes on with: behind a place more endings tell of a body, beside a body that is known still more."""
    words = knowledge.structure
    endings = [*words.public_endings]
    endings += words.placed_endings if placed or beside else ()
    endings += words.beside_endings if beside else ()
    return regex.compile("|".join((_name(words.group_endings, words.no_body), _name(endings, _never(knowledge)))))


def _name(endings: Iterable[str], never: tuple[str, ...]) -> str:
    return rf"(?:(?!{'|'.join(never)})[\p{{Han}}()]){{0,30}}?(?:{any_of(endings)})"


def _never(knowledge: Knowledge) -> tuple[str, ...]:
    return (*knowledge.structure.no_body, *knowledge.structure.no_name)


@cache
def _issuing(knowledge: Knowledge) -> regex.Pattern[str]:
    """How a clause goes on behind who issues what is named behind it."""
    classes = knowledge.cues.classes["zh"]
    lately, issue = any_of(classes["just_now"]), any_of(classes["issue"])
    return regex.compile(rf"(?:{lately})?(?:{issue})\p{{Han}}?(?=《)")


@cache
def _lately(knowledge: Knowledge) -> regex.Pattern[str]:
    return regex.compile(rf"\s*(?:(?:{any_of(knowledge.cues.classes['zh']['just_now'])}),?)?")


@cache
def _next(knowledge: Knowledge) -> regex.Pattern[str]:
    words, classes = knowledge.structure, knowledge.cues.classes["zh"]
    joints = any_of((*classes[BESIDE], *classes["jointly"]))
    endings = any_of((*words.group_endings, *words.public_endings, *words.placed_endings, *words.beside_endings))
    name = rf"(?:(?!{'|'.join(_never(knowledge))}|{joints})[\p{{Han}}()]){{1,20}}?(?:{endings})"
    then = any_of((*classes[BESIDE], *classes["issue"], *classes["and_so_on"]))
    return regex.compile(rf"\s?(?:{joints})(?P<body>{name})(?=\s?(?:{then}))")
