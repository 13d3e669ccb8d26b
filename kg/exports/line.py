"""Text as every format can hold it: one line, without the characters that some of them cannot write."""

from __future__ import annotations

import re

# What XML 1.0 has no way to write, not even as a reference, and the rest of the controls, which no reader shows.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def line(text: str) -> str:
    r"""The text without control characters, each run of blanks and line ends as one blank.

    >>> line("a\x07b\r\n c")
    'ab c'
    """
    return " ".join(UNWRITABLE.sub("", text).split())
