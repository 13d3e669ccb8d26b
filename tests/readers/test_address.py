from __future__ import annotations

import pytest

from kg.readers.address import Address, address, without_secrets


@pytest.mark.parametrize(
    ("text", "place", "zipped", "inside", "name"),
    [
        ("s3://bucket/2024", "s3://bucket/2024", False, "", "2024"),
        ("s3://bucket/2024/", "s3://bucket/2024/", False, "", "2024"),
        ("https://host/a%20b.zip?token=x.txt", "https://host/a%20b.zip?token=x.txt", True, "", "a b.zip"),
        ("s3://bucket/a%20b.txt", "s3://bucket/a%20b.txt", False, "", "a%20b.txt"),
        ("https://user:word@host/a.html#top", "https://user:word@host/a.html#top", False, "", "a.html"),
        ("zip://sub/folder::https://host/a", "https://host/a", True, "sub/folder", "a"),
        ("zip://::/x/a.zip", "file:///x/a.zip", True, "", "a.zip"),
        ("simplecache::https://host/a.zip", "simplecache::https://host/a.zip", True, "", "a.zip"),
        ("MEMORY://a.ZIP", "MEMORY://a.ZIP", True, "", "a.ZIP"),
    ],
)
def test_an_address_says_where_and_what(text: str, place: str, inside: str, name: str, *, zipped: bool) -> None:
    found = address(text)
    assert found == Address(place, zipped=zipped, inside=inside)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("text", ["reports", "/a/b.zip", "./s3:/bucket", "a:b", "C:\\x", "://x", "a/http://b"])
def test_what_names_no_way_is_a_path(text: str) -> None:
    assert address(text) is None


def test_only_a_file_of_this_machine_has_a_path() -> None:
    found = [address(text) for text in ("file:///a/b", "zip://x::/a/b.zip", "https://host/a", "zip://::memory://b")]
    assert [str(one.local) if one and one.local else None for one in found] == ["/a/b", "/a/b.zip", None, None]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://user:word@host:8/a/b@c.txt?X-Signature=abc&y#z", "https://host:8/a/b@c.txt"),
        ("Forbidden, url='http://u:p@h/x?token=t', and ftp://u@h/y", "Forbidden, url='http://h/x', and ftp://h/y"),
        ("zip://a::https://u:p@h/x.zip?t", "zip://a::https://h/x.zip"),
        ("http://u:p@[::1]:8/x?t and simplecache::s3://u@b/x", "http://[::1]:8/x and simplecache::s3://b/x"),
        ("sftp://me:se@cret@host/a", "sftp://host/a"),
        ("nothing?here@all", "nothing?here@all"),
    ],
)
def test_nothing_that_lets_somebody_in_is_shown(text: str, shown: str) -> None:
    assert without_secrets(text) == shown
