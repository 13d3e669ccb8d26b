"""The command line: parse, call one function, print.

stdout carries data, stderr messages. Whatever `kg` says no to (kg/errors.py) becomes one line and an exit code; a fault
of kg's own shows its traceback. Imports stand inside the commands of kg/commands/: rdflib, pySHACL and networkx
take half a second together, and `kg --help` has to answer at once.
"""
# ruff: noqa: D301  click wants the character \b before lines that are not to be filled

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING, NoReturn

import click

import kg
from kg.commands.asking import explain, lineage, query
from kg.commands.building import build, lint
from kg.commands.completing import completion
from kg.commands.exporting import export
from kg.commands.options import FAULT, INTERRUPTED, NOTHING, REFUSED, USAGE, say
from kg.commands.reporting import diff, evaluate, ledger, targets, validate
from kg.commands.serving import demo, get, serve
from kg.errors import KgError, NotFound, QueryError, QueryTimeout

if TYPE_CHECKING:
    from types import TracebackType

# The first that fits decides; what is not named here left nothing done.
CODES: tuple[tuple[type[KgError], int], ...] = (
    (NotFound, REFUSED),
    (QueryTimeout, NOTHING),
    (QueryError, USAGE),
    (KgError, NOTHING),
)

EPILOG = """\b
Exit codes:
  0    done (statements in quarantine are reported)
  1    done, but something was refused or does not conform: a file that
       cannot be read, violations, quarantined statements under --strict,
       an unknown identifier
  2    wrong usage, or a query that does not parse
  3    nothing done: no source readable, a data file of ontology/ or
       queries/ wrong, no built graph in the folder, no room on the disk
  4    a fault of kg itself
  130  interrupted
"""


class Commands(click.Group):
    """Runs a command and turns what kg says no to into a line on stderr and an exit code."""

    def invoke(self, ctx: click.Context) -> NoReturn:
        """Run the command, which returns its exit code; everything that it raises on purpose ends here."""
        code = 0
        try:
            code = super().invoke(ctx) or 0
            sys.stdout.flush()
        except BrokenPipeError:
            # Who reads our output has read enough (`| head`). What is left in the buffer must not be tried again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except KgError as error:
            say(f"kg: {' '.join(str(error).split())}")
            code = next(code for kind, code in CODES if isinstance(error, kind))
        except OSError as error:
            say(f"kg: {error.filename or 'input or output'}: {error.strerror or error}")
            code = NOTHING
        except KeyboardInterrupt:
            code = INTERRUPTED
        ctx.exit(code)


def main() -> None:
    """Run the `kg` command."""
    sys.excepthook = internal_fault
    # A file name need not be valid Unicode, nor can every terminal show every character: print what can be shown.
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    commands(prog_name="kg")


def internal_fault(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """Show a fault of kg itself with its traceback and end with the code that says so."""
    traceback.print_exception(kind, fault, trace)
    say("kg: this is a fault of kg, not of your files; please report it with the lines above")
    raise SystemExit(FAULT)


@click.group(
    cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(kg.__version__, prog_name="kg", message="%(prog)s %(version)s")
def commands() -> None:
    """Policy documents in, a checked and queryable knowledge graph out.

    \b
    Look at the graph of five documents, then at that of your own:
      kg demo
      kg build seeds -o build
      kg serve build
    """


COMMANDS = (
    *(demo, build, serve, query, targets, lineage, explain, export),
    *(validate, ledger, diff, evaluate, get, lint, completion),
)
for verb in COMMANDS:
    commands.add_command(verb)
