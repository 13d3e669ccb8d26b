"""Whether any of many expressions matches somewhere in a text, told by a quick look nearly everywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# Of an expression: a class of characters is one piece.
_PIECE = re.compile(r"\\[pP]\{\w+\}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_TIMES = re.compile(r"(?:(?:([+]|\{[1-9])|[*?{])[0-9,}]*[?+]?)?")  # how often; told where it is once at least
_PLAIN = re.compile(r"\\[^A-Za-z0-9]|[^\\\[(.^$]", re.DOTALL)  # a piece that is one character itself
_WHOLE = re.compile(r"\\[1-9]|\(\?(?!:|[=!]|<[=!])")  # what sets flags, or recalls groups, is not taken apart
_RECALLS = re.compile(r"\\[1-9]|\(\?P=")
_NAMED = re.compile(r"\(\?P<\w+>")


def screen(says: Iterable[str]) -> Callable[[str], bool]:
    """A test that holds for every text in which one of the expressions is found, and for no other.

    Trying each costs most where none is found, which is nearly everywhere. There one search tells, for what each must
    hold from its first plain character on: the engine runs through a text by the set of these characters.
    """
    known = sorted(set(says))
    unnamed = (say if _RECALLS.search(say) else _NAMED.sub("(?:", say) for say in known)
    parts = sorted({part for say in unnamed for part in _alternatives(say)})
    tied = [part for part in parts if part.startswith("^") and not _WHOLE.search(part)]
    held = {part: tuple(_from_plain(part)) for part in parts if part not in tied}
    begins = re.compile("|".join(part[1:] for part in tied) or "(?!)").match
    may_hold = re.compile("|".join(sorted({one for found in held.values() for one in found})) or "(?!)").search
    others = [re.compile(part).search for part in held if not held[part]]
    searches = [re.compile(say).search for say in known]

    def holds(text: str) -> bool:
        may = begins(text) or may_hold(text) or any(search(text) for search in others)
        return bool(may) and any(search(text) for search in searches)

    return holds


def held(say: str) -> str:
    r"""The longest plain words, the last of several, that stand wherever an expression is found; "" where none must.

    >>> held(r"(?:19|20)\d{2} ?No\. ?[0-9]+")
    'No.'
    """
    words, at = [""], 0
    while at < len(say) and len(list(_alternatives(say))) == 1 and not _WHOLE.search(say):
        end, times = _piece(say, at)
        plain = not times[0] and _PLAIN.fullmatch(say, at, end)
        words = [*words[:-1], words[-1] + say[end - 1]] if plain else [*words, ""]
        at = times.end()
    return max(reversed(words), key=len)


def _alternatives(say: str) -> Iterator[str]:
    """The parts that an expression offers outside of all brackets."""
    depth, start = 0, 0
    for piece in _PIECE.finditer("" if _WHOLE.search(say) else say):
        depth += (piece[0] == "(") - (piece[0] == ")")
        if piece[0] == "|" and not depth:
            yield say[start : piece.start()]
            start = piece.end()
    yield say[start:]


def _from_plain(part: str) -> Iterator[str]:
    """What stands wherever a part is found, alternatives that begin with a plain character; nothing where none does."""
    at = len(part) if _WHOLE.search(part) else 0
    while at < len(part):
        end, times = _piece(part, at)
        if not times[0] and part.startswith("(?:", at):
            offered = [list(_from_plain(one)) for one in _alternatives(part[at + 3 : end - 1])]
            if all(offered):
                yield from (one + part[end:] for found in offered for one in found)
                return
        elif (times[1] or not times[0]) and _PLAIN.fullmatch(part, at, end):
            yield part[at:]
            return
        at = times.end()


def _piece(part: str, at: int) -> tuple[int, re.Match[str]]:
    """Where the piece or group at a place ends, and how often it may stand."""
    piece = _PIECE.match(part, at)
    assert piece is not None  # anything is a piece
    end = piece.end() if piece[0] != "(" else _closed(part, at)
    times = _TIMES.match(part, end)
    assert times is not None  # it may be empty
    return end, times


def _closed(part: str, at: int) -> int:
    """The end of the group that opens at a place."""
    depth = 0
    for piece in _PIECE.finditer(part, at):
        depth += (piece[0] == "(") - (piece[0] == ")")
        if not depth:
            return piece.end()
    return len(part)
