"""The application as servers and commands start it, with all that an operator may choose."""

from __future__ import annotations

import gc
import os
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.query.request import Limits
from kg.web.access import log_access
from kg.web.app import create_app
from kg.web.updating import Writing

if TYPE_CHECKING:
    from flask import Flask

    from kg.store.remote import Remote

TOKEN = "KG_TOKEN"  # noqa: S105  the name of the variable


@dataclass(frozen=True, slots=True)
class Choices:
    """Queries that work at a time, what each may take, where requests are logged, a store that answers instead.

    The log is a file, "" for none, "-" for stderr.
    """

    workers: int = 2
    limits: Limits = field(default_factory=Limits)
    access_log: str = ""
    remote: Remote | None = None


def make(place: Path, choices: Choices, writing: Writing | None) -> Flask:
    """The application over the build at `place`; StoreError where there is none."""
    app = create_app(place, choices.workers, choices.limits, writing, choices.remote)
    if choices.access_log:
        log_access(app, choices.access_log)
    threading.Thread(target=settle, args=(app,), name="templates", daemon=True).start()
    return app


def settle(app: Flask) -> None:
    """Compile the templates, so that no reader waits for it: whoever is first would, for a second or so.

    What is there then stays: the collector of garbage need not go through it while it makes a reader wait.
    """
    for name in app.jinja_env.list_templates(extensions=("html",)):
        app.jinja_env.get_template(name)
    gc.collect()
    gc.freeze()


def writing_beside(place: Path, token: str) -> Writing:
    """Updates kept in a folder beside a build, for who shows the token."""
    whole = place.absolute()
    return Writing(whole.with_name(f"{whole.name}.updates"), token)


def application(
    build: str, *, update: bool = False, workers: int = 2, seconds: float = 10.0, access_log: str = ""
) -> Flask:
    """The application for a WSGI server, with the options of `kg serve`; KgError where `update` wants KG_TOKEN.

    A server that starts several processes has as many of these; only one of them may take updates.
    """
    place, token = Path(build), os.environ.get(TOKEN, "")
    if update and not token:
        raise KgError(f"updates need a token: set {TOKEN}")
    choices = Choices(workers, Limits(seconds=seconds), access_log)
    return make(place, choices, writing_beside(place, token) if update else None)
