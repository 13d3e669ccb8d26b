"""What stands around the text of a document, whatever its title: its first lines, its card, its signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extraction.cards import Card, card_of
from kg.extraction.decrees import order_over_lines
from kg.extraction.issuers import author, from_its_giver
from kg.extraction.signatures import OPENING, heads_title, is_own_number, signature
from kg.extraction.title_runs import is_in_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.types import Recognised
    from kg.knowledge.types import Knowledge
    from kg.model import Document, Entity, Mention


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the text of a document, whatever its title: lines that open it, its card, its signature.

    `end` is where the signature ends, `agency` the publisher.
    """

    opening: Sequence[Recognised]
    card: Card
    number: Mention | None
    issuers: tuple[Mention, ...]
    date: Mention | None
    end: int
    agency: Entity | None


def frame_of(recognised: Sequence[Recognised], document: Document, knowledge: Knowledge) -> Frame:
    """The frame of a document; of several numbers among its first lines the first that stands as its own."""
    opening = recognised[: OPENING + next((n for n, one in enumerate(recognised) if one.sentence.role == "title"), 0)]
    numbers = [(m, one) for one in opening for m in one.mentions]
    card = card_of(recognised, knowledge)
    untitled = not document.metadata.title
    stands = (
        is_own_number(m, one) or heads_title(m, one, untitled=untitled) or is_in_title(m, one, knowledge)
        for m, one in numbers
    )
    own = next((m for (m, _), own in zip(numbers, stands, strict=True) if own), None)
    own = None if own is None else from_its_giver(own, knowledge)
    number = own or order_over_lines(opening, knowledge) or card.number
    return Frame(opening, card, number, *signature(recognised, knowledge), author(document, knowledge))
