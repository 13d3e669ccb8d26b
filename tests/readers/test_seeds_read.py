"""The five seeds as a careful reader sees them, with index.toml beside them and without."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import Source, Stated
from kg.readers.read import read
from kg.readers.sources import load, sources

if TYPE_CHECKING:
    from kg.knowledge.sites import Sites
    from kg.model import Document

SEEDS = Path(__file__).parents[2] / "seeds"

# file: title, publisher, first and last day and precision of the date, language, reader
EXPECTED = {
    "000_602e1d15ae88f344.txt": (
        "中医药管理局：创新中医药服务模式 建设中医互联网医院",
        "新浪财经",
        "2022-08-02 2022-08-02 day",
        "zh",
        "html",
    ),
    "001_2a4a18afbea65c46.txt": (
        "推动基层中医药高质量发展",
        "国家中医药管理局医政司",
        "2023-05-01 2023-05-31 month",
        "zh",
        "text",
    ),
    "002_f81429b609023b65.txt": ("", "Guangming Net", "2022-08-02 2022-08-02 day", "en", "text"),
    "003_f4ba0e8ee15e7942.txt": (
        "我国持续推进优质医疗资源扩容下沉和区域均衡布局",
        "人民网",
        "2023-04-14 2023-04-14 day",
        "zh",
        "text",
    ),
    "004_c8cb3b802afc4886.txt": (
        "国家卫健委:互联网医院在全国已发展到3756所 去年诊疗人次高达1.3亿",
        "上证报中国证券网",
        "2025-09-11 2025-09-11 day",
        "zh",
        "text",
    ),
}

# What no quote may hold, and how many blocks the body has.
FOREIGN = {
    "000_602e1d15ae88f344.txt": (["二维码", "appendQr", "责任编辑", "海量资讯"], 9),
    "001_2a4a18afbea65c46.txt": (["谢 谢", "谢谢"], 118),
    "002_f81429b609023b65.txt": ([], 6),
    "003_f4ba0e8ee15e7942.txt": (["冰上时刻", "普惠金融", "MacBook", "三文鱼", "江铃皮卡", "上一篇", "董瑞丰 摄"], 19),
    "004_c8cb3b802afc4886.txt": (
        ["张本智和", "王腾入职", "毛戈平", "美的入局", "瓦剌", "刘伯温", "中国金融", "创始人"],
        6,
    ),
}


def seed(name: str, sites: Sites, *, stated: bool) -> Document:
    listing = next(item for item in sources([SEEDS]).found if item.identifier == name)
    source = load(listing)
    return read(source if stated else Source(source.identifier, source.data), sites)


def told(document: Document) -> tuple[str, str, str, str, str]:
    metadata = document.metadata
    assert metadata.published is not None
    period = f"{metadata.published.start} {metadata.published.end} {metadata.published.precision}"
    return metadata.title, metadata.publisher, period, document.language, document.reader


@pytest.mark.parametrize("name", EXPECTED)
def test_a_seed_tells_its_metadata_by_itself(name: str, sites: Sites) -> None:
    assert told(seed(name, sites, stated=False)) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_index_says_the_same(name: str, sites: Sites) -> None:
    stated = told(seed(name, sites, stated=True))
    assert stated[1:] == EXPECTED[name][1:]
    assert stated[0] == (EXPECTED[name][0] or stated[0])
    assert stated[0]


@pytest.mark.parametrize("name", FOREIGN)
def test_the_body_of_a_seed_is_the_article_and_nothing_else(name: str, sites: Sites) -> None:
    document = seed(name, sites, stated=False)
    body = [
        document.text[block.span.start : block.span.end]
        for block in document.blocks
        if block.role not in {"boilerplate", "title", "byline"}
    ]
    foreign, blocks = FOREIGN[name]
    assert not [(word, text) for word in foreign for text in body if word in text]
    assert len(body) == blocks


def test_the_index_does_not_move_the_text(sites: Sites) -> None:
    for name in EXPECTED:
        plain, stated = seed(name, sites, stated=False), seed(name, sites, stated=True)
        assert (plain.text, plain.blocks, plain.runs) == (stated.text, stated.blocks, stated.runs)


def test_the_nine_paragraphs_of_a_page_hold_all_their_characters(sites: Sites) -> None:
    document = seed("000_602e1d15ae88f344.txt", sites, stated=False)
    body = [b for b in document.blocks if b.role == "paragraph"]
    assert sum(block.span.end - block.span.start for block in body) == 825


def test_a_subheading_between_paragraphs_is_one(sites: Sites) -> None:
    document = seed("003_f4ba0e8ee15e7942.txt", sites, stated=False)
    headings = [document.text[b.span.start : b.span.end] for b in document.blocks if b.role == "heading"]
    assert headings == [
        "对口帮扶效果如何?87.7%县医院达到二级医院能力",
        "怎样加大优质医疗资源供给?国家区域医疗中心辐射引领",
        "临床专科能力如何提升?持续推进“百千万工程”",
        "城市医疗集团怎么建?正在全国遴选试点城市",
    ]


def test_boilerplate_keeps_its_reason(sites: Sites) -> None:
    document = seed("003_f4ba0e8ee15e7942.txt", sites, stated=False)
    assert all(block.reason for block in document.blocks if block.role == "boilerplate")
    reasons = {document.text[b.span.start : b.span.end]: b.reason for b in document.blocks if b.role == "boilerplate"}
    assert reasons["网罗天下"] == "related content"
    assert reasons["2022款江铃皮卡域虎7售价10.48万元起 2022款江铃皮卡域虎7"].startswith("below")


def test_every_seed_has_an_entry_and_a_stated_licence() -> None:
    found = sources([SEEDS])
    assert not found.refused
    assert [item.identifier for item in found.found] == sorted(EXPECTED)
    assert all(item.stated != Stated() and item.stated.licence for item in found.found)
