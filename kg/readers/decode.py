"""Bytes to text, with the evidence for the encoding chosen.

Why no detector: on the seeds in GB18030 a statistical detector took one of five for Big5, and strict GB18030 takes any
Big5 text as rare characters. So what decodes strictly is judged by the share of frequent characters in it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from kg.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)
_DECLARABLE = re.compile(r"utf_?8|gb\w+|big5\w*|cp9(?:36|50)|hz|iso8859_\d+|cp125\d|ascii|latin_?1")
_HEAD = 4096  # bytes in which a declaration is looked for
_SAMPLE = 1 << 18  # code points that are enough to judge by
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\ue000-\uf8ff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAYING = re.compile(r"\w")
_PLAUSIBLE = 0.2  # running Chinese text has over half of its characters among the frequent ones, mojibake under a tenth
_WESTERN = re.compile(r"[A-Za-z][\u2018\u2019\xe0-\xff]|[\u2013\u2014\u201c\u201d\xa0\xb0\xa3\u20ac]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file without its byte order mark, and the encoding with the evidence for it."""

    text: str
    encoding: str


def decode(data: bytes, path: str, frequent: frozenset[str]) -> Decoded:
    """Decode by byte order mark, UTF-8, declaration, then evidence; ReadError where nothing fits.

    `frequent` are frequent characters, simplified and traditional. UTF-8 that is valid and not all ASCII goes before
    a declaration: pages converted on the way keep their old one, and no other encoding looks like it by chance.
    """
    if not data.strip():
        raise ReadError(path, "is empty; a document has text")
    found = (
        _by_mark(data, path) or _unmarked(data) or _utf8(data) or _declared(data, frequent) or _likely(data, frequent)
    )
    if found is None:
        raise ReadError(path, "is in no encoding that reads as text; save it as UTF-8 and give it again")
    sample = found.text[:_SAMPLE]
    if "\0" in sample or len(_CONTROL.findall(sample)) * 100 > len(sample):
        raise ReadError(path, "is binary, not text; give the document as HTML, Markdown or plain text")
    if not _SAYING.search(found.text):
        raise ReadError(path, "holds no letter and no number; a document has text")
    return found


def _by_mark(data: bytes, path: str) -> Decoded | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], name)
            if text is None:
                raise ReadError(path, f"begins with the mark of {name} and is not {name}; save it as UTF-8")
            return Decoded(text, f"{name} by its byte order mark")
    return None


def _unmarked(data: bytes) -> Decoded | None:
    """UTF-16 without a mark, of letters: every other byte is nothing, and always the same one of the two."""
    low, high = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    for name, filled, void in (("utf-16-le", low, high), ("utf-16-be", high, low)):
        text = _strict(data, name) if not filled and void * 3 > len(data[:_SAMPLE]) else None
        if text is not None:
            return Decoded(text, f"{name} by its zero bytes")
    return None


def _utf8(data: bytes) -> Decoded | None:
    """UTF-8, strictly; a character cut off at the very end is dropped, since downloads are cut anywhere."""
    try:
        return Decoded(data.decode("utf-8"), "ascii" if data.isascii() else "utf-8")
    except UnicodeDecodeError as error:
        rest = len(data) - error.start
        if error.reason != "unexpected end of data" or rest > 3 or error.start == 0:
            return None
        return Decoded(data[: error.start].decode("utf-8"), f"utf-8, the last {rest} bytes cut off")


def _declared(data: bytes, frequent: frozenset[str]) -> Decoded | None:
    found = _DECLARED.search(data, 0, _HEAD)
    if found is None:
        return None
    label = found[1].decode("ascii")
    try:
        name = codecs.lookup(label).name.replace("-", "_")
    except LookupError:
        return None
    if not _DECLARABLE.fullmatch(name) or name == "utf_8":
        return None
    name = "gb18030" if name.startswith("gb") or name == "cp936" else name  # the others are parts of it
    text = _strict(data, name)
    if text is None or _share(text, frequent) < _PLAUSIBLE:
        return None
    return Decoded(text, f"{name}, declared as {label}")


def _likely(data: bytes, frequent: frozenset[str]) -> Decoded | None:
    """Of what decodes strictly the one with the greatest share of frequent characters; Western only where none fits."""
    shares = {}
    for name in ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        text = _strict(data, name)
        if text is not None and _IDEOGRAPH.search(text):
            share = _share(text, frequent)
            # Any two bytes are a character of UTF-16: there the frequent ones have to be many of all characters.
            shares[name] = (share * _density(text) if name.startswith("utf-16") else share, text)
    best = max(sorted(shares), key=lambda name: shares[name][0], default="")
    if best and shares[best][0] >= _PLAUSIBLE:
        told = ", ".join(f"{name} {shares[name][0]:.2f}" for name in sorted(shares))
        return Decoded(shares[best][1], f"{best} by frequent characters ({told})")
    text = _strict(data, "cp1252")
    high = sum(byte > 127 for byte in data[:_SAMPLE])
    if text is not None and high * 20 < len(data[:_SAMPLE]) and high <= 2 * len(_WESTERN.findall(text[:_SAMPLE])):
        return Decoded(text, "cp1252, since no other encoding fits")
    return None


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _density(text: str) -> float:
    """How much of a text is ideographs."""
    return len(_IDEOGRAPH.findall(text[:_SAMPLE])) / len(text[:_SAMPLE])


def _share(text: str, frequent: frozenset[str]) -> float:
    """How many of the ideographs are frequent ones; 1.0 where there is none."""
    ideographs = _IDEOGRAPH.findall(text[:_SAMPLE])
    return sum(char in frequent for char in ideographs) / len(ideographs) if ideographs else 1.0
