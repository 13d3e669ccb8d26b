"""Interpret: situated sentences as statements, each with the words and the rule it was read by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extraction.authority import heard
from kg.extraction.broken_lines import in_lines
from kg.extraction.figures import figures
from kg.extraction.home import at_home
from kg.extraction.namings import citations, namings
from kg.extraction.own_statements import own_statements
from kg.extraction.relations import relations
from kg.extraction.reported import is_nobodys_paper, is_public, unclaimed
from kg.extraction.speakers import attributed, event_of, event_statements, event_times
from kg.extraction.tables import table_figures
from kg.extraction.title_statements import title_statements
from kg.extraction.undertakings import undertakings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extraction.types import Own, Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Document, Figure, LedgerRole, Statement, Undertaking


@dataclass(frozen=True, slots=True)
class Interpretation:
    """The statements of a document, and what its quantities ended as, by their offset."""

    statements: tuple[Statement, ...]
    roles: Mapping[int, tuple[LedgerRole, str]]


def interpret(situated: Sequence[Situated], own: Own, document: Document, knowledge: Knowledge) -> Interpretation:
    """Everything the sentences state: names, then relations between them, then figures and undertakings."""
    event = next(iter(event_of(situated, document, knowledge)), None)
    related = relations(situated, own, event, document, knowledge)
    signed = {day.span.start for day in (own.date, own.content_date) if day is not None}
    dates = related.times | event_times(situated, knowledge) | signed
    tabled = table_figures(situated, document, knowledge)
    official = heard(situated, document, knowledge)
    measured = figures(situated, document, knowledge, official=official, dates=dates, told=tabled.roles)
    paper = is_nobodys_paper(document, (one.sentence for one in situated), knowledge)
    nobodys = paper or not (all(official) or is_public(situated, knowledge))
    kept = () if nobodys else (*tabled.figures, *measured.figures)
    asked = () if paper else undertakings(situated, official, kept, document, knowledge)
    told: tuple[Figure | Undertaking, ...] = (*map(in_lines, kept), *map(in_lines, asked))
    said = at_home(told, situated, own, document, knowledge)
    of_itself = tuple(own_statements(own, related.issuing, document, knowledge))
    statements: list[Statement] = [
        *namings(situated, own, document, knowledge),
        *title_statements(situated, related.issuing, own.home, document, knowledge),
        *of_itself,
        *related.statements,
        *citations(situated, own, related.related, of_itself, document),
        *attributed(said, situated, event, knowledge),
    ]
    if event is not None:
        statements += event_statements(event, situated, document, knowledge)
    return Interpretation(tuple(statements), unclaimed(measured.roles) if nobodys else measured.roles)
