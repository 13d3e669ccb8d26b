from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.model import Stated

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Document

BODY = "\n".join(["通过帮扶，截至2022年底，全国87.7%的县医院达到了二级医院能力，全国县医院服务能力进一步提升。"] * 3)
ENGLISH = "\n".join(
    ["By the end of 2022, 87.7% of county hospitals had reached the capacity of grade two hospitals."] * 3
)


def told(document: Document) -> tuple[str, str, str, str]:
    metadata = document.metadata
    published = str(metadata.published.start) if metadata.published else ""
    return metadata.title, metadata.publisher, metadata.author, published


CASES = (
    # a portal: labels on one line
    (
        f"优质资源扩容下沉\n发布时间:2023-04-14 10:30:48  来源:人民网  阅读量:8860\n{BODY}",
        ("优质资源扩容下沉", "人民网", "", "2023-04-14"),
    ),
    # the fields of a government site
    (
        (
            "索 引 号：000\n发文机关：国家卫生健康委\n标　　题：关于加强县医院工作的通知\n"
            f"成文日期：2018年12月29日\n发布日期：2019年01月02日\n{BODY}"
        ),
        ("关于加强县医院工作的通知", "国家卫生健康委", "", "2019-01-02"),
    ),
    # a bare stamp below the title
    (f"县医院能力提升见闻\n2025-09-11 20:04:30\n0\n{BODY}", ("县医院能力提升见闻", "", "", "2025-09-11")),
    # when a report was given, below its title and in it
    (
        f"政府工作报告\n——2016年1月6日在某市第十五届人民代表大会第五次会议上\n{BODY}",
        ("政府工作报告", "", "", "2016-01-06"),
    ),
    (f"某县人民政府工作报告（2024年1月20日）\n{BODY}", ("某县人民政府工作报告（2024年1月20日）", "", "", "2024-01-20")),
    # the lead-in of an agency, an outlet, an English paper
    (f"县医院能力提升\n新华社北京9月9日电 题：县医院{BODY}", ("县医院能力提升", "新华社", "", "")),
    (f"县医院能力提升\n上证报中国证券网讯(记者 张雪){BODY}", ("县医院能力提升", "上证报中国证券网", "张雪", "")),
    (
        f" date 2022-08-02 Guangming Net News (Reporter Yuan Qing){ENGLISH}",
        ("", "Guangming Net", "Yuan Qing", "2022-08-02"),
    ),
    (f"County hospitals\nBEIJING, April 13 (Xinhua) -- {ENGLISH}", ("County hospitals", "Xinhua", "", "")),
    # bylines of English outlets
    (f"Hospitals grow\nUpdated: 2011-12-27 23:11\n{ENGLISH}", ("Hospitals grow", "", "", "2011-12-27")),
    (f"Hospitals grow\nXinhua | Updated: 2019-09-13 13:43\n{ENGLISH}", ("Hospitals grow", "Xinhua", "", "2019-09-13")),
    (
        f"Hospitals grow\nSource: Xinhua| 2018-10-21 15:09:18|Editor: Li\n{ENGLISH}",
        ("Hospitals grow", "Xinhua", "", "2018-10-21"),
    ),
    (f"Hospitals grow\nXinhua) 11:15, May 19, 2023\n{ENGLISH}", ("Hospitals grow", "", "", "2023-05-19")),
    (f"Hospitals grow\nMay 25,2022   By: Li\n{ENGLISH}", ("Hospitals grow", "", "", "2022-05-25")),
    (f"Hospitals grow\nLi Ming Published May 08, 2023 | 01:10 PM\n{ENGLISH}", ("Hospitals grow", "", "", "2023-05-08")),
    (f"Hospitals grow\n2018-02-04 Xinhua\n{ENGLISH}", ("Hospitals grow", "", "", "2018-02-04")),
    (f"date 2023-05-19 Hospitals grow\n{ENGLISH}", ("Hospitals grow", "", "", "2023-05-19")),
    (f"date 2024-04-11\nHospitals grow\n{ENGLISH}", ("Hospitals grow", "", "", "2024-04-11")),
    # the day of a picture is none of the page
    (f"Hospitals grow\nA ward in Wuxi, May 5, 2019. [Photo]\n{ENGLISH}", ("Hospitals grow", "", "", "")),
    # a cover: agency, its department, month
    (
        f"推动基层高质量发展\n国家中医药管理局\n医政司\n2023年5月\n{BODY}",
        ("推动基层高质量发展", "国家中医药管理局医政司", "", "2023-05-01"),
    ),
    # a signature, two bodies
    (
        f"国务院办公厅关于加强工作的通知\n各省、自治区：\n{BODY}\n国家卫生健康委\n财政部\n2018年12月29日\n（此件公开发布）",
        ("国务院办公厅关于加强工作的通知", "国家卫生健康委 财政部", "", "2018-12-29"),
    ),
    # the first signature is the document's own, what follows is attached
    (
        f"某某局关于转发意见的通知\n{BODY}\n某某局\n二〇〇六年九月七日\n关于工作的意见\n{BODY}\n民政部\n二〇〇六年八月一日",
        ("某某局关于转发意见的通知", "某某局", "", "2006-09-07"),
    ),
    # the issuer in the title, where nothing else tells
    (f"国务院关于加强环境保护工作的决定\n{BODY}", ("国务院关于加强环境保护工作的决定", "国务院", "", "")),
    # an author at the end
    (f"县医院能力提升\n{BODY}（记者 邱超奕）", ("县医院能力提升", "", "邱超奕", "")),
    # what is no date of the document: one in the text, in an address, in the source of a table
    (
        f"县医院能力提升\n{BODY}\n数据来源：国家统计局\nhttps://example.org/2020/05/14/a.html",
        ("县医院能力提升", "", "", ""),
    ),
    (f"县医院能力提升\n——2019年10月20日印发\n{BODY}", ("县医院能力提升", "", "", "")),
    # a title that goes on behind a bracket, and a plan that is named again further down
    (
        f"关于印发某某市校车三年行动计划\n（2023—2025年）的通知\n{BODY}",
        ("关于印发某某市校车三年行动计划（2023—2025年）的通知", "", "", ""),
    ),
    (
        f"某某省“十三五”深化校车管理体制\n改革实施方案\n现将《某某省“十三五”深化校车管理体制改革实施方案》印发给你们。\n{BODY}",
        ("某某省“十三五”深化校车管理体制改革实施方案", "", "", ""),
    ),
    (f"我国加快校车建设\n某某市出台实施方案\n{BODY}", ("我国加快校车建设", "", "", "")),
    # a card whose labels have no mark behind them, a title at the edge of a drawn table
    (
        f"索引号 000014/2020-37 成文日期 2020-10-15\n某某局关于校车工作的通知 |\n{BODY}",
        ("某某局关于校车工作的通知", "某某局", "", ""),
    ),
    # labels that are spread
    (
        f"某某委2024年4月18日新闻发布会文字实录\n时  间:2024年4月18日\n地  点:曲靖会堂\n{BODY}",
        ("某某委2024年4月18日新闻发布会文字实录", "", "", "2024-04-18"),
    ),
    # no title: the text begins at once
    (BODY, ("", "", "", "")),
)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_document_tells_of_itself(text: str, expected: tuple[str, ...], document: Callable[..., Document]) -> None:
    assert told(document(text)) == expected


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("精确检索\n开始检索\n", "桐城市人民政府关于加强校车管理的实施意见"),
        ("法律咨询在线问答\n", "安徽省人民政府办公厅转发省教育厅关于加强校车管理意见的通知"),
        ("索引号: 0216-001/2023 公开方式: 主动公开\n发布单位:\n县政府办\n", "桐城市人民政府关于加强校车管理的实施意见"),
    ],
)
def test_what_a_page_has_above_a_title_is_no_part_of_it(
    above: str, title: str, document: Callable[..., Document]
) -> None:
    body = "各镇人民政府:\n为加强校车管理，保障学生上下学安全，提出如下实施意见，请各镇人民政府认真贯彻执行。"
    assert document(f"{above}\n{title}\n{body}\n").metadata.title == title


def test_the_body_of_a_site_above_a_title_of_its_office_is_no_part_of_it(document: Callable[..., Document]) -> None:
    text = "桐城市人民政府\n桐城市人民政府办公室关于印发桐城市校车预案的通知\n各学校：\n现印发给你们。\n"
    assert document(text).metadata.title == "桐城市人民政府办公室关于印发桐城市校车预案的通知"


def test_the_next_label_of_a_card_is_no_part_of_a_title(document: Callable[..., Document]) -> None:
    text = "名称: 关于召开《桐城市校车方案》会议的通知 文号:\n发布日期: 2020-10-21\n各学校：\n请按时参加。\n"
    assert document(text).metadata.title == "关于召开《桐城市校车方案》会议的通知"


def test_a_title_broken_over_lines_keeps_the_first_of_two_issuers(document: Callable[..., Document]) -> None:
    read = document(
        "国家卫生健康委\n教育部关于加强校车管理的通知\n各省、自治区、直辖市卫生健康委、教育厅:\n现将有关事项通知如下。\n"
    )
    assert read.metadata.title == "国家卫生健康委教育部关于加强校车管理的通知"


def test_an_image_address_dates_nothing(document: Callable[..., Document]) -> None:
    page = f"<img src='https://example.org/20200514/1.png'><a href='/2021/01/01/x.html'>县医院</a><p>{BODY}</p>"
    assert document(page).metadata.published is None


def test_a_story_below_the_text_tells_nothing(document: Callable[..., Document]) -> None:
    text = f"县医院能力提升\n{BODY}\n相关阅读\n另一条新闻 来源：某网 发布时间：2020-01-01"
    assert told(document(text)) == ("县医院能力提升", "", "", "")


def test_the_index_goes_before_everything(document: Callable[..., Document]) -> None:
    stated = Stated("题", "社", "2023-05", "https://example.org/a", "en", "CC BY 4.0")
    found = document(f"县医院能力提升\n发布时间:2023-04-14 来源:人民网\n{BODY}", stated)
    assert found.metadata.published is not None
    assert (told(found), found.language) == (("题", "社", "", "2023-05-01"), "en")
    assert (found.metadata.url, found.metadata.licence) == ("https://example.org/a", "CC BY 4.0")


@pytest.mark.parametrize(("published", "last"), [("2023", "2023-12-31 year"), ("2023-05", "2023-05-31 month")])
def test_a_stated_date_keeps_its_precision(published: str, last: str, document: Callable[..., Document]) -> None:
    found = document(BODY, Stated(published=published)).metadata.published
    assert found is not None
    assert f"{found.end} {found.precision}" == last


def test_the_address_is_that_of_the_original(document: Callable[..., Document]) -> None:
    found = document(f"### 县医院能力提升\n\n{BODY}\n\n[查看原文](https://example.org/2023/04/01/a.shtml)\n")
    assert found.metadata.url == "https://example.org/2023/04/01/a.shtml"
    assert found.metadata.published is not None
    assert found.metadata.published.end == date(2023, 4, 1)


def test_an_address_dates_only_what_nothing_else_dates(document: Callable[..., Document]) -> None:
    page = (
        f"### 县医院能力提升\n\n发布时间：2023-03-31\n\n{BODY}\n\n[查看原文](https://example.org/2023/04/01/a.shtml)\n"
    )
    found = document(page).metadata.published
    assert found is not None
    assert found.end == date(2023, 3, 31)


def test_a_number_in_an_address_is_no_day(document: Callable[..., Document]) -> None:
    found = document(f"### 县医院能力提升\n\n{BODY}\n\n[查看原文](https://example.org/20239917/a_202304013.html)\n")
    assert found.metadata.published is None
    assert document(f"{BODY}\n\n[查看原文](javascript:void)\n").metadata.url == ""


@pytest.mark.parametrize(
    ("text", "language"), [(BODY, "zh"), (ENGLISH, "en"), (f"{BODY} WHO COVID-19 TCM", "zh"), ("衛生院數量", "zh")]
)
def test_the_language_is_told_by_script(text: str, language: str, document: Callable[..., Document]) -> None:
    assert document(text).language == language
