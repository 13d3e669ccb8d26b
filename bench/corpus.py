"""Writes a corpus of made-up documents as files, of any size and the same bytes every time, and what they say as gold.

    python -m bench.corpus DOCUMENTS FOLDER [--gold FOLDER] [--characters N]

Notices set targets, bulletins report figures, news reports what an official said, other sites repeat the news between
menus and teasers in a version of their own (VERSIONS), bulletins are translated into English, and letters of one form
go to many places: in the shares of KINDS. `kg evaluate` compares a build of FOLDER with the gold, which tells what each
document repeats too.
"""

from __future__ import annotations

import argparse
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
LEADS = (
    "编者按：医疗服务的点滴变化，群众看在眼里。这组数字说明了什么？请看下面的报道。",
    "连日来，读者来信询问各地看病方便了多少。本网就此摘编有关报道，供大家参考。",
    "健康频道专稿：家门口能看什么病、由谁来看，一直是留言板上的热门话题。",
)
BACKGROUND = (
    "背景资料：上世纪六十年代起，乡村医生背着药箱走村串户，许多地方的卫生室由此起步。",
    "延伸阅读：挂号难曾是大医院门前的常态，排队的人带着小板凳过夜，如今多数人用手机办理。",
    "读者留言：老家的卫生室去年翻修过，量血压、取药都不用再跑远路，希望检查项目再多一些。",
)
LETTER = (
    "你们报来的工作情况收悉。经会同有关方面研究，现将意见函告如下。",
    "一、你地高度重视基层卫生工作，主要负责同志亲自部署，各有关单位协同推进，工作取得了阶段性成效，请继续保持。",
    "二、请对照年度工作要点逐项梳理，对进度滞后的事项列出清单，明确责任单位和完成时限，并按季度报告进展。",
    "三、请加强经费保障和队伍建设，严格执行财务制度，专款专用，确保资金安全，不得挤占挪用。",
    "四、请做好数据质量核查，如实填报，不得虚报瞒报；对弄虚作假的，将按规定予以通报。",
    "五、请及时总结典型经验，通过多种形式加强宣传，营造关心支持基层卫生工作的良好氛围。",
    "六、请把群众满意作为检验工作的标准，畅通意见渠道，对反映集中的问题逐一回应，整改情况向社会公开，接受监督。",
    "七、请统筹用好已有设施设备，避免重复购置；确需新建的，应当充分论证，严格履行审批程序，按期竣工投入使用。",
    "八、请指导所属单位落实安全生产责任，定期排查火灾、用电和危险品隐患，确保机构运行平稳有序。",
    "九、上述意见请认真研究落实，执行中遇到的重大问题请及时反馈，我们将适时组织调研指导。",
    "特此函告。",
)
KINDS = ("notice", "bulletin", "news", "bulletin", "repost", "letter", "translation", "notice", "bulletin", "repost")
VERSIONS = ("whole", "dated", "undated", "retitled", "cut", "led", "excerpt", "reworded", "edited", "framed")


@dataclass(slots=True)
class Written:
    """A document as it is put together: paragraphs, and what they say."""

    paragraphs: list[str] = field(default_factory=list)
    gold: dict[str, list[Any]] = field(default_factory=dict)  # Any: lists of words or of facts, as YAML has them

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
    for at, written in documents(start, number, characters):
        place = folder / _path(at)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(written.text(), "utf-8")
        if gold is not None:
            said = {"document": place.relative_to(folder).as_posix(), **written.gold}
            gold.mkdir(parents=True, exist_ok=True)
            (gold / f"{at:07}.yaml").write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), "utf-8")


def documents(start: int, number: int, characters: int) -> Iterator[tuple[int, Written]]:
    """So many documents with their numbers; each depends on its number alone."""
    for at in range(start, start + number):
        kind = KINDS[at % len(KINDS)]
        yield at, WRITERS[kind](at, characters)


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
    found.gold = {
        "policies": [{"title": title, "issuers": [issuer]}],
        "targets": targets,
        "observations": [],
        "repeats": [],
    }
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
    found.gold = {"targets": [], "observations": figures, "repeats": []}
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
    found.gold = {"targets": [], "observations": figures, "repeats": []}
    return found


def repost(at: int, characters: int) -> Written:
    """The news of a few documents before, on a site of its own, in one of VERSIONS."""
    origin = next(earlier for earlier in range(at - 1, -1, -1) if KINDS[earlier % len(KINDS)] == "news")
    told, chance = news(origin, characters), _chance(at)
    title, day, *body = told.paragraphs
    version, site = chance.choice(VERSIONS), f"健康{chr(0x4E00 + at % 900)}网"
    later = f"{int(day[:4])}年{chance.randrange(10, 13)}月{chance.randrange(1, 28)}日"
    if version in {"retitled", "edited"}:
        title = f"{chance.choice(TOPICS)}有新进展（{at}）"
    if version in {"cut", "excerpt", "edited"}:
        body = _cut(body, chance, len(body) // (2 if version == "excerpt" else 4))
    if version in {"reworded", "edited"}:
        body = [re.sub("[0-9.]+%", lambda found: _in_words(found[0]), line) for line in body]
    if version in {"led", "edited", "excerpt"}:
        body = [chance.choice(LEADS), *body]
    if version in {"framed", "edited"}:
        body += BACKGROUND
    dates = {"whole": [day], "undated": []}.get(version, [later])
    menu, teasers = MENU.split("\n"), TEASERS.split("\n")
    found = Written([*menu, title, f"来源：{site}", *dates, *body, *teasers])
    kept = [figure for figure in told.gold["observations"] if _is_told(figure, body)]
    found.gold = {
        "targets": [],
        "observations": kept,
        "repeats": [_path(origin)],
        "must_not_contain": ["当前位置", "下一篇", "版权所有"],
    }
    return found


def _cut(body: list[str], chance: random.Random, number: int) -> list[str]:
    """Paragraphs without so many of them, but with the first, which tells who speaks."""
    gone = set(chance.sample(range(1, len(body)), number))
    return [line for at, line in enumerate(body) if at not in gone]


def _in_words(share: str) -> str:
    """A share as it is read aloud: 74.5% is 百分之七十四点五."""
    digits = "零一二三四五六七八九"
    whole, _, rest = share[:-1].partition(".")
    tens, ones = divmod(int(whole), 10)
    said = "一百" if tens == 10 else f"{digits[tens]}十{digits[ones] if ones else ''}"
    return "百分之" + said + ("点" + "".join(digits[int(one)] for one in rest) if rest else "")


def _is_told(figure: dict[str, object], body: list[str]) -> bool:
    value = f"{figure['value']:g}%"
    return any(words in line for line in body for words in (f"国{value}", f"国{_in_words(value)}"))


def _path(at: int) -> str:
    """Where a document lies."""
    return f"{at // 1000:03}/{at:07}-{KINDS[at % len(KINDS)]}.txt"


def letter(at: int, characters: int) -> Written:  # noqa: ARG001  as long as its form
    """One of many letters of one form: none repeats another, whatever they have in common."""
    chance = _chance(at)
    (_, place), year = chance.choice(PLACES), chance.randrange(2015, 2024)
    found = Written(
        [
            f"关于{place}基层卫生工作情况的函（第{at}号）",
            f"{year + 1}年{chance.randrange(3, 9)}月{chance.randrange(1, 28)}日",
            f"{place}卫生健康委员会：",
            *LETTER,
        ]
    )
    figures = []
    for measure in chance.sample(MEASURES, 2):
        share = chance.randrange(400, 1000) / 10
        found.paragraphs.insert(5, f"截至{year}年底，{place}{share:g}%的{measure.facility}{measure.what}。")
        figures.append(_figure(measure, share) | {"as_of": year})
    found.gold = {"targets": [], "observations": figures, "repeats": []}
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
    found.gold = {"targets": [], "observations": figures, "repeats": []}
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
    "letter": letter,
    "translation": translation,
}

if __name__ == "__main__":
    main()
