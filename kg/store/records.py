"""What the build folder keeps in JSON beside the graphs: documents as read, findings, the ledger.

JSON is sorted and indented, so that two builds can be compared line by line.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from kg.model import Block, Finding, LedgerEntry, LedgerRole, Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.model import Extraction

ROLES: tuple[LedgerRole, ...] = get_args(LedgerRole)


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document in a list; the hashes are SHA-256, of its normalised text and of its graph's lines."""

    id: str
    identifier: str
    title: str
    language: str
    published: str
    publisher: str
    text: str
    graph: str
    statements: int


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as it was read, without its text: that lies in `texts/<sha256>.txt`; dates and names are as found."""

    id: str
    identifier: str
    title: str
    publisher: str
    author: str
    published: str
    url: str
    licence: str
    encoding: str
    language: str
    reader: str
    sha256: str
    length: int
    blocks: tuple[Block, ...]
    ledger: tuple[LedgerEntry, ...]
    unread: tuple[Span, ...] = ()


def document_record(extraction: Extraction, sha256: str) -> DocumentRecord:
    """What the pages show of a document beside its statements."""
    document, about = extraction.document, extraction.document.metadata
    return DocumentRecord(
        id=document.id,
        identifier=document.identifier,
        title=about.title,
        publisher=about.publisher,
        author=about.author,
        published=about.published.text or about.published.end.isoformat() if about.published else "",
        url=about.url,
        licence=about.licence,
        encoding=about.encoding,
        language=document.language,
        reader=document.reader,
        sha256=sha256,
        length=len(document.text),
        blocks=document.blocks,
        ledger=extraction.ledger,
        unread=extraction.unread,
    )


def to_json(record: DocumentRecord) -> dict[str, object]:
    """A plain object; blocks, ledger and unread sentences as short rows."""
    rows = {
        "blocks": [[b.span.start, b.span.end, b.role, b.level, b.reason, b.page] for b in record.blocks],
        "ledger": [
            [e.span.start, e.span.end, e.text, e.role, e.reason, e.sentence.start, e.sentence.end]
            for e in record.ledger
        ],
        "unread": [[span.start, span.end] for span in record.unread],
    }
    return {name: rows.get(name, getattr(record, name)) for name in DocumentRecord.__dataclass_fields__}


def from_json(plain: dict[str, Any]) -> DocumentRecord:  # Any: parsed JSON that we wrote
    """The inverse of `to_json`."""
    blocks = tuple(Block(Span(row[0], row[1]), *row[2:]) for row in plain["blocks"])
    ledger = tuple(LedgerEntry(Span(*row[:2]), row[2], row[3], row[4], Span(*row[5:])) for row in plain["ledger"])
    unread = tuple(Span(*row) for row in plain.get("unread", ()))  # an older build kept none
    return DocumentRecord(**{**plain, "blocks": blocks, "ledger": ledger, "unread": unread})


def finding_to_json(finding: Finding) -> dict[str, object]:
    """A plain object with one message a language."""
    return {
        "level": finding.level,
        "shape": finding.shape,
        "focus": finding.focus,
        "messages": dict(finding.messages),
        "document": finding.document,
        "quotes": list(finding.quotes),
    }


def finding_from_json(plain: dict[str, Any]) -> Finding:  # Any: parsed JSON that we wrote
    """The inverse of `finding_to_json`."""
    messages = tuple(sorted(plain["messages"].items()))
    return Finding(plain["level"], plain["shape"], plain["focus"], messages, plain["document"], tuple(plain["quotes"]))


@dataclass(frozen=True, slots=True)
class LedgerTotals:
    """How many numbers of one document, or of all, ended in which role; counts in the order of ROLES.

    `unread` counts the sentences that look like policy and that no statement quotes.
    """

    identifier: str
    document: str
    counts: tuple[int, ...]
    unread: int = 0

    @property
    def total(self) -> int:
        """All numbers of the body."""
        return sum(self.counts)

    @property
    def unexplained(self) -> int:
        """Numbers that no rule accounts for."""
        return self.counts[ROLES.index("unexplained")]


def ledger_totals(extraction: Extraction) -> LedgerTotals:
    """The counts of one document."""
    roles = Counter(entry.role for entry in extraction.ledger)
    document = extraction.document
    counts = tuple(roles[role] for role in ROLES)
    return LedgerTotals(document.identifier, document.id, counts, len(extraction.unread))


def ledger_sum(rows: Iterable[LedgerTotals]) -> LedgerTotals:
    """The counts of all documents together."""
    given = tuple(rows)
    columns = tuple(zip(*(row.counts for row in given), strict=True))
    counts = tuple(sum(column) for column in columns) or (0,) * len(ROLES)
    return LedgerTotals("", "", counts, sum(row.unread for row in given))


def write_json(path: Path, plain: object) -> None:
    """Write sorted, indented, in UTF-8."""
    path.write_text(json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read_json(path: Path) -> Any:  # noqa: ANN401  parsed JSON is what it is
    """Read what `write_json` wrote."""
    return json.loads(path.read_text(encoding="utf-8"))
