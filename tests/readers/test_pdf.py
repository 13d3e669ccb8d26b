"""PDF files written by another program than the one that reads them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from kg.errors import ReadError
from kg.readers import pdf as room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.model import Document

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
OTHER = (
    "三级医院要对口帮扶县级医院，补齐专科资源短板，推动人才、技术和管理下沉，通过托管、医联体建设和远程医疗等多种方式，满足县域居民"
    "基本医疗卫生需求，为实现一般病在市县解决、日常疾病在基层解决打下坚实基础，并于每年年底前报告进展。"
)
THIRD = (
    "各地要健全全科医生和乡村医生中医药知识与技能培训机制，扩大农村订单定向免费培养医学生规模，在特设岗位计划中积极招收中医医师，"
    "鼓励退休中医医师到基层提供服务，鼓励有条件的中医诊所组建团队开展签约服务，按规定收取签约服务费。"
)
SIZE, LEFT, PER_LINE = 12, 72, 36
LONG = (
    "到2025年，基层中医药实现五个全覆盖，县办中医医疗机构基本实现全覆盖，社区卫生服务中心和乡镇卫生院中医馆基本实现全覆盖，"
    "基层中医药服务提供基本实现全覆盖，基层中医药人才配备基本实现全覆盖，基层中医药健康宣教基本实现全覆盖。"
)


def wrapped(text: str, per_line: int = PER_LINE) -> list[str]:
    """A paragraph with an indent of two characters, set in lines of equal length."""
    text = "　　" + text
    return [text[at : at + per_line] for at in range(0, len(text), per_line)]


def pdf(  # noqa: PLR0913  what may stand on a page
    pages: Iterable[Iterable[str]],
    *,
    head: str = "",
    foot: str = "",
    link: str = "",
    numbers: bool = False,
    password: str | None = None,
) -> bytes:
    """Pages of lines; the last line of each leads to the address `link`."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, encrypt=password, invariant=True)
    for number, lines in enumerate(pages, 1):
        canvas.setFont("STSong-Light", SIZE)
        if head:
            canvas.drawString(LEFT, 800, head)
        for place, line in enumerate(lines):
            indent = (len(line) - len(line.lstrip("　"))) * SIZE
            cells = line.lstrip("　").split("\t")
            for column, cell in enumerate(cells):
                canvas.drawString(LEFT + indent + column * 140, 760 - place * 18, cell)
        if link:
            canvas.linkURL(link, (LEFT, 760 - place * 18 - 2, LEFT + len(line) * SIZE, 760 - place * 18 + SIZE))
        if foot:
            canvas.drawString(LEFT, 20, f"{foot} {number}/9")
        if numbers:
            canvas.drawString(280, 40, f"— {number} —")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_visual_lines_are_joined_to_paragraphs(body: Callable[[bytes], list[str]]) -> None:
    assert body(pdf([[*wrapped(LONG), *wrapped(LONG)]])) == [LONG, LONG]


def test_the_blanks_of_a_line_spread_over_its_measure_are_none(body: Callable[[bytes], list[str]]) -> None:
    spread = "2023 年 末 ， 全 省 共 有 卫 生 院 36 个，"
    assert body(pdf([[spread, "多2个。"]])) == ["2023年末，全省共有卫生院36个，多2个。"]


def test_a_title_goes_on_where_its_line_ends_early(body: Callable[[bytes], list[str]]) -> None:
    lines = [
        "　　" + LONG[: PER_LINE - 12] + "《国",
        "务院关于校车安全的意见》和有关规定，" + LONG[:16],
        LONG[16:40] + "。",
    ]
    assert body(pdf([[*wrapped(OTHER), *lines]]))[1].startswith(LONG[: PER_LINE - 12] + "《国务院关于校车安全的意见》")


def test_a_line_full_of_figures_is_of_the_same_type(body: Callable[[bytes], list[str]]) -> None:
    lines = ["　　" + LONG[: PER_LINE - 2], "1250、" * (PER_LINE // 3) + "1250", "以及" + LONG[:20] + "。"]
    assert "".join(body(pdf([[*wrapped(OTHER), *lines]]))[1].split()) == "".join(lines).strip("　")


def test_a_soft_hyphen_between_years_is_seen(body: Callable[[bytes], list[str]]) -> None:
    assert (
        "2014-2020"
        in body(pdf([["《社会信用体系建设规划纲要（2014\u00ad2020年）》已经印发，请各地认真贯彻执行。"]]))[0]
    )


def test_a_paragraph_goes_on_over_the_page(document: Callable[..., Document]) -> None:
    lines = wrapped(LONG)
    found = document(
        pdf([[*wrapped(OTHER), *lines[:2]], lines[2:], wrapped(THIRD)], head="国家卫生健康委公报", numbers=True)
    )
    body = [block for block in found.blocks if block.role == "paragraph"]
    assert [found.text[block.span.start : block.span.end] for block in body] == [OTHER, LONG, THIRD]
    assert [block.page for block in body] == [1, 1, 3]


def test_running_heads_and_page_numbers_are_kept_as_boilerplate(document: Callable[..., Document]) -> None:
    found = document(pdf(map(wrapped, (LONG, OTHER, THIRD)), head="国家卫生健康委公报", numbers=True))
    reasons = [block.reason for block in found.blocks if block.role == "boilerplate"]
    assert sorted(set(reasons)) == ["page number", "running head"]
    assert len(reasons) == 6
    assert [block.page for block in found.blocks if block.reason == "page number"] == [1, 2, 3]


def test_what_a_browser_prints_at_the_edges_is_no_text_but_gives_the_address(
    document: Callable[..., Document],
) -> None:
    address = "https://www.example.gov.cn/art/2024/3/7/notice.html"
    lines = wrapped(LONG)
    found = document(pdf([lines[:2], lines[2:]], head="3/9/24, 9:05 AM 通知公告", foot=address))
    assert [found.text[b.span.start : b.span.end] for b in found.blocks if b.role != "boilerplate"] == [LONG]
    assert len([block for block in found.blocks if block.reason == "running head"]) == 4
    assert found.metadata.url == address


def test_a_printed_page_of_news_is_of_the_day_that_its_link_to_the_original_tells(
    document: Callable[..., Document],
) -> None:
    data = pdf([[*wrapped(LONG), "查看原文"]], link="https://www.example.cn/2024/03/07/notice.shtml")
    published = document(data).metadata.published
    assert published is not None
    assert published.text == "2024/03/07"


def test_a_signature_goes_on_over_the_edges_of_pages(document: Callable[..., Document]) -> None:
    pages = [["关于加强县医院工作的通知", *wrapped(LONG), "国家卫生健康委"], ["2024年3月11日"]]
    metadata = document(pdf(pages, head="3/20/24, 9:05 AM", foot="https://www.example.gov.cn/notice.html")).metadata
    assert metadata.published is not None
    assert metadata.published.text == "2024年3月11日"
    assert metadata.publisher == "国家卫生健康委"


def test_short_lines_stay_lines(shown: Callable[[bytes], list[str]]) -> None:
    assert shown(pdf([["关于加强县医院工作的通知", "一、总体要求", *wrapped(LONG)]]))[:2] == [
        "title: 关于加强县医院工作的通知",
        "heading2: 一、总体要求",
    ]


def test_rows_of_a_table_keep_their_cells(document: Callable[..., Document]) -> None:
    found = document(pdf([[*wrapped(LONG), "指标\t2020年\t2025年", "中医馆数\t3.63万\t4万", "覆盖率\t85%\t100%"]]))
    assert found.text.split("\n")[1:] == ["指标\t2020年\t2025年", "中医馆数\t3.63万\t4万", "覆盖率\t85%\t100%"]
    assert found.blocks[-1].reason == "table 1 row 3"


def test_english_lines_are_joined_with_a_blank(body: Callable[[bytes], list[str]]) -> None:
    lines = ["By the end of 2025 all township health centres and community", "health centres will have a hall of TCM."]
    assert body(pdf([lines])) == [" ".join(lines)]


def test_a_scanned_file_says_so(document: Callable[..., Document]) -> None:
    with pytest.raises(ReadError, match="no text layer"):
        document(pdf([[], []], numbers=False))
    with pytest.raises(ReadError, match="no text layer"):
        document(pdf([["— 1 —"], ["— 2 —"]]))


def test_pages_without_text_are_told(document: Callable[..., Document]) -> None:
    found = document(pdf([wrapped(LONG), [], wrapped(LONG)]))
    assert found.metadata.encoding == "pdf text layer, none on pages 2"


def test_an_encrypted_file_is_refused(document: Callable[..., Document]) -> None:
    with pytest.raises(ReadError, match="without a password"):
        document(pdf([wrapped(LONG)], password="secret"))  # noqa: S106


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing more", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n" + bytes(2000)])
def test_a_damaged_file_is_refused(data: bytes, document: Callable[..., Document]) -> None:
    with pytest.raises(ReadError, match="damaged PDF"):
        document(data)


def test_too_many_pages_are_refused(document: Callable[..., Document], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_PAGES", 2)
    with pytest.raises(ReadError, match="has 3 pages"):
        document(pdf([wrapped(LONG)] * 3))


def in_columns(*columns: list[str], by_rows: bool) -> bytes:
    """A page of columns, set one after the other as most programs do, or row by row."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=True)
    canvas.setFont("STSong-Light", SIZE)
    spots = [(place, at) for at in range(len(columns)) for place in range(len(columns[at]))]
    for place, at in sorted(spots) if by_rows else spots:
        canvas.drawString(60 + at * 260, 760 - place * 18, columns[at][place])
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize(
    "by_rows",
    [
        False,
        True,
    ],
)
def test_columns_are_read_one_after_the_other(body: Callable[[bytes], list[str]], *, by_rows: bool) -> None:
    left, right = wrapped(OTHER, 18)[:5], wrapped(THIRD, 18)[:5]
    text = "".join(body(in_columns(left, right, by_rows=by_rows)))
    assert "".join(left).strip("　") + "".join(right).strip("　") in text


PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"


def bare_pages(count: int, text: str) -> bytes:
    """A file of so many pages that share one stream of text: as long as it looks, and made in no time."""
    kids = " ".join(f"{number} 0 R" for number in range(5, 5 + count))
    stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        *[PAGE] * count,
    ]
    out, places = ["%PDF-1.4\n"], []
    at = len(out[0])
    for number, content in enumerate(objects, 1):
        out.append(f"{number} 0 obj\n{content}\nendobj\n")
        places.append(at)
        at += len(out[-1])
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n"
    return "".join((*out, f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}", end)).encode("ascii")


def test_ten_thousand_pages_are_read_and_one_more_is_refused(document: Callable[..., Document]) -> None:
    found = document(bare_pages(room.MOST_PAGES, "Each school shall have a nurse by the end of the year 2030."))
    assert found.blocks[-1].page == room.MOST_PAGES
    with pytest.raises(ReadError, match=f"has {room.MOST_PAGES + 1} pages"):
        document(bare_pages(room.MOST_PAGES + 1, "Each school shall have a nurse."))
