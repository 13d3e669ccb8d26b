"""Cards: what the labelled fields of the record above or below a document give of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.extraction.signatures import is_day
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.extraction.types import Recognised
    from kg.knowledge.types import Knowledge, Structure
    from kg.model import Mention

REACH = 40  # sentences that a card may take up at the head of a page
VALUE = 40  # code points of a line that holds a value and no text
JOINTS = " 、,;|"  # what stands between the bodies of one field


@dataclass(frozen=True, slots=True)
class Card:
    """The number, the day and the issuers that a card gives of its document; None and () where it gives none."""

    number: Mention | None = None
    date: Mention | None = None
    issuers: tuple[Mention, ...] = ()


def card_of(recognised: Sequence[Recognised], knowledge: Knowledge) -> Card:
    """What stands right behind a label (发文字号：, 【成文日期】, 文 号 |), on its line or on the next one."""
    fields = tuple(_fields(recognised[:REACH], knowledge.structure))
    words, eras = knowledge.structure, tuple(era for era, _ in knowledge.words.times.eras)
    days = {label: mention for label, mention, _ in reversed(fields) if mention.kind == "time" and is_day(mention)}
    labels = [*words.card_dates, *(label for label in words.card_eras if label in days and _counts(days[label], eras))]
    return Card(
        next((m for label, m, _ in fields if m.kind == "number" and label in words.card_numbers), None),
        next((days[label] for label in labels if label in days), None),
        next(
            (
                tuple(_listed(mention, one))
                for label, mention, one in fields
                if mention.kind == "agency" and label in words.card_issuers
            ),
            (),
        ),
    )


def _fields(lines: Iterable[Recognised], structure: Structure) -> Iterator[tuple[str, Mention, Recognised]]:
    """Every mention right behind a label, with the label: 文号 of 文  号: 浙卫发〔2023〕10号."""
    above = ""
    for one in lines:
        folded = one.sentence.folded
        for mention in one.mentions:
            before = folded[: mention.span.start - one.sentence.span.start]
            alone = not before.strip() and len(folded) <= VALUE
            label = _label(structure).search(above if alone else before)
            if label is not None:
                yield "".join(label["label"].split()), mention, one
        above = folded


def _counts(day: Mention, eras: tuple[str, ...]) -> bool:
    """Whether a day is told in a calendar of its own."""
    return fold(day.text).startswith(eras)


def _listed(first: Mention, one: Recognised) -> Iterator[Mention]:
    """The bodies of a field from the first on: 国家卫生健康委、财政部."""
    end = first.span.start
    for mention in one.mentions:
        if mention.kind != "agency" or mention.span.start < end:
            continue
        if one.sentence.folded[end - one.sentence.span.start : mention.span.start - one.sentence.span.start].strip(
            JOINTS
        ):
            return
        yield mention
        end = mention.span.end


@cache
def _label(structure: Structure) -> regex.Pattern[str]:
    """A label at the end of what stands before a value, its characters spread or not, in brackets or before a colon."""
    words = (*structure.card_numbers, *structure.card_dates, *structure.card_eras, *structure.card_issuers)
    spread = "|".join(r" *".join(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return regex.compile(rf"(?<!\p{{Han}})(?P<label>{spread})\s*[\])】]?(?:\s*[:|]\s*|\s+|$)\|?\s*$")
