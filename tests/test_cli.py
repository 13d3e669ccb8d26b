from __future__ import annotations

import csv
import io
import json
import os
import pty
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from kg.cli import CODES, commands
from kg.errors import KgError, KnowledgeError, NotFound, QueryError, QueryRefused, QueryTimeout, ReadError, StoreError
from kg.terms import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

COUNT = "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a pol:Policy }"
OF_VILLAGE_CLINICS = ("--name", "requires-of-facility", "-p", "facility=村卫生室")
PLAN = f"{BASE}policy/2022-tcm-plan"


def kg(*arguments: str | Path, given: str | bytes | None = None, **environment: str) -> Result:
    """Run a command in this process; stdout and stderr apart."""
    return CliRunner(env={"LC_ALL": "C.UTF-8", **environment}).invoke(
        commands, [str(a) for a in arguments], input=given
    )


def process(
    *arguments: str | Path, code: str = "from kg.cli import main; main()"
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own, where main() sets the hooks."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True)


# --- exit codes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotFound("x: no such thing"), 1),
        (QueryError("no query", 2, 5), 2),
        (QueryRefused("SERVICE is not allowed here"), 2),
        (QueryTimeout("it ran longer than allowed"), 3),
        (ReadError("a.txt", "empty"), 3),
        (KnowledgeError("a.toml", "[joint]", "has no say", "Give it one"), 3),
        (StoreError("build: no built graph here"), 3),
    ],
)
def test_what_kg_says_no_to_is_one_line_and_a_code(error: KgError, code: int) -> None:
    @commands.command("fails")
    def fails() -> None:
        raise error

    try:
        told = kg("fails")
    finally:
        del commands.commands["fails"]
    assert told.exit_code == code
    assert (told.stdout, told.stderr) == ("", f"kg: {error}\n")


def test_every_error_of_the_tree_has_a_code() -> None:
    assert CODES[-1][0] is KgError


def test_a_folder_without_a_build_is_code_3_with_the_remedy(tmp_path: Path) -> None:
    for command in (["validate"], ["ledger"], ["query", "--name", "rests-on"], ["explain"]):
        more = ["voc:ft-chc"] if command == ["explain"] else []
        told = kg(command[0], tmp_path, *command[1:], *more)
        assert told.exit_code == 3, command
        assert "kg build" in told.stderr
        assert told.stdout == ""


def test_a_folder_of_a_newer_format_is_named(small_build: Path, tmp_path: Path) -> None:
    manifest = json.loads((small_build / "manifest.json").read_text("utf-8"))
    (tmp_path / "manifest.json").write_text(json.dumps({**manifest, "format": 99}), "utf-8")
    told = kg("validate", tmp_path)
    assert told.exit_code == 3
    assert "99" in told.stderr


def test_a_fault_of_kg_shows_its_traceback_and_is_code_4() -> None:
    told = process("lint", code="import kg.cli as c; c.commands.callback = lambda: 1 / 0; c.main()")
    assert told.returncode == 4
    assert b"ZeroDivisionError" in told.stderr
    assert told.stderr.rstrip().endswith(b"report it with the lines above")
    assert told.stdout == b""


def test_no_room_on_the_disk_is_code_3() -> None:
    code = (
        "import errno, kg.cli as c\n"
        "def full(): raise OSError(errno.ENOSPC, 'No space left on device', 'build/graph.nq')\n"
        "c.commands.callback = full; c.main()"
    )
    told = process("lint", code=code)
    assert (told.returncode, told.stderr) == (3, b"kg: build/graph.nq: No space left on device\n")


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["build"], ["build", "x"], ["query"], ["serve", "x", "--port", "x"]]
)
def test_wrong_usage_is_code_2(arguments: list[str]) -> None:
    told = kg(*arguments)
    assert told.exit_code == 2
    assert "Usage" in told.stderr


def test_an_interrupt_is_code_130() -> None:
    # A shell gives what it starts in the background an ignored interrupt to inherit.
    heard = "import os, signal, kg.cli as c\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code = heard + "c.commands.callback = lambda: os.kill(os.getpid(), signal.SIGINT)\nc.main()"
    told = process("lint", code=code)
    assert (told.returncode, told.stdout, told.stderr) == (130, b"", b"")


@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP"])
def test_what_ends_a_server_while_it_starts_lets_it_put_things_away(number: str) -> None:
    # What starts the tests may have them ignore a signal, as nohup does.
    code = f"import os, signal, kg.cli as c\nsignal.signal(signal.{number}, signal.SIG_DFL)\n"
    code += f"c.commands.callback = lambda: os.kill(os.getpid(), signal.{number})\n"
    heard = "from kg.commands.options import end_as_interrupted as heed\n"
    assert process("lint", code=f"{code}{heard}heed(); c.main()").returncode == 130
    ignored = f"signal.signal(signal.{number}, signal.SIG_IGN)\n"
    assert process("lint", code=f"{code}{heard}{ignored}heed(); c.main()").returncode == 0


def test_a_reader_who_has_enough_ends_it_quietly(small_build: Path) -> None:
    query = "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 100000"
    ask = [sys.executable, "-m", "kg", "query", str(small_build), "-", "--format", "csv"]
    with subprocess.Popen(ask, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdin.write(query.encode())
        running.stdin.close()
        assert running.stdout.readline().strip()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


def test_an_interrupt_ends_a_query_in_the_engine(small_build: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    code = "import sys; sys.argv[0] = 'kg'; print('up', file=sys.stderr, flush=True); from kg.cli import main; main()"
    ask = [sys.executable, "-c", code, "query", str(small_build), "-"]
    with subprocess.Popen(ask, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdin
        assert running.stderr
        running.stderr.readline()
        running.stdin.write(query.encode())
        running.stdin.close()
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(2)
        running.send_signal(signal.SIGINT)
        assert running.wait(20) in {-signal.SIGINT, 130}  # 130 where a slow machine had not begun to ask


# --- query -----------------------------------------------------------------------------------------------------------


def test_a_query_is_read_from_stdin_or_a_file(small_build: Path, tmp_path: Path) -> None:
    file = tmp_path / "count.rq"
    file.write_text(COUNT, "utf-8")
    for told in (kg("query", small_build, "-", given=COUNT), kg("query", small_build, file)):
        assert (told.exit_code, told.stdout) == (0, "n\n-\n4\n")


@pytest.mark.parametrize("style", ["json", "csv", "tsv", "xml"])
def test_rows_come_in_every_format(small_build: Path, style: str) -> None:
    told = kg("query", small_build, "-", "--format", style, given=COUNT)
    assert told.exit_code == 0
    assert "4" in told.stdout
    if style == "json":
        assert json.loads(told.stdout)["results"]["bindings"][0]["n"]["value"] == "4"


def test_triples_come_as_turtle_unless_told(small_build: Path) -> None:
    query = f"CONSTRUCT {{ <{PLAN}> ?p ?o }} WHERE {{ <{PLAN}> ?p ?o }}"
    assert "@prefix pol:" in kg("query", small_build, "-", given=query).stdout
    assert "<rdf:RDF" in kg("query", small_build, "-", "--format", "xml", given=query).stdout
    assert json.loads(kg("query", small_build, "-", "--format", "jsonld", given=query).stdout)
    told = kg("query", small_build, "-", "--format", "csv", given=query)
    assert told.exit_code == 2
    assert "csv" in told.stderr


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("SELECT ?p { ?p a pol:Policy }", 0),
        ("SELECT ?p { ?p a pol:Nothing }", 1),
        ("ASK { ?p a pol:Policy }", 0),
        ("ASK { ?p a pol:Nothing }", 1),
        ("CONSTRUCT { ?p a pol:Policy } WHERE { ?p a pol:Policy }", 0),
        ("CONSTRUCT { ?p a pol:Policy } WHERE { ?p a pol:Nothing }", 1),
    ],
)
def test_a_query_that_finds_nothing_fails_where_that_is_asked(small_build: Path, query: str, code: int) -> None:
    plain, strict = (kg("query", small_build, "-", *more, given=query) for more in ((), ("--fail-empty",)))
    assert (plain.exit_code, strict.exit_code) == (0, code)
    assert plain.stdout == strict.stdout


@pytest.mark.parametrize(
    ("policy", "code"),
    [(f"{BASE}policy/2019-tcm-inheritance-innovation", 1), (f"{BASE}policy/2022-primary-tcm-action-plan", 0)],
)
def test_a_question_that_finds_nothing_fails_where_that_is_asked(small_build: Path, policy: str, code: int) -> None:
    asked = ["--name", "rests-on", "-p", f"policy={policy}", "--fail-empty"]
    assert kg("query", small_build, *asked).exit_code == code


@pytest.mark.parametrize(
    ("query", "answer"), [("ASK { ?p a pol:Policy }", "true\n"), ("ASK { ?p a pol:Nothing }", "false\n")]
)
def test_yes_and_no_are_true_and_false(small_build: Path, query: str, answer: str) -> None:
    assert kg("query", small_build, "-", given=query).stdout == answer


def test_terms_are_shown_with_prefixes_and_languages(small_build: Path) -> None:
    query = f"SELECT ?t ?d ?nothing {{ <{PLAN}> skos:prefLabel ?t ; pol:issuedOn ?d }}"
    told = kg("query", small_build, "-", given=query)
    assert "“十四五”中医药发展规划@zh" in told.stdout
    assert "2022-03-03" in told.stdout


def test_the_mark_that_an_editor_puts_before_a_query_is_no_part_of_it(small_build: Path) -> None:
    assert kg("query", small_build, "-", given=b"\xef\xbb\xbfASK {}").stdout == "true\n"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (b"SELECT * {", "line 1, column"),
        (b"\xff\xfeS", "not UTF-8 at byte 0"),
        (b"", "SELECT"),
        (b"DROP ALL", "would change"),
        (b"SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "nothing is fetched"),
        (b"SELECT * { " + b"{" * 5000 + b"}" * 5000 + b" }", "nesting"),
        (b"SELECT * { ?s ?p '" + b"x" * 100_000 + b"' }", "bytes"),
    ],
)
def test_a_query_that_cannot_run_is_code_2_with_the_reason(small_build: Path, given: bytes, told: str) -> None:
    found = kg("query", small_build, "-", given=given)
    assert found.exit_code == 2
    assert told in found.stderr
    assert found.stderr.count("\n") == 1
    assert found.stdout == ""


def test_a_question_is_asked_by_name(small_build: Path) -> None:
    told = kg("query", small_build, *OF_VILLAGE_CLINICS, "--lang", "zh", "--format", "csv")
    assert told.exit_code == 0, told.stderr
    rows = list(csv.DictReader(io.StringIO(told.stdout)))
    assert "“十四五”中医药发展规划" in {row["policy"] for row in rows}
    assert all(row["quote"] for row in rows)


@pytest.mark.parametrize("style", ["table", "json", "csv", "tsv", "xml"])
def test_a_question_is_answered_in_every_format(small_build: Path, style: str) -> None:
    told = kg("query", small_build, *OF_VILLAGE_CLINICS, "--format", style)
    assert told.exit_code == 0, told.stderr
    assert "80%以上的村卫生室" in told.stdout


def test_a_file_with_a_header_is_a_question(small_build: Path, tmp_path: Path) -> None:
    file = tmp_path / "own-question.rq"
    lines = [
        "# title: Which policies?",
        "# title@zh: 哪些政策？",
        "# param policy: Policy   example: x",
        "# columns: issued",
    ]
    file.write_text("\n".join([*lines, "SELECT ?policy ?issued { ?policy pol:issuedOn ?issued }"]), "utf-8")
    told = kg("query", small_build, file, "-p", "policy=“十四五”中医药发展规划", "--format", "csv")
    assert told.stdout_bytes == b"issued\r\n2022-03-03\r\n"
    assert kg("query", small_build, file).exit_code == 2  # the parameter is missing
    file.write_text("# title: Which policies?\nSELECT", "utf-8")
    broken = kg("query", small_build, file)
    assert broken.exit_code == 3
    assert "own-question.rq" in broken.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--name", "requires-of"], 1, "requires-of-facility"),
        (["--name", "requires-of-facility"], 2, "facility is missing"),
        (["--name", "requires-of-facility", "-p", "facility=村卫生"], 1, "村卫生"),
        (["--name", "requires-of-facility", "-p", "facility"], 2, "KEY=VALUE"),
        (["--name", "requires-of-facility", "-p", "nonsense=1"], 2, "is not one of facility"),
        (["--name", "overdue-targets", "-p", "as-of=yesterday"], 2, "as-of"),
        (["-", "-p", "a=b"], 2, "# title:"),
        (["-", "--name", "rests-on"], 2, "Usage"),
        (["no-such-file.rq"], 3, "no-such-file.rq"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(
    small_build: Path, arguments: list[str], code: int, told: str
) -> None:
    found = kg("query", small_build, *arguments, given=COUNT)
    assert found.exit_code == code, found.stderr
    assert told in found.stderr
    assert found.stdout == ""


# --- reports ---------------------------------------------------------------------------------------------------------


def test_validate_tells_findings_and_is_code_1_with_violations(small_build: Path) -> None:
    told = kg("validate", small_build, "--lang", "zh")
    assert told.exit_code == 1
    assert "S03 未找到该政策的发文机关。" in told.stdout
    assert "“十四五”国家临床专科能力建设规划" in told.stdout
    assert "slides.txt" in told.stdout
    plain = json.loads(kg("validate", small_build, "--json").stdout)
    assert [finding["level"] for finding in plain] == ["Violation", "Warning", "Info"]


def test_the_language_of_messages_is_that_of_the_environment(small_build: Path) -> None:
    assert "未找到" in kg("validate", small_build, LC_ALL="zh_CN.UTF-8").stdout
    assert "No issuing agency" in kg("validate", small_build, LC_ALL="de_DE.UTF-8").stdout
    assert "No issuing agency" in kg("validate", small_build, "--lang", "en", LC_ALL="zh_CN.UTF-8").stdout


def test_ledger_counts_numbers_by_document_and_all_together(small_build: Path) -> None:
    found = json.loads(kg("ledger", small_build, "--json").stdout)
    assert len(found["documents"]) == 4
    for role in ("target", "unexplained"):
        assert found["all"]["roles"][role] == sum(one["roles"][role] for one in found["documents"]) > 0
    for count in ("numbers", "sentences_unread"):
        assert found["all"][count] == sum(one[count] for one in found["documents"])
    assert [len(one["unexplained"]) for one in found["documents"]] == [1, 1, 1, 1]
    head, _, *rows = kg("ledger", small_build).stdout.split("\n\n")[0].split("\n")
    assert head.split()[:2] == ["document", "numbers"]
    assert rows[-1].split()[:2] == ["all", str(found["all"]["numbers"])]


def test_ledger_lists_what_is_unexplained_in_its_sentence(small_build: Path) -> None:
    rows = json.loads(kg("ledger", small_build, "--unexplained", "--json").stdout)
    assert len(rows) == 4
    texts = [file.read_text("utf-8") for file in (small_build / "texts").iterdir()]
    assert all(any(row["sentence"] in text for text in texts) for row in rows)
    assert all(row["sentence"] in kg("ledger", small_build, "--unexplained").stdout for row in rows)


def test_explain_tells_words_rule_and_entry(small_build: Path) -> None:
    found = json.loads(kg("explain", small_build, PLAN, "--json", "--lang", "zh").stdout)
    assert found["label"] == "“十四五”中医药发展规划"
    assert found["words"]
    dated = next(reason for reason in found["reasons"] if reason["value"] == "2022-03-03" and reason["rule"])
    assert dated["rule"] == "hand"
    (words,) = dated["words"]
    assert words["document"] == "slides.txt"
    text = next(t for f in (small_build / "texts").iterdir() if "推动基层" in (t := f.read_text("utf-8")))
    assert text[words["start"] : words["end"]] == words["quote"]
    assert words["before"] + words["quote"] + words["after"] in text
    shown = kg("explain", small_build, "policy/2022-tcm-plan", "--lang", "zh").stdout
    assert f"{words['before']}[{words['quote']}]{words['after']}" in shown
    assert "rule hand" in shown


def test_explain_names_the_spelling_that_the_vocabulary_knows(small_build: Path) -> None:
    query = "SELECT ?t { ?t pol:appliesTo voc:ft-vc ; a pol:Target }"
    requirement = json.loads(kg("query", small_build, "-", "--format", "json", given=query).stdout)
    target = requirement["results"]["bindings"][0]["t"]["value"]
    found = json.loads(kg("explain", small_build, target, "--json", "--lang", "en").stdout)
    (entry,) = [reason["entry"] for reason in found["reasons"] if reason["iri"].endswith("/ft-vc")]
    assert entry == "村卫生室"


@pytest.mark.parametrize(
    "identifier", ["voc:ft-none", "policy/none", "nonsense:x", "", "https://example.org/none", "a b"]
)
def test_explain_of_what_is_unknown_is_code_1(small_build: Path, identifier: str) -> None:
    told = kg("explain", small_build, identifier)
    assert told.exit_code == 1, told.output
    assert told.stdout == ""
    assert told.stderr.count("\n") == 1


# --- what a terminal sees --------------------------------------------------------------------------------------------


def test_names_that_a_terminal_would_obey_are_shown(small_build: Path) -> None:
    told = kg("query", small_build, "-", given="SELECT ('\\u001b[2J' AS ?x) {}")
    assert told.exit_code == 0
    assert "\x1b" not in told.stdout
    assert "\\x1b[2J" in told.stdout


def test_stdout_holds_data_only_and_no_colours_even_on_a_terminal(small_build: Path) -> None:
    master, terminal = pty.openpty()
    asked = subprocess.run(
        [sys.executable, "-m", "kg", "ledger", str(small_build)], stdout=terminal, stderr=subprocess.PIPE, check=True
    )
    os.close(terminal)
    assert asked.stderr == b""
    assert b"\x1b" not in os.read(master, 65536)
    os.close(master)


def test_help_needs_no_heavy_package() -> None:
    """What costs time stays out: the time itself is measured in bench/."""
    code = "import sys; import kg.cli; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = set(process(code=code).stdout.decode().split())
    assert not loaded & {"rdflib", "pyoxigraph", "pyshacl", "networkx", "flask", "regex", "opencc", "yaml", "babel"}


def test_commands_stand_in_the_order_of_their_names_and_all_take_help() -> None:
    for name, command in commands.commands.items():
        assert isinstance(command, click.Command)
        assert kg(name, "--help").exit_code == 0
        assert kg(name, "-h").stdout == kg(name, "--help").stdout
