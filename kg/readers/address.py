"""Addresses: names of sources that a file system elsewhere understands, and what may be shown of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

ZIP = ".zip"
WEB = ("http", "https")

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)(?:://|::)", re.IGNORECASE)

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*::)*[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_ANYWHERE = re.compile(r"[a-z][a-z0-9+.-]*://(?:(?!::[a-z][a-z0-9+.-]*://)[^\s'\"<>])*", re.IGNORECASE)
_OPENED = "zip://"
_HERE = "file://"


@dataclass(frozen=True, slots=True)
class Address:
    """`place` is what a file system is asked for; `zipped` says that it is an archive, `inside` is a path in that."""

    place: str
    zipped: bool
    inside: str = ""

    @property
    def scheme(self) -> str:
        """How it is reached: the last of several ways that lead through each other."""
        return self.place.split("://", 1)[0].rsplit("::", 1)[-1].lower()

    @property
    def name(self) -> str:
        """The last part of its path."""
        last = self.shown.rstrip("/").rsplit("/", 1)[-1]
        return unquote(last) if self.scheme in WEB else last

    @property
    def file(self) -> str:
        """The last part of its path on a machine; "" where the path ends in a slash, or is none."""
        return self.shown.partition("://")[2].partition("/")[2].rpartition("/")[2]

    @property
    def above(self) -> str:
        """The part before that: a folder, or the machine."""
        return Address(self.shown.rstrip("/").rpartition("/")[0], zipped=False).name

    @property
    def local(self) -> Path | None:
        """The file of this machine that it is, without any other way."""
        return Path(self.place.removeprefix(_HERE)) if self.place.startswith(_HERE) else None

    @property
    def shown(self) -> str:
        """What may be shown: nothing that lets somebody in, which user names and queries may do."""
        return without_secrets(self.place)


def address(text: str) -> Address | None:
    """What a source's name says; None for a path of this machine."""
    if not _ADDRESS.match(text):
        return None
    inside, through, place = text.partition("::")
    if through and inside.lower().startswith(_OPENED):
        return Address(place if _ADDRESS.match(place) else _HERE + place, zipped=True, inside=inside[6:].strip("/"))
    return Address(text, zipped=_path(text).lower().endswith(ZIP))


def without_ending(name: str) -> str:
    """The name of the folder that an archive is read as."""
    return name[: -len(ZIP)] if name.lower().endswith(ZIP) else name


def without_secrets(text: str) -> str:
    """A text in which no address has a user, a password or a query."""
    return _ANYWHERE.sub(lambda found: _bare(found[0]), text)


def _bare(url: str) -> str:
    scheme, _, rest = _path(url).partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


def _path(url: str) -> str:
    """Without query and fragment."""
    return re.split(r"[?#]", url, maxsplit=1)[0]
