"""The policy that bids in a stretch of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.bidding import bids
from kg.extraction.scopes import put_into_effect

if TYPE_CHECKING:
    from kg.extraction.types import Scope, Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Span

NEAR = 16  # code points behind a title in which it is told that it was issued


def governing(sentence: Situated, span: Span, knowledge: Knowledge) -> Scope | None:
    """The policy that bids in a span; of those that the sentence names one that asks, or by which something is done."""
    scope = sentence.scope
    if scope is None or not scope.inline:
        return scope
    start = sentence.sentence.span.start
    if scope.span.end <= start:
        return scope
    asks = knowledge.cues.one["asks"].search(sentence.sentence.folded, scope.span.end - start)
    done = put_into_effect(sentence.sentence, scope, knowledge) or _follows(sentence, scope, knowledge)
    meant = asks is not None or done or _hands_down(sentence, scope, knowledge)
    return scope if meant and scope.span.start < span.end else None


def _hands_down(sentence: Situated, scope: Scope, knowledge: Knowledge) -> bool:
    """Whether a policy is issued, and what it does follows right behind its name: 印发《方案》，推动…."""
    text, start = sentence.sentence.folded, sentence.sentence.span.start
    before, behind = text[: scope.span.start - start].rstrip("《"), text[scope.span.end - start :].lstrip("》")
    head, comma, rest = behind.partition(",")
    cues = knowledge.cues
    issued = before.endswith(cues.classes["zh"]["issue"]) and not head.strip(" (){}")
    issued = issued or cues.one["issue"].search(head[:NEAR]) is not None  # 《方案》近日正式印发，将…
    begun = rest.startswith(cues.classes["zh"]["preposition"]) or bids(rest, knowledge)
    return issued and bool(comma) and begun


def _follows(sentence: Situated, scope: Scope, knowledge: Knowledge) -> bool:
    """Whether a sentence begins with the plan that it goes by: 根据行动计划，到2025年，…."""
    ahead = sentence.sentence.folded[: scope.span.start - sentence.sentence.span.start].strip("《 ")
    behind = sentence.sentence.folded[scope.span.end - sentence.sentence.span.start :]
    return ahead in knowledge.cues.classes["zh"]["based"] and behind.startswith(",")
