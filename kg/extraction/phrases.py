"""The words that a number is of: what stands around it, without numbers, times and asides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from kg.extraction.bare_words import bare, joined, normal
from kg.extraction.readings import mentions_in
from kg.extraction.stretch_places import attribute_end, behind_places, places_in
from kg.extraction.units import kind_of
from kg.knowledge.say import NO_KIND
from kg.model import Mention, Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge

AGE = "age"  # the kind of a unit that tells of whom
# A bracket without words, or about what was before it; the mark of a note; what a column is called; in which paper.
_HOLLOW = regex.compile(
    r"\([\s0-9/~\-]*\)|“\s*”|\(\p{Han}\u3001\s*\)|^\s*\([^()]*\)(?=.)|\[[0-9]{1,3}\]|^\s*【[^】]{1,12}】|^\s*《[^》]*》(?=.{6})"
)
_BRACKET = regex.compile(r"\(([^()]{1,40})\)")


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
    for place, whole in enumerate(stretches):
        others = min(behind_places(situated, whole[0] - 1, knowledge), whole[1])
        stretch = (others or attribute_end(situated, whole, knowledge), whole[1])
        within = mentions_in(situated, stretch)
        acted_on = () if keep else _named(situated, stretch, stretches[0][0], knowledge)
        acted_on = (*acted_on, *_left_out(situated, stretch, knowledge))
        facilities += [m for m in within if m.kind == "facility" and not keep and m not in acted_on]
        places = places_in(situated, stretch, knowledge)
        regions += places[-1:]
        plain = _plain(situated, stretch, (places, acted_on), knowledge, keep=keep)
        words = bare(_without_asides(plain, knowledge), knowledge)
        labels.append(words + _serves(situated, stretches[place:], knowledge) if words else words)
    label = bare(joined(labels), knowledge)
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
        elif mention.kind == "quantity" and (behind := behind_places(situated, at, knowledge)):
            begin, parts = behind, []
        elif mention.kind in dropped or mention in places:
            if mention.kind == "time" and _is_led(parts, knowledge):
                parts.pop()
            parts.append(" ")
        elif mention.kind == "policy" and (will := _will_do(situated, at, knowledge)):
            begin, parts = will, []
        else:
            parts.append(mention.text)
    return "".join(parts)


def _is_led(before: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether the preposition of a time is the last of some words: 于, but not that of 低于2018年的水平."""
    classes = knowledge.cues.classes["zh"]
    return bool(before) and before[-1] in classes["when"] and not "".join(before).endswith(classes["above"])


def _will_do(situated: Situated, at: int, knowledge: Knowledge) -> int:
    """Where lifted text goes on behind a policy that does something itself (行动计划还将…), 0 where it does not."""
    words = (word for word in knowledge.cues.classes["zh"]["going_to"] if situated.lifted.text.startswith(word, at + 1))
    return next((at + 1 + len(word) for word in words), 0)


def _without_asides(words: str, knowledge: Knowledge) -> str:
    """Words without empty brackets, and without what only tells since when or on what ground: 自挂牌以来, …的基础上.

    A blank stands where a time was: what leads from it to such words goes (近视率在2018年的基础上每年降低…), and all
    before them where none is.
    """
    words = knowledge.cues.one["at_least"].sub("", _HOLLOW.sub("", _unbanded(words, knowledge)))
    words = _as_made(_unpicked(_uncounted(_per_head(words, knowledge), knowledge), knowledge), knowledge)
    for said in knowledge.cues.classes["zh"]["announced"]:
        words = words.rpartition(said)[2]
    for ends in knowledge.cues.classes["zh"]["ground"]:
        head, found, rest = words.rpartition(ends)
        if found and not bare(rest, knowledge):
            words = head
        elif found:
            words = head.rstrip().rpartition(" ")[0] + rest
    return words


def _unbanded(words: str, knowledge: Knowledge) -> str:
    """Words without what made a number before them, for which a blank stands, a bound: 10万元以上部分赔付75%."""
    before, found, rest = words.rpartition(" ")
    banded = knowledge.cues.one["banded"].match(rest) if found else None
    return before + rest[banded.end() :] if banded else words


def _uncounted(words: str, knowledge: Knowledge) -> str:
    """Words without what only tells by what things are counted or picked: 以县为单位."""
    counted = knowledge.cues.one["counted_by"].search(words)
    begun = list(knowledge.cues.one["by_which"].finditer(words, 0, counted.start())) if counted else []
    return words[: begun[-1].start()] + words[counted.end() :] if counted and begun else words


def _unpicked(words: str, knowledge: Knowledge) -> str:
    """Words without whom something is picked from, whose type is told apart: 从…中遴选 is 遴选."""
    classes, picked = knowledge.cues.classes["zh"], knowledge.cues.one["picked"].search(words)
    if picked is None or not words[: picked.start()].rstrip().endswith(classes["among_them"]):
        return words
    begin = max(words.rfind(word, 0, picked.start()) for word in classes["picked_from"])
    return words if begin < 0 else words[:begin] + words[picked.start() :]


def _per_head(words: str, knowledge: Knowledge) -> str:
    """A rate or a price with what it is for in brackets: 死亡率为每十万人口 is 死亡率(每十万人口)."""
    classes = knowledge.cues.classes["zh"]
    for told in classes["as_per"]:
        rate, found, per = words.partition(told)
        if found and rate.rstrip(") ").endswith((*classes["measured"], *classes["priced"])):
            return f"{rate}({told[-1]}{per.strip()})"
    return words


def _as_made(words: str, knowledge: Knowledge) -> str:
    """Words without whom somebody leads to bring something about: 引导机构逐步将平均费率(降至1%) is 平均费率."""
    led = knowledge.cues.one["leads_others"].search(words)
    made = list(knowledge.cues.one["handles"].finditer(words, led.end())) if led is not None else []
    return words[made[-1].end() :] if made else words


def _serves(situated: Situated, stretches: Sequence[tuple[int, int]], knowledge: Knowledge) -> str:
    """The preposition that a stretch ends with before those for whom something is done: 为3000名老人体检."""
    if len(stretches) == 1:
        return ""
    (begin, end), (behind, _) = stretches[:2]
    counted = any(kind_of(number, knowledge) == "count" for number in mentions_in(situated, (end, behind)))
    words = situated.lifted.text[begin:end].rstrip()
    return next((word for word in knowledge.cues.classes["zh"]["serves"] if counted and words.endswith(word)), "")


def _named(situated: Situated, stretch: tuple[int, int], start: int, knowledge: Knowledge) -> tuple[Mention, ...]:
    """The facility types of a stretch that are part of a name: what others act on, what is reformed (公立医院改革)."""
    text, reform = situated.lifted.text, knowledge.cues.classes["zh"]["reform_of"]
    places = (i for i in situated.lifted.within(*stretch) if situated.mentions[i].kind == "facility")
    reformed = tuple(situated.mentions[i] for i in places if text.startswith(reform, situated.lifted.places[i] + 1))
    return _acted_on(situated, stretch, start, knowledge) + reformed


def _left_out(situated: Situated, stretch: tuple[int, int], knowledge: Knowledge) -> tuple[Mention, ...]:
    """The facility types that a bracket leaves out of what is measured: 支出率(不含药店)."""
    text, found = situated.lifted.text, []
    for bracket in _BRACKET.finditer(text, *stretch):
        if bracket[1].startswith(knowledge.cues.classes["zh"]["leaving_out"]):
            found += [mention for mention in mentions_in(situated, bracket.span()) if mention.kind == "facility"]
    return tuple(found)


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
    if knowledge.cues.one["banded"].match(behind):
        return False  # 1万元以上的部分
    kind = kind_of(mention, knowledge)
    in_money = kind == "money" and behind.startswith(classes["sized_in_money"])  # 十亿元以上项目
    return in_money or kind in {AGE, "measure"} or knowledge.cues.one["of_it"].match(behind) is not None


def _names_some(mention: Mention, knowledge: Knowledge) -> bool:
    """Whether a number is an age from which to which those are who are meant (45-64岁), or of a list that is named."""
    value = mention.value
    ranged = isinstance(value, Quantity) and value.high is not None and kind_of(mention, knowledge) == AGE
    return ranged or mention.text in knowledge.cues.classes["zh"]["ranking"]
