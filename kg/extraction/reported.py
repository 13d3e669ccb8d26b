"""Whether a page is somebody's report, or nobody's: a recipe, a listing, a read-me, a paper of a court."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from kg.model import Period
from kg.text.fold import fold
from kg.text.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.extraction.types import Sentence, Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Document, LedgerRole

Roles = dict[int, tuple["LedgerRole", str]]

# Kinds of mentions that show a page to tell of public life.
PUBLIC = ("agency", "number", "programme", "policy", "event", "person", "region", "facility", "self")
FEWEST = 4  # sentences of a page: fewer are too few to tell
HEAD = 8  # sentences in which a paper of a court says what it is
OPENING = 3  # sentences in which another paper does: further down a page lists links to others
STAMPS = ("title", "byline", "heading")  # roles of lines that tell when a page was made
CLAIMED = ("observation", "target")
_BRACKET = re.compile(r"\([^()]{1,20}\)$")  # behind a title: (第二次)
NOBODYS: tuple[LedgerRole, str] = ("qualifier", "nobody's report")


def is_public(page: Sequence[Situated], knowledge: Knowledge) -> bool:
    """Whether one sentence of a page has something of public life; a recipe, a listing, a read-me has nothing."""
    return len(page) < FEWEST or any(_is_public(one, knowledge) for one in page) or _is_of_land(page, knowledge)


def _is_of_land(page: Sequence[Situated], knowledge: Knowledge) -> bool:
    """Whether an English page is about another land: its title or a heading names one, or more than one sentence."""
    named = [one.sentence for one in page if _named_land(knowledge).search(one.sentence.folded) is not None]
    return len(named) > 1 or any(one.heading or one.role in STAMPS for one in named)


@cache
def _named_land(knowledge: Knowledge) -> re.Pattern[str]:
    lands = any_of(knowledge.cues.classes["en"]["lands"])
    return re.compile(rf"(?<![\w-])(?:{lands})(?![\w-])")


def is_nobodys_paper(document: Document, sentences: Iterable[Sentence], knowledge: Knowledge) -> bool:
    """Whether a document is the paper of a court, of an exam or of a purchase, by its title or one of its first lines.

    The laws that it names are not its own, and what it tells of the parties, supposes or pays is nobody's figure.
    """
    classes = knowledge.cues.classes["zh"]
    heads = (fold(document.metadata.title), *(one.folded for one in islice(sentences, HEAD)))
    lines = [_BRACKET.sub("", line.strip()) for line in heads]
    kinds = ((classes["case_papers"], lines), (classes["unreported_papers"], lines[: OPENING + 1]))
    return any(line.endswith(names) for names, told in kinds for line in told)


def unclaimed(roles: Mapping[int, tuple[LedgerRole, str]]) -> Roles:
    """What numbers end as where no figure is told."""
    return {at: NOBODYS if role in CLAIMED else (role, reason) for at, (role, reason) in roles.items()}


def _is_public(sentence: Situated, knowledge: Knowledge) -> bool:
    stamped = sentence.sentence.role in STAMPS  # a recipe has a day too
    told = (isinstance(mention.value, Period) and not stamped for mention in sentence.mentions)
    named = any(mention.kind in PUBLIC for mention in sentence.mentions) or any(told)
    return named or any(word in sentence.sentence.folded for word in knowledge.structure.here)
