"""Packages: zip files opened within limits, for office documents and for archives of documents.

Nothing is unpacked to disk and nothing runs: macros are parts like any other and are not looked at.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO
from xml.etree import ElementTree as ET  # expat of 2.4.1 or newer stops entities that grow; a doctype is refused anyway

from kg.errors import ReadError
from kg.terms import PACKAGE_LINKS

if TYPE_CHECKING:
    from collections.abc import Mapping

MARK = b"PK\x03\x04"
MOST_PARTS = 10_000
MOST_BYTES = 512 * 1024 * 1024  # of all parts, unpacked

_ENCRYPTED = 0x1
_UTF8 = 0x800
_DOUBTFUL = re.compile(r"[\u0100-\u07ff]")


class Package:
    """The parts of a zip file by name; every way in which it can be wrong is a ReadError."""

    def __init__(self, path: str, file: bytes | BinaryIO) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(file) if isinstance(file, bytes) else file)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, OSError) as error:
            raise ReadError(path, f"is a damaged zip file ({error}); make it again") from None
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        if len(entries) > MOST_PARTS:
            raise ReadError(path, f"holds {len(entries)} files; the most that is read is {MOST_PARTS}, so split it")
        size = sum(entry.file_size for entry in entries)
        if size > MOST_BYTES:
            most = MOST_BYTES >> 20
            raise ReadError(path, f"unpacks to {size >> 20} MB; the most that is read is {most} MB, so split it")
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise ReadError(path, "is encrypted; save it without a password")
        self._entries: Mapping[str, zipfile.ZipInfo] = {_name(entry): entry for entry in entries}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, in the order of the file."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """The bytes of a part; b"" where there is none of that name."""
        entry = self._entries.get(name)
        if entry is None:
            return b""
        try:
            return self._zip.read(entry)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError) as error:
            raise ReadError(self.path, f"its part {name} is damaged ({error}); make it again") from None

    def xml(self, name: str) -> ET.Element:
        """A part as XML; an empty element where there is none of that name."""
        data = self.read(name)
        if not data:
            return ET.Element("none")
        if b"<!DOCTYPE" in data or b"<\0!\0D\0" in data or b"\0<\0!\0D" in data:
            raise ReadError(self.path, f"its part {name} declares entities, which no office program writes")
        try:
            return ET.fromstring(data)  # noqa: S314  # see the import
        except (ET.ParseError, ValueError, LookupError) as error:
            raise ReadError(self.path, f"its part {name} is no XML ({error}); save it again") from None

    def parts_of(self, name: str) -> Mapping[str, str]:
        """The names of the parts that an office part speaks of, by id."""
        folder = posixpath.dirname(name)
        targets = self._targets(name, external=False).items()
        return {key: posixpath.normpath(posixpath.join("/", folder, target))[1:] for key, target in targets}

    def addresses_of(self, name: str) -> Mapping[str, str]:
        """The addresses outside the file that an office part speaks of, by id."""
        return self._targets(name, external=True)

    def _targets(self, name: str, *, external: bool) -> Mapping[str, str]:
        folder, file = posixpath.split(name)
        links = self.xml(f"{folder}/_rels/{file}.rels").iter(f"{{{PACKAGE_LINKS}}}Relationship")
        kind = "External" if external else "Internal"
        return {one.get("Id", ""): one.get("Target", "") for one in links if one.get("TargetMode", "Internal") == kind}


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a part; one not marked as UTF-8 was written in the encoding of the machine, here UTF-8 or GB18030."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        written = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    read = [text for encoding in ("utf-8", "gb18030") if (text := _decoded(written, encoding))]
    if len(read) > 1 and _DOUBTFUL.search(read[0]):
        read.reverse()  # two Chinese characters in GB18030 are often valid UTF-8, of letters that no name here has
    return read[0] if read else entry.filename


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""
