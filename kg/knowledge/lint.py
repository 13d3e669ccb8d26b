"""Lint: everything that is wrong with the data files of ontology/, at once, each with file, place and remedy.

Turtle files are read one by one and their entries compared; patterns are read table by table and tried on their
examples. Of each table of words and of the sites the first mistake is told: their loaders refuse a file there. Shapes
and rules are checked as such in kg.graph.schema, questions in kg.query.catalog.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KnowledgeError
from kg.knowledge.cues import load_cues
from kg.knowledge.english import load_english
from kg.knowledge.headers import load_headers
from kg.knowledge.lexicon import KINDS
from kg.knowledge.patterns import check_examples, read_pattern
from kg.knowledge.sites import load_sites
from kg.knowledge.tables import (
    load_composition,
    load_counties,
    load_people,
    load_structure,
    load_suffixes,
    load_titles,
    read_toml,
)
from kg.knowledge.words import load_words
from kg.paths import ONTOLOGY
from kg.terms import POL, RDF, RDFS, SKOS, VOC
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.knowledge.types import Cues, Pattern

NAMES = (SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel")
LABELS = (RDFS + "label", SKOS + "prefLabel")
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

    def wrong(self, why: str, remedy: str) -> KnowledgeError:
        """A mistake in this entry."""
        return KnowledgeError(str(self.path), self.line, f"<{self.iri}> {why}", remedy)


def lint(folder: Path = ONTOLOGY) -> tuple[KnowledgeError, ...]:
    """Every mistake in the data files below `folder`, in the order of files and lines."""
    entries, broken = _entries(folder)
    found = list(broken)
    for entry in entries.values():
        found += _labels(entry)
        found += _traps(entry)
        if not broken:  # else what a reference names may stand in the file that could not be read
            found += _references(entry, entries)
    found += _shared_names(entries)
    found += _tables(folder)
    found += _patterns(folder, entries if not broken else {})
    return tuple(sorted(found, key=_place))


def _place(mistake: KnowledgeError) -> tuple[str, int, str, str]:
    line = int(mistake.place) if mistake.place.isdecimal() else 0
    return mistake.path, line, mistake.place, mistake.why


# --- Turtle ----------------------------------------------------------------------------------------------------------


def _entries(folder: Path) -> tuple[Mapping[str, Entry], tuple[KnowledgeError, ...]]:
    """The typed subjects of policy.ttl and vocab/ by IRI, and which Turtle files cannot be parsed."""
    values: dict[str, _Values] = defaultdict(lambda: defaultdict(list))
    origin: dict[str, Path] = {}
    broken = []
    for path in sorted(folder.rglob("*.ttl")):
        try:
            quads = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
        except SyntaxError as error:
            place = str(error.lineno or "")
            broken.append(KnowledgeError(str(path), place, f"not Turtle: {error.msg}", "Correct the line"))
            continue
        if path.parent.name == "shapes":
            continue
        for quad in quads:
            value = quad.object
            if isinstance(quad.subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                language = value.language or "" if isinstance(value, ox.Literal) else ""
                values[quad.subject.value][quad.predicate.value].append((value.value, language))
                origin.setdefault(quad.subject.value, path)
    lines = {path: _lines(path.read_text("utf-8")) for path in set(origin.values())}
    typed = [iri for iri in sorted(values) if RDF + "type" in values[iri]]
    return {iri: Entry(iri, origin[iri], _line(iri, lines[origin[iri]]), values[iri]) for iri in typed}, tuple(broken)


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


def _labels(entry: Entry) -> Iterator[KnowledgeError]:
    """Exactly one preferred label in each language, and no name twice."""
    languages = sorted(language for _, language in entry.all(*LABELS))
    if languages != ["en", "zh"] and entry.iri.startswith((POL, VOC)) | _is_named(entry):
        said = ", ".join(languages) or "no language"
        twice = len(languages) > len(set(languages))
        remedy = "it may be defined elsewhere too: search for its name" if twice else '"…"@zh and "…"@en'
        yield entry.wrong(f"has preferred labels in {said}", f"Give it one in each: {remedy}")
    names = [name.lower() for name, _ in entry.all(*NAMES)]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield entry.wrong(f"is called {name!r} twice", "Keep one of them")


def _is_named(entry: Entry) -> bool:
    return any(kind in KINDS for kind, _ in entry.all(RDF + "type"))


def _traps(entry: Entry) -> Iterator[KnowledgeError]:
    """A longer string that a name must not be read in holds a name, and is none."""
    names = {fold(name).lower() for name, _ in entry.all(*NAMES)}
    for trap, _ in sorted(entry.all(POL + "notLabel")):
        folded = fold(trap).lower()
        if folded in names:
            yield entry.wrong(f"has {trap!r} as a name and as pol:notLabel", "Keep one of them")
        elif not any(name in folded for name in names):
            yield entry.wrong(f"has pol:notLabel {trap!r}, which holds none of its names", "Delete it or name the name")


def _references(entry: Entry, entries: Mapping[str, Entry]) -> Iterator[KnowledgeError]:
    """What an entry points to inside the ontology is there, and an indicator says what kind of number it is."""
    for predicate in (SKOS + "broader", SKOS + "inScheme", POL + "statistic", POL + "unit"):
        for value, _ in sorted(entry.all(predicate)):
            if value not in entries:
                yield entry.wrong(f"points to <{value}>, which has no entry", "Correct the name or add the entry")
    if (POL + "Indicator", "") in entry.all(RDF + "type"):
        for name in ("statistic", "unit"):
            if len(entry.all(POL + name)) != 1:
                yield entry.wrong(f"has not one pol:{name}", f"Give it one pol:{name} from ontology/vocab/{name}.ttl")


def _shared_names(entries: Mapping[str, Entry]) -> Iterator[KnowledgeError]:
    """No name, however it is cased or widened, stands in two entries of a kind: it would name either."""
    owners: dict[tuple[str, str], Entry] = {}
    for entry in entries.values():
        for kind in sorted(kind for kind, _ in entry.all(RDF + "type") if kind in KINDS):
            for name in sorted({fold(name).lower() for name, _ in entry.all(*NAMES)}):
                owner = owners.setdefault((kind, name), entry)
                if owner is not entry:
                    yield entry.wrong(f"is called {name!r}, and so is <{owner.iri}>", "Keep it where it is meant")


# --- words, sites and patterns ---------------------------------------------------------------------------------------


def _tables(folder: Path) -> Iterator[KnowledgeError]:
    words = folder / "words"
    loaders: tuple[tuple[Callable[[Path], object], Path], ...] = (
        (load_titles, words / "titles.toml"),
        (load_structure, words / "structure.toml"),
        (load_people, words / "people.toml"),
        (load_headers, words / "tables.toml"),
        (load_composition, words / "facilities.toml"),
        (load_suffixes, words / "agencies.toml"),
        (load_counties, words / "counties.toml"),
        (load_cues, words / "cues.toml"),
        (load_english, words / "english.toml"),
        (load_words, words),
        (load_sites, folder / "sites"),
    )
    for load, path in loaders:
        try:
            load(path)
        except KnowledgeError as mistake:
            yield mistake


def _patterns(folder: Path, entries: Mapping[str, Entry]) -> Iterator[KnowledgeError]:
    """What is wrong with each pattern; `entries` are empty where what a pattern speaks of cannot be looked up."""
    try:
        cues = load_cues(folder / "words" / "cues.toml")
    except KnowledgeError:
        return  # told of already, and no pattern compiles without them
    seen: dict[str, str] = {}
    for path in sorted((folder / "patterns").glob("*.toml")):
        for name, read in _read_patterns(path, cues):
            if isinstance(read, KnowledgeError):
                yield read
                continue
            place = f"{path.name} [{name}]"
            if seen.setdefault(read.id, place) != place:
                why = f"the id {read.id} is that of {seen[read.id]}"
                yield KnowledgeError(str(path), f"[{name}]", why, "Give it one of its own")
            for term in (term for term in _terms(read) if entries and term not in entries):
                why = f"speaks of {term.rpartition('#')[2].rpartition('/')[2]}, which has no entry"
                remedy = "Correct the name, or add the property to policy.ttl or the concept to vocab/"
                yield KnowledgeError(str(path), f"[{name}]", why, remedy)
            yield from check_examples(read)


def _read_patterns(path: Path, cues: Cues) -> Iterator[tuple[str, Pattern | KnowledgeError]]:
    """Each table of a file by name, as a pattern or as what is wrong with it."""
    try:
        tables = read_toml(path)
    except KnowledgeError as mistake:
        yield "", mistake
        return
    for name, table in tables.items():
        try:
            yield name, read_pattern(path, name, table, cues)
        except KnowledgeError as mistake:
            yield name, mistake


def _terms(pattern: Pattern) -> list[str]:
    """The properties and concepts that a pattern writes into the graph."""
    properties = {POL + relation for _, relation, _ in (*pattern.edges, *pattern.attributes)}
    concepts = {VOC + pattern.statistic} if pattern.statistic else set()
    concepts |= {f"{VOC}cmp-{pattern.comparator}"} if pattern.comparator else set()
    return sorted(properties | concepts)
