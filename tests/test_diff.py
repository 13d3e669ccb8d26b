"""Two builds of a folder, as documents came, changed and went: `kg diff` and a page tell what that did."""

from __future__ import annotations

import html
import json
import re
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg.build import build
from kg.cli import commands
from kg.web import changes as pages
from kg.web.app import close_app, create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient


def told(*arguments: str | Path) -> str:
    found = CliRunner().invoke(commands, ["diff", *map(str, arguments)])
    assert found.exit_code == 0, found.output
    return found.stdout


def test_what_is_new_gone_and_revised(rebuilt: tuple[Path, Path]) -> None:
    found = json.loads(told(*rebuilt, "--json", "--lang", "zh", "--as-of", "2025-01-15"))
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


def test_what_is_due_depends_on_the_day(rebuilt: tuple[Path, Path]) -> None:
    found = json.loads(told(*rebuilt, "--json", "--as-of", "2026-01-01"))
    assert [row["deadline"] for row in found["due"]["new"]] == ["2025-12-31"]


def test_the_text_has_a_line_a_thing(rebuilt: tuple[Path, Path]) -> None:
    lines = told(*rebuilt, "--lang", "zh", "--as-of", "2025-01-15").split("\n")
    assert "政策  +2 -0 ~0" in lines
    assert "  ~ 能够提供中医药服务的比例 = 76.1%  村卫生室  2022  (74.5)" in lines
    assert told(rebuilt[0], rebuilt[0]) == ""


def test_the_other_way_round_it_is_the_reverse(rebuilt: tuple[Path, Path]) -> None:
    old, new = rebuilt
    there, back = (json.loads(told(*pair, "--json")) for pair in ((old, new), (new, old)))
    for name, section in there.items():
        assert section["new"] == back[name]["gone"]
        assert section["gone"] == back[name]["new"]


def test_what_is_no_day_is_refused(rebuilt: tuple[Path, Path]) -> None:
    assert CliRunner().invoke(commands, ["diff", *map(str, rebuilt), "--as-of", "soon"]).exit_code == 2


@pytest.fixture(scope="module")
def browser(rebuilt: tuple[Path, Path]) -> Iterator[FlaskClient]:
    app = create_app(rebuilt[1], workers=1)
    yield app.test_client()
    close_app(app)


def test_the_page_tells_what_the_command_tells(rebuilt: tuple[Path, Path], browser: FlaskClient) -> None:
    wanted = json.loads(told(*rebuilt, "--json", "--lang", "zh"))
    found = browser.get("/changes.json").get_json()
    assert len(found["documents"]) == 4
    assert len(found["documents_gone"]) == 2
    for name, column in (("policies", "policy"), ("targets", "target"), ("figures", "observation")):
        assert set(found[name]) == {row[column]["iri"] for row in wanted[name]["new"]}, name
        assert {one["iri"] for one in found[f"{name}_gone"]} == {row[column]["iri"] for row in wanted[name]["gone"]}
    pairs = [[before["iri"], now] for before, now in found["figures_revised"]]
    revised = wanted["figures"]["revised"]
    assert pairs == [[one[when]["observation"]["iri"] for when in ("before", "after")] for one in revised]
    assert [set(pair) for pair in found["conflicts"]] == [
        {row["one"]["iri"], row["another"]["iri"]} for row in wanted["conflicts"]["new"]
    ]


def test_the_page_says_it_with_its_words_as_of_a_day(browser: FlaskClient) -> None:
    before, after = (browser.get(f"/changes?lang=en&as-of={day}").text for day in ("2025-01-15", "2026-01-15"))
    for page in (before, after):
        assert re.search(r"76\.1%.*before.*74\.5.*76\.1%的村卫生室", page, re.DOTALL)
        assert "90%以上的乡镇卫生院设置中医馆" in page
        assert "3.5万" not in page
        assert "<del><bdi>" in page
    measured = before.partition('id="measured"')[2].partition("</section>")[0]
    assert re.search("80%.*76.1%.*-3.9", measured, re.DOTALL), "the target of before has a newer figure"
    assert "1 overdue" in before
    assert "2 overdue" in after


def test_every_change_is_a_few_pages_away(browser: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SHOWN", 1)
    found = browser.get("/changes.json").get_json()
    late = browser.get("/changes?lang=en&as-of=2026-01-15").text
    assert "2 overdue" in late, "as many as there are, not as are shown"
    first = browser.get("/changes?lang=en&as-of=2025-01-15").text
    for name, kind in (("figures", "obs"), ("targets", "target"), ("policies", "policy")):
        wanted, page = {iri.rpartition("/")[2] for iri in found[name]}, first
        shown = set()
        for _ in range(len(wanted) + len(found.get(f"{name}_revised", ()))):
            section = page.partition(f'<section id="{name}">')[2].partition("</section>")[0]
            shown |= set(re.findall(rf"/page/{kind}/([\w-]+)", section))
            further = re.search(r'href="([^"]+)">Further', section)
            if further is None:
                break
            page = browser.get(html.unescape(further[1])).text
        assert wanted <= shown, name
    assert browser.get("/changes?section=nothing").status_code == 400


def test_what_changed_stays_told_until_something_changes_again(rebuilt: tuple[Path, Path], tmp_path: Path) -> None:
    again, sources = copytree(rebuilt[1], tmp_path / "again"), rebuilt[0].parent / "sources"
    changes = again / "changes.json"
    kept = changes.read_bytes()
    build([sources], again, 1, lambda _: None)
    assert changes.read_bytes() == kept
    less = copytree(sources, tmp_path / "sources")
    (less / "later.txt").unlink()
    build([less], again, 1, lambda _: None)
    plain = json.loads(changes.read_bytes())
    notice = "江苏省卫生健康委关于印发《村医培训办法》的通知"
    assert {one["zh"] for one in plain["policies_gone"]} == {notice, "村医培训办法"}
    assert plain["documents"] == []


def test_a_first_build_says_that_nothing_was_before(client: FlaskClient) -> None:
    assert "the first in its folder" in client.get("/changes?lang=en").text
    assert client.get("/changes.json").get_json() == {}
