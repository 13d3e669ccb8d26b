"""A number as written, in figures, in Chinese or in English words, and its value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.text.patterns import any_of, class_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.text.words import NumberWords, Words

LONGEST = 40  # characters of a numeral; what is longer is a serial number or noise
TEN_THOUSAND = 10_000
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
FIGURES = 18  # digits of a figure; what is longer identifies something and counts nothing
# 1,168 but not 12,34: the comma groups exactly three. A second point makes a section number of it: 1.2.3.
# Thousands are parted by commas or, before a word of an English sentence, by blanks: 870 000 elders. Before
# measure words of Chinese ones too (`Numerals.blanked`).
FIGURE = re.compile(
    r"(?:[0-9]{1,3}(?:(?:,[0-9]{3}){1,6}(?![0-9])|(?: [0-9]{3}){1,3}(?= [a-z]{3}))|[0-9]+)(?:\.[0-9]+)?(?!\.[0-9])"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at [start, end) of a text; `high` where two digits side by side make a range of it (三四十).

    `scale` is the last power of ten that is written as a word (3.63万: 10000). `over` tells of 多 or 余 inside it,
    `bare` of a place or scale without a digit before it (百, 千万), `length` how many characters the digits take.
    """

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None
    scale: int = 1
    over: bool = False
    bare: bool = False
    length: int = 1
    chinese: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Numerals:
    """The tables of `NumberWords` made ready to read with."""

    digits: Mapping[str, int]
    places: Mapping[str, int]
    scales: tuple[tuple[str, int], ...]
    start: re.Pattern[str]
    run: re.Pattern[str]
    whole_run: re.Pattern[str]
    section: re.Pattern[str]
    point: re.Pattern[str]
    over: re.Pattern[str]
    scaled: re.Pattern[str]
    blanked: re.Pattern[str]
    english: re.Pattern[str]
    english_values: Mapping[str, int]
    english_scales: Mapping[str, int]
    english_scaled: re.Pattern[str]


def numeral(text: str, start: int, table: Numerals) -> Numeral | None:
    """The number that begins at `start` of folded `text`, as far as it goes; None where none does."""
    if text[start] in "0123456789":
        return _figure(text, start, table)
    if text[start].isascii():
        return _english(text, start, table)
    return _chinese(text, start, table)


def _figure(text: str, start: int, table: Numerals) -> Numeral | None:
    """Figures, with a scale behind them or several that fall: 3.63万, 70多亿, 1亿2000万, 463万8000, 1.058 billion."""
    found = _piece(text, start, table)
    while found is not None and found.scale > 1 and not found.over:
        more = _piece(text, found.end, table)
        if more is None or not (1 < more.scale < found.scale or _is_rest(text, found, more)):
            break
        found = replace(more, start=start, value=found.value + more.value)
    return found


def _is_rest(text: str, whole: Numeral, rest: Numeral) -> bool:
    """Whether figures without a scale go on a number of ten thousands: 463万8000, 49万4,385."""
    digits = text[rest.start : rest.end].replace(",", "")
    return whole.scale == TEN_THOUSAND and len(digits) in (3, 4) and digits.isdigit() and text[rest.end - 1] != "."


def _piece(text: str, start: int, table: Numerals) -> Numeral | None:
    match = table.blanked.match(text, start) or FIGURE.match(text, start)
    if match is None or match.end() - start > FIGURES + 8:
        return None
    value, end = Decimal(match[0].replace(",", "").replace(" ", "")), match.end()
    word = table.scaled.match(text, end)
    if word is not None:
        scale = _scale(word["scale"], table)
        return Numeral(start, word.end(), _times(value, scale), scale=scale, over=bool(word["over"]))
    word = table.english_scaled.match(text, end)
    if word is not None:
        scale = table.english_scales[word["scale"].lower()]
        return Numeral(start, word.end(), _times(value, scale), scale=scale)
    return Numeral(start, end, value)


def _times(value: Decimal, scale: int) -> Decimal:
    """The product without the zeros that 3.63 brings along: 36300, not 36300.00."""
    product = value * scale
    return Decimal(int(product)) if product == product.to_integral_value() else product


def _scale(word: str, table: Numerals) -> int:
    """What 万, 千万, 百亿 multiply by."""
    scales = dict(table.scales)
    if word in scales:
        return scales[word]
    return table.places[word[0]] * scales.get(word[1:], 1)


def _chinese(text: str, start: int, table: Numerals) -> Numeral | None:
    match = table.run.match(text, start)
    if match is None or len(match[0]) > LONGEST:
        return None
    run, end = match[0], match.end()
    values = chinese_values(run, table)
    if values is None:
        return None
    bare = run[0] not in table.digits and table.places.get(run[0]) != 10
    scale = next((scale for word, scale in table.scales if run.endswith(word)), 1)
    found = Numeral(start, end, values[0], values[1], scale=scale, bare=bare, length=len(run), chinese=True)
    return _with_decimals(text, found, table) or _with_scale(text, found, table) or found


def _with_decimals(text: str, found: Numeral, table: Numerals) -> Numeral | None:
    """九十点五, 一点二亿."""
    match = table.point.match(text, found.end)
    if match is None or found.high is not None or found.scale > 1:
        return None
    decimals = "".join(str(table.digits[char]) for char in match["digits"])
    value, end = found.value + Decimal("0." + decimals), match.end()
    word = table.scaled.match(text, end)
    scale, over = (_scale(word["scale"], table), bool(word["over"])) if word else (1, False)
    end = word.end() if word else end
    return replace(found, end=end, value=_times(value, scale), scale=scale, over=over, length=end - found.start)


def _with_scale(text: str, found: Numeral, table: Numerals) -> Numeral | None:
    """七十多亿: a scale behind 多."""
    match = table.over.match(text, found.end)
    if match is None:
        return None
    scale = _scale(match["scale"], table)
    end = match.end()
    return replace(found, end=end, value=found.value * scale, scale=scale, over=True, length=end - found.start)


def chinese_values(run: str, table: Numerals) -> tuple[Decimal, Decimal | None] | None:
    """The value of a Chinese numeral, or its two bounds where neighbouring digits stand side by side (三四十).

    A run that is no number in good order (百千万, 三三) has none.
    """
    value = _value(run, table)
    if value is not None:
        return Decimal(value), None
    pairs = [i for i in range(len(run) - 1) if _rises(run[i], run[i + 1], table)]
    if len(pairs) != 1:
        return None
    at = pairs[0]
    low, high = _value(run[: at + 1] + run[at + 2 :], table), _value(run[:at] + run[at + 1 :], table)
    return None if low is None or high is None else (Decimal(low), Decimal(high))


def _rises(one: str, next_one: str, table: Numerals) -> bool:
    low, high = table.digits.get(one), table.digits.get(next_one)
    return low is not None and high is not None and 0 < low == high - 1


def _value(run: str, table: Numerals) -> int | None:
    """Split at the greatest scale; what is left of it multiplies it, what is right of it is added."""
    for word, scale in table.scales:
        head, found, tail = run.partition(word)
        if found:
            above = _value(head, table) if head else 1
            below = _tail(tail, scale, table)
            return None if above is None or below is None or below >= scale else above * scale + below
    return _section(run, table)


def _tail(tail: str, scale: int, table: Numerals) -> int | None:
    if not tail:
        return 0
    if len(tail) == 1 and table.digits.get(tail):  # 三万五 is 35000
        return table.digits[tail] * scale // 10
    if len(tail) > 1 and is_spelled(tail, table):  # 十万四三四八: a digit for every place
        return int(_figures(tail, table)) if 10 ** len(tail) == scale else None
    return _value(tail, table)


def _section(run: str, table: Numerals) -> int | None:
    """Up to 9999, places falling; a last digit without 零 counts the next place (一百二 is 120)."""
    match = table.section.fullmatch(run)
    if match is None or not (match["k"] or match["h"] or match["t"] or match["o"] or len(run) == 1):
        return _spelled(run, table)
    total, lowest = 0, 1
    for name, place in (("k", 1000), ("h", 100), ("t", 10)):
        if match[name]:
            if len(match[name]) == 1 and match.start(name) > 0 and place > 10:  # 千百 is no number
                return None
            total, lowest = total + table.digits.get(match[name][0], 1) * place, place
    if match["o"] is None:
        return total
    short = lowest > 10 and table.digits.get(run[-2]) != 0
    return total + table.digits[match["o"]] * (lowest // 10 if short else 1)


def is_spelled(run: str, table: Numerals) -> bool:
    """Whether a numeral names digits alone, as newspapers of Taiwan write numbers: 四五八, 六○."""
    return all(char in table.digits for char in run)


def _spelled(run: str, table: Numerals) -> int | None:
    """Digits in their places: 四五八 is 458, 六○ is 60. 二三 is a range, 一二三 counts up, 二○二二 is a year."""
    if not is_spelled(run, table) or not table.digits[run[0]]:
        return None
    figures = _figures(run, table)
    if YEAR.fullmatch(figures):
        return None
    counts_up = all(_rises(one, next_one, table) for one, next_one in pairwise(run))
    return int(figures) if not counts_up and (len(run) > 2 or figures.endswith("0")) else None


def _figures(run: str, table: Numerals) -> str:
    return "".join(str(table.digits[char]) for char in run)


def _english(text: str, start: int, table: Numerals) -> Numeral | None:
    match = table.english.match(text, start)
    if match is None:
        return None
    words = re.findall(r"[a-z]+", match[0].lower())
    total, section = 0, 0
    for word in words:
        scale = table.english_scales.get(word, 0)
        if scale == 100:
            section = max(section, 1) * 100
        elif scale:
            total, section = total + max(section, 1) * scale, 0
        else:
            section += table.english_values.get(word, 0)
    return Numeral(start, match.end(), Decimal(total + section), length=len(words))


@cache
def numerals(words: Words) -> Numerals:
    """The reading tables of `words`, built once for each."""
    said = words.numbers
    digits, places = dict(said.digits), dict(said.places)
    scale, place = any_of(word for word, _ in said.scales), any_of(char for char, value in said.places if value > 10)
    wide = rf"(?:{any_of(word for word, _ in said.wide_scales)})(?=[0-9]|{any_of(said.wide_before)})"
    over = any_of(word for word, sign in said.inside if sign == "gt")
    english, english_scale = any_of(word for word, _ in said.english), any_of(word for word, _ in said.english_scales)
    signs = class_of({*digits, *places, *"".join(word for word, _ in said.scales)})
    # A unit that begins with a place is no scale: 5千克, 10千瓦.
    units = any_of(form for unit in words.units for form in unit.forms if form[0] in places)
    word = rf"(?:{english})(?:-(?:{english}))?"
    return Numerals(
        digits=digits,
        places=places,
        scales=tuple(sorted((*said.scales, *said.wide_scales), key=lambda pair: -pair[1])),
        start=re.compile(rf"[0-9{signs}]|(?<![A-Za-z-])(?i:{english})(?![A-Za-z])"),
        run=re.compile(rf"[{signs}]{{1,{LONGEST + 1}}}"),
        whole_run=re.compile(rf"[{signs}]+|[0-9]+(?:[.,:/\u2236-][0-9]+)*"),
        section=_section_pattern(said),
        point=re.compile(rf"(?:{any_of(said.points)})(?P<digits>[{class_of(digits)}]{{1,6}})(?![{class_of(places)}])"),
        over=re.compile(rf"(?:{over})(?P<scale>(?:{place})?(?:{scale}))"),
        scaled=re.compile(rf" ?(?P<over>{over})?(?!{units})(?P<scale>(?:{place})?(?:{scale})|{wide}|{place})"),
        blanked=re.compile(
            rf"(?<![{class_of(said.captions)}0-9.,])[0-9]{{1,3}}(?: [0-9]{{3}}){{1,3}}(?={any_of(said.blank_before)})"
        ),
        english=re.compile(
            rf"(?i:{word}(?:(?: (?:{any_of(said.english_joins)}))? (?:{english_scale}|{word})){{0,10}})(?![A-Za-z])"
        ),
        english_values=dict(said.english),
        english_scales=dict(said.english_scales),
        english_scaled=re.compile(rf" ?(?i:(?P<scale>{english_scale}))(?![A-Za-z])"),
    )


def _section_pattern(said: NumberWords) -> re.Pattern[str]:
    zero = class_of(char for char, value in said.digits if value == 0)
    one = class_of(char for char, value in said.digits if value)
    k, h, t = (class_of(char for char, value in said.places if value == place) for place in (1000, 100, 10))
    return re.compile(
        rf"(?P<k>[{one}]?[{k}])?[{zero}]?(?P<h>[{one}]?[{h}])?[{zero}]?(?P<t>[{one}]?[{t}])?[{zero}]?(?P<o>[{one}])?"
    )
