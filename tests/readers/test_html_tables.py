from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.readers.html_tables import span

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Document

CASES = (
    (
        "<tr><th>指标<th>2020年<th>2025年<tr><td>中医馆<td>3.63万<td>4万",
        ["指标\t2020年\t2025年", "中医馆\t3.63万\t4万"],
        ["table 1 head 1", "table 1 row 1"],
    ),
    # a cell over two rows leaves an empty one below, over two columns an empty one beside
    (
        "<tr><td rowspan=2>甲<td>乙<td>丙<tr><td>丁<td>戊<tr><td colspan=2>己<td>庚",
        ["甲\t乙\t丙", "\t丁\t戊", "己\t\t庚"],
        ["table 1 row 1", "table 1 row 2", "table 1 row 3"],
    ),
    # paragraphs and breaks inside a cell are one text; between wide characters without a blank
    ("<tr><td><p>千人</p><p>床位</p><td>per 1,000<br>people", ["千人床位\tper 1,000 people"], ["table 1 row 1"]),
    # rows without any text are none
    ("<tr><td>a<td>b<tr><td><td> <tr><td>c<td>d", ["a\tb", "c\td"], ["table 1 row 1", "table 1 row 2"]),
    # a table of one column only arranges the page
    ("<tr><td><p>a</p><p>b</p><tr><td>c", ["a", "b", "c"], ["", "", ""]),
    # so does one that holds a heading, or a table of data
    ("<tr><td><h2>a</h2><p>b</p><td>c", ["a", "b", "c"], ["", "", ""]),
    (
        "<tr><td>left<td><table><tr><td>a<td>b</table>",
        ["left", "a\tb"],
        ["", "table 1 row 1"],
    ),
    ("<thead><tr><td>甲<td>乙</thead><tbody><tr><td>1<td>2", ["甲\t乙", "1\t2"], ["table 1 head 1", "table 1 row 1"]),
)


@pytest.mark.parametrize(("rows", "texts", "notes"), CASES)
def test_rows(rows: str, texts: list[str], notes: list[str], document: Callable[..., Document]) -> None:
    found = document(f"<body><table>{rows}</table>")
    assert found.text.split("\n") == texts
    assert [block.reason for block in found.blocks] == notes


def test_every_cell_stands_in_the_file(document: Callable[..., Document]) -> None:
    page = "<body><table><tr><td>指标<td>2025年<tr><td>中医馆<td>4万</table>"
    found = document(page)
    assert "".join(page[run.source_start :][: run.length] for run in found.runs) == "指标2025年中医馆4万"


def test_tables_are_numbered(document: Callable[..., Document]) -> None:
    found = document("<body>" + "<table><tr><td>a<td>b</table><p>between</p>" * 2)
    assert [block.reason for block in found.blocks] == ["table 1 row 1", "", "table 2 row 1", ""]


@pytest.mark.parametrize(
    ("said", "meant"), [("2", 2), ("", 1), ("0", 1), ("-3", 1), ("99999999999", 1), ("999", 100), ("x", 1)]
)
def test_spans_are_bounded(said: str, meant: int) -> None:
    assert span(said) == meant


def test_spans_cannot_blow_up_a_table(document: Callable[..., Document]) -> None:
    rows = "<tr>" + "<td rowspan=100 colspan=100>x" * 3
    found = document("<body><table>" + rows * 200 + "</table>")
    assert found.text.count("x") == 600
    assert max(map(len, found.text.split("\n"))) < 1_000


def test_an_article_in_a_cell_beside_a_list_is_an_article(document: Callable[..., Document]) -> None:
    told = "各地推动优质医疗资源下沉，提升县域医疗卫生服务能力，让群众就近就医，改善看病就医的体验感受。"
    page = f"<td>标题<br>来源：某报<br>{told}<br>{told}<td>热点排行<br><a href=a>售价10.48万元</a>"
    found = document(f"<body><table><tr>{page}</table>")
    assert found.text.split("\n")[:4] == ["标题", "来源：某报", told, told]
