"""A picture as PNG, where the renderer and a font for its characters are there."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from importlib import import_module
from importlib.util import find_spec
from xml.etree import ElementTree as ET

from kg.errors import StoreError

RENDERER = "resvg_py"
LONGEST = 6000  # pixels of a side: a larger picture is drawn smaller


def png(svg: bytes) -> bytes:
    """The picture on white; StoreError with the remedy where it cannot be drawn as it should look."""
    if find_spec(RENDERER) is None:
        raise StoreError("PNG needs the renderer resvg: pip install 'policykg[png]'; SVG needs nothing")
    text = svg.decode()
    if _needs_ideographs(text) and not _has_ideographs():
        raise StoreError(
            "PNG needs a font with Chinese characters, such as Debian's fonts-noto-cjk; SVG needs none here"
        )
    root = ET.fromstring(text)  # noqa: S314  ours
    zoom = min(1.0, LONGEST / max(float(root.attrib["width"]), float(root.attrib["height"])))
    drawn: bytes = import_module(RENDERER).svg_to_bytes(svg_string=text, background="#ffffff", zoom=zoom)
    return bytes(drawn)


def _needs_ideographs(text: str) -> bool:
    return any(unicodedata.east_asian_width(character) == "W" for character in text)


def _has_ideographs() -> bool:
    """Whether fontconfig, by which Linux knows its fonts, lists one for Chinese; elsewhere systems come with one."""
    listing = shutil.which("fc-list")
    if listing is None:
        return True
    found = subprocess.run([listing, ":lang=zh"], check=False, capture_output=True)  # noqa: S603  a fixed command
    return bool(found.stdout.strip())
