"""Every mistake in the data files of ontology/ and queries/, in one list."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KnowledgeError
from kg.graph.owners import owned
from kg.graph.schema import read_rule, rule_files, schema
from kg.graph.shapes import prepare
from kg.knowledge.entries import like, read_entries
from kg.knowledge.files import text_of
from kg.knowledge.lint import lint
from kg.paths import ONTOLOGY, QUERIES
from kg.query.catalog import mistakes
from kg.terms import POL, VOC

if TYPE_CHECKING:
    from collections.abc import Iterator

SPACES = {"pol": POL, "voc": VOC}
TABLE = re.compile(r"(?P<table>\[+[^\]]*\]+)(?: (?P<key>\S+))?")
TERM = re.compile(r"(?<![\w:<])(?P<prefix>pol|voc):(?P<local>[A-Za-z][\w-]*)")


def data_mistakes() -> tuple[KnowledgeError, ...]:
    """All that is wrong, a mistake once: the entries and patterns of ontology/, its shapes and rules, the questions."""
    found: dict[str, KnowledgeError] = {}
    for mistake in (*lint(), *_shapes(), *_rules(), *mistakes(), *_terms()):
        # A file that is no Turtle is told of by whoever reads it.
        found.setdefault(str(mistake), mistake)
    return tuple(map(_with_line, found.values()))


def _with_line(mistake: KnowledgeError) -> KnowledgeError:
    """The mistake with the line of the table that it is told of, where that is found: these files are long."""
    place = TABLE.fullmatch(mistake.place)
    if place is None:
        return mistake
    lines = text_of(Path(mistake.path)).splitlines()
    table, key = place["table"], place["key"] or ""
    identity = f"id = {table[1:-1]}"  # of a pattern
    begins = [n for n, line in enumerate(lines) if line.startswith(table) or line.replace("'", "") == identity]
    if key.isdecimal():  # one of several tables of a name
        begins, key = begins[int(key) - 1 :], ""
    if not begins:
        return mistake
    within = itertools.takewhile(lambda n: not lines[n].startswith("["), range(begins[0] + 1, len(lines)))
    at = next((n for n in within if key and lines[n].startswith(key)), begins[0])
    return KnowledgeError(mistake.path, f"{mistake.place} (line {at + 1})", mistake.why, mistake.remedy)


def _shapes() -> Iterator[KnowledgeError]:
    """The first mistake of the shapes, for kg or for pySHACL."""
    try:
        for constraint in prepare(schema()).constraints:
            constraint.judge.shape(constraint.name)
    except KnowledgeError as mistake:
        yield mistake


def _rules() -> Iterator[KnowledgeError]:
    """What is wrong with each rule: no CONSTRUCT query, or one whose owners cannot be found."""
    for path in rule_files():
        try:
            owned(read_rule(path))
        except KnowledgeError as mistake:
            yield mistake


def _terms() -> Iterator[KnowledgeError]:
    """Words of ours in questions, rules and shapes that the ontology does not have: such a one finds nothing."""
    entries, broken = read_entries(ONTOLOGY)
    if broken:
        return  # what they speak of may stand in the file that could not be read
    for path in (*sorted(QUERIES.rglob("*.rq")), *rule_files(), *sorted((ONTOLOGY / "shapes").glob("*.ttl"))):
        try:
            lines = text_of(path).splitlines()
        except KnowledgeError:
            continue  # told of already
        for number, line in enumerate(lines, 1):
            for term in TERM.finditer("" if line.lstrip().startswith("#") else line):
                space, local = SPACES[term["prefix"]], term["local"]
                if space + local not in entries:
                    known = [iri.removeprefix(space) for iri in entries if iri.startswith(space)]
                    remedy = like(f"{term['prefix']}:", local, known)
                    yield KnowledgeError(str(path), str(number), f"says {term[0]}, which there is not", remedy)
