from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from kg.errors import ReadError
from kg.model import Source, Stated
from kg.readers import read as room
from kg.readers.read import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.knowledge.sites import Sites
    from kg.model import Document


def test_a_document_is_its_bytes(document: Callable[..., Document]) -> None:
    found = document("基层医疗。", name="a/b.txt")
    assert found.id == hashlib.sha256("基层医疗。".encode()).hexdigest()[:16]
    assert (found.identifier, found.reader, found.metadata.encoding) == ("a/b.txt", "text", "utf-8")


def test_content_goes_before_the_name_of_a_file(document: Callable[..., Document]) -> None:
    assert document("<html><body><p>x", name="a.txt").reader == "html"
    assert document("no page at all", name="a.html").reader == "text"
    assert document("<!-- a comment --><div>x</div>").reader == "html"
    assert document("a < b, and c > d").reader == "text"


def test_text_is_the_blocks_in_order(document: Callable[..., Document]) -> None:
    found = document("标题在这里吗\n2023-05-01\n正文的第一段。\n责任编辑：某某")
    assert found.text == "\n".join(found.text[block.span.start : block.span.end] for block in found.blocks)
    assert [block.role for block in found.blocks] == ["title", "byline", "paragraph", "boilerplate"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .docx"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"\x1f\x8b\x08", "unpack it"),
        (b"{\\rtf1 x}", "RTF"),
        (b"<html><body></body></html>", "markup and no text"),
        (bytes(range(256)) * 9, "no encoding"),
    ],
)
def test_a_file_that_is_no_document_is_refused(data: bytes, why: str, sites: Sites) -> None:
    with pytest.raises(ReadError, match=why) as caught:
        read(Source("folder/x", data), sites)
    assert caught.value.path == "folder/x"


def test_a_file_that_is_too_large_is_refused(sites: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LARGEST", 10)
    with pytest.raises(ReadError, match="so split it"):
        read(Source("x", b"x" * 11, Stated()), sites)


def test_the_same_bytes_in_any_encoding_are_the_same_text(document: Callable[..., Document]) -> None:
    text = "国家卫生健康委员会关于印发基层医疗卫生机构服务能力标准的通知\n请认真贯彻执行，不断提升基层服务能力。"
    texts = {document(text.encode(name)).text for name in ("utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk")}
    assert texts == {text}
    assert document(text.replace("\n", "\r\n")).text == text


@pytest.mark.parametrize("page", ["<p>{}</p>", "{}\n", "<td>{}</td><td>x</td>", "| {} | x |\n", "- {}\n", "### {}\n"])
def test_large_files_are_read(page: str, document: Callable[..., Document]) -> None:
    """A step that went back over what it has read would not come to its end."""
    content = page.format("基层医疗卫生机构服务能力持续提升") * 15_000
    assert document(content).text.count("基层") == 15_000


@pytest.mark.parametrize("name", ["notice.pdf", "NOTICE.DOCX"])
def test_what_is_called_otherwise_than_it_is(name: str, sites: Sites) -> None:
    with pytest.raises(ReadError, match=r"is called \.(pdf|docx) and is none; make it again"):
        read(Source(name, bytes(range(256)) * 20), sites)
    assert read(Source(name, "关于印发办法的通知".encode()), sites).text == "关于印发办法的通知"
