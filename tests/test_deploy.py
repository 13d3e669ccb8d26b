"""What deploy/ starts can be started: its commands parse, and nothing that serves has more rights than it needs."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from kg.cli import commands

DEPLOY = Path(__file__).parents[1] / "deploy"
CONTAINERS = (DEPLOY / "Containerfile").read_text("utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
TARGETS = set(re.findall(r"^FROM \S+ AS (\w+)$", CONTAINERS, re.MULTILINE))


def unit() -> RawConfigParser:
    found = RawConfigParser(strict=False)
    found.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's names have capitals
    found.read(DEPLOY / "kg.service", "utf-8")
    return found


def parses(arguments: list[str]) -> click.Context:
    """The context of a command of kg; a usage error where it does not take the arguments."""
    verb, *rest = arguments
    return commands.commands[verb].make_context(verb, rest)


STARTED = {
    "the container": json.loads(re.findall(r"^CMD (.*)$", CONTAINERS, re.MULTILINE)[-1]),
    "the unit": shlex.split(unit()["Service"]["ExecStart"])[1:],
    **{name: service["command"] for name, service in SERVICES.items() if "command" in service},
}


@pytest.mark.parametrize("arguments", STARTED.values(), ids=STARTED)
def test_a_command_parses(arguments: list[str]) -> None:
    assert parses(arguments).params


def test_a_command_that_does_not_parse_is_seen() -> None:
    with pytest.raises(click.UsageError):
        parses(["serve", "/graph", "--no-such-option"])


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_has_no_rights(name: str) -> None:
    service = SERVICES[name]
    assert service["build"]["target"] in TARGETS
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert all(place in SERVICES for place in service.get("depends_on", {}))


def test_the_image_is_built_of_what_the_package_is_made_of() -> None:
    """And of no more: not of an environment or a graph that lies in the checkout."""
    project = tomllib.loads((DEPLOY.parent / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    parts = {*wheel["packages"], *wheel["force-include"], "pyproject.toml", project["project"]["readme"]}
    copied = [line.split()[1:-1] for line in CONTAINERS.splitlines() if line.startswith("COPY ")]
    assert sorted(name for names in copied for name in names) == sorted({*parts, *project["project"]["license-files"]})


def test_a_folder_of_documents_that_is_not_there_is_not_made() -> None:
    (documents,) = (volume for volume in SERVICES["build"]["volumes"] if isinstance(volume, dict))
    assert documents["read_only"] is True
    assert documents["bind"] == {"create_host_path": False}


def test_no_image_runs_as_root() -> None:
    for stage in re.split(r"^FROM ", CONTAINERS, flags=re.MULTILINE)[2:]:  # the first one only builds
        assert re.search(r"^USER 10001", stage, re.MULTILINE)


def test_who_serves_reads_only() -> None:
    assert all(volume.endswith(":ro") for volume in SERVICES["web"]["volumes"])
    assert unit()["Service"]["ProtectSystem"] == "strict"
    assert unit()["Service"]["DynamicUser"] == "yes"
