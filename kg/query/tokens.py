"""Cutting a text into tokens for the full-text table.

A word of Latin letters or digits is one token, Chinese is cut into overlapping pairs of characters, so that any two
characters that stand together are found without knowing words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+")
TOKEN = re.compile(WIDE.pattern + r"|[^\W_]+")


def tokens(text: str) -> Iterator[str]:
    """The tokens of a text in order; the last Chinese character of a run is one of its own, so that any begins one."""
    for match in TOKEN.finditer(fold(text).casefold()):
        found = match[0]
        if WIDE.match(found):
            yield from (found[n : n + 2] for n in range(len(found)))
        else:
            yield found
