"""A build from an address is that of the folder, costs nothing when nothing changed, and tells no secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.build import build
from kg.errors import ReadError
from tests.growth.growing import TEXTS
from tests.readers.test_remote import packed, requests, served

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = ("graph.nq", "manifest.json", "ledger.json", "findings.json")


def test_a_build_from_the_web_is_that_of_the_folder(tmp_path: Path) -> None:
    folder, web = tmp_path / "folder", tmp_path / "web"
    folder.mkdir()
    web.mkdir()
    for number, text in enumerate(TEXTS[:3]):
        (folder / f"{number}.txt").write_text(text.format(n=70 + number), "utf-8")
    (folder / "index.toml").write_text('["0.txt"]\npublished = "2022-03-02"\n', "utf-8")
    packed(folder, web / "all.zip")
    out, told = tmp_path / "out", list[str]()
    build([folder], tmp_path / "here", report=told.append)
    with served(web, "locked", "parts", "tags") as host:
        place = f"{host.replace('//', '//reader:open%20sesame@', 1)}/all.zip?key=SECRET"
        assert build([place], out, report=told.append).refused == ()
        assert all((out / name).read_bytes() == (tmp_path / "here" / name).read_bytes() for name in PLAIN)
        first = requests(web)
        assert first.count("GET /all.zip ") <= 1
        assert build([place], out, report=told.append).documents == 3
        assert "GET /all.zip " not in requests(web)
        assert told[-4:].count("read 0 documents") + told.count("read 0 documents") >= 1
    with pytest.raises(ReadError, match="cannot be had"):
        build([place], out, report=told.append)  # the server is gone: what was built stays
    assert (out / "graph.nq").read_bytes() == (tmp_path / "here" / "graph.nq").read_bytes()
    kept = b"".join(path.read_bytes() for path in out.rglob("*") if path.is_file()) + "".join(told).encode()
    assert not any(word in kept for word in (b"sesame", b"SECRET", b"reader:"))
