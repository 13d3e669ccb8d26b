"""What a build holds of one document, as it is set beside gold: every node with its names, quotes and rules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.evaluate.facts import AGENCIES, FACILITY_TYPES, PEOPLE, POLICIES
from kg.evaluate.spellings import spellings
from kg.query.pages import select, select_each
from kg.query.quotes import Quote, quote_of
from kg.terms import DOCUMENT, PERCENT, POL
from kg.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.query.pages import Row
    from kg.query.request import Engine
    from kg.store.folder import Build
    from kg.store.records import DocumentEntry

CLASSES = {AGENCIES: "Agency", FACILITY_TYPES: "FacilityType", POLICIES: "Policy", PEOPLE: "Person"}
SIGNS = {"eq": "=", "ge": ">=", "gt": ">=", "le": "<=", "lt": "<=", "range": "range"}


@dataclass(frozen=True, slots=True)
class Node:
    """Anything read from the document: its names, its quotes there in order, and the rules that read it there."""

    iri: str
    names: tuple[str, ...]
    quotes: tuple[Quote, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A target or an observation; `indicator`, `policies` and each of `facilities` are all names of such a thing.

    `dates` are its deadlines or the days it describes, `comparators` signs as gold writes them, `written` is the number
    in the words of a document.
    """

    node: Node
    written: str
    value: Decimal
    high: Decimal | None
    percent: bool
    comparators: frozenset[str]
    dates: tuple[str, ...]
    indicator: tuple[str, ...]
    facilities: tuple[tuple[str, ...], ...]
    policies: tuple[str, ...]

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The words it was read from in this document."""
        return self.node.quotes

    @property
    def start(self) -> int:
        """Where the first of its quotes begins."""
        return self.node.quotes[0].start

    @property
    def words(self) -> str:
        """The shortest of its quotes that holds the number, else the longest: the others tell of date or policy."""
        texts = sorted((quote.text for quote in self.quotes), key=lambda text: (len(text), text))
        return next((text for text in texts if self.written in text), texts[-1])


@dataclass(frozen=True, slots=True)
class Stated:
    """An edge or a value that the document states; `value` holds all names of an entity, or the literal."""

    node: Node
    subject: tuple[str, ...]
    property: str
    value: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """All of it; `shown` are the strings that readers see, `sentences` those of the body, `texts` are by document."""

    targets: tuple[Figure, ...]
    observations: tuple[Figure, ...]
    duties: tuple[Node, ...]
    named: Mapping[str, tuple[Node, ...]]
    stated: tuple[Stated, ...]
    quotes: tuple[Quote, ...]
    shown: tuple[str, ...]
    sentences: tuple[str, ...]
    texts: Mapping[str, str]

    def sentence_with(self, *words: str) -> str:
        """The first sentence that holds all the words, "" where none does."""
        return next((one for one in self.sentences if all(word in one for word in words)), "")


def find(build: Build, engine: Engine, documents: Sequence[DocumentEntry]) -> Found:
    """What the graph holds of the documents of one identifier, which are one document as a rule."""
    iris = tuple(DOCUMENT + entry.id for entry in documents)
    quoted = _rows(engine, "quoted-in", iris)
    nodes = _Nodes(engine, iris, quoted)
    return Found(
        targets=_figures(engine, nodes, quoted, "Target"),
        observations=_figures(engine, nodes, quoted, "Observation"),
        duties=nodes.of(_typed(quoted, "Measure")),
        named={kind: nodes.of(_typed(_rows(engine, "named-in", iris), name)) for kind, name in CLASSES.items()},
        stated=_stated(engine, nodes, iris),
        quotes=tuple(sorted({quote_of(row) for row in quoted})),
        shown=tuple(sorted({row["text"].value for row in _rows(engine, "shown-of", iris)})),
        sentences=tuple(one for entry in documents for one in _sentences(build, entry)),
        texts={entry.id: build.text(entry.id) for entry in documents},
    )


class _Nodes:
    """The nodes of a document, each with its names, quotes and rules."""

    def __init__(self, engine: Engine, documents: Iterable[str], quoted: Iterable[Row]) -> None:
        self._engine = engine
        self._rules, self._quotes = defaultdict(set), defaultdict(set)
        for row in _rows(engine, "rules-in", documents):
            self._rules[row["this"].value].add(row["rule"].value)
        for row in quoted:
            if "this" in row:
                self._quotes[row["this"].value].add(quote_of(row))

    def of(self, iris: Iterable[str]) -> tuple[Node, ...]:
        """In the order of their first quotes, what is not quoted last."""
        names = spellings(self._engine, iris)
        found = (Node(iri, names[iri], self._quoted(iri), tuple(sorted(self._rules[iri]))) for iri in names)
        return tuple(sorted(found, key=lambda node: (not node.quotes, node.quotes[:1], node.iri)))

    def _quoted(self, iri: str) -> tuple[Quote, ...]:
        return tuple(sorted(self._quotes[iri]))


def _rows(engine: Engine, query: str, documents: Iterable[str]) -> tuple[Row, ...]:
    return tuple(row for document in documents for row in select(engine, query, document=document))


def _typed(rows: Iterable[Row], name: str) -> list[str]:
    return [row["this"].value for row in rows if "type" in row and row["type"].value == POL + name]


def _figures(engine: Engine, nodes: _Nodes, quoted: Sequence[Row], name: str) -> tuple[Figure, ...]:
    """The figures of a class; one without value, unit or indicator is none."""
    found = nodes.of(_typed(quoted, name))
    said = {iri: _properties(rows) for iri, rows in select_each(engine, "figure", [node.iri for node in found]).items()}
    ends = ("indicator", "appliesTo", "requires")
    names = spellings(engine, (iri for facts in said.values() for end in ends for iri in facts[end]))
    whole = (node for node in found if all(said[node.iri][field] for field in ("value", "unit", "indicator")))
    return tuple(_figure(node, said[node.iri], names) for node in whole)


def _figure(node: Node, said: Mapping[str, list[str]], names: Mapping[str, tuple[str, ...]]) -> Figure:
    return Figure(
        node=node,
        written=next(iter(said["valueText"]), ""),
        value=Decimal(said["value"][0]),
        high=Decimal(said["valueMax"][0]) if said["valueMax"] else None,
        percent=PERCENT in said["unit"],
        comparators=frozenset(SIGNS.get(iri.rpartition("-")[2], iri) for iri in said["comparator"]),
        dates=tuple(sorted({*said["deadline"], *said["asOf"]})),
        indicator=tuple(name for iri in said["indicator"] for name in names[iri]),
        facilities=tuple(names[iri] for iri in said["appliesTo"]),
        policies=tuple(name for iri in said["requires"] for name in names[iri]),
    )


def _properties(rows: Iterable[Row]) -> Mapping[str, list[str]]:
    """The values by the local names of their properties."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        values = found[row["property"].value.removeprefix(POL)]
        if row["value"].value not in values:
            values.append(row["value"].value)
    return found


def _stated(engine: Engine, nodes: _Nodes, documents: Iterable[str]) -> tuple[Stated, ...]:
    rows = {row["this"].value: row for row in _rows(engine, "stated-in", documents)}
    terms = [row[end] for row in rows.values() for end in ("subject", "value")]
    names = spellings(engine, (term.value for term in terms if term.kind == "uri"))
    return tuple(
        Stated(
            node,
            names[row["subject"].value],
            row["property"].value.removeprefix(POL),
            names[row["value"].value] if row["value"].kind == "uri" else (row["value"].value,),
        )
        for node in nodes.of(rows)
        for row in (rows[node.iri],)
    )


def _sentences(build: Build, entry: DocumentEntry) -> Iterable[str]:
    text = build.text(entry.id)
    for block in build.record(entry.id).blocks:
        if block.role != "boilerplate":
            yield from (text[span.start : span.end].strip() for span in sentences(text, block.span))
