"""Patterns of ontology/patterns/*.toml: read whole, checked whole, or refused with file, table, reason and remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import KnowledgeError
from kg.knowledge.files import read_toml
from kg.knowledge.say import CHARACTERS, SayError, compile_say, needs
from kg.knowledge.types import Cues, Example, Pattern
from kg.model import Span
from kg.text.fold import fold
from kg.text.lift import Lifted, lift

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FIELDS = {
    "id": str,
    "lang": str,
    "say": str,
    "note": str,
    "priority": int,
    "edges": list,
    "attributes": list,
    "feature": list,
    "of": str,
    "kind": str,
    "statistic": str,
    "comparator": str,
    "suffix": str,
    "value": str,
    "role": str,
    "example": list,
    "not": list,
}
RELATIONS = ("constructions", "identifies", "issues", "ledger", "lineage", "measures", "requires", "speaks")
INHERITED = ("before", "after", "ahead", "scope", "event")  # roles that the sentence or its surroundings play
_MARK = re.compile(r"\[([^\[\]|]+)\|([a-z]+)\]")


def load_patterns(folder: Path, cues: Cues) -> Mapping[str, tuple[Pattern, ...]]:
    """All patterns by relation (the file's stem), in file order."""
    patterns = {
        path.stem: tuple(read_pattern(path, name, table, cues) for name, table in read_toml(path).items())
        for path in sorted(folder.glob("*.toml"))
    }
    seen: dict[str, str] = {}
    for pattern in (pattern for group in patterns.values() for pattern in group):
        if pattern.id in seen:
            raise KnowledgeError(
                pattern.place, f"[{pattern.id}]", f"the id stands in {seen[pattern.id]} too", "Give it one of its own"
            )
        seen[pattern.id] = pattern.place
    return patterns


def unread_files(folder: Path) -> Iterator[KnowledgeError]:
    """A file that is of no relation that documents are read for: its patterns would never be tried."""
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in RELATIONS:
            remedy = f"Move its patterns into one of those that are read: {', '.join(RELATIONS)}"
            yield KnowledgeError(str(path), "", "no document is read with this file", remedy)


def check_examples(pattern: Pattern) -> tuple[KnowledgeError, ...]:
    """What the pattern's own examples and counter-examples say against it."""
    faults = []
    for example in pattern.examples:
        lifted, texts = marked(example.text)
        read = _roles(pattern, lifted, texts)
        wanted = dict(example.reads)
        if read is None:
            faults.append(_fault(pattern, f"does not read its example: {example.text}", "Change say or the example"))
        elif any(read.get(role) != text for role, text in wanted.items()):
            got = {role: read.get(role) for role in wanted}
            faults.append(_fault(pattern, f"reads {got} in: {example.text}", f"It should read {wanted}"))
    faults.extend(
        _fault(pattern, f"reads its counter-example: {text}", "Make say narrower")
        for text in pattern.counter_examples
        if _roles(pattern, *marked(text)) is not None
    )
    return tuple(faults)


def marked(text: str) -> tuple[Lifted, str]:
    """A text with marks such as `[村卫生室|facility]`, lifted; and the same text without the marks."""
    plain, mentions, at = "", [], 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        mentions.append((Span(len(plain), len(plain) + len(mark[1])), CHARACTERS[mark[2]]))
        plain += mark[1]
        at = mark.end()
    plain += text[at:]
    return lift(fold(plain), 0, mentions), plain


def _roles(pattern: Pattern, lifted: Lifted, text: str) -> dict[str, str] | None:
    match = pattern.regex.search(lifted.text)
    if match is None:
        return None
    spans = {role: lifted.span(*match.span(role)) for role, found in match.groupdict().items() if found is not None}
    return {role: text[span.start : span.end].strip() for role, span in spans.items()}


def read_pattern(path: Path, name: str, table: object, cues: Cues) -> Pattern:
    """One table of a file as a pattern; KnowledgeError with file, table, reason and remedy where it is wrong."""
    place = _Place(str(path), f"[{name}]")
    fields = _fields(table, place)
    language, say = fields["lang"], fields["say"]
    try:
        compiled = compile_say(say, cues.sources.get(language, {}), language)
        needed, words = needs(say, language)
    except SayError as error:
        raise place.wrong("say cannot be read", str(error)) from None
    pattern = Pattern(
        id=fields["id"],
        relation=path.stem,
        language=language,
        say=say,
        regex=compiled,
        needs=needed,
        words=words,
        priority=fields.get("priority", 0),
        edges=_triples(fields, "edges", place),
        attributes=_triples(fields, "attributes", place),
        feature=_feature(fields, place),
        of=fields.get("of", ""),
        kind=fields.get("kind", ""),
        statistic=fields.get("statistic", ""),
        comparator=fields.get("comparator", ""),
        suffix=fields.get("suffix", ""),
        value=fields.get("value", ""),
        role=fields.get("role", ""),
        examples=_examples(fields, "example", place),
        counter_examples=tuple(example.text for example in _examples(fields, "not", place)),
        place=str(path),
    )
    unknown = _unknown_roles(pattern)
    if unknown:
        why = f"speaks of roles that say does not have: {', '.join(unknown)}"
        raise place.wrong(why, "Name them in say: {kind:role}")
    return pattern


@dataclass(frozen=True, slots=True)
class _Place:
    """The file and the table that a mistake is told of."""

    path: str
    table: str

    def wrong(self, why: str, remedy: str) -> KnowledgeError:
        return KnowledgeError(self.path, self.table, why, remedy)


def _fields(table: object, place: _Place) -> dict[str, Any]:  # Any: each field has the type that FIELDS gives it
    """The fields of a pattern; KnowledgeError for one that is unknown, missing or of another type."""
    if not isinstance(table, dict):
        raise place.wrong("is no table", "Each pattern is a table with id, lang, say and at least one example")
    for field, value in table.items():
        if field not in FIELDS or type(value) is not FIELDS[field]:
            known = ", ".join(f"{key} ({kind.__name__})" for key, kind in FIELDS.items())
            raise place.wrong(f"unknown or wrongly typed field {field}", f"Fields are: {known}")
    for field in ("id", "lang", "say", "example"):
        if not table.get(field):
            raise place.wrong(f"has no {field}", "Give it id, lang, say and at least one [[example]]")
    if table["lang"] not in ("zh", "en"):
        raise place.wrong(f"lang is {table['lang']!r}", "Write 'zh' or 'en'")
    return table


def _triples(fields: Mapping[str, Any], name: str, place: _Place) -> tuple[tuple[str, str, str], ...]:
    for row in fields.get(name, ()):
        if not _is_words(row) or len(row) != 3:
            raise place.wrong(f"{name} holds {row!r}", f"Write {name} = [['role', 'relation', 'role']]")
    return tuple((row[0], row[1], row[2]) for row in fields.get(name, ()))


def _feature(fields: Mapping[str, Any], place: _Place) -> tuple[str, ...]:
    feature = fields.get("feature", [])
    if not _is_words(feature):
        raise place.wrong(f"feature is {feature!r}", "Write feature = ['role', 'role']")
    return tuple(feature)


def _examples(fields: Mapping[str, Any], name: str, place: _Place) -> tuple[Example, ...]:
    """The marked texts of `example` or `not`, with what else each table says: the words of roles."""
    found = []
    for entry in fields.get(name, ()):
        if not isinstance(entry, dict) or not entry.get("text") or not _is_words(list(entry.values())):
            raise place.wrong(f"{name} holds {entry!r}", f"Write [[….{name}]] and text = '…' below, and words of roles")
        for mark in _MARK.finditer(entry["text"]):
            if mark[2] not in CHARACTERS:
                why = f"{name} marks {mark[0]}, which is of no kind"
                raise place.wrong(why, f"The kinds are: {', '.join(sorted(CHARACTERS))}")
        found.append(Example(entry["text"], tuple(sorted((k, v) for k, v in entry.items() if k != "text"))))
    return tuple(found)


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word for word in value)


def _unknown_roles(pattern: Pattern) -> list[str]:
    known = {*pattern.regex.groupindex, *INHERITED}
    used = {role for subject, _, object_ in (*pattern.edges, *pattern.attributes) for role in (subject, object_)}
    used |= {*pattern.feature, *filter(None, (pattern.of,))}
    used |= {role for example in pattern.examples for role, _ in example.reads}
    return sorted(used - known)


def _fault(pattern: Pattern, why: str, remedy: str) -> KnowledgeError:
    return KnowledgeError(pattern.place, f"[{pattern.id}]", why, remedy)
