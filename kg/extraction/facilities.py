"""Facility types as they are composed: words of level, ownership, grade and specialty before a known type."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.model import Entity, Span
from kg.text.fold import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.knowledge.types import Composition, Concept


def compose(
    folded: str, span: Span, concept: Concept, composition: Composition, curated: Mapping[str, Concept]
) -> tuple[Span, Entity]:
    """Extend a known type to the left over its modifiers: 县级 + 中医医院 is 县级中医医院.

    The whole is the curated concept of that name where there is one, else a type of its own, broader the known one.
    Words that say nothing of the kind (全国, 各) are left outside. `curated` is by name key.
    """
    start, words = span.start, []
    while (length := _modifier_before(folded, start, composition)) > 0:
        words.append(folded[start - length : start])
        start -= length
    while words and start < span.start:
        whole = curated.get(name_key("".join(reversed(words)) + concept.labels["zh"]))
        if whole is not None and whole.kind == "facility":
            return Span(start, span.end), entity_of(whole)
        break
    if not words:
        return span, entity_of(concept)
    language = "en" if folded[span.start].isascii() else "zh"
    label = _label(words[::-1], concept, language, composition)
    return Span(start, span.end), Entity("facility", name_key(label), label, "zh", broader=(concept.iri,))


def alike_before(  # noqa: PLR0913, PLR0917  as compose takes it
    folded: str, whole: Span, name: int, concept: Concept, composition: Composition, curated: Mapping[str, Concept]
) -> Iterator[tuple[Span, Entity]]:
    """The types of a list whose modifiers alone stand before a composed name: 三级 of 三级、二级医院.

    `whole` is where that name stands, in which the known type begins at `name`.
    """
    for kind in composition.alike:
        first = _longest(kind, lambda word: folded.startswith(word, whole.start, name))
        if not first:
            continue
        rest, at = folded[whole.start + len(first) : name], whole.start
        while joint := _longest(composition.joints, lambda word: folded.endswith(word, 0, at)):  # noqa: B023  used at once
            end = at - len(joint)
            word = _longest(kind, lambda word: folded.endswith(word, 0, end))  # noqa: B023  used at once
            if not word:
                return
            label, at = word + rest + concept.labels["zh"], end - len(word)
            known = curated.get(name_key(label))
            own = Entity("facility", name_key(label), label, "zh", broader=(concept.iri,))
            yield Span(at, end), entity_of(known) if known is not None and known.kind == "facility" else own


def _longest(words: Iterable[str], stands: Callable[[str], bool]) -> str:
    """The longest of some words that stands there, "" where none does."""
    return max((word for word in words if stands(word)), key=len, default="")


@cache
def entity_of(concept: Concept) -> Entity:
    """The entity that a curated concept stands for."""
    return Entity(
        concept.kind,
        name_key(concept.labels["zh"]),
        concept.labels["zh"],
        "zh",
        concept.iri,
        concept.broader if concept.kind == "facility" else (),
        concept.statistic,
        concept.unit,
    )


def _label(words: list[str], concept: Concept, language: str, composition: Composition) -> str:
    """The composed name in Chinese; an English modifier is put back into the Chinese word it translates."""
    if language == "zh":
        return "".join(words) + concept.labels["zh"]
    chinese = {english.lower() + " ": word for word, english in composition.modifiers if english}
    return "".join(chinese[word.lower()] for word in words) + concept.labels["zh"]


def _modifier_before(folded: str, end: int, composition: Composition) -> int:
    """The length of the longest modifier that ends at `end`, 0 where there is none."""
    words, longest = _modifiers(composition)
    for length in range(min(longest, end), 0, -1):
        if folded[end - length : end].lower() in words:
            if (
                folded[end - length].isascii()
                and end > length
                and folded[end - length - 1].isalpha()
                and folded[end - length - 1].isascii()
            ):
                continue
            return 0 if folded.endswith(composition.traps, 0, end) else length
    return 0


@cache
def _modifiers(composition: Composition) -> tuple[frozenset[str], int]:
    words = {word for word, _ in composition.modifiers}
    words |= {english.lower() + " " for _, english in composition.modifiers if english}
    return frozenset(words), max(map(len, words), default=0)
