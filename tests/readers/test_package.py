from __future__ import annotations

import io
import zipfile

import pytest

from kg.errors import ReadError
from kg.readers import package as room
from kg.readers.package import Package


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_parts_are_read_by_name() -> None:
    package = Package("x", zipped(a=b"1", b=b"<r><c/></r>"))
    assert (package.names, package.read("a"), package.read("none")) == (("a", "b"), b"1", b"")
    assert package.xml("b").tag == "r"
    assert len(package.xml("none")) == 0


def test_a_bomb_is_told_before_it_is_unpacked() -> None:
    """600 MB of zeros pack into 600 kB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("zeros", "w") as part:
        for _ in range(600):
            part.write(bytes(1 << 20))
    assert len(file.getvalue()) < 2_000_000
    with pytest.raises(ReadError, match="unpacks to 600 MB"):
        Package("x", file.getvalue())


def test_a_part_that_is_longer_than_it_says_is_refused() -> None:
    data = zipped(a=b"x" * 100_000)
    size = (100_000).to_bytes(4, "little")
    assert data.count(size) == 2
    with pytest.raises(ReadError, match="damaged"):
        Package("x", data.replace(size, (10).to_bytes(4, "little"))).read("a")


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_PARTS", 1)
    with pytest.raises(ReadError, match="holds 2 files"):
        Package("x", zipped(a=b"", b=b""))


def test_an_encrypted_file_is_refused() -> None:
    data = bytearray(zipped(a=b"x"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    with pytest.raises(ReadError, match="without a password"):
        Package("x", bytes(data))


@pytest.mark.parametrize(
    ("part", "why"),
    [
        (b'<!DOCTYPE r [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><r>&c;</r>', "entities"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>'.encode("utf-16"), "entities"),
        (b"<r>", "no XML"),
        (b"\xff\xff", "no XML"),
        (b'<?xml version="1.0" encoding="no-such"?><r/>', "no XML"),
    ],
)
def test_hostile_xml_is_refused(part: bytes, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        Package("x", zipped(a=part)).xml("a")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(17), b"no zip"])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="damaged zip"):
        Package("x", data)
