"""The rules of the house, checked on the syntax tree of kg/ and on every text file; each is shown an offence too."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
HOUSE = sorted((ROOT / "kg").rglob("*.py"))
SCEPTICS = sorted((ROOT / "tests").rglob("*.py"))

# Rooms whose work ends in the bytes of a build: no clock of any kind, not even one that only measures.
BUILDING = ("text", "readers", "knowledge", "extraction", "graph")

CLOCKS = {"now", "utcnow", "localtime", "gmtime", "time_ns", "getrandom", "urandom"}
STOPWATCHES = {"monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time", "thread_time"}
CHANCE = {"random", "secrets", "uuid"}  # modules
LATE = {"kg/graph/judge.py"}  # loads pySHACL and rdflib, half a second, for what few builds need
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "base", "core", "manager", "handler", "service", "process"}

IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
IRI = re.compile(r"\b[a-z][a-z0-9+.-]*://[\w\[]|\burn:[\w?]", re.IGNORECASE)
# A query has a verb or a clause and what follows it; the verb alone (a gate's list of words) is no query.
SPARQL = re.compile(
    r"\b(?:select|construct|describe|ask|insert|delete)\s+(?:distinct\b|reduced\b|where\b|data\b|[?{*<]|\(\s*\w+\s*\()"
    r"|\b(?:where|optional|minus|union|graph)\s*(?:\{\s*\??\w|\?\w|<)|\bfilter\s*\(\s*(?:\?|\w+\s*\()"
    r"|\bprefix\s+\w*:\s|\bbind\s*\(.*\bas\s+\?|\bvalues\s+[?(]\s*\?"
    r"|\?\w+\s+(?:a|\w*:\w+|<[^>]*>)\s+(?:\?|\w*:)",
    re.IGNORECASE | re.DOTALL,
)
MACHINE = re.compile(r"(?<![\w./~-])/(?:home|Users|root|work|opt|mnt|media|srv|builds)/|\b[A-Z]:\\Users\\")
# Written in pieces, so that this file does not hold what it looks for.
REGISTRY = re.compile(
    "|".join(
        re.escape(".".join(parts))
        for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("deb", "debian", "org"))
    )
    + "|(?:extra-)?index"
    + "-url"
)
NAMES = {
    " ".join(re.findall(r"[a-z]+", name.lower()))
    for file in sorted((ROOT / "ontology" / "vocab").glob("*.ttl"))
    for name in re.findall(r'"([A-Za-z]+(?:[ -][A-Za-z]+)+)"@en', file.read_text("utf-8"))
    if file.stem in {"facility", "agency", "indicator", "policy", "programme"}
}


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file as its syntax tree; `place` is its path below the root, as in kg/text/fold.py."""

    place: str
    tree: ast.Module

    @property
    def room(self) -> str:
        parts = Path(self.place).parts
        return parts[1] if len(parts) > 2 else ""


def module(path: Path) -> Module:
    return Module(path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8")))


def planted(source: str, place: str = "kg/graph/planted.py") -> Module:
    return Module(place, ast.parse(source))


# --- what a tree is made of ------------------------------------------------------------------------------------------


def docstrings(tree: ast.Module) -> set[int]:
    """The identities of the nodes that are docstrings, of names or of the module."""
    found = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            # A string that stands alone is a docstring or a comment: it can reach no output.
            found |= {id(item.value) for item in body if isinstance(item, ast.Expr)}
    return found


def written(node: ast.expr) -> str:
    """The text of a string literal; `?x` stands for what an f-string puts in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(written(part) if isinstance(part, ast.Constant) else "?x" for part in node.values)
    value = node.value if isinstance(node, ast.Constant) else ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value if isinstance(value, str) else ""


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every string of a module that is no docstring, with its line; an f-string counts as one."""
    skip = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skip |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in skip and (text := written(node)):
            yield node.lineno, text


def strings(pattern: re.Pattern[str], what: str) -> Callable[[Module], Iterator[str]]:
    """The rule that no string literal holds what `pattern` finds."""

    def rule(house: Module) -> Iterator[str]:
        for line, text in literals(house.tree):
            if pattern.search(text):
                yield f"{house.place}:{line}: {what} in a string literal: {text[:60]!r}"

    return rule


# --- rules -----------------------------------------------------------------------------------------------------------

no_words = strings(IDEOGRAPH, "Chinese words (they live in ontology/)")
no_queries = strings(SPARQL, "a query (they live in queries/)")


def no_names(house: Module) -> Iterator[str]:
    """No name of the vocabulary, of two words or more: a single word such as policy may be one of ours too."""
    for line, text in literals(house.tree):
        words = " ".join(re.findall(r"[a-z]+", text.lower()))
        for name in sorted(NAMES):
            if f" {name} " in f" {words} ":
                yield f"{house.place}:{line}: {name} in a string literal (names live in ontology/vocab)"


def no_word_classes(house: Module) -> Iterator[str]:
    """No class of English words that one of a sentence is looked for in: those are of words/english.toml."""
    for node in ast.walk(house.tree):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
            listed, asked = node.comparators[0], ast.unparse(node.left)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "frozenset" and node.args:
            listed, asked = node.args[0], ".word"
        else:
            continue
        texts = [written(item) for item in getattr(listed, "elts", ())]
        words = [text for text in texts if re.fullmatch(r"[a-z][a-z'-]+", text)]
        if house.room == "extraction" and re.fullmatch(r"[\w.\[\] +-]*\.word(?:\([^()]*\))?", asked) and len(words) > 1:
            yield f"{house.place}:{node.lineno}: a class of words (they live in ontology/words): {', '.join(words)}"


def no_iris(house: Module) -> Iterator[str]:
    if house.place != "kg/terms.py":
        yield from strings(IRI, "an IRI (they live in kg/terms.py)")(house)


def no_chance(house: Module) -> Iterator[str]:
    """No clock, no chance, no hash(): the same input gives the same bytes."""
    for node in ast.walk(house.tree):
        match node:
            case ast.Import(names=names):
                bad = [name.name for name in names if name.name.split(".")[0] in CHANCE]
            case ast.ImportFrom(module=str() as name, names=names):
                bad = [name] if name.split(".")[0] in CHANCE else [n.name for n in names if n.name in CLOCKS]
            case ast.Call(func=ast.Name(id="hash")):
                bad = ["hash()"]
            case ast.Attribute(attr=name) if name in CLOCKS:
                bad = [name]
            case ast.Attribute(value=ast.Name(id="time"), attr="time"):
                bad = ["time.time"]
            case ast.Attribute(attr=name) if name in STOPWATCHES and house.room in BUILDING:
                bad = [name]
            case ast.Attribute(attr="today") if house.room in BUILDING or house.place == "kg/build.py":
                bad = ["today"]
            case _:
                continue
        yield from (f"{house.place}:{node.lineno}: {name} makes two runs differ" for name in bad)


def no_broad_except(house: Module) -> Iterator[str]:
    """Whoever catches everything swallows faults; cleaning up and raising again is no catch."""
    for node in ast.walk(house.tree):
        if isinstance(node, ast.ExceptHandler) and not (isinstance(node.body[-1], ast.Raise) and not node.body[-1].exc):
            caught = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {"everything"}
            if broad := caught & {"everything", "Exception", "BaseException"}:
                yield f"{house.place}:{node.lineno}: catches {', '.join(sorted(broad))}: name what can be acted on"


def told_by_its_first_line(house: Module) -> Iterator[str]:
    first = (ast.get_docstring(house.tree, clean=False) or "").split("\n")[0]
    if not re.fullmatch(r"\S.{14,}[.]", first):
        yield f"{house.place}: its docstring's first line must say in one sentence what belongs there, not {first!r}"


def named_for_what_it_holds(house: Module) -> Iterator[str]:
    parts = {Path(part).stem for part in Path(house.place).parts}
    if bad := parts & FORBIDDEN_NAMES:
        yield f"{house.place}: {', '.join(sorted(bad))} is a name for anything"


def packages_hold_a_docstring(house: Module) -> Iterator[str]:
    if house.room and house.place.endswith("/__init__.py") and len(house.tree.body) > 1:
        yield f"{house.place}: holds more than a docstring; import from the module that defines a name"


def imports_at_the_top(house: Module) -> Iterator[str]:
    """Absolute, and at the top; kg/commands/ and LATE alone import where they need it, so that others start fast."""
    top = {id(node) for node in house.tree.body}
    for block in house.tree.body:
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            top |= {id(inner) for inner in block.body}
    late = house.room == "commands" or house.place in LATE
    for node in ast.walk(house.tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in top and not late:
            yield f"{house.place}:{node.lineno}: import at the top of the file"
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"{house.place}:{node.lineno}: import by the whole name, kg.…"


def values_are_frozen(house: Module) -> Iterator[str]:
    for node in ast.walk(house.tree):
        for decorator in getattr(node, "decorator_list", []):
            text = ast.unparse(decorator)
            if re.match(r"(dataclasses\.)?dataclass\b", text) and not {"frozen=True", "slots=True"} <= set(
                re.findall(r"\w+=\w+", text)
            ):
                yield f"{house.place}:{decorator.lineno}: a dataclass is frozen and has slots: @{text}"


RULES: tuple[Callable[[Module], Iterator[str]], ...] = (
    no_words,
    no_names,
    no_word_classes,
    no_queries,
    no_iris,
    no_chance,
    no_broad_except,
    told_by_its_first_line,
    named_for_what_it_holds,
    packages_hold_a_docstring,
    imports_at_the_top,
    values_are_frozen,
)


@pytest.mark.parametrize("path", HOUSE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_keeps_the_rules(path: Path) -> None:
    house = module(path)
    offences = [offence for rule in RULES for offence in rule(house)]
    assert not offences, "\n".join(offences)


# One line an offence; each is the least that the rule must see.
OFFENCES: tuple[tuple[Callable[[Module], Iterator[str]], str, str], ...] = (
    (no_words, 'x = "卫生"', "kg/graph/planted.py"),
    (no_words, 'x = f"{y}院"', "kg/graph/planted.py"),
    (no_words, 'x = "\\u536b"', "kg/graph/planted.py"),
    (no_words, 'def f(x="院"): ...', "kg/graph/planted.py"),
    (no_names, 'x = "every Village Clinic of the county"', "kg/graph/planted.py"),
    (no_word_classes, 'x = s.word(at) in {"among", "for"}', "kg/extraction/planted.py"),
    (no_word_classes, 'x = token.word not in ("among", "year-on-year")', "kg/extraction/planted.py"),
    (no_word_classes, 'X = frozenset({"among", "for"})', "kg/extraction/planted.py"),
    (no_queries, 'x = "SELECT ?s WHERE { ?s ?p ?o }"', "kg/query/planted.py"),
    (no_queries, 'x = "select * { }"', "kg/query/planted.py"),
    (no_queries, 'x = f"SELECT {columns} WHERE"', "kg/query/planted.py"),
    (no_queries, 'x = f"FILTER(?x > {y})"', "kg/query/planted.py"),
    (no_queries, 'x = "PREFIX pol: <"', "kg/query/planted.py"),
    (no_queries, 'x = b"ASK { }"', "kg/query/planted.py"),
    (no_queries, 'x = "?policy pol:issuedOn ?day ."', "kg/query/planted.py"),
    (no_iris, 'x = "https://example.org/kg#"', "kg/graph/planted.py"),
    (no_iris, 'x = f"urn:{y}"', "kg/graph/planted.py"),
    (no_iris, 'x = f"https://example.org/{y}"', "kg/graph/planted.py"),
    (no_chance, "import random", "kg/graph/planted.py"),
    (no_chance, "from uuid import uuid4", "kg/graph/planted.py"),
    (no_chance, "x = datetime.now()", "kg/web/planted.py"),
    (no_chance, "x = date.today()", "kg/graph/planted.py"),
    (no_chance, "x = date.today()", "kg/build.py"),
    (no_chance, "x = time.time()", "kg/web/planted.py"),
    (no_chance, "x = time.monotonic()", "kg/extraction/planted.py"),
    (no_chance, "x = hash(y)", "kg/graph/planted.py"),
    (no_chance, "x = os.urandom(8)", "kg/graph/planted.py"),
    (no_broad_except, "try: ...\nexcept Exception: ...", "kg/web/planted.py"),
    (no_broad_except, "try: ...\nexcept (ValueError, BaseException): ...", "kg/web/planted.py"),
    (no_broad_except, "try: ...\nexcept: ...", "kg/web/planted.py"),
    (no_broad_except, "try: ...\nexcept Exception as e:\n    raise ValueError from e", "kg/web/planted.py"),
    (told_by_its_first_line, "x = 1", "kg/graph/planted.py"),
    (told_by_its_first_line, '"""Things"""', "kg/graph/planted.py"),
    (told_by_its_first_line, '"""\nStarts on the second line."""', "kg/graph/planted.py"),
    (named_for_what_it_holds, "", "kg/graph/utils.py"),
    (named_for_what_it_holds, "", "kg/common/graph.py"),
    (packages_hold_a_docstring, '"""A room."""\nx = 1', "kg/graph/__init__.py"),
    (imports_at_the_top, "def f():\n    import json", "kg/graph/planted.py"),
    (imports_at_the_top, "try:\n    import json\nfinally: ...", "kg/graph/planted.py"),
    (imports_at_the_top, "from . import fold", "kg/text/planted.py"),
    (values_are_frozen, "@dataclass\nclass A: ...", "kg/graph/planted.py"),
    (values_are_frozen, "@dataclass(frozen=True)\nclass A: ...", "kg/graph/planted.py"),
    (values_are_frozen, "@dataclasses.dataclass(slots=True)\nclass A: ...", "kg/graph/planted.py"),
)


@pytest.mark.parametrize(
    ("rule", "source", "place"), OFFENCES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_planted_offence_is_seen(rule: Callable[[Module], Iterator[str]], source: str, place: str) -> None:
    assert list(rule(planted(source, place)))


# What the rules must let pass, or they would be worked around.
GOOD = (
    '"""What this room is for: 卫生 in a docstring is an example."""',
    'x = "describe what was found"',
    'x = ("SERVICE", "LOAD", "SELECT")',
    'x = "select one of: table, json"',
    'x = f"http://{host}:{port}/"',
    'x = f"{place}: where the words stand"',
    "x = time.monotonic()",
    "x = time.value",
    "x = set(y)",
    "try: ...\nexcept (ValueError, OSError): ...",
    "try: ...\nexcept BaseException:\n    close()\n    raise",
    "if TYPE_CHECKING:\n    from pathlib import Path",
    "@dataclass(frozen=True, slots=True, order=True)\nclass A: ...",
)


@pytest.mark.parametrize("source", GOOD)
def test_what_is_allowed_passes(source: str) -> None:
    house = planted(source, "kg/query/planted.py")
    assert not [offence for rule in RULES if rule is not told_by_its_first_line for offence in rule(house)]


def test_today_is_asked_in_one_place() -> None:
    """The day that "overdue" is judged by is a parameter; its default stands once."""
    places = [house.place for house in map(module, HOUSE) if re.search(r"\.today\b", ast.unparse(house.tree))]
    assert len(places) <= 1, places


# --- tests -----------------------------------------------------------------------------------------------------------


def silenced(house: Module) -> Iterator[str]:
    """A test that does not run checks nothing; a known fault is a strict xfail with its reason."""
    for node in ast.walk(house.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"skip", "skipif", "importorskip", "SkipTest", "skipTest"}:
            yield f"{house.place}:{node.lineno}: {node.attr}"
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).endswith("xfail")
            and "reason" not in {keyword.arg for keyword in node.keywords}
        ):
            yield f"{house.place}:{node.lineno}: xfail without a reason"


def test_no_test_is_silenced() -> None:
    offences = [offence for path in SCEPTICS for offence in silenced(module(path))]
    assert not offences, "\n".join(offences)


def test_every_test_file_has_a_name_of_its_own() -> None:
    """What a failing run names is then one file, and modules of tests can be imported side by side."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert sum(names.values()) > 20
    assert not [name for name, count in sorted(names.items()) if count > 1]


@pytest.mark.parametrize(
    "source", ["@pytest.mark.skip\ndef f(): ...", "pytest.skip('x')", "@pytest.mark.xfail()\ndef f(): ..."]
)
def test_a_silenced_test_is_seen(source: str) -> None:
    assert list(silenced(planted(source, "tests/test_planted.py")))


# --- every text file -------------------------------------------------------------------------------------------------


def text_files() -> Iterator[tuple[str, str]]:
    """The path and the text of each file of the repository but the seeds, which stand as received."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode("utf-8")
    for name in sorted(filter(None, listed.split("\0"))):
        path = ROOT / name
        if path.is_file() and not (name.startswith("seeds/") and name.endswith(".txt")):
            data = path.read_bytes()
            if b"\0" not in data:
                yield name, data.decode("utf-8")


def of_one_machine(text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n"), 1):
        if found := MACHINE.search(line) or REGISTRY.search(line):
            yield f"{number}: {found[0]}"


def test_nothing_speaks_of_one_machine() -> None:
    """No path of somebody's disk and no package registry: the repository works anywhere, as it is."""
    offences = [
        f"{name}:{found}"
        for name, text in text_files()
        if name != "tests/test_house.py"
        for found in of_one_machine(text)
    ]
    assert not offences, "\n".join(offences)


@pytest.mark.parametrize(
    "line",
    [
        "see /home/ann/kg",
        "cd /work/kg && make",
        "C:\\Users\\Ann",
        "pip --index" + "-url x",
        "from https://py" + "pi.org/simple",
    ],
)
def test_a_line_of_one_machine_is_seen(line: str) -> None:
    assert list(of_one_machine(line))


@pytest.mark.parametrize(
    "line", ["/usr/bin/chromium", "https://example.org/home/x", "/etc/fonts", "frame/work/flow", "./opt/x"]
)
def test_a_line_of_any_machine_passes(line: str) -> None:
    assert not list(of_one_machine(line))
