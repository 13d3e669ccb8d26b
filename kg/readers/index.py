"""index.toml: what stands beside a corpus about its files, one table a file."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.errors import KnowledgeError
from kg.model import Stated

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

INDEX = "index.toml"

_FIELDS = tuple(field.name for field in fields(Stated))
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Index:
    """What an index states, by path relative to the folder that it stands in."""

    path: Path
    stated: Mapping[str, Stated]

    def check(self, names: Collection[str]) -> None:
        """KnowledgeError where a table names no file of `names`."""
        for name in sorted(set(self.stated) - set(names)):
            raise KnowledgeError(str(self.path), f'["{name}"]', "names no file here", "Correct the path or take it out")


def read_index(path: Path) -> Index:
    """Read and check an index; KnowledgeError with table, reason and remedy where it is wrong."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(str(path), "", f"cannot be read: {error}", "Save it as UTF-8") from None
    return index_of(path, data)


def index_of(path: Path, written: bytes) -> Index:
    """Check an index with these bytes; `path` is where it stands, or would stand in a folder."""
    try:
        data = tomllib.loads(written.decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise KnowledgeError(str(path), line[1] if line else "", f"is no TOML: {error}", "Mend that line") from None
    except UnicodeDecodeError as error:
        raise KnowledgeError(str(path), "", f"cannot be read: {error}", "Save it as UTF-8") from None
    return Index(path, {name: _stated(str(path), name, entry) for name, entry in data.items()})


def _stated(path: str, name: str, entry: object) -> Stated:
    place = f'["{name}"]'
    if not isinstance(entry, dict):
        raise KnowledgeError(path, place, "is no table", f'Write ["{name}"] on a line and the fields below it')
    values: dict[str, str] = {}
    for key, written in entry.items():
        if key not in _FIELDS:
            raise KnowledgeError(path, place, f"has the unknown field {key}", f"Known are {', '.join(_FIELDS)}")
        day = isinstance(written, dt.date) and not isinstance(written, dt.datetime)
        value = written.isoformat() if day else written
        if not isinstance(value, str) or not value.strip():
            raise KnowledgeError(path, place, f"{key} is no text", f'Write {key} = "..." or leave it out')
        values[key] = value.strip()
    _check(path, place, values)
    return Stated(**values)


def _check(path: str, place: str, values: Mapping[str, str]) -> None:
    if (published := values.get("published")) is not None and not _is_date(published):
        raise KnowledgeError(
            path, place, f"published {published!r} is no date", "Write 2023, 2023-05 or 2023-05-31, a day that exists"
        )
    if (language := values.get("language")) is not None and language not in _LANGUAGES:
        raise KnowledgeError(path, place, f"language {language!r} is unknown", f"Write one of {', '.join(_LANGUAGES)}")
    if (source := values.get("source")) is not None and urlsplit(source).scheme not in {"http", "https"}:
        raise KnowledgeError(path, place, f"source {source!r} is no web address", "Begin it with http or https")


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError:
        return False
    return True
