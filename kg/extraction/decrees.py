"""Decrees: the order by which a body makes a law known, as a cover to the law itself."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import regex

from kg.extraction.issuers import givers_of
from kg.extraction.signatures import is_only
from kg.extraction.types import Scope
from kg.model import Entity, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Recognised
    from kg.knowledge.types import Knowledge
    from kg.model import Span


def decreed(
    title: str, span: Span, opening: Sequence[Recognised], number: Mention | None, knowledge: Knowledge
) -> tuple[Scope, Mention | None, tuple[Mention, ...]] | None:
    """The law that a decree makes known, its number, and the bodies that adopted it; None for any other document.

    国家卫生健康委员会令, 第12号, 《办法》已经审议通过，现予公布: the document is the 办法, known by this order.
    """
    if not title.endswith(knowledge.structure.decrees):
        return None
    for above, one in zip([None, *opening], opening, strict=False):
        if knowledge.cues.one["hereby"].search(one.sentence.folded):
            for mention in (*one.mentions, *(above.mentions if above is not None else ())):  # a line broken at a margin
                if mention.kind == "policy" and isinstance(mention.value, Entity):
                    adopted = tuple(m for m in one.mentions if m.kind == "agency")
                    numbered = number or _numbered(title, span, opening, knowledge)
                    return Scope(mention.value, mention.span), numbered, adopted
    return None


def order_over_lines(opening: Sequence[Recognised], knowledge: Knowledge) -> Mention | None:
    """The number of an order that is told over two lines: whose order it is, and which: 某市人民政府令, 第48号."""
    for place, (above, one) in enumerate(itertools.pairwise(opening)):
        name = "".join(above.sentence.folded.split())
        if name in knowledge.structure.given:  # 令 alone, below the lines of those whose order it is
            name = " ".join(reversed(tuple(_bodies_above(opening[:place])))) + name
        said = "".join(one.sentence.folded.split())
        if (
            name.endswith(knowledge.structure.given)
            and any(regex.fullmatch(order, said.strip("()")) for order in knowledge.structure.lone_orders)
            and givers_of(name, knowledge)
        ):
            return Mention(one.sentence.span, "number", name + said)
    return None


def _bodies_above(lines: Sequence[Recognised]) -> Iterator[str]:
    """The lines right above that are bodies and nothing else, the last first."""
    for one in reversed(lines):
        if not is_only(one, [m for m in one.mentions if m.kind == "agency"]):
            return
        yield "".join(one.sentence.folded.split())


def _numbered(title: str, span: Span, opening: Sequence[Recognised], knowledge: Knowledge) -> Mention | None:
    """The number of a decree, from its name on: 第 12 号 on the line below."""
    for one in opening:
        said = "".join(one.sentence.folded.split())
        if one.sentence.span.start >= span.end and any(
            regex.fullmatch(order, said) for order in knowledge.structure.lone_orders
        ):
            return Mention(one.sentence.span, "number", title + said)
    return None
