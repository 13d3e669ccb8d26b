"""The ledger page shows what was not read, in its own words and harmless to a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import Block, Document, Extraction, LedgerEntry, Metadata, Span
from kg.store.folder import new_build
from kg.web.app import close_app, create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

LINES = ("Of schools", "They shall <b>keep</b> 3 books.", "It rains.", "By 2030 & later they must close.")
TEXT = "\n".join(LINES)


def span(line: str) -> Span:
    start = TEXT.index(line)
    return Span(start, start + len(line))


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    roles = ("title", "paragraph", "paragraph", "paragraph")
    blocks = tuple(Block(span(line), role) for line, role in zip(LINES, roles, strict=True))  # type: ignore[arg-type]  # strings of one Literal
    document = Document("a" * 16, "schools.txt", TEXT, blocks, Metadata("Of schools"), "en", "plain")
    ledger = (LedgerEntry(span("3"), "3", "unexplained", "no rule reads it", span(LINES[1])),)
    with new_build(tmp_path / "build") as writer:
        writer.add_ontology(())
        writer.add_document(Extraction(document, (), ledger, (span(LINES[1]), span(LINES[3]))), ())
        writer.add_derived(())
        writer.finish(())
    app = create_app(tmp_path / "build", workers=1)
    yield app.test_client()
    close_app(app)


def test_unread_sentences_are_counted_and_quoted(client: FlaskClient) -> None:
    page = client.get("/ledger?lang=en").text
    below = page.partition("<h2>Unread sentences</h2>")[2]
    assert below.count("<blockquote") == 2
    assert "They shall &lt;b&gt;keep&lt;/b&gt; 3 books." in below
    assert "By 2030 &amp; later they must close." in below
    assert "It rains." not in below
    assert f"{span(LINES[3]).start}–{span(LINES[3]).end}" in below
    assert page.partition("<tfoot>")[2].partition("</tfoot>")[0].endswith('<td class="number">2</td></tr>')


def test_the_page_says_it_in_chinese(client: FlaskClient) -> None:
    assert "<h2>未读出的句子</h2>" in client.get("/ledger?lang=zh").text
