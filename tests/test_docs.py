"""Every command that docs/ shows is run, in a folder where the files that the page shows are; so is its output."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg.cli import commands
from kg.exports.export import EXPORTS
from tests.test_promises import shows

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parents[1] / "docs"
PAGES = sorted(DOCS.glob("*.md"))
BLOCK = re.compile(r"```(file|console)(?: (\S+))?\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
ANYTHING = "…"


def run(command: str) -> str:
    """What kg prints for a command of a page; stderr is not shown there."""
    first, *arguments = shlex.split(command)
    assert first == "kg", command
    told = CliRunner(env={"LC_ALL": "C.UTF-8"}).invoke(commands, arguments)
    assert told.exit_code == 0, f"{command}: {told.output}"
    return told.stdout.rstrip("\n")


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```console" in page.read_text("utf-8")], ids=lambda p: p.stem
)
def test_the_commands_of_a_page_do_what_it_shows(
    page: Path, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "build").symlink_to(built)
    text = page.read_text("utf-8")
    for kind, name, body in BLOCK.findall(text):
        if kind == "file":
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(body, "utf-8")
            continue
        for command, answer in COMMAND.findall(body):
            found = run(command)
            if request.config.getoption("--accept") and ANYTHING not in answer:
                shown = f"$ {command}\n{found}\n" if found else f"$ {command}\n"
                text = text.replace(f"$ {command}\n{answer}", shown)
                page.write_text(text, "utf-8")
            elif answer.strip() == ANYTHING:
                assert found, command
            else:
                assert found == answer.rstrip("\n") or shows(found, answer.rstrip("\n")), f"{command}\n{found}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
    assert [target for target in targets if "://" not in target and not (DOCS / target).exists()] == []


def test_commands_in_running_text_are_commands() -> None:
    for page in PAGES:
        for name in re.findall(r"`kg ([a-z]+)", page.read_text("utf-8")):
            assert name in commands.commands, (page.name, name)


def test_the_page_of_exports_lists_every_format() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", (DOCS / "exports.md").read_text("utf-8"), re.MULTILINE)
    assert listed == [one.name for one in EXPORTS]


def test_the_page_of_commands_is_what_help_says(golden: Callable[[Path, str], None]) -> None:
    parts = ["# Commands\n\nWhat `kg --help` and `kg COMMAND --help` say.\n"]
    for name in ("", *commands.commands):
        told = CliRunner().invoke(commands, [*filter(None, [name]), "--help"], terminal_width=80, prog_name="kg").output
        parts.append(f"## kg {name}".rstrip() + f"\n```\n{told.rstrip()}\n```\n")
    golden(DOCS / "commands.md", "\n".join(parts))
