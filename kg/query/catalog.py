"""The questions of queries/: files that say in their header what they ask, with which parameters, and what comes back.

A header is the comment lines before the query:

    # title: What is required of a facility type, by when
    # title@zh: …
    # relation: requires
    # param facility: FacilityType   example: facility:township-health-centre
    # param as-of: date   example: 2023-05-31   default: today
    # columns: policy issuedOn indicator value
    # page: 100

A parameter `as-of` is bound to the variable ?asOf, which the query projects; its type is date, integer, text, or a
class of the ontology. `columns` are the projected variables that a reader is shown. A question with a `page` takes that
many of its things at a time: its query says so once, for the first of them, and is asked for others or for all by
other numbers in that place. A question that constructs a graph has no columns.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions, QueryTriples, Store, Variable

from kg.errors import KnowledgeError, NotFound, QueryError
from kg.knowledge.files import text_of
from kg.paths import QUERIES
from kg.query.evaluate import native, syntax_error
from kg.query.kinds import BY_TYPE
from kg.query.request import Term
from kg.terms import POL, PREFIXES, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FIELDS = ("title", "title@zh", "relation", "columns", "page")
FIELD = re.compile(rf"#\s*(?P<name>{'|'.join(FIELDS)})\s*:\s*(?P<value>.*\S)\s*$")
SAID = re.compile(r"#\s*(?P<name>[a-z@]+)\s*:")
PARAMETER = re.compile(
    r"#\s*param\s+(?P<name>[a-z][a-z0-9-]*)\s*:\s*(?P<type>\w+)"
    r"(?:\s+example:\s*(?P<example>\S+))?(?:\s+default:\s*(?P<default>\S+))?\s*$"
)
NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
PAGE = re.compile(r"\b(?P<most>[0-9]+)(?P<between>\s+[A-Z]+\s+)0\b")  # how many, from the first on
EVERYTHING = 10**9  # more things than a question can be about
VALUES: Mapping[str, str] = {"date": XSD + "date", "integer": XSD + "integer", "text": ""}
FORM = "# param NAME: TYPE   example: VALUE   [default: VALUE]"


@dataclass(frozen=True, slots=True)
class Parameter:
    """`type` is date, integer, text or a class of the ontology by local name; `default` is "" where one must say."""

    name: str
    type: str
    example: str
    default: str = ""

    @property
    def variable(self) -> str:
        """The variable it is bound to: as-of is asOf."""
        first, *rest = self.name.split("-")
        return first + "".join(word.capitalize() for word in rest)

    @property
    def is_entity(self) -> bool:
        """Whether its value is a node of the graph."""
        return self.type not in VALUES

    @property
    def kind(self) -> str:
        """What it takes, in words."""
        if self.is_entity:
            return f"the name or IRI of a {self.type}"
        return {"date": "a date", "integer": "a whole number", "text": "some words"}[self.type]

    def dummy(self) -> Term:
        """A value of the right kind, for trying the query without a graph."""
        if self.is_entity:
            return Term(POL + self.type, "uri")
        return Term(self.example, datatype=VALUES[self.type])


@dataclass(frozen=True, slots=True)
class Question:
    """A query file and what its header says; `titles` are (language, title) pairs.

    `page` is how many things it is asked about at a time, 0 where always all; `graph` tells that triples come back.
    """

    name: str
    titles: tuple[tuple[str, str], ...]
    relation: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    text: str
    page: int = 0
    graph: bool = False

    def title(self, language: str) -> str:
        """In the language asked for, else in English."""
        return dict(self.titles).get(language) or dict(self.titles)["en"]

    def paged(self, first: int = 0, most: int = EVERYTHING) -> str:
        """The query for at most that many things, from the `first` on."""
        return PAGE.sub(rf"{most}\g<between>{first}", self.text) if self.page else self.text


def questions(folder: Path = QUERIES) -> tuple[Question, ...]:
    """All questions, by name; KnowledgeError at the first mistake."""
    return tuple(read_question(path) for path in sorted(folder.glob("*.rq")))


def question(name: str, folder: Path = QUERIES) -> Question:
    """The question of that name; NotFound with the nearest names."""
    known = [path.stem for path in sorted(folder.glob("*.rq"))]
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3) or known
        raise NotFound(f"{name}: no such question; there is {', '.join(near)}", tuple(near))
    return read_question(folder / f"{name}.rq")


def mistakes(folder: Path = QUERIES) -> Iterator[KnowledgeError]:
    """What is wrong with the query files, one mistake a file, the queries of pages included."""
    for path in sorted(folder.glob("*.rq")):
        try:
            read_question(path)
        except KnowledgeError as mistake:
            yield mistake
    for path in sorted((folder / "pages").glob("*.rq")):
        try:
            if _projected(path, text_of(path), ()) is None:
                yield KnowledgeError(str(path), "", "this is no SELECT", "Pages ask for rows")
        except KnowledgeError as mistake:
            yield mistake


@cache
def page_query(name: str) -> str:
    """The text of a query that a page asks; these have no header and are no questions."""
    return (QUERIES / "pages" / f"{name}.rq").read_text("utf-8")


def read_question(path: Path) -> Question:
    """The question in a file; KnowledgeError with the line of the first mistake."""
    return _read(path, text_of(path))


@lru_cache(maxsize=256)
def _read(path: Path, text: str) -> Question:
    """Trying a query costs more than to answer it about one thing: a text is tried once."""
    if not NAME.fullmatch(path.stem):
        raise KnowledgeError(str(path), "", "the name is not kebab-case", "Rename it, as in who-issued.rq")
    fields: dict[str, str] = {}
    parameters: list[Parameter] = []
    for number, line in enumerate(_header(text), 1):
        if field := FIELD.match(line):
            fields[field["name"]] = field["value"]
        elif line.lstrip("# ").startswith("param"):
            parameters.append(_parameter(path, number, line))
        elif (said := SAID.match(line)) and (meant := difflib.get_close_matches(said["name"], FIELDS, n=1)):
            why, remedy = f"{said['name']} is no field of a header", f"Write # {meant[0]}: …"
            raise KnowledgeError(str(path), str(number), why, remedy)
    for name in ("title", "title@zh"):
        if name not in fields:
            raise KnowledgeError(str(path), "1", f"the header has no {name}", f"Add a line: # {name}: …")
    projected = _projected(path, text, tuple(parameters))
    if projected is not None and "columns" not in fields:
        raise KnowledgeError(str(path), "1", "the header has no columns", "Add a line: # columns: …")
    found = Question(
        name=path.stem,
        titles=(("en", fields["title"]), ("zh", fields["title@zh"])),
        relation=fields.get("relation", ""),
        parameters=tuple(parameters),
        columns=tuple(fields.get("columns", "").split()),
        text=text,
        page=_page(path, text, fields.get("page", "")),
        graph=projected is None,
    )
    _check(path, found, projected)
    return found


def _header(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line


def _parameter(path: Path, number: int, line: str) -> Parameter:
    match = PARAMETER.match(line)
    if not match:
        raise KnowledgeError(str(path), str(number), "this parameter is not readable", f"Write it as: {FORM}")
    if match["example"] is None:
        remedy = "Tests and pages run the question with it; add example: VALUE"
        raise KnowledgeError(str(path), str(number), f"parameter {match['name']} has no example", remedy)
    kind = match["type"]
    if kind not in VALUES and POL + kind not in BY_TYPE:
        classes = sorted(one.removeprefix(POL) for one in BY_TYPE)
        remedy = f"Use {', '.join(VALUES)}, or a class of things: {', '.join(classes)}"
        raise KnowledgeError(str(path), str(number), f"unknown type {kind}", remedy)
    return Parameter(match["name"], kind, match["example"], match["default"] or "")


def _page(path: Path, text: str, said: str) -> int:
    """How many things are asked about at a time; the query says the same number once."""
    if not said:
        return 0
    if [match["most"] for match in PAGE.finditer(text)] != [said]:
        remedy = "Let the part of the query that chooses its things take that many from 0 on: see rests-on.rq"
        raise KnowledgeError(str(path), "", f"the query does not take {said} things at one place", remedy)
    return int(said)


def _check(path: Path, found: Question, projected: tuple[str, ...] | None) -> None:
    """It projects its parameters and its columns; what constructs a graph has been tried with its parameters."""
    if projected is None:
        return
    for parameter in found.parameters:
        if parameter.variable not in projected:
            remedy = f"Add ?{parameter.variable} to the SELECT: only a projected variable can be bound"
            raise KnowledgeError(str(path), "", f"parameter {parameter.name} is not projected", remedy)
    for column in found.columns:
        if column not in projected:
            remedy = f"It answers {', '.join(projected)}"
            raise KnowledgeError(str(path), "", f"column {column} is not in the answer", remedy)


def _projected(path: Path, text: str, parameters: tuple[Parameter, ...]) -> tuple[str, ...] | None:
    """The variables that a query projects, None where it constructs; tried with examples on an empty store."""
    try:
        found = Store().query(text, prefixes=PREFIXES)
    except SyntaxError as fault:
        error: QueryError = syntax_error(fault)
        place = f"{error.line}:{error.column}" if error.line else ""
        raise KnowledgeError(str(path), place, error.why, "See the SPARQL 1.1 grammar") from None
    if not isinstance(found, QuerySolutions | QueryTriples):
        raise KnowledgeError(str(path), "", "this is no SELECT and no CONSTRUCT", "Questions ask for rows or a graph")
    names = tuple(one.value for one in found.variables) if isinstance(found, QuerySolutions) else None
    bound = {Variable(p.variable): native(p.dummy()) for p in parameters if names is None or p.variable in names}
    try:
        Store().query(text, prefixes=PREFIXES, substitutions=bound or None)
    except RuntimeError as fault:  # the engine's word for a variable that the query does not use
        raise KnowledgeError(str(path), "", str(fault), "Use the variable of each parameter in the pattern") from None
    return names
