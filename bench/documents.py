"""Documents of the made-up world, with what is read from them: the n-th is always the same."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bench.world import TOPICS, Draw, Said, World, day, is_report, minted, month
from kg.model import (
    Attribute,
    Block,
    Document,
    Edge,
    Evidence,
    Extraction,
    Figure,
    LedgerEntry,
    Metadata,
    Naming,
    Quantity,
    Run,
    Span,
    Undertaking,
)
from kg.terms import VOC

if TYPE_CHECKING:
    from datetime import date

    from kg.model import BlockRole, Entity, LedgerRole, Statement

NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
ACTIONS = ("建设专科联盟", "派驻医师下沉服务", "共享检查设备", "培养骨干人才", "公开服务价格", "完善转诊流程")
OCCASION = "新闻发布会"
LINEAGE = ("basedOn", "basedOn", "implements", "implements", "amends", "supersedes", "cites")
WORDS = {
    "basedOn": "依据《{}》",
    "implements": "贯彻落实《{}》",
    "amends": "修订《{}》",
    "supersedes": "同时废止《{}》",
    "cites": "参照《{}》",
}
FORCE = {"must": "必须", "commit": "", "promote": "推进", "strive": "力争"}


@dataclass(slots=True)
class Page:
    """A document as it is written, a block at a time, and what is said in it."""

    language: str
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    ledger: list[LedgerEntry] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)

    def write(self, words: str, role: BlockRole = "paragraph", figures: LedgerRole = "in-name") -> Span:
        """A block, and its place; `figures` is what its last number is, those before are dates or parts of names."""
        start = len(self.text) + 1 if self.text else 0
        self.text = f"{self.text}\n{words}" if self.text else words
        span = Span(start, start + len(words))
        self.blocks.append(Block(span, role, 1 if role == "title" else 0))
        numbers = list(NUMBER.finditer(words)) if role == "paragraph" else []
        for number in numbers:
            what: LedgerRole = "reference time" if words[number.end() : number.end() + 1] in "年月日" else "in-name"
            place = Span(start + number.start(), start + number.end())
            self.ledger.append(LedgerEntry(place, number[0], figures if number is numbers[-1] else what, "", span))
        return span

    def quote(self, within: Span, words: str, rule: str) -> tuple[Evidence, ...]:
        """Words of a block, as evidence."""
        start = self.text.index(words, within.start, within.end)
        return (Evidence(Span(start, start + len(words)), words, rule),)

    def name(self, within: Span, *entities: Entity) -> None:
        """The block names these by their labels."""
        self.statements += [Naming(one, self.quote(within, one.label, "")) for one in entities]


def extraction(number: int, world: World) -> Extraction:
    """The document of that number: a plan that issues a policy, or a report that repeats the figures of one before."""
    if is_report(number):
        language = "en" if number % 16 == 15 else "zh"
        return _finished(_report(number, language, world), number, world)
    return _finished(_plan(number, world), number, world)


def _finished(page: Page, number: int, world: World) -> Extraction:
    published = world.issued(number - 1 if is_report(number) else number)
    title = page.text.partition("\n")[0]
    document = Document(
        id=hashlib.sha256(page.text.encode()).hexdigest()[:16],
        identifier=f"{number // 1000:04}/{number:07}.txt",
        text=page.text,
        blocks=tuple(page.blocks),
        metadata=Metadata(title=title, publisher=f"第{number % 40}日报", published=day(published), encoding="utf-8"),
        language=page.language,
        reader="plain",
        runs=(Run(0, 0, len(page.text)),),
    )
    return Extraction(document, tuple(page.statements), tuple(page.ledger), tuple(page.unread))


def _plan(number: int, world: World) -> Page:
    page, draw, policy = Page("zh"), Draw(f"plan {number}"), world.policy(number)
    page.name(page.write(policy.label, "title"), policy)
    _issued(page, draw, number, policy, world)
    _lineage(page, draw, number, policy, world)
    programme = _programme(page, draw, number, policy)
    speaker, event = _speaker(page, draw, number, world)
    for said in world.figures(number):
        span = page.write(_sentence(said, world), figures=said.kind)
        figure = _figure(page, span, said, world)
        page.name(span, said.facility, world.indicator(said.indicator), *([said.region] if said.region else []))
        if said.kind == "target":
            page.statements.append(replace(figure, policy=policy, programme=programme if draw.chance(0.5) else None))
        else:
            page.statements.append(replace(figure, speaker=speaker, event=event))
    for _ in range(draw.between(3, 7)):
        _measure(page, draw, policy, world)
    if draw.chance(0.25):
        page.unread.append(page.write("各地要加强组织领导，确保各项任务落到实处。"))
    return page


def _report(number: int, language: str, world: World) -> Page:
    page, draw = Page(language), Draw(f"report {number}")
    topic = draw.of(TOPICS)
    page.write(f"{topic[0]}工作取得新进展" if language == "zh" else f"Progress of {topic[1]}, report {number}", "title")
    repeated = [said for said in world.figures(number - 1) if said.kind == "observation"]
    for said in repeated[: draw.between(3, 5)]:
        span = page.write(_sentence(said, world, language), figures="observation")
        page.name(span, world.in_words_of(said.facility, language), world.indicator(said.indicator, language))
        page.statements.append(_figure(page, span, said, world))
    if language == "zh":
        policy = world.policy(number - 1)
        span = page.write(f"这些工作依照《{policy.label}》开展，共涉及{number}个单位。", figures="unexplained")
        page.name(span, policy)
    return page


def _issued(page: Page, draw: Draw, number: int, policy: Entity, world: World) -> None:
    """Who issued it, when and under which number; a sixth by a notice."""
    agencies = list(dict.fromkeys(world.agency(draw.early(world.agencies())) for _ in range(draw.between(1, 3))))
    told, date_ = "、".join(agency.label for agency in agencies), day(world.issued(number))
    numbered = f"国卫发〔{date_.end.year}〕{number % 400 + 1}号"
    notice = minted("policy", f"关于印发《{policy.label}》的通知") if draw.chance(1 / 6) else None
    named = f"《{notice.label}》" if notice else f"《{policy.label}》"
    span = page.write(f"{date_.text}，{told}发布{named}（{numbered}）。")
    evidence = page.quote(span, page.text[span.start : span.end], "ISS-01")
    issued = notice or policy
    page.name(span, *agencies, policy, *([notice] if notice else []))
    page.statements += [Edge(agency, "issues", issued, evidence) for agency in agencies]
    page.statements.append(Attribute(issued, "issuedOn", date_, page.quote(span, date_.text, "ISS-02")))
    page.statements.append(Attribute(issued, "documentNumber", numbered, page.quote(span, numbered, "ISS-03")))
    if notice:
        page.statements.append(Edge(notice, "promulgates", policy, evidence))


def _lineage(page: Page, draw: Draw, number: int, policy: Entity, world: World) -> None:
    """What it rests on: policies of other documents, and now and then one that no document issues."""
    for _ in range(draw.between(1, 3)):
        older = world.older(number, draw)
        if older is None:
            continue
        outside, relation = draw.chance(0.2), draw.of(LINEAGE)
        other = world.outside(draw.early(20 + number // 4)) if outside else world.policy(older)
        span = page.write(f"{WORDS[relation].format(other.label)}，制定《{policy.label}》。")
        page.name(span, other)
        words = page.quote(span, page.text[span.start : span.end], "LIN-01")
        page.statements.append(Edge(policy, relation, other, words))
        if not outside and draw.chance(0.02):
            _dated_otherwise(page, other, world.issued(older))


def _dated_otherwise(page: Page, policy: Entity, issued: date) -> None:
    """Another month of issue than the policy's own document says."""
    other = month(issued.year, issued.month % 12 + 1)
    span = page.write(f"{other.text}印发的《{policy.label}》仍然有效。")
    page.name(span, policy)
    page.statements.append(Attribute(policy, "issuedOn", other, page.quote(span, other.text, "ISS-02")))


def _programme(page: Page, draw: Draw, number: int, policy: Entity) -> Entity | None:
    if not draw.chance(0.1):
        return None
    programme = minted("programme", f"{draw.of(TOPICS)[0]}提升工程（第{number}期）")
    span = page.write(f"《{policy.label}》提出实施{programme.label}。")
    page.name(span, programme)
    page.statements.append(
        Edge(policy, "establishes", programme, page.quote(span, page.text[span.start : span.end], "LIN-09"))
    )
    return programme


def _speaker(page: Page, draw: Draw, number: int, world: World) -> tuple[Entity | None, Entity | None]:
    """Who tells the figures, and where; in half of the plans nobody."""
    if not draw.chance(0.5):
        return None, None
    person, agency = world.person(draw.early(20 + number // 2))
    date_ = day(world.issued(number))
    event = minted("event", f"{OCCASION} {date_.end.isoformat()}")
    span = page.write(f"{date_.text}，{agency.label}副司长{person.label}在{OCCASION}上介绍情况。")
    evidence = page.quote(span, page.text[span.start : span.end], "SPK-90")
    page.name(span, agency, person)
    page.statements += [
        Naming(event, evidence),
        Attribute(event, "date", date_, evidence),
        Edge(event, "hostedBy", agency, evidence),
        Edge(person, "memberOf", agency, evidence),
        Attribute(person, "post", "副司长", page.quote(span, "副司长", "SPK-01")),
    ]
    return person, event


def _measure(page: Page, draw: Draw, policy: Entity, world: World) -> None:
    facility = world.facility(draw.below(30))
    label = f"鼓励{facility.label}{draw.of(ACTIONS)}"
    span = page.write(f"{label}。")
    page.name(span, facility)
    evidence = page.quote(span, label, "REQ-01")
    page.statements.append(
        Undertaking(label, "zh", evidence, policy, facilities=(facility,), modality=f"{VOC}modality-encourage")
    )


def _sentence(said: Said, world: World, language: str = "zh") -> str:
    indicator = world.indicator(said.indicator, language).label
    if language == "en":
        place = f"in {world.in_words_of(said.region, 'en').label} " if said.region else ""
        when = f"By {said.period.end.isoformat()[:7]}, " if said.period else ""
        facility = world.in_words_of(said.facility, "en").label
        return f"{when}{place}the {indicator} of {facility} reached {'about ' * said.approximate}{said.value}%."
    whose = f"{said.region.label if said.region else ''}{said.facility.label}{indicator}"
    when = said.period.text if said.period else ""
    if said.kind == "target":
        force = FORCE[said.modality.rpartition("-")[2]] + ("基本" if said.hedge else "")
        return f"{'到' + when + '，' if when else ''}{whose}{force}达到{said.value}%以上。"
    return f"{'截至' + when + '底，' if when else ''}{whose}为{'约' * said.approximate}{said.value}%。"


def _figure(page: Page, span: Span, said: Said, world: World) -> Figure:
    words = page.text[span.start : span.end - 1]
    return Figure(
        kind=said.kind,
        indicator=world.indicator(said.indicator, page.language),
        quantity=Quantity(
            said.value,
            "%",
            "ge" if said.kind == "target" else "eq",
            approximate=said.approximate,
            text=f"{said.value}%",
        ),
        evidence=page.quote(span, words, "MEA-01"),
        facilities=(said.facility if page.language == "zh" else world.in_words_of(said.facility, page.language),),
        period=said.period,
        region=said.region if said.region is None else world.in_words_of(said.region, page.language),
        modality=said.modality,
        hedge=said.hedge,
    )
