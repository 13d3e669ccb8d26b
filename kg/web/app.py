"""The application: a factory and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

from kg.query.lookup import index_of
from kg.query.pool import Pool
from kg.query.remote import published
from kg.query.request import Limits
from kg.web.asking import asking
from kg.web.changes import changes
from kg.web.described import UPDATES, described
from kg.web.downloads import downloads
from kg.web.explorer import explorer
from kg.web.faults import answer_faults
from kg.web.graph_store import graph_store
from kg.web.headers import send_headers
from kg.web.health import health
from kg.web.identity import identity
from kg.web.language import speak
from kg.web.lineage import lineages
from kg.web.metrics import METRICS, Metrics, count_updates, metrics
from kg.web.openapi import openapi
from kg.web.pages import pages
from kg.web.protocol import protocol
from kg.web.reference import reference
from kg.web.reports import reports
from kg.web.rest import rest
from kg.web.searching import searching
from kg.web.serving import Serving, Watch, release_after_requests
from kg.web.show import equip
from kg.web.site import EXTENSION, open_site
from kg.web.tracker import tracker
from kg.web.unchanged import tag_answers
from kg.web.update import update
from kg.web.updating import Updating

if TYPE_CHECKING:
    from pathlib import Path

    from kg.query.request import Observe
    from kg.store.remote import Remote
    from kg.web.site import Engines
    from kg.web.updating import Writing

BODY = 1024 * 1024  # bytes of a request
WATCH = "kg-watch"
BLUEPRINTS = (
    reference,
    explorer,
    pages,
    rest,
    changes,
    tracker,
    downloads,
    lineages,
    searching,
    asking,
    openapi,
    reports,
    identity,
    protocol,
    update,
    graph_store,
    described,
    health,
    metrics,
)


def create_app(
    build_path: Path,
    workers: int = 2,
    limits: Limits | None = None,
    writing: Writing | None = None,
    remote: Remote | None = None,
) -> Flask:
    """Make the application over a finished build; StoreError where there is none. End it with `close_app`.

    A build that takes the place of this one is served in its stead. With `writing` it takes updates;
    with `remote` questions are answered by that store, which holds the same build.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = BODY
    app.url_map.strict_slashes = False  # /sparql/?query= is no other address
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[METRICS] = counts = Metrics()
    limits = limits or Limits()
    _open(app, build_path, _engines(workers, limits, remote, counts.query), limits, writing)
    speak(app)
    equip(app)
    tag_answers(app)
    send_headers(app)
    answer_faults(app)
    count_updates(app, counts)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _engines(workers: int, limits: Limits, remote: Remote | None, observe: Observe) -> Engines:
    if remote is None:
        return lambda build, store: Pool(
            store, workers, limits, observe, index_of(build) if store == build.store else None
        )
    return lambda build, _: published(remote, build, limits, observe)


def _open(app: Flask, place: Path, engines: Engines, limits: Limits, writing: Writing | None) -> None:
    if writing is None:
        serving = Serving(open_site(place, engines))
        app.extensions[WATCH] = Watch(serving, lambda: serving.go_over(open_site(place, engines)))
    else:
        updating = Updating(writing, place, engines, limits)
        serving = updating.serving
        app.extensions[UPDATES] = updating
        app.extensions[WATCH] = Watch(serving, updating.renew)
    app.extensions[EXTENSION] = serving
    release_after_requests(app, serving)


def close_app(app: Flask) -> None:
    """End the query processes."""
    app.extensions[WATCH].close()
    app.extensions[UPDATES if UPDATES in app.extensions else EXTENSION].close()
