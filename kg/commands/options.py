"""What several commands take, and how all of them print."""
# ruff: noqa: PLC0415  imports: see kg/cli.py

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.escape import escape

if TYPE_CHECKING:
    from kg.store.remote import Remote

REFUSED, USAGE, NOTHING, FAULT, INTERRUPTED = 1, 2, 3, 4, 130  # exit codes
ENDINGS = (signal.SIGTERM, signal.SIGHUP)


def spoken() -> str:
    """Take the language from the environment, as other commands do: Chinese or else English."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if said.startswith("zh") else "en"


FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
STORE = click.option("--store", metavar="URL", help="A SPARQL store elsewhere: the address of its queries.")


def remote_at(url: str | None) -> Remote | None:
    """The store elsewhere at an address, as the environment says to speak to it."""
    if url is None:
        return None
    try:
        from kg.store.remote import Remote, address
    except ModuleNotFoundError:
        raise click.UsageError("--store needs the package requests: pip install 'policykg[store]'") from None
    return Remote(address(url, os.environ))


def end_as_interrupted() -> None:
    """Have SIGTERM, and a terminal that is closed, end the command as Ctrl-C does, which puts away what is passing."""
    for number in ENDINGS:
        if signal.getsignal(number) == signal.SIG_DFL:  # `nohup` has one ignored
            signal.signal(number, signal.default_int_handler)


def say(message: str) -> None:
    """Put a message for whoever runs the command on stderr, in the language of the command."""
    click.echo(escape(localised(message)), err=True)


def localised(message: str) -> str:
    """A message in the language of the command."""
    language = _language()
    if language == "en":
        return message
    from kg.messages import translated

    return translated(message, language)


def _language() -> str:
    """The language of the command that runs, else of the environment."""
    context = click.get_current_context(silent=True)
    return str(context.find_root().obj or spoken()) if context else spoken()


def _keep(context: click.Context, _parameter: click.Parameter, language: str) -> str:
    """Remember the language for messages of the command, and for the error that may end it."""
    context.find_root().obj = language
    return language


def print_json(value: object) -> None:
    """Put a value on stdout as indented JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))


def print_bytes(data: bytes) -> None:
    """Put bytes on stdout as they are."""
    click.echo(data, nl=False)


LANGUAGE = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default=spoken,
    is_eager=True,
    callback=_keep,
    help="Language of names and messages.",
)
