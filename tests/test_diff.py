"""Two builds of a folder, before and after documents came, changed and went: `kg diff` tells what that did."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg import build as building
from kg.cli import commands

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "江苏省卫生健康委关于印发《村医培养规划》的通知\n2022年3月1日\n到2024年，80%以上的村卫生室能够提供中医药服务。"
SHARE = "截至2022年底，全国{}%的村卫生室能够提供中医药服务。"
LATER = "江苏省卫生健康委关于印发《村医培训办法》的通知\n2023年5月1日\n到2025年，90%以上的乡镇卫生院设置中医馆。"


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("diff")
    sources = folder / "sources"
    sources.mkdir()
    (sources / "plan.txt").write_text(PLAN, "utf-8")
    (sources / "share.txt").write_text(SHARE.format("74.5"), "utf-8")
    (sources / "other.txt").write_text("截至2021年底，全国乡镇卫生院有3.5万个。", "utf-8")
    building.build([sources], folder / "old", 1, lambda _: None)
    (sources / "share.txt").write_text(SHARE.format("76.1"), "utf-8")
    (sources / "other.txt").unlink()
    (sources / "later.txt").write_text(LATER, "utf-8")
    for number in (61, 62):
        (sources / f"{number}.txt").write_text(f"截至2022年底，全国{number}%的乡镇卫生院设置了中医馆。", "utf-8")
    building.build([sources], folder / "new", 1, lambda _: None)
    return folder / "old", folder / "new"


def told(*arguments: str | Path) -> str:
    found = CliRunner().invoke(commands, ["diff", *map(str, arguments)])
    assert found.exit_code == 0, found.output
    return found.stdout


def test_what_is_new_gone_and_revised(builds: tuple[Path, Path]) -> None:
    found = json.loads(told(*builds, "--json", "--lang", "zh", "--as-of", "2025-01-15"))
    notice = "江苏省卫生健康委关于印发《村医培训办法》的通知"
    assert {row["policy"]["label"] for row in found["policies"]["new"]} == {notice, "村医培训办法"}
    assert found["policies"]["gone"] == []
    (pair,) = found["figures"]["revised"]
    assert (pair["before"]["value"], pair["after"]["value"]) == ("74.5", "76.1")
    assert sorted(row["value"] for row in found["figures"]["new"]) == ["61", "62"]
    assert [row["value"] for row in found["figures"]["gone"]] == ["35000"]
    assert len(found["conflicts"]["new"]) == 1
    assert [row["value"] for row in found["targets"]["new"]] == ["90"]
    assert found["due"] == {"title": "已到期且无数值达到的目标", "new": [], "gone": [], "revised": []}


def test_what_is_due_depends_on_the_day(builds: tuple[Path, Path]) -> None:
    found = json.loads(told(*builds, "--json", "--as-of", "2026-01-01"))
    assert [row["deadline"] for row in found["due"]["new"]] == ["2025-12-31"]


def test_the_text_has_a_line_a_thing(builds: tuple[Path, Path]) -> None:
    lines = told(*builds, "--lang", "zh", "--as-of", "2025-01-15").split("\n")
    assert "政策  +2 -0 ~0" in lines
    assert any(line.startswith("  ~ ") and line.endswith("76.1  (74.5)") for line in lines)
    assert told(builds[0], builds[0]) == "\n"


def test_the_other_way_round_it_is_the_reverse(builds: tuple[Path, Path]) -> None:
    old, new = builds
    there, back = (json.loads(told(*pair, "--json")) for pair in ((old, new), (new, old)))
    for name, section in there.items():
        assert section["new"] == back[name]["gone"]
        assert section["gone"] == back[name]["new"]


def test_what_is_no_day_is_refused(builds: tuple[Path, Path]) -> None:
    assert CliRunner().invoke(commands, ["diff", *map(str, builds), "--as-of", "soon"]).exit_code == 2
