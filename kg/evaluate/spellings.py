"""The names of nodes, and the policies that a title names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.evaluate.agree import key
from kg.query.pages import select, select_each
from kg.terms import POL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.query.request import Engine


def spellings(engine: Engine, iris: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Every name of each node, in any language; the nodes in order, each once."""
    rows = select_each(engine, "spellings", sorted(set(iris)))
    return {iri: tuple(row["name"].value for row in found) for iri, found in rows.items()}


class Policies:
    """The policies of a build by their names, and what it holds of them, whoever says so."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._called: dict[str, set[str]] = defaultdict(set)
        for row in select(engine, "policy-spellings"):
            self._called[key(row["name"].value)].add(row["this"].value)

    def called(self, title: str) -> frozenset[str]:
        """The IRIs of the policies that have this name."""
        return frozenset(self._called.get(key(title), ()))

    def facts(self, title: str) -> Mapping[str, frozenset[str]]:
        """By local name of the property: dates and numbers as written, `issues` and lineage as IRIs."""
        found: dict[str, set[str]] = defaultdict(set)
        for rows in select_each(self._engine, "policy-facts", sorted(self.called(title))).values():
            for row in rows:
                found[row["property"].value.removeprefix(POL)].add(row["value"].value)
        return {name: frozenset(values) for name, values in found.items()}
