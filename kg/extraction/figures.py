"""Targets and observations: which numbers of a document are figures, and what became of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extraction.claims import claim_of
from kg.extraction.english import sole_deadline
from kg.extraction.figure_times import time_of
from kg.extraction.measured import earlier, measured
from kg.extraction.merge import merge
from kg.extraction.no_figures import no_figures
from kg.extraction.report_times import of_report
from kg.extraction.standpoint import standpoint
from kg.extraction.told import Around, Told, told_behind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.extraction.drafts import Draft
    from kg.extraction.readings import Reading
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Document, Figure, LedgerRole

SILENT = ("title", "heading", "byline", "row")  # lines that tell no figure


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a document and what its numbers ended as, by their offset."""

    figures: tuple[Figure, ...]
    roles: Mapping[int, tuple[LedgerRole, str]]


def figures(  # noqa: PLR0913  all that was found out before
    situated: Sequence[Situated],
    document: Document,
    knowledge: Knowledge,
    *,
    official: Sequence[bool],
    dates: frozenset[int],
    told: Mapping[int, tuple[LedgerRole, str]],
) -> Figures:
    """Every figure that a sentence of the document tells; rows of tables are read elsewhere.

    `official` tells by sentence whether somebody who sets targets is heard there. `dates` are offsets of times that
    date something else (an issue, an event), `told` numbers that were read already and what they ended as.
    """
    here = standpoint(situated, document, knowledge)
    due = sole_deadline(situated, here, knowledge) if document.language == "en" else None
    around = Around(situated, document, knowledge, dates, here, due)
    found: list[Figure] = []
    roles = dict(told)
    said = Told()
    for sentence, before, may_aim in zip(situated, [None, *situated], official, strict=False):
        roles |= no_figures(sentence, told, knowledge)
        if not sentence.sentence.heading and sentence.sentence.role not in SILENT:
            said = told_behind(said, before, sentence, roles, around)
            found += _figures(said, before, sentence, roles, around, may_aim=may_aim)
    return Figures(merge(found), roles)


def _figures(  # noqa: PLR0913  a sentence, and where it stands
    told: Told,
    before: Situated | None,
    sentence: Situated,
    roles: dict[int, tuple[LedgerRole, str]],
    around: Around,
    *,
    may_aim: bool,
) -> list[Figure]:
    """The figures of the drafts of a sentence; what its numbers ended as is entered in `roles`."""
    here, document, knowledge = around.here, around.document, around.knowledge
    found: list[Figure] = []
    last: Figure | None = None
    for draft in told.drafts:
        time = time_of(draft, told, before, around)
        said = measured(draft, time, here, document, knowledge)
        figure = None if said is None else of_report(said, sentence, around.situated, document, knowledge)
        if figure is not None and _may_be_said(figure, draft, last, may_aim=may_aim):
            last = figure
            first = earlier(figure, draft, time, here, document)
            found += [figure] if first is None else [figure, first]
            _enter(draft.reading, figure, roles, began=first is not None)
        elif figure is not None or not claim_of(draft.reading, time, here, knowledge):
            roles |= {number.span.start: ("qualifier", "no claim") for number in draft.reading.mentions("q")}
    return found


def _may_be_said(figure: Figure, draft: Draft, last: Figure | None, *, may_aim: bool) -> bool:
    """Whether who is heard may say it; not by how much an aim right before exceeds what was."""
    return (may_aim or figure.policy is not None or figure.kind == "observation") and not _changes_aim(draft, last)


def _changes_aim(draft: Draft, last: Figure | None) -> bool:
    """Whether a number tells by how much the aim right before it exceeds what was: 计划发行3亿元，较上年增加4%."""
    aimed = last is not None and last.kind == "target"
    return aimed and bool(draft.inherited) and draft.reading.role("baseline") is not None


def _enter(reading: Reading, figure: Figure, roles: dict[int, tuple[LedgerRole, str]], *, began: bool) -> None:
    """Enter what the numbers of a figure ended as; `began` tells that what it began with is one too."""
    ends: Mapping[str, LedgerRole] = {
        "q": figure.kind,
        "base": "observation" if began else "qualifier",
        "threshold": "qualifier",
    }
    for name, role in ends.items():
        for number in reading.mentions(name):
            roles[number.span.start] = (role, reading.pattern.id)
