"""An XML element as a file."""

from __future__ import annotations

from xml.etree import ElementTree as ET


def file_of(root: ET.Element) -> bytes:
    """The element with its declaration, in UTF-8."""
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
