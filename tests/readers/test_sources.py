from __future__ import annotations

import os
import socket
import zipfile
from typing import TYPE_CHECKING

import pytest

from kg.errors import KnowledgeError, ReadError
from kg.readers import listing as room
from kg.readers.read import LARGEST
from kg.readers.sources import load, sources

if TYPE_CHECKING:
    from pathlib import Path


def fill(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", "utf-8")


def found(*paths: Path) -> list[str]:
    return [item.identifier for item in sources(paths).found]


def refused(*paths: Path) -> list[str]:
    return [str(error) for error in sources(paths).refused]


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    fill(tmp_path, "b.txt", "a/z.html", "a/b/c.md", "B.txt", "十.txt")
    assert found(tmp_path) == ["B.txt", "a/b/c.md", "a/z.html", "b.txt", "十.txt"]


def test_what_is_about_the_folder_is_left_out(tmp_path: Path) -> None:
    fill(tmp_path, ".hidden", ".git/x", "README.md", "readme.txt", "LICENSE", "a.txt", "b/README", "readme-first.txt")
    (tmp_path / "index.toml").write_text("", "utf-8")
    assert found(tmp_path) == ["a.txt", "readme-first.txt"]
    assert found(tmp_path / "README.md") == ["README.md"]  # given by itself, it is meant


def test_several_paths_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    fill(tmp_path, "one/a.txt", "two/a.txt", "three/b.txt")
    assert found(tmp_path / "one", tmp_path / "two", tmp_path / "three/b.txt") == [
        "one/a.txt",
        "three/b.txt",
        "two/a.txt",
    ]


def test_two_files_cannot_have_one_name(tmp_path: Path) -> None:
    fill(tmp_path, "x/docs/a.txt", "y/docs/a.txt")
    with pytest.raises(ReadError, match="two documents") as caught:
        sources([tmp_path / "x/docs", tmp_path / "y/docs"])
    assert caught.value.path == "docs/a.txt"


def test_what_cannot_be_read_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    (tmp_path / "itself").symlink_to("itself")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(tmp_path / "sock"))
        reasons = refused(tmp_path)
    assert [reason.split(":")[0] for reason in reasons] == ["broken", "empty.txt", "itself", "pipe", "sock"]
    assert "is empty" in reasons[1]
    assert "Too many levels" in reasons[2]
    assert "pipe, a socket or a device" in reasons[3]
    assert found(tmp_path) == ["a.txt"]


def test_a_folder_that_holds_itself_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, "a/b/c.txt")
    (tmp_path / "a/b/up").symlink_to(tmp_path / "a")
    (tmp_path / "a/b/self").symlink_to(tmp_path / "a/b")
    assert found(tmp_path) == ["a/b/c.txt"]
    assert [reason.split(":")[0] for reason in refused(tmp_path)] == ["a/b/self", "a/b/up"]


def test_a_linked_folder_elsewhere_is_followed(tmp_path: Path) -> None:
    fill(tmp_path, "real/c.txt", "given/d.txt")
    (tmp_path / "given/link").symlink_to(tmp_path / "real")
    assert found(tmp_path / "given") == ["d.txt", "link/c.txt"]


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}: no such file or folder"]


def test_a_folder_that_cannot_be_listed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, "a/x.txt", "b/y.txt")
    listed = os.scandir

    def scandir(path: str) -> object:
        if path.endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert refused(tmp_path) == ["a: cannot be listed: Permission denied"]
    assert found(tmp_path) == ["b/y.txt"]


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/\xff.txt", "wb") as file:  # noqa: PTH123  # Path takes no bytes
        file.write(b"text")
    assert "not UTF-8" in refused(tmp_path)[0]


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, "a.txt", "b.txt")
    with (tmp_path / "b.txt").open("wb") as file:
        file.truncate(LARGEST + 1)  # a hole: it takes no room
    assert refused(tmp_path) == ["b.txt: has 256 MB; the most that is read is 256 MB, so split it"]
    monkeypatch.setattr(room, "LARGEST", 3)
    assert len(refused(tmp_path)) == 2


def test_the_index_beside_the_files_is_used(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "b/c.txt")
    (tmp_path / "index.toml").write_text('["a.txt"]\ntitle = "甲"\n["b/c.txt"]\ntitle = "外"\n', "utf-8")
    (tmp_path / "b/index.toml").write_text('["c.txt"]\ntitle = "内"\n', "utf-8")
    assert [item.stated.title for item in sources([tmp_path]).found] == ["甲", "内"]  # the nearer counts
    assert sources([tmp_path / "a.txt"]).found[0].stated.title == "甲"


def test_an_index_that_names_no_file_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    (tmp_path / "index.toml").write_text('["b.txt"]\ntitle = "x"\n', "utf-8")
    with pytest.raises(KnowledgeError, match="names no file here"):
        sources([tmp_path])


def test_bytes_are_read_only_when_asked_for(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    (listing,) = sources([tmp_path]).found
    (tmp_path / "a.txt").write_text("later", "utf-8")
    assert load(listing).data == b"later"
    (tmp_path / "a.txt").unlink()
    with pytest.raises(ReadError, match="cannot be read"):
        load(listing)


def archived(path: Path, **members: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)


def test_an_archive_is_read_as_a_folder(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    archived(
        tmp_path / "b.zip", **{"x/1.txt": "one", "2.txt": "two", ".hidden": "h", "__MACOSX/2.txt": "m", "README": "r"}
    )
    assert found(tmp_path) == ["a.txt", "b.zip/2.txt", "b.zip/x/1.txt"]
    assert [load(item).data for item in sources([tmp_path]).found] == [b"text", b"two", b"one"]
    assert found(tmp_path / "b.zip") == ["2.txt", "x/1.txt"]
    assert found(tmp_path / "b.zip", tmp_path / "a.txt") == sorted(["b/2.txt", "b/x/1.txt", f"{tmp_path.name}/a.txt"])
    (tmp_path / "index.toml").write_text('["b.zip/2.txt"]\ntitle = "二"\n', "utf-8")
    assert [item.stated.title for item in sources([tmp_path]).found] == ["", "二", ""]
    assert [item.stated.title for item in sources([tmp_path / "b.zip"]).found] == ["二", ""]


def test_an_index_in_an_archive_is_one_of_a_folder(tmp_path: Path) -> None:
    indexes = {"x/index.toml": '["1.txt"]\ntitle = "内"\n', "index.toml": '["x/1.txt"]\ntitle = "外"\n["2.txt"]\n'}
    archived(tmp_path / "b.zip", **{"x/1.txt": "one", "2.txt": "two"}, **indexes)
    for given in (tmp_path, tmp_path / "b.zip"):
        assert [item.stated.title for item in sources([given]).found] == ["", "内"]
    archived(tmp_path / "b.zip", **{"2.txt": "two"}, **indexes)
    with pytest.raises(KnowledgeError, match="names no file here"):
        sources([tmp_path / "b.zip"])


@pytest.mark.parametrize(
    ("name", "why"),
    [("../up.txt", "no path inside it"), ("/abs.txt", "no path inside it"), ("a/in.zip", "archive in an archive")],
)
def test_a_member_that_leads_elsewhere_is_refused(name: str, why: str, tmp_path: Path) -> None:
    archived(tmp_path / "b.zip", **{name: "x", "good.txt": "y"})
    assert found(tmp_path) == ["b.zip/good.txt"]
    assert why in refused(tmp_path)[0]


def test_an_archive_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 and no more")
    assert "damaged zip file" in refused(tmp_path)[0]


def test_names_written_on_a_machine_of_its_own_encoding_are_read(tmp_path: Path) -> None:
    name = "通知.txt"
    archived(tmp_path / "b.zip", **{"??????.txt": "text"})
    data = (tmp_path / "b.zip").read_bytes().replace(b"????", name[:2].encode("gbk")).replace(b"??.txt", b".txt..")
    (tmp_path / "b.zip").write_bytes(data)
    assert found(tmp_path) == ["b.zip/通知.txt.."]
