"""A sentence that goes on about the one before it: what its bare heads and mere changes are of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.bare_words import normal
from kg.extraction.drafts import SHARE, Draft, share_of, stretches_told
from kg.extraction.heads import counterpart, is_headless, told_with
from kg.extraction.readings import is_change, unit_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.knowledge.types import Knowledge


def headed(drafts: Sequence[Draft], leading: Draft | None, nearest: Draft | None, knowledge: Knowledge) -> list[Draft]:
    """Drafts of a sentence that goes on about those before it with what theirs are of.

    A bare head is of what `leading` was of (其中，出口…). A mere change (…；前三季度增加…) is of the
    `nearest` before it, and so is what that comes to (…；到2024年底，达到95%).
    """
    if leading is None:
        return list(drafts)
    return [
        _led_by(draft, leading, told_with(leading.label, draft.label, knowledge), knowledge)
        if (is_headless(draft.words, knowledge) and not draft.facilities) or _goes_with(draft.words, leading, knowledge)
        else _led_by(draft, nearest, _label_for(draft, nearest), knowledge)
        if nearest is not None and (_points_to(draft, nearest, knowledge) or _is_mere(draft, nearest))
        else draft
        for draft in drafts
    ]


def continued(drafts: Sequence[Draft], nearest: Draft | None, knowledge: Knowledge) -> list[Draft]:
    """Drafts of the next sentence of a paragraph, whose bare heads are told of the same: 大豆面积…。产量…."""
    if nearest is None:
        return list(drafts)
    return [
        _led_by(draft, nearest, told_with(nearest.label, draft.label, knowledge), knowledge)
        if _goes_with(draft.words, nearest, knowledge)
        and not (draft.facilities or draft.phrase.regions or _is_of_the_whole(draft, knowledge))
        else _led_by(draft, nearest, _label_for(draft, nearest), knowledge)
        if _points_to(draft, nearest, knowledge)
        else draft
        for draft in drafts
    ]


def _is_mere(draft: Draft, nearest: Draft) -> bool:
    """Whether a draft names nothing and is a change, or a value in the unit of the one before it."""
    alike = bool(draft.reading.pattern.suffix) or unit_in(draft.reading) == unit_in(nearest.reading)
    return not draft.words and not draft.facilities and alike


def _points_to(draft: Draft, nearest: Draft, knowledge: Knowledge) -> bool:
    """Whether a draft says of itself that it is of what was measured before it: 目前这一比例为58.9%."""
    share = draft.reading.pattern.statistic == SHARE or unit_in(draft.reading) == unit_in(nearest.reading)
    alike = share or is_change(draft.reading.pattern.suffix, knowledge)
    return draft.words in knowledge.cues.classes["zh"]["this_figure"] and not draft.facilities and alike


def _label_for(draft: Draft, nearest: Draft) -> str:
    """What was measured, with the word by which it is a share where the draft does not have that itself."""
    share = share_of(nearest)
    return nearest.label if share == draft.reading.pattern.suffix else nearest.label + share


def _is_of_the_whole(draft: Draft, knowledge: Knowledge) -> bool:
    """Whether a sentence begins with the whole place that it tells of: 特殊教育学校1所。全县专任教师8229人."""
    return draft.reading.situated.sentence.folded.lstrip().startswith(knowledge.cues.classes["zh"]["whole"])


def _led_by(draft: Draft, leading: Draft, label: str, knowledge: Knowledge) -> Draft:
    """A draft of this label, with the facilities and places of the one that leads it where it has none."""
    return replace(
        draft,
        label=label,
        words=normal(label, knowledge),
        facilities=draft.facilities or leading.facilities,
        phrase=replace(draft.phrase, regions=draft.phrase.regions or leading.phrase.regions),
        inherited=(*draft.inherited, *stretches_told(leading)),
    )


def _goes_with(words: str, leading: Draft, knowledge: Knowledge) -> bool:
    """Whether a head is told of what another one was told of: 基金收入…；支出…."""
    heads = knowledge.cues.classes["zh"]["counterparts"]
    told = leading.words not in heads or bool(leading.facilities)
    return words in heads and words != leading.words and told and bool(counterpart(leading.words, knowledge))
