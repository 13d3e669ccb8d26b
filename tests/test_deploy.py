"""What deploy/ starts can be started: its commands parse, and nothing that serves has more rights than it needs."""

from __future__ import annotations

import json
import re
import shlex
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


def test_no_image_runs_as_root() -> None:
    for stage in re.split(r"^FROM ", CONTAINERS, flags=re.MULTILINE)[2:]:  # the first one only builds
        assert re.search(r"^USER 10001", stage, re.MULTILINE)


def test_who_serves_reads_only() -> None:
    assert all(volume.endswith(":ro") for volume in SERVICES["web"]["volumes"])
    assert unit()["Service"]["ProtectSystem"] == "strict"
    assert unit()["Service"]["DynamicUser"] == "yes"
