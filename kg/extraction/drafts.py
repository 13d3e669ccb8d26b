"""What a number of a sentence is of, while it is being worked out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extraction.readings import span_of

if TYPE_CHECKING:
    from kg.extraction.claims import Claim
    from kg.extraction.phrases import Phrase
    from kg.extraction.readings import Reading
    from kg.model import Mention, Span

PART = 4  # characters that name a part of something, and nothing of its own
SHARE = "stat-share"  # 占比38.1%，同比降低4.3个百分点: the change is one of the share
_PART = re.compile(r" \([^()]*\)$")  # the part that a label names behind the whole


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading and what it measures: `words` as compared, `label` as written, the facility types it is of.

    `inherited` are stretches of the document that some of it was taken over from; `claim` and `time` are what grammar
    tells already, where it does; `place` is where its sentence speaks of, which its own words do not name.
    """

    reading: Reading
    phrase: Phrase
    facilities: tuple[Mention, ...]
    words: str
    label: str
    inherited: tuple[Span, ...] = ()
    claim: Claim = ""
    time: Mention | None = None
    place: Mention | None = None


def stretches_told(draft: Draft) -> tuple[Span, ...]:
    """The stretches of the document whose words name what a draft measures; those taken over where it has none."""
    return tuple(span_of(draft.reading.situated, stretch) for stretch in draft.phrase.stretches) or draft.inherited


def share_of(draft: Draft) -> str:
    """The word by which a draft is a share of something, "" where it is none: 占比."""
    return draft.reading.pattern.suffix if draft.reading.pattern.statistic == SHARE else ""


def whole_of(draft: Draft) -> str:
    """What a draft that counts a part of something is a part of."""
    return _PART.sub("", draft.label) if draft.inherited else draft.label
