"""What a watching program counts, in the text format of Prometheus: queries, their seconds, processes, updates."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, g
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

import kg
from kg.web.guard import CHANGES
from kg.web.site import serving

if TYPE_CHECKING:
    from flask import Flask

    from kg.query.request import Outcome
    from kg.web.site import Site

metrics = Blueprint("metrics", __name__)

METRICS = "kg-metrics"
FAILED = HTTPStatus.INTERNAL_SERVER_ERROR
TEXT = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The counts of one application, over all versions that it has served."""

    def __init__(self) -> None:
        self._registry = here = CollectorRegistry()
        self._queries = Counter("kg_queries", "Queries, by how they ended.", ["outcome"], registry=here)
        self._seconds = Histogram("kg_query_seconds", "From asking to the last byte.", buckets=SECONDS, registry=here)
        self._updates = Counter("kg_updates", "Updates, by how they ended.", ["outcome"], registry=here)
        self._processes = Gauge("kg_query_processes", "Query processes, by what they do.", ["state"], registry=here)
        self._queued = Gauge("kg_queries_queued", "Queries that wait in line.", registry=here)
        self._answers = Gauge("kg_answers", "What pages asked, by where it was.", ["found"], registry=here)
        self._kept = Gauge("kg_answers_bytes", "What the answers that are remembered take.", registry=here)
        self._served = Gauge("kg_served", "What is served, always 1.", ["kg", "corpus"], registry=here)
        ProcessCollector(registry=here)

    def query(self, outcome: Outcome, seconds: float) -> None:
        """Count a query."""
        self._queries.labels(outcome).inc()
        self._seconds.observe(seconds)

    def update(self, outcome: str) -> None:
        """Count an update."""
        self._updates.labels(outcome).inc()

    def text(self, site: Site) -> bytes:
        """All counts, and what is so at this moment."""
        load = site.engine.load()
        self._processes.labels("idle").set(load.idle)
        self._processes.labels("busy").set(load.busy)
        self._queued.set(load.waiting)
        memory = site.engine.memory
        self._answers.labels("remembered").set(memory.hits)
        self._answers.labels("asked").set(memory.misses)
        self._kept.set(memory.size)
        self._served.clear()
        self._served.labels(kg.__version__, site.build.corpus).set(1)
        return generate_latest(self._registry)


def count_updates(app: Flask, counts: Metrics) -> None:
    """Count each request that would change something, whatever becomes of it."""

    @app.after_request
    def count(response: Response) -> Response:
        if CHANGES in g:
            code = response.status_code
            counts.update("made" if code < HTTPStatus.BAD_REQUEST else "refused" if code < FAILED else "failed")
        return response


@metrics.route("/-/metrics")
def shown() -> Response:
    """For a program that asks every few seconds."""
    found: Metrics = current_app.extensions[METRICS]
    return Response(found.text(serving().current), content_type=TEXT)
