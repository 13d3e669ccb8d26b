"""Writes a corpus of made-up documents as files, of any size and the same bytes every time, and what they say as gold.

    python -m bench.corpus DOCUMENTS FOLDER [--gold FOLDER] [--characters N]

Notices set targets, bulletins report figures, news reports what an official said, other sites repeat the news between
menus and teasers, and bulletins are translated into English: in the shares of KINDS. `kg evaluate` compares a build of
FOLDER with the gold.
"""

from __future__ import annotations

import argparse
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from kg.paths import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REGION = re.compile(r'skos:prefLabel "([^"]+)"@en , "([^"]+[省市区州盟])"@zh')
PLACES = tuple(REGION.findall((ONTOLOGY / "vocab" / "region.ttl").read_text("utf-8")))  # (English, Chinese)


@dataclass(frozen=True, slots=True)
class Measure:
    """A share of facilities: how it is said in both languages; `keys` are words of any right reading."""

    facility: str
    what: str
    english: str
    keys: tuple[str, ...]


FACILITIES = (
    ("社区卫生服务中心", "community health centres"),
    ("社区卫生服务站", "community health stations"),
    ("乡镇卫生院", "township health centres"),
    ("村卫生室", "village clinics"),
    ("二级以上综合医院", "secondary and tertiary general hospitals"),
    ("三级医院", "tertiary hospitals"),
    ("中医医院", "TCM hospitals"),
    ("妇幼保健院", "maternal and child health hospitals"),
    ("县级医院", "county hospitals"),
    ("养老机构", "elderly care facilities"),
)
SERVICES = (
    ("能够提供中医药服务", "provided TCM services", "中医药"),
    ("设置了中医馆", "had a TCM hall", "中医馆"),
    ("提供儿科服务", "offered paediatric care", "儿科"),
    ("开展远程医疗服务", "offered telemedicine", "远程医疗"),
    ("开展康复医疗服务", "offered rehabilitation", "康复"),
    ("开展安宁疗护服务", "offered hospice care", "安宁疗护"),
    ("实行电子病历管理", "used electronic records", "电子病历"),
    ("开通异地就医直接结算", "settled bills across regions", "异地就医"),
    ("提供预约诊疗服务", "took appointments", "预约"),
    ("配备了全科医生", "had a general practitioner", "全科医生"),
    ("开设老年医学科", "had a geriatric department", "老年医学"),
    ("开展家庭医生签约服务", "offered family doctor contracts", "家庭医生"),
)
MEASURES = tuple(
    Measure(facility, what, f"{name} {english}", (key,))
    for facility, name in FACILITIES
    for what, english, key in SERVICES
)
TOPICS = (
    "基层卫生服务能力提升",
    "中医药振兴发展",
    "医养结合",
    "分级诊疗建设",
    "乡村医疗卫生体系建设",
    "康复医疗服务发展",
    "儿童医疗保障",
)
NAMES = ("王建国", "李秀英", "张志强", "刘淑珍", "陈国栋", "杨桂兰", "赵永胜", "周玉梅")
FILLERS = (
    "各地要提高认识，加强组织领导，结合实际抓好落实。",
    "有关部门将持续完善工作机制，推动优质资源向基层延伸。",
    "会议强调，要坚持以人民健康为中心，把保障人民健康放在优先发展的战略位置。",
    "基层医疗卫生机构是群众身边的健康守门人，服务条件持续改善。",
    "各级财政部门按照规定落实投入政策，规范资金管理。",
    "医疗机构要规范诊疗行为，改善就医体验，方便群众看病就医。",
    "要加强人才培养，健全培训制度，稳定基层队伍。",
    "通过对口帮扶和巡回诊疗，边远地区群众就医更加方便。",
    "社会各界积极参与，形成了良好的工作氛围。",
    "下一步，将总结推广好的经验和做法，不断提高服务水平。",
)
ENGLISH_FILLERS = (
    "Local authorities were asked to strengthen leadership and to adapt the work to local conditions.",
    "Resources continued to move towards primary care, and services improved.",
    "Officials said that training for health workers in remote areas would go on.",
    "Hospitals were asked to make access easier for patients and to standardise care.",
)
MENU = "首页\n新闻中心\n政务公开\n办事服务\n互动交流\n当前位置：首页 > 新闻中心 > 正文"
TEASERS = (
    "分享到：微信 微博\n【打印本页】 【关闭窗口】\n相关新闻\n上一篇：全市卫生健康工作会议召开\n"
    "下一篇：健康讲座走进社区\n版权所有 未经许可不得转载"
)
KINDS = ("notice", "bulletin", "news", "bulletin", "repost", "bulletin", "translation", "notice", "bulletin", "repost")


@dataclass(slots=True)
class Written:
    """A document as it is put together: paragraphs, and what they say."""

    paragraphs: list[str] = field(default_factory=list)
    gold: dict[str, object] = field(default_factory=dict)

    def text(self) -> str:
        """The whole as a file has it."""
        return "\n".join(self.paragraphs) + "\n"


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path, help="a folder for what the documents say")
    parser.add_argument("--characters", type=int, default=1500, help="of a document, about")
    options = parser.parse_args()
    write(options.documents, options.folder, options.gold, options.characters)


def write(number: int, folder: Path, gold: Path | None = None, characters: int = 1500, start: int = 0) -> None:
    """Write documents from the one numbered `start` on, a thousand a folder."""
    for at, name, written in documents(start, number, characters):
        place = folder / f"{at // 1000:03}" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(written.text(), "utf-8")
        if gold is not None:
            said = {"document": place.relative_to(folder).as_posix(), **written.gold}
            gold.mkdir(parents=True, exist_ok=True)
            (gold / f"{at:07}.yaml").write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), "utf-8")


def documents(start: int, number: int, characters: int) -> Iterator[tuple[int, str, Written]]:
    """So many documents with their numbers and names; each depends on its number alone."""
    for at in range(start, start + number):
        kind = KINDS[at % len(KINDS)]
        yield at, f"{at:07}-{kind}.txt", WRITERS[kind](at, characters)


def _chance(at: int) -> random.Random:
    return random.Random(at)  # noqa: S311  the same every time


def notice(at: int, characters: int) -> Written:
    """A provincial plan with its targets."""
    chance = _chance(at)
    (_, place), year, topic = chance.choice(PLACES), chance.randrange(2016, 2025), chance.choice(TOPICS)
    title = f"{place}{topic}实施方案（第{at}号）"
    issuer, due = f"{place}卫生健康委员会", year + chance.randrange(1, 5)
    day = f"{year}年{chance.randrange(1, 13)}月{chance.randrange(1, 28)}日"
    found = Written(
        [
            f"{issuer}关于印发《{title}》的通知",
            day,
            "各市卫生健康委，委直属各单位：",
            f"现将《{title}》印发给你们，请认真贯彻执行。",
            issuer,
            day,
            title,  # the plan follows its notice, under a heading of its own
        ]
    )
    begun = len(found.paragraphs)
    targets = []
    for measure in chance.sample(MEASURES, 3):
        share = chance.randrange(60, 100)
        found.paragraphs.append(
            f"到{due}年，{place}{share}%以上的{measure.facility}{measure.what.replace('了', '')}。"
            + chance.choice(FILLERS)
        )
        targets.append(_figure(measure, share) | {"policy": title, "comparator": ">=", "deadline": due})
    _pad(found, FILLERS, chance, characters, begun)
    found.gold = {"policies": [{"title": title, "issuers": [issuer]}], "targets": targets, "observations": []}
    return found


def bulletin(at: int, characters: int) -> Written:
    """Figures of a province at the end of a year."""
    chance = _chance(at)
    (_, place), year = chance.choice(PLACES), chance.randrange(2015, 2024)
    found = Written(
        [
            f"{year}年{place}卫生健康事业发展统计公报",
            f"{year + 1}年{chance.randrange(3, 9)}月{chance.randrange(1, 28)}日",
        ]
    )
    figures = []
    for measure in chance.sample(MEASURES, 4):
        share = chance.randrange(400, 1000) / 10
        found.paragraphs.append(
            f"截至{year}年底，{place}{share:g}%的{measure.facility}{measure.what}。{chance.choice(FILLERS)}"
        )
        figures.append(_figure(measure, share) | {"as_of": year})
    _pad(found, FILLERS, chance, characters)
    found.gold = {"targets": [], "observations": figures}
    return found


def news(at: int, characters: int) -> Written:
    """What an official said of the country."""
    chance = _chance(at)
    year, name = chance.randrange(2015, 2024), chance.choice(NAMES)
    day = f"{year + 1}年{chance.randrange(3, 9)}月{chance.randrange(1, 28)}日"
    found = Written(
        [
            f"国家卫生健康委介绍基层服务进展（第{at}期）",
            day,
            f"国家卫生健康委基层司司长{name}在{day}的新闻发布会上介绍了有关情况。",
        ]
    )
    figures = []
    for measure in chance.sample(MEASURES, 4):
        share = chance.randrange(400, 1000) / 10
        found.paragraphs.append(
            f"{name}表示，截至{year}年底，全国{share:g}%的{measure.facility}{measure.what}。{chance.choice(FILLERS)}"
        )
        figures.append(_figure(measure, share) | {"as_of": year})
    _pad(found, FILLERS, chance, characters)
    found.gold = {"targets": [], "observations": figures}
    return found


def repost(at: int, characters: int) -> Written:
    """The news of a few documents before, on a site of its own."""
    origin = next(earlier for earlier in range(at - 1, -1, -1) if KINDS[earlier % len(KINDS)] == "news")
    told = news(origin, characters)
    site = f"健康{chr(0x4E00 + at % 900)}网"
    found = Written(
        [*MENU.split("\n"), told.paragraphs[0], f"来源：{site}", *told.paragraphs[1:], *TEASERS.split("\n")]
    )
    found.gold = {**told.gold, "must_not_contain": ["当前位置", "下一篇", "版权所有"]}
    return found


def translation(at: int, characters: int) -> Written:
    """A bulletin in English."""
    chance = _chance(at)
    (place, _), year = chance.choice(PLACES), chance.randrange(2015, 2024)
    found = Written([f"Health statistics of {place} for {year}", f"June {chance.randrange(1, 28)}, {year + 1}"])
    figures = []
    for measure in chance.sample(MEASURES, 4):
        share = chance.randrange(400, 1000) / 10
        found.paragraphs.append(
            f"By the end of {year}, {share:g}% of {measure.english} in {place}. {chance.choice(ENGLISH_FILLERS)}"
        )
        figures.append(_figure(measure, share) | {"keys": [], "applies_to": [], "as_of": year})
    _pad(found, ENGLISH_FILLERS, chance, characters)
    found.gold = {"targets": [], "observations": figures}
    return found


def _figure(measure: Measure, share: float) -> dict[str, object]:
    return {
        "indicator": f"{measure.facility}{measure.what}的比例",
        "keys": list(measure.keys),
        "applies_to": [measure.facility],
        "value": share,
        "unit": "%",
    }


def _pad(found: Written, fillers: tuple[str, ...], chance: random.Random, characters: int, begun: int = 2) -> None:
    """Words around the figures, as documents have them, from a paragraph on."""
    while sum(map(len, found.paragraphs)) < characters:
        space = " " if fillers is ENGLISH_FILLERS else ""
        at = chance.randrange(begun, len(found.paragraphs) + 1)
        found.paragraphs.insert(at, space.join(chance.sample(fillers, 3)))


WRITERS: dict[str, Callable[[int, int], Written]] = {
    "notice": notice,
    "bulletin": bulletin,
    "news": news,
    "repost": repost,
    "translation": translation,
}

if __name__ == "__main__":
    main()
