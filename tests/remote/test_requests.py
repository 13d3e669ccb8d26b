"""What a store may answer and what is made of it: cut, late, too long, forbidden, of an older way, or not at all."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from kg.errors import KgError, QueryError, QueryTimeout, StoreError
from kg.query.remote import Elsewhere
from kg.query.request import Limits, QueryFailed, Request
from kg.query.rows import collect
from kg.store.remote import Address, Remote, address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROWS = {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "http://example.org/a"}}]}}
SELECT, CONSTRUCT = "SELECT ?x { ?x ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">'
    '<rdf:Description rdf:about="http://example.org/a"><e:p>b</e:p></rdf:Description></rdf:RDF>'
)
LIMITS = Limits(seconds=1.0, result=10_000)


class Store(ThreadingHTTPServer):
    """Answers each request as the test says; keeps what it was sent."""

    daemon_threads = True

    def __init__(self, answer: Callable[[BaseHTTPRequestHandler], None]) -> None:
        self.forms: list[dict[str, list[str]]] = []
        self.headers: list[dict[str, str]] = []
        store = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
                store.forms.append(parse_qs(sent))
                store.headers.append(dict(self.headers.items()))
                answer(self)

            def log_message(self, *_: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/query"


@pytest.fixture
def store() -> Iterator[Callable[[Callable[[BaseHTTPRequestHandler], None]], Store]]:
    running: list[Store] = []

    def start(answer: Callable[[BaseHTTPRequestHandler], None]) -> Store:
        server = Store(answer)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        running.append(server)
        return server

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def says(body: str, status: int = 200, *, length: int | None = None, **headers: str) -> Callable[..., None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        data = body.encode()
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(data) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def dribbles(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        time.sleep(0.1)


def ask(url: str, text: str = SELECT, format_: str = "json") -> bytes:
    return collect(Elsewhere(Remote(address(url, {})), LIMITS).answer(Request(text, format_)))


@pytest.mark.parametrize(
    ("text", "format_", "answer", "kind", "why"),
    [
        (SELECT, "json", says(json.dumps(ROWS)[:46]), QueryFailed, "not whole"),  # a time-out that came late
        (SELECT, "csv", says(json.dumps(ROWS)[:46]), QueryFailed, "not whole"),
        (SELECT, "json", says("{}"), QueryFailed, "not whole"),
        (SELECT, "json", says("[1]"), QueryFailed, "not whole"),
        (CONSTRUCT, "ttl", says(XML[:-10]), QueryFailed, "not whole"),
        (SELECT, "json", says(json.dumps(ROWS), length=5000), StoreError, "no store answers"),  # the connection broke
        (SELECT, "json", says(" " * 10_001), QueryTimeout, "more than 10000 bytes"),
        (SELECT, "json", dribbles, QueryTimeout, "longer than allowed"),
        (SELECT, "json", says("line 1: syntax error", 400), QueryError, "line 1: syntax error"),
        (SELECT, "json", says("", 500), QueryError, "status 500"),
        (SELECT, "json", says("estimated time", 504), QueryTimeout, "estimated time"),
        (SELECT, "json", says("", 401), StoreError, "KG_STORE_USER"),
        (SELECT, "json", says("", 404), StoreError, "no SPARQL there"),
        (SELECT, "json", says("", 302, Location="http://127.0.0.1:9/"), QueryError, "status 302"),  # not followed
    ],
)
def test_nothing_incomplete_is_passed_on(  # noqa: PLR0913, PLR0917  a row of the table
    store: Callable[..., Store], text: str, format_: str, answer: Callable[..., None], kind: type[KgError], why: str
) -> None:
    with pytest.raises(kind, match=why):
        ask(store(answer).url, text, format_)


def test_where_nobody_listens_it_is_said() -> None:
    with pytest.raises(StoreError, match="no store answers there"):
        ask("http://127.0.0.1:9/query")


@pytest.mark.parametrize("wrong", ["", "here", "file:///etc/passwd", "ftp://127.0.0.1/query", "http:///query"])
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(StoreError, match="no address of a store"):
        address(wrong, {})


@pytest.mark.parametrize(
    ("query", "environment", "update"),
    [
        ("http://h:1/query", {}, "http://h:1/update"),
        ("https://h/ds/query", {}, "https://h/ds/update"),
        ("http://h/sparql-auth", {}, "http://h/sparql-auth"),
        ("http://h/r/x", {"KG_STORE_UPDATE": "http://h/r/x/statements"}, "http://h/r/x/statements"),
    ],
)
def test_updates_go_where_such_stores_take_them(query: str, environment: dict[str, str], update: str) -> None:
    assert address(query, environment).update == update


def test_older_ways_of_answering_are_understood(store: Callable[..., Store]) -> None:
    asked = {
        "head": {"vars": ["__ASK_RETVAL"]},
        "results": {"bindings": [{"__ASK_RETVAL": {"type": "literal", "value": "1"}}]},
    }
    assert json.loads(ask(store(says(json.dumps(asked))).url, "ASK { }"))["boolean"] is True
    typed = {"type": "typed-literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#boolean"}
    rows = {"head": {"link": [], "vars": ["x"]}, "results": {"distinct": False, "bindings": [{"x": typed}]}}
    found = json.loads(ask(store(says(json.dumps(rows))).url))["results"]["bindings"]
    assert found == [{"x": {**typed, "type": "literal", "value": "true"}}]


def test_every_form_is_written_here(store: Callable[..., Store]) -> None:
    table, graph = store(says(json.dumps(ROWS))), store(says(XML))
    assert ask(table.url, SELECT, "csv") == b"x\r\nhttp://example.org/a\r\n"
    assert b"<http://example.org/a>" in ask(table.url, SELECT, "tsv")
    assert ask(graph.url, CONSTRUCT, "nt") == b'<http://example.org/a> <http://example.org/p> "b" .\n'
    assert table.headers[0]["Accept"] == "application/sparql-results+json"
    assert "PREFIX pol:" in table.forms[0]["query"][0]
    with pytest.raises(QueryFailed, match="not answered as ttl"):
        ask(table.url, SELECT, "ttl")


def test_a_password_is_shown_in_the_way_asked_for(store: Callable[..., Store]) -> None:
    def locked(handler: BaseHTTPRequestHandler) -> None:
        said = handler.headers.get("Authorization", "")
        if said.startswith("Digest ") and 'username="kg"' in said:
            says(json.dumps(ROWS))(handler)
        else:
            says("", 401, WWW_Authenticate='Digest realm="s", nonce="n", qop="auth"')(handler)

    server = store(locked)
    engine = Elsewhere(Remote(Address(server.url, server.url, "kg", "secret")), LIMITS)
    assert b"example.org" in collect(engine.answer(Request(SELECT)))
    basic = store(says(json.dumps(ROWS)))
    collect(Elsewhere(Remote(Address(basic.url, basic.url, "kg", "geheim 中")), LIMITS).answer(Request(SELECT)))
    assert basic.headers[0]["Authorization"].startswith("Basic ")


def test_a_refused_change_is_no_fault_of_the_question(store: Callable[..., Store]) -> None:
    server = store(says("read only", 400))
    with pytest.raises(StoreError, match="refused the change: read only"):
        Remote(address(server.url, {})).change("CLEAR ALL")
