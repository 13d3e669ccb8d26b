from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Document

    Shown = Callable[[str], list[str]]

LONG = "推进建设优质高效中医药服务体系，基本实现县办中医医疗机构全覆盖，更好满足群众就近享有高质量中医医疗服务需求。"

CASES = (
    # spans and links inside words
    ("<p>线上<span><a href='/x'>线下</a></span><span></span>一体化</p>", ["paragraph: 线上线下一体化"]),
    # paragraphs without end tags
    ("<p>one<p>two<div>three", ["paragraph: one", "paragraph: two", "paragraph: three"]),
    # line breaks are lines, also inside a paragraph
    ("<p>a<br>b<br/>c</p>", ["paragraph: a", "paragraph: b", "paragraph: c"]),
    # what is not shown is not text
    ("<p>a</p><script>x</script><style>y</style><noscript>z</noscript><template>t</template>", ["paragraph: a"]),
    ("<p>a</p><select><option>x</select><button>y</button><textarea>z</textarea>", ["paragraph: a"]),
    # pinyin over characters is no text
    ("<p><ruby>衛<rt>wèi</rt></ruby>生院</p>", ["paragraph: 衛生院"]),
    # code is no text of the page, a word in the type of code is
    (f"<p>{LONG}</p><pre><code>x = 5</code></pre>", [f"paragraph: {LONG}", "boilerplate: x = 5"]),
    (f"<pre>{LONG}</pre><p><code>kg</code>乙</p>", [f"paragraph: {LONG}", "paragraph: kg乙"]),
    # a form is read through: whole pages stand in one
    ("<form><p>a</p><input value='x'></form>", ["paragraph: a"]),
    # headings and items with their depth
    ("<h2>甲</h2><ul><li>乙<ul><li>丙</ul><li>丁</ul>", ["title: 甲", "item1: 乙", "item2: 丙", "item1: 丁"]),
    # a line that is bold as a whole is a heading, a bold beginning is none
    ("<p><b>一、总体要求</b></p><p><b>坚持</b>公益性</p>", ["heading2: 一、总体要求", "paragraph: 坚持公益性"]),
    ("<p><span style='font-weight: bold'>重点任务</span></p><p>x</p>", ["heading3: 重点任务", "paragraph: x"]),
    # entities, and blanks at the ends of a line
    ("<p>2018年12月29日&nbsp;&nbsp;</p><p>a &lt; b</p>", ["byline: 2018年12月29日", "paragraph: a < b"]),
    # preformatted text keeps its lines
    ("<pre>a\nb</pre>", ["paragraph: a", "paragraph: b"]),
    # stray end tags close nothing
    ("<div><table><tr><td>x</div></td><td>y</td></tr></table></div>", ["paragraph: x\ty"]),
    ("</p></div><p>a</b></p>", ["paragraph: a"]),
)


@pytest.mark.parametrize(("page", "expected"), CASES)
def test_lines_are_those_that_a_browser_shows(page: str, expected: list[str], shown: Shown) -> None:
    assert shown("<body>" + page) == expected


@pytest.mark.parametrize(
    "part",
    [
        "<nav><a href='/'>x</a></nav>",
        "<footer>x</footer>",
        "<div class='sidebar'><p>x</p></div>",
        "<ul id='breadcrumbs'><li>x</ul>",
        "<div role='navigation'>x</div>",
        "<div style='display: none'>x</div>",
        "<div hidden>x</div>",
        "<div class='clearfix appendQr_wrap'><div>x</div></div>",
    ],
)
def test_parts_of_a_page_say_what_they_are(part: str, body: Shown) -> None:
    assert body(f"<body>{part}<p>{LONG}</p>") == [LONG]


def test_a_page_that_is_all_sidebar_is_read(body: Shown) -> None:
    assert body(f"<div class='sidebar'><p>{LONG}</p></div>") == [LONG]


def test_a_class_is_taken_as_whole_words_only(body: Shown) -> None:
    assert body(f"<div class='main-navigation-article content-menu-page'><p>{LONG}</p></div>") == [LONG]


def test_a_list_of_links_beside_the_text_is_none_of_it(body: Shown) -> None:
    links = "".join(f"<li><a href='/{n}'>另一条新闻的标题第{n}条</a></li>" for n in range(5))
    assert body(f"<p>{LONG}</p><ul>{links}</ul>") == [LONG]
    assert len(body(f"<ul>{links}</ul>")) == 5  # a list of documents is a page of its own


def test_links_within_a_page_are_its_table_of_contents(body: Shown) -> None:
    links = "".join(f"<li><a href='#p{n}'>第{n}部分的标题</a></li>" for n in range(5))
    assert len(body(f"<ul>{links}</ul><p>{LONG}</p>")) == 6


def test_a_title_on_several_lines_is_one(shown: Shown) -> None:
    page = (
        "<title>某省关于印发方案的通知</title><body><p style='text-align:center'><b>某省关于</b></p>"
        "<p style='text-align:center'><b>印发 方 案 的 通 知</b></p><p>各市人民政府：</p>"
    )
    assert shown(page) == ["title: 某省关于印发方案的通知", "paragraph: 各市人民政府："]


def test_the_attached_document_keeps_its_title_in_one_piece(shown: Shown) -> None:
    page = (
        "<h1>通知</h1><p>请遵照执行。</p><p style='text-align: center'><b>文化体制改革中经营性文化事业单位</b></p>"
        "<p style='text-align: center'><b>转制为企业的规定</b></p>"
        "<p style='text-align: center'><b>第一章 总则</b></p><p>x</p>"
    )
    assert shown(page)[2:4] == ["heading3: 文化体制改革中经营性文化事业单位转制为企业的规定", "heading1: 第一章 总则"]


def test_what_the_head_declares(document: Callable[..., Document]) -> None:
    page = """<html><head><title>标题很长的一个通知_某网站</title><meta name="PubDate" content="2023-04-14 10:30">
    <meta name="ContentSource" content="国家卫生健康委"><meta name=author content="张三">
    <link rel="canonical" href="https://example.org/a.html"></head><body><h1>标题很长的一个通知</h1><p>正文在这里。"""
    metadata = document(page).metadata
    assert metadata.published is not None
    assert (metadata.title, metadata.publisher, metadata.author) == ("标题很长的一个通知", "国家卫生健康委", "张三")
    assert (str(metadata.published.start), metadata.url) == ("2023-04-14", "https://example.org/a.html")


def test_every_character_stands_in_the_file(document: Callable[..., Document]) -> None:
    page = f"<body>\n<p>　　发展<b>远程</b>医疗&mdash;&mdash;{LONG}</p>\n"
    found = document(page)
    for run in found.runs:
        said, stands = found.text[run.start :][: run.length], page[run.source_start :][: run.length]
        assert all(b in {a, "&"} for a, b in zip(said, stands, strict=True))
    assert found.text == f"发展远程医疗——{LONG}"


def test_a_page_without_text_is_refused(document: Callable[..., Document]) -> None:
    with pytest.raises(Exception, match="no text"):
        document("<html><head><title>x</title></head><body><img src='a.png'></body></html>")
