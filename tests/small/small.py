"""A small built graph, written by hand after the ontology contract, for tests of what reads a build.

Four documents, five policies: issuers joint and single, dates of three precisions, lineage two steps deep, a slipped
goal, a hedged one, a near match, figures with two sources, an unreviewed policy, boilerplate, a markup-like title.
Statements are written as tables below; the only thing computed is where a quote stands in its text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from kg.model import Block, Document, Evidence, Extraction, Finding, LedgerEntry, Metadata, Period, Span
from kg.store.folder import new_build

HERE = Path(__file__).parent
POL, VOC = "https://w3id.org/policykg/def#", "https://w3id.org/policykg/voc/"
ID = "https://w3id.org/policykg/id/"
RDF, SKOS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2004/02/skos/core#"
OA, DCT = "http://www.w3.org/ns/oa#", "http://purl.org/dc/terms/"
XSD, UNIT = "http://www.w3.org/2001/XMLSchema#", "http://qudt.org/vocab/unit/"
PREFIX = {"pol": POL, "voc": VOC, "id": ID, "rdf": RDF, "skos": SKOS, "oa": OA, "dct": DCT, "unit": UNIT}
DERIVED, ONTOLOGY = ID + "graph/derived", ID + "graph/ontology"

P2019 = "id:policy/2019-tcm-inheritance-innovation"
PLAN = "id:policy/2022-tcm-plan"
ACTION = "id:policy/2022-primary-tcm-action-plan"
SPECIALTY = "id:policy/u-5pecia1ty0"
NATCM, NHC, CCP, SC = "id:agency/natcm", "id:agency/nhc", "id:agency/ccp-central", "id:agency/state-council"
PROGRAMME = "id:programme/hundred-thousand-ten-thousand"
SERVICE, CLINIC = "id:indicator/tcm-service-share", "id:indicator/tcm-clinic-share"
NATIONAL, CITY = "id:indicator/national-key-specialties", "id:indicator/city-key-specialties"
CITY_COUNTY = "id:indicator/city-county-specialties"
CHC, CHS, THC, VC = "voc:ft-chc", "voc:ft-chs", "voc:ft-thc", "voc:ft-vc"
ZHAO, LI = "id:person/u-2haowenhua", "id:person/u-1idachuan0"
EVENT = "id:event/u-2022080200"

SLIDES = """推动基层中医药高质量发展
国家中医药管理局 医政司 2023年5月
《中共中央 国务院关于促进中医药传承创新发展的意见》
——2019年10月20日印发
到2022年,力争实现全部社区卫生服务中心和乡镇卫生院设置中医馆。
鼓励退休中医医师到基层提供服务。
《“十四五”中医药发展规划》
——2022年3月3日,国务院印发
到2025年,全部社区卫生服务站能够提供中医药服务,80%以上的村卫生室能够提供中医药服务。
《基层中医药服务能力提升工程“十四五”行动计划》
——2022年3月8日,我局联合国家卫生健康委等九部门印发
贯彻落实《关于促进中医药传承创新发展的意见》,依据《“十四五”中医药发展规划》。
到2025年,基本实现社区卫生服务中心和乡镇卫生院设置中医馆。
上一篇 下一篇 版权所有"""

NEWS_2022 = """中医药服务能力持续提升
发布时间:2022-08-02 来源:新浪财经
8月2日,国家中医药管理局医政司副司长赵文华在国家卫生健康委员会发布会上表示,𠮷祥开局。
截至2020年底,99%的社区卫生服务中心、90.6%的社区卫生服务站、74.5%的村卫生室能够提供中医药服务。
热门资讯:某APP下载"""

NEWS_EN = """TCM services keep improving
At a press conference, Zhao Wenhua, deputy director of the State Administration of Traditional Chinese Medicine, spoke.
By the end of 2020, 90.6% of community health service stations and 74.5% of village clinics could provide TCM services.
The action plan for primary TCM service capacity followed in 2022."""

NEWS_2023 = """<b>临床专科</b>能力建设 & “百千万工程”
国家卫生健康委此前制定了“十四五”国家临床专科能力建设规划,提出实施“百千万工程”
在国家层面,累计支持各省建设不少于750个国家临床重点专科建设项目;在市级层面,支持至少10000个地市级和县级临床专科能力建设项目。
国家卫生健康委医政司副司长李大川介绍,截至2022年底,支持508个国家临床重点专科建设项目和10631个市级临床重点专科建设项目,去年投入3次。"""


def full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIX[prefix] + local if prefix in PREFIX else name


@dataclass
class Page:
    """One document and the statements taken from it, growing as the table below is read."""

    identifier: str
    text: str
    title: str
    language: str
    published: Period
    publisher: str
    boilerplate: tuple[str, ...] = ()
    quads: list[Quad] = field(default_factory=list)

    @property
    def id(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def iri(self) -> str:
        return f"{ID}doc/{self.id}"

    def say(self, subject: str, predicate: str, value: str | Literal) -> None:
        """A triple in this document's graph; a str value is a prefixed name."""
        term = NamedNode(full(value)) if isinstance(value, str) else value
        self.quads.append(Quad(NamedNode(full(subject)), NamedNode(full(predicate)), term, NamedNode(self.iri)))

    def quote(self, words: str) -> str:
        """The evidence node of words that stand in the text."""
        start = self.text.index(words)
        node = f"{self.iri}#char={start},{start + len(words)}"
        self.say(node, "rdf:type", "pol:Evidence")
        self.say(node, "pol:inDocument", self.iri)
        self.say(node, "oa:exact", Literal(words))
        self.say(node, "oa:start", Literal(start))
        self.say(node, "oa:end", Literal(start + len(words)))
        return node

    def named(self, entity: str, words: str, kind: str = "") -> None:
        self.say(entity, "pol:evidence", self.quote(words))
        self.say(entity, "pol:mentionedIn", self.iri)
        if kind:
            self.say(entity, "rdf:type", kind)

    def state(self, subject: str, predicate: str, value: str | Literal, words: str, precision: str = "") -> None:
        """A statement with its quote; the plain triple too unless it is one that documents may state differently."""
        key = f"{full(subject)}\n{full(predicate)}\n{value}".encode()
        node = f"id:stmt/{hashlib.sha256(key).hexdigest()[:12]}"
        self.say(node, "rdf:type", "pol:Statement")
        self.say(node, "rdf:subject", subject)
        self.say(node, "rdf:predicate", predicate)
        self.say(node, "rdf:object", value)
        self.say(node, "pol:rule", Literal("hand"))
        self.say(node, "pol:evidence", self.quote(words))
        if precision:
            self.say(node, "pol:datePrecision", f"voc:precision-{precision}")
        if predicate not in {"pol:issuedOn", "skos:prefLabel"}:
            self.say(subject, predicate, value)

    def target(self, name: str, policy: str, words: str, **facts: str | Literal | tuple[str, ...]) -> None:
        self.figure(name, "pol:Target", words, facts)
        self.state(policy, "pol:requires", name, words)

    def observation(self, name: str, words: str, **facts: str | Literal | tuple[str, ...]) -> None:
        self.figure(name, "pol:Observation", words, facts)

    def figure(self, name: str, kind: str, words: str, facts: dict[str, str | Literal | tuple[str, ...]]) -> None:
        self.say(name, "rdf:type", kind)
        self.say(name, "pol:evidence", self.quote(words))
        for fact, value in facts.items():
            for one in value if isinstance(value, tuple) else (value,):
                self.say(name, f"pol:{fact}", one)

    def extraction(self) -> Extraction:
        blocks, start = [], 0
        for number, line in enumerate(self.text.split("\n")):
            role = "boilerplate" if line in self.boilerplate else "title" if number == 0 else "paragraph"
            span = Span(start, start + len(line))
            blocks.append(Block(span, role, reason="site furniture" if role == "boilerplate" else ""))  # type: ignore[arg-type]  # one of three roles
            start += len(line) + 1
        about = Metadata(self.title, self.publisher, published=self.published, url="https://example.org/source")
        document = Document(self.id, self.identifier, self.text, tuple(blocks), about, self.language, "plain")
        first = blocks[-2].span
        ledger = (
            LedgerEntry(
                Span(first.start, first.start + 2), self.text[first.start : first.start + 2], "target", "t", first
            ),
            LedgerEntry(Span(first.start + 2, first.start + 3), "9", "unexplained", "no rule", first),
        )
        return Extraction(document, (), ledger)


def day(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + "date"))


def number(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + "decimal"))


def percent(text: str, words: str = "") -> dict[str, str | Literal | tuple[str, ...]]:
    return {"value": number(text), "valueText": Literal(words or f"{text}%"), "unit": "unit:PERCENT"}


def count(text: str) -> dict[str, str | Literal | tuple[str, ...]]:
    return {"value": number(text + ".0"), "valueText": Literal(text), "unit": "unit:NUM"}


def by(year: int, basis: str = "explicit") -> dict[str, str | Literal | tuple[str, ...]]:
    return {
        "deadline": day(f"{year}-12-31"),
        "datePrecision": "voc:precision-year",
        "deadlineText": Literal(f"到{year}年"),
        "dateBasis": f"voc:basis-{basis}",
    }


def at(year: int, basis: str = "explicit") -> dict[str, str | Literal | tuple[str, ...]]:
    return {
        "asOf": day(f"{year}-12-31"),
        "datePrecision": "voc:precision-day",
        "dateBasis": f"voc:basis-{basis}",
        "region": "voc:region-CN",
    }


def slides() -> Page:
    page = Page(
        "slides.txt",
        SLIDES,
        "推动基层中医药高质量发展",
        "zh",
        Period(date(2023, 5, 1), date(2023, 5, 31), "month", text="2023年5月"),
        "国家中医药管理局",
        ("上一篇 下一篇 版权所有",),
    )
    page.named(P2019, "《中共中央 国务院关于促进中医药传承创新发展的意见》", "pol:Policy")
    page.named(P2019, "《关于促进中医药传承创新发展的意见》")
    page.state(P2019, "pol:issuedOn", day("2019-10-20"), "2019年10月20日印发", "day")
    page.state(CCP, "pol:issues", P2019, "《中共中央 国务院关于促进中医药传承创新发展的意见》")
    page.state(SC, "pol:issues", P2019, "《中共中央 国务院关于促进中医药传承创新发展的意见》")
    goal = "到2022年,力争实现全部社区卫生服务中心和乡镇卫生院设置中医馆。"
    shared: dict[str, str | Literal | tuple[str, ...]] = {
        "indicator": CLINIC,
        "appliesTo": (CHC, THC),
        "comparator": "voc:cmp-ge",
        **percent("100.0", "全部"),
    }
    page.target("id:target/u-clinic2022", P2019, goal, **shared, **by(2022), modality="voc:modality-strive")
    measure = "鼓励退休中医医师到基层提供服务"
    page.say("id:measure/u-retired000", "rdf:type", "pol:Measure")
    page.say("id:measure/u-retired000", "skos:prefLabel", Literal(measure, language="zh"))
    page.say("id:measure/u-retired000", "pol:modality", "voc:modality-encourage")
    page.say("id:measure/u-retired000", "pol:evidence", page.quote(measure))
    page.say("id:measure/u-retired000", "pol:appliesTo", "voc:ft-primary-care")
    page.state(P2019, "pol:requires", "id:measure/u-retired000", measure)
    page.named(PLAN, "《“十四五”中医药发展规划》", "pol:Policy")
    page.state(PLAN, "pol:issuedOn", day("2022-03-03"), "2022年3月3日,国务院印发", "day")
    page.state(SC, "pol:issues", PLAN, "国务院印发")
    able: dict[str, str | Literal | tuple[str, ...]] = {"indicator": SERVICE, "comparator": "voc:cmp-ge"}
    force = "voc:modality-commit"
    words = "全部社区卫生服务站能够提供中医药服务"
    page.target(
        "id:target/u-stations00",
        PLAN,
        words,
        **able,
        appliesTo=CHS,
        **percent("100.0", "全部"),
        **by(2025),
        modality=force,
    )
    words = "80%以上的村卫生室能够提供中医药服务"
    page.target(
        "id:target/u-village000",
        PLAN,
        words,
        **able,
        appliesTo=VC,
        **percent("80.0", "80%"),
        **by(2025),
        modality=force,
    )
    page.named(ACTION, "《基层中医药服务能力提升工程“十四五”行动计划》", "pol:Policy")
    page.state(ACTION, "pol:issuedOn", day("2022-03-08"), "2022年3月8日", "day")
    page.state(NATCM, "pol:issues", ACTION, "我局联合国家卫生健康委等九部门印发")
    page.state(NHC, "pol:issues", ACTION, "我局联合国家卫生健康委等九部门印发")
    page.say(ACTION, "pol:issuerCountStated", Literal(9))
    page.state(ACTION, "pol:implements", P2019, "贯彻落实《关于促进中医药传承创新发展的意见》")
    page.state(ACTION, "pol:basedOn", PLAN, "依据《“十四五”中医药发展规划》")
    page.state(PLAN, "pol:basedOn", P2019, "贯彻落实《关于促进中医药传承创新发展的意见》")
    goal = "到2025年,基本实现社区卫生服务中心和乡镇卫生院设置中医馆。"
    hedged = {**shared, **by(2025, "planPeriod"), "modality": force, "hedge": "voc:hedge-basically"}
    page.target("id:target/u-clinic2025", ACTION, goal, **hedged)
    for entity, words in ((CHC, "社区卫生服务中心"), (THC, "乡镇卫生院"), (CHS, "社区卫生服务站"), (VC, "村卫生室")):
        page.say(entity, "pol:mentionedIn", page.iri)
        page.say(entity, "pol:evidence", page.quote(words))
    for agency, words in ((NATCM, "国家中医药管理局"), (NHC, "国家卫生健康委"), (CCP, "中共中央"), (SC, "国务院")):
        page.named(agency, words)
    return page


def news_2022() -> Page:
    page = Page(
        "news/2022.txt",
        NEWS_2022,
        "中医药服务能力持续提升",
        "zh",
        Period(date(2022, 8, 2), date(2022, 8, 2), "day", text="2022-08-02"),
        "新浪财经",
        ("发布时间:2022-08-02 来源:新浪财经", "热门资讯:某APP下载"),
    )
    speak(page, "赵文华", "在国家卫生健康委员会发布会上")
    words = "90.6%的社区卫生服务站、74.5%的村卫生室能够提供中医药服务"
    observe(page, words, words.partition("、")[2])
    said: dict[str, str | Literal | tuple[str, ...]] = {"reportedBy": ZHAO, "reportedAt": EVENT}
    words = "截至2020年底,99%的社区卫生服务中心、90.6%的社区卫生服务站、74.5%的村卫生室能够提供中医药服务"
    page.observation(
        "id:obs/u-centres000", words, indicator=SERVICE, appliesTo=CHC, **percent("99.0"), **at(2020), **said
    )
    return page


def news_en() -> Page:
    page = Page(
        "news/english.txt",
        NEWS_EN,
        "TCM services keep improving",
        "en",
        Period(date(2022, 8, 2), date(2022, 8, 2), "day", text="2022-08-02"),
        "Guangming Net",
    )
    speak(page, "Zhao Wenhua", "At a press conference")
    observe(page, "90.6% of community health service stations", "74.5% of village clinics could provide TCM services")
    page.named(ACTION, "action plan for primary TCM service capacity", "pol:Policy")
    page.say(ACTION, "skos:altLabel", Literal("action plan for primary TCM service capacity", language="en"))
    return page


def speak(page: Page, name: str, occasion: str) -> None:
    page.named(ZHAO, name, "pol:Person")
    page.say(ZHAO, "skos:altLabel", Literal(name, language=page.language))
    page.state(ZHAO, "skos:prefLabel", Literal(name, language=page.language), name)
    page.state(ZHAO, "pol:memberOf", NATCM, name)
    page.state(ZHAO, "pol:post", Literal("医政司副司长" if page.language == "zh" else "deputy director"), name)
    page.named(EVENT, occasion, "pol:Event")
    page.say(EVENT, "dct:date", day("2022-08-02"))
    page.say(EVENT, "skos:altLabel", Literal(occasion, language=page.language))
    page.state(EVENT, "skos:prefLabel", Literal(occasion, language=page.language), occasion)
    page.state(EVENT, "pol:hostedBy", NHC, occasion)


def observe(page: Page, stations: str, village: str) -> None:
    said: dict[str, str | Literal | tuple[str, ...]] = {"reportedBy": ZHAO, "reportedAt": EVENT, "indicator": SERVICE}
    page.observation("id:obs/u-stations00", stations, appliesTo=CHS, **percent("90.6"), **at(2020), **said)
    page.observation("id:obs/u-village000", village, appliesTo=VC, **percent("74.5"), **at(2020), **said)


def news_2023() -> Page:
    page = Page(
        "news/<b>2023.txt",
        NEWS_2023,
        "<b>临床专科</b>能力建设 & “百千万工程”",
        "zh",
        Period(date(2023, 4, 14), date(2023, 4, 14), "day", text="2023-04-14"),
        "人民网",
    )
    title = "“十四五”国家临床专科能力建设规划"
    page.named(SPECIALTY, title, "pol:Policy")
    page.state(SPECIALTY, "skos:prefLabel", Literal(title, language="zh"), title)
    page.say(SPECIALTY, "skos:altLabel", Literal(title, language="zh"))
    page.say(SPECIALTY, "pol:titleKey", Literal("十四五国家临床专科能力建设规划"))
    page.say(SPECIALTY, "pol:status", "voc:unreviewed")
    page.state(SPECIALTY, "pol:establishes", PROGRAMME, "提出实施“百千万工程”")
    page.named(PROGRAMME, "百千万工程", "pol:Programme")
    aim: dict[str, str | Literal | tuple[str, ...]] = {
        "comparator": "voc:cmp-ge",
        "modality": "voc:modality-commit",
        "underProgramme": PROGRAMME,
        **by(2025, "planPeriod"),
    }
    words = "累计支持各省建设不少于750个国家临床重点专科建设项目"
    page.target("id:target/u-national00", SPECIALTY, words, indicator=NATIONAL, **count("750"), **aim)
    words = "支持至少10000个地市级和县级临床专科能力建设项目"
    page.target("id:target/u-cityaim000", SPECIALTY, words, indicator=CITY_COUNTY, **count("10000"), **aim)
    words = "截至2022年底,支持508个国家临床重点专科建设项目"
    page.observation("id:obs/u-national00", words, indicator=NATIONAL, **count("508"), **at(2022), reportedBy=LI)
    words = "10631个市级临床重点专科建设项目"
    page.observation("id:obs/u-city000000", words, indicator=CITY, **count("10631"), **at(2022), reportedBy=LI)
    words = "去年投入3次"
    minted = "id:indicator/u-1nvestment"
    page.named(minted, "投入", "pol:Indicator")
    page.state(minted, "skos:prefLabel", Literal("投入", language="zh"), "投入")
    page.say(minted, "pol:statistic", "voc:stat-count")
    page.say(minted, "pol:unit", "unit:NUM")
    page.say(minted, "pol:status", "voc:unreviewed")
    page.observation("id:obs/u-times00000", words, indicator=minted, **count("3"), **at(2022, "relative"))
    page.named(LI, "李大川", "pol:Person")
    page.state(LI, "skos:prefLabel", Literal("李大川", language="zh"), "李大川")
    page.state(LI, "pol:memberOf", NHC, "国家卫生健康委医政司副司长李大川")
    page.named(NHC, "国家卫生健康委")
    return page


PAGES = (slides, news_2022, news_en, news_2023)


def derived() -> list[Quad]:
    """What the rules would derive from the four documents."""
    graph = Page("", "", "", "zh", Period(date(2023, 1, 1), date(2023, 1, 1), "day"), "")
    graph.quads = []
    for policy, issued in ((P2019, "2019-10-20"), (PLAN, "2022-03-03"), (ACTION, "2022-03-08")):
        graph.say(policy, "pol:issuedOn", day(issued))
        graph.say(policy, "pol:datePrecision", "voc:precision-day")
    graph.say(SPECIALTY, "skos:prefLabel", Literal("“十四五”国家临床专科能力建设规划", language="zh"))
    for node, zh, en in (
        (ZHAO, "赵文华", "Zhao Wenhua"),
        (EVENT, "在国家卫生健康委员会发布会上", "At a press conference"),
    ):
        graph.say(node, "skos:prefLabel", Literal(zh, language="zh"))
        graph.say(node, "skos:prefLabel", Literal(en, language="en"))
    graph.say("id:indicator/u-1nvestment", "skos:prefLabel", Literal("投入", language="zh"))
    graph.say(LI, "skos:prefLabel", Literal("李大川", language="zh"))
    for newer, older in ((ACTION, P2019), (ACTION, PLAN), (PLAN, P2019)):
        graph.say(newer, "pol:lineage", older)
    for name, target, figure, facility, gap in (
        ("stations", "id:target/u-stations00", "id:obs/u-stations00", CHS, "-9.4"),
        ("village", "id:target/u-village000", "id:obs/u-village000", VC, "-5.5"),
        ("national", "id:target/u-national00", "id:obs/u-national00", "", "-242.0"),
    ):
        node = f"id:progress/{name}"
        graph.say(node, "rdf:type", "pol:Progress")
        graph.say(node, "pol:ofTarget", target)
        graph.say(node, "pol:byObservation", figure)
        graph.say(node, "pol:gap", number(gap))
        graph.say(node, "pol:met", Literal(value=False))
        graph.say(node, "pol:newest", Literal(value=True))
        graph.say(figure, "pol:measuresProgressOf", target)
        if facility:
            graph.say(node, "pol:appliesTo", facility)
    graph.say("id:obs/u-city000000", "pol:nearMatchOf", "id:target/u-cityaim000")
    graph.say("id:target/u-clinic2025", "pol:restates", "id:target/u-clinic2022")
    graph.say("id:target/u-clinic2025", "pol:restatesDifferently", "id:target/u-clinic2022")
    for figure in ("id:obs/u-stations00", "id:obs/u-village000"):
        graph.say(figure, "pol:reportCount", Literal(2))
        graph.say(figure, "pol:originCount", Literal(1))
    graph.say("id:obs/u-times00000", "pol:dateUncertain", Literal(value=True))
    for figure in ("id:obs/u-centres000", "id:obs/u-stations00", "id:obs/u-village000"):
        graph.say(figure, "pol:reportedOn", day("2022-08-02"))
    for target in ("id:target/u-clinic2022", "id:target/u-clinic2025", "id:target/u-cityaim000"):
        graph.say(target, "pol:unmeasured", Literal(value=True))
    graph.say(P2019, "pol:requiresOf", "voc:ft-primary-care")
    for policy, facility in ((P2019, CHC), (P2019, THC), (ACTION, CHC), (ACTION, THC), (PLAN, CHS), (PLAN, VC)):
        graph.say(policy, "pol:requiresOf", facility)
    return [Quad(q.subject, q.predicate, q.object, NamedNode(DERIVED)) for q in graph.quads]


def record(page: Page) -> None:
    """The document's own record in its graph."""
    page.say(page.iri, "rdf:type", "pol:Document")
    page.say(page.iri, "dct:identifier", Literal(page.identifier))
    page.say(page.iri, "dct:title", Literal(page.title, language=page.language))
    page.say(page.iri, "dct:issued", day(page.published.end.isoformat()))
    page.say(page.iri, "dct:language", Literal(page.language))
    page.say(page.iri, "dct:publisher", Literal(page.publisher))
    page.say(page.iri, "pol:textSha256", Literal(hashlib.sha256(page.text.encode()).hexdigest()))
    page.say(page.iri, "pol:textLength", Literal(len(page.text)))


def nquads(quads: list[Quad]) -> tuple[str, ...]:
    return tuple(
        sorted({line for line in (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode().split("\n") if line})
    )


def ontology() -> tuple[str, ...]:
    triples = parse((HERE / "ontology.ttl").read_bytes(), RdfFormat.TURTLE)
    return nquads([Quad(t.subject, t.predicate, t.object, NamedNode(ONTOLOGY)) for t in triples])


def findings(pages: list[Page]) -> tuple[Finding, ...]:
    messages = (("en", "S03 No issuing agency found for this policy."), ("zh", "S03 未找到该政策的发文机关。"))
    quote = "“十四五”国家临床专科能力建设规划"
    return (
        Finding("Warning", "S03", full(SPECIALTY), messages, pages[3].iri, (quote,)),
        Finding(
            "Info",
            "S06",
            full(SPECIALTY),
            (("en", "S06 Issue date unknown."), ("zh", "S06 印发日期未知。")),
            pages[3].iri,
        ),
        Finding(
            "Violation",
            "S14",
            ID + "target/u-gone",
            (("en", "S14 <script>one</script>"), ("zh", "S14 数值。")),
            pages[0].iri,
        ),
    )


def build(path: Path) -> Path:
    """Write the build folder and return it."""
    pages = [page() for page in PAGES]
    with new_build(path) as writer:
        writer.add_ontology(ontology())
        for page in pages:
            record(page)
            refused = (
                nquads([])
                if page.identifier != "slides.txt"
                else (f'<{ID}target/u-gone> <{POL}value> "x" <{ID}graph/quarantine/{page.id}> .',)
            )
            writer.add_document(page.extraction(), nquads(page.quads), refused)
        writer.union()
        writer.add_derived(nquads(derived()))
        writer.finish(findings(pages))
    return path


def evidence_of(page: Page) -> tuple[Evidence, ...]:
    """The quotes of a page, by their spans."""
    found = []
    for quad in page.quads:
        if quad.predicate.value == OA + "exact" and isinstance(quad.object, Literal):
            start, end = str(quad.subject).rstrip(">").partition("#char=")[2].split(",")
            found.append(Evidence(Span(int(start), int(end)), quad.object.value, "hand"))
    return tuple(found)
