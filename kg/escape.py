"""Text made harmless: what a terminal would obey instead of show is written as an escape."""

from __future__ import annotations

import unicodedata


def escape(text: str) -> str:
    """Escape control, direction and other invisible characters; blanks of all widths and line breaks stay."""
    return "".join(c if _shows(c) else c.encode("unicode_escape").decode("ascii") for c in text)


def _shows(character: str) -> bool:
    return character.isprintable() or character == "\n" or unicodedata.category(character) == "Zs"
