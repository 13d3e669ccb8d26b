"""What a number is of: the words around it, without those that say nothing of it, as an indicator."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.facilities import entity_of
from kg.extraction.outline import behind_number
from kg.extraction.readings import clause, is_change, mentions_in, numbers_in
from kg.extraction.units import kind_of
from kg.knowledge.say import JOINT, NO_KIND
from kg.model import Entity, Mention, Quantity
from kg.terms import FACILITY_COUNT, NUMBER, VOC
from kg.text.fold import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from kg.extraction.types import Situated
    from kg.knowledge.types import Concept, Knowledge

AGE = "age"  # the kind of a unit that tells of whom
RATE = VOC + "stat-rate"
SHORTEST = 2  # characters that can name an indicator
_BLANKS = regex.compile(r"\s+")
_BLANKS_BESIDEHAN = regex.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")
# A bracket without words, or about what was before it; the mark of a note; what a column is called; in which paper.
_HOLLOW = regex.compile(r"\(\s*\)|^\s*\([^()]*\)(?=.)|\[[0-9]{1,3}\]|^\s*【[^】]{1,12}】|^\s*《[^》]*》(?=.{6})")
HAN = regex.compile(r"\p{Han}")
_NO_WORD = regex.compile(r"[^\p{L}\p{N}+%]+")
LONGEST = 80  # code points of a minted indicator's label


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a figure: `label` as written, `words` as compared, where they stand, and the mentions among them."""

    label: str
    words: str
    stretches: tuple[tuple[int, int], ...]
    facilities: tuple[Mention, ...]
    regions: tuple[Mention, ...]


def phrase(situated: Situated, stretches: Sequence[tuple[int, int]], knowledge: Knowledge, *, keep: bool) -> Phrase:
    """The phrase of stretches of lifted text; facility types are taken out of it unless they are to be kept."""
    labels: list[str] = []
    facilities: list[Mention] = []
    regions: list[Mention] = []
    for stretch in stretches:
        within = mentions_in(situated, stretch)
        acted_on = () if keep else _acted_on(situated, stretch, stretches[0][0], knowledge)
        facilities += [m for m in within if m.kind == "facility" and not keep and m not in acted_on]
        places = places_in(situated, stretch, knowledge)
        regions += places[-1:]
        plain = _plain(situated, stretch, (places, acted_on), knowledge, keep=keep)
        labels.append(bare(_without_asides(plain, knowledge), knowledge))
    label = bare(_joined(labels), knowledge)
    return Phrase(label, normal(label, knowledge), tuple(stretches), tuple(facilities), tuple(regions))


def _plain(
    situated: Situated,
    stretch: tuple[int, int],
    of: tuple[Sequence[Mention], Sequence[Mention]],
    knowledge: Knowledge,
    *,
    keep: bool,
) -> str:
    """A stretch of the document without numbers, times, the places it is of and, unless kept, facility types.

    `of` are those places, and the facility types that are acted on, which stay.

    With a time goes the preposition before it: 于2022年12月达到峰值.
    """
    places, acted_on = of
    dropped = ("quantity", "time") if keep else ("quantity", "time", "facility")
    found = {situated.lifted.places[i]: situated.mentions[i] for i in situated.lifted.within(*stretch)}
    parts: list[str] = []
    begin = stretch[0]
    for at in range(*stretch):
        mention = found.get(at)
        if at < begin:
            continue
        if mention is None:
            parts.append(situated.lifted.text[at])
        elif (
            situated.lifted.text[at] == NO_KIND
            or mention in acted_on
            or _bounds(mention, parts, situated.lifted.text[at + 1 :], knowledge)
        ):
            parts.append(mention.text)
        elif mention.kind in dropped or mention in places:
            if mention.kind == "time" and parts and parts[-1] in knowledge.cues.classes["zh"]["when"]:
                parts.pop()
            parts.append(" ")
        elif mention.kind == "policy" and (will := _will_do(situated, at, knowledge)):
            begin, parts = will, []
        else:
            parts.append(mention.text)
    return "".join(parts)


def _will_do(situated: Situated, at: int, knowledge: Knowledge) -> int:
    """Where lifted text goes on behind a policy that does something itself (行动计划还将…), 0 where it does not."""
    words = (word for word in knowledge.cues.classes["zh"]["going_to"] if situated.lifted.text.startswith(word, at + 1))
    return next((at + 1 + len(word) for word in words), 0)


def _without_asides(words: str, knowledge: Knowledge) -> str:
    """Words without empty brackets, and without what only tells since when or on what ground: 自挂牌以来, …的基础上.

    A blank stands where a time was: what leads from it to such words goes (近视率在2018年的基础上每年降低…), and all
    before them where none is.
    """
    words = _per_head(_HOLLOW.sub("", words), knowledge)
    for said in knowledge.cues.classes["zh"]["announced"]:
        words = words.rpartition(said)[2]
    for ends in knowledge.cues.classes["zh"]["ground"]:
        head, found, rest = words.rpartition(ends)
        if found and not bare(rest, knowledge):
            words = head
        elif found:
            words = head.rstrip().rpartition(" ")[0] + rest
    return words


def _per_head(words: str, knowledge: Knowledge) -> str:
    """A rate with what it is for in brackets: 死亡率为每十万人口 is 死亡率(每十万人口)."""
    classes = knowledge.cues.classes["zh"]
    for told in classes["as_per"]:
        rate, found, per = words.partition(told)
        if found and rate.rstrip(") ").endswith(classes["measured"]):
            return f"{rate}({told[1:]}{per.strip()})"
    return words


def _acted_on(situated: Situated, stretch: tuple[int, int], start: int, knowledge: Knowledge) -> tuple[Mention, ...]:
    """The facility types of a stretch that others do something with, told from `start` on.

    儿童医院牵头组建医联体 tells of hospitals, not of alliances; so does 三级医院对口帮扶699家县级医院.
    """
    lifted = situated.lifted
    whole = (start, stretch[1])
    kinds = [(lifted.places[i], situated.mentions[i]) for i in lifted.within(*whole)]
    found = [(place, mention) for place, mention in kinds if mention.kind == "facility"]
    deeds = knowledge.cues.one["acts_on"].finditer(lifted.text, *whole)
    deed = next((deed for deed in deeds if any(place < deed.start() for place, _ in found)), None)
    return tuple(mention for place, mention in found if deed is not None and place >= max(deed.end(), stretch[0]))


def _bounds(mention: Mention, before: Sequence[str], behind: str, knowledge: Knowledge) -> bool:
    """Whether a number tells which ones are meant, or for how many, and so belongs to their name.

    500万元以上的小微企业, 65岁以上人口, 每20张床位.
    """
    classes = knowledge.cues.classes["zh"]
    sized = behind.startswith(classes["sized"]) or "".join(before).endswith(classes["per"])
    if mention.kind == "quantity" and (sized or _names_some(mention, knowledge)):
        return True
    if mention.kind != "quantity" or not mention.text.rstrip().endswith(classes["behind"]):
        return False
    return kind_of(mention, knowledge) in {AGE, "measure"} or knowledge.cues.one["of_it"].match(behind) is not None


def _names_some(mention: Mention, knowledge: Knowledge) -> bool:
    """Whether a number is an age from which to which those are who are meant (45-64岁), or of a list that is named."""
    value = mention.value
    ranged = isinstance(value, Quantity) and value.high is not None and kind_of(mention, knowledge) == AGE
    return ranged or mention.text in knowledge.cues.classes["zh"]["ranking"]


def places_in(situated: Situated, stretch: tuple[int, int], knowledge: Knowledge) -> tuple[Mention, ...]:
    """The places that a stretch begins with and so is of, the narrowest last: none where several are listed.

    A place further on is part of what is told (对广东出口), unless the number follows it: 帮扶西部871个县.
    """
    text = situated.lifted.text
    within = situated.lifted.within(*stretch)
    found: list[Mention] = []
    at = stretch[0]
    for index in within:
        mention, place = situated.mentions[index], situated.lifted.places[index]
        if bare(text[at:place], knowledge) or knowledge.cues.one["part"].search(text, at, place):
            break
        if mention.kind == "region":
            if is_listed(text, at, place, knowledge):
                return ()
            found.append(mention)
        elif mention.kind not in {"time", "quantity"}:
            break
        at = place + 1
    return tuple(found) or _last_place(situated, stretch, knowledge)


def is_listed(text: str, at: int, place: int, knowledge: Knowledge) -> bool:
    """Whether a list goes on after a place, or ends with it after a pause: Jiangsu, Zhejiang, and Anhui."""
    listing, behind = knowledge.cues.one["listing"], place + 1
    ends = text[at:place].strip() and listing.fullmatch(text[at:place].strip()) and text[:at].rstrip().endswith(",")
    return bool(ends) or listing.match(text[behind:].lstrip()) is not None


def _last_place(situated: Situated, stretch: tuple[int, int], knowledge: Knowledge) -> tuple[Mention, ...]:
    """The place right before a number, which its stretch ends with: not 80%的患者来自江苏省."""
    text, last = situated.lifted.text, stretch[1] - 1
    mentions = mentions_in(situated, (last, stretch[1]))
    if not numbers_in(text, stretch[1], clause(text, last)[1]):
        return ()
    joints = tuple(word for words in knowledge.cues.classes.values() for word in words.get(JOINT, ()))
    alone = not text[:last].rstrip().endswith(joints)
    return tuple(mention for mention in mentions if mention.kind == "region" and alone)


def _joined(parts: Iterable[str]) -> str:
    """Parts of a phrase in one: blanks stand between Latin words only."""
    joined = " ".join(part for part in parts if part)
    return _BLANKS_BESIDEHAN.sub("", joined)


def bare(text: str, knowledge: Knowledge) -> str:
    """A phrase without the punctuation and the light words at its ends; words that only look light (参与) stay."""
    words = _BLANKS.sub(" ", _joined([fold(text)]))
    kept, (first, last) = tuple(knowledge.cues.classes["zh"]["kept"]), _edges(knowledge)
    words = words[behind_number(words, knowledge) :]
    while (match := first.match(words)) and not words.startswith(kept):
        words = words[match.end() :]
    while (match := last.search(words)) and not words.endswith(kept):
        words = words[: match.start()]
    return words


def normal(text: str, knowledge: Knowledge) -> str:
    """A phrase as indicators are compared by: bare, without fillers and punctuation, English in lower case.

    >>> normal("都具备了中医药的服务能力", load())  # doctest: +SKIP
    '具备中医药服务能力'
    """
    words = bare(text, knowledge)
    if HAN.search(words):
        return _NO_WORD.sub("", knowledge.cues.one["filler"].sub("", words))
    return _NO_WORD.sub(" ", words.lower()).strip()


@cache
def _edges(knowledge: Knowledge) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """One light word, or punctuation, at the beginning and at the end; a bracket only where its fellow is missing.

    A character before 、 is one of two alike: 内、外贸.
    """
    light, before = knowledge.cues.one["light"].pattern, knowledge.cues.one["light_before"].pattern
    after = knowledge.cues.one["light_after"].pattern
    before = rf"(?:{before})(?!(?<=^.)(?:、|$))"
    stray = r"[\s,;:.、。!?*—\-]+"
    return (
        regex.compile(rf"(?:{light}|{before}|{stray}|[)\]”](?!$)|[(“](?=[^)”]*$))", regex.IGNORECASE),
        regex.compile(rf"(?:{light}|{after}|{stray}|[(\[“]|(?<=^[^(“]*)[)”])$", regex.IGNORECASE),
    )


def indicator(
    named: tuple[str, str, str], measured: tuple[str, str], *, counts_facility: bool, knowledge: Knowledge
) -> Entity | None:
    """The indicator that a phrase names, curated or of its own; None where it names nothing.

    `named` are its label, its words and what is added to them, `measured` the IRIs of statistic and unit. A count of
    facilities of which nothing else is said is the curated number of facilities, and its change one of that number.
    """
    (said, words, suffix), (statistic, unit) = named, measured
    bare_count = len(words) < SHORTEST or words in knowledge.cues.classes["zh"]["how_many"]
    number = knowledge.concepts.get(FACILITY_COUNT) if counts_facility and bare_count else None
    if number is not None and (suffix or unit == NUMBER):
        if not suffix:
            return entity_of(number)
        if is_change(suffix, knowledge):
            said = words = number.labels["zh"]
    if len(words) < SHORTEST and not counts_facility:
        return None
    curated = _curated(knowledge)
    for concept in curated.get(words + suffix, ()) or (curated.get(words, ()) if not suffix else ()):
        if concept.unit == unit or (unit == NUMBER and concept.statistic == RATE):
            return entity_of(concept)
    if len(words) < SHORTEST and not suffix:
        return None
    label = (said + suffix)[:LONGEST]
    language = "zh" if HAN.search(words or suffix) else "en"
    key = "|".join((name_key(words + suffix), statistic, unit))
    return Entity("indicator", key, label, language, statistic=statistic, unit=unit)


def is_curated(words: str, knowledge: Knowledge) -> bool:
    """Whether the vocabulary knows an indicator by these normal words."""
    return words in _curated(knowledge)


@cache
def _curated(knowledge: Knowledge) -> Mapping[str, tuple[Concept, ...]]:
    """Curated indicators by the normal form of each of their names."""
    found: dict[str, dict[str, Concept]] = defaultdict(dict)
    for concept in knowledge.concepts.values():
        if concept.kind == "indicator":
            for name, _ in concept.names:
                found[normal(name, knowledge)][concept.iri] = concept
    return {name: tuple(concepts[iri] for iri in sorted(concepts)) for name, concepts in found.items()}


def statistic_of(kind: str, value: Decimal) -> str:
    """The statistic that the kind of a unit implies where the pattern does not say; what is not whole is no count."""
    if kind == "count":
        return "stat-count" if value == value.to_integral_value() else "stat-rate"
    return STATISTICS.get(kind, "stat-rate")


STATISTICS = {"percent": "stat-share", "money": "stat-sum", "points": "stat-growth"}
