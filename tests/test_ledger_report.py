"""`kg ledger` on a build whose ledger is known: counts, places in their sentences, lists, and an older build."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg.cli import commands
from kg.model import Block, Document, Extraction, LedgerEntry, Metadata, Span
from kg.store.folder import new_build

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "通知\n各校应当在3日内上报。 另有12人，合计42。"
DUTY, REST = "各校应当在3日内上报。", "另有12人，合计42。"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def extraction(name: str) -> Extraction:
    blocks = (Block(span("通知"), "title"), Block(Span(3, len(TEXT)), "paragraph"))
    document = Document(name * 16, f"{name}.txt", TEXT, blocks, Metadata("通知"), "zh", "plain")
    ledger = (
        LedgerEntry(span("3日"), "3日", "reference time", "time", span(DUTY)),
        LedgerEntry(span("12"), "12", "observation", "MEA-01", span(REST)),
        LedgerEntry(span("42"), "42", "unexplained", "no rule reads it", span(REST)),
    )
    return Extraction(document, (), ledger, (span(DUTY),))


@pytest.fixture
def built(tmp_path: Path) -> Path:
    with new_build(tmp_path / "build") as writer:
        writer.add_ontology(())
        writer.add_document(extraction("a"), ())
        writer.add_document(replace(extraction("b"), unread=()), ())
        writer.add_derived(())
        writer.finish(())
    return tmp_path / "build"


def told(*arguments: str | Path) -> str:
    found = CliRunner().invoke(commands, ["ledger", *map(str, arguments)])
    assert found.exit_code == 0, found.output
    return found.stdout


def test_every_document_has_its_counts_and_its_places(built: Path) -> None:
    plain = json.loads(told(built, "--json"))
    first, second = plain["documents"]
    assert (first["document"], first["numbers"], first["sentences_unread"]) == ("a.txt", 3, 1)
    assert first["roles"]["reference time"] == first["roles"]["observation"] == first["roles"]["unexplained"] == 1
    at = span("42")
    assert first["unexplained"] == [{"number": "42", "sentence": REST, "start": at.start, "end": at.end}]
    at = span(DUTY)
    assert first["unread"] == [{"sentence": DUTY, "start": at.start, "end": at.end}]
    assert second["unread"] == []
    assert (plain["all"]["numbers"], plain["all"]["sentences_unread"]) == (6, 1)


def test_the_text_has_counts_then_numbers_then_sentences(built: Path) -> None:
    counts, numbers, sentences = told(built).rstrip("\n").split("\n\n")
    assert [line.split()[-1] for line in counts.split("\n")[2:]] == ["1", "0", "1"]
    assert [line.split() for line in numbers.split("\n")[2:]] == [["a.txt", "42", REST], ["b.txt", "42", REST]]
    assert [line.split() for line in sentences.split("\n")[2:]] == [["a.txt", DUTY]]


def test_one_list_can_be_asked_for_alone(built: Path) -> None:
    assert json.loads(told(built, "--unread", "--json")) == [{"document": "a.txt", "unread sentence": DUTY}]
    assert [row["number"] for row in json.loads(told(built, "--unexplained", "--json"))] == ["42", "42"]
    assert "42" not in told(built, "--unread").replace(REST, "")
    assert DUTY not in told(built, "--unexplained")
