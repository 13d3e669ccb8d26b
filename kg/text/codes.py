"""Figures that identify something and count nothing: addresses, numbers of documents and of notes, telephones."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.model import Span
from kg.text.patterns import HAN, any_of, class_of

if TYPE_CHECKING:
    from kg.text.words import Words

# Addresses end at the first character that cannot stand in one.
# Each pattern begins only where a word does and is bounded, so that a long run of letters is not tried from each.
ADDRESS = (
    r"(?<![A-Za-z])(?:(?i:https?|ftp)://|(?i:www)\.)[!-~]+"
    r"|(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255}"
)
HOST = r"(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]{1,63}\.){1,6}(?:com|cn|org|net|gov|edu)(?![A-Za-z0-9])(?:[/?#:][!-~]*)?"
TELEPHONE = r"(?<![0-9.,-])(?:0[0-9]{2,3}-[0-9]{7,8}|1[3-9][0-9]{9}|[48]00-[0-9]{3,4}-[0-9]{3,4})(?![0-9])"
# PM2.5, COVID-19, H7N9, 5F-01, 4G; a unit in Latin letters (5km, μg/m3) is none.
LATIN_FIRST = (
    r"(?<![A-Za-z_])(?!{money}[0-9])(?!{measures}(?![0-9A-Za-z]))"
    r"[A-Za-z][A-Za-z_]{0,30}[-.]?[0-9][0-9A-Za-z]*(?:[-.][0-9]+)*"
)
FIGURE_FIRST = r"(?<![0-9A-Za-z.])(?<![0-9],)[0-9]+(?:\.[0-9]+)*(?!{units})[A-Za-z][0-9A-Za-z]*(?:-[0-9A-Za-z]+)*"
# Sections and versions, 1.2.3, except that dates are written so too: those are taken first by whoever asks.
CHAIN = r"(?<![0-9.])[0-9]+(?:\.[0-9]+){2,}|(?<![0-9-])[0-9]+(?:-[0-9]+){2,}"
# The mark of a note behind a word: 普惠性幼儿园[3]24.47万所.
NOTE = r"(?<=[^\s0-9A-Za-z\[\]])\[[0-9]{1,3}\]"
# What authors write of themselves: (1.东北大学,辽宁 沈阳 110169;2.…): a number of the list, a postal code.
AFFILIATION = rf"(?<=[(;])[0-9]{{1,2}}\.(?=[{HAN}])|(?<=[{HAN}] )[0-9]{{6}}(?=[;)])"
# The version that a name tells (长照2.0服务): a number that counts nothing, behind no word that leads to a figure.
VERSION = rf"(?<=[{HAN}+])(?<![{{leading}}])[1-9]\.0(?=[{HAN}])(?!{{counted}})"
SERIAL = r"(?<![0-9.,])[0-9]{19,}"
# Each of the patterns above asks for one of SIGNS and begins with one of FIRST: which spares most texts a try.
SIGNS, FIRST = re.compile("[0-9@./]"), r"(?=[0-9A-Za-z._+\-(\[〔【〈])"
FIGURE = re.compile("[0-9]")
CLOCK = r"(?<![0-9:.])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:.])"


@lru_cache(maxsize=64)
def codes(text: str, words: Words) -> tuple[Span, ...]:
    """Addresses, document numbers, telephone numbers and words of letters and figures in folded `text`, in order."""
    if SIGNS.search(text) is None:
        return ()
    return tuple(Span(match.start(), match.end()) for match in _codes(words).finditer(text))


def leftovers(text: str, words: Words) -> tuple[tuple[Span, bool], ...]:
    """Times of day (True) and chains of figures (False), which stand only where no date was read."""
    if _may_be_left(words).search(text) is None:
        return ()
    return tuple(
        (Span(match.start(), match.end()), match.lastgroup == "clock") for match in _leftovers(words).finditer(text)
    )


@cache
def _codes(words: Words) -> re.Pattern[str]:
    """Where a code of any form begins; the words of the languages are put in their places."""
    said = words.numbers
    units = [form for unit in words.units for form in unit.forms if form[0].isascii() and form[0].isalpha()]
    ordinals = [*said.english_ordinals, *(scale for scale, _ in said.english_scales)]
    number = any_of(said.codes)
    # 国发〔2019〕5号, [2019] 5; in round brackets, (2019)5号, only with the word behind: a count may follow a year.
    document = (
        rf"[〔\[【〈] ?(?:19|20)[0-9]{{2}} ?[〕\]】〉] ?[^\s0-9]?[0-9]{{1,5}} ?(?:{number})?"
        rf"|\((?:19|20)[0-9]{{2}}\) ?[^\s0-9]?[0-9]{{1,5}} ?(?:{number})"
    )
    numbered = rf"(?<![0-9.,])[0-9]{{5,}} ?(?:{number})"
    money = [form.strip() for unit in words.units for form in unit.before if form.isascii() and form[0].isalpha()]
    squared = [form for form in units if form.isalnum() and form[-1].isdigit()]
    named = LATIN_FIRST.replace("{money}", rf"(?:{any_of(money)})").replace("{measures}", rf"(?:{any_of(squared)})")
    figures = FIGURE_FIRST.replace("{units}", rf"(?:{any_of([*units, *ordinals])})(?![A-Za-z])")
    version = _version(words)
    return re.compile(
        f"{FIRST}(?:{ADDRESS}|{HOST}|{document}|{numbered}|{NOTE}|{AFFILIATION}|{TELEPHONE}|{SERIAL}|{version}|"
        f"{named}|{figures})"
    )


def _version(words: Words) -> str:
    """VERSION with the words of its places."""
    said = words.numbers
    leading = class_of({word[-1] for word in (*said.fillers, *(word for word, _ in said.before)) if not word.isascii()})
    units = (form for unit in words.units for form in (unit.name, *unit.forms))
    counted = any_of([*units, *(word for word, _ in (*said.scales, *said.after, *said.inside)), *said.ranges])
    return VERSION.replace("{leading}", leading).replace("{counted}", f"(?:{counted})")


@cache
def _may_be_left(words: Words) -> re.Pattern[str]:
    """What every one of them holds, looked for from figure to figure."""
    return re.compile(rf"[0-9](?::[0-5]|(?:[.-][0-9]+){{2}}|{any_of(words.numbers.clock)})")


@cache
def _leftovers(words: Words) -> re.Pattern[str]:
    said = words.numbers
    hour = rf"(?<![0-9.])(?:[01]?[0-9]|2[0-4])(?:{any_of(said.clock)})"
    spoken = rf"{hour}[0-5]?[0-9](?:{any_of(said.minutes)})?|(?<=[{''.join(said.clock_before)}]){hour}"
    return re.compile(rf"(?=[0-9])(?:(?P<clock>{CLOCK}|{spoken})|{CHAIN})")
