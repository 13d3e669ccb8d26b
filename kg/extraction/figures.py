"""Targets and observations: each number that a pattern reads, with its indicator, facility types, time and force."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.drafts import Draft, drafts_of
from kg.extraction.moods import claim_of, modality_of
from kg.extraction.pairs import paired
from kg.extraction.phrases import HAN, indicator, statistic_of
from kg.extraction.readings import Reading, clause, matches, numbers_in, parts, settle, span_of
from kg.extraction.standpoint import Standpoint, standpoint
from kg.extraction.times import baseline_of, carried_time, governing, plan_period
from kg.knowledge.say import CHARACTERS, JOINT, NUMERIC
from kg.model import Document, Entity, Evidence, Figure, LedgerRole, Mention, Period, Quantity, Span
from kg.terms import CHINA, NUMBER, PERCENT, VOC

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge, Pattern

LONGEST_CONTEXT = 300  # code points of a sentence that is quoted whole beside the words of a figure
LONGEST_QUOTE = 600  # code points of a quote (shape S32)
SHARE, TELLING = "stat-share", 4  # a share of something is told in at least so many characters: not 90%的家庭
SMALL = 100  # a number in Chinese characters without a unit below this is a word or part of a name
LISTED = "\N{IDEOGRAPHIC COMMA}"  # between the things of a list
FEW = 10  # 两种 is a way of talking, 两千家 is a count
LIST_OF_NUMBERS = NUMERIC + " 、,"  # what stands between 达到 and the later numbers of 达到65%、55%
# Kinds of mentions of which a page that holds targets has one.
OFFICIAL = ("agency", "policy", "programme", "number")
# Words that alone tell of nothing that is counted or measured: bare nouns, places, verbs and adverbs.
NAMELESS = ("generic", "places_only", "mere", "having", "equip", "action", "achieve", "adverb")
HEAD_LINES = 5  # sentences in which a page says what it is
QUESTION, CLOSING = "?", " ”\"')"  # how a folded sentence ends that asks
ROLES: Mapping[str, LedgerRole] = {"scope": "scope", "qualifier": "qualifier", "in-name": "in-name"}
CONTEXT = ("age", "duration")  # kinds of unit that say whom or how long, not how much


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a document and what its numbers ended as, by their offset."""

    figures: tuple[Figure, ...]
    roles: Mapping[int, tuple[LedgerRole, str]]


def figures(
    situated: Sequence[Situated],
    document: Document,
    knowledge: Knowledge,
    dates: frozenset[int],
    told: Mapping[int, tuple[LedgerRole, str]],
) -> Figures:
    """Every figure that a sentence of the document tells; rows of tables are read elsewhere.

    `dates` are offsets of times that date something else (an issue, an event), `told` numbers that were read already
    and what they ended as.

    In a page that names no public body, policy or programme nobody sets targets: the aims of a recipe, of a team and of
    a parish are none; neither are those of a judgment.
    """
    found: list[Figure] = []
    roles = dict(told)
    here = standpoint(situated, document, knowledge)
    carried: Mention | None = None
    official = not _is_judgment(situated, knowledge) and any(_is_official(one, knowledge) for one in situated)
    for sentence, before in zip(situated, [None, *situated], strict=False):
        roles |= _no_figures(sentence, knowledge)
        if sentence.sentence.heading or sentence.sentence.role in {"title", "heading", "byline", "row"}:
            continue
        carried = carried_time(carried, before, sentence, dates, knowledge)
        taken = frozenset(mention.span.start for mention in sentence.mentions if mention.span.start in roles)
        settled = settle(tuple(matches(sentence, "measures", knowledge)), taken)
        readings = tuple(part for reading in settled for part in parts(reading, knowledge))
        last: Figure | None = None
        for draft in paired(drafts_of(readings, knowledge), knowledge):
            time = governing(draft.reading, dates, knowledge) or sentence.lead or carried
            figure = _figure(draft, time, here, document, knowledge)
            if figure is not None and (official or figure.kind == "observation") and not _changes_aim(draft, last):
                found.append(figure)
                last = figure
                _enter(draft.reading, figure, roles)
            elif figure is not None or not claim_of(draft.reading, time, here, knowledge):
                roles |= {number.span.start: ("qualifier", "no claim") for number in draft.reading.mentions("q")}
    return Figures(_merged(found), roles)


def _is_official(sentence: Situated, knowledge: Knowledge) -> bool:
    """Whether a sentence names what sets targets, be it a ministry of another country."""
    away = knowledge.cues.classes["en"]["anywhere"]
    named = any(mention.kind in OFFICIAL for mention in sentence.mentions)
    return named or any(words in sentence.sentence.folded for words in away)


def _is_judgment(situated: Sequence[Situated], knowledge: Knowledge) -> bool:
    """Whether a page calls itself the paper of a court in one of its first lines."""
    papers = knowledge.cues.classes["zh"]["court_papers"]
    return any(sentence.sentence.folded.strip().endswith(papers) for sentence in situated[:HEAD_LINES])


def _changes_aim(draft: Draft, last: Figure | None) -> bool:
    """Whether a number tells by how much the aim right before it exceeds what was: 计划发行3亿元，较上年增加4%."""
    aimed = last is not None and last.kind == "target"
    return aimed and bool(draft.inherited) and draft.reading.role("baseline") is not None


def _no_figures(sentence: Situated, knowledge: Knowledge) -> dict[int, tuple[LedgerRole, str]]:
    """The numbers of a sentence that are no figures, by pattern or by what they count."""
    roles: dict[int, tuple[LedgerRole, str]] = {}
    if sentence.sentence.folded.rstrip(CLOSING).endswith(QUESTION):
        return {m.span.start: ("discourse", "in a question") for m in sentence.mentions if m.kind == "quantity"}
    if knowledge.cues.one["defines"].search(sentence.sentence.folded) is not None:
        roles |= {m.span.start: ("qualifier", "in a definition") for m in sentence.mentions if m.kind == "quantity"}
    for claim in settle(tuple(matches(sentence, "ledger", knowledge))):
        for number in claim.mentions("q"):
            roles[number.span.start] = (_role(claim.pattern), claim.pattern.id)
    for number in sentence.mentions:
        if number.kind == "quantity" and isinstance(number.value, Quantity):
            role = _no_figure(sentence, number, number.value, knowledge)
            if role is not None:
                roles.setdefault(number.span.start, role)
    return roles


def _no_figure(
    sentence: Situated, number: Mention, quantity: Quantity, knowledge: Knowledge
) -> tuple[LedgerRole, str] | None:
    """What a quantity is that by its unit, its words or its clause tells nothing of an indicator."""
    if _kind(number, knowledge) in CONTEXT and not _reached(sentence, number, knowledge):
        return "qualifier", "unit"
    if _counts_talk(number, knowledge):
        return "discourse", "unit"
    if _is_threshold(sentence, number, knowledge):
        return "qualifier", "threshold"
    if _counts_list(sentence, number, quantity, knowledge) or _counts_place(sentence, number, knowledge):
        return "scope", "counts what stands before"
    if _is_condition(sentence, number, knowledge):
        return "qualifier", "condition"
    return ("in-name", "no unit") if _is_in_name(sentence, number, quantity, knowledge) else None


def _counts_list(sentence: Situated, number: Mention, quantity: Quantity, knowledge: Knowledge) -> bool:
    """Whether a number is how many things the words right before it list: 上海、江苏、浙江三省, 教育、住房2项支出."""
    text = sentence.lifted.text
    at = sentence.lifted.places[sentence.mentions.index(number)]
    begin, _ = clause(text, at)
    listed = text[begin:at].split(LISTED)
    joints = sum(1 for _ in knowledge.cues.one[JOINT].finditer(text, begin, at))
    exact = quantity.bound == "eq" and not quantity.approximate and quantity.value <= FEW
    whole = len(listed) > 1 and not numbers_in(text, begin, at) and all(part.strip() for part in listed)
    return exact and whole and quantity.value in {len(listed), joints + 1}


def _counts_place(sentence: Situated, number: Mention, knowledge: Knowledge) -> bool:
    """Whether a number in brackets tells how many of something unsaid a place has: 淮河流域(49个)."""
    text = sentence.lifted.text
    at = sentence.lifted.places[sentence.mentions.index(number)]
    behind = text[:at].rstrip()
    if not behind.endswith("(") or not text[at + 1 :].lstrip().startswith(")") or _kind(number, knowledge) == "percent":
        return False
    named = behind[:-1].rstrip()
    return named.endswith((*knowledge.cues.classes["zh"]["place_ends"], CHARACTERS["region"]))


def _is_condition(sentence: Situated, number: Mention, knowledge: Knowledge) -> bool:
    """Whether a number stands in a clause that tells in which case, and another one what holds then: 超过100人的，…."""
    text = sentence.lifted.text
    at = sentence.lifted.places[sentence.mentions.index(number)]
    begin, end = clause(text, at)
    conditions = knowledge.cues.classes["zh"]["condition"]
    return text[end : end + 1] in {",", ";"} and text[begin:end].rstrip().endswith(conditions)


def _is_in_name(sentence: Situated, number: Mention, quantity: Quantity, knowledge: Knowledge) -> bool:
    """Whether a number is part of a name: 风云三号07星, 九台区; a mere number is a figure only where words reach it."""
    start = sentence.sentence.span.start
    before = sentence.sentence.folded[: number.span.start - start].rstrip()
    after = sentence.sentence.folded[number.span.end - start :].lstrip()
    cues = knowledge.cues
    spelt = HAN.match(number.text) is not None and len(number.text) == 2
    if spelt and after.startswith(cues.classes["zh"]["local"]) and before.endswith(cues.classes["zh"]["local"]):
        return True
    if quantity.unit or quantity.approximate or quantity.bound != "eq":
        return False
    beside = sentence.sentence.folded[: number.span.start - start][-1:]
    if beside.isascii() and (beside.isalpha() or beside == "/"):  # HAF001/02
        return True
    if not HAN.match(after):
        return False
    plain = number.text.isdigit() or (HAN.match(number.text) and quantity.value < SMALL)
    told = any(m.end() == len(before) for name in ("reach", "having") for m in cues.one[name].finditer(before))
    return bool(plain) and not told


def _role(pattern: Pattern) -> LedgerRole:
    return ROLES.get(pattern.role, "discourse")


def _enter(reading: Reading, figure: Figure, roles: dict[int, tuple[LedgerRole, str]]) -> None:
    for number in reading.mentions("q"):
        roles[number.span.start] = (figure.kind, reading.pattern.id)
    for role in ("base", "threshold"):
        for number in reading.mentions(role):
            roles[number.span.start] = ("qualifier", reading.pattern.id)


# --- from a draft to a figure ---------------------------------------------------------------------------------------


def _figure(
    draft: Draft, time: Mention | None, here: Standpoint, document: Document, knowledge: Knowledge
) -> Figure | None:
    reading = draft.reading
    pattern, sentence = reading.pattern, reading.situated
    if (
        pattern.statistic == SHARE
        and not pattern.of
        and HAN.search(draft.words)
        and len(draft.words + pattern.suffix) < TELLING
    ):
        return None
    if not draft.facilities and not draft.phrase.regions and _names_nothing(draft, knowledge):
        return None
    quantity = _quantity(reading)
    unit, kind = _unit(quantity, knowledge)
    statistic = VOC + (pattern.statistic or statistic_of(kind, quantity.value))
    facilities = _entities(draft.facilities)
    named = (draft.label, draft.words, pattern.suffix)
    of = indicator(named, (statistic, unit), counts_facility=bool(facilities), knowledge=knowledge)
    if of is None:
        return None
    claim = claim_of(reading, time, here, knowledge)
    if not claim:
        return None
    target = claim == "target"
    scope = sentence.scope
    policy = scope.policy if target and scope is not None else None
    over = target and time is not None and time.sense == "date" and _is_over(time, here)
    period = plan_period(None if over else time, policy, target=target, knowledge=knowledge)
    modality, hedge = modality_of(reading, knowledge) if target else ("", "")
    return Figure(
        kind=claim,
        indicator=of,
        quantity=_compared(quantity, reading, knowledge) if target else quantity,
        evidence=_evidence(draft, time, document, with_policy=policy is not None),
        policy=policy,
        facilities=facilities,
        period=period,
        region=next((e for e in _entities(draft.phrase.regions) if e.concept != CHINA), None),
        baseline=baseline_of(reading),
        modality=modality,
        hedge=hedge,
    )


def _is_over(time: Mention, here: Standpoint) -> bool:
    """Whether a day had come when the document spoke: it is when a plan was told, and no deadline of it."""
    day = time.value
    return isinstance(day, Period) and day.precision == "day" and here.known is not None and day.end <= here.known


def _names_nothing(draft: Draft, knowledge: Knowledge) -> bool:
    """Whether the words of a figure are no more than 国家和地区, or what is covered is a verb alone: 坚持全面覆盖."""
    if any(draft.words in knowledge.cues.classes["zh"][name] for name in NAMELESS):
        return True
    return draft.reading.value is None and HAN.search(draft.words) is not None and len(draft.words) < TELLING


def _quantity(reading: Reading) -> Quantity:
    if reading.value is not None and isinstance(reading.value.value, Quantity):
        return reading.value.value
    said = span_of(reading.situated, (reading.start, reading.end))
    start = said.start - reading.situated.sentence.span.start
    words = reading.situated.sentence.folded[start : start + said.end - said.start]
    return Quantity(Decimal(reading.pattern.value), "%", "ge", text=words)


def _compared(quantity: Quantity, reading: Reading, knowledge: Knowledge) -> Quantity:
    """A target's number with its comparator: the words' own, else ≥ after 达到 and ≤ after 降至."""
    if quantity.bound != "eq":
        return quantity
    if reading.pattern.comparator == "le":
        return replace(quantity, bound="le")
    if reading.pattern.comparator == "ge":
        return replace(quantity, bound="ge")
    begin, _ = clause(reading.situated.lifted.text, reading.start)
    before = reading.situated.lifted.text[begin : reading.start].rstrip(LIST_OF_NUMBERS)
    reaches = [m for m in knowledge.cues.one["up"].finditer(before) if m.end() >= len(before) - 1]
    return replace(quantity, bound="ge") if reaches or quantity.value == 100 else quantity


def _unit(quantity: Quantity, knowledge: Knowledge) -> tuple[str, str]:
    """The IRI and the kind of a unit as written; what is no unit of the table is a plain number."""
    known = units(knowledge).get(quantity.unit)
    if known is not None:
        return known
    return (PERCENT, "percent") if quantity.unit == "%" else (NUMBER, "count")


@cache
def units(knowledge: Knowledge) -> Mapping[str, tuple[str, str]]:
    """IRI and kind of each unit by the words it is written with."""
    return {form: (unit.iri or NUMBER, unit.kind) for unit in knowledge.words.units for form in unit.forms}


def _reached(sentence: Situated, number: Mention, knowledge: Knowledge) -> bool:
    """Whether an age or a length of time is itself what is told: 人均预期寿命达到79岁."""
    start = sentence.sentence.span.start
    before = sentence.sentence.folded[: number.span.start - start]
    after = sentence.sentence.folded[number.span.end - start :].lstrip()
    told = any(match.end() == len(before.rstrip()) for match in knowledge.cues.one["reach"].finditer(before))
    return told and (not after or not after[0].isalnum())


def _is_threshold(sentence: Situated, number: Mention, knowledge: Knowledge) -> bool:
    """Whether a number says which ones are meant and not how many there are: 500万元以上的担保业务, 30人以下死亡."""
    quantity, start = number.value, sentence.sentence.span.start
    if not isinstance(quantity, Quantity) or quantity.unit == "%" or quantity.bound not in {"ge", "le", "gt", "lt"}:
        return False
    after = sentence.sentence.folded[number.span.end - start :]
    classes = knowledge.cues.classes["zh"]
    behind = number.text.rstrip().endswith(classes["behind"])
    before = number.text.startswith((*classes["no_less"], *classes["no_more"], *classes["beyond"]))
    told = behind or (before and _kind(number, knowledge) == "measure")
    return told and knowledge.cues.one["of_it"].match(after) is not None


def _counts_talk(number: Mention, knowledge: Knowledge) -> bool:
    """Whether a number counts parts of what is said (四方面, 三项任务), or is a mere 一种, 二次."""
    words = tuple(knowledge.cues.classes["zh"]["talk"])
    few = isinstance(number.value, Quantity) and number.value.value <= FEW
    single = few and knowledge.cues.one["single"].match(number.text) is not None
    return single or number.text.rstrip().endswith(words)


def _kind(number: Mention, knowledge: Knowledge) -> str:
    return _unit(number.value, knowledge)[1] if isinstance(number.value, Quantity) else ""


def _entities(mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(mention.value for mention in mentions if isinstance(mention.value, Entity)))


def _evidence(draft: Draft, time: Mention | None, document: Document, *, with_policy: bool) -> tuple[Evidence, ...]:
    """The words the figure was read from, and those it inherits its date and its policy from."""
    reading = draft.reading
    spans = [span_of(reading.situated, (reading.start, reading.end))]
    spans += [span_of(reading.situated, stretch) for stretch in draft.phrase.stretches]
    if not draft.reading.pattern.of and not draft.inherited:
        spans += [mention.span for mention in draft.facilities]
    main = _trimmed(Span(min(s.start for s in spans), max(s.end for s in spans)), document.text)
    if main.end - main.start > LONGEST_QUOTE:
        main = _trimmed(spans[0], document.text)
    scope = reading.situated.scope
    others = [*draft.inherited, *([time.span] if time is not None else [])]
    if with_policy and scope is not None:
        others.append(scope.span)
    others += [mention.span for mention in draft.facilities]
    found = [main, *_sentence(reading, main, document)]
    for span in others:
        trimmed = _trimmed(span, document.text)
        if not any(_inside(trimmed, known) for known in found):
            found.append(trimmed)
    return tuple(Evidence(span, document.text[span.start : span.end], reading.pattern.id) for span in found)


def _sentence(reading: Reading, main: Span, document: Document) -> tuple[Span, ...]:
    """The sentence around a quote, where it says more: its subject often stands a clause or two before the number."""
    whole = _trimmed(reading.situated.sentence.span, document.text)
    return (whole,) if whole != main and whole.end - whole.start <= LONGEST_CONTEXT else ()


def _trimmed(span: Span, text: str) -> Span:
    quote = text[span.start : span.end]
    lead = len(quote) - len(quote.lstrip(" ,，、;；:：*"))
    tail = len(quote.rstrip(" ,，、*")) - len(quote)
    return Span(span.start + lead, span.end + tail) if quote.strip(" ,，、;；:：*") else span


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _merged(found: Sequence[Figure]) -> tuple[Figure, ...]:
    """One figure said twice in a document is one figure with both quotes; an undated repeat joins the dated one."""
    groups: dict[tuple[object, ...], dict[Period | None, Figure]] = {}
    for figure in sorted(found, key=lambda f: (f.period is None, f.evidence[0].span)):
        group = groups.setdefault(_sameness(figure), {})
        period = replace(figure.period, text="", basis="explicit") if figure.period else next(iter(group), None)
        known = group.get(period)
        if known is None:
            group[period] = figure
        else:
            evidence = dict.fromkeys((*known.evidence, *figure.evidence))
            group[period] = replace(known, evidence=tuple(evidence))
    merged = (figure for group in groups.values() for figure in group.values())
    return tuple(sorted(merged, key=lambda f: f.evidence[0].span))


def _sameness(figure: Figure) -> tuple[object, ...]:
    """What two figures share that say the same but for their date."""
    quantity = figure.quantity
    return (
        figure.kind,
        figure.indicator.key,
        frozenset(entity.key for entity in figure.facilities),
        (quantity.value, quantity.high, quantity.bound if figure.kind == "target" else ""),
        figure.policy.key if figure.policy else "",
        figure.region.key if figure.region else "",
        figure.baseline,
    )
