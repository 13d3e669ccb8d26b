"""Document numbers in folded words: 国办发〔2018〕128号, 国令第707号."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from kg.model import Span
from kg.text.codes import FIGURE
from kg.text.fold import fold
from kg.text.screen import held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.knowledge.types import Structure


def document_numbers(folded: str, structure: Structure) -> Iterator[Span]:
    """Every document number (国办发〔2018〕128号, 国令第707号), in any of the brackets that documents use."""
    if FIGURE.search(folded) is None or not any(word in folded for word in _held(structure)):
        return
    for match in number_of(structure).finditer(folded):
        yield Span(*match.span())


def number_within(title: str, structure: Structure) -> Span | None:
    """Where a document number in brackets closes a title: 《关于校车的意见（国办发〔2018〕3号）》."""
    folded = fold(title)
    if not folded.endswith(")"):
        return None
    found = (Span(*match.span()) for match in number_of(structure).finditer(folded))
    return next((one for one in found if one.end == len(folded) - 1 and folded[one.start - 1] == "("), None)


@cache
def number_of(structure: Structure) -> regex.Pattern[str]:
    """One document number, wherever it stands in folded words."""
    return regex.compile("|".join(structure.document_numbers))


@cache
def _held(structure: Structure) -> tuple[str, ...]:
    """The words of which every document number holds one."""
    return tuple({held(pattern): None for pattern in structure.document_numbers})
