"""Numbers of a sentence that are no figures: by a pattern, by what they count, by the clause they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.phrases import HAN
from kg.extraction.readings import clause, matches, numbers_in, settle
from kg.extraction.units import kind_of
from kg.knowledge.say import CHARACTERS, JOINT
from kg.model import LedgerRole, Mention, Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge, Pattern

SMALL = 100  # a number in Chinese characters without a unit below this is a word or part of a name
LISTED = "\N{IDEOGRAPHIC COMMA}"  # between the things of a list
FEW = 10  # 两种 is a way of talking, 两千家 is a count
QUESTION, CLOSING = "?", " ”\"')"  # how a folded sentence ends that asks
ROLES: Mapping[str, LedgerRole] = {"scope": "scope", "qualifier": "qualifier", "in-name": "in-name"}
CONTEXT = ("age", "duration")  # kinds of unit that say whom or how long, not how much


def no_figures(sentence: Situated, knowledge: Knowledge) -> dict[int, tuple[LedgerRole, str]]:
    """The numbers of a sentence that are no figures, by pattern or by what they count."""
    roles: dict[int, tuple[LedgerRole, str]] = {}
    if sentence.sentence.folded.rstrip(CLOSING).endswith(QUESTION):
        return {m.span.start: ("discourse", "in a question") for m in sentence.mentions if m.kind == "quantity"}
    if knowledge.cues.one["defines"].search(sentence.sentence.folded) is not None:
        roles |= {m.span.start: ("qualifier", "in a definition") for m in sentence.mentions if m.kind == "quantity"}
    for claim in settle(tuple(matches(sentence, "ledger", knowledge))):
        for number in claim.mentions("q"):
            roles[number.span.start] = (_role(claim.pattern), claim.pattern.id)
    for number in sentence.mentions:
        if number.kind == "quantity" and isinstance(number.value, Quantity):
            role = _no_figure(sentence, number, number.value, knowledge)
            if role is not None:
                roles.setdefault(number.span.start, role)
    return roles


def _no_figure(
    sentence: Situated, number: Mention, quantity: Quantity, knowledge: Knowledge
) -> tuple[LedgerRole, str] | None:
    """What a quantity is that by its unit, its words or its clause tells nothing of an indicator."""
    if kind_of(number, knowledge) in CONTEXT and not _reached(sentence, number, knowledge):
        return "qualifier", "unit"
    if _counts_talk(number, knowledge):
        return "discourse", "unit"
    if _is_threshold(sentence, number, knowledge):
        return "qualifier", "threshold"
    if _counts_list(sentence, number, quantity, knowledge) or _counts_place(sentence, number, knowledge):
        return "scope", "counts what stands before"
    if _is_condition(sentence, number, knowledge):
        return "qualifier", "condition"
    return ("in-name", "no unit") if _is_in_name(sentence, number, quantity, knowledge) else None


def _counts_list(sentence: Situated, number: Mention, quantity: Quantity, knowledge: Knowledge) -> bool:
    """Whether a number is how many things the words right before it list: 上海、江苏、浙江三省, 教育、住房2项支出."""
    text = sentence.lifted.text
    at = sentence.lifted.places[sentence.mentions.index(number)]
    begin, _ = clause(text, at)
    listed = text[begin:at].split(LISTED)
    joints = sum(1 for _ in knowledge.cues.one[JOINT].finditer(text, begin, at))
    exact = quantity.bound == "eq" and not quantity.approximate and quantity.value <= FEW
    whole = len(listed) > 1 and not numbers_in(text, begin, at) and all(part.strip() for part in listed)
    return exact and whole and quantity.value in {len(listed), joints + 1}


def _counts_place(sentence: Situated, number: Mention, knowledge: Knowledge) -> bool:
    """Whether a number in brackets tells how many of something unsaid a place has: 淮河流域(49个)."""
    text = sentence.lifted.text
    at = sentence.lifted.places[sentence.mentions.index(number)]
    behind = text[:at].rstrip()
    if (
        not behind.endswith("(")
        or not text[at + 1 :].lstrip().startswith(")")
        or kind_of(number, knowledge) == "percent"
    ):
        return False
    named = behind[:-1].rstrip()
    return named.endswith((*knowledge.cues.classes["zh"]["place_ends"], CHARACTERS["region"]))


def _is_condition(sentence: Situated, number: Mention, knowledge: Knowledge) -> bool:
    """Whether a number stands in a clause that tells in which case, and another one what holds then: 超过100人的，…."""
    text = sentence.lifted.text
    at = sentence.lifted.places[sentence.mentions.index(number)]
    begin, end = clause(text, at)
    conditions = knowledge.cues.classes["zh"]["condition"]
    return text[end : end + 1] in {",", ";"} and text[begin:end].rstrip().endswith(conditions)


def _is_in_name(sentence: Situated, number: Mention, quantity: Quantity, knowledge: Knowledge) -> bool:
    """Whether a number is part of a name: 风云三号07星, 九台区; a mere number is a figure only where words reach it."""
    start = sentence.sentence.span.start
    before = sentence.sentence.folded[: number.span.start - start].rstrip()
    after = sentence.sentence.folded[number.span.end - start :].lstrip()
    cues = knowledge.cues
    spelt = HAN.match(number.text) is not None and len(number.text) == 2
    if spelt and after.startswith(cues.classes["zh"]["local"]) and before.endswith(cues.classes["zh"]["local"]):
        return True
    if quantity.unit or quantity.approximate or quantity.bound != "eq":
        return False
    beside = sentence.sentence.folded[: number.span.start - start][-1:]
    if beside.isascii() and (beside.isalpha() or beside == "/"):  # HAF001/02
        return True
    if not HAN.match(after):
        return False
    plain = number.text.isdigit() or (HAN.match(number.text) and quantity.value < SMALL)
    told = any(m.end() == len(before) for name in ("reach", "having") for m in cues.one[name].finditer(before))
    return bool(plain) and not told


def _reached(sentence: Situated, number: Mention, knowledge: Knowledge) -> bool:
    """Whether an age or a length of time is itself what is told: 人均预期寿命达到79岁."""
    start = sentence.sentence.span.start
    before = sentence.sentence.folded[: number.span.start - start]
    after = sentence.sentence.folded[number.span.end - start :].lstrip()
    told = any(match.end() == len(before.rstrip()) for match in knowledge.cues.one["reach"].finditer(before))
    return told and (not after or not after[0].isalnum())


def _is_threshold(sentence: Situated, number: Mention, knowledge: Knowledge) -> bool:
    """Whether a number says which ones are meant and not how many there are: 500万元以上的担保业务, 30人以下死亡."""
    quantity, start = number.value, sentence.sentence.span.start
    if not isinstance(quantity, Quantity) or quantity.unit == "%" or quantity.bound not in {"ge", "le", "gt", "lt"}:
        return False
    after = sentence.sentence.folded[number.span.end - start :]
    classes = knowledge.cues.classes["zh"]
    behind = number.text.rstrip().endswith(classes["behind"])
    before = number.text.startswith((*classes["no_less"], *classes["no_more"], *classes["beyond"]))
    told = behind or (before and kind_of(number, knowledge) == "measure")
    return told and knowledge.cues.one["of_it"].match(after) is not None


def _counts_talk(number: Mention, knowledge: Knowledge) -> bool:
    """Whether a number counts parts of what is said (四方面, 三项任务), or is a mere 一种, 二次."""
    words = tuple(knowledge.cues.classes["zh"]["talk"])
    few = isinstance(number.value, Quantity) and number.value.value <= FEW
    single = few and knowledge.cues.one["single"].match(number.text) is not None
    return single or number.text.rstrip().endswith(words)


def _role(pattern: Pattern) -> LedgerRole:
    return ROLES.get(pattern.role, "discourse")
