"""Text made harmless: what a terminal would obey instead of show is written as an escape."""

from __future__ import annotations

import unicodedata


def escape(text: str) -> str:
    """Escape control and invisible characters, which a file name or a quote may hold; line breaks stay.

    >>> escape("a" + chr(27) + "[2J")
    'a\\\\x1b[2J'
    """
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode("ascii") for c in text)
