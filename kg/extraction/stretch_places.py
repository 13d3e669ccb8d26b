"""The places that a stretch of words is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.bare_words import bare
from kg.extraction.clause_ends import clause
from kg.extraction.readings import mentions_in, numbers_in
from kg.knowledge.say import CHARACTERS, JOINT, NUMERIC

if TYPE_CHECKING:
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Mention


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


def attribute_end(situated: Situated, stretch: tuple[int, int], knowledge: Knowledge) -> int:
    """Where a stretch begins behind what describes the place that it is of: 今年新入选的甲省打造….

    The place that a time itself belongs to (2022年的甲省) is not described.
    """
    text, begin = situated.lifted.text, stretch[0]
    for match in knowledge.cues.one["describes"].finditer(text, *stretch):
        described = text[begin : match.start()]
        if any(character in described for character in NUMERIC):
            break
        if text[match.end() : stretch[1]].startswith(CHARACTERS["region"]) and bare(described, knowledge):
            return match.end()
    return begin


def behind_places(situated: Situated, at: int, knowledge: Knowledge) -> int:
    """Where lifted text goes on behind the number at `at` and the places that it counts, for which something is done.

    向76个国家派遣… goes on behind 国家; 0 where the number counts no such places.
    """
    text, classes = situated.lifted.text, knowledge.cues.classes["zh"]
    before = text[: max(at, 0)].rstrip(CHARACTERS["region"])
    begin, _ = clause(text, max(at - 1, 0))
    described = before.endswith(classes["describes"])  # 向非洲、亚洲的76个国家
    led = bare(text[begin:at].lstrip(CHARACTERS["region"]), knowledge) if described else before
    leads = led.startswith(classes["done_for"]) if described else led.endswith(classes["done_for"])
    if text[at] not in NUMERIC or not leads:
        return 0
    counted = (*classes["generic"], *classes["counties"])
    named = max((word for word in counted if text.startswith(word, at + 1)), key=len, default="")
    return at + 1 + len(named) if named else 0


def is_listed(text: str, at: int, place: int, knowledge: Knowledge) -> bool:
    """Whether a list goes on after a place, or ends with it after a pause: Jiangsu, Zhejiang, and Anhui."""
    listing, behind = knowledge.cues.one["listing"], place + 1
    ends = text[at:place].strip() and listing.fullmatch(text[at:place].strip()) and text[:at].rstrip().endswith(",")
    return bool(ends) or listing.match(text[behind:].lstrip()) is not None


def _last_place(situated: Situated, stretch: tuple[int, int], knowledge: Knowledge) -> tuple[Mention, ...]:
    """The place right before a number, which its stretch ends with: not 80%的患者来自江苏省, not 占全国的9%."""
    text, last = situated.lifted.text, stretch[1] - 1
    mentions = mentions_in(situated, (last, stretch[1]))
    if not numbers_in(text, stretch[1], clause(text, last)[1]):
        return ()
    joints = tuple(word for words in knowledge.cues.classes.values() for word in words.get(JOINT, ()))
    alone = not text[:last].rstrip().endswith((*joints, *knowledge.cues.classes["zh"]["part"]))
    return tuple(mention for mention in mentions if mention.kind == "region" and alone)
