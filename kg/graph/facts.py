"""A set of triples in the words of N-Triples, indexed by predicate and subject: what a document's graph is.

Terms are strings, each as canonical N-Triples write it: equal strings are equal terms, and a graph is written by
joining them. rdflib's terms and stores take ten times as long; `nodes.as_graph` gives one of its graphs to whoever
wants it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.names import RDF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, KeysView, Mapping

Triple = tuple[str, str, str]


class Facts:
    """Triples, each once; never changed after they are made."""

    __slots__ = ("_by_predicate", "_inverse")

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        # Most subjects have one value of a predicate: it is kept in a tuple, which is small, several are in a dict.
        held: dict[str, dict[str, tuple[str] | dict[str, None]]] = {}
        for subject, predicate, value in triples:
            subjects = held.get(predicate)
            if subjects is None:
                subjects = held[predicate] = {}
            values = subjects.get(subject)
            if values is None:
                subjects[subject] = (value,)
            elif isinstance(values, dict):
                values[value] = None
            elif value != values[0]:
                subjects[subject] = {values[0]: None, value: None}
        self._by_predicate: Mapping[str, Mapping[str, Collection[str]]] = held
        self._inverse: dict[str, dict[str, list[str]]] = {}

    def __iter__(self) -> Iterator[Triple]:
        for predicate, subjects in self._by_predicate.items():
            for subject, values in subjects.items():
                for value in values:
                    yield subject, predicate, value

    def __len__(self) -> int:
        return sum(len(values) for subjects in self._by_predicate.values() for values in subjects.values())

    def __contains__(self, triple: Triple) -> bool:
        subject, predicate, value = triple
        return value in self.values(predicate).get(subject, ())

    def predicates(self) -> KeysView[str]:
        """Every predicate that a triple has."""
        return self._by_predicate.keys()

    def values(self, predicate: str) -> Mapping[str, Collection[str]]:
        """The distinct values of a predicate, by subject."""
        return self._by_predicate.get(predicate, {})

    def value(self, subject: str, predicate: str) -> str:
        """The first value of a predicate of a subject, "" where there is none."""
        return next(iter(self.values(predicate).get(subject, ())), "")

    def items(self, head: str) -> tuple[str, ...]:
        """The members of an RDF list; none for what is no list."""
        found: list[str] = []
        while head in self.values(RDF.first):
            found.append(self.value(head, RDF.first))
            head = self.value(head, RDF.rest)
        return tuple(found)

    def subjects(self, predicate: str) -> Mapping[str, Collection[str]]:
        """The distinct subjects of a predicate, by value."""
        if predicate not in self._inverse:
            inverse: dict[str, list[str]] = {}
            for subject, values in self.values(predicate).items():
                for value in values:
                    inverse.setdefault(value, []).append(subject)
            self._inverse[predicate] = inverse
        return self._inverse[predicate]

    def terms(self) -> set[str]:
        """Every term, whatever its place in a triple."""
        found = set(self._by_predicate)
        for subjects in self._by_predicate.values():
            found.update(subjects)
            found.update(*subjects.values())
        return found

    def rows(self, predicates: Iterable[str] | None = None, ending: str = "") -> list[str]:
        """Each triple, or each of some predicates, as N-Triples write it, with an ending such as the closing point."""
        return [
            f"{subject} {predicate} {value}{ending}"
            for predicate in (self._by_predicate if predicates is None else predicates)
            for subject, values in self.values(predicate).items()
            for value in values
        ]

    def extended(self, triples: Iterable[Triple]) -> Facts:
        """These facts and a few more; what does not change is shared."""
        merged = dict(self._by_predicate)
        more = Facts(triples)
        for predicate in more.predicates():
            subjects = dict(self.values(predicate))
            for subject, values in more.values(predicate).items():
                held = subjects.get(subject)
                subjects[subject] = values if held is None else dict.fromkeys((*held, *values))
            merged[predicate] = subjects
        return _holding(merged)

    def without(self, triples: Iterable[Triple]) -> Facts:
        """These facts but for a few; what does not change is shared."""
        left, fewer = dict(self._by_predicate), Facts(triples)
        for predicate in fewer.predicates():
            subjects = dict(self.values(predicate))
            for subject, values in fewer.values(predicate).items():
                subjects[subject] = [value for value in subjects.get(subject, ()) if value not in values]
            left[predicate] = {subject: values for subject, values in subjects.items() if values}
        return _holding({predicate: subjects for predicate, subjects in left.items() if subjects})


def _holding(by_predicate: Mapping[str, Mapping[str, Collection[str]]]) -> Facts:
    facts = Facts()
    facts._by_predicate = by_predicate  # noqa: SLF001 - their other maker
    return facts
