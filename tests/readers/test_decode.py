from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest

from kg.errors import ReadError
from kg.readers.decode import decode

if TYPE_CHECKING:
    from kg.knowledge.sites import Sites

SIMPLIFIED = "国家卫生健康委员会关于印发基层医疗卫生机构服务能力标准的通知，请认真贯彻执行。"
TRADITIONAL = "國家衛生健康委員會關於印發基層醫療衛生機構服務能力標準的通知，請認真貫徹執行。"
ENGLISH = "By the end of 2025 all township health centres – 100% of them – will have “TCM halls”."


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, ENGLISH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_told_by_its_form(text: str, encoding: str, sites: Sites) -> None:
    assert decode(text.encode(encoding), "x", sites.frequent).text == text


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED[:12], "gbk", "gb18030"),  # short: a detector said big5
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL[:12], "big5", "big5hkscs"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (ENGLISH, "cp1252", "cp1252"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (TRADITIONAL, "utf-16-be", "utf-16-be"),
        (ENGLISH, "utf-16-le", "utf-16-le by its zero bytes"),
        (ENGLISH, "utf-16-be", "utf-16-be by its zero bytes"),
    ],
)
def test_older_encodings_are_told_by_evidence(text: str, encoding: str, told: str, sites: Sites) -> None:
    decoded = decode(text.encode(encoding), "x", sites.frequent)
    assert decoded.text == text
    assert decoded.encoding.startswith(told)


def test_the_evidence_is_recorded(sites: Sites) -> None:
    assert "0." in decode(SIMPLIFIED.encode("gbk"), "x", sites.frequent).encoding
    page = f'<meta charset="gb2312"><p>{SIMPLIFIED}</p>'
    assert decode(page.encode("gbk"), "x", sites.frequent).encoding == "gb18030, declared as gb2312"


def test_a_declaration_that_the_bytes_deny_is_not_believed(sites: Sites) -> None:
    page = f'<meta charset="gb2312"><p>{SIMPLIFIED}</p>'
    assert decode(page.encode(), "x", sites.frequent).text == page
    page = f'<meta charset="big5"><p>{SIMPLIFIED}</p>'
    assert decode(page.encode("gbk"), "x", sites.frequent).text == page


@pytest.mark.parametrize("name", ["rot13", "unicode_escape", "utf-7", "zlib", "idna", "no-such-thing"])
def test_a_declared_codec_that_is_no_encoding_is_not_run(name: str, sites: Sites) -> None:
    page = f'<meta charset="{name}"><p>{SIMPLIFIED}</p>'
    assert decode(page.encode("gbk"), "x", sites.frequent).text == page


def test_a_character_cut_off_at_the_end_is_dropped_and_told(sites: Sites) -> None:
    decoded = decode("基层医疗".encode()[:-1], "x", sites.frequent)
    assert decoded.text == "基层医"
    assert "cut off" in decoded.encoding


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        ("\u3000\u200b\n".encode(), "no letter and no number"),
        (bytes(range(256)) * 4, "no encoding"),
        (b"\x00\x01\x02\x03" * 100, "is binary"),
        ("基层医疗卫生".encode() + b"\xff\xfe" + "服务能力".encode(), "no encoding"),  # one bad place in the middle
        (codecs.BOM_UTF8 + b"\xff\xff\xff", "mark of utf-8"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00\xd8", "mark of utf-16"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, why: str, sites: Sites) -> None:
    with pytest.raises(ReadError, match=why) as caught:
        decode(data, "folder/file.txt", sites.frequent)
    assert caught.value.path == "folder/file.txt"
