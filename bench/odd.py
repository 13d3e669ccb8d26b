"""Documents of odd shapes, of any size: what programs make of tables, and what is left where line ends are lost.

`SHAPES` tells a shape by its name: how its file ends, and the bytes of a document of it that has about so many units.
A unit is a sentence, a row, a cell or a paragraph, ten to a hundred code points long.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
PLACES = ("东山", "西河", "南湖", "北岭", "青田", "白石", "清江", "长桥", "新塘", "安平", "宁海", "和顺")
THINGS = ("乡镇卫生院", "村卫生室", "社区卫生服务中心", "县级医院", "中医馆", "养老机构", "普通高中", "图书馆")
SENTENCE = "到2025年,全市{n}%以上的乡镇卫生院设置中医馆,建成{n}个县级医疗中心。"


def place(number: int) -> str:
    """A name of a county that differs from those around it."""
    return PLACES[number % 12] + PLACES[number // 12 % 12][0] + "县"


def thing(number: int) -> str:
    """What is counted."""
    return THINGS[number % 8]


def repeated(unit: str, begin: str = "", end: str = "") -> Callable[[int], bytes]:
    """A text of one unit again and again, with its number for {n}, a place for {p} and a thing for {t}."""

    def make(units: int) -> bytes:
        return "".join((begin, *(filled(unit, n) for n in range(units)), end)).encode()

    return make


def filled(unit: str, n: int) -> str:
    """A unit with its number and names."""
    return unit.replace("{n}", str(n % 97 + 1)).replace("{m}", str(n)).replace("{p}", place(n)).replace("{t}", thing(n))


def square(units: int) -> tuple[int, int]:
    """The columns and the rows of a table of so many cells that is as wide as it is long."""
    side = max(2, round(units**0.5))
    return side, side


def wide(units: int) -> tuple[int, int]:
    """The columns and rows of a table of four rows."""
    return max(2, units // 4), 4


def tall(units: int) -> tuple[int, int]:
    """The columns and rows of a table of four columns."""
    return 4, max(2, units // 4)


def cells(columns: int, rows: int) -> Iterator[list[str]]:
    """A table of figures: counties down, things by year across."""
    yield ["县别", *(f"{2015 + n // 8 % 10}年{thing(n)}(个)" for n in range(columns - 1))]
    for row in range(rows - 1):
        yield [place(row), *(str((row * 31 + n * 7) % 900 + 10) for n in range(columns - 1))]


def in_lines(shape: Callable[[int], tuple[int, int]], cell: str, line: str = "\n") -> Callable[[int], bytes]:
    """A table as text, `cell` between its cells and `line` between its rows."""
    return lambda units: line.join(cell.join(row) for row in cells(*shape(units))).encode()


def in_html(shape: Callable[[int], tuple[int, int]], span: str = "") -> Callable[[int], bytes]:
    """A table of HTML, each cell with an attribute, say of a span."""

    def make(units: int) -> bytes:
        rows = (f"<tr><td{span}>" + f"<td{span}>".join(row) for row in cells(*shape(units)))
        return f"<p>各县情况如下。</p><table>{''.join(rows)}</table>".encode()

    return make


def docx(body: Iterable[str], notes: Iterable[str] = ()) -> bytes:
    """A Word document of what its body holds, and of footnotes."""
    opened = f'xmlns:w="{WORD}"'
    told = "".join(f'<w:footnote w:id="{n}">{note}</w:footnote>' for n, note in enumerate(notes, 1))
    return packed(
        {
            "word/document.xml": f"<w:document {opened}><w:body>{''.join(body)}</w:body></w:document>",
            "word/footnotes.xml": f"<w:footnotes {opened}>{told}</w:footnotes>",
        }
    )


def packed(parts: Mapping[str, str]) -> bytes:
    """A ZIP file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return file.getvalue()


def run(text: str) -> str:
    """Text in a paragraph of Word."""
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(text: str) -> str:
    """A paragraph of Word."""
    return f"<w:p>{run(text)}</w:p>"


def in_word(shape: Callable[[int], tuple[int, int]]) -> Callable[[int], bytes]:
    """A table of Word."""

    def make(units: int) -> bytes:
        rows = (
            "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
            for row in cells(*shape(units))
        )
        return docx([paragraph("各县情况如下。"), f"<w:tbl>{''.join(rows)}</w:tbl>", paragraph("以上为各县情况。")])

    return make


def many_runs(units: int) -> bytes:
    """One paragraph of Word whose sentences are runs of their own."""
    sentences = (run(SENTENCE.replace("{n}", str(n % 97))) for n in range(units))
    return docx([f"<w:p>{''.join(sentences)}</w:p>"])


def many_notes(units: int) -> bytes:
    """A document of Word whose every sentence has a footnote."""
    said = (
        f"<w:p>{run(filled('{p}有乡镇卫生院{n}所。', n))}<w:r><w:footnoteReference w:id='{n + 1}'/></w:r></w:p>"
        for n in range(units)
    )
    return docx(said, (paragraph(f"{place(n)}统计局，2023年。") for n in range(units)))


def nested_tables(units: int) -> bytes:
    """Tables of Word within each other, forty deep at most."""
    inner = paragraph("中医馆40个")
    deep = min(40, units)
    for n in range(deep):
        inner = f"<w:tbl><w:tr><w:tc>{paragraph(place(n))}</w:tc><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    return docx([inner] * max(1, units // deep))


def slides(frames: Sequence[str]) -> bytes:
    """A deck of what its slides hold."""
    numbered = list(enumerate(frames, 1))
    opened = f'xmlns:p="{SLIDES}" xmlns:a="{DRAWING}" xmlns:r="{LINKS}"'
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n, _ in numbered)
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/slide" Target="slides/slide{n}.xml"/>' for n, _ in numbered
    )
    parts = {
        "ppt/presentation.xml": f"<p:presentation {opened}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{PACKAGE_LINKS}">{targets}</Relationships>',
    }
    for n, frame in numbered:
        parts[f"ppt/slides/slide{n}.xml"] = f"<p:sld {opened}><p:cSld><p:spTree>{frame}</p:spTree></p:cSld></p:sld>"
    return packed(parts)


def spoken(text: str, level: int = 0) -> str:
    """A paragraph of a slide."""
    return f'<a:p><a:pPr lvl="{level}"/><a:r><a:t>{text}</a:t></a:r></a:p>'


def framed(paragraphs: Iterable[str]) -> str:
    """A shape of a slide with these paragraphs."""
    return f"<p:sp><p:txBody>{''.join(paragraphs)}</p:txBody></p:sp>"


def many_bullets(units: int) -> bytes:
    """One slide with all of a deck on it, its levels changing."""
    return slides([framed(spoken(filled("{p}{t}由{n}个提高到{m}个", n), n % 5) for n in range(units))])


def many_slides(units: int) -> bytes:
    """A deck of slides of eight bullets."""
    return slides(
        [
            framed(spoken(f"{place(n)}{thing(n)}达到{n % 97}个", n % 3) for n in range(first, first + 8))
            for first in range(0, units, 8)
        ]
    )


def in_slides(shape: Callable[[int], tuple[int, int]]) -> Callable[[int], bytes]:
    """A table of one slide."""

    def make(units: int) -> bytes:
        rows = (
            '<a:tr h="1">' + "".join(f"<a:tc><a:txBody>{spoken(cell)}</a:txBody></a:tc>" for cell in row) + "</a:tr>"
            for row in cells(*shape(units))
        )
        table = f'<a:tbl><a:tblPr firstRow="1"/>{"".join(rows)}</a:tbl>'
        held = f"<a:graphic><a:graphicData>{table}</a:graphicData></a:graphic>"
        return slides([f"<p:graphicFrame>{held}</p:graphicFrame>"])

    return make


def pdf(lines: Iterable[Iterable[tuple[float, str]]], per_page: int = 40) -> bytes:
    """A PDF of lines, each of texts that begin so many points from the left."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=True)
    for number, line in enumerate(lines):
        if number % per_page == 0:
            if number:
                canvas.showPage()
            canvas.setFont("STSong-Light", 10)
        for left, text in line:
            canvas.drawString(left, 780 - number % per_page * 18, text)
    canvas.save()
    return file.getvalue()


def in_pdf(units: int) -> bytes:
    """A table of a PDF over many pages."""
    return pdf([(60 + 120 * n, cell) for n, cell in enumerate(row)] for row in cells(*tall(units)))


def pdf_text(units: int) -> bytes:
    """A PDF of paragraphs that are all one sentence without a full stop."""
    return pdf([(60, f"{place(n)}的{thing(n)}达到{n % 97}个，")] for n in range(units))


def dense_pdf(units: int) -> bytes:
    """A PDF of one page with all its text on it."""
    return pdf(
        ([(30 + 60 * n, str(m * 7 % 900 + n)) for n in range(8)] for m in range(max(1, units // 8))), per_page=1 << 30
    )


def pdf_columns(units: int) -> bytes:
    """A PDF in two columns, set row by row."""
    left, right = "{p}的乡镇卫生院达到{n}个，村卫", "生室{m}个，比上年增加{n}个。"
    return pdf([(60, filled(left, n)), (330, filled(right, n))] for n in range(units))


def nested_html(tag: str, text: str) -> Callable[[int], bytes]:
    """Elements within each other, each with a text before the next."""

    def make(units: int) -> bytes:
        opened = "".join(f"<{tag}>{text.replace('{n}', str(n % 97))}" for n in range(units))
        return (opened + f"</{tag}>" * units).encode()

    return make


def balanced(first: str, last: str, text: str) -> Callable[[int], bytes]:
    """Brackets within each other."""
    return lambda units: ("全省" + first * units + text + last * units + "。").encode()


def shapes() -> Mapping[str, tuple[str, Callable[[int], bytes]]]:
    """All of them."""
    found: dict[str, tuple[str, Callable[[int], bytes]]] = {}
    for name, (unit, begin, end) in TEXTS.items():
        found[name] = ".txt", repeated(unit, begin, end)
    for name, (first, last, text) in BRACKETS.items():
        found[name] = ".txt", balanced(first, last, text)
    for name, shape in (("square", square), ("wide", wide), ("tall", tall)):
        found[f"{name} table, HTML"] = ".html", in_html(shape)
        found[f"{name} table, Word"] = ".docx", in_word(shape)
        found[f"{name} table, slide"] = ".pptx", in_slides(shape)
        found[f"{name} table, Markdown"] = ".md", in_lines(shape, "|", "|\n")
        found[f"{name} table, tabs"] = ".txt", in_lines(shape, "\t")
        found[f"{name} table, blanks"] = ".txt", in_lines(shape, " ")
        found[f"{name} table, one line"] = ".txt", in_lines(shape, " ", " ")
        found[f"{name} table, a line a cell"] = ".txt", in_lines(shape, "\n")
    found |= {
        "colspans": (".html", in_html(square, " colspan=9")),
        "rowspans": (".html", in_html(square, " rowspan=9")),
        "greatest spans": (".html", in_html(tall, " rowspan=99 colspan=99")),
        "lists within lists": (".html", nested_html("ul", "<li>建成{n}个中心。")),
        "quotes within quotes": (".html", nested_html("blockquote", "<p>建成{n}个中心。</p>")),
        "tables within tables": (".html", nested_html("table", "<tr><td>指标{n}<td>")),
        "open cells": (".html", repeated("<td>{n}", "<table>")),
        "open elements": (".html", repeated("<div>{n}")),
        "links": (".html", repeated("<a href='/{n}'>第{n}页</a>")),
        "tags alone": (".html", repeated("<", "<p>正文。</p>")),
        "spans in one paragraph": (".html", repeated("<span>{p}有{t}{n}个，</span>", "<p>", "</p>")),
        "breaks in one paragraph": (".html", repeated("{p}有{t}{n}个<br>", "<p>", "</p>")),
        "pages of Markdown links": (".md", repeated("[第{n}页](/{n}) ")),
        "runs of a paragraph": (".docx", many_runs),
        "footnotes": (".docx", many_notes),
        "tables within tables, Word": (".docx", nested_tables),
        "bullets of a slide": (".pptx", many_bullets),
        "many slides": (".pptx", many_slides),
        "tall table, PDF": (".pdf", in_pdf),
        "no full stop, PDF": (".pdf", pdf_text),
        "all on one page, PDF": (".pdf", dense_pdf),
        "two columns, PDF": (".pdf", pdf_columns),
    }
    return found


# Brackets within each other: how each begins and ends, and what stands in the innermost.
BRACKETS: Mapping[str, tuple[str, str, str]] = {
    "round brackets": ("(", ")", "建成3个中心"),
    "Chinese brackets": ("（", "）", "建成3个中心"),
    "quotes": ("“", "”", "建成3个中心"),
    "titles in titles": ("《", "》", "发展规划"),
    "titles of marks": ("《〈", "〉》", "发展规划"),
    "titles with words": ("《关于印发", "》的通知", "发展规划"),
    "lenticular brackets": ("【", "】", "3"),
}

# What is written again and again, and what stands before and behind all of it.
TEXTS: Mapping[str, tuple[str, str, str]] = {
    "paragraphs": (SENTENCE + "\n", "", ""),
    "one line": (SENTENCE, "", ""),
    "no full stop": (SENTENCE.replace("。", ","), "", ""),
    "no mark at all": ("全市的乡镇卫生院设置中医馆", "", ""),
    "numbers and blanks": ("{n} ", "", ""),
    "numbers and tabs": ("{n}\t", "", ""),
    "numbers and commas": ("{n},", "", ""),
    "numbers and Chinese commas": ("{n}，", "", ""),
    "numbers and 、": ("{n}、", "", ""),
    "numbers with units": ("{n}个、", "全县有乡镇卫生院", "。"),
    "shares": ("{n}%、", "全县覆盖率分别为", "。"),
    "rows in one line": ("{p} {n} {m} 3.5% {n} 12,345 ", "县别 卫生院(个) 床位(张) 增长率 医院(个) 人口(人) ", ""),
    "rows in one line, no blanks": ("{p}{n}12.5", "县别卫生院床位", ""),
    "rows in one line, units": ("{t} 个 {n} {m} ", "指标 单位 2020年 2025年 ", ""),
    "rows in one line, English": ("Hospitals in region {n} {m} 3.5% ", "Region Hospitals Growth ", ""),
    "figures": ("1234567890", "", ""),
    "numerals": ("三百二十一万", "", ""),
    "dates": ("2023年{n}月5日", "", ""),
    "dates and 、": ("2023年5月{n}日、", "会议于", "召开。"),
    "ranges of years": ("2021-2025年", "", ""),
    "days of ISO": ("2023-05-{n} ", "", ""),
    "plan periods": ("“十四五”", "", ""),
    "opened quotes": ("《题", "", ""),
    "closed quotes": ("题》", "", ""),
    "opened and closed": ("《“(题", "", ""),
    "opened brackets": ("（建成{n}个", "", ""),
    "opened square brackets": ("[1](", "", ""),
    "blanks": (" ", "题目", "。"),
    "full-width blanks": ("　", "题目", "。"),
    "letters": ("w", "", ""),
    "capitals": ("Ministry ", "", ""),
    "verbs": ("推进", "", ""),
    "lines of a word": ("医院\n", "", ""),
    "headings": ("{n}、总体要求\n", "", ""),
    "headings and sentences": ("{n}、总体要求\n建成{n}个县级医疗中心。\n", "", ""),
    "articles": ("第{n}条 各县应当建成{n}个中心。\n", "", ""),
    "deep list": ("{n}.{n}.{n}.{n} 建成{n}个中心\n", "", ""),
    "bullets": ("- {p}建成{n}个{t}\n", "要建成：\n", ""),
    "bullets in one line": ("•{p}建成{n}个{t}", "", ""),
    "numbered in one line": ("（{n}）{p}建成{n}个{t}；", "", ""),
    "colons": ("目标：", "", ""),
    "questions": ("问：{n}？答：{n}。", "", ""),
    "speakers": ("{p}：建成{n}个{t}。\n", "", ""),
    "footnotes in text": ("建成{n}个{t}[{n}]，", "", ""),
    "分别": ("{p}、{p}{t}分别达到{n}个、{n}个，", "", ""),
    "分别 of all": ("{p}、", "2023年，", "分别有卫生院1、2、3个。"),
    "其中": ("其中{t}{n}个，", "全省有医疗机构900个，", "。"),
    "其中 alone": ("其中，", "", ""),
    "由…增加到…": ("{t}由{n}个增加到{m}个，", "五年来，", "。"),
    "由 alone": ("由{n}个", "五年来，", "。"),
    "increase": ("the number of clinics in region {n} rose from {n} to {m}, ", "From 2020, ", "."),
    "the 的": ("{t}的", "全县", "达到90%。"),
    "agencies and 、": ("{p}卫生健康局、", "", "印发了《健康发展规划》。"),
    "agencies and blanks": ("{p}人民政府 ", "", "印发了《健康发展规划》。"),
    "provincial agencies": ("国家发展改革委、", "", "联合印发《健康发展规划》。"),
    "policies": ("《{p}健康发展规划（2021—2025年）》、", "根据", "，制定本办法。"),
    "policies and dates": ("2021年{n}月印发的《{p}发展规划》，", "根据", "制定本办法。"),
    "document numbers": ("国办发〔2021〕{n}号、", "根据", "，制定本办法。"),
    "repealed": ("《{p}管理办法》（卫发〔2010〕{n}号）", "下列文件同时废止：", "。"),
    "printed": ("关于印发", "", "《健康发展规划》的通知"),
    "title of a page": ("{p}{t}", "关于印发", "发展规划的通知\n建成3个中心。"),
    "places": ("{p}", "", "建成3个中心。"),
    "provinces": ("江苏省苏州市", "", "建成3个中心。"),
    "people": ("主任王小明、", "", "出席会议。"),
    "years in turn": ("20{n}年", "", "建成3个中心。"),
    "targets in turn": ("{t}达到{n}个以上、", "到2025年，", "。"),
    "need in turn": ("要推进{t}建设，", "", "。"),
    "growth": ("比上年增长{n}%，", "全县有卫生院30个，", "。"),
    "abbreviations": ("（以下简称《{p}规划》）", "《健康发展规划》", "。"),
    "by 的 and 和": ("{p}和", "", "的卫生院达到30个。"),
    "English, one sentence": ("the number of village clinics in region {n} reached {m} and ", "In 2023, ", "."),
    "English, words": ("hospital policy shall by plan per cent of ", "", ""),
    "English, capitals": ("the Ministry of Health and ", "", " issued the Health Development Plan."),
    "English, policies": ("the Health Plan of Region {n} (2021-2025), ", "Under ", " clinics grow."),
    "English, shares": ("{n} percent, ", "The share of clinics was ", "."),
    "English, of": ("of the clinics ", "The share ", " was 90%."),
    "English, paragraphs": ("By 2025, at least {n} percent of village clinics shall offer care.\n", "", ""),
    "English, rows": ("Region{n} {m} {n} 3.5%\n", "Region Clinics Beds Growth\n", ""),
    "English, initials": ("U.S. ", "", ""),
    "addresses": ("https://a.cn/{n} ", "", ""),
    "marks of emphasis": ("**{n}**", "", ""),
    "backticks": ("```\n{n}\n", "", ""),
    "pipes": ("|", "", ""),
    "tabs": ("\t{n}\t", "", ""),
    "rules": ("---\n", "", ""),
    "hyphens": ("-", "", ""),
    "dots": (".", "", ""),
    "ellipses": ("…", "", ""),
    "form feeds": ("\f{n}", "", ""),
    "contents": ("第{n}章 总体要求……{n}\n", "目录\n", ""),
    "boilerplate": ("上一篇：{p}规划\n版权所有\n相关链接\n", "", ""),
    "bylines": ("来源：{p}卫生健康局 发布时间：2023-05-12\n", "", ""),
    "signatures": ("{p}人民政府\n2023年5月12日\n", "", ""),
    "annexes": ("附件{n}：{p}发展规划\n", "", ""),
    "columns": ("专栏{n} 主要指标\n{t}达到{n}个\n", "", ""),
    "lead and list": ("到2025年：\n（{n}）{t}达到{n}个；\n", "", ""),
    "wrapped lines": ("全市乡镇卫生院设置中医馆的比例达到{n}%，建成县级医疗\n", "", ""),
    "combining marks": ("e\u0301\u0301\u0301", "", ""),
    "full-width figures": ("１２３，４５６　", "", ""),
    "roman numerals": ("Ⅳ", "", ""),
    "circled numbers": ("①建成{n}个中心②", "", ""),
    "traditional": ("{n}個鄉鎮衛生院設置中醫館，", "", ""),
    "comparisons": ("≥{n}", "覆盖率", ""),
    "slashes": ("{n}/", "", ""),
    "fractions": ("千分之三", "", ""),
    "every second": ("每千人口床位{n}张，", "", "。"),
    "deadlines": ("（{n}）工作目标。到20{n}年，建成{n}个中心。\n", "一、总体目标\n", ""),
    "blanks between words and figures": ("全市 {n} 个 乡镇卫生院 建成 {n} 个中心，", "", "。"),
    "comments": ("<!-- {n} -->", "", "正文。"),
    "English, semicolons": ("the number of clinics in region {n} reached {m}; ", "In 2023, ", "."),
    "numbers and semicolons": ("{n}；", "", ""),
    "ranges": ("{n}-{n}", "", ""),
    "shares run together": ("{n}.5%{m}", "覆盖率", ""),
    "lines broken in a change": ("{t}由{n}个\n提高到{m}个\n", "", ""),
    "front matter": ("title: {p}规划\n", "---\n", "---\n正文。"),
    "spaced letters": ("国 家 卫 生 ", "", ""),
    "to and from": ("到", "", ""),
    "not below": ("不低于", "", ""),
    "first of a pair": ("从{n}个到{m}个再到", "卫生院", ""),
}
SHAPES = shapes()
