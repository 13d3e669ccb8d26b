"""The number that words begin with: of an item of an outline (（三）, 15.) or of an article of a regulation."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.knowledge.types import Knowledge

ABOUT = re.compile(r"\s*\([^()\d]{2,20}\)\s*")  # what an article is about: 第一条(目的和依据) 为了…


def is_item(folded: str, knowledge: Knowledge) -> bool:
    """Whether folded words are an item of an outline."""
    return _begun(knowledge)[0].match(folded) is not None


def depth(folded: str, knowledge: Knowledge) -> int:
    """How deep in an outline the number is that folded words begin with, 0 where there is none: 一、 above （一）."""
    forms = enumerate(_forms(knowledge), start=2)
    return next((place for place, form in forms if form.match(folded)), 0)


def behind_number(folded: str, knowledge: Knowledge) -> int:
    """Where folded words go on behind the number that they begin with, and what it is about; 0 where there is none."""
    match = _begun(knowledge)[1].match(folded)
    # 一、二、三档 lists three numbers and is no item.
    if match is None or is_item(folded[match.end() :], knowledge):
        return 0
    about = ABOUT.match(folded, match.end())
    return about.end() if about is not None else match.end()


@cache
def _forms(knowledge: Knowledge) -> tuple[re.Pattern[str], ...]:
    return tuple(_any((form,)) for form in knowledge.structure.numberings)


@cache
def _begun(knowledge: Knowledge) -> tuple[re.Pattern[str], re.Pattern[str]]:
    items = knowledge.structure.numberings
    return _any(items), _any((*knowledge.structure.articles, *items))


def _any(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(forms)})\s*")
