"""A number of a sentence, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extraction.clause_ends import clause
from kg.extraction.units import kind_of
from kg.model import Quantity

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Mention

LISTED = "\N{IDEOGRAPHIC COMMA}"  # between the things of a list
LONGEST_CUE = 40  # characters at the end of words in which one that tells something stands


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity of a sentence, the kind of its unit, and what stands around it.

    `text` is the lifted sentence, `at` the number's place in it and `clause` the stretch of its clause; `before` and
    `after` are what the folded sentence says before and behind it.
    """

    mention: Mention
    quantity: Quantity
    kind: str
    text: str
    at: int
    clause: tuple[int, int]
    before: str
    after: str

    @property
    def exact(self) -> bool:
        """Whether it is just so many, and not about or over that."""
        return self.quantity.bound == "eq" and not self.quantity.approximate


def numbers_of(sentence: Situated, told: Container[int], knowledge: Knowledge) -> Iterator[Number]:
    """The numbers of a sentence that are not `told` of already, by their offsets."""
    lifted, folded, start = sentence.lifted, sentence.sentence.folded, sentence.sentence.span.start
    for mention, at in zip(sentence.mentions, lifted.places, strict=True):
        if mention.span.start not in told and mention.kind == "quantity" and isinstance(mention.value, Quantity):
            before, after = folded[: mention.span.start - start], folded[mention.span.end - start :]
            within = clause(lifted.text, at)
            yield Number(mention, mention.value, kind_of(mention, knowledge), lifted.text, at, within, before, after)


def ends_with(before: str, classes: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Whether words end with a cue of one of some classes."""
    at, cues = len(before), knowledge.cues.one
    return any(m.end() == at for name in classes for m in cues[name].finditer(before, max(at - LONGEST_CUE, 0)))
