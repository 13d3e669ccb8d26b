"""The search page: one box, facets with counts, and the words that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from kg.query.search import FACETS, PAGE, Asked, search
from kg.web.language import language
from kg.web.paging import asked_page
from kg.web.site import site

if TYPE_CHECKING:
    from collections.abc import Mapping

searching = Blueprint("searching", __name__)


@searching.route("/search")
def found() -> str:
    """Hits for `q`, narrowed by the facets that the address gives."""
    query = request.args.get("q", "").strip()
    narrowed = asked_facets()
    page = asked_page()
    result = search(site().engine, site().index, Asked(query, narrowed, page), language())
    return render_template(
        "search.html", query=query, narrowed=narrowed, found=result, facets=FACETS, page=page, size=PAGE
    )


def asked_facets() -> Mapping[str, str]:
    """The value of each facet that is asked for."""
    return {name: value for name in FACETS if (value := request.args.get(name, "").strip())}
