"""Units as written: their IRIs and kinds."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.model import Mention, Quantity
from kg.terms import NUMBER, PERCENT

TIME, NEAR = "duration", 5  # a kind of unit, and in how many code points a name goes on behind it
AGE = "age"  # the kind of a unit that tells of whom

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.knowledge.types import Knowledge


def unit_of(quantity: Quantity, knowledge: Knowledge) -> tuple[str, str]:
    """The IRI and the kind of a unit as written; what is no unit of the table is a plain number."""
    known = units(knowledge).get(quantity.unit)
    if known is not None:
        return known
    return (PERCENT, "percent") if quantity.unit == "%" else (NUMBER, "count")


@cache
def units(knowledge: Knowledge) -> Mapping[str, tuple[str, str]]:
    """IRI and kind of each unit by the words it is written with."""
    return {form: (unit.iri or NUMBER, unit.kind) for unit in knowledge.words.units for form in unit.forms}


def kind_of(number: Mention, knowledge: Knowledge) -> str:
    """The kind of the unit of a number (count, percent, money, …), "" where a mention is none."""
    return unit_of(number.value, knowledge)[1] if isinstance(number.value, Quantity) else ""


def names_circle(number: Mention, behind: str, knowledge: Knowledge) -> bool:
    """Whether a length of time is part of a name of what lies so near: 15分钟健身圈."""
    return kind_of(number, knowledge) == TIME and knowledge.cues.one["circle"].search(behind[:NEAR]) is not None


def is_lived(before: str, knowledge: Knowledge) -> bool:
    """Whether the clause before a number of years tells how long people live."""
    own = before[before.rfind(",") + 1 :]
    return any(life in own for life in knowledge.cues.classes["zh"]["lives"])


def bounds_age(number: Mention, before: str, behind: str, knowledge: Knowledge) -> bool:
    """Whether a number tells of whom something is told, by age (15岁以下女孩, 6岁儿童), and not how long they live."""
    classes = knowledge.cues.classes["zh"]
    if is_lived(before, knowledge):
        return False
    told = number.text.rstrip().endswith(classes["behind"]) or behind.startswith(classes["of_age"])
    return kind_of(number, knowledge) == AGE and told


def counts_others(quantity: Quantity, knowledge: Knowledge) -> bool:
    """Whether a count is in a unit of other things than facilities, of what they have: 医院12857张 tells of beds."""
    counts = unit_of(quantity, knowledge)[1] == "count" and bool(quantity.unit)
    return counts and quantity.unit not in knowledge.cues.classes["zh"]["facility_units"]
