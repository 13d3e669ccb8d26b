"""What kg says, in the language of its reader: messages are English, and known again by their fixed words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "translations"
GAP = "{}"
DEEPEST = 3  # messages within messages: a place, a reason, a detail


@cache
def catalog(language: str, folder: Path = FOLDER) -> Mapping[str, str]:
    """The translations of a folder by their English words, {} where a message has something of its own.

    None for English.
    """
    path = folder / f"{language}.po"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id and one.string}


def translated(message: str, language: str, depth: int = DEEPEST) -> str:
    """The message in the language; what the catalog does not know stays as it is.

    >>> translated("read 5 documents", "zh")
    '已读取 5 份文档'
    """
    for pattern, words in _patterns(language):
        if found := pattern.fullmatch(message):
            return words.format(*(translated(part, language, depth - 1) if depth else part for part in found.groups()))
    return message


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The messages as patterns, those with the most fixed words first."""
    ordered = sorted(catalog(language).items(), key=lambda pair: (-len(pair[0].replace(GAP, "")), pair[0]))
    return tuple((re.compile(re.escape(said).replace(r"\{\}", "(.+?)"), re.DOTALL), words) for said, words in ordered)
