"""Word documents written by another program than the one that reads them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as Word

    from kg.model import Document

NUMBERING = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>"""


def saved(word: Word) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def numbered(word: Word, text: str, depth: int, name: int = 90) -> None:
    paragraph = word.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(  # noqa: SLF001  # python-docx cannot number
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr>')
    )


def with_lists(word: Word, *names: int, restart: bool = False) -> None:
    part = word.part.numbering_part.element
    part.insert(0, parse_xml(NUMBERING))
    for name in names:
        change = (
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restart and name != 90 else ""
        )
        part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="90"/>{change}</w:num>'))


def test_headings_paragraphs_and_tables_stand_in_order(shown: Callable[[bytes], list[str]]) -> None:
    word = docx.Document()
    word.add_heading("关于加强县医院工作的方案", 0)
    word.add_heading("总体要求", 1)
    word.add_paragraph("到2025年，").add_run("县医院能力").bold = True
    table = word.add_table(2, 2)
    for row, texts in zip(table.rows, [("指标", "2025年"), ("县医院达标率", "90%")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    word.add_paragraph("负责同志", style="List Bullet")
    assert shown(saved(word)) == [
        "title: 关于加强县医院工作的方案",
        "heading1: 总体要求",
        "paragraph: 到2025年，县医院能力",
        "paragraph: 指标\t2025年",
        "paragraph: 县医院达标率\t90%",
        "item1: 负责同志",
    ]


def test_automatic_numbers_are_written_out(shown: Callable[[bytes], list[str]]) -> None:
    word = docx.Document()
    with_lists(word, 90)
    for text, depth in [
        ("总体要求", 0),
        ("指导思想", 1),
        ("目标", 1),
        ("甲", 2),
        ("乙", 2),
        ("任务", 0),
        ("能力", 1),
        ("丙", 2),
    ]:
        numbered(word, text, depth)
    assert [line.split(": ")[1] for line in shown(saved(word))] == [
        "一、总体要求", "（一）指导思想", "（二）目标", "1.甲", "2.乙", "二、任务", "（一）能力", "1.丙",
    ]  # fmt: skip


def test_a_list_counts_on_unless_it_restarts(shown: Callable[[bytes], list[str]]) -> None:
    for restart, last in ((False, "二、乙"), (True, "一、乙")):
        word = docx.Document()
        with_lists(word, 90, 91, restart=restart)
        numbered(word, "甲", 0)
        numbered(word, "乙", 0, 91)
        assert shown(saved(word))[-1].endswith(last)


def test_what_is_not_shown_is_not_read(shown: Callable[[bytes], list[str]]) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("看得见")
    paragraph.add_run("看不见").font.hidden = True
    paragraph._p.append(  # noqa: SLF001
        parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>删去</w:delText></w:r></w:del>')
    )
    paragraph._p.append(  # noqa: SLF001
        parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="a"><w:r><w:t>加上</w:t></w:r></w:ins>')
    )
    word.sections[0].header.paragraphs[0].text = "页眉"
    assert shown(saved(word)) == ["paragraph: 看得见加上"]


def test_links_lead_to_the_original_and_make_rows_of_links_boilerplate(document: Callable[..., Document]) -> None:
    word = docx.Document()
    word.add_paragraph("到2025年，全县的乡镇卫生院和社区卫生服务中心都要设置中医馆，配备中医医师，提供十项以上服务。")
    for text in ("查看原文", "县医院能力再提升", "村医有了新去处", "医联体建设再加快"):
        address = f"https://www.example.cn/2024/03/07/{len(text)}.shtml"
        name = word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{name}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>'
        word.add_paragraph()._p.append(parse_xml(link))  # noqa: SLF001
    found = document(saved(word))
    assert found.metadata.url == "https://www.example.cn/2024/03/07/4.shtml"
    assert found.metadata.published is not None
    assert found.metadata.published.text == "2024/03/07"
    assert [block.role == "boilerplate" for block in found.blocks] == [False, True, True, True, True]


def test_merged_cells_leave_empty_ones(document: Callable[..., Document]) -> None:
    word = docx.Document()
    table = word.add_table(3, 3)
    for number, row in enumerate(table.rows):
        for place, cell in enumerate(row.cells):
            cell.text = f"{number}{place}"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "甲"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "乙"
    assert document(saved(word)).text.split("\n") == ["甲\t01\t02", "\t11\t12", "20\t乙"]


def test_a_document_has_no_places_in_a_text(document: Callable[..., Document]) -> None:
    word = docx.Document()
    word.add_paragraph("到2025年，县医院能力提升。")
    found = document(saved(word))
    assert (found.reader, found.runs, found.text) == ("docx", (), "到2025年，县医院能力提升。")


def test_a_style_based_on_itself_ends(document: Callable[..., Document]) -> None:
    word = docx.Document()
    one, two = word.styles["Normal"], word.styles.add_style("Two", 1)
    two.base_style = one
    one.base_style = two
    word.add_paragraph("正文。", style="Two")
    assert document(saved(word)).text == "正文。"


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml", "word/styles.xml"])
def test_a_damaged_part_is_named(part: str, document: Callable[..., Document]) -> None:
    word = docx.Document()
    word.add_paragraph("正文。")
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(word))) as whole, zipfile.ZipFile(file, "w") as broken:
        for name in whole.namelist():
            broken.writestr(name, b"<w:broken" if name == part else whole.read(name))
    with pytest.raises(Exception, match=part):
        document(file.getvalue())


def test_an_empty_document_is_refused(document: Callable[..., Document]) -> None:
    with pytest.raises(Exception, match="no text"):
        document(saved(docx.Document()))


def test_footnotes_stand_behind_the_paragraph_that_refers_to_them(shown: Callable[[bytes], list[str]]) -> None:
    word = docx.Document()
    for number, text in enumerate(("到2025年，幼儿园配备校医。", "到2030年，小学配备校医。"), start=1):
        run = word.add_paragraph(text).add_run()
        run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{number}"/>'))  # noqa: SLF001  python-docx writes no notes
    word.add_paragraph("各地要抓好落实。")
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for number, text in ((2, "小学指六年制小学。"), (1, "幼儿园含民办幼儿园。"))
    )
    data = with_part(saved(word), "word/footnotes.xml", f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode())
    assert shown(data) == [
        "paragraph: 到2025年，幼儿园配备校医。",
        "paragraph: 幼儿园含民办幼儿园。",
        "paragraph: 到2030年，小学配备校医。",
        "paragraph: 小学指六年制小学。",
        "paragraph: 各地要抓好落实。",
    ]


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """A package with one part more."""
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(name, part)
    return file.getvalue()


def test_a_document_with_macros_is_read_without_them(shown: Callable[[bytes], list[str]]) -> None:
    word = docx.Document()
    word.add_paragraph("各地要抓好落实。")
    plain = saved(word)
    macro = b'Attribute VB_Name = "ThisDocument"\r\nSub AutoOpen()\r\nShell "touch run"\r\nEnd Sub'
    assert shown(with_part(plain, "word/vbaProject.bin", macro)) == shown(plain) == ["paragraph: 各地要抓好落实。"]
