"""Rows as text that other programs read: CSV and JSON, and a plain table for a terminal."""

from __future__ import annotations

import csv
import json
import unicodedata
from io import StringIO
from typing import TYPE_CHECKING

from kg.query.label import Entity, plain_number
from kg.terms import XSD

if TYPE_CHECKING:
    from kg.query.ask import Cell, Rows


def text(cell: Cell) -> str:
    """What a reader sees: the name of a node, a number without empty fraction, else the literal."""
    if cell is None:
        return ""
    if isinstance(cell, Entity):
        return cell.label
    return plain_number(cell.value) if cell.datatype == XSD + "decimal" else cell.value


def as_csv(rows: Rows, delimiter: str = ",") -> str:
    """A header and the rows; a column of nodes is followed by one with their IRIs, `<column>.iri`.

    A cell that a spreadsheet would run as a formula is given a leading apostrophe.
    """
    nodes = [any(isinstance(row[n], Entity) for row in rows.rows) for n in range(len(rows.columns))]
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    head = zip(rows.columns, nodes, strict=True)
    writer.writerow([name for column, node in head for name in ([column, f"{column}.iri"] if node else [column])])
    for row in rows.rows:
        cells = zip(row, nodes, strict=True)
        writer.writerow(
            [
                value
                for cell, node in cells
                for value in ([safe(text(cell)), _iri(cell)] if node else [safe(text(cell))])
            ]
        )
    return out.getvalue()


def as_json(rows: Rows, after: str = "") -> str:
    """An object with columns, parameters and rows; a node is {iri, label, language, kind}.

    `next` is the address of the rows that come after, where there are any. A row is a line: that is found by a reader,
    and written in a tenth of the time that indented members take.
    """
    told = [_json({c: _plain(v) for c, v in zip(rows.columns, row, strict=True) if v is not None}) for row in rows.rows]
    parts = [
        f'"columns": {_json(rows.columns)}',
        f'"parameters": {_json({name: _plain(cell) for name, cell in rows.parameters})}',
        '"rows": [' + ",".join(f"\n  {row}" for row in told) + "\n ]",
        *([f'"next": {_json(after)}'] if after else ()),
    ]
    return "{\n " + ",\n ".join(parts) + "\n}"


def as_table(rows: Rows, widest: int = 48) -> str:
    """Aligned columns for a terminal; East Asian characters count as two; cells are cut at `widest`."""
    grid = [list(rows.columns), *([_cut(text(cell), widest) for cell in row] for row in rows.rows)]
    widths = [max(map(_width, column)) for column in zip(*grid, strict=True)] if rows.columns else []
    lines = ["  ".join(c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)).rstrip() for row in grid]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False)


def _plain(cell: Cell) -> object:
    if isinstance(cell, Entity):
        return {"iri": cell.iri, "label": cell.label, "language": cell.language, "kind": cell.kind}
    return text(cell)


def _iri(cell: Cell) -> str:
    return cell.iri if isinstance(cell, Entity) else ""


def safe(value: str) -> str:
    """Numbers stay numbers: -9.4 is no formula."""
    if value[:1] in {"=", "+", "-", "@", "\t", "\r"} and not value[1:].replace(".", "", 1).isdigit():
        return f"'{value}"
    return value


def _width(value: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in value)


def _cut(value: str, widest: int) -> str:
    flat = " ".join(value.split())
    if _width(flat) <= widest:
        return flat
    kept = ""
    for character in flat:
        if _width(kept + character) >= widest:
            break
        kept += character
    return f"{kept}…"
