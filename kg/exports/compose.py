"""The network of a part of the graph: its nodes and edges named in both languages, with what they say."""

from __future__ import annotations

import hashlib
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kg.exports.dates import at_precision
from kg.exports.line import line
from kg.exports.network import EDGE, NODE, Edge, Network, Node
from kg.query.kinds import BY_NAME, KINDS
from kg.query.label import entities
from kg.query.listing import newest_day
from kg.query.pages import select_each
from kg.query.quotes import edge_quotes, quotes_of
from kg.query.request import Term
from kg.terms import DOCUMENT, POL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.exports.network import Columns, Value
    from kg.exports.part import Link, Part
    from kg.query.label import Entity
    from kg.query.quotes import Quote
    from kg.query.request import Engine

LANGUAGES = ("zh", "en")
DATES = ("issuedOn", "deadline", "asOf")  # of a policy, a target, a figure: no thing has two of them
TERMS = ("comparator", "unit", "modality", "hedge", "status")  # columns that hold a concept's name

Names = dict[str, dict[str, "Entity"]]  # language, IRI
Facts = dict[str, list[Term]]


def compose(engine: Engine, part: Part, language: str) -> Network:
    """Name everything; labels in `language` or the nearest there is, beside those in each language."""
    facts = {iri: _facts(rows) for iri, rows in select_each(engine, "network-facts", part.nodes).items()}
    own = quotes_of(engine, part.nodes)
    behind = edge_quotes(engine, part.links)
    quoted = {DOCUMENT + quote.document for found in (*own.values(), *behind.values()) for quote in found}
    terms = {term.value for found in facts.values() for name in TERMS for term in found.get(name, ())}
    kinds = {kind.type for kind in KINDS}
    named = {*part.nodes, *(relation for _, relation, _ in part.links), *quoted, *terms, *kinds}
    names: Names = {one: entities(engine, named, one) for one in LANGUAGES}
    return Network(
        nodes=tuple(Node(iri, _node(iri, facts[iri], own[iri], names, language)) for iri in part.nodes),
        edges=tuple(
            sorted(
                (
                    Edge(_identity(link), link[0], link[2], _edge(link, behind[link], names, language))
                    for link in part.links
                ),
                key=lambda edge: edge.id,
            )
        ),
        language=language,
        newest=newest_day(engine).date,
    )


def _facts(rows: Iterable[dict[str, Term]]) -> Facts:
    found: Facts = {}
    for row in rows:
        found.setdefault(row["property"].value.removeprefix(POL), []).append(row["value"])
    return found


def _identity(link: Link) -> str:
    return hashlib.sha256("\n".join(link).encode()).hexdigest()[:16]


def _node(iri: str, facts: Facts, quotes: tuple[Quote, ...], names: Names, language: str) -> Columns:
    values: dict[str, Value] = {
        **_labels(iri, names, language),
        **_kind(names[language][iri].kind, names[language]),
        **_dated(facts),
        **{column: _number(facts, name) for column, name in (("value", "value"), ("value_max", "valueMax"))},
        **{name: _term(facts, name, names[language]) for name in TERMS},
        "number": _word(facts, "documentNumber"),
        "documents": len(facts.get("mentionedIn", ())),
        **_quoted(quotes, names[language]),
    }
    return _present(values, NODE)


def _edge(link: Link, quotes: tuple[Quote, ...], names: Names, language: str) -> Columns:
    values: dict[str, Value] = {
        **_labels(link[1], names, language),
        "relation": link[1],
        **_quoted(quotes, names[language]),
    }
    return _present(values, EDGE)


def _kind(name: str, called: Mapping[str, Entity]) -> dict[str, Value]:
    return {"kind": name, "kind_label": line(called[BY_NAME[name].type].label)} if name else {}


def _present(values: Mapping[str, Value], columns: Mapping[str, type[Value]]) -> Columns:
    return tuple((name, values[name]) for name in columns if name in values and values[name] != "")


def _labels(iri: str, names: Names, language: str) -> dict[str, Value]:
    called = {one: names[one][iri] for one in LANGUAGES}
    said = {f"label_{one}": "" if found.fallback else line(found.label) for one, found in called.items()}
    return {"label": line(called[language].label) or iri, **said}


def _dated(facts: Facts) -> dict[str, Value]:
    """The date at its precision, 2023-04 of a month, and its year as a number."""
    day = next((word for name in DATES if (word := _word(facts, name))), "")
    if not day:
        return {}
    return {"date": at_precision(day, _word(facts, "datePrecision")), "year": int(day[:4])}


def _number(facts: Facts, name: str) -> Value:
    try:
        return Decimal(_word(facts, name))
    except InvalidOperation:
        return ""


def _term(facts: Facts, name: str, called: Mapping[str, Entity]) -> str:
    return " ".join(sorted(line(called[term.value].label) for term in facts.get(name, ())))


def _word(facts: Facts, name: str) -> str:
    return next((line(term.value) for term in facts.get(name, ())), "")


def _quoted(quotes: tuple[Quote, ...], called: Mapping[str, Entity]) -> dict[str, Value]:
    if not quotes:
        return {}
    return {"quote": line(quotes[0].text), "quoted_from": line(called[DOCUMENT + quotes[0].document].label)}
