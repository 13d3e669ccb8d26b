"""Targets and observations in tables: each number with what the headers of its row and column and the title say.

Wrong is worse than missing: a number is read where its row, its column, its unit and its time are all certain.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extraction.bare_words import HAN, normal
from kg.extraction.flat_grids import flat_grids
from kg.extraction.force import DEFAULT_MODALITY
from kg.extraction.glued import glued
from kg.extraction.grids import grids
from kg.extraction.header_cells import mentions_of
from kg.extraction.header_names import measures
from kg.extraction.indicators import indicator, statistic_of
from kg.extraction.layouts import layout
from kg.extraction.no_figures import UNPARTED
from kg.extraction.quotes import LONGEST_QUOTE, quote
from kg.extraction.row_lines import row_lines
from kg.extraction.run_on_grids import run_on_tables
from kg.extraction.table_drafts import Draft, Table, drafts, unit_of
from kg.extraction.table_titles import title_of
from kg.extraction.table_words import Known
from kg.extraction.times import deadline
from kg.knowledge.headers import close
from kg.model import Evidence, Figure
from kg.terms import VOC

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from kg.extraction.grids import Cell, Grid
    from kg.extraction.types import Scope, Situated
    from kg.knowledge.headers import Per
    from kg.knowledge.types import Knowledge
    from kg.model import Document, Entity, LedgerRole, Mention, Period, Span

RULE = "TAB-01"
RATE, GROWTH = VOC + "stat-rate", VOC + "stat-growth"


@dataclass(frozen=True, slots=True)
class Read:
    """The figures of the tables of a document, and what the numbers of these tables ended as, by their offset."""

    figures: tuple[Figure, ...]
    roles: Mapping[int, tuple[LedgerRole, str]]

    @property
    def taken(self) -> frozenset[int]:
        """The offsets of the numbers that were read, so that no sentence reads them again."""
        return frozenset(self.roles)


def table_figures(situated: Sequence[Situated], document: Document, knowledge: Knowledge) -> Read:
    """The targets and observations of every table of a document, row by row."""
    known = Known(knowledge.headers, knowledge, _mentions(situated))
    scopes = _scopes(situated, knowledge)
    found: list[Figure] = []
    run_on, in_lines = run_on_tables(document, known), tuple(row_lines(document, known))
    numbers = [m.span.start for one in situated for m in one.mentions if m.kind == "quantity"]
    roles: dict[int, tuple[LedgerRole, str]] = {}
    for span in (*(one.span for one in (*run_on, *in_lines)), *glued(document, knowledge)):
        within = slice(bisect_left(numbers, span.start), bisect_left(numbers, span.end))
        roles |= dict.fromkeys(numbers[within], UNPARTED)
    together = (one.grid for one in (*run_on, *in_lines) if one.grid is not None)
    for grid in sorted((*grids(document), *flat_grids(document, known), *together), key=lambda grid: grid.block):
        table = _table(grid, scopes, document, known)
        if table is None:
            continue
        for draft, figure in _figures(table, document):
            found.append(figure)
            roles |= _ended(draft, figure, table)
    return Read(tuple(found), roles)


def _mentions(situated: Sequence[Situated]) -> Mapping[int, Sequence[Mention]]:
    """The mentions of each block."""
    found: dict[int, list[Mention]] = defaultdict(list)
    for sentence in situated:
        found[sentence.sentence.block] += sentence.mentions
    return found


def _scopes(situated: Sequence[Situated], knowledge: Knowledge) -> Mapping[int, Scope]:
    """The policy that governs each block: of a heading, the document, a sentence before; none that a cell names."""
    reports = tuple(knowledge.cues.classes["zh"]["report_heads"])
    found: dict[int, Scope] = {}
    for sentence in situated:
        scope, span = sentence.scope, sentence.sentence.span
        if scope is None or scope.policy.label.rstrip("》").endswith(reports):
            continue
        if not (scope.inline and span.start <= scope.span.start < span.end):
            found.setdefault(sentence.sentence.block, scope)
    return found


def _table(grid: Grid, scopes: Mapping[int, Scope], document: Document, known: Known) -> Table | None:
    """A table that can be read; a policy that its title names governs it first."""
    found = layout(grid, known.headers, known.knowledge)
    if found is None:
        return None
    title = title_of(grid, found, document, known)
    scope = title.policy or scopes.get(found.rows[0].cells[0].block)
    return Table(found, title, scope, document.metadata.published, known)


def _figures(table: Table, document: Document) -> Iterator[tuple[Draft, Figure]]:
    """The figures of a table; all numbers of one name and unit are of one statistic, counts or rates."""
    read = _agreeing(tuple(drafts(table)))
    values: dict[tuple[str, str], Decimal] = {}
    for draft in read:
        key, value = (draft.said.label, draft.quantity.unit), draft.quantity.value
        if key not in values or value != value.to_integral_value():
            values[key] = value
    observed: dict[tuple[object, ...], list[Draft]] = defaultdict(list)
    for draft in read:
        if draft.timed.kind == "observation":
            observed[draft.row.cells[0].span, draft.what].append(draft)
    for draft in read:
        of = _indicator(draft, values[draft.said.label, draft.quantity.unit], table.known)
        spans = _spans(draft, table)
        if of is not None and all(span.end - span.start <= LONGEST_QUOTE for span in spans):
            evidence = tuple(quote(span, document, RULE) for span in spans)
            yield draft, _figure(draft, of, evidence, observed[draft.row.cells[0].span, draft.what], table)


def _agreeing(read: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts without those that say different numbers of one thing and time: what tells them apart was not seen."""
    numbers: dict[tuple[object, ...], set[tuple[object, ...]]] = defaultdict(set)
    for draft in read:
        numbers[_same(draft)].add((draft.quantity.value, draft.quantity.high))
    return tuple(draft for draft in read if len(numbers[_same(draft)]) == 1)


def _same(draft: Draft) -> tuple[object, ...]:
    period = draft.timed.period
    return draft.timed.kind, period and (period.start, period.end), draft.what, draft.quantity.unit


def _figure(
    draft: Draft,
    of: tuple[Entity, tuple[Entity, ...]],
    evidence: tuple[Evidence, ...],
    observed: Sequence[Draft],
    table: Table,
) -> Figure:
    """The figure of a draft: a target has the policy that speaks, a baseline and a force, and may have its deadline."""
    target = draft.timed.kind == "target"
    policy = table.scope.policy if target and table.scope is not None else None
    period = draft.timed.period
    if period is None and target:
        period = deadline(None, policy, table.known.knowledge)
    return Figure(
        kind=draft.timed.kind,
        indicator=of[0],
        quantity=draft.quantity,
        evidence=evidence,
        policy=policy,
        facilities=of[1],
        period=period,
        region=draft.region,
        baseline=_baseline(draft, observed) if target else None,
        modality=_modality(draft, table) if target else "",
    )


def _spans(draft: Draft, table: Table) -> tuple[Span, ...]:
    """Where the words of a figure stand: its cell, the headers, the title, and what names the policy of a target."""
    spans = [cell.span for cell in (draft.cell, *draft.cells)]
    if draft.timed.kind == "target" and table.scope is not None:
        spans.append(table.scope.span)
    return tuple(dict.fromkeys(spans))


def _indicator(draft: Draft, value: Decimal, known: Known) -> tuple[Entity, tuple[Entity, ...]] | None:
    """The indicator of a draft and the facility types it is of: none where its whole name is a curated indicator's."""
    knowledge, per = known.knowledge, draft.said.unit.per if draft.said.unit is not None else None
    unit, kind = unit_of(draft.quantity.unit, knowledge)
    grows = kind == "percent" and measures(draft.said.label, known.headers) == "growth"
    measured = (GROWTH if grows else RATE if per is not None else VOC + statistic_of(kind, value), unit)
    whole, label = (_with_per(name, per) for name in (draft.said.whole, draft.said.label))
    curated = indicator((whole, normal(whole, knowledge), ""), measured, counts_facility=False, knowledge=knowledge)
    if curated is not None and curated.concept:
        return curated, () if whole != label else draft.facilities
    of = indicator(
        (label, normal(label, knowledge), ""), measured, counts_facility=bool(draft.facilities), knowledge=knowledge
    )
    return None if of is None else (of, draft.facilities)


def _with_per(label: str, per: Per | None) -> str:
    """A name with what its number is per, unless it says so itself: 每千人口床位数."""
    if per is None or any(word in close(label) for word in per.told):
        return label
    return f"{per.before}{label}" if HAN.search(label) else f"{label} {per.after}"


def _baseline(draft: Draft, observed: Sequence[Draft]) -> Period | None:
    """The period of the one number of its row that a target starts from; one of when it was due tells how it ended.

    So may one that is called a result, where nothing tells when the target was due.

    `observed` are the numbers of the row that tell what was of the same.
    """
    due = draft.timed.period
    same = [d for d in observed if due is None or d.timed.period is None or d.timed.period.end < due.end]
    bases = [d for d in same if d.timed.base] or [d for d in same if due is not None or not d.timed.actual]
    return bases[0].timed.period if len(bases) == 1 else None


def _modality(draft: Draft, table: Table) -> str:
    column = table.layout.attribute
    cell = draft.row.cell(column) if column is not None else None
    return (
        table.known.headers.modality.get(close(cell.text), DEFAULT_MODALITY) if cell is not None else DEFAULT_MODALITY
    )


def _ended(draft: Draft, figure: Figure, table: Table) -> Mapping[int, tuple[LedgerRole, str]]:
    """What the numbers of a cell, of its headers and before its row ended as, by their offset."""
    roles: dict[int, tuple[LedgerRole, str]] = {}
    beside: tuple[tuple[Sequence[Cell], LedgerRole], ...] = (
        (draft.row.cells[: table.layout.names[0]], "discourse"),
        (draft.cells, "qualifier"),
        ((draft.cell,), figure.kind),
    )
    for cells, role in beside:
        for cell in cells:
            roles |= {m.span.start: (role, RULE) for m in mentions_of(cell, table.known) if m.kind == "quantity"}
    return roles | {draft.cell.span.start: (figure.kind, RULE)}
