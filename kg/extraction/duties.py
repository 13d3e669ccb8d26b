"""Whether a clause is meant as an undertaking: who bids in it, and whether it bids or only tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.bidding import bids, bids_somewhere
from kg.extraction.explaining import explains
from kg.extraction.force import concept_in
from kg.extraction.readings import CLAUSE_ENDS, Reading, folded_in, span_of
from kg.extraction.scopes import put_into_effect
from kg.extraction.title_kinds import is_plan, is_tale
from kg.extraction.units import TIME, kind_of
from kg.knowledge.say import JOINT
from kg.model import Quantity

if TYPE_CHECKING:
    from kg.extraction.types import Scope, Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Mention, Span

ALWAYS = "always"  # the kind of a pattern whose match is an undertaking wherever it stands
DUTY = "duty"  # the kind of a pattern that says who must do something, whoever says so
ASKED = "asked"  # the kind of a pattern that says what a policy asks for, right behind its name
GOAL = "goal"  # the kind of a pattern that says what a plan wants to be so, where it says by when
PLEDGE = "pledge"  # the kind of a pattern that says what the state, or a body of it, is at work on
PERMIT = "permit"  # the kind of a pattern that says who may do something, where a policy itself says so
WITHIN = "within"  # the kind of a pattern that begins with the length of time in which something is done
OPEN = (":", "：", "?", "？", "——")  # how words end that introduce a list, or ask
NEAR = 16  # code points behind a title in which it is told that it was issued
ACTORS = ("agency", "facility")  # kinds of mentions that can be bidden


def is_meant(  # noqa: PLR0913  what is read, where it stands and who is heard
    sentence: Situated, reading: Reading, span: Span, text: str, knowledge: Knowledge, *, directed: bool
) -> bool:
    """Whether the words at a span are an undertaking: under a policy, in a plan, or as somebody's duty; not if told.

    `directed` tells that a meeting or an official asks it of others; `text` is the document's.
    """
    cues, label = knowledge.cues.one, text[span.start : span.end]
    if label.endswith(OPEN) or goes_on(label, knowledge) or _only_leads(folded_in(sentence, span), knowledge):
        return False
    if reading.pattern.kind in {ALWAYS, GOAL}:
        return True
    first = cues["first"].match(label)  # 一是推进 explains nothing, as 是推进 does
    if cues["done"].search(label[:10]) or explains(label, first.end() if first is not None else 0, knowledge):
        return False
    if not _does_something(reading, knowledge) or _is_noun(label, knowledge) or cues["now_issued"].search(label):
        return False  # 现将工作要点印发给你们 hands down what asks
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


def _only_leads(words: str, knowledge: Knowledge) -> bool:
    """Whether words only tell by what, or when, something is to be."""
    return leads_on(words, knowledge) or _only_tells_when(words, knowledge)


def _only_tells_when(words: str, knowledge: Knowledge) -> bool:
    """Whether a clause only tells when what nobody bids is so: 建成通车后，1小时即可到达."""
    first, _, rest = words.partition(",")
    if not rest or not first.endswith(knowledge.cues.classes["zh"]["once"]):
        return False
    bidden = any(knowledge.cues.one[name].search(rest) for name in ("ought", "duty", "urge"))
    return not bidden and not bids_somewhere(rest, knowledge)


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


def may_begin(  # noqa: PLR0911  a test for each kind of pattern
    sentence: Situated, reading: Reading, knowledge: Knowledge, directed: int | None
) -> bool:
    """Whether an undertaking may begin with a reading: one who may do something only where a policy itself speaks.

    What is asked for behind the name of a policy is asked by it: 印发《X》，提出普及…. `directed` tells from where
    on in lifted text somebody else asks.
    """
    if reading.pattern.kind == ASKED:
        if directed is not None and reading.start >= directed:
            return True
        by = sentence.scope.span if sentence.scope is not None and sentence.scope.inline else None
        if by is None:
            return False
        goes_on = by.end <= sentence.sentence.span.start and knowledge.cues.one["first"].match(sentence.sentence.folded)
        return bool(goes_on) or sentence.sentence.span.start < by.end <= sentence.lifted.offset(reading.start)
    if reading.pattern.kind == GOAL:
        return _is_goal(sentence, reading, knowledge)
    if reading.pattern.kind == WITHIN:
        return any(_is_limit(number, knowledge) for number in reading.mentions(WITHIN))
    if reading.pattern.kind != PERMIT:
        return reading.pattern.kind != PLEDGE or not sentence.sentence.heading  # a headline repeats its story
    who, scope = reading.role("who"), governing(sentence, span_of(sentence, (reading.start, reading.end)), knowledge)
    named = "" if who is None else sentence.lifted.text[who[0] : who[1]].strip()
    classes = knowledge.cues.classes["zh"]
    joined = named.endswith(classes[JOINT]) or named.startswith(classes["preposition"])  # 将天然林和可以成林的…
    return scope is not None and not scope.inline and not joined


def _is_limit(number: Mention, knowledge: Knowledge) -> bool:
    """Whether a number is the length of time within which something is to be done: 五年内, not 连续五年."""
    value = number.value
    return kind_of(number, knowledge) == TIME and isinstance(value, Quantity) and value.bound == "le"


def _is_goal(sentence: Situated, reading: Reading, knowledge: Knowledge) -> bool:
    """Whether a plan, or a piece of one, says what is to be so, by a deadline before it or over its list."""
    scope = governing(sentence, span_of(sentence, (reading.start, reading.end)), knowledge)
    planned = sentence.mood == "plan" if scope is None else is_plan(scope.policy.label, knowledge)
    if not planned:
        return False
    due = sentence.lead or next(
        (
            m
            for m in sentence.mentions
            if m.sense == "deadline" and m.span.start <= sentence.lifted.offset(reading.end - 1)
        ),
        None,
    )
    own = sentence.lifted.text[reading.start : reading.end]
    return due is not None and due.sense == "deadline" and knowledge.cues.one["told"].search(own) is None


def goes_on(words: str, knowledge: Knowledge) -> bool:
    """Whether words end as what is said before an undertaking: 通过…等方式, 在…的基础上, 对发现的违法行为，."""
    classes, said = knowledge.cues.classes["zh"], words.strip(" 　,，、")
    topic = said.startswith(classes["upon"]) and said.endswith((*classes["affected"], *classes["actor"]))
    return topic or said.endswith(classes["unfinished"])


def leads_on(words: str, knowledge: Knowledge) -> bool:
    """Whether a clause only tells by what something is to be done: 各部门要结合各自职责, 应当严格按照法律."""
    cues = knowledge.cues.one
    if cues["leads_on"].search(words) is None:
        return False
    ought = next((match for name in ("duty", "ought") if (match := cues[name].search(words))), None)
    at = ought.end() if ought is not None else len(words) - len(words.lstrip())
    for _ in range(2):
        led = cues["lead"].match(words, at)
        at = led.end() if led is not None else at
    by = cues["leads_on"].match(words, at)
    return by is not None and not any(cues[name].search(words, by.end()) for name in ("action", "acted", "equip"))


def led_by(words: str, knowledge: Knowledge) -> int:
    """Where the last clause of words begins if it only tells by what the next one is to be done; else their end.

    落实要求，按照分工，(开展处置); 鼓励企业依托资源，(培育品种).
    """
    cues = knowledge.cues.one
    last = words.rfind(",", 0, len(words.rstrip(" 　,，、"))) + 1
    urged = cues["urge"].match(words, last)
    by = cues["leads_on"].search(words, urged.end()) if urged is not None else cues["leads_on"].match(words, last)
    acts = by is None or any(cues[name].search(words, by.end()) for name in ("action", "acted", "equip"))
    return len(words) if acts else last


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
