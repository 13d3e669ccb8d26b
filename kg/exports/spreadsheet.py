"""Rows as CSV that spreadsheets open without harm, and several such tables in one file."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kg.query.present import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file can say: no file in it has a date


def sheet(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """CSV with the mark by which spreadsheets know UTF-8; a cell that would run as a formula is made text."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(list(head))
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def together(files: Mapping[str, bytes]) -> bytes:
    """The files in one ZIP file, the same bytes for the same files."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()
