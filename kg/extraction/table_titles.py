"""What stands above a table: its title, 单位：万人, and the corner cell of its headers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from kg.extraction.grids import MARK, Cell
from kg.extraction.header_cells import Said, mentions_of, said
from kg.extraction.header_names import BRACKETS, measures, names_several
from kg.extraction.types import Scope
from kg.model import Entity
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.cell_values import Scaled
    from kg.extraction.grids import Grid
    from kg.extraction.layouts import Layout
    from kg.extraction.table_words import Known
    from kg.model import Document, Period

MOST_LINES, LONGEST_LINE = 3, 80  # of a title
SENTENCE_ENDS = ("。", ".", ";", "!", "?")
TABLE_NUMBER = regex.compile(r"^\s*[\d\p{Nl}]{1,3}(?:[-.—]\d{1,2}){0,2}\s*[:、.]?\s*")


@dataclass(frozen=True, slots=True)
class Title:
    """What is said above a table and holds for all of it; `named` is the part that names an indicator ("" if none).

    `aims` tells that it speaks of targets, `policy` the policy it names, `clear` that its numbers are no changes and
    no norms; `kinds` that the table itself parts the facility types of its title.
    """

    label: str = ""
    unit: Scaled | None = None
    period: Period | None = None
    tense: str = ""
    facilities: tuple[Entity, ...] = ()
    regions: tuple[Entity, ...] = ()
    aims: bool = False
    clear: bool = True
    kinds: bool = False
    policy: Scope | None = None
    cells: tuple[Cell, ...] = ()


def title_of(grid: Grid, table: Layout, document: Document, known: Known) -> Title:
    """What holds for a whole table; what two of its lines state differently is left out."""
    cells = [*_above(grid, document, known), *table.titles]
    corner = [cell for column in table.names for cell in table.paths[column]]
    parts = [said(cell, known) for cell in (*cells, *corner)]
    lines = parts[: len(cells)]
    periods = list(
        {(p.period.start, p.period.end): (p.period, p.tense) for p in parts if p.period is not None}.values()
    )
    units = list(dict.fromkeys(part.unit for part in parts if part.unit is not None))
    label, tense = _label(lines, known), periods[0][1] if len(periods) == 1 else ""
    return Title(
        label=label,
        unit=units[0] if len(units) == 1 else None,
        period=periods[0][0] if len(periods) == 1 else None,
        tense=tense,
        facilities=_one([part.facilities for part in lines]),
        regions=_one([part.regions for part in lines]),
        aims=any(known.headers.senses["target"].search(cell.text) is not None for cell in cells),
        clear=all(part.clear or part.tense == "unresolved" for part in lines)
        and not any(_is_norm(part.label, known) for part in lines)
        and len(units) <= 1,
        policy=_policy(cells, known),
        cells=tuple(part.cells[0] for part in parts if _speaks(part, label)),
    )


def _above(grid: Grid, document: Document, known: Known) -> list[Cell]:
    """The short lines right above a table that are no sentences, from the top."""
    found: list[Cell] = []
    for index in range(grid.block - 1, -1, -1):
        block = document.blocks[index]
        if block.role == "boilerplate":
            continue
        text = document.text[block.span.start : block.span.end]
        folded = fold(text)
        ended = folded.rstrip().endswith(SENTENCE_ENDS)
        if len(found) == MOST_LINES or len(text) > LONGEST_LINE or ended or MARK.fullmatch(block.reason):
            break
        if known.grammar.note.match(folded) or block.role in ("item", "byline"):
            break
        found.insert(0, Cell(block.span, folded, index))
    return found


def _label(parts: Sequence[Said], known: Known) -> str:
    """The indicator that a title names, where it names exactly one: 2018—2022年全国医院数."""
    for part in reversed(parts):
        label = _cleaned(part.label, known)
        if part.clear and not names_several(label, known) and len(label) > 1 and measures(label, known.headers):
            return label
    return ""


def _cleaned(label: str, known: Known) -> str:
    """A title without 表1, 一览表 and the like."""
    grammar = known.grammar
    shorter = grammar.titled.sub("", label)
    if shorter != label:
        shorter = TABLE_NUMBER.sub("", shorter)
    shorter = grammar.entitled.sub("", grammar.titled.sub("", shorter))
    return shorter if shorter == label else _cleaned(shorter, known)


def _is_norm(label: str, known: Known) -> bool:
    """Whether a title is of what ought to be: 设备配置标准."""
    return known.grammar.norm.search(_cleaned(BRACKETS.sub("", label), known)) is not None


def _one(found: Sequence[tuple[Entity, ...]]) -> tuple[Entity, ...]:
    """The one entity that the lines name; nothing where they name several."""
    distinct = tuple(dict.fromkeys(entity for entities in found for entity in entities))
    return distinct if len(distinct) == 1 else ()


def _policy(cells: Sequence[Cell], known: Known) -> Scope | None:
    """The one policy that some cells name."""
    named = {
        mention.value: mention
        for cell in cells
        for mention in mentions_of(cell, known)
        if mention.kind == "policy" and isinstance(mention.value, Entity)
    }
    if len(named) != 1:
        return None
    policy, mention = next(iter(named.items()))
    return Scope(policy, mention.span, inline=True)


def _speaks(part: Said, label: str) -> bool:
    """Whether a line says something that figures may take over."""
    named = bool(label) and label in part.label
    return bool(part.unit or part.period or part.facilities or part.regions or part.sense or named)
