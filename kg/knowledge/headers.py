"""Words of ontology/words/tables.toml: what the headers of tables say, checked when they are read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import regex

from kg.errors import KnowledgeError
from kg.knowledge.cues import alternation
from kg.knowledge.files import read_toml
from kg.terms import VOC
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

GAP, WIDE_GAP = regex.compile(r"\s+"), regex.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
ROLES = ("name", "unit", "attribute", "group", "number", "other")
SENSES = ("actual", "base", "target", "unread", "unless")
MARKS = (
    "indicators",
    "unit",
    "including",
    "among",
    "total",
    "subtotal",
    "note",
    "plain",
    "joint",
    "title",
    "norm",
    "nothing",
    "sorting",
)
HEADS = ("growth", "share", "count", "other")
LISTS: Mapping[str, tuple[str, ...]] = {
    "roles": ROLES,
    "senses": SENSES,
    "marks": MARKS,
    "heads": HEADS,
    "parts": ("words", "people"),
    "groups": ("ends",),
}
PER = ("forms", "before", "after", "told")


@dataclass(frozen=True, slots=True)
class Per:
    """What a number is per: its words before (Chinese) or after (English) an indicator, unless it holds one `told`."""

    before: str
    after: str
    told: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Headers:
    """What headers and cells of tables say; all words are folded and in lower case.

    `roles` and `pers` are by the whole text of a cell. `senses` are in the order in which they count. Of the words
    that name a kind of number (growth, share, count, other) `heads` are all, `ends` match them at the end of a name
    and `begins` at the beginning of an English one.
    """

    roles: Mapping[str, str]
    senses: Mapping[str, regex.Pattern[str]]
    marks: Mapping[str, tuple[str, ...]]
    ends: Mapping[str, regex.Pattern[str]]
    begins: Mapping[str, regex.Pattern[str]]
    heads: frozenset[str]
    parts: frozenset[str]
    people: tuple[str, ...]
    group_ends: tuple[str, ...]
    modality: Mapping[str, str]
    units: Mapping[str, str]
    pers: Mapping[str, Per]


def load_headers(path: Path) -> Headers:
    """The file as `Headers`; KnowledgeError with file, place, reason and remedy where it is wrong."""
    tables = read_toml(path)
    _check(path, tables)
    words = {
        section: {name: tuple(_plain(word) for word in tables[section][name]) for name in names}
        for section, names in LISTS.items()
    }
    return Headers(
        roles={_close(word): role for role in ROLES for word in words["roles"][role]},
        senses={name: _any(words["senses"][name], unless=words["senses"]["unless"]) for name in SENSES[:-1]},
        marks=words["marks"],
        ends={name: _any(words["heads"][name], after="$") for name in HEADS},
        begins={name: _any([w for w in words["heads"][name] if w.isascii()], before="^") for name in HEADS},
        heads=frozenset(word for name in HEADS for word in words["heads"][name]),
        parts=frozenset(words["parts"]["words"]),
        people=words["parts"]["people"],
        group_ends=words["groups"]["ends"],
        modality={_plain(word): VOC + concept for concept, said in tables["modality"].items() for word in said},
        units={_plain(form): fold(unit) for form, unit in tables["units"].items()},
        pers={_close(_plain(form)): _per(entry) for entry in tables["per"] for form in entry["forms"]},
    )


@lru_cache(maxsize=4096)
def close(text: str) -> str:
    """A cell's text as whole cells are compared: folded, in lower case, without blanks between Chinese characters.

    >>> close("指　标")
    '指标'
    """
    return _close(_plain(text))


def _close(text: str) -> str:
    return WIDE_GAP.sub("", GAP.sub(" ", text)).strip()


def _plain(text: str) -> str:
    return fold(text).lower().strip()


def _any(words: Sequence[str], before: str = "", after: str = "", unless: Sequence[str] = ()) -> regex.Pattern[str]:
    return regex.compile(f"{before}(?:{alternation(words, unless) or '(?!)'}){after}", regex.IGNORECASE)


def _per(entry: Mapping[str, Any]) -> Per:  # Any: a TOML table holds whatever its author wrote
    return Per(entry["before"], entry["after"], tuple(_plain(word) for word in entry["told"]))


def _check(path: Path, tables: Mapping[str, Any]) -> None:  # Any: as above
    """KnowledgeError for a table or list that is missing, unknown or of another form."""
    known = {*LISTS, "modality", "units", "per"}
    for section in sorted(known ^ tables.keys()):
        why = "is missing" if section in known else "is unknown"
        raise KnowledgeError(str(path), f"[{section}]", why, f"The tables are: {', '.join(sorted(known))}")
    for section, names in LISTS.items():
        for name in sorted(set(names) ^ tables[section].keys()):
            why = f"{name} is missing" if name in names else f"{name} is unknown"
            raise KnowledgeError(str(path), f"[{section}]", why, f"Its lists are: {', '.join(names)}")
        _check_lists(path, section, tables[section])
    _check_lists(path, "modality", tables["modality"])
    for form, unit in tables["units"].items():
        if not isinstance(unit, str) or not unit:
            raise KnowledgeError(str(path), "[units]", f"{form} names no unit", "Write form = 'unit of units.toml'")
    for number, entry in enumerate(tables["per"], 1):
        if set(entry) != set(PER):
            raise KnowledgeError(str(path), f"[[per]] {number}", "has other fields", f"Write {', '.join(PER)}")
        _check_lists(path, f"[per] {number}", {name: entry[name] for name in ("forms", "told")})


def _check_lists(path: Path, section: str, lists: Mapping[str, object]) -> None:
    for name, words in lists.items():
        if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
            raise KnowledgeError(str(path), f"[{section}] {name}", "is no list of words", "Write name = ['…', '…']")
