"""The commands that answer over HTTP."""
# ruff: noqa: PLC0415, D301  imports: see kg/cli.py; click wants \b before lines that are not to be filled

from __future__ import annotations

import os
from http import HTTPStatus
from pathlib import Path

import click

from kg.commands.options import FOLDER, LANGUAGE, REFUSED, STORE, end_as_interrupted, print_bytes, remote_at, say

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--update", is_flag=True, help="Take updates from who shows the token in KG_TOKEN.")
@click.option("--empty", is_flag=True, help="Serve an empty graph, gone at the end, instead of a build.")
@click.option("--workers", type=click.IntRange(min=1), default=2, show_default=True, help="Queries at work at a time.")
@click.option(
    "--seconds", type=click.FloatRange(min=0.1), default=10.0, show_default=True, help="How long a query may take."
)
@click.option("--access-log", default="", metavar="FILE", help="Log requests as lines of JSON; - for stderr.")
@STORE
def serve(  # noqa: PLR0913  one parameter an option
    *,
    folder: Path | None,
    port: int,
    host: str,
    update: bool,
    empty: bool,
    workers: int,
    seconds: float,
    access_log: str,
    store: str | None,
) -> None:
    """Serve pages, questions and a SPARQL endpoint.

    A build that takes the place of the one in DIR is served from then on. Updates are kept beside it, in DIR.updates,
    and never touch what was read from documents. An empty graph on this machine takes updates without a token. With
    --store questions are answered by a store that the same build was published in.
    """
    from kg.query.request import Limits
    from kg.web.serve import Place, serve_empty
    from kg.web.serve import serve as serve_build
    from kg.web.wsgi import TOKEN, Choices, writing_beside

    end_as_interrupted()
    token = os.environ.get(TOKEN, "")
    if empty == (folder is not None):
        raise click.UsageError("give the folder of a build, or --empty")
    if update and not token and not (empty and host in LOOPBACK):
        raise click.UsageError(f"updates need a token: set {TOKEN}")
    if store and (empty or update):
        raise click.UsageError("a store elsewhere is only asked here: change it there, or serve without --store")
    at, choices = Place(host, port), Choices(workers, Limits(seconds=seconds), access_log, remote_at(store))
    if folder is None:
        serve_empty(at, choices, token, updates=update)
    else:
        serve_build(folder, at, choices, writing_beside(folder, token) if update else None)


@click.command()
@FOLDER
@click.argument("path", metavar="PATH")
@LANGUAGE
def get(*, folder: Path, path: str, lang: str) -> int:
    """Print one page, without a server.

    Exits 1 where the server would not answer 200: for scripts that check a build before it is served.

    \b
      kg get build /policies
      kg get build '/targets.csv?as-of=2023-05-31'
    """
    from kg.web.get import get as answer

    status, body = answer(folder, path if path.startswith("/") else f"/{path}", lang)
    print_bytes(body)
    if status != HTTPStatus.OK:
        say(f"kg: {path}: {status} {HTTPStatus(status).phrase}")
    return 0 if status == HTTPStatus.OK else REFUSED


@click.command()
@click.option("-o", "--out", metavar="DIR", type=click.Path(path_type=Path), help="Keep the graph in this folder.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--no-serve", is_flag=True, help="Only build it; needs -o.")
def demo(*, out: Path | None, port: int, no_serve: bool) -> None:
    """Build the graph of five documents and serve it.

    For a first look: the documents come with kg and belong to their publishers.

    \b
      kg demo
      kg demo -o graph --no-serve
    """
    from kg.build import build
    from kg.paths import SEEDS
    from kg.readers.index import INDEX, read_index
    from kg.store.passing import passing
    from kg.web.serve import Place
    from kg.web.serve import serve as serve_build
    from kg.web.wsgi import Choices

    if no_serve and out is None:
        raise click.UsageError("--no-serve needs -o")
    end_as_interrupted()
    for stated in read_index(SEEDS / INDEX).stated.values():
        say(f"{stated.publisher}: {stated.title} (licence: {stated.licence})")
    with passing("demo") as folder:
        place = out or folder / "build"
        build([SEEDS], place, os.cpu_count() or 1, say)
        if not no_serve:
            serve_build(place, Place(port=port), Choices())
