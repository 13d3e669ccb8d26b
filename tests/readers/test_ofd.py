"""OFD files made here as the standard says: a zip file of XML with text objects on pages."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from kg.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.model import Document

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
Piece = tuple[float, float, str]  # left, top, text; a character is 5 mm wide and high


def ofd_of(*pages: Sequence[Piece], root: str = "Doc_0/Document.xml") -> bytes:
    file = io.BytesIO()
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    with zipfile.ZipFile(file, "w") as package:
        body = f"<ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody>"
        package.writestr("OFD.xml", f"<ofd:OFD {SPACE}>{body}</ofd:OFD>")
        package.writestr("Doc_0/Document.xml", f"<ofd:Document {SPACE}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>")
        for number, pieces in enumerate(pages):
            texts = "".join(
                f'<ofd:TextObject Boundary="{left} {top} {5 * len(text)} 5" Size="5">'
                f'<ofd:TextCode X="0" Y="4">{text}</ofd:TextCode></ofd:TextObject>'
                for left, top, text in pieces
            )
            content = f"<ofd:Content><ofd:Layer><ofd:PageBlock>{texts}</ofd:PageBlock></ofd:Layer></ofd:Content>"
            package.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", f"<ofd:Page {SPACE}>{content}</ofd:Page>")
    return file.getvalue()


FILLED = "为贯彻落实国家关于发展学前教育的部署要求，结合本省实际情况"  # 28 characters: a line to the right margin


def test_lines_are_joined_in_the_order_of_the_page(document: Callable[..., Document]) -> None:
    pages = [(30.0, 60.0, "，制定本意见。"), (30.0, 50.0, FILLED), (60.0, 30.0, "关于发展学前教育的意见")]
    found = document(ofd_of(pages), name="a.ofd")
    assert found.reader == "ofd"
    assert found.text.split("\n") == ["关于发展学前教育的意见", FILLED + "，制定本意见。"]
    assert [block.page for block in found.blocks] == [1, 1]


def test_pieces_of_one_line_are_one_and_cells_are_apart(document: Callable[..., Document]) -> None:
    pages = [
        (30.0, 50.0, "到2025年，"),
        (65.0, 50.2, "普及率达到"),
        (90.0, 50.0, "90%。"),
        *((30.0, top, name) for top, name in ((70.0, "指标"), (80.0, "床位"))),
        *((100.0, top, value) for top, value in ((70.0, "目标"), (80.0, "7.5"))),
    ]
    found = document(ofd_of(pages))
    assert found.text.split("\n") == ["到2025年，普及率达到90%。", "指标\t目标", "床位\t7.5"]
    assert [block.reason for block in found.blocks][1:] == ["table 1 row 1", "table 1 row 2"]


def test_running_heads_and_page_numbers_are_told(document: Callable[..., Document]) -> None:
    said = ("乡镇", "县域", "城市", "社区", "村")
    pages = [
        [
            (30.0, 10.0, "某省公报"),
            (30.0, 50.0, f"{said[n]}的学前教育基本情况得到改善，入园率有所提高。"),
            (90.0, 280.0, f"— {n} —"),
        ]
        for n in range(1, 5)
    ]
    found = document(ofd_of(*pages))
    assert {block.reason for block in found.blocks if block.role == "boilerplate"} == {"running head", "page number"}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (ofd_of([]), "no text layer"),
        (ofd_of([(1.0, 1.0, "字")]), "no text layer"),
        (ofd_of([(30.0, 50.0, FILLED)], root="Doc_9/Document.xml"), "no text layer"),
        (ofd_of([(30.0, 50.0, "&broken;" + FILLED)]), "no XML"),
        (ofd_of(*[[]] * 10_001), "10,000|10000|10001"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, why: str, document: Callable[..., Document]) -> None:
    with pytest.raises(ReadError, match=why):
        document(data)


def test_a_piece_without_a_place_is_left_out(document: Callable[..., Document]) -> None:
    data = ofd_of([(30.0, 50.0, FILLED), (30.0, 60.0, "无处")])
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w") as package:
        for name in source.namelist():
            package.writestr(name, source.read(name).replace(b"30.0 60.0 10 5", b"x y"))
    assert document(file.getvalue()).text == FILLED
