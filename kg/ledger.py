"""What a build's ledger tells of each document: its numbers by role, and what was not read, in its own sentences."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from kg.store.records import ROLES, ledger_sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import Span
    from kg.store.folder import Build
    from kg.store.records import LedgerTotals

ALL = "all"  # the name of the row that sums the others


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence that was not read, or a number in it (else ""); offsets of it in code points of the text."""

    start: int
    end: int
    number: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Account:
    """The ledger of one document: counts of numbers and sentences, and the places that nothing accounts for."""

    totals: LedgerTotals
    unexplained: tuple[Place, ...]
    unread: tuple[Place, ...]


def accounts(build: Build) -> tuple[Account, ...]:
    """One account a document, in the order of their identifiers."""
    return tuple(_account(build, totals) for totals in build.ledger())


def _account(build: Build, totals: LedgerTotals) -> Account:
    text, record = build.text(totals.document), build.record(totals.document)
    unexplained = (entry for entry in record.ledger if entry.role == "unexplained")
    return Account(
        totals,
        tuple(_place(text, entry.span, entry.sentence, entry.text) for entry in unexplained),
        tuple(_place(text, span, span, "") for span in record.unread),
    )


def _place(text: str, span: Span, sentence: Span, number: str) -> Place:
    return Place(span.start, span.end, number, text[sentence.start : sentence.end].strip())


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the report: the names of its columns, and its rows as text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def counted(found: Sequence[Account]) -> Section:
    """A row a document with its counts, and one of them all together."""
    rows = [(one.totals.identifier, one.totals) for one in found]
    rows.append((ALL, ledger_sum(one.totals for one in found)))
    return Section(
        ("document", "numbers", *ROLES, "unread"),
        tuple((name, *map(str, (totals.total, *totals.counts, totals.unread))) for name, totals in rows),
    )


def unexplained(found: Iterable[Account]) -> Section:
    """A row a number that no rule accounts for, with its sentence."""
    places = ((one.totals.identifier, place) for one in found for place in one.unexplained)
    return Section(("document", "number", "sentence"), tuple((name, at.number, at.sentence) for name, at in places))


def unread(found: Iterable[Account]) -> Section:
    """A row a sentence that looks like policy and that no statement quotes."""
    places = ((one.totals.identifier, place) for one in found for place in one.unread)
    return Section(("document", "unread sentence"), tuple((name, at.sentence) for name, at in places))


def as_plain(found: Sequence[Account]) -> dict[str, object]:
    """The whole ledger for JSON: `documents` with their counts and places, and the counts of `all`."""
    documents = [
        {
            "document": one.totals.identifier,
            **_counts(one.totals),
            "unexplained": [asdict(place) for place in one.unexplained],
            "unread": [{name: at for name, at in asdict(place).items() if name != "number"} for place in one.unread],
        }
        for one in found
    ]
    return {"documents": documents, ALL: _counts(ledger_sum(one.totals for one in found))}


def _counts(totals: LedgerTotals) -> dict[str, object]:
    roles = dict(zip(ROLES, totals.counts, strict=True))
    return {"numbers": totals.total, "roles": roles, "sentences_unread": totals.unread}
