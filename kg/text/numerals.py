"""A number as written, in figures, in Chinese or in English words, and its value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.text.chinese_numerals import chinese_values
from kg.text.numeral_grammar import LONGEST, Numerals

TEN_THOUSAND = 10_000
FIGURES = 18  # digits of a figure; what is longer identifies something and counts nothing
# 1,168 but not 12,34: the comma groups exactly three. A second point makes a section number of it: 1.2.3.
# Thousands are parted by commas or, before a word of an English sentence, by blanks: 870 000 elders. Before
# measure words of Chinese ones too (`Numerals.blanked`).
FIGURE = re.compile(
    r"(?:[0-9]{1,3}(?:(?:,[0-9]{3}){1,6}(?![0-9])|(?: [0-9]{3}){1,3}(?= [a-z]{3})|(?: 000){1,3}(?= [a-z]))|[0-9]+)"
    r"(?:\.[0-9]+)?(?!\.[0-9])"
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
    """A number in figures with its scale; None for one of too many digits."""
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
    """A number in Chinese characters, with its decimals or the scale behind 多."""
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


def _english(text: str, start: int, table: Numerals) -> Numeral | None:
    """A number in English words."""
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
