"""Reports on the build itself: what to look at, and what became of every number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from kg.query.label import entities
from kg.store.records import ROLES, ledger_sum
from kg.terms import DOCUMENT
from kg.web.language import language
from kg.web.site import site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Finding, LedgerEntry, Span
    from kg.store.records import DocumentEntry

reports = Blueprint("reports", __name__)

SHOWN = 500
LEVELS = ("Violation", "Warning", "Info")
FEW = 10  # findings that say the same and are shown without being asked for


@dataclass(frozen=True, slots=True)
class Unread:
    """A number that no rule accounts for, between the rest of its sentence."""

    document: DocumentEntry
    entry: LedgerEntry
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A sentence that looks like policy and that no statement quotes."""

    document: DocumentEntry
    span: Span
    text: str


@reports.route("/validation")
def validation() -> str:
    """The findings, by level and by what is found, for people."""
    found = site().build.findings()
    called = entities(site().engine, {finding.focus for finding in found[:SHOWN] if finding.focus}, language())
    by_id = {entry.id: entry for entry in site().build.documents}
    return render_template(
        "validation.html",
        shown=min(SHOWN, len(found)),
        total=len(found),
        groups={level: _alike(level, found[:SHOWN]) for level in LEVELS},
        few=FEW,
        counts={level: sum(finding.level == level for finding in found) for level in LEVELS},
        called=called,
        documents={f.document: by_id.get(f.document.removeprefix(DOCUMENT)) for f in found[:SHOWN]},
    )


def _alike(level: str, found: Sequence[Finding]) -> dict[str, list[Finding]]:
    """The findings of a level by what they say, in the order in which each is said first."""
    alike: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.level == level:
            messages = dict(finding.messages)
            said = messages.get(language()) or next(iter(messages.values()), finding.shape)
            alike.setdefault(said, []).append(finding)
    return alike


@reports.route("/ledger")
def ledger() -> str:
    """How many numbers ended in which role, the unexplained ones in their sentences, and sentences not read at all."""
    totals = site().build.ledger()
    every = ledger_sum(totals)
    return render_template(
        "ledger.html", totals=totals, all=every, roles=ROLES, unread=_unread(), passed=_passed(), shown=SHOWN
    )


def _unread() -> list[Unread]:
    found: list[Unread] = []
    wanting = {row.document for row in site().build.ledger() if row.unexplained}
    for document in site().build.documents:
        if document.id in wanting and len(found) < SHOWN:
            text, record = site().document(document.id)
            for entry in record.ledger:
                if entry.role == "unexplained":
                    before = text[entry.sentence.start : entry.span.start]
                    found.append(Unread(document, entry, before, text[entry.span.end : entry.sentence.end]))
    return found[:SHOWN]


def _passed() -> list[Passed]:
    found: list[Passed] = []
    wanting = {row.document for row in site().build.ledger() if row.unread}
    for document in site().build.documents:
        if document.id in wanting and len(found) < SHOWN:
            text, record = site().document(document.id)
            found += (Passed(document, span, text[span.start : span.end]) for span in record.unread)
    return found[:SHOWN]
