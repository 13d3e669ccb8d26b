"""How things are shown on a page: where each leads, how it is marked, what of it is listed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote as quoted
from urllib.parse import urlencode

from flask import g, request, url_for

from kg.draw.lettering import em
from kg.query.label import Entity
from kg.terms import POL, PREFIXES, SKOS
from kg.web.paging import here
from kg.web.site import site
from kg.web.values import age, amount, cell_text, column, day, is_day, is_number, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flask import Flask

    from kg.model import Span
    from kg.query.ask import Cell
    from kg.query.describe import Description, Fact
    from kg.query.lineage import Tie
    from kg.query.marks import Piece, Reading
    from kg.query.quotes import Quote
    from kg.query.targets import Promise, Standing

INVERSE = {SKOS + "broader": "narrower"}  # columns that name what a property says the other way round
PROMISES = 5  # of a history that may be long
NARROWEST = 2.2  # em of a link in a text: at least 24 px of the narrowest letters
PLACE = "NAME"  # in an address, what stands for a name
PLAIN = "!$&'()*+,/:;=@"  # what the framework leaves as it is in a path


def address(entity: Entity) -> str:
    """Where the page of an entity is; "" where it has none."""
    return _page(entity.kind, entity.slug) if entity.kind else ""


def _page(kind: str, name: str) -> str:
    """The address of a page. A page leads to hundreds of others: how those of a kind look is found out once for it."""
    if "addresses" not in g:
        g.addresses = {}
    if kind not in g.addresses:
        g.addresses[kind] = url_for("pages.thing", kind=kind, name=PLACE).split(PLACE)
    before, after = g.addresses[kind]
    return f"{before}{quoted(name, safe=PLAIN)}{after}"


def identity_of(entity: Entity) -> str:
    """The address that an entity has for good, wherever it is served."""
    return entity.iri


def tie_anchor(tie: Tie) -> str:
    """Where the page of a lineage tells of an edge; it outlives a rebuild."""
    return f"tie-{tie.newer.slug}-{tie.name}-{tie.older.slug}"


def place(quote: Quote) -> str:
    """Where the words of a quote are marked in their document."""
    return f"{_page('doc', quote.document)}#{anchor(quote.start, quote.end)}"


def anchor(start: int, end: int) -> str:
    """The fragment of RFC 5147 that ends the IRI of the quote too, so that the IRI leads to the words."""
    return f"char={start},{end}"


# What a marked span was read as, in the four colours of a page; names of things share one.
MARKS = {
    "edge": "edge",
    "target": "target",
    "measure": "target",
    "obs": "obs",
    "unexplained": "unexplained",
    "passed": "passed",
}
COLOURS = ("obs", "target", "edge", "name", "unexplained", "passed")


def mark_class(kinds: Iterable[str]) -> str:
    """The colour of a mark: the most telling of the kinds it covers."""
    colours = {MARKS.get(kind, "name") for kind in kinds}
    return f"k-{next((one for one in COLOURS if one in colours), 'name')}"


def is_wide(piece: Piece) -> bool:
    """Whether a finger finds the piece; a narrower one is marked and no link, the list leads to it all the same."""
    return em(piece.text.strip()) >= NARROWEST


def said_at(piece: Piece, fragments: Mapping[Span, str]) -> str:
    """Where the page lists what was read from a marked piece: from its shortest quote that has a line."""
    spans = sorted(piece.covers, key=lambda span: span.end - span.start)
    return next((fragments[span] for span in spans if span in fragments), "read")


def facts_by_property(facts: Iterable[Fact], skip: Iterable[str]) -> list[tuple[Fact, list[Fact]]]:
    """The facts that no other part of the page shows, a list a property; `skip` are local names."""
    hidden = {SKOS + "inScheme", *(POL + name for name in skip)}
    shown = [fact for fact in facts if fact.property.iri not in hidden]
    groups = groupby(shown, key=lambda fact: (fact.direction, fact.property.iri))
    return [(own[0], own) for own in (list(group) for _, group in groups)]


def around(history: Sequence[Promise], own: Entity) -> Sequence[Promise]:
    """What a list shows of a promise's history: the target of the line, with those before and after it."""
    place = next(number for number, one in enumerate(history) if one.figure.entity == own)
    first = max(0, min(place - PROMISES // 2, len(history) - PROMISES))
    return history[first : first + PROMISES]


def rest_of(group: Fact, entity: Entity) -> str:
    """Where all facts of the property of this one are told."""
    of = "in" if group.direction == "in" else None
    return url_for("rest.facts", kind=entity.kind, name=entity.slug, property=shorten(group.property.iri), of=of)


def rest_of_kind(entity: Entity, what: str) -> str:
    """Where all its targets, figures or measures are told."""
    return url_for("rest.told", kind=entity.kind, name=entity.slug, what=what)


def precision(fact: Fact, found: Description) -> Entity | None:
    """The precision of a date: as its statement says, else as the graph has chosen."""
    if fact.precision:
        return Entity(fact.precision, "", "", "")
    said = found.facts_of("datePrecision")
    return said[0].value if said and isinstance(said[0].value, Entity) else None


def precision_of(reading: Reading) -> Entity | None:
    """The precision of the date that a document states."""
    return Entity(reading.precision, "", "", "") if reading.precision else None


def shorten(iri: str) -> str:
    """An IRI by its prefix, where there is one."""
    found = max((p for p in PREFIXES.items() if iri.startswith(p[1])), key=lambda p: len(p[1]), default=None)
    return f"{found[0]}:{iri.removeprefix(found[1])}" if found else iri


def relation(entity: Entity) -> str:
    """A property's name; one that the ontology does not name is called as columns are."""
    return entity.label if entity.language else column(entity.label)


def inverse(entity: Entity) -> str:
    """What a property says of its object, in a word; "" where there is none."""
    return column(INVERSE[entity.iri]) if entity.iri in INVERSE else ""


def of_facility(lines: Iterable[Standing], entity: Entity) -> list[Standing]:
    """On the page of a facility type, only its own lines of each target."""
    return [line for line in lines if entity.kind != "facility-type" or line.facility in {None, entity}]


def other_language(language: str) -> str:
    """The address of this page in another language."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{request.path}?{urlencode([*kept, ('lang', language)])}"


def is_entity(cell: Cell) -> bool:
    """Whether a cell is a node, with a name and perhaps a page."""
    return isinstance(cell, Entity)


def equip(app: Flask) -> None:
    """Give templates these filters and tests."""
    values = (day, number, amount, age, address, place, tie_anchor, column, cell_text)
    facts = (
        mark_class,
        said_at,
        relation,
        inverse,
        shorten,
        facts_by_property,
        precision,
        precision_of,
        of_facility,
        around,
        rest_of,
        rest_of_kind,
    )
    app.jinja_env.filters.update({one.__name__: one for one in (*values, *facts)})
    app.jinja_env.tests.update(entity=is_entity, numeric=is_number, dated=is_day, wide=is_wide)
    app.jinja_env.filters["zip"] = zip
    app.jinja_env.globals.update(
        anchor=anchor,
        entry=lambda identity: site().entry(identity),
        here=here,
        other_language=other_language,
        in_sentence=lambda quote: site().in_sentence(quote),
    )
