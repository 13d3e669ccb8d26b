"""Links of a PDF page: which of its characters lead to which address."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2 as pdfium

_MOST = 2_000  # links of a page that are looked at
_LONGEST = 2_048  # bytes of an address
_NEAR = 2.0  # points around the middle of a link in which its character may stand


class Link(NamedTuple):
    """A stretch of a line that leads elsewhere: one of its characters by place in the page, its length, the address."""

    at: int
    length: int
    url: str


def links(document: pdfium.PdfDocument, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> Iterator[Link]:
    """The links to addresses of a page, in the order of the file; those to other pages of it are none."""
    position, link = ctypes.c_int(0), pdfium_c.FPDF_LINK()
    for _ in range(_MOST):
        if not pdfium_c.FPDFLink_Enumerate(page, position, link):
            return
        url, box = _address(document, link), pdfium_c.FS_RECTF()
        if not url or not pdfium_c.FPDFLink_GetAnnotRect(link, box):
            continue
        middle = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        near = (box.right - box.left) / 2 + _NEAR, (box.top - box.bottom) / 2 + _NEAR
        at = pdfium_c.FPDFText_GetCharIndexAtPos(textpage, *middle, *near)
        said = textpage.get_text_bounded(box.left, box.bottom, box.right, box.top)
        if at >= 0 and said.strip():
            yield Link(at, len(said.strip()), url)


def _address(document: pdfium.PdfDocument, link: pdfium_c.FPDF_LINK) -> str:
    """The address that a link leads to; "" where it leads elsewhere."""
    action = pdfium_c.FPDFLink_GetAction(link)
    size = pdfium_c.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
    if not 1 < size <= _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium_c.FPDFAction_GetURIPath(document, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")
