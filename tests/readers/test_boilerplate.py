from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Body = Callable[[str], list[str]]

P = (
    "县医院是县级医疗卫生服务网络的龙头，是城乡医疗卫生服务体系的纽带，长期以来坚持公益性。",
    "通过帮扶，截至2022年底，87.7%的县医院达到了二级医院能力，45.6%的县医院达到了三级医院能力。",
    "下一步将继续推动人才、技术和管理下沉，满足县域居民基本医疗卫生需求，为群众就近就医打下基础。",
)
E = (
    "County hospitals lead the network of county health services and link the towns with the villages.",
    "By the end of 2022, 87.7% of county hospitals had reached the capacity of grade two hospitals.",
)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # what stands above a breadcrumb and below a head of related stories
        (
            [
                "某网",
                "健康",
                "当前位置：首页 > 健康",
                "县医院能力提升",
                *P,
                "相关阅读",
                "另一条新闻的标题",
                "又一条新闻售价10.48万元起",
            ],
            list(P),
        ),
        # the same in the traditional script
        (
            [
                "首頁>要聞 要聞",
                "縣醫院能力提升",
                *P,
                "編輯: 王小明",
                "相關閱讀",
                "另一條新聞的標題",
            ],
            list(P),
        ),
        # the spam of a mirror, and its disclaimer in its own words
        (
            [
                "久久精品视频,免费观看在线,第一页",
                "某某体育官网入口网址",
                "某某彩票平台登录",
                *P,
                "以上文章仅代表作者个人观点，本网只是转载，如涉及版权请联系我们。",
            ],
            list(P),
        ),
        # a related story that ends in a full stop stays below all the same
        ([*P, "热门资讯", "三文鱼富含营养。", "汽车售价10.48万元起"], list(P)),
        # the line of a cue alone
        ([*P[:2], "责任编辑：李思阳", "扫一扫在手机打开当前页"], list(P[:2])),
        # a list of related stories in the middle of the text
        ([*P, "相关阅读：", "另一条新闻的标题", *P, *P], [*P, *P, *P]),
        # a foot of copyright and record numbers
        ([*P, "版权所有 某网 京ICP备12345678号", "地址：某路1号"], list(P)),
        (["Skip to main content", "Menu", *E, "Related articles", "Ten foods to avoid", "© 2024 Some Site"], list(E)),
        # English: words that are cues only as a line of their own
        (
            [*E, "Share of county hospitals at grade two: 87.7%."],
            [*E, "Share of county hospitals at grade two: 87.7%."],
        ),
        # no cue that reaches: short lines around the text stay
        (["重点任务", *P, "保障措施", "组织领导"], ["重点任务", *P, "保障措施", "组织领导"]),
    ],
)
def test_pages(lines: list[str], expected: list[str], body: Body) -> None:
    assert body("\n".join(lines)) == expected


def test_a_deck_of_short_lines_stays_whole(body: Body) -> None:
    slides = [f"完善乡村中医药服务网络的第{n}项任务" for n in range(200)]
    assert body("\n".join(["推动基层高质量发展", *slides, "谢 谢 ！"])) == slides


def test_a_signature_below_the_text_is_no_boilerplate(shown: Body) -> None:
    lines = [*P, "国务院办公厅", "2018年12月29日", "（此件公开发布）"]
    assert shown("\n".join(lines))[3:] == [
        "byline: 国务院办公厅",
        "byline: 2018年12月29日",
        "boilerplate: （此件公开发布）",
    ]


def test_an_annex_after_the_note_on_publication_is_text(body: Body) -> None:
    lines = ["某某局关于印发方案的通知", P[0], "国务院办公厅", "2018年12月29日", "（此件公开发布）", "试点工作方案", *P]
    assert body("\n".join(lines))[-3:] == list(P)


def test_a_line_of_text_that_holds_the_words_of_a_cue_stays(body: Body) -> None:
    held = "各级医疗机构应当依法备案，加强版权保护，相关内容由国家卫生健康委负责解释，声明：本办法不适用于诊所。"
    assert body("\n".join([*P, held])) == [*P, held]


def test_headlines_with_their_own_copy_cut_short_go_with_the_list(body: Body) -> None:
    lines = [
        *P,
        "上一篇:进一步推进建设",
        "• 普惠金融进乡村!宁夏银行金融活水 普惠金融进乡村!宁夏",
        "• 新疆:冰雪旅游点燃热情 新疆:冰雪旅游",
    ]
    assert body("\n".join(lines)) == list(P)
