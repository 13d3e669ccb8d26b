"""Which policy a heading or a sentence names as the one that speaks, and how far behind it that policy goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.segment import UNNUMBERED
from kg.extraction.title_kinds import lays_down_rules
from kg.extraction.types import Own, Scope, Sentence
from kg.model import Entity, Mention
from kg.text.fold import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.knowledge.types import Knowledge

SHARE_OF_HEADING = 0.6  # a heading opens a policy's scope if the policy's name is at least so much of it
ISSUING = ("agency", "region")  # kinds of mentions that tell who issued something: 湖南省印发《…》
HEAD = 24  # code points of a sentence in which it names the document that asks
NEAR = 8  # code points behind a policy's name in which a sentence tells that it asks


def of_heading(
    sentence: Sentence,
    sentences: Sequence[Sentence],
    resolved: Sequence[tuple[Mention, ...]],
    own: Own,
    knowledge: Knowledge,
) -> Scope | None:
    """The policy of the innermost heading that is little but its name, or is numbered and tells to implement it.

    A title of what the document itself is, or issues, names no other: 落实国家“十四五”规划的实施方案.
    """
    titles = {scope.span.start for scope in (own.scope, own.content) if scope is not None}
    for index in reversed(sentence.trail):
        heading = sentences[index]
        if heading.span.start in titles or _repeats_title(heading, own):
            return None
        for mention in resolved[index]:
            if mention.kind == "policy" and isinstance(mention.value, Entity) and heading.role != "title":
                whole = mention.span.end - mention.span.start >= SHARE_OF_HEADING * len(heading.folded.strip())
                told = heading.heading < UNNUMBERED and knowledge.cues.one["implement"].search(heading.folded)
                if whole or told:
                    return Scope(mention.value, mention.span)
    return None


def _repeats_title(heading: Sentence, own: Own) -> bool:
    """Whether a heading is the title of the document once more: what that names, 关于印发《X》的通知, is another."""
    said = name_key(heading.folded)
    return own.scope is not None and bool(said) and name_key(fold(own.scope.policy.label)).endswith(said)


def named_in(mentions: Sequence[Mention]) -> Scope | None:
    """The last policy that the sentence names."""
    for mention in reversed(mentions):
        if mention.kind == "policy" and isinstance(mention.value, Entity):
            return Scope(mention.value, mention.span, inline=True)
    return None


def announces(sentence: Sentence, scope: Scope, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """Whether what follows is of the policy a sentence names: it ends open, or tells who issued, adopted or does it."""
    text = sentence.folded.rstrip()
    issued = knowledge.cues.one["issue"].search(text) is not None
    issued = issued or knowledge.cues.one["adopted"].search(text) is not None
    bodies = knowledge.cues.one["government"].search(text) is not None
    told = issued and (bodies or any(mention.kind in ISSUING for mention in mentions))
    cited = sentence.folded.startswith("《", scope.span.start - sentence.span.start)
    return told or text.endswith(("—", ":")) or (not cited and put_into_effect(sentence, scope, knowledge))


def begins_with(sentence: Sentence, scope: Scope, knowledge: Knowledge) -> bool:
    """Whether a sentence is about a policy from its first words on: 《方案》提出, 根据规划，, 为此，《纲要》设立."""
    ahead = sentence.folded[: scope.span.start - sentence.span.start].strip("《 ")
    linked = knowledge.cues.one["linking"].match(ahead)
    ahead = ahead[linked.end() :].lstrip(",《 ") if linked is not None else ahead
    said, _, rest = ahead.rpartition(",")
    ahead = rest if said.endswith(knowledge.cues.classes["zh"]["hearsay"]) else ahead
    return not ahead or ahead.startswith(knowledge.cues.classes["zh"]["based"])


def asks(sentence: Sentence, scope: Scope, knowledge: Knowledge) -> bool:
    """Whether a sentence tells right behind a policy's name what it asks for or will do: 《方案》提出，…; 计划还将…."""
    behind = sentence.folded[scope.span.end - sentence.span.start :]
    return will_do(sentence, scope, knowledge) or knowledge.cues.one["asks"].search(behind[:NEAR]) is not None


def is_asked_of(question: Sentence, scope: Scope, knowledge: Knowledge) -> bool:
    """Whether a question asks what a policy lays down, which it names first: 《意见》在…方面有哪些规定？."""
    ahead = question.folded[: scope.span.start - question.span.start].rstrip("《 ")
    behind = question.folded[scope.span.end - question.span.start :]
    begins = len(ahead) <= NEAR and knowledge.cues.one["action"].search(ahead) is None
    return begins and knowledge.cues.one["asked_what"].search(behind) is not None


def will_do(sentence: Sentence, scope: Scope, knowledge: Knowledge) -> bool:
    """Whether a sentence tells right behind a policy's name what it will do: 行动计划还将推动…."""
    behind = sentence.folded[max(scope.span.end - sentence.span.start, 0) :]
    named = scope.span.start >= sentence.span.start
    return named and behind.lstrip("》 ").startswith(knowledge.cues.classes["zh"]["going_to"])


def lays_out(sentence: Sentence, scope: Scope, knowledge: Knowledge) -> bool:
    """Whether a sentence tells of a policy that it sets out measures, which follow: 《意见》提出了一系列举措."""
    text, cues = sentence.folded, knowledge.cues.one
    begin = scope.span.end - sentence.span.start
    asks = next((match for name in ("makes", "asks") if (match := cues[name].search(text, begin))), None)
    ends = cues["measures"].finditer(text, asks.end()) if asks is not None else ()
    if text.rstrip(" 。:").endswith(knowledge.cues.classes["zh"]["goals"]):  # 根据《方案》，将实现七大目标。
        return True
    return any(text[end.end() :].strip()[:1] in {"", "。", ":"} for end in ends)


def put_into_effect(sentence: Sentence, scope: Scope, knowledge: Knowledge) -> bool:
    """Whether a sentence tells that a plan is carried out, right before its name: 实施X行动计划."""
    before = sentence.folded[: scope.span.start - sentence.span.start].rstrip()
    done = any(before.lower().endswith(words["effect"]) for words in knowledge.cues.classes.values())
    other = before.isascii() and knowledge.cues.one["bidder"].search(before) is not None  # a plan to carry out …
    return done and not other and not lays_down_rules(scope.policy.label, knowledge.titles)


def _is_of_another(carried: Scope, sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a sentence tells what a document of another kind asks for: 此次实施方案提出, behind a 规划纲要."""
    asked = knowledge.cues.one["asks"].search(sentence.folded, 0, HEAD)
    ahead = sentence.folded[: asked.start()].rstrip() if asked is not None else ""
    kind = max((kind for kind in knowledge.titles.plan_heads if ahead.endswith(kind)), key=len, default="")
    return bool(kind) and kind not in fold(carried.policy.label)


def ends(carried: Scope, sentence: Sentence, before: Sentence, knowledge: Knowledge, *, listing: bool) -> bool:
    """Whether a policy carried over ends before a sentence: with a paragraph about it, or at the next ordinal.

    A list of its measures ends with a paragraph that begins with none; what a line introduces is of its items too.
    """
    if sentence.item:
        return False
    if not listing and _is_of_another(carried, sentence, knowledge):
        return True
    first = knowledge.cues.one["first"].match(sentence.folded.lstrip()) is not None
    if listing:
        return before.block != sentence.block and not first
    told = before.span.start <= carried.span.start < before.span.end
    among = sentence.folded.lstrip().startswith(knowledge.cues.classes["zh"]["among"])
    ended = before.block != sentence.block and not told and not among and before.folded.rstrip().endswith("。")
    return ended or first
