"""A YAML file as entries that know their line, and fields taken out of them or refused with what would be right.

Every scalar stays the string that was written: YAML's own idea of types would turn 010 into 8, no into false and 1:30
into 90, and a bare = into an error.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import yaml

from kg.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

NOTHING = {"", "~", "null"}  # how YAML writes that nothing is said
CLOSE = 0.75  # how like a known field an unknown one is that must be a slip of the pen
DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
LARGEST = 30  # digits before or behind the point: nothing that anybody counts has more
WHOLE_DATES = {4: "-01-01", 7: "-01", 10: ""}  # what a date of so many characters lacks to be a day


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping of the file: the line it begins on, and its values, which are strings, lists and entries."""

    path: str
    line: int
    fields: Mapping[str, object]


class _Loader(yaml.BaseLoader):
    """Leaves scalars as they are written, makes entries of mappings, and refuses a field that stands twice."""


def _entry(loader: _Loader, node: yaml.MappingNode) -> Entry:
    fields: dict[str, object] = {}
    for name_node, value_node in node.value:
        name = str(loader.construct_object(name_node, deep=True))
        if name in fields:
            raise yaml.MarkedYAMLError(problem=f"{name} stands twice", problem_mark=name_node.start_mark)
        fields[name] = loader.construct_object(value_node, deep=True)
    return Entry(node.start_mark.name, node.start_mark.line + 1, fields)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _entry)


def read_entry(path: Path) -> Entry:
    """The one mapping that a file is; KnowledgeError with the line where it is no YAML, or something else."""
    try:
        loader = _Loader(path.read_bytes().decode("utf-8-sig"))
        loader.name = str(path)
        found = loader.get_single_data()
    except UnicodeDecodeError as error:
        raise KnowledgeError(str(path), "", f"not UTF-8 at byte {error.start}", "Save it in that encoding") from None
    except yaml.MarkedYAMLError as error:
        place = str(error.problem_mark.line + 1) if error.problem_mark is not None else ""
        raise KnowledgeError(str(path), place, f"{error.problem}", "Put text with signs in quotes") from None
    except (yaml.YAMLError, RecursionError) as error:
        why = " ".join(str(error).split())
        raise KnowledgeError(str(path), "", f"no YAML: {why}", "See docs/gold.md for the fields") from None
    if not isinstance(found, Entry):
        raise KnowledgeError(str(path), "1", "no fields", "Write document: and the other fields of docs/gold.md")
    return found


def fault(entry: Entry, why: str, remedy: str) -> KnowledgeError:
    """The error that an entry is wrong."""
    return KnowledgeError(entry.path, str(entry.line), why, remedy)


def check_fields(entry: Entry, known: Collection[str]) -> None:
    """Refuse an unknown field that is nearly a known one; any other is a note of whoever wrote the file."""
    for name in entry.fields:
        near = () if name in known else difflib.get_close_matches(name, sorted(known), 1, CLOSE)
        if near:
            raise fault(entry, f"unknown field {name}", f"Did you mean {near[0]}?")


def text(entry: Entry, name: str) -> str:
    """A string, "" where nothing is said."""
    value = entry.fields.get(name, "")
    if not isinstance(value, str):
        raise fault(entry, f"{name} is no text", f'Write {name}: "…"')
    return "" if value in NOTHING else value.strip()


def needed(entry: Entry, name: str) -> str:
    """A string that must be there."""
    if not (value := text(entry, name)):
        raise fault(entry, f"{name} is missing", f"Add {name}: …")
    return value


def texts(entry: Entry, name: str) -> tuple[str, ...]:
    """A list of strings, empty where nothing is said."""
    return words(entry, name, entry.fields.get(name, ""))


def words(entry: Entry, name: str, value: object) -> tuple[str, ...]:
    """`value` as a list of strings; `name` is what an error calls it."""
    found = listed(entry, name, value)
    if not all(isinstance(one, str) and one.strip() for one in found):
        raise fault(entry, f"{name} holds something that is no text", f"Write {name}: [one, two]")
    return tuple(str(one).strip() for one in found)


def entries(entry: Entry, name: str) -> tuple[Entry, ...]:
    """A list of mappings."""
    found = listed(entry, name, entry.fields.get(name, ""))
    for one in found:
        if not isinstance(one, Entry):
            raise fault(entry, f"{name} holds {one!r}, which has no fields", f"Write - {{field: value}} below {name}:")
    return tuple(one for one in found if isinstance(one, Entry))


def below(entry: Entry, name: str) -> Entry | None:
    """The mapping that a field holds, None where nothing is said."""
    value = entry.fields.get(name, "")
    if isinstance(value, Entry):
        return value
    if listed(entry, name, value):
        raise fault(entry, f"{name} has no fields", f"Write field: value below {name}:")
    return None


def listed(entry: Entry, name: str, value: object) -> tuple[object, ...]:
    """A list of anything; nothing said is an empty one."""
    if isinstance(value, str) and value in NOTHING:
        return ()
    if not isinstance(value, list):
        raise fault(entry, f"{name} is no list", f"Write {name}: [one, two], or [] for none")
    return tuple(value)


def numbers(entry: Entry, name: str) -> tuple[Decimal, Decimal | None]:
    """One number, or the two ends of a range."""
    value = entry.fields.get(name, "")
    given = words(entry, name, value if isinstance(value, list) else [needed(entry, name)])
    try:
        found = [Decimal(one) for one in given]
    except InvalidOperation:
        found = []
    if not 1 <= len(found) <= 2 or not all(one.is_finite() and abs(one.adjusted()) <= LARGEST for one in found):
        remedy = "Write digits alone, the unit in its field: 36300, or [10, 15]"
        raise fault(entry, f"{name} {', '.join(given)} is no number", remedy)
    return found[0], found[1] if len(found) > 1 else None


def dated(entry: Entry, name: str) -> str:
    """A day, a month or a year as it is written, "" where nothing is said."""
    value = text(entry, name)
    try:
        right = not value or (DATE.fullmatch(value) is not None and date.fromisoformat(value + WHOLE_DATES[len(value)]))
    except ValueError:
        right = False
    if not right:
        raise fault(entry, f"{name} {value} is no date", "Write 2025, 2025-06 or 2025-06-30")
    return value


def whole(entry: Entry, name: str) -> int:
    """A whole number above 0, 0 where nothing is said."""
    value = text(entry, name)
    if value and not (value.isascii() and value.isdigit() and len(value) <= LARGEST and int(value)):
        raise fault(entry, f"{name} {value} is no count of characters", "Write digits alone")
    return int(value or 0)


def one_of(entry: Entry, name: str, allowed: Collection[str]) -> str:
    """One of a few words, "" where nothing is said."""
    value = text(entry, name)
    if value and value not in allowed:
        raise fault(entry, f"{name} {value} is unknown", f"Use one of {' '.join(allowed)}")
    return value
