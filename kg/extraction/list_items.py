"""What the items of a list take over from a later one, which alone says it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.bare_words import normal
from kg.extraction.drafts import SHARE, Draft, stretches_told
from kg.extraction.indicators import SHORTEST
from kg.knowledge.say import JOINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.readings import Reading
    from kg.knowledge.types import Knowledge

SAID_OF = ("what",)  # the feature of a share of what is told behind it
VERBS = ("has", "equip", "attain")  # classes of words with which it is told what those do who are named before
MOST = 20  # code points of a label up to the end of such a word


def completed(drafts: Sequence[Draft], knowledge: Knowledge) -> list[Draft]:
    """Let the items of a list, but for the last complete already, take over what only a later one says.

    99%的A和98%的B都具备了X share the predicate; 13个类别26个国家医学中心, without a joint, the facility type.
    """
    completed = list(drafts)
    for place in range(len(completed) - 2, -1, -1):
        shared = _sharing(completed[place], completed[place + 1], knowledge)
        if shared == completed[place]:
            break  # those before took over all they could when it came
        completed[place] = shared
    return completed


def _sharing(draft: Draft, following: Draft, knowledge: Knowledge) -> Draft:
    """A draft with what the next one of its list says of both, or without words where nothing says that."""
    one, other = draft.reading, following.reading
    if one.value is None and one.pattern.suffix:
        return draft  # A全覆盖、B全覆盖 says of each what it is
    if (
        one.pattern.id == other.pattern.id
        and not one.pattern.of
        and one.pattern.feature == SAID_OF
        and _leads_on(one, other, knowledge)
    ):
        return replace(draft, words="", label="")  # what 30%的市和5%的县开展 say they do cannot be told from the last
    if one.pattern.feature == other.pattern.feature == SAID_OF and not (one.pattern.of or other.pattern.of):
        return _with_verb(draft, following, knowledge) if _adjoin(one, other, knowledge) else draft
    if draft.reading.pattern.of:
        shares = one.pattern.statistic == other.pattern.statistic == SHARE and bool(other.pattern.of)
        lacks = len(draft.words) < SHORTEST and shares and _adjoin(one, other, knowledge)
        said = following.inherited or stretches_told(following)
        return replace(draft, words=following.words, label=following.label, inherited=said) if lacks else draft
    # 13个类别26个国家医学中心 goes on; 871个县的1381家县级医院 tells whose the second are.
    joints = (*knowledge.cues.classes["zh"][JOINT], *knowledge.cues.classes["zh"]["filler"])
    told = max((stop for _, stop in draft.phrase.stretches), default=0)
    runs_on = (
        told == other.start and not draft.phrase.facilities and not one.situated.lifted.text[:told].endswith(joints)
    )
    return replace(draft, facilities=following.facilities) if runs_on and not draft.facilities else draft


def _with_verb(draft: Draft, following: Draft, knowledge: Knowledge) -> Draft:
    """A share of some with what the next one of the list says of others: 90%的县、80%的村设立阅览室."""
    said = following.label
    verbs = (knowledge.cues.one[name].search(said, 1, MOST) for name in VERBS)
    at = min((verb.start() for verb in verbs if verb is not None), default=0)
    if not at:
        return draft
    label = draft.label + said[at:]
    return replace(draft, label=label, words=normal(label, knowledge), inherited=stretches_told(following))


def _leads_on(one: Reading, other: Reading, knowledge: Knowledge) -> bool:
    """Whether a reading runs to the next one of its kind, and ends with a joint of their list."""
    text = one.situated.lifted.text[one.start : other.start].rstrip()
    return one.end >= other.start and text.endswith(knowledge.cues.classes["zh"][JOINT])


def _adjoin(one: Reading, other: Reading, knowledge: Knowledge) -> bool:
    """Whether nothing but a joint of a list stands between two readings of a sentence."""
    between = one.situated.lifted.text[one.end : other.start]
    return not knowledge.cues.one[JOINT].sub("", between).strip()
