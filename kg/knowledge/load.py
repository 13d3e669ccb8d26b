"""ontology/ as one value: everything that reading a document needs to know."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kg.knowledge.cues import load_cues
from kg.knowledge.english import load_english
from kg.knowledge.headers import load_headers
from kg.knowledge.lexicon import load_concepts
from kg.knowledge.patterns import load_patterns
from kg.knowledge.tables import load_composition, load_counties, load_people, load_structure, load_suffixes, load_titles
from kg.knowledge.types import Knowledge
from kg.knowledge.words import load_words
from kg.paths import ONTOLOGY

if TYPE_CHECKING:
    from pathlib import Path


def load(folder: Path = ONTOLOGY) -> Knowledge:
    """Read ontology/ whole; KnowledgeError with file, place, reason and remedy where a file is wrong."""
    words = folder / "words"
    cues = load_cues(words / "cues.toml")
    return Knowledge(
        concepts=load_concepts(folder / "vocab"),
        composition=load_composition(words / "facilities.toml"),
        suffixes=load_suffixes(words / "agencies.toml"),
        counties=load_counties(words / "counties.toml"),
        titles=load_titles(words / "titles.toml"),
        structure=load_structure(words / "structure.toml"),
        people=load_people(words / "people.toml"),
        cues=cues,
        english=load_english(words / "english.toml"),
        patterns=load_patterns(folder / "patterns", cues),
        words=load_words(words),
        headers=load_headers(words / "tables.toml"),
        digest=digest(folder),
    )


def digest(folder: Path) -> str:
    """A SHA-256 over the names and bytes of all data files below `folder`, in the order of their paths."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".ttl", ".toml", ".rq"}:
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
