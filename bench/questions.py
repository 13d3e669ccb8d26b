"""Prints how long the questions and the queries of pages take on a built graph: in the engine, and over HTTP.

    python -m bench.questions FOLDER [--values N] [--runs N] [--no-pages] [--no-http]

A question with a parameter, or a query about one thing, is asked about many things of its class: from the one that
most triples lead to down to those that one leads to, N of them. Milliseconds: the median and the 95th percentile of all
askings.
`cpu` counts what the processor worked: other programs on the machine disturb it less. As pages of JSON, with everything
named, questions are asked with the engine in this process and nothing remembered, so that `cpu` counts all of it; and
of a real server over HTTP, `first` and again, when the server remembers the answer.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pyoxigraph

from bench.server import in_process, machine, served
from kg.paths import QUERIES
from kg.query.catalog import page_query, questions
from kg.query.direct import direct
from kg.query.request import Request, Term
from kg.query.rows import bind, collect, read_table, tables
from kg.store.folder import open_build
from kg.terms import POL, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from kg.query.catalog import Question
    from kg.query.direct import Direct
    from kg.query.request import Binding

DAY = Term("2020-06-30", datatype=XSD + "date")
# What the queries of pages are asked about: their variable and the class of what it stands for, "" for any node.
ABOUT: dict[str, tuple[tuple[str, str], ...]] = {
    "document": (("document", "Document"),),
    "by": (("by", "FacilityType"), ("by", "Policy"), ("by", "Indicator"), ("by", "Person")),
    "this": (("this", "Policy"), ("this", "Target"), ("this", "FacilityType"), ("this", "Agency")),
    "type": (("type", ""),),
}
CLASSES = ("Policy", "Agency", "FacilityType", "Indicator", "Programme", "Person")


@dataclass(frozen=True, slots=True)
class Taken:
    """What all askings of one query took, in milliseconds; over HTTP `wall` are first askings and `cpu` later ones."""

    wall: tuple[float, ...]
    cpu: tuple[float, ...] = ()

    def told(self) -> str:
        """Median and 95th percentile; of the processor too, where that is known."""
        return "".join(f"{value:9.1f}" for spent in (self.wall, self.cpu) if spent for value in middle_and_high(spent))


def main() -> None:
    """Print a line a query."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--values", type=int, default=20, help="things of a class that are asked about")
    parser.add_argument("--runs", type=int, default=3, help="askings of each, after one that is not counted")
    parser.add_argument("--no-pages", action="store_true", help="leave out the queries of pages")
    parser.add_argument("--no-http", action="store_true", help="leave out HTTP")
    options = parser.parse_args()
    engine = direct(open_build(options.folder))
    print(f"{machine()}, pyoxigraph {pyoxigraph.__version__}; {triples(engine)} triples")
    head = "".join(f"{name:>9}" for name in ("p50", "p95", "cpu p50", "cpu p95"))
    print(f"\nquestions, in the engine{'':17}{'askings':>9}{'rows':>7}{head}")
    asked = {question.name: (question, tuple(bindings(engine, question, options.values))) for question in questions()}
    for name, (question, values) in asked.items():
        text = question.paged(0, question.page)
        line(name, len(values), *in_engine(engine, text, "ttl" if question.graph else "json", values, options.runs))
    if not options.no_pages:
        pages(engine, options.values, options.runs, head)
    print(f"\nquestions, as pages of JSON{'':14}{'askings':>9}{'kB':>7}{head}")
    with in_process(options.folder) as app:
        for name, (question, values) in asked.items():
            line(name, len(values), *as_pages(app, question, values, options.runs))
    if options.no_http:
        return
    print(f"\nquestions, over HTTP{'':21}{'askings':>9}{'kB':>7}{'first':>9}{'p95':>9}{'again':>9}{'p95':>9}")
    with served(options.folder) as port:
        for name, (question, values) in asked.items():
            line(name, len(values), *over_http(port, question, values, options.runs))
    print(f"\nPython {sys.version.split()[0]}")


def pages(engine: Direct, most: int, runs: int, head: str) -> None:
    """A line for each query of a page and each class of things that it may be about."""
    print(f"\nqueries of pages, in the engine{'':10}{'askings':>9}{'rows':>7}{head}")
    for path in sorted((QUERIES / "pages").glob("*.rq")):
        for name, values in page_bindings(engine, path.stem, most):
            line(name, len(values), *in_engine(engine, page_query(path.stem), "json", values, runs))


def line(name: str, askings: int, size: float, taken: Taken) -> None:
    """One query."""
    print(f"{name:<41}{askings:9}{size:7.0f}{taken.told()}", flush=True)


def in_engine(engine: Direct, text: str, format_: str, values: tuple[Binding, ...], runs: int) -> tuple[float, Taken]:
    """The most rows that an answer has (0 of a graph), and the times, serialising included."""
    rows, wall, cpu = 0, [], []
    for binding in values:
        request = Request(text, format_, (binding,))
        answer = collect(engine.answer(request))
        rows = max(rows, len(read_table(answer).rows) if format_ == "json" else 0)
        for _ in range(runs):
            begun, worked = time.perf_counter(), time.process_time()
            collect(engine.answer(request))
            cpu.append(1000 * (time.process_time() - worked))
            wall.append(1000 * (time.perf_counter() - begun))
    return rows, Taken(tuple(wall), tuple(cpu))


def as_pages(app: Flask, question: Question, values: tuple[Binding, ...], runs: int) -> tuple[float, Taken]:
    """The kB of the largest page of JSON, and the times."""
    client, size, wall, cpu = app.test_client(), 0, [], []
    for binding in values:
        for run in range(runs + 1):
            begun, worked = time.perf_counter(), time.process_time()
            answer = client.get(address(question, binding), headers={"Accept": media(question)})
            size = max(size, len(answer.data))
            if run:
                cpu.append(1000 * (time.process_time() - worked))
                wall.append(1000 * (time.perf_counter() - begun))
    return size / 1000, Taken(tuple(wall), tuple(cpu))


def over_http(port: int, question: Question, values: tuple[Binding, ...], runs: int) -> tuple[float, Taken]:
    """The kB of the largest page of JSON over one connection, the times of first askings, and those of later ones."""
    connection, size = HTTPConnection("127.0.0.1", port), 0
    first, again = list[float](), list[float]()
    for binding in values:
        ask = asking(connection, address(question, binding), media(question))
        for run in range(runs + 1):
            begun = time.perf_counter()
            size = max(size, ask())
            (again if run else first).append(1000 * (time.perf_counter() - begun))
    return size / 1000, Taken(tuple(first), tuple(again))


def address(question: Question, binding: Binding) -> str:
    """Where a question is asked with these values."""
    names = {parameter.variable: parameter.name for parameter in question.parameters}
    return f"/queries/{question.name}?" + urlencode({names[name]: term.value for name, term in binding})


def media(question: Question) -> str:
    """What it is asked as."""
    return "text/turtle" if question.graph else "application/json"


def asking(connection: HTTPConnection, address: str, media: str) -> Callable[[], int]:
    """A function that asks and gives the size of the answer."""

    def ask() -> int:
        connection.request("GET", address, headers={"Accept": media})
        answer = connection.getresponse()
        data = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{address}: {answer.status} {data[:300]!r}")
        return len(data)

    return ask


def bindings(engine: Direct, question: Question, most: int) -> Iterator[Binding]:
    """What a question is asked with: a day, or things of the class that its one parameter has."""
    if not question.parameters:
        yield ()
    for parameter in question.parameters:
        values = things(engine, parameter.type, most) if parameter.is_entity else [DAY]
        yield from (bind(**{parameter.variable: value}) for value in values)


def page_bindings(engine: Direct, name: str, most: int) -> Iterator[tuple[str, tuple[Binding, ...]]]:
    """The query of a page with each class of things that it may be about, or alone."""
    text = page_query(name)
    projected = text.partition("SELECT")[2].replace("DISTINCT", "").split()
    variable = projected[0].lstrip("?")
    if variable in ABOUT and name not in {"things", "policy-spellings"}:
        for by, class_ in ABOUT[variable]:
            yield f"{name} {class_}".strip(), tuple(bind(**{by: value}) for value in things(engine, class_, most))
    elif name == "things":
        yield name, tuple(bind(type=Term(POL + class_, "uri")) for class_ in CLASSES)
    else:
        yield name, ((),)


def things(engine: Direct, class_: str, most: int) -> list[Term]:
    """Things of a class from the most to the least connected, evenly."""
    (found,) = tables(
        engine,
        Request(
            (Path(__file__).parent / "things.rq").read_text("utf-8"),
            bindings=(bind(class_=Term(POL + (class_ or "Policy"), "uri")),),
        ),
    )
    ordered = [row["this"] for row in found.dicts() if "this" in row]
    return [ordered[place * (len(ordered) - 1) // max(most - 1, 1)] for place in range(min(most, len(ordered)))]


def triples(engine: Direct) -> int:
    """How many the union has."""
    (found,) = tables(engine, Request((QUERIES / "store" / "size.rq").read_text("utf-8")))
    return int(next(iter(found.dicts()[0].values())).value)


def middle_and_high(values: tuple[float, ...]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


if __name__ == "__main__":
    main()
