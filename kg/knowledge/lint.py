"""Lint: everything that is wrong with the data files of ontology/, at once, each with file, place and remedy.

Entries of the Turtle files are looked at alone and compared; patterns are read table by table and tried on their
examples. Of each table of words and of the sites the first mistake is told: their loaders refuse a file there. Shapes
and rules are checked as such in kg.graph.schema, questions in kg.query.catalog.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import KnowledgeError
from kg.knowledge.cues import load_cues
from kg.knowledge.english import load_english
from kg.knowledge.entries import mistakes_alone, mistakes_among, read_entries, shared_names
from kg.knowledge.files import read_toml
from kg.knowledge.headers import load_headers
from kg.knowledge.patterns import check_examples, read_pattern, unread_files
from kg.knowledge.sites import load_sites
from kg.knowledge.tables import (
    load_composition,
    load_counties,
    load_people,
    load_structure,
    load_suffixes,
    load_titles,
)
from kg.knowledge.words import load_words
from kg.paths import ONTOLOGY
from kg.terms import POL, VOC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from kg.knowledge.entries import Entry
    from kg.knowledge.types import Cues, Pattern


def lint(folder: Path = ONTOLOGY) -> tuple[KnowledgeError, ...]:
    """Every mistake in the data files below `folder`, in the order of files and lines."""
    entries, broken = read_entries(folder)
    found = list(broken)
    for entry in entries.values():
        found += mistakes_alone(entry)
        if not broken:  # else what an entry speaks of may stand in the file that could not be read
            found += mistakes_among(entry, entries)
    found += shared_names(entries)
    found += _tables(folder)
    found += _patterns(folder, entries if not broken else {})
    return tuple(sorted(found, key=_place))


def _place(mistake: KnowledgeError) -> tuple[str, int, str, str]:
    line = int(mistake.place) if mistake.place.isdecimal() else 0
    return mistake.path, line, mistake.place, mistake.why


def _tables(folder: Path) -> Iterator[KnowledgeError]:
    """The first mistake of each table of words, and of the cues of sites."""
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
    yield from unread_files(folder / "patterns")
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
