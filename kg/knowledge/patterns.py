"""Patterns of ontology/patterns/*.toml: read whole, checked whole, or refused with file, table, reason and remedy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import KnowledgeError
from kg.knowledge.say import CHARACTERS, SayError, compile_say, needs
from kg.knowledge.tables import read_toml
from kg.knowledge.types import Cues, Example, Pattern
from kg.model import Span
from kg.text.fold import fold
from kg.text.lift import Lifted, lift

if TYPE_CHECKING:
    from collections.abc import Mapping
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
INHERITED = ("before", "after", "scope", "event")  # roles that the sentence or its surroundings play
_MARK = re.compile(r"\[([^\[\]|]+)\|([a-z]+)\]")


def load_patterns(folder: Path, cues: Cues) -> Mapping[str, tuple[Pattern, ...]]:
    """All patterns by relation (the file's stem), in file order."""
    patterns = {path.stem: _read(path, cues) for path in sorted(folder.glob("*.toml"))}
    seen: dict[str, str] = {}
    for pattern in (pattern for group in patterns.values() for pattern in group):
        if pattern.id in seen:
            raise KnowledgeError(
                pattern.place, f"[{pattern.id}]", f"the id stands in {seen[pattern.id]} too", "Give it one of its own"
            )
        seen[pattern.id] = pattern.place
    return patterns


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


def _read(path: Path, cues: Cues) -> tuple[Pattern, ...]:
    return tuple(_pattern(path, name, table, cues) for name, table in read_toml(path).items())


def _pattern(path: Path, name: str, table: Mapping[str, object], cues: Cues) -> Pattern:
    def wrong(why: str, remedy: str) -> KnowledgeError:
        return KnowledgeError(str(path), f"[{name}]", why, remedy)

    if not isinstance(table, dict):
        raise wrong("is no table", "Each pattern is a table with id, lang, say and at least one example")
    for field, value in table.items():
        if field not in FIELDS or not isinstance(value, FIELDS[field]):
            known = ", ".join(f"{key} ({kind.__name__})" for key, kind in FIELDS.items())
            raise wrong(f"unknown or wrongly typed field {field}", f"Fields are: {known}")
    for field in ("id", "lang", "say", "example"):
        if not table.get(field):
            raise wrong(f"has no {field}", "Give it id, lang, say and at least one [[example]]")
    if table["lang"] not in ("zh", "en"):
        raise wrong(f"lang is {table['lang']!r}", "Write 'zh' or 'en'")
    try:
        compiled = compile_say(table["say"], cues.sources.get(table["lang"], {}), table["lang"])
        mentions, classes = needs(table["say"])
    except SayError as error:
        raise wrong("say cannot be read", str(error)) from None
    pattern = Pattern(
        id=table["id"],
        relation=path.stem,
        language=table["lang"],
        say=table["say"],
        regex=compiled,
        needs=mentions,
        classes=classes,
        priority=table.get("priority", 0),
        edges=_triples(table.get("edges", [])),
        attributes=_triples(table.get("attributes", [])),
        feature=tuple(table.get("feature", ())),
        of=table.get("of", ""),
        kind=table.get("kind", ""),
        statistic=table.get("statistic", ""),
        comparator=table.get("comparator", ""),
        suffix=table.get("suffix", ""),
        value=table.get("value", ""),
        role=table.get("role", ""),
        examples=tuple(_example(entry) for entry in table["example"]),
        counter_examples=tuple(entry["text"] for entry in table.get("not", ())),
        place=str(path),
    )
    unknown = _unknown_roles(pattern)
    if unknown:
        raise wrong(f"speaks of roles that say does not have: {', '.join(unknown)}", "Name them in say: {kind:role}")
    return pattern


def _triples(rows: list[list[str]]) -> tuple[tuple[str, str, str], ...]:
    return tuple((row[0], row[1], row[2]) for row in rows)


def _example(entry: Mapping[str, str]) -> Example:
    return Example(entry["text"], tuple(sorted((k, v) for k, v in entry.items() if k != "text")))


def _unknown_roles(pattern: Pattern) -> list[str]:
    known = {*pattern.regex.groupindex, *INHERITED}
    used = {role for subject, _, object_ in (*pattern.edges, *pattern.attributes) for role in (subject, object_)}
    used |= {*pattern.feature, *filter(None, (pattern.of,))}
    used |= {role for example in pattern.examples for role, _ in example.reads}
    return sorted(used - known)


def _fault(pattern: Pattern, why: str, remedy: str) -> KnowledgeError:
    return KnowledgeError(pattern.place, f"[{pattern.id}]", why, remedy)
