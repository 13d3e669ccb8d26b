"""Number words, units and time words of ontology/words, checked and folded, as the values that kg.text reads with."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, get_args

from kg.errors import KnowledgeError
from kg.knowledge.files import read_toml
from kg.terms import PREFIXES
from kg.text.fold import fold
from kg.text.moments import Length
from kg.text.words import Cue, NumberWords, Sign, TimeWords, Unit, UnitKind, Words

if TYPE_CHECKING:
    from pathlib import Path

_UNIT_KEYS = {"kind", "forms", "iri", "zh", "en", "unless", "before", "over"}
_SIGNS, _CUES, _KINDS, _LENGTHS = get_args(Sign), get_args(Cue), get_args(UnitKind), get_args(Length)


def load_words(folder: Path) -> Words:
    """The tables numbers, units and times of `folder`; KnowledgeError with file, place, why and remedy."""
    numbers, units, times = (folder / f"{name}.toml" for name in ("numbers", "units", "times"))
    table = dict(read_toml(numbers))
    other = table.pop("other", {})
    if not isinstance(other, dict):
        raise KnowledgeError(str(numbers), "[other]", "is no table", "Write [other] and lists of words below it")
    return Words(
        numbers=NumberWords(**_fields(numbers, {**table, **other}, NumberWords, _SIGNS)),
        units=_units(units),
        times=TimeWords(**_fields(times, dict(read_toml(times)), TimeWords, _CUES)),
    )


def _fields(
    path: Path, table: dict[str, Any], kind: type[NumberWords | TimeWords], signs: tuple[str, ...]
) -> dict[str, Any]:
    """Each field of `kind` from the table of the same name: a list of words, words by sign, or values by word."""
    shapes = {field.name: str(field.type) for field in dataclasses.fields(kind)}
    for name in sorted(shapes.keys() ^ table.keys()):
        why = "is missing" if name in shapes else "is unknown"
        raise KnowledgeError(str(path), name, why, f"The tables are: {', '.join(sorted(shapes))}")
    return {name: _field(path, name, shape, table[name], signs) for name, shape in shapes.items()}


def _field(path: Path, name: str, shape: str, value: object, signs: tuple[str, ...]) -> object:
    """The value of a field in its declared shape; KnowledgeError where it has another."""
    if shape == "tuple[str, ...]":
        return _words(path, name, value)
    if not isinstance(value, dict) or not value:
        raise KnowledgeError(str(path), name, "is no table", "Write name = { … } or [name]")
    if "Sign" in shape or "Cue" in shape:
        return _signed(path, name, value, signs)
    return _valued(path, name, value, pair="tuple[int, int]" in shape, length="Length" in shape)


def _signed(path: Path, name: str, table: dict[str, object], signs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The words of a table of lists, each with the sign it is listed under; a word stands under one sign."""
    found: dict[str, str] = {}
    for sign, listed in table.items():
        place = f"[{name}] {sign}"
        if sign not in signs:
            raise KnowledgeError(str(path), place, "is no sign", f"The signs are: {', '.join(signs)}")
        for word in _words(path, place, listed):
            if word in found:
                raise KnowledgeError(str(path), place, f"{word} stands under {found[word]} too", "Keep one of them")
            found[word] = sign
    return tuple(found.items())


def _valued(path: Path, name: str, table: dict[str, object], *, pair: bool, length: bool) -> tuple[object, ...]:
    """Words with what they stand for: a number, two months, or a length of time."""
    found: list[tuple[str, object]] = []
    for key, value in table.items():
        place = f"{name} {key}"
        if pair:
            right = isinstance(value, list) and len(value) == 2 and all(type(month) is int for month in value)
            right = right and isinstance(value, list) and 1 <= value[0] <= value[1] <= 12
            found.append((_folded(path, place, key), tuple(value) if isinstance(value, list) else ()))
        else:
            right = value in _LENGTHS if length else type(value) is int
            found.append((_folded(path, place, key), value))
        if not right:
            wanted = "two months, [1, 6]" if pair else f"one of {', '.join(_LENGTHS)}" if length else "a whole number"
            raise KnowledgeError(str(path), place, f"is {value!r}", f"Write {wanted}")
    return tuple(found)


def _words(path: Path, place: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise KnowledgeError(str(path), place, "is no list of words", "Write name = ['…', '…']")
    for index, word in enumerate(value):
        if word in value[:index]:
            raise KnowledgeError(str(path), place, f"{word} is listed twice", "Delete one of them")
    return tuple(_folded(path, place, word) for word in value)


def _folded(path: Path, place: str, word: str) -> str:
    if fold(word) != word:
        raise KnowledgeError(str(path), place, f"{word} cannot match folded text", f"Write {fold(word)}")
    return word


def _units(path: Path) -> tuple[Unit, ...]:
    """The units of a file, of which no two have a form in common."""
    units = tuple(_unit(path, name, table) for name, table in read_toml(path).items())
    owner: dict[str, str] = {}
    for unit in units:
        for form in (*unit.forms, *unit.over):
            if form in owner:
                why, remedy = f"{form} is a form of {owner[form]} too", "Keep it in one of them"
                raise KnowledgeError(str(path), f"[{unit.name}]", why, remedy)
            owner[form] = unit.name
    return units


def _unit(path: Path, name: str, table: object) -> Unit:
    """A unit; KnowledgeError where its table has other keys or values."""
    place = f"[{name}]"
    if not isinstance(table, dict) or not {"kind", "iri", "zh", "en"} <= table.keys() <= _UNIT_KEYS:
        raise KnowledgeError(str(path), place, "has other keys", f"The keys are: {', '.join(sorted(_UNIT_KEYS))}")
    for key in ("kind", "iri", "zh", "en"):
        if not isinstance(table[key], str) or not table[key]:
            raise KnowledgeError(str(path), place, f"{key} is {table[key]!r}", "Write a word")
    if table["kind"] not in _KINDS:
        raise KnowledgeError(str(path), place, f"{table['kind']} is no kind", f"The kinds are: {', '.join(_KINDS)}")
    lists = {key: _words(path, f"{place} {key}", table.get(key, [])) for key in ("forms", "unless", "before", "over")}
    return Unit(
        name=_folded(path, place, name),
        forms=(name, *lists["forms"]),
        kind=table["kind"],
        iri=_iri(path, place, table["iri"]),
        zh=table["zh"],
        en=table["en"],
        unless=lists["unless"],
        before=lists["before"],
        over=lists["over"],
    )


def _iri(path: Path, place: str, short: str) -> str:
    prefix, colon, name = short.partition(":")
    if prefix not in PREFIXES or not colon or not name:
        raise KnowledgeError(str(path), place, f"{short} is no short IRI", f"Begin with one of: {', '.join(PREFIXES)}")
    return PREFIXES[prefix] + name
