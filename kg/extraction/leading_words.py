"""Words that only lead to what is to be done: by what means, on what ground, or when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.bidding import bids_somewhere
from kg.knowledge.say import CHARACTERS

if TYPE_CHECKING:
    from kg.knowledge.types import Knowledge


def goes_on(words: str, knowledge: Knowledge) -> bool:
    """Whether words end as what is said before an undertaking: 通过…等方式, 在…的基础上, 要于年底前，."""
    classes, said = knowledge.cues.classes["zh"], words.strip(" 　,，、")
    topic = said.startswith(classes["upon"]) and said.endswith((*classes["affected"], *classes["actor"]))
    only_when = said.endswith(CHARACTERS["time"]) and "," not in said
    return topic or only_when or said.endswith(classes["unfinished"])


def leads_on(words: str, knowledge: Knowledge) -> bool:
    """Whether a clause only tells by what something is to be done: 各部门要结合各自职责, 应当严格按照法律."""
    cues = knowledge.cues.one
    if cues["leads_on"].search(words) is None:
        return False
    ought = next((match for name in ("duty", "ought") if (match := cues[name].search(words))), None)
    at = ought.end() if ought is not None else len(words) - len(words.lstrip())
    for _ in range(2):
        led = cues["lead"].match(words, at)
        at = led.end() if led is not None else at
    by = cues["leads_on"].match(words, at)
    return by is not None and not any(cues[name].search(words, by.end()) for name in ("action", "acted", "equip"))


def led_by(words: str, knowledge: Knowledge) -> int:
    """Where the last clause of words begins if it only tells by what the next one is to be done; else their end.

    落实要求，按照分工，(开展处置); 鼓励企业依托资源，(培育品种).
    """
    cues = knowledge.cues.one
    last = words.rfind(",", 0, len(words.rstrip(" 　,，、"))) + 1
    urged = cues["urge"].match(words, last)
    by = cues["leads_on"].search(words, urged.end()) if urged is not None else cues["leads_on"].match(words, last)
    acts = by is None or any(cues[name].search(words, by.end()) for name in ("action", "acted", "equip"))
    return len(words) if acts else last


def only_leads(words: str, knowledge: Knowledge) -> bool:
    """Whether words only tell by what, or when, something is to be."""
    return leads_on(words, knowledge) or _only_tells_when(words, knowledge)


def _only_tells_when(words: str, knowledge: Knowledge) -> bool:
    """Whether a clause only tells when what nobody bids is so: 建成通车后，1小时即可到达."""
    first, _, rest = words.partition(",")
    if not rest or not first.endswith(knowledge.cues.classes["zh"]["once"]):
        return False
    bidden = any(knowledge.cues.one[name].search(rest) for name in ("ought", "duty", "urge"))
    return not bidden and not bids_somewhere(rest, knowledge)
