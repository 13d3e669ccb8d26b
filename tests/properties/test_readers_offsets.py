"""What holds of every document that can be read, whatever stands in it."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.knowledge.sites import load_sites
from kg.model import Document, Source
from kg.readers.lines import CELL
from kg.readers.read import read

SITES = load_sites()

WORDS = st.sampled_from(
    [
        "基层",
        "医疗",
        "卫生院。",
        "2025年",
        "99%",
        "“十四五”",
        "《意见》",
        "community",
        "health",
        "centre.",
        "1.058",
        "billion",
        "|",
        "-",
        "**",
        "#",
        ">",
        "责任编辑：某",
        "相关阅读",
        "首页",
        "国务院",
        "2018年12月29日",
        "〔2018〕5号",
        "\u3000\u3000",
        "&nbsp;",
        "&#20013;",
        "&amp",
        "\t",
        "\r\n",
        "\n\n",
        "\u200b",
        "ＡＢ",
        "Ⅲ",
        "…",
        "——",
    ]
)
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<br>",
        "<div>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "<td\xa0colspan=2>",
        "</table>",
        "<ul>",
        "<li>",
        "</ul>",
        "<b>",
        "</b>",
        "<a\xa0href='/x'>",
        "</a>",
        "<h2>",
        "</h2>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<style>",
        "<title>",
        "</title>",
        "<nav>",
        "</nav>",
        "<pre>",
        "</pre>",
        "<td",
        "<p\xa0class=",
        "<",
        ">",
        "'",
        '"',
    ]
)
TEXTS = st.lists(WORDS, max_size=60).map("".join)
PAGES = st.lists(st.one_of(WORDS, TAGS.map(lambda tag: tag.replace("\xa0", " "))), max_size=80).map("".join)
CONTENTS = st.one_of(TEXTS, PAGES.map("<body>{}".format), PAGES, st.text(max_size=200))


def reading(content: str) -> Document | None:
    try:
        return read(Source("x", content.encode("utf-8", "surrogatepass")), SITES)
    except ReadError:
        return None


@given(CONTENTS)
@example("<table><tr><td>a<td>b")
@example("\ufeffa")
@settings(max_examples=400, deadline=None)
def test_blocks_tile_the_text(content: str) -> None:
    document = reading(content)
    if document is None:
        return
    at = 0
    for block in document.blocks:
        text = document.text[block.span.start : block.span.end]
        assert block.span.start == at
        assert text.strip() == text.strip(CELL)
        assert text
        assert "\n" not in text
        assert "  " not in text
        at = block.span.end + 1
    assert at == len(document.text) + 1


@given(CONTENTS)
@example("<BODY<&amp0")
@example("基层\u200b\t基层")
@settings(max_examples=400, deadline=None)
def test_every_character_stands_where_it_says(content: str) -> None:
    document = reading(content)
    if document is None:
        return
    raw = content.removeprefix("\ufeff")
    covered = 0
    for run in document.runs:
        assert run.start >= covered
        between = document.text[covered : run.start]
        assert not between.strip(), "characters of the text that stand nowhere in the file"
        covered = run.start + run.length
        for said, stands in zip(
            document.text[run.start : covered], raw[run.source_start : run.source_start + run.length], strict=True
        ):
            # A blank stands where a stretch of blanks and invisible characters begins.
            blank = said == " " and (stands.isspace() or unicodedata.category(stands) == "Cf")
            assert said == stands or blank or stands == "&" or said == "\ufffd"
    assert not document.text[covered:].strip()


@given(st.binary(max_size=400))
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_a_document_or_refused_with_a_reason(data: bytes) -> None:
    try:
        document = read(Source("x", data), SITES)
    except ReadError:
        return
    assert document.blocks
    document.text.encode("utf-8")


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_no_word_of_a_text_is_lost(content: str) -> None:
    """In a text without markup every letter and digit is in the document, boilerplate or not."""
    plain = content.replace("&nbsp;", " ").replace("&#20013;", "中").replace("&amp", " ").replace("\u200b", "")
    document = reading(plain)
    kept = "" if document is None else document.text
    assert [char for char in kept if char.isalnum()] == [char for char in plain if char.isalnum()]


@given(CONTENTS)
@settings(max_examples=100, deadline=None)
def test_reading_twice_gives_the_same(content: str) -> None:
    assert reading(content) == reading(content)
