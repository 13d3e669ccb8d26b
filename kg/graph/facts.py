"""A graph under validation: triples indexed for the look-ups of a SHACL engine, and for nothing else.

rdflib's stores take half of a validation for adding triples and matching patterns that no constraint asks for.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from rdflib import Graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.graph.quotes import Triple

Index = defaultdict[Any, defaultdict[Any, dict[Any, None]]]  # Any: rdflib leaves the kinds of nodes open


class Facts(Graph):
    """A set of triples that answers by subject and predicate, and by predicate and object.

    To pySHACL it is a Graph; patterns without a predicate and a subject or object are asked of no constraint here.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        super().__init__("SimpleMemory", bind_namespaces="none")
        self._by_subject: Index = defaultdict(lambda: defaultdict(dict))
        self._by_predicate: Index = defaultdict(lambda: defaultdict(dict))
        for subject, predicate, value in triples:
            self._by_subject[subject][predicate][value] = None
            self._by_predicate[predicate][value][subject] = None

    def __bool__(self) -> bool:
        """True: pySHACL takes an empty graph for none, and asks with every result."""
        return True

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Iterator[Any]:  # type: ignore[override]  # noqa: ANN401, ARG002, FBT001, FBT002
        """The values of a predicate of a subject."""
        found = self._by_subject.get(subject)
        return iter(found.get(predicate, ()) if found else ())

    def subjects(self, predicate: Any = None, object: Any = None, unique: bool = False) -> Iterator[Any]:  # type: ignore[override]  # noqa: A002, ANN401, ARG002, FBT001, FBT002
        """The subjects that have a value for a predicate."""
        found = self._by_predicate.get(predicate)
        return iter(found.get(object, ()) if found else ())

    def subject_objects(self, predicate: Any = None, unique: bool = False) -> Iterator[tuple[Any, Any]]:  # type: ignore[override]  # noqa: ANN401, ARG002, FBT001, FBT002
        """Every subject and value of a predicate."""
        found = self._by_predicate.get(predicate)
        return ((subject, value) for value, subjects in (found or {}).items() for subject in subjects)

    def predicate_objects(self, subject: Any = None, unique: bool = False) -> Iterator[tuple[Any, Any]]:  # type: ignore[override]  # noqa: ANN401, ARG002, FBT001, FBT002
        """Every predicate and value of a subject."""
        found = self._by_subject.get(subject)
        return ((predicate, value) for predicate, values in (found or {}).items() for value in values)
