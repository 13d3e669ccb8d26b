"""What may reach an engine, told by tokens and not by text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError, QueryRefused
from kg.query.gate import TOKEN, admit, admit_update, is_volatile, with_dataset
from kg.query.request import Limits

LIMITS = Limits()


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT"),
        ("# SERVICE in a comment\nASK {}", "ASK"),
        ("PREFIX service: <http://x/load> SELECT * { ?s service:load ?o }", "SELECT"),
        ("BASE <http://x/> PREFIX : <SERVICE> construct where { ?s :SERVICE ?o }", "CONSTRUCT"),
        ('DESCRIBE ?s { ?s ?p "SERVICE <http://x>" }', "DESCRIBE"),
        ("SELECT * { ?service ?load '''LOAD ' '' <http://x>''' }", "SELECT"),
        ('SELECT * { ?s ?p """SERVICE " "" \\""" } """ }', "SELECT"),
        ("SELECT * { ?s <http://x/#SERVICE> ?o }", "SELECT"),
        ("SELECT * { ?s ?p 'x'@load }", "SELECT"),
        ("SELECT (1 AS ?INSERT) { ?s ?p ?o } # DELETE", "SELECT"),
        ("SELECT * { ?s ?p ?o FILTER(?s<?p && ?o>?p) }", "SELECT"),
        ("SELECT ?政策 { ?政策 a pol:Policy }", "SELECT"),
    ],
)
def test_what_only_looks_forbidden_passes(text: str, form: str) -> None:
    assert admit(text, LIMITS) == form


@pytest.mark.parametrize(
    ("text", "word", "line", "column"),
    [
        ("SELECT * { SERVICE <http://x> { ?s ?p ?o } }", "SERVICE", 1, 12),
        ("SELECT *\n{ service SILENT ?x {} }", "SERVICE", 2, 3),
        ("SELECT * { ?a ?b 'x'SERVICE <http://x> {} }", "SERVICE", 1, 21),
        ("LOAD <http://x>", "LOAD", 1, 1),
        ("PREFIX x: <http://x/> INSERT DATA { x:a x:b x:c }", "INSERT", 1, 23),
        ("delete where { ?s ?p ?o }", "DELETE", 1, 1),
        ("CLEAR ALL", "CLEAR", 1, 1),
        ("WITH <http://g> DELETE {} WHERE {}", "WITH", 1, 1),
        ("SELECT * { #\r\n SERVICE <http://x> {} }", "SERVICE", 2, 2),
        ("SELECT * { ?s ?p true.SERVICE <http://x> {} }", "SERVICE", 1, 23),
        ("SELECT * { ?s ?p 1e5.SERVICE <http://x> {} }", "SERVICE", 1, 22),
        ("SELECT * { ?s x:a\\' ?o . SERVICE <http://x> {} ?p x:b\\' ?q }", "SERVICE", 1, 26),
        ("SELECT * { ?s ?p '\\'SERVICE' . SERVICE <http://x> {} }", "SERVICE", 1, 32),
    ],
)
def test_calls_and_changes_are_refused_with_their_place(text: str, word: str, line: int, column: int) -> None:
    with pytest.raises(QueryRefused, match=word) as refused:
        admit(text, LIMITS)
    assert (refused.value.line, refused.value.column) == (line, column)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 201 + "}" * 201,
        "SELECT * { ?s " + "(" * 20_000 + "a" + ")" * 20_000 + " ?o }",
        "SELECT * { FILTER(" + "!" * 30_000 + "true) }",
        "SELECT * { FILTER(" + "! " * 300 + "true) }",
        "SELECT * { FILTER(" + "!(" * 150 + "-" * 60 + "1" + ")" * 150 + ") }",
        "SELECT * { ?s ?p " + "[ ?p " * 201 + "]" * 201 + " }",
    ],
)
def test_what_would_crash_the_parser_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="200 levels"):
        admit(text, LIMITS)


def test_two_hundred_levels_pass() -> None:
    assert admit("SELECT * " + "{" * 200 + "}" * 200, LIMITS) == "SELECT"


def test_length_counts_bytes() -> None:
    assert admit("ASK {}" + " " * (LIMITS.text - 6), LIMITS) == "ASK"
    with pytest.raises(QueryError, match="bytes"):
        admit("ASK {}" + " " * (LIMITS.text - 5), LIMITS)
    with pytest.raises(QueryError, match="bytes"):
        admit("ASK {} # " + "政" * (LIMITS.text // 3), LIMITS)


@pytest.mark.parametrize("text", ["", "   ", "# SELECT", "hello", '"SELECT"', "PREFIX x: <http://x>", "\x00", "\ud800"])
def test_what_is_no_query_is_said_so(text: str) -> None:
    with pytest.raises(QueryError, match="no query"):
        admit(text, LIMITS)


@given(st.text(max_size=400))
def test_tokens_cover_any_text(text: str) -> None:
    assert "".join(match[0] for match in TOKEN.finditer(text)) == text


@given(st.text(alphabet="'\"\\ \n#<>S", max_size=60), st.sampled_from(["'", '"', "'''", '"""']))
def test_a_call_inside_a_string_is_never_seen(text: str, quote: str) -> None:
    inner = text.replace("\\", "").replace("'", "").replace('"', "").replace("\n", " ")
    assert admit(f"SELECT * {{ ?s ?p {quote}{inner} SERVICE LOAD{quote} }}", LIMITS) == "SELECT"


PIECES = ["'''", '"', "\\", "<", "'\\", '"""\\"', "#", "@", "?", "a:", "((", "'a", "a.", "-a", "_", ":", "a\\'", '"" ']


@pytest.mark.parametrize("one", PIECES)
@pytest.mark.parametrize("other", PIECES)
def test_any_text_is_read_in_one_pass(one: str, other: str) -> None:
    """A tokenizer that tried each place anew would need hours for this, not a moment."""
    text = (one + other) * 100_000
    assert sum(len(match[0]) for match in TOKEN.finditer(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }", "INSERT { ?s ?p ?o } USING <x:g> WHERE { ?s ?p ?o }"),
        (
            "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } where { { SELECT * WHERE { ?s ?p ?o } } }",
            "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } USING <x:g> where { { SELECT * WHERE { ?s ?p ?o } } }",
        ),
        ("INSERT DATA { <x:a> <x:WHERE> 'WHERE {' } # WHERE", "INSERT DATA { <x:a> <x:WHERE> 'WHERE {' } # WHERE"),
        ("CLEAR ALL", "CLEAR ALL"),
        ("DELETE {} WHERE {} ; DELETE {} WHERE {}", "DELETE {} USING <x:g> WHERE {} ; DELETE {} USING <x:g> WHERE {}"),
        ("DELETE WHERE { ?s ?p 1 }", "DELETE  { ?s ?p 1 } USING <x:g> WHERE { ?s ?p 1 }"),
        (
            "delete # }\n where{GRAPH ?g { ?s ?p '}' }} ; CLEAR ALL",
            "delete # }\n {GRAPH ?g { ?s ?p '}' }} USING <x:g> where{GRAPH ?g { ?s ?p '}' }} ; CLEAR ALL",
        ),
    ],
)
def test_an_update_is_given_its_dataset(text: str, given: str) -> None:
    assert with_dataset(text, "USING <x:g> ", LIMITS) == given


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("INSERT {} USING <x:h> WHERE {}", "USING"),
        ("WITH <x:h> DELETE {} WHERE {}", "WITH"),
        ("DELETE {} WHERE {} ; with <x:h> INSERT {} WHERE {}", "WITH"),
    ],
)
def test_an_update_has_one_dataset(text: str, word: str) -> None:
    with pytest.raises(QueryError, match=word):
        with_dataset(text, "USING <x:g> ", LIMITS)


@pytest.mark.parametrize(
    "text", ["LOAD <http://x>", "INSERT {} WHERE { SERVICE <http://x> {} }", "CLEAR ALL ; load SILENT <x:y>"]
)
def test_an_update_may_not_call(text: str) -> None:
    with pytest.raises(QueryRefused):
        admit_update(text, LIMITS)


def test_an_update_may_be_longer_than_a_query_but_no_deeper() -> None:
    admit_update("INSERT DATA {} #" + "x" * 70_000, LIMITS)
    with pytest.raises(QueryError, match="bytes"):
        admit_update("#" + "x" * LIMITS.update, LIMITS)
    with pytest.raises(QueryError, match="200 levels"):
        admit_update("INSERT {} WHERE " + "{" * 300 + "}" * 300, LIMITS)


@pytest.mark.parametrize(
    ("text", "volatile"),
    [
        ("SELECT (NOW() AS ?t) {}", True),
        ("SELECT (rand() AS ?t) {}", True),
        ("SELECT (BNODE('x') AS ?t) {}", True),
        ("SELECT ?now { ?now <x:RAND> 'UUID()' } # NOW()", False),
    ],
)
def test_what_differs_from_time_to_time_is_known(text: str, volatile: bool) -> None:  # noqa: FBT001
    assert is_volatile(text) is volatile
