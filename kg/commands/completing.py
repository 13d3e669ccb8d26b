"""Completion in a shell: of commands, options, formats and questions."""
# ruff: noqa: PLC0415, D301  imports: see kg/cli.py; click wants \b before lines that are not to be filled

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes a shell complete kg.

    \b
      eval "$(kg completion bash)"                 # in ~/.bashrc
      eval "$(kg completion zsh)"                  # in ~/.zshrc
      kg completion fish > ~/.config/fish/completions/kg.fish
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None
    script = made(context.find_root().command, {}, "kg", "_KG_COMPLETE")
    click.echo(script.source_template % script.source_vars())


def question_names(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Complete the name of a question of queries/."""
    from kg.paths import QUERIES

    return [path.stem for path in sorted(QUERIES.glob(f"{begun}*.rq"))]
