"""Facts as rdflib has them: for pySHACL, which judges, and for whoever wants a graph of the public model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rdflib import BNode, Graph, Literal, URIRef

from kg.graph.facts import Facts
from kg.graph.faults import InternalFault
from kg.graph.spelling import iri_text, literal_parts, literal_text

if TYPE_CHECKING:
    from collections.abc import Iterator

Nodes = tuple[Any, Any, Any]  # Any: rdflib leaves the kinds of nodes open


def as_graph(facts: Facts, name: str = "") -> Graph:
    """A graph of rdflib with these triples."""
    graph = Graph(identifier=URIRef(name) if name else None, bind_namespaces="none")
    for subject, predicate, value in facts:
        graph.add((node(subject), node(predicate), node(value)))
    return graph


def of_graph(graph: Graph) -> Facts:
    """The triples of a graph of rdflib; InternalFault for a blank node, which has no name that two builds share."""
    if blank := sorted(str(one) for triple in graph for one in triple if isinstance(one, BNode)):
        raise InternalFault(f"a blank node in a graph: {blank[0]}; every node of a graph has an IRI")
    return Facts((text(subject), text(predicate), text(value)) for subject, predicate, value in graph)


def node(term: str) -> URIRef | Literal | BNode:
    """A term in the words of N-Triples as rdflib has it."""
    match term[0]:
        case "<":
            return URIRef(term[1:-1])
        case '"':
            value, datatype, language = literal_parts(term)
            kind = URIRef(datatype) if datatype else None
            return Literal(value, lang=language or None, datatype=kind, normalize=False)  # the digits as they are
    return BNode(term.removeprefix("_:"))


def text(term: object) -> str:
    """A term of rdflib in the words of N-Triples."""
    if isinstance(term, URIRef):
        return iri_text(str(term))
    if isinstance(term, Literal):
        return literal_text(str(term), str(term.datatype or ""), term.language or "")
    return f"_:{term}"


class View(Graph):
    """Facts behind the methods of a Graph: only what is asked for is made into nodes."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(bind_namespaces="none")
        self._facts = facts

    def __bool__(self) -> bool:
        """True: pySHACL takes an empty graph for none, and asks with every result."""
        return True

    def __len__(self) -> int:
        return len(self._facts)

    def triples(self, triple: Nodes) -> Iterator[Nodes]:  # type: ignore[override]  # rdflib overloads it for its paths
        """The triples that match a pattern, in which None stands for anything."""
        subject, predicate, value = (None if part is None else text(part) for part in triple)
        for one in self._facts.predicates() if predicate is None else (predicate,):
            for s, o in self._matching(subject, one, value):
                yield node(s), node(one), node(o)

    def _matching(self, subject: str | None, predicate: str, value: str | None) -> Iterator[tuple[str, str]]:
        values = self._facts.values(predicate)
        if subject is not None:
            yield from ((subject, o) for o in values.get(subject, ()) if value in {None, o})
        elif value is not None:
            yield from ((s, value) for s in self._facts.subjects(predicate).get(value, ()))
        else:
            yield from ((s, o) for s, held in values.items() for o in held)
