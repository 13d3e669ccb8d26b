"""What README, CONTRIBUTING and --help promise is what the house does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner
from rdflib import OWL, RDF, RDFS, SH, Graph

from kg.cli import commands
from kg.knowledge.cues import load_cues
from kg.knowledge.patterns import check_examples, load_patterns
from kg.paths import ONTOLOGY
from kg.query.catalog import Question, questions, read_question
from kg.store.folder import open_build
from kg.terms import POL, PREFIXES, SHAPE

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
GUIDES = {"README.md": README, "CONTRIBUTING.md": CONTRIBUTING}
# A console block of the README: a command after "$ ", and what it printed below.
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
ANSWERS = [
    (command, answer.rstrip("\n"))
    for block in CONSOLE
    for command, answer in re.findall(r"^\$ (kg .*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_a_command_has_help_and_stands_in_the_readme(name: str) -> None:
    command = commands.commands[name]
    assert command.get_short_help_str(100)
    assert f"kg {name}" in README
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_help_fits_a_terminal_and_is_never_cut(name: str) -> None:
    told = CliRunner().invoke(commands, [name, "--help"], terminal_width=80).output
    assert max(map(len, told.split("\n"))) <= 80
    assert "..." not in CliRunner().invoke(commands, ["--help"], terminal_width=80).output.split("Commands:")[1]


def test_the_exit_codes_stand_in_the_help() -> None:
    told = CliRunner().invoke(commands, ["--help"]).output
    assert re.findall(r"^ +(\d+) ", told, re.MULTILINE) == ["0", "1", "2", "3", "4", "130"]


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make (\w+)`", README + CONTRIBUTING))))
def test_what_the_guides_tell_to_make_can_be_made(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("name", sorted(GUIDES))
def test_links_and_pictures_are_there(name: str) -> None:
    text = GUIDES[name]
    targets = [t for t in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in t]
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("name", sorted(GUIDES))
def test_files_and_folders_that_the_guides_name_are_there(name: str) -> None:
    named = re.findall(r"`((?:kg|ontology|queries|tests|seeds|bench|docs)/[\w./-]*)`", GUIDES[name])
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_readme_shows_answers() -> None:
    assert ANSWERS


@pytest.mark.parametrize(("command", "answer"), ANSWERS)
def test_an_answer_in_the_readme_is_what_comes_out(command: str, answer: str, built: Path) -> None:
    arguments = [
        str(built) if word == "build" and place else word for place, word in enumerate(shlex.split(command)[1:])
    ]
    told = CliRunner().invoke(commands, arguments)
    assert told.exit_code == 0, told.output
    assert shows(told.stdout.rstrip("\n"), answer), told.stdout


def shows(whole: str, excerpt: str) -> bool:
    """Whether an excerpt is the whole, but for what its lines that hold only … leave out."""
    parts = re.split(r"^…$\n?", excerpt, flags=re.MULTILINE)
    gap = r"(?:.*\n)*?"
    return (
        re.fullmatch(gap.join(re.escape(part) for part in parts), f"{whole}\n" if parts[-1] == "" else whole)
        is not None
    )


@pytest.mark.parametrize(
    ("excerpt", "same"),
    [
        ("a\nb\nc", True),
        ("a\n…\nc", True),
        ("…\nc", True),
        ("a\n…", True),
        ("a\nc", False),
        ("…\nb", False),
        ("a\nb\n…\nd", False),
    ],
)
def test_an_excerpt_leaves_out_only_what_it_says(excerpt: str, same: bool) -> None:  # noqa: FBT001
    assert shows("a\nb\nc", excerpt) is same


def help_examples() -> list[tuple[str, str]]:
    """The commands shown in the help of each command, but for those that build or serve, or write to your home."""
    return [
        (name, line.strip())
        for name, command in sorted(commands.commands.items())
        for line in re.findall(r"^ +(kg (?!build\b|serve\b|demo\b)[^>\n]*)$", command.help or "", re.MULTILINE)
    ]


@pytest.mark.parametrize(("name", "line"), [pair for pair in help_examples() if ".rq" not in pair[1]])
def test_an_example_of_the_help_runs(
    name: str, line: str, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = [str(built) if word == "build" and place else word for place, word in enumerate(shlex.split(line)[1:])]
    told = CliRunner().invoke(commands, arguments)
    assert told.exit_code == 0, told.output
    assert told.stdout.strip() or any(file.stat().st_size for file in tmp_path.iterdir()), name


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_a_question_has_titles_in_both_languages_and_a_page(question: Question, client: FlaskClient) -> None:
    titles = dict(question.titles)
    assert titles["en"].strip()
    assert titles["zh"].strip()
    for language in ("en", "zh"):
        page = client.get(f"/queries/{question.name}?lang={language}")
        assert page.status_code == 200
        assert titles[language] in page.get_data(as_text=True)


# --- what CONTRIBUTING shows ------------------------------------------------------------------------------------------


def shown(language: str) -> str:
    """The first block of that language in CONTRIBUTING."""
    block, *_ = re.findall(rf"```{language}\n(.*?)```", CONTRIBUTING, re.DOTALL)
    return str(block)


def test_the_concept_shown_stands_in_the_vocabulary() -> None:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    concept = set(Graph().parse(data=prefixes + shown("turtle"), format="turtle"))
    vocabulary = set(Graph().parse(ONTOLOGY / "vocab" / "facility.ttl", format="turtle"))
    assert concept
    assert concept <= vocabulary


def test_the_shape_shown_is_one_and_finds_what_it_is_for(built: Path) -> None:
    _, block = re.findall(r"```turtle\n(.*?)```", CONTRIBUTING, re.DOTALL)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    prefixes += f"@prefix shape: <{SHAPE}> .\n@prefix sh: <{SH}> .\n"
    shape = set(Graph().parse(data=prefixes + block, format="turtle"))
    assert shape
    assert shape <= set(Graph().parse(ONTOLOGY / "shapes" / "requires.ttl", format="turtle"))
    messages = {str(text) for _, name, text in shape if name == SH.message}
    told = {text for finding in open_build(built).findings() for _, text in finding.messages}
    assert len(messages) == 2
    assert messages <= told


def test_the_pattern_shown_reads_its_example_and_not_the_trap(tmp_path: Path) -> None:
    (tmp_path / "measures.toml").write_text(shown("toml"), "utf-8")
    (pattern,) = load_patterns(tmp_path, load_cues(ONTOLOGY / "words" / "cues.toml"))["measures"]
    assert pattern.examples
    assert pattern.counter_examples
    assert check_examples(pattern) == ()


def test_the_question_shown_can_be_asked(tmp_path: Path, built: Path) -> None:
    file = tmp_path / "policies-of-agency.rq"
    file.write_text(shown("sparql"), "utf-8")
    assert read_question(file).parameters
    told = CliRunner().invoke(commands, ["query", str(built), str(file), "-p", "agency=国家卫生健康委员会"])
    assert told.exit_code == 0, told.output
    assert "policy" in told.stdout


def terms() -> Graph:
    return Graph().parse(ONTOLOGY / "policy.ttl", format="turtle")


def test_every_class_and_property_is_labelled_in_both_languages() -> None:
    graph = terms()
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDFS.Class, RDF.Property)
    own = {term for kind in kinds for term in graph.subjects(RDF.type, kind) if str(term).startswith(POL)}
    assert len(own) > 40
    lacking = sorted(
        f"{term} @{language}"
        for term in own
        for language in ("en", "zh")
        if language not in {getattr(label, "language", None) for label in graph.objects(term, RDFS.label)}
    )
    assert lacking == []


def test_the_ontology_speaks_the_language_of_its_reader(client: FlaskClient) -> None:
    for language, sign in (("zh", "[一-鿿]"), ("en", "[a-z]{3} ")):
        html = client.get("/ontology", query_string={"lang": language}).text
        said = re.findall(rf'<dd><p lang="{language}">([^<]+)</p>', html)
        assert len(said) > 50
        assert all(re.search(sign, one) for one in said)
        assert len(said) == html.count("<dd><p lang=")
