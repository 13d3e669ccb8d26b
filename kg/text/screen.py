"""Whether any of many expressions matches somewhere in a text, told by a few searches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)  # of an expression: a class of characters is one
_WHOLE = re.compile(r"\\[1-9]|\(\?(?!:|[=!]|<[=!])")  # what sets flags, or names and recalls groups, is not taken apart
_SPECIAL = frozenset("([.\\^$")  # what a part may begin with that is no character itself


def screen(says: Iterable[str]) -> Callable[[str], bool]:
    """A test that holds for every text in which one of the expressions is found, and for no other.

    Trying each costs most where none is found, which is nearly everywhere. What is tied to the beginning is tried there
    alone, all at once; what begins with a plain character is looked for by the set of first characters.
    """
    parts = sorted({part for say in says for part in _alternatives(say)})
    whole = [part for part in parts if _WHOLE.search(part)]
    tied = [part for part in parts if part.startswith("^") and part not in whole]
    plain = [part for part in parts if part and part[0] not in _SPECIAL and part not in whole]
    begins = re.compile("|".join(tied) or "(?!)").match
    others = (part for part in parts if part not in {*tied, *plain})
    searches = [re.compile(part).search for part in ("|".join(plain) or "(?!)", *others)]

    def holds(text: str) -> bool:
        return begins(text) is not None or any(search(text) for search in searches)

    return holds


def _alternatives(say: str) -> Iterator[str]:
    """The parts that an expression offers outside of all brackets."""
    depth, start = 0, 0
    for piece in _PIECE.finditer("" if _WHOLE.search(say) else say):
        depth += (piece[0] == "(") - (piece[0] == ")")
        if piece[0] == "|" and not depth:
            yield say[start : piece.start()]
            start = piece.end()
    yield say[start:]
