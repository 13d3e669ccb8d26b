"""Pages of several stories, each under a headline of its own: who is heard in one is not heard in the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.segment import UNNUMBERED
from kg.knowledge.say import CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Document

FEWEST, SOME = 3, 2  # headlines of a page of stories; of one whose title says that it is one
LEAD = 14  # code points with which a story begins, in which it is told when it was or who tells it
LINES = ("title", "byline")


def stories(situated: Sequence[Situated], document: Document, knowledge: Knowledge) -> tuple[int, ...] | None:
    """For each sentence the number of its story; None where a page tells one.

    A page of stories says so in its title (快讯), or begins with a headline, and most of what its headlines stand over
    begins as news does: 记者近日获悉, 4月11日，.
    """
    heads = [i for i, one in enumerate(situated) if _is_headline(one)]
    if len(heads) < SOME or any(one.scope is not None and not one.scope.inline for one in situated):
        return None
    titled = knowledge.cues.one["digests"].search(document.metadata.title) is not None
    if not titled and not _is_news(situated, heads, knowledge):
        return None
    number, numbers = 0, []
    for one in situated:
        number += _is_headline(one)
        numbers.append(number)
    return tuple(numbers)


def _is_news(situated: Sequence[Situated], heads: Sequence[int], knowledge: Knowledge) -> bool:
    """Whether a page begins with a headline, and most of its stories begin as news does."""
    before = (one.sentence.role in LINES for one in situated[: heads[0]])
    if len(heads) < FEWEST or not all(before):
        return False
    bodies = [situated[i + 1] for i in heads if i + 1 < len(situated) and not situated[i + 1].sentence.heading]
    return len(bodies) == len(heads) and 2 * sum(_begins_as_news(one, knowledge) for one in bodies) > len(heads)


def _begins_as_news(one: Situated, knowledge: Knowledge) -> bool:
    begun, cues = one.lifted.text[:LEAD], knowledge.cues.one
    return CHARACTERS["time"] in begun or any(cues[name].search(begun) for name in ("reporter", "just_now"))


def _is_headline(one: Situated) -> bool:
    return one.sentence.heading >= UNNUMBERED and one.sentence.role != "title"
