"""分别 with the things behind it: one measure, told of kinds of which each stands before its own number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.bare_words import normal
from kg.extraction.phrases import Phrase, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.drafts import Draft
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge


def of_kinds(
    drafts: Sequence[Draft],
    numbers: Sequence[tuple[int, int]],
    told: tuple[int, int],
    knowledge: Knowledge,
) -> list[Draft] | None:
    """The drafts of a clause as one measure of each kind: 限额分别为高血压400元、糖尿病600元; None for other clauses.

    `numbers` are where that of each draft stands in lifted text, `told` is from the clause's beginning to behind 分别.
    """
    situated = drafts[0].reading.situated
    if any(draft.reading.pattern.suffix for draft in drafts):
        return None  # A、B分别增长3%和下降2% tells of changes, each of a thing before
    measure = _named(situated, (told[0], told[1] - _length(situated, told, knowledge)), knowledge)
    if not measure.words.endswith(knowledge.cues.classes["zh"]["measured"]):
        return None
    begins = (told[1], *(end for _, end in numbers[:-1]))
    kinds = [_named(situated, (begin, at), knowledge) for begin, (at, _) in zip(begins, numbers, strict=True)]
    if not all(kind.words or kind.facilities for kind in kinds):
        return None
    return [_of(draft, measure, kind, told, knowledge) for draft, kind in zip(drafts, kinds, strict=True)]


def _of(draft: Draft, measure: Phrase, kind: Phrase, told: tuple[int, int], knowledge: Knowledge) -> Draft:
    label = f"{measure.label} ({kind.label})" if kind.label else measure.label
    return replace(
        draft,
        label=label,
        words=normal(label, knowledge),
        facilities=kind.facilities or measure.facilities,
        inherited=(draft.reading.situated.lifted.span(*told),),
    )


def _named(situated: Situated, stretch: tuple[int, int], knowledge: Knowledge) -> Phrase:
    return phrase(situated, [stretch], knowledge, keep=False)


def _length(situated: Situated, told: tuple[int, int], knowledge: Knowledge) -> int:
    """How long the word is that the clause is told up to."""
    return len(knowledge.cues.one["respectively"].findall(situated.lifted.text, *told)[-1])
