"""Text made comparable: one-to-one folding for matching, and the key that a title is known by.

Why not NFKC for matching: it turns one character into several (a circled twelve, an ellipsis), and every quote must
slice out of the stored text by the offsets that were found in the folded copy.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

# Blanks that are not the blank: no-break, ideographic, the typographic ones and the line and paragraph separators.
BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
# Dashes, signs and quotes that documents use for one another.
LIKE = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2212": "-",
    "\u2015": "—",
    "\u2236": ":",
    "\u2215": "/",
    "\u301c": "~",
    "「": "“",
    "」": "”",
    "『": "‘",
    "』": "’",
}

_STRAIGHT = re.compile(r'"([^"\n。]{1,60})"')  # a stray one confuses no more than its sentence
_HAN = re.compile(r"[\u3400-\u9fff]")
ANGLED = "<>"  # brackets of a title inside a title, as keyboards have them


class _Folding(dict[int, str]):
    """Code point -> folded character, worked out when first met: `str.translate` reads it at C speed afterwards."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


def fold(text: str) -> str:
    """A copy of equal length to match against: half-width ASCII, simplified script, plain blanks.

    Newlines and tabs stay, and so do curly quotes and 《》: they delimit. 「」 are quotes.
    """
    return text.translate(_FOLDING)


def curled(text: str) -> str:
    """A copy of equal length in which the straight quotes of Chinese are curly: "十四五" becomes “十四五”."""
    return _STRAIGHT.sub(_curly, text) if '"' in text else text


def _curly(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()][-1:], found.string[found.end() : found.end() + 1]
    return f"“{found[1]}”" if _HAN.search(before + found[1] + after) else found[0]


@lru_cache(maxsize=4096)  # a document names one thing many times
def name_key(text: str) -> str:
    """The normalised name that identity rests on: NFKC without brackets, quotes, blanks and punctuation.

    Symbols (+, =) stay, letters keep their case and script: nothing else is dropped. < and > are brackets where each
    has its fellow (关于印发<办法>的通知). Composed twice, because dropping may bring a letter beside a combining mark.
    """
    composed = unicodedata.normalize("NFKC", text)
    brackets = ANGLED if composed.count("<") == composed.count(">") else ""
    kept = (char for char in composed if not _is_dropped(char) and char not in brackets)
    return unicodedata.normalize("NFKC", "".join(kept))


def _is_dropped(char: str) -> bool:
    """Punctuation, separators, and the invisible: controls, format characters."""
    return unicodedata.category(char)[0] in "PZ" or unicodedata.category(char) in ("Cc", "Cf")


def _folded(char: str) -> str:
    """A character as it is compared: narrow, simplified, one mark for all that look alike."""
    if "\uff01" <= char <= "\uff5e":
        return chr(ord(char) - 0xFEE0)
    if char in BLANKS:
        return " "
    if char in LIKE:
        return LIKE[char]
    if char < "\u2e80":
        return char
    simplified: str = _simplifier().convert(char)
    return simplified if len(simplified) == 1 else char


@cache
def _simplifier() -> OpenCC:
    """Loads its dictionaries when the first Chinese character is folded, so that importing this costs nothing."""
    return OpenCC("hk2s")


_FOLDING = _Folding()
