"""The entries of the Turtle files, and what can be wrong with one: kind, names, source, what it points to."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KnowledgeError
from kg.knowledge.files import text_of
from kg.knowledge.lexicon import KINDS
from kg.knowledge.turtle import turtle
from kg.terms import BASE, DCTERMS, POL, RDF, RDFS, SKOS, VOC
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

NAMES = (SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel")
LABELS = (RDFS + "label", SKOS + "prefLabel")
BROADER = SKOS + "broader"
LANGUAGES = ("zh", "en")
SHORTEST = 2  # characters of a name: one alone is a part of other words
# What SKOS has for a concept and its scheme.
_SKOS = (
    *("prefLabel", "altLabel", "hiddenLabel", "notation", "inScheme", "topConceptOf", "hasTopConcept"),
    *("broader", "narrower", "related", "broaderTransitive", "narrowerTransitive", "semanticRelation", "member"),
    *("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "mappingRelation", "memberList"),
    *("note", "scopeNote", "definition", "example", "historyNote", "changeNote", "editorialNote"),
)
_Values = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One subject of the Turtle files: where it is described first, and its values by predicate, with language."""

    iri: str
    path: Path
    line: str
    values: Mapping[str, Sequence[tuple[str, str]]]

    def all(self, *predicates: str) -> list[tuple[str, str]]:
        """The values of some predicates, with their languages."""
        return [pair for predicate in predicates for pair in self.values.get(predicate, ())]

    @property
    def kinds(self) -> set[str]:
        """The classes that it is of."""
        return {value for value, _ in self.all(RDF + "type")}

    @property
    def is_named(self) -> bool:
        """Whether documents name it."""
        return not self.kinds.isdisjoint(KINDS)

    def wrong(self, why: str, remedy: str) -> KnowledgeError:
        """A mistake in this entry."""
        return KnowledgeError(str(self.path), self.line, f"<{self.iri}> {why}", remedy)


def read_entries(folder: Path) -> tuple[Mapping[str, Entry], tuple[KnowledgeError, ...]]:
    """The subjects of policy.ttl and vocab/ by IRI, and which Turtle files cannot be read."""
    values: dict[str, _Values] = defaultdict(lambda: defaultdict(list))
    origin: dict[str, Path] = {}
    broken = []
    for path in sorted(folder.rglob("*.ttl")):
        try:
            quads = turtle(path)
        except KnowledgeError as mistake:
            broken.append(mistake)
            continue
        if path.parent.name == "shapes":
            continue
        for quad in quads:
            value = quad.object
            if isinstance(quad.subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                language = value.language or "" if isinstance(value, ox.Literal) else ""
                values[quad.subject.value][quad.predicate.value].append((value.value, language))
                origin.setdefault(quad.subject.value, path)
    lines = {path: _lines(text_of(path)) for path in set(origin.values())}
    kept = [iri for iri in sorted(values) if RDF + "type" in values[iri] or iri.startswith((POL, VOC, BASE))]
    return {iri: Entry(iri, origin[iri], _line(iri, lines[origin[iri]]), values[iri]) for iri in kept}, tuple(broken)


def _lines(text: str) -> Mapping[str, str]:
    """The number of the line that the entry of each subject begins on."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line[:1].strip():
            found.setdefault(_subject(line), str(number))
    return found


def _line(iri: str, lines: Mapping[str, str]) -> str:
    """The line that an entry begins on; "" where it is written in another way than usual."""
    return lines.get(iri) or lines.get(iri.rpartition("#")[2].rpartition("/")[2], "")


def _subject(line: str) -> str:
    first = line.split(maxsplit=1)[0]
    return first[1:-1] if first.startswith("<") else first.partition(":")[2]


def mistakes_alone(entry: Entry) -> Iterator[KnowledgeError]:
    """What is wrong with an entry, whatever the others say."""
    yield from _labels(entry)
    if entry.is_named:
        yield from _names(entry)
    yield from _traps(entry)
    if not entry.kinds:
        yield entry.wrong("is of no kind, so nothing reads it", "Write `a` and its class, as in a pol:FacilityType")
    if entry.is_named and not entry.all(DCTERMS + "source"):
        yield entry.wrong("has no source", 'Add dcterms:source "…": what lists it, or where it is named so')


def mistakes_among(entry: Entry, entries: Mapping[str, Entry]) -> Iterator[KnowledgeError]:
    """What is wrong with an entry where all that it may speak of is known."""
    yield from _words(entry, entries)
    yield from _references(entry, entries)
    yield from _broader(entry, entries)


def _labels(entry: Entry) -> Iterator[KnowledgeError]:
    """Exactly one preferred label in each language, and no name twice."""
    languages = sorted(language for _, language in entry.all(*LABELS))
    if languages != ["en", "zh"] and (entry.iri.startswith((POL, VOC)) or entry.is_named):
        said = ", ".join(languages) or "no language"
        twice = len(languages) > len(set(languages))
        remedy = "it may be defined elsewhere too: search for its name" if twice else '"…"@zh and "…"@en'
        yield entry.wrong(f"has preferred labels in {said}", f"Give it one in each: {remedy}")
    times = Counter(name.lower() for name, _ in entry.all(*NAMES))
    for name in sorted(name for name, number in times.items() if number > 1):
        yield entry.wrong(f"is called {name!r} twice", "Keep one of them")


def _names(entry: Entry) -> Iterator[KnowledgeError]:
    """A name is in a language that is read, and long enough to be told from a part of other words."""
    for name, language in sorted(entry.all(*NAMES, POL + "notLabel")):
        if language not in LANGUAGES:
            said = f"in {language!r}" if language else "in no language"
            yield entry.wrong(f"has the name {name!r} {said}", f'Write "{name}"@zh or "{name}"@en')
        elif len(name) < SHORTEST or name != name.strip():
            yield entry.wrong(f"has the name {name!r}", "Write two characters at least, and no blank before or behind")


def _traps(entry: Entry) -> Iterator[KnowledgeError]:
    """A longer string that a name must not be read in holds a name, and is none."""
    names = {fold(name).lower() for name, _ in entry.all(*NAMES)}
    for trap, _ in sorted(entry.all(POL + "notLabel")):
        folded = fold(trap).lower()
        if folded in names:
            yield entry.wrong(f"has {trap!r} as a name and as pol:notLabel", "Keep one of them")
        elif not any(name in folded for name in names):
            yield entry.wrong(f"has pol:notLabel {trap!r}, which holds none of its names", "Delete it or name the name")


def _words(entry: Entry, entries: Mapping[str, Entry]) -> Iterator[KnowledgeError]:
    """Its classes and properties are there: a slip in one is a name that is never read."""
    ours = [iri.removeprefix(POL) for iri in entries if iri.startswith(POL)]
    for iri in sorted({*entry.values, *entry.kinds}):
        for prefix, space, known in (("pol:", POL, ours), ("skos:", SKOS, (*_SKOS, "Concept", "ConceptScheme"))):
            local = iri.removeprefix(space)
            if iri.startswith(space) and local not in known:
                yield entry.wrong(f"says {prefix}{local}, which there is not", like(prefix, local, known))


def like(prefix: str, local: str, known: Iterable[str]) -> str:
    """What may be meant by a name that there is not."""
    near = difflib.get_close_matches(local, known, n=1, cutoff=0.7)
    return f"Is {prefix}{near[0]} meant?" if near else "Correct the name, or define it in ontology/"


def _references(entry: Entry, entries: Mapping[str, Entry]) -> Iterator[KnowledgeError]:
    """What an entry points to inside the ontology is there, and an indicator says what kind of number it is."""
    for predicate in (BROADER, SKOS + "inScheme", POL + "statistic", POL + "unit"):
        for value, _ in sorted(entry.all(predicate)):
            if value not in entries:
                yield entry.wrong(f"points to <{value}>, which has no entry", "Correct the name or add the entry")
    if POL + "Indicator" in entry.kinds:
        for name in ("statistic", "unit"):
            if len(entry.all(POL + name)) != 1:
                yield entry.wrong(f"has not one pol:{name}", f"Give it one pol:{name} from ontology/vocab/{name}.ttl")


def _broader(entry: Entry, entries: Mapping[str, Entry]) -> Iterator[KnowledgeError]:
    """What it is a kind of is of its own class, and is no kind of it."""
    above = {value for value, _ in entry.all(BROADER) if value in entries}
    for other in sorted(one for one in above if entry.kinds.isdisjoint(entries[one].kinds)):
        yield entry.wrong(f"has skos:broader <{other}>, which is of another class", "Name one of its own class")
    seen: set[str] = set()
    while above:
        seen |= above
        above = {value for one in above for value, _ in entries[one].all(BROADER) if value in entries} - seen
    if entry.iri in seen:
        yield entry.wrong("is broader than itself", "Take out one skos:broader of the circle")


def shared_names(entries: Mapping[str, Entry]) -> Iterator[KnowledgeError]:
    """No name, however it is cased or widened, stands in two entries of a kind: it would name either."""
    owners: dict[tuple[str, str], Entry] = {}
    for entry in entries.values():
        for kind in sorted(entry.kinds & KINDS.keys()):
            for name in sorted({fold(name).lower() for name, _ in entry.all(*NAMES)}):
                owner = owners.setdefault((kind, name), entry)
                if owner is not entry:
                    yield entry.wrong(f"is called {name!r}, and so is <{owner.iri}>", "Keep it where it is meant")
