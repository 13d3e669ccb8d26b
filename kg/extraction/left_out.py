"""What the words of a number leave out, because it was said of the number before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.bare_words import bare
from kg.extraction.drafts import SHARE, Draft
from kg.extraction.heads import anew, counterpart, headless, is_headless
from kg.extraction.indicators import SHORTEST
from kg.extraction.readings import Reading, clause, unit_in
from kg.extraction.units import counts_others, unit_of
from kg.knowledge.say import CHARACTERS, JOINT, NUMERIC
from kg.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.phrases import Phrase
    from kg.knowledge.types import Knowledge

REDONE = "redone"  # the class of verbs of what is done to things that are there
DEEDS = ("anew", "acted")  # classes of verbs with which something is done of its own


def said_before(
    last: Draft, reading: Reading, stretches: Sequence[tuple[int, int]], named: Phrase, knowledge: Knowledge
) -> str | None:
    """What the words of a number leave out, because it was said of the last one; None where they are whole."""
    words = named.words
    if named.facilities and words in knowledge.cues.classes["zh"]["how_many"]:
        return None  # 中医类机构总数 counts them
    if not named.facilities and (_is_fellow(last, words, knowledge) or _is_of_such(last, words, knowledge)):
        return last.label.removesuffix(counterpart(last.words, knowledge))
    if verb := _found_among(last, reading, words, knowledge) or _made_before(last, reading, words, knowledge):
        return last.label.removeprefix(verb)
    again = anew(last.words, knowledge) if _is_anew(last, reading, words, knowledge) else ""
    if shared := again or _listed_anew(reading, knowledge) or _per_capita(last, reading, words, knowledge):
        return shared
    if _lacks_head(reading, words, knowledge):
        alone = last.words in knowledge.cues.classes["zh"]["measured"]  # 总里程420公里、总投资650亿元
        return None if alone else headless(last.label, knowledge)
    return last.label if _of_the_same(reading, stretches, knowledge) else None


def _is_fellow(last: Draft, words: str, knowledge: Knowledge) -> bool:
    """Whether a bare head goes on about the same: 总支出 is that of the fund whose 总收入 was told right before."""
    head = counterpart(last.words, knowledge)
    bare_head = words in knowledge.cues.classes["zh"]["counterparts"]
    told = last.words != head or (bool(last.facilities) and words != head)
    of = last.label.removesuffix(head) if head else last.label  # 总诊疗人次，出院人数: 总 is nobody's
    return bare_head and told and of != last.label and len(of) >= SHORTEST


def _is_of_such(last: Draft, words: str, knowledge: Knowledge) -> bool:
    """Whether a bare head is of what was counted right before it: 普通中学38所，在校生2.9万人; 事故22起，死亡27人."""
    value = last.reading.value
    counted = value is not None and isinstance(value.value, Quantity) and _counts_wholes(value.value, knowledge)
    named = len(last.words) >= SHORTEST and not last.reading.pattern.suffix and not counterpart(last.words, knowledge)
    return counted and named and words in knowledge.cues.classes["zh"]["counterparts"]


def _found_among(last: Draft, reading: Reading, words: str, knowledge: Knowledge) -> str:
    """The verb of a look at some of whom a bare verb tells that so many were found: 检查企业900家，查处30家."""
    classes = knowledge.cues.classes["zh"]
    same = words in classes["caught"] and unit_in(reading) == unit_in(last.reading)
    looked = max((verb for verb in classes["inspected"] if last.label.startswith(verb)), key=len, default="")
    return looked if same and (len(last.label) > len(looked) or last.facilities) else ""


def _made_before(last: Draft, reading: Reading, words: str, knowledge: Knowledge) -> str:
    """The verb of what was made, of which a bare verb tells that so many were made better: 新建公园12个、改造30个."""
    classes = knowledge.cues.classes["zh"]
    if words not in classes[REDONE] or unit_in(reading) != unit_in(last.reading):
        return ""
    verbs = (verb for name in ("anew", REDONE) for verb in classes[name] if last.label.startswith(verb))
    verb = max(verbs, key=len, default="")
    return verb if len(last.label) > len(verb) or last.facilities else ""


def _counts_wholes(quantity: Quantity, knowledge: Knowledge) -> bool:
    """Whether a count is of facilities or of events, which others of its clause are of."""
    if unit_of(quantity, knowledge)[1] != "count" or not quantity.unit:
        return False
    return not counts_others(quantity, knowledge) or quantity.unit in knowledge.cues.classes["zh"]["event_units"]


def _is_anew(before: Draft, reading: Reading, words: str, knowledge: Knowledge) -> bool:
    """Whether a thing is the next one of a list of new ones: 新增集群3个、企业23家, not 新增集群3个、迁建企业23家."""
    between = reading.situated.lifted.text[before.reading.end : reading.start]
    listed = between.startswith(tuple(knowledge.cues.classes["zh"][JOINT])) and not between.startswith(",")
    plain = not reading.pattern.suffix and not before.reading.pattern.suffix
    deed = any(knowledge.cues.one[name].match(words) for name in (*DEEDS, REDONE))
    return listed and plain and not deed and len(words) >= SHORTEST and bool(anew(before.words, knowledge))


def _listed_anew(reading: Reading, knowledge: Knowledge) -> str:
    """The word before the first number of a list of new things: 新增7名院士、9个实验室."""
    text, classes = reading.situated.lifted.text, knowledge.cues.classes["zh"]
    begin, _ = clause(text, reading.start)
    said = text[begin : reading.start].lstrip(" " + CHARACTERS["time"] + CHARACTERS["region"])
    verb = anew(said, knowledge)
    counted = verb and said[len(verb) : len(verb) + 1] in tuple(NUMERIC)
    return verb if counted and said.endswith(classes[JOINT]) and not reading.pattern.suffix else ""


def _per_capita(before: Draft, reading: Reading, words: str, knowledge: Knowledge) -> str:
    """For how many a measure is, told of the first of a list: 每千人口医师3.1人、护士3.5人."""
    per = max(
        (p for p in knowledge.cues.classes["zh"]["per_capita"] if before.label.startswith(p)), key=len, default=""
    )
    between = reading.situated.lifted.text[before.reading.end : reading.start].lstrip()
    listed = between.startswith(tuple(knowledge.cues.classes["zh"][JOINT])) and not between.startswith(",")
    quantity = reading.value.value if reading.value is not None else None
    mean = isinstance(quantity, Quantity) and quantity.value != quantity.value.to_integral_value()
    plain = not reading.pattern.suffix and not words.startswith(knowledge.cues.classes["zh"]["per_head"])
    return per if per and listed and mean and plain and len(words) >= SHORTEST else ""


def _lacks_head(reading: Reading, words: str, knowledge: Knowledge) -> bool:
    """Whether it has to be said before what a measure is of; a share of one is of the whole that was told."""
    return reading.pattern.statistic != SHARE and is_headless(words, knowledge)


def _of_the_same(reading: Reading, stretches: Sequence[tuple[int, int]], knowledge: Knowledge) -> bool:
    """Whether a clause tells only of which whole something is a share: …有5200个，占村庄总数的31.4%."""
    part = reading.role("verb") if not reading.pattern.of else None
    if part is None or not stretches or "before" not in reading.pattern.feature:
        return False
    return not bare(reading.situated.lifted.text[stretches[0][0] : part[0]], knowledge)
