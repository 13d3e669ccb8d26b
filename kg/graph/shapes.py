"""The SHACL shapes, prepared once: what each decides, and for which nodes.

Shapes have their own targets, so a constraint is checked for all its focus nodes at once. A SPARQL target is answered
by Oxigraph: rdflib's SPARQL is a hundred times slower. Of the nodes of any target pySHACL is handed those of which
`doubts` is not sure, and those of a core target that fail, for it tells by which value.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal as OneOf

import pyoxigraph as ox

from kg.errors import KnowledgeError
from kg.graph.clauses import NotUnderstood, clause
from kg.graph.doubts import doubts
from kg.graph.facts import Facts
from kg.graph.judge import Judge
from kg.graph.looks import looks
from kg.graph.names import SH, SUBCLASS, TYPE
from kg.graph.nquads import spelled_triple
from kg.graph.owners import owned
from kg.graph.schema import Rule
from kg.graph.spelling import literal_parts, string_of
from kg.terms import SH as SH_IRI
from kg.terms import SHAPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.graph.doubts import Doubts
    from kg.graph.facts import Triple
    from kg.graph.looks import Look
    from kg.graph.owners import Owned
    from kg.graph.schema import Schema

Level = OneOf["Violation", "Warning", "Info"]

BUILDER = f"<{SHAPE}builder>"
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)

# How a SELECT names IRIs.
PREFIX = re.compile(r"PREFIX ([\w-]*): <([^>]*)>")
BRACKETED = re.compile(r"<([^<>\s]*)>")
REMARK = re.compile(r'"[^"]*"|(?<!\S)#[^\n]*')  # a string, or a comment
INNER = re.compile(r"\{[^{}]*\}|[^\s(){}]*\([^()]*\)")  # a group, or brackets with the function before them
OPEN_PATH = re.compile(r"\S*\|\S*|[^\s?]\S*[*?]|!\S+")  # a path that may go either way, or nowhere
PREFIXED = re.compile(r"([\w-]*):([\w.-]*\w)")
ONE_PAIR = re.compile(r"SELECT \?this WHERE \{ \?this ([\w-]+:\w+) ([\w-]+:\w+) \}\s*")


@dataclass(frozen=True, slots=True)
class Constraint:
    """One shape with a target, `name` as a term, `number` as in S14; `messages` are pairs of language and text.

    `select` is its SPARQL target, "" where it has a core target; `pair` is the predicate and the value of which it
    selects all subjects, None where it selects by more.

    `asks` are terms without which a SPARQL target selects nothing, `reads` the predicates that it looks at, None where
    it may look at any. `doubts` finds the focus nodes that may fail;
    `builder` tells that only this program can break the constraint, never a document. What is decided on the union is
    decided again for those alone whom a change concerns: `owned` is its SPARQL target so asked, `looks` are the
    predicates, with their directions, that a focus node is looked at by, `targets` whom a core target names, and how.
    """

    name: str
    number: str
    level: Level
    messages: tuple[tuple[str, str], ...]
    judge: Judge
    select: str
    pair: tuple[str, str] | None
    asks: frozenset[str]
    reads: frozenset[str] | None
    doubts: Doubts
    builder: bool
    owned: Owned | None
    looks: frozenset[Look]
    targets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Described:
    """What the ontology says of one thing: to be joined to a document's facts, and to the store that holds them."""

    triples: tuple[Triple, ...]
    quads: tuple[ox.Quad, ...]
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shapes:
    """All constraints in the order of their IRIs; the ontology by subject, for the slice that a document uses.

    Of the ontology it holds what is said with predicates that some shape names.
    """

    constraints: tuple[Constraint, ...]
    described: Mapping[str, Described]
    classes: Described


def prepare(schema: Schema) -> Shapes:
    """Read the shapes of a schema; KnowledgeError for a shape that cannot be used."""
    facts = Facts(map(spelled_triple, schema.shapes))
    judge = Judge(facts)
    targeted = sorted({subject for target in TARGETS for subject in facts.values(target)})
    constraints = tuple(_constraint(name, judge, facts) for name in targeted)
    named = _named(facts, constraints)
    described: defaultdict[str, list[ox.Quad]] = defaultdict(list)
    for quad in schema.ontology:
        if str(quad.predicate) in named:
            described[str(quad.subject)].append(quad)
    return Shapes(
        constraints,
        {subject: _described(quads) for subject, quads in described.items()},
        _described([quad for quad in schema.ontology if str(quad.predicate) == SUBCLASS]),
    )


def _named(facts: Facts, constraints: Iterable[Constraint]) -> set[str]:
    """Every IRI that a shape names: what the ontology says with other predicates, no shape asks for."""
    found = facts.terms() | {TYPE, SUBCLASS}
    for constraint in constraints:
        found |= _iris(constraint.select, constraint.select)
    return found


def _iris(words: str, select: str) -> set[str]:
    """Every IRI in some words of a SELECT."""
    prefixes = dict(PREFIX.findall(select))
    found = {f"<{iri}>" for iri in BRACKETED.findall(words)}
    return found | {
        f"<{prefixes.get(prefix, '')}{name}>" for prefix, name in PREFIXED.findall(BRACKETED.sub(" ", words))
    }


def asked(select: str) -> frozenset[str]:
    """Terms that a graph must hold for a SELECT to find anything in it: those outside of its inner groups and brackets.

    What stands in OPTIONAL, MINUS, UNION, VALUES, FILTER and a SELECT within asks for nothing, nor does a path that may
    go either way or nowhere.
    """
    words = REMARK.sub("", PREFIX.sub("", select)).partition("{")[2]
    while words != (fewer := INNER.sub(" ", words)):
        words = fewer
    return frozenset(_iris(OPEN_PATH.sub(" ", words), select))


def one_pair(select: str) -> tuple[str, str] | None:
    """The predicate and the value of which a SELECT finds all subjects; None where it asks for more."""
    said = ONE_PAIR.fullmatch(PREFIX.sub("", select).lstrip())
    if said is None:
        return None
    (predicate,), (value,) = (_iris(name, select) for name in said.groups())
    return predicate, value


def looked_at(select: str) -> frozenset[str] | None:
    """The predicates that a SELECT looks at; None where it may look at any."""
    try:
        _, where = clause(select)
    except NotUnderstood:
        return None
    said = {sign for group in where.groups() for pattern in group.patterns for sign in pattern.path}
    if any(sign.startswith(("?", "*")) for sign in said):
        return None
    return frozenset(_iris(" ".join(said), select) | ({TYPE} if "a" in said else set()))


def _described(quads: Sequence[ox.Quad]) -> Described:
    triples = tuple(map(spelled_triple, quads))
    return Described(triples, tuple(quads), frozenset(term for triple in triples for term in triple))


def _constraint(name: str, judge: Judge, facts: Facts) -> Constraint:
    """A shape with a target, ready to be asked; KnowledgeError where its name or severity is none."""
    number = string_of(name).removeprefix(SHAPE).partition("-")[0]
    if not name.startswith(f"<{SHAPE}"):
        raise KnowledgeError("shapes", name, "a shape with a target has no name", f"Name it <{SHAPE}S…-…>")
    level = string_of(facts.value(name, SH.severity) or SH.Violation).removeprefix(SH_IRI)
    if level not in {"Violation", "Warning", "Info"}:
        raise KnowledgeError("shapes", name, f"unknown severity {level}", "Use sh:Violation, sh:Warning or sh:Info")
    select = _select(name, facts)
    alone = level == "Violation"
    return Constraint(
        name=name,
        number=number,
        level=level,  # type: ignore[arg-type]  # the test above narrows it
        messages=tuple(_message(term) for term in facts.values(SH.message).get(name, ())),
        judge=judge,
        select=select,
        pair=one_pair(select),
        asks=frozenset() if any(name in facts.values(target) for target in TARGETS[:4]) else asked(select),
        reads=looked_at(select) if select else frozenset(),
        doubts=doubts(name, facts),
        builder=facts.value(name, SH.group) == BUILDER,
        owned=None if alone or not select else owned(Rule(number, f"# owner: ?this\n{select}")),
        looks=frozenset() if alone else looks(name, facts),
        targets=tuple((how, one) for how in TARGETS[:4] for one in facts.values(how).get(name, ())),
    )


def _message(term: str) -> tuple[str, str]:
    words = literal_parts(term)
    return words.language, words.value


def _select(name: str, facts: Facts) -> str:
    """The SPARQL target of a shape, with its prefixes."""
    target = facts.value(name, SH.target)
    if not target:
        return ""
    owners = facts.values(SH.prefixes).get(target, ())
    declared = [one for owner in owners for one in facts.values(SH.declare).get(owner, ())]
    prefixes = {_said(facts, one, SH.prefix): _said(facts, one, SH.namespace) for one in declared}
    query = "".join(f"PREFIX {prefix}: <{prefixes[prefix]}>\n" for prefix in sorted(prefixes))
    query += _said(facts, target, SH.select)
    try:
        ox.Store().query(query)
    except SyntaxError as fault:
        raise KnowledgeError("shapes", name, f"its target is not SPARQL: {fault}", "Correct it") from fault
    return query


def _said(facts: Facts, subject: str, predicate: str) -> str:
    """The characters of a value; "" where there is none."""
    term = facts.value(subject, predicate)
    return string_of(term) if term else ""
