"""Names of government and party bodies that no vocabulary lists: a place, and a known ending."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.knowledge.say import BESIDE, JOINT
from kg.model import Entity, Span
from kg.terms import CHINA
from kg.text.fold import name_key
from kg.text.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.knowledge.types import Concept, Knowledge


def body_of(folded: str, place: Span, knowledge: Knowledge, label: str = "") -> tuple[Span, Entity] | None:
    """The body whose name begins with a place (四川省卫健委), its ending in canonical form; None where none does.

    `label` is the whole name of a place that may be called by a short one: 湖州卫健委 is that of 湖州市. Which congress
    it is (第十四届) is no part of its name; 县委 shares its first character with the name of its county.
    """
    name = folded[place.start : place.end]
    if name in _country(knowledge):
        return None
    match = _ending(knowledge).match(folded, place.end) or _committee(knowledge).match(folded, place.end - 1)
    if match is None:
        return None
    found = match.groupdict()
    kind, ending = (found.get("kind") or "") + (found.get("zone") or ""), _canonical(match["ending"], knowledge)
    if _is_short_for(label, name, kind, ending, knowledge):
        name, kind = label, ""  # 广西自治区 is 广西壮族自治区
    if ending.startswith(knowledge.structure.committees) and name.endswith(ending[0]):
        name = name[:-1]
    whole = "".join(filter(None, (name, kind, ending, found.get("branch"))))
    return Span(place.start, match.end()), Entity("agency", name_key(whole), whole, "zh")


def _is_short_for(label: str, name: str, kind: str, ending: str, knowledge: Knowledge) -> bool:
    """Whether a name is that of a place without its last word (湖州 of 湖州市), and of no county as well.

    One with a word of its kind is the whole one's (广西 of 广西壮族自治区); customs are called by a port (厦门海关).
    """
    if kind:
        return label.startswith(name) and label.endswith(kind)
    of_port = ending in knowledge.cues.classes["zh"]["of_ports"]
    alike = any(name + level in knowledge.counties.names for level in knowledge.structure.levels)
    return label.startswith(name) and not (of_port or alike)


def office_of(folded: str, span: Span, concept: Concept, knowledge: Knowledge) -> tuple[Span, Entity] | None:
    """The office of a body of the vocabulary that is named at a span (税务总局办公厅), in its canonical form."""
    match = _office(knowledge).match(folded, span.end)
    office = "" if match is None else match[0]
    whole = concept.labels["zh"] + office
    if not office or concept.labels["zh"].endswith(office):
        return None
    entity = Entity("agency", name_key(whole), whole, "zh", broader=(concept.iri,))
    return Span(span.start, span.end + len(office)), entity


def speaks_of_places(folded: str, knowledge: Knowledge) -> bool:
    """Whether a place stands right before an ending: asked first, because it is quickly told and mostly not so."""
    return _local(knowledge).search(folded) is not None


def of_places(folded: str, knowledge: Knowledge) -> tuple[Span, ...]:
    """Stretches of endings that belong to a place, or to all places, named before: 各市卫生健康委、医保局, 县教育局.

    None of the bodies in them is the country's, though its short name may be the same.
    """
    return tuple(Span(*match.span("list")) for match in _listed_endings(knowledge).finditer(folded))


def of_home(folded: str, knowledge: Knowledge) -> Iterator[tuple[Span, tuple[str, str]]]:
    """Bodies named by the level of their place (经市政府同意, 区教育局、民政局): the level and the canonical ending.

    Whose they are the document tells. In a list the bodies behind the first are of its place too; 市、县教育局 are of
    no one place.
    """
    for match in _at_home(knowledge).finditer(folded):
        if folded[match.start() - 1 : match.start()] == "、" and folded[: match.start() - 1].endswith(
            knowledge.structure.levels
        ):
            continue
        first = Span(match.start(), match.end("ending"))
        yield first, (match["level"], _canonical(match["ending"], knowledge))
        for other in _next_ending(knowledge).finditer(folded, match.end("ending"), match.end()):
            yield Span(*other.span("next")), (match["level"], _canonical(other["next"], knowledge))


def named_of(place: Entity, called: str, ending: str) -> Entity:
    """The body of a place by the canonical ending of its name: 余杭区 + 人民政府; 安吉县 + 县委 share a character."""
    shared = place.label.endswith(ending[0])
    end = -1 if shared else None
    return Entity("agency", name_key(place.label[:end] + ending), called[:end] + ending, "zh")


@cache
def _at_home(knowledge: Knowledge) -> regex.Pattern[str]:
    """A level of government and an ending behind it, and the endings listed behind that."""
    structure, endings = knowledge.structure, set(knowledge.suffixes.canonical)
    party = {ending for ending in endings if ending.startswith(structure.committees)}
    before, levels = "|".join(structure.before_ours), any_of(structure.levels)
    plain = f"{any_of(endings - party)}|{_merged(knowledge)}"
    first = f"(?P<level>{levels})(?P<ending>{plain})|(?=(?P<level>{levels}))(?P<ending>{any_of(party)})"
    return regex.compile(rf"(?<={before})(?:{first}){_stop(knowledge)}(?:{_next_ending(knowledge).pattern})*")


@cache
def _next_ending(knowledge: Knowledge) -> regex.Pattern[str]:
    """An ending behind a joint, of the place of the body before it."""
    beside, endings = any_of(knowledge.cues.classes["zh"][BESIDE]), any_of(knowledge.suffixes.canonical)
    return regex.compile(rf"(?:{beside})(?P<next>{endings}){_stop(knowledge)}")


def _canonical(ending: str, knowledge: Knowledge) -> str:
    """The canonical form of an ending; of a merged bureau its own words."""
    return knowledge.suffixes.canonical.get(ending, ending)


def _stop(knowledge: Knowledge) -> str:
    return f"(?!{'|'.join(knowledge.structure.no_ending)})"


@cache
def _country(knowledge: Knowledge) -> frozenset[str]:
    """The names of the whole country, which begin no body's name."""
    concept = knowledge.concepts.get(CHINA)
    return frozenset() if concept is None else frozenset(name for name, _ in concept.names)


@cache
def _ending(knowledge: Knowledge) -> regex.Pattern[str]:
    kinds, endings = any_of(knowledge.structure.place_endings), any_of(knowledge.suffixes.canonical)
    terms, branches = "|".join(knowledge.structure.terms), "|".join(knowledge.structure.branches)
    zones = "|".join(knowledge.structure.zones)
    return regex.compile(
        rf"(?P<kind>{kinds})?(?P<zone>{zones})?(?:{terms})?(?P<ending>{endings}|{_merged(knowledge)})(?P<branch>{branches})?"
    )


@cache
def _office(knowledge: Knowledge) -> regex.Pattern[str]:
    return regex.compile("|".join(knowledge.structure.offices))


@cache
def _committee(knowledge: Knowledge) -> regex.Pattern[str]:
    """Endings of party committees, whose first character ends the name of the place as well."""
    committees = knowledge.structure.committees
    return regex.compile(rf"(?P<ending>{any_of(w for w in knowledge.suffixes.canonical if w.startswith(committees))})")


@cache
def _merged(knowledge: Knowledge) -> str:
    """What the name of a merged bureau ends with: two or more of what bureaus are of, and its last word."""
    domain, last = any_of(knowledge.structure.domains), any_of(knowledge.structure.bureaus)
    beside = any_of(knowledge.cues.classes["zh"][BESIDE])
    return rf"(?:{domain})(?:(?:{beside})?(?:{domain})){{1,3}}(?:{last})"


@cache
def _local(knowledge: Knowledge) -> re.Pattern[str]:
    """A place right before an ending, or the committee of one."""
    firsts = "".join(sorted({re.escape(ending[0]) for ending in knowledge.suffixes.canonical}))
    behind = "|".join(f"(?<={place}.)" for place in knowledge.structure.local)
    committees = "|".join(map(re.escape, knowledge.structure.committees))
    return re.compile(f"[{firsts}](?:{behind})|{committees}")


@cache
def _listed_endings(knowledge: Knowledge) -> regex.Pattern[str]:
    endings, places = any_of(knowledge.suffixes.canonical), "|".join(knowledge.structure.local)
    joints = f" |{any_of(knowledge.cues.classes['zh'][JOINT])}"
    return regex.compile(rf"(?<={places})(?P<list>(?:{endings})(?:(?:{joints}) ?(?:{endings}))*)")
