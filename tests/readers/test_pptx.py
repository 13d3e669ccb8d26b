"""Slide decks written by another program than the one that reads them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pptx
from pptx.util import Inches

if TYPE_CHECKING:
    from collections.abc import Callable

    from pptx.presentation import Presentation

    from kg.model import Document


def saved(deck: Presentation) -> bytes:
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def deck_of(*slides: tuple[str, list[tuple[str, int]]]) -> Presentation:
    deck = pptx.Presentation()
    for title, lines in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        frame = slide.placeholders[1].text_frame
        for number, (text, level) in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.text, paragraph.level = text, level
    return deck


def told(document: Document) -> list[tuple[int | None, str, str]]:
    return [
        (block.page, f"{block.role}{block.level or ''}", document.text[block.span.start : block.span.end])
        for block in document.blocks
    ]


def test_slides_have_titles_levels_and_numbers(document: Callable[..., Document]) -> None:
    deck = deck_of(
        ("推动基层高质量发展", [("国家中医药管理局", 0), ("2023年5月", 0)]),
        ("主要目标", [("到2025年实现全覆盖", 0), ("县办中医医疗机构", 1)]),
    )
    found = document(saved(deck))
    assert told(found) == [
        (1, "title", "推动基层高质量发展"),
        (1, "byline", "国家中医药管理局"),
        (1, "byline", "2023年5月"),
        (2, "heading1", "主要目标"),
        (2, "paragraph", "到2025年实现全覆盖"),
        (2, "item1", "县办中医医疗机构"),
    ]
    assert (found.metadata.publisher, found.reader) == ("国家中医药管理局", "pptx")


def test_a_title_on_two_lines_is_one_heading(document: Callable[..., Document]) -> None:
    found = document(saved(deck_of(("基层中医药服务能力提升工程\n行动计划启动会", [("甲", 0)]))))
    assert told(found)[0][2] == "基层中医药服务能力提升工程行动计划启动会"


def test_slides_stand_in_the_order_of_the_show(document: Callable[..., Document]) -> None:
    deck = deck_of(("甲甲甲", []), ("乙乙乙", []), ("丙丙丙", []))
    order = deck.slides._sldIdLst  # noqa: SLF001  # python-pptx cannot move slides
    order.insert(0, order[2])
    order[1].getparent()
    deck.slides[2]._element.set("show", "0")  # noqa: SLF001
    assert document(saved(deck)).text == "丙丙丙\n甲甲甲"


def test_tables_groups_and_notes(document: Callable[..., Document]) -> None:
    deck = deck_of(("主要目标", []))
    slide = deck.slides[0]
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(1), Inches(4), Inches(2)).table
    for place, text in enumerate(["指标", "2025年", "中医馆", "4万"]):
        table.cell(place // 2, place % 2).text = text
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, 100, 100).text_frame.text = "组内文字"
    slide.notes_slide.notes_text_frame.text = "讲稿在此。"
    found = document(saved(deck))
    assert found.text == "主要目标\n指标\t2025年\n中医馆\t4万\n组内文字\n讲稿在此。"
    assert [block.reason for block in found.blocks] == ["", "table 1 head 1", "table 1 row 1", "", "notes"]


def test_merged_cells_keep_the_columns(document: Callable[..., Document]) -> None:
    deck = deck_of(("主要目标", []))
    table = deck.slides[0].shapes.add_table(2, 3, 0, 0, 100, 100).table
    for place in range(6):
        table.cell(place // 3, place % 3).text = f"c{place}"
    table.cell(0, 0).merge(table.cell(1, 0))
    rows = document(saved(deck)).text.split("\n")[1:]
    assert [row.count("\t") for row in rows] == [2, 2]
    assert rows[1].startswith("\t")


def test_a_deck_with_macros_is_read_without_them(document: Callable[..., Document]) -> None:
    plain = saved(deck_of(("重点任务", [("各地要抓好落实", 0)])))
    file = io.BytesIO(plain)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("ppt/vbaProject.bin", b'Sub AutoOpen()\r\nShell "touch run"\r\nEnd Sub')
    assert told(document(file.getvalue())) == told(document(plain))
