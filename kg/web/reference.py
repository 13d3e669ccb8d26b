"""What stands behind the graph: its ontology as a reference, and what this site is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, render_template

import kg
from kg.query.label import Entity, best, entities
from kg.query.pages import select
from kg.terms import OWL, POL
from kg.web.language import language
from kg.web.site import site

if TYPE_CHECKING:
    from kg.query.pages import Row
    from kg.query.request import Term

reference = Blueprint("reference", __name__)

CLASS = OWL + "Class"


@dataclass(frozen=True, slots=True)
class Defined:
    """A class or property of the ontology with what it says of itself."""

    entity: Entity
    comment: Term | None
    parents: tuple[Entity, ...]
    domains: tuple[Entity, ...]
    ranges: tuple[Entity, ...]

    @property
    def name(self) -> str:
        """Its local name."""
        return self.entity.iri.removeprefix(POL)


@reference.route("/ontology")
def ontology() -> str:
    """All classes and properties, from the graph of the ontology itself."""
    rows = select(site().engine, "ontology")
    called = entities(site().engine, {t.value for row in rows for t in row.values() if t.kind == "uri"}, language())
    found: dict[tuple[bool, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["type"].value == CLASS, row["this"].value), []).append(row)
    terms = {key: _term(called, key[1], own) for key, own in found.items()}
    return render_template(
        "ontology.html",
        POL=POL,
        classes=[term for (is_class, _), term in terms.items() if is_class],
        properties=[term for (is_class, _), term in terms.items() if not is_class],
    )


@reference.route("/about")
def about() -> str:
    """What this is, what it does not do, and what is served."""
    return render_template("about.html", build=site().build, version=kg.__version__)


def _term(called: dict[str, Entity], iri: str, rows: list[Row]) -> Defined:
    def ends(name: str) -> tuple[Entity, ...]:
        return tuple(sorted({called[row[name].value] for row in rows if name in row}))

    comment = best([row["comment"] for row in rows if "comment" in row], language())
    return Defined(called[iri], comment, ends("parent"), ends("domain"), ends("range"))
