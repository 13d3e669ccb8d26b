"""How wide words are, and where their lines break, without any font at hand.

Widths are in em and rather too large than too small: the font that a reader has is not known, and a line that is
guessed too short runs out of its card.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

WIDE = frozenset("“”‘’…—·")  # as wide as an ideograph where the font is Chinese
CLOSING = frozenset("，。、；：？！）》」』】〉”’％…%)]},.;:!?")  # never begins a line
OPENING = frozenset("（《「『【〈“‘([{")  # never ends one
NARROW = frozenset(" .,;:!ijltfr'|-()[]")
CUT = "…"
LETTERS = 10_000  # whose widths are kept


def em(text: str) -> float:
    """An upper bound of the width, in em of a bold sans-serif font."""
    return sum(map(_em, text))


@lru_cache(maxsize=LETTERS)
def _em(character: str) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(character) in "WF" or character in WIDE:
        return 1.0
    if character in "mwMW@%&":
        return 0.95
    if character.isupper():
        return 0.74
    if character.isdigit():
        return 0.64
    return 0.38 if character in NARROW else 0.62


def wrap(text: str, width: float, most: int) -> tuple[str, ...]:
    """The text in at most so many lines of `width` em; what does not fit ends in an ellipsis.

    A word that is longer than a line is broken anywhere.
    """
    lines = [""]
    for token in _tokens(" ".join(text.split())):
        for part in _fitting(token, width):
            if em((lines[-1] + part).rstrip()) <= width:
                lines[-1] += part
            else:
                lines.append(part)
    lines = [line.strip() for line in lines if line.strip()]
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and em(last + CUT) > width:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip() + CUT)


def _tokens(text: str) -> list[str]:
    """What stays together: a word with the blank after it, an ideograph with the marks that belong to it."""
    tokens: list[str] = []
    for character in text:
        glued = tokens and (
            character in CLOSING
            or character == " "
            or tokens[-1][-1] in OPENING
            or not (_is_wide(character) or _is_wide(tokens[-1][-1]) or tokens[-1][-1] == " ")
        )
        if glued:
            tokens[-1] += character
        else:
            tokens.append(character)
    return tokens


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" or character in WIDE


def _fitting(token: str, width: float) -> list[str]:
    """The token, in parts where it is wider than a line."""
    if em(token.rstrip()) <= width:
        return [token]
    parts = [""]
    for character in token:
        if parts[-1] and em(parts[-1] + character) > width:
            parts.append("")
        parts[-1] += character
    return parts
