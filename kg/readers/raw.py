"""A file as the readers see it: its bytes, and its decoded text where it is no binary format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Raw:
    """`text` is "" and `encoding` "" for formats that are no text; `parts` are the names of what a zip file holds."""

    path: str
    data: bytes
    text: str = ""
    encoding: str = ""
    parts: tuple[str, ...] = ()
