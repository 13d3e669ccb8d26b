"""Counts, shares, money and durations in a text, with the words beside them that bound or soften them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model import Quantity, Span
from kg.text.chinese_numerals import is_spelled
from kg.text.designators import designators, named
from kg.text.numerals import Numeral, numeral
from kg.text.patterns import claim
from kg.text.quantity_grammar import quantity_grammar
from kg.text.times import times

if TYPE_CHECKING:
    from kg.model import Bound
    from kg.text.quantity_grammar import QuantityGrammar
    from kg.text.words import Unit, Words

THOUSAND = 1000
PERCENT = "%"
PAUSE = "——"  # a dash that parts what is said, and makes a range between figures only
CENT = Decimal("0.01")
NAMING = frozenset("_^=`#")  # right before figures of a name or formula
# A minus, where a number can be below zero at all and nothing before it makes the sign a dash.
SIGNED = frozenset({"percent", "points", "rate", "measure"})


@dataclass(frozen=True, slots=True)
class _Measure:
    """A number with its unit at [start, end), before its bounds are read."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None
    unit: Unit | None = None
    name: str = ""
    bound: Bound = "eq"
    about: bool = False
    scale: int = 1


@lru_cache(maxsize=64)
def quantities(text: str, words: Words) -> tuple[tuple[Span, Quantity], ...]:
    """The quantities of folded `text` in order, without overlap; spans are offsets into it.

    A fraction is a share in percent to two decimals (三分之二 is 66.67), not approximate: the words are exact, and
    they stay in `text`. 两成 is 20%, 八成七 87%, 翻一番 a growth of 100%. A bare 百, 千, 万 with 数, 上, 近 or 余 is
    the least that they can mean, approximate (数十家: more than 10). 1:0.6 is 0.6 of unit "1:". In a title or a short
    quotation only a share and what fills it are figures: “98%” and “3.63万个”, but not “12356” and “两专科一中心”.
    Misses 5、6月.
    """
    grammar = quantity_grammar(words)
    starts = [match.start() for match in grammar.first.finditer(text)]
    if not starts:
        return ()
    taken = bytearray(len(text))
    for span, _ in (*times(text, words), *designators(text, words)):
        claim(taken, span.start, span.end)
    names = frozenset(named(text))
    in_names = bytearray(len(text))
    for name in names:
        in_names[name.start : name.end] = b"\1" * (name.end - name.start)
    found: list[tuple[Span, Quantity]] = []
    floor = 0
    for at in starts:
        if at < floor or taken[at]:
            continue
        measure = _measure(text, at, floor, grammar)
        if measure is None:
            run = grammar.numerals.whole_run.match(text, at)
            floor = run.end() if run is not None else at + 1
            continue
        measure = _bounded(text, measure, floor, grammar)
        floor = measure.end
        span = Span(measure.start, measure.end)
        figure = measure.name == PERCENT or (measure.name != "" and span in names)
        if taken.find(1, span.start, span.end) < 0 and (figure or in_names.find(0, span.start, span.end) >= 0):
            found.append((span, _quantity(text, measure)))
    return tuple(found)


def _measure(text: str, at: int, floor: int, grammar: QuantityGrammar) -> _Measure | None:
    """The number at `at` with its unit, or the range that begins there; of days (2/3-2/9) and shares (6:24:70) none."""
    if grammar.uncounted.match(text, at):
        return None
    first = _single(text, at, floor, grammar)
    if first is None:
        return None
    dash = grammar.dash.match(text, first.end)
    if dash is not None and dash[0] == PAUSE and text[at] not in "0123456789":  # 动脉之一——四川的工程
        dash = None
    if dash is not None and dash[0].strip().isalpha():  # of children under 5 to 6.6 per thousand
        bound = grammar.before.ending(text, first.start, floor)
        risen = (
            (first.name or first.scale > 1)
            and first.name != PERCENT
            and grammar.by.ending(text, first.start, floor) is not None
        )
        dash = None if risen or (bound is not None and bound[1] == "lt") else dash
    if dash is not None and dash.end() < len(text) and first.high is None:
        second = _single(text, dash.end(), dash.end(), grammar)
        joined = None if second is None else _range(first, second)
        if joined is not None:
            return joined
        if second is not None and not first.name and not second.name:  # 11-8 is a score
            return None
    return first if _counts(text, first, at, grammar) else None


def _single(text: str, at: int, floor: int, grammar: QuantityGrammar) -> _Measure | None:
    """One number with its unit, which may begin before it."""
    half = grammar.halves.match(text, at)
    if half is not None:
        return _Measure(at, half.end(), Decimal(50), name=PERCENT)
    found = numeral(text, at, grammar.numerals)
    if found is None:
        return _part_alone(text, at, grammar)
    return _ratio(text, at, grammar) or _fraction(text, found, grammar) or _with_unit(text, found, floor, grammar)


def _part_alone(text: str, at: int, grammar: QuantityGrammar) -> _Measure | None:
    """Half of, a third of, by half; halve the, double our, as what they change in percent."""
    match = grammar.part_alone.match(text, at)
    if match is None:
        return None
    if match["times"]:
        return _Measure(at, match.end(), Decimal(grammar.multiples[match["times"].lower()]), name=PERCENT)
    part = (match["half"] or match["other"]).lower()
    return _share(at, match.end(), Decimal(1), Decimal(grammar.parts[part]))


def _ratio(text: str, at: int, grammar: QuantityGrammar) -> _Measure | None:
    """1:0.6, as staffing is written; 2.52:1, as incomes are compared."""
    match = grammar.ratio.match(text, at)
    return None if match is None else _Measure(at, match.end(), Decimal(match["value"] or match["times"]), name="1:")


def _fraction(text: str, found: Numeral, grammar: QuantityGrammar) -> _Measure | None:
    """三分之二, 百分之九十, 1/3, two-thirds."""
    slash = grammar.slash.match(text, found.start)
    if slash is not None and 0 < int(slash["part"]) < int(slash["whole"]):
        return _share(found.start, slash.end(), Decimal(slash["part"]), Decimal(slash["whole"]))
    parts = grammar.english_parts.match(text, found.end)
    if parts is not None:
        return _share(found.start, parts.end(), found.value, Decimal(grammar.parts[parts["part"].lower()]))
    out = grammar.out_of.match(text, found.end)
    if out is not None and 0 < found.value < grammar.wholes[out["whole"].lower()]:
        return _share(found.start, out.end(), found.value, Decimal(grammar.wholes[out["whole"].lower()]))
    of = grammar.parts_of.match(text, found.end)
    if of is None or of.end() >= len(text) or found.value <= 0:
        return None
    part = numeral(text, of.end(), grammar.numerals)
    return None if part is None else _share(found.start, part.end, part.value, found.value)


def _share(start: int, end: int, part: Decimal, whole: Decimal) -> _Measure:
    """A part of a whole in percent; only what goes on for ever is rounded, to two decimals."""
    value = part * 100 / whole
    short = value.normalize()
    exponent = short.as_tuple().exponent
    endless = isinstance(exponent, int) and exponent < -6
    value = value.quantize(CENT, ROUND_HALF_EVEN) if endless else Decimal(f"{short:f}")
    return _Measure(start, end, value, name=PERCENT)


def _with_unit(text: str, found: Numeral, floor: int, grammar: QuantityGrammar) -> _Measure:
    """The number with 多 or 余 behind it, its unit, and 多 behind that (一年多)."""
    end, bound, about = found.end, "gt" if found.over else "eq", False
    inside = grammar.inside.beginning(text, end) if text[end : end + 1] != " " else None
    unit = grammar.units.beginning(text, inside[0] if inside else end)
    if inside is not None and (unit is not None or inside[1] == "gt"):
        end, bound, about = inside[0], "gt" if inside[1] == "gt" else bound, inside[1] == "about"
    else:
        unit = grammar.units.beginning(text, end)
    before = grammar.units.ending(text, found.start, floor)
    start = before[0] if before is not None and unit is None else found.start
    value = found.value
    if unit is not None:
        over = text[end : unit[0]].strip() in unit[1].over
        end, bound = unit[0], "gt" if over else bound
        hundredth = grammar.hundredth.match(text, end) if unit[1].kind == "tenth" and found.high is None else None
        if hundredth is not None:  # 八成七
            end, value = hundredth.end(), value + Decimal(grammar.numerals.digits[hundredth[0]]) / 10
    one = unit[1] if unit is not None else before[1] if before is not None else None
    return _Measure(
        start,
        end,
        value,
        found.high,
        one,
        one.name if one is not None else "",
        "range" if found.high is not None else "gt" if bound == "gt" else "eq",
        about or found.high is not None,
        found.scale,
    )


def _range(first: _Measure, second: _Measure) -> _Measure | None:
    """10-15年, 3%~5%, 5-10万元: a scale or unit of the second end holds for the first where that has none."""
    low, high = first.value, second.value
    if first.name and first.name != second.name:
        return None
    if first.scale == 1 and second.scale > 1 and not first.name and low * second.scale < high:
        low *= second.scale
    if not low < high or second.high is not None:
        return None
    return replace(second, start=first.start, value=low, high=high, bound="range", about=first.about or second.about)


def _counts(text: str, measure: _Measure, at: int, grammar: QuantityGrammar) -> bool:
    """Whether a careful reader takes it for a number: 三 alone, a bare 百 and one of are none."""
    if text[at] in "0123456789" or measure.name in (PERCENT, "1:"):
        return measure.name != "" or not _is_of_a_name(text, measure)
    found = numeral(text, at, grammar.numerals)
    if found is None:
        return False
    if not found.chinese:
        scaled = found.value >= THOUSAND  # one million by 2020
        led = text[measure.end : measure.end + 1] in {"", ",", ".", ";"} and grammar.to.ending(text, at) is not None
        return scaled or measure.name != "" or led or grammar.stop.match(text, measure.end) is None
    doubled = measure.unit is not None and text.startswith(text[found.end : measure.end], measure.end)
    if doubled and measure.end > found.end:  # 一项项: each and every
        return False
    if found.bare:
        said = grammar.vague.ending(text, at) is not None or measure.bound == "gt"
        return said or (found.length > 1 and measure.name != "")
    spelled = is_spelled(text[at : found.end], grammar.numerals)  # 一○一 alone names something
    return measure.name != "" or (found.length > 1 and found.high is None and not spelled)


def _is_of_a_name(text: str, measure: _Measure) -> bool:
    """Whether bare figures are part of a name or formula: phase2_5, mc^2, 图-144, 24/7, 302.AI."""
    before, after = text[max(measure.start - 2, 0) : measure.start], text[measure.end : measure.end + 2]
    model = before[-1:] == "-" and before[:1].isalpha()
    return model or before[-1:] in NAMING or (after[:1] in ("/", ".") and after[1:].isascii() and after[1:].isalnum())


def _bounded(text: str, measure: _Measure, floor: int, grammar: QuantityGrammar) -> _Measure:
    """The measure with the words before and behind it: 不少于, 近, 以上, 左右."""
    measure = _vague(text, measure, floor, grammar)
    measure = _negative(text, measure, floor)
    before = grammar.before.ending(text, measure.start, floor)
    after = grammar.after.beginning(text, measure.end)
    if before is not None and before[1] != "none":
        measure = replace(_signed(measure, before[1]), start=before[0])
    if after is not None:
        measure = replace(_signed(measure, after[1]), end=after[0])
    return measure


def _signed(measure: _Measure, sign: str) -> _Measure:
    """A bound said first stays: 超过90%以上 is more than 90, 70多亿以上 too. A range keeps its two ends."""
    if sign == "about":
        return replace(measure, about=True)
    if measure.bound != "eq":
        return measure
    match sign:
        case "ge" | "gt" | "le" | "lt":
            return replace(measure, bound=sign)
        case _:
            return measure


def _vague(text: str, measure: _Measure, floor: int, grammar: QuantityGrammar) -> _Measure:
    """数十家, 上百家, 近百个: the words before a bare place or scale."""
    found = numeral(text, measure.start, grammar.numerals)
    if found is None or not found.chinese or text[measure.start] in grammar.numerals.digits or measure.name == PERCENT:
        return measure
    said = grammar.vague.ending(text, measure.start, floor)
    if said is None or text[measure.start - 1] == " ":
        return measure
    return replace(_signed(measure, said[1]), start=said[0], about=True)


def _negative(text: str, measure: _Measure, floor: int) -> _Measure:
    """A minus before a rate or temperature: 为-0.60‰; between two words or numbers it is a dash."""
    at = measure.start - 1
    kind = measure.unit.kind if measure.unit is not None else ""
    if at < floor or text[at] != "-" or kind not in SIGNED or measure.bound == "range":
        return measure
    before = text[at - 1 : at]
    if before and (before.isascii() and (before.isalnum() or before in ")%-")):
        return measure
    return replace(measure, start=at, value=-measure.value)


def _quantity(text: str, measure: _Measure) -> Quantity:
    """A measure as a quantity: 八成 and 翻一番 are percent."""
    value, high, name = measure.value, measure.high, measure.name
    kind = measure.unit.kind if measure.unit is not None else ""
    if kind == "tenth":
        value, high, name = _tenths(value), None if high is None else _tenths(high), PERCENT
    if kind == "doubling" and value <= 20:
        value, name = Decimal((2 ** int(value) - 1) * 100), PERCENT
    return Quantity(value, name, measure.bound, high, measure.about, text[measure.start : measure.end])


def _tenths(value: Decimal) -> Decimal:
    """In percent, without the zero that 8.7 brings along."""
    percent = value * 10
    return Decimal(int(percent)) if percent == percent.to_integral_value() else percent
