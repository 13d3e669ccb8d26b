"""Pages and drawings without a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.exports.png import png
from kg.web.app import close_app, create_app
from kg.web.lineage import picture

if TYPE_CHECKING:
    from pathlib import Path

    from kg.query.lineage import Lineage


def get(folder: Path, path: str, language: str) -> tuple[int, bytes]:
    """Status and body of what the server would answer."""
    app = create_app(folder, workers=1)
    try:
        answer = app.test_client().get(path, headers={"Accept-Language": language}, buffered=True)
        return answer.status_code, answer.data
    finally:
        close_app(app)


def drawing(folder: Path, found: Lineage, style: str, language: str) -> bytes:
    """The lineage as its page draws it, in svg or png."""
    app = create_app(folder, workers=1)
    try:
        with app.test_request_context(f"/?lang={language}"):
            drawn = picture(found, alone=True).encode()
            return png(drawn) if style == "png" else drawn
    finally:
        close_app(app)
