"""The commands that answer over HTTP."""
# ruff: noqa: PLC0415  imports: see kg/cli.py

from __future__ import annotations

import os
from pathlib import Path

import click

from kg.commands.options import STORE, remote_at

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--update", is_flag=True, help="Take updates from who shows the token in KG_TOKEN.")
@click.option("--empty", is_flag=True, help="Serve an empty graph, gone at the end, instead of a build.")
@STORE
def serve(  # noqa: PLR0913  one parameter an option
    *, folder: Path | None, port: int, host: str, update: bool, empty: bool, store: str | None
) -> None:
    """Serve pages, questions and a SPARQL endpoint.

    A build that takes the place of the one in DIR is served from then on. Updates are kept beside it, in DIR.updates,
    and never touch what was read from documents. An empty graph on this machine takes updates without a token. With
    --store questions are answered by a store that the same build was published in.
    """
    from kg.web.serve import serve as serve_build
    from kg.web.serve import serve_empty
    from kg.web.updating import Writing

    token = os.environ.get("KG_TOKEN", "")
    if empty == (folder is not None):
        raise click.UsageError("give the folder of a build, or --empty")
    if update and not token and not (empty and host in LOOPBACK):
        raise click.UsageError("updates need a token: set KG_TOKEN")
    if store and (empty or update):
        raise click.UsageError("a store elsewhere is only asked here: change it there, or serve without --store")
    if folder is None:
        serve_empty(host, port, token, updates=update)
    else:
        beside = folder.absolute().with_name(f"{folder.absolute().name}.updates")
        serve_build(folder, host, port, Writing(beside, token) if update else None, remote_at(store))
