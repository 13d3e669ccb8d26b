"""The application: a factory and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

from kg.query.pool import Pool
from kg.store.folder import open_build
from kg.web.asking import asking
from kg.web.faults import answer_faults
from kg.web.headers import send_headers
from kg.web.health import health
from kg.web.identity import identity
from kg.web.language import speak
from kg.web.pages import pages
from kg.web.protocol import protocol
from kg.web.reports import reports
from kg.web.show import equip
from kg.web.site import EXTENSION, Site

if TYPE_CHECKING:
    from pathlib import Path

    from kg.query.request import Limits

BODY = 1024 * 1024  # bytes of a request


def create_app(build_path: Path, workers: int = 2, limits: Limits | None = None) -> Flask:
    """Make the application over a finished build; StoreError where there is none. End it with `close_app`."""
    build = open_build(build_path)
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = BODY
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[EXTENSION] = Site(build, Pool(build.store, workers, limits))
    speak(app)
    equip(app)
    send_headers(app)
    answer_faults(app)
    for blueprint in (pages, asking, reports, identity, protocol, health):
        app.register_blueprint(blueprint)
    return app


def close_app(app: Flask) -> None:
    """End the query processes."""
    app.extensions[EXTENSION].engine.close()
