"""kg build --store and kg serve --store, as a person gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg.cli import commands
from kg.query.remote import published
from kg.store.folder import open_build

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store.remote import Remote

NOTICE = "关于加强村卫生室建设的通知\n到2025年，80%的村卫生室能够提供中医药服务。\n国家中医药管理局\n2022年3月3日\n"


def test_a_build_is_published_where_it_is_told(oxigraph: Remote, tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text(NOTICE, "utf-8")
    said = ["build", str(tmp_path / "notice.txt"), "-o", str(tmp_path / "out"), "--store", oxigraph.where.query]
    first = CliRunner().invoke(commands, said)
    assert first.exit_code == 0, first.output
    assert "published" in first.stderr
    published(oxigraph, open_build(tmp_path / "out"))  # raises where that build is not there
    second = CliRunner().invoke(commands, said)
    assert "graphs" not in second.stderr  # nothing changed, nothing was sent


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (["build", ".", "-o", "{out}", "--store", "seeds"], 3, "no address of a store"),
        (["serve", "{out}", "--store", "http://127.0.0.1:9/query", "--update"], 2, "only asked here"),
        (["serve", "--empty", "--store", "http://127.0.0.1:9/query"], 2, "only asked here"),
        (["serve", "{small}", "--port", "0", "--store", "http://127.0.0.1:9/query"], 3, "no store answers there"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    small_build: Path, tmp_path: Path, arguments: list[str], code: int, why: str
) -> None:
    given = [part.format(out=tmp_path / "out", small=small_build) for part in arguments]
    done = CliRunner(env={"KG_TOKEN": "secret"}).invoke(commands, given)
    assert done.exit_code == code
    assert why in done.output
    assert len(done.stderr.splitlines()[-1]) < 300
