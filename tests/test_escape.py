from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.escape import escape


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "\\x1b[2J"),  # clears the screen
        ("a\rb", "a\\rb"),  # overwrites the line
        ("\u202efdp.exe", "\\u202efdp.exe"),  # turns the direction of reading
        ("\udce4.txt", "\\udce4.txt"),  # a file name that is no Unicode
        ("全角\u3000空格 and\u00a0more\n", "全角\u3000空格 and\u00a0more\n"),
    ],
)
def test_what_a_terminal_would_obey_is_shown(text: str, shown: str) -> None:
    assert escape(text) == shown


@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    shown = escape(text)
    assert all(c.isprintable() or c.isspace() for c in shown)
    assert not set(shown) & set("\x1b\r\x07\x08\u202e")
    assert escape(shown) == shown
