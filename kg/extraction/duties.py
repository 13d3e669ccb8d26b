"""Whether a clause is meant as an undertaking: who bids in it, and whether it bids or only tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.explaining import explains, is_good_for, sets_out
from kg.extraction.force import concept_in
from kg.extraction.governing_policy import governing
from kg.extraction.leading_words import goes_on, only_leads
from kg.extraction.readings import CLAUSE_ENDS, Reading, folded_in, span_of
from kg.extraction.title_kinds import is_plan, is_tale

if TYPE_CHECKING:
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Span

ALWAYS = "always"  # the kind of a pattern whose match is an undertaking wherever it stands
DUTY = "duty"  # the kind of a pattern that says who must do something, whoever says so
ASKED = "asked"  # the kind of a pattern that says what a policy asks for, right behind its name
GOAL = "goal"  # the kind of a pattern that says what a plan wants to be so, where it says by when
PLEDGE = "pledge"  # the kind of a pattern that says what the state, or a body of it, is at work on
PERMIT = "permit"  # the kind of a pattern that says who may do something, where a policy itself says so
BY = "by"  # the kind of a pattern that begins with the time by which something is to be done
WITHIN = "within"  # the kind of a pattern that begins with the length of time in which something is done
BEGINNING = 10  # code points of words in which it is told that something was done
OPEN = (":", "：", "?", "？", "——")  # how words end that introduce a list, or ask
ACTORS = ("agency", "facility")  # kinds of mentions that can be bidden


def is_meant(  # noqa: PLR0913  what is read, where it stands and who is heard
    sentence: Situated, reading: Reading, span: Span, text: str, knowledge: Knowledge, *, directed: bool
) -> bool:
    """Whether the words at a span are an undertaking: under a policy, in a plan, or as somebody's duty; not if told.

    `directed` tells that a meeting or an official asks it of others; `text` is the document's.
    """
    cues, label = knowledge.cues.one, text[span.start : span.end]
    if label.endswith(OPEN) or goes_on(label, knowledge) or only_leads(folded_in(sentence, span), knowledge):
        return False
    if reading.pattern.kind in {ALWAYS, GOAL}:
        return True
    untold = _is_stage(folded_in(sentence, span), knowledge) or _is_done(label, knowledge)
    if untold or _explains(reading, label, knowledge) or _is_private(reading, knowledge):
        return False
    idle = any(cues[name].search(label) for name in ("now_issued", "courtesies"))
    if not _does_something(reading, knowledge) or _is_noun(label, knowledge) or idle:
        return False  # 现将工作要点印发给你们 hands down what asks; 要积极建言献策 is said to guests
    begun = cues["may"].sub("", label[:12])  # who may do something is not yet encouraged to
    encouraged = concept_in(begun, "modality", knowledge).endswith("encourage")
    told = (
        (sentence.mood == "report" and not directed)
        or _tells_of(reading, folded_in(sentence, span), knowledge)
        or _is_past(sentence, label, knowledge)
        or _tells_since(sentence, knowledge)
    )
    if reading.pattern.kind == PLEDGE and sentence.scope is None:
        return not told and cues["lately"].search(_without_this_year(sentence, knowledge)) is None
    return encouraged or (not told and (directed or _is_bidden(sentence, reading, knowledge)))


def _is_stage(words: str, knowledge: Knowledge) -> bool:
    """Whether words are what a stage is called, maybe with its time: 动员部署阶段(6月—7月), not 推动…进入新阶段."""
    cues = knowledge.cues
    called = words.partition("(")[0].rstrip()
    return called.endswith(cues.classes["zh"]["stages"]) and cues.one["entering"].search(called) is None


def _is_done(label: str, knowledge: Knowledge) -> bool:
    """Whether words begin as what tells that something was done; no part of another word (了解) does."""
    kept = knowledge.cues.classes["zh"]["kept"]
    found = knowledge.cues.one["done"].finditer(label[:BEGINNING])
    return any(not label.startswith(kept, match.start()) for match in found)


def _explains(reading: Reading, label: str, knowledge: Knowledge) -> bool:
    """Whether words explain: a duty may tell first who has it (车主是责任人，必须…), what is set out names its parts.

    一是推进 explains nothing, as 是推进 does.
    """
    first = knowledge.cues.one["first"].match(label)
    begin = first.end() if first is not None else 0
    if reading.role("ought") is not None:
        return is_good_for(label, begin, knowledge)
    return explains(label, begin, knowledge) or sets_out(label, knowledge) or _is_of_issue(reading, label, knowledge)


def _is_private(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a clause speaks of its writer (我要, my goal is), or in English to its reader, or asks of a duty."""
    if reading.pattern.language == "zh":
        return knowledge.cues.one["private"].search(reading.situated.sentence.folded) is not None
    stretch, classes = reading.role("who"), knowledge.cues.classes["en"]
    if stretch is None:
        return False
    who = reading.situated.lifted.text[stretch[0] : stretch[1]].lower().split()
    personal = reading.situated.scope is None and not set(who).isdisjoint(classes["private"])
    return personal or not set(who).isdisjoint(classes["whether"])


def _is_of_issue(reading: Reading, label: str, knowledge: Knowledge) -> bool:
    """Whether words tell that the very policy is issued that their sentence names: 印发《关于…的意见》."""
    issued, scope = knowledge.cues.one["issue"].match(label), reading.situated.scope
    if issued is None or scope is None or not scope.inline:
        return False
    return label[issued.end() :].lstrip("《").startswith(scope.policy.label)


def _is_past(sentence: Situated, label: str, knowledge: Knowledge) -> bool:
    """Whether words tell of what was done; that something has grown (能力显著增强) is as well what a plan wants."""
    cues, scope = knowledge.cues.one, sentence.scope
    planned = scope is not None and not scope.inline and is_plan(scope.policy.label, knowledge)
    return cues["past"].search(label) is not None or (not planned and cues["risen"].search(label) is not None)


def _tells_of(reading: Reading, words: str, knowledge: Knowledge) -> bool:
    """Whether words tell what goes on by itself (保障…的清单也在落地), or what has become of something."""
    first, cues = words.partition(",")[0], knowledge.cues
    stretch = reading.role("ought")
    will = stretch is not None and cues.one["will"].fullmatch(reading.situated.lifted.text, *stretch) is not None
    if will and cues.one["done"].search(first) is not None:
        return True
    going = cues.one["under_way"].search(words) if stretch is None and reading.pattern.kind != PLEDGE else None
    return going is not None and "".join(cues.classes["zh"]["of_what"]) not in words[going.end() :].partition(",")[0]


def _is_noun(label: str, knowledge: Knowledge) -> bool:
    """Whether words only begin as an action does: 评估结论, 集中采购范围, 服务提供者."""
    cues = knowledge.cues.one
    acts = cues["action"].match(label)
    begun = cues["nounlike"].match(label) or (acts and cues["deed_nouns"].match(label, acts.end()))
    return begun is not None and cues["action"].search(label, begun.end()) is None


def _tells_since(sentence: Situated, knowledge: Knowledge) -> bool:
    """Whether a sentence tells what was done since then (党的十八大以来, …), and of nothing that ought to be."""
    text, cues = _without_this_year(sentence, knowledge), knowledge.cues
    since = any(word in text for word in cues.classes["zh"]["since"])
    return since and not any(cues.one[name].search(text) for name in ("duty", "ought"))


def _without_this_year(sentence: Situated, knowledge: Knowledge) -> str:
    """The words of a sentence without those that tell of a year that goes on: what is done in it goes on too."""
    text = sentence.sentence.folded
    for since in knowledge.cues.classes["zh"]["this_year_on"]:
        text = text.replace(since, "")
    return text


def _does_something(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether what will be is done to something: 将推进改革, not 地震活动将进一步增强."""
    stretch, text = reading.role("ought"), reading.situated.lifted.text
    will = stretch is not None and knowledge.cues.one["will"].fullmatch(text, *stretch) is not None
    if stretch is None or not will or reading.pattern.kind == PLEDGE:
        return True
    acts = (act for name in ("action", "issue") for act in knowledge.cues.one[name].finditer(text, stretch[1]))
    return any(text[act.end() : act.end() + 1] not in {"", *CLAUSE_ENDS} for act in acts)


def _is_bidden(sentence: Situated, reading: Reading, knowledge: Knowledge) -> bool:
    """Whether somebody bids: whose duty it is is told, a policy governs, or a plan is told; in English, who says so."""
    if reading.pattern.language == "en" and is_bidden_by(sentence.sentence.folded, knowledge):
        return True
    if reading.pattern.kind == DUTY and _is_of_somebody(reading, knowledge):
        return True
    scope = governing(sentence, span_of(sentence, (reading.start, reading.end)), knowledge)
    if scope is not None and is_tale(scope.policy.label, knowledge) and sentence.mood != "plan":
        return any(knowledge.cues.one[name].search(sentence.sentence.folded) for name in ("duty", "ought"))
    return sentence.mood == "plan" or scope is not None


def is_bidden_by(text: str, knowledge: Knowledge) -> bool:
    """Whether an English sentence tells that a document or a public body says it: …, according to the guideline."""
    cues = knowledge.cues.one
    by = cues["bidder"].search(text) is not None
    return by and (cues["bids"].search(text) is not None or cues["based"].search(text) is not None)


def _is_of_somebody(reading: Reading, knowledge: Knowledge) -> bool:
    """Whether it is told who must: a body, a kind of facility, or words that end as those of an actor do."""
    situated, stretch = reading.situated, reading.role("who")
    if knowledge.cues.one["say"].search(situated.lifted.text) is not None:
        return False
    before = situated.lifted.text[: reading.start] if stretch is None else situated.lifted.text[stretch[0] : stretch[1]]
    named = situated.lifted.within(0 if stretch is None else stretch[0], reading.end if stretch is None else stretch[1])
    return knowledge.cues.one["actor"].search(before) is not None or any(
        situated.mentions[index].kind in ACTORS for index in named
    )
