"""From what a person writes for a parameter to the term that is bound: a date, an IRI, a short name, a label."""

from __future__ import annotations

import difflib
import re
from datetime import date
from typing import TYPE_CHECKING

from kg.errors import SHOWN, BadParameter, NotFound
from kg.query.catalog import VALUES, page_query
from kg.query.evaluate import is_iri
from kg.query.kinds import BY_TYPE, Kind, candidates
from kg.query.request import Request, Term
from kg.query.rows import bind, tables
from kg.terms import POL, PREFIXES
from kg.text.fold import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.query.catalog import Parameter
    from kg.query.request import Engine

NEAREST = 3  # things told where none or several are meant
BRACKETS = re.compile(r"[(（\[［【〔](\d{4})[)）\]］】〕]")  # around the year of a document number


def resolve(engine: Engine, parameter: Parameter, value: str) -> Term:
    """The term to bind; QueryError where the value is of the wrong form, NotFound where the graph has no such thing."""
    if parameter.is_entity:
        return entity(engine, POL + parameter.type, value.strip(), parameter.name)
    return literal(parameter, value.strip())


def literal(parameter: Parameter, value: str) -> Term:
    """A date, an integer or a text."""
    try:
        if parameter.type == "date":
            value = date.fromisoformat(value).isoformat()
        elif parameter.type == "integer":
            value = str(int(value))
    except ValueError:
        raise BadParameter(parameter.name, value, f"{parameter.kind}, such as {parameter.example}") from None
    return Term(value, datatype=VALUES[parameter.type])


def entity(engine: Engine, type_: str, value: str, name: str) -> Term:
    """The node of that class which an IRI, a prefixed or short name, or exactly one label names."""
    kind = BY_TYPE.get(type_, Kind("", type_))
    for iri in filter(is_iri, _candidates(kind, value)):
        if _is_a(engine, iri, type_):
            return Term(iri, "uri")
    found = called(engine, type_, value)
    if not found:
        near = names_like(engine, value, type_)
        remedy = "give a label, a short name or an IRI"
        remedy = f"{remedy}; there is {', '.join(near)}" if near else remedy
        raise NotFound(f"{name}: no {kind.name or type_} is called {value[:SHOWN]!r}; {remedy}", near)
    return Term(only(found, value, name), "uri")


def only(found: Sequence[str], value: str, name: str) -> str:
    """The one thing of that name; BadParameter where there are several, told the first of them."""
    if len(found) > 1:
        raise BadParameter(name, value, f"the name of one thing: say which of {' or '.join(found[:NEAREST])}")
    return found[0]


def called(engine: Engine, type_: str, value: str) -> tuple[str, ...]:
    """The nodes of that class with that label, or policies of that title or document number, however bracketed."""
    return _labelled(engine, type_, value) or _titled(engine, type_, value)


def names_like(engine: Engine, value: str, *types: str) -> tuple[str, ...]:
    """A few names of those classes: that hold the value, the shortest first, and that are written much like it."""
    bindings = tuple(bind(type=Term(type_, "uri")) for type_ in types)
    found = tables(engine, Request(page_query("names-of"), bindings=bindings))
    names = sorted({row["name"].value for table in found for row in table.dicts() if "name" in row})
    wanted = value[:SHOWN]
    holding = sorted((name for name in names if wanted.lower() in name.lower()), key=len) if wanted else []
    near = difflib.get_close_matches(wanted, names, n=NEAREST)
    return tuple(dict.fromkeys([*holding[:NEAREST], *near]))[:NEAREST]


def _candidates(kind: Kind, value: str) -> tuple[str, ...]:
    if "://" in value:
        return (value,)
    prefix, colon, local = value.partition(":")
    if colon and prefix in PREFIXES:
        return (PREFIXES[prefix] + local,)
    short = local if colon else value
    return candidates(kind, short) if short.isascii() and short.replace("-", "").isalnum() else ()


def _is_a(engine: Engine, iri: str, type_: str) -> bool:
    binding = bind(this=Term(iri, "uri"), type=Term(type_, "uri"))
    (table,) = tables(engine, Request(page_query("is-a"), bindings=(binding,)))
    return bool(table.rows)


def _labelled(engine: Engine, type_: str, label: str) -> tuple[str, ...]:
    """The nodes with that preferred label in any language; where there are none, with that other label."""
    bindings = tuple(bind(type=Term(type_, "uri"), label=Term(label, language=language)) for language in ("zh", "en"))
    rows = [
        row for table in tables(engine, Request(page_query("labelled"), bindings=bindings)) for row in table.dicts()
    ]
    preferred = {row["this"].value for row in rows if row["preferred"].value == "true"}
    return tuple(sorted(preferred or {row["this"].value for row in rows}))


def _titled(engine: Engine, type_: str, title: str) -> tuple[str, ...]:
    """The policies of that title or document number, however quoted, bracketed and spaced."""
    key = name_key(title)
    if type_ != POL + "Policy" or not key:
        return ()
    number = BRACKETS.sub(r"〔\1〕", "".join(title.split()))
    titled = Request(page_query("by-title-key"), bindings=(bind(key=Term(key)),))
    numbered = Request(page_query("by-number"), bindings=(bind(number=Term(number)),))
    found = (table for request in (titled, numbered) for table in tables(engine, request))
    return tuple(sorted({row["this"].value for table in found for row in table.dicts()}))
