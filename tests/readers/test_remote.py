"""Sources at addresses: a folder, its archive and the same elsewhere are one corpus; what is unchanged stays there."""

from __future__ import annotations

import builtins
import importlib.util
import sys
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import fsspec
import pytest

from kg.errors import KnowledgeError, ReadError
from kg.fetch import fetched, reached, unlike
from kg.readers import package, remote
from kg.readers.sources import load, sources
from kg.store.catalogue import File
from tests.readers import shelf
from tests.web.servers import started

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.readers.sources import Sources

FILES = {
    "a.txt": "甲",
    "sub/b.html": "<p>乙</p>",
    "sub/deep/丙 c.txt": "丙",
    "sub/inner.zip/x.txt": "",
    "index.toml": '["a.txt"]\ntitle = "外"\n["sub/b.html"]\ntitle = "外"\n',
    "sub/index.toml": '["b.html"]\ntitle = "内"\n["deep/丙 c.txt"]\nlanguage = "zh"\n',
    "README.md": "about",
    ".hidden/d.txt": "no",
}
SECONDS = 60.0


def written(folder: Path) -> Path:
    """The files as a folder, with an archive among them."""
    for name, text in FILES.items():
        if ".zip/" not in name:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
    with zipfile.ZipFile(folder / "sub" / "inner.zip", "w") as archive:
        archive.writestr("x.txt", "里")
        archive.writestr("index.toml", '["x.txt"]\ntitle = "里"\n')
    return folder


def packed(folder: Path, path: Path) -> Path:
    """A folder as an archive without archives in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".zip":
                archive.write(file, file.relative_to(folder))
    return path


def found(folder: Path, *paths: Path | str, seconds: float = SECONDS) -> Sources:
    folder.mkdir(exist_ok=True)
    return sources(reached(paths, folder, seconds))


def said(listed: Sources) -> list[tuple[str, bytes, str, str]]:
    """What a build sees of sources, all of them fetched."""
    assert fetched(listed.found, SECONDS) == {}
    return [(one.identifier, load(one).data, one.stated.title, one.stated.language) for one in listed.found]


def refused(listed: Sources) -> list[str]:
    return [str(error) for error in listed.refused]


def in_memory(folder: Path, place: str) -> str:
    """The same files in the memory of this process."""
    for file in folder.rglob("*"):
        if file.is_file():
            fsspec.filesystem("memory").pipe(f"/{place}/{file.relative_to(folder).as_posix()}", file.read_bytes())
    return f"memory://{place}"


@contextmanager
def served(folder: Path, *ways: str) -> Iterator[str]:
    """A web server with these files; its requests stand beside them."""
    log = folder.with_suffix(".log")
    log.touch()
    with started([sys.executable, str(shelf.__file__), str(folder), str(log), *ways]) as server:
        yield server.address


def requests(folder: Path) -> list[str]:
    """What has been asked since this was last asked."""
    log = folder.with_suffix(".log")
    lines = log.read_text().splitlines()
    log.write_text("")
    return lines


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return written(tmp_path / "corpus")


def test_a_folder_and_the_same_elsewhere_are_one_corpus(corpus: Path, tmp_path: Path) -> None:
    here = said(found(tmp_path / "f", corpus))
    assert [row[0] for row in here] == ["a.txt", "sub/b.html", "sub/deep/丙 c.txt", "sub/inner.zip/x.txt"]
    assert [row[2] for row in here] == ["外", "内", "", "里"]
    there = in_memory(corpus, "one-corpus")
    assert said(found(tmp_path / "f", there)) == here
    assert said(found(tmp_path / "f", f"file://{corpus}")) == here
    beside = found(tmp_path / "f", there, corpus / "a.txt")
    assert [one.identifier for one in beside.found][:2] == ["corpus/a.txt", "one-corpus/a.txt"]
    assert said(found(tmp_path / "f", f"{there}/a.txt")) == said(found(tmp_path / "f", corpus / "a.txt"))


def test_an_archive_given_by_itself_is_the_folder(corpus: Path, tmp_path: Path) -> None:
    (corpus / "sub" / "inner.zip").unlink()
    here = said(found(tmp_path / "f", corpus))
    path = packed(corpus, tmp_path / "corpus.zip")
    fsspec.filesystem("memory").pipe("/corpus.zip", path.read_bytes())
    addresses = (f"zip://::{path}", f"file://{path}", "memory://corpus.zip", "zip://::memory://corpus.zip")
    for one in (path, *addresses):
        assert said(found(tmp_path / "f", one)) == here, one
    inside = said(found(tmp_path / "f", corpus / "sub"))
    for one in (f"zip://sub::{path}", "zip://sub::memory://corpus.zip"):
        assert said(found(tmp_path / "f", one)) == inside, one
    assert [row[:2] for row in said(found(tmp_path / "f", f"zip://sub/b.html::{path}"))] == [
        ("b.html", b"<p>\xe4\xb9\x99</p>")
    ]
    assert refused(found(tmp_path / "f", f"zip://nowhere::{path}")) == [f"file://{path}: holds nothing at nowhere"]
    both = found(tmp_path / "f", path, corpus / "sub")
    assert [one.identifier for one in both.found] == sorted(
        [f"corpus/{row[0]}" for row in here] + [f"sub/{row[0]}" for row in inside]
    )


def test_an_archive_on_the_web_is_fetched_once(corpus: Path, tmp_path: Path) -> None:
    (corpus / "sub" / "inner.zip").unlink()
    here = said(found(tmp_path / "f", corpus))
    web = tmp_path / "web"
    web.mkdir()
    with zipfile.ZipFile(packed(corpus, web / "all.zip"), "a") as archive:
        archive.writestr(".left-out", bytes(1 << 20))  # stored as it is: the names are a small part of the file
    with served(web, "parts", "tags") as host:
        listed = found(tmp_path / "g", f"{host}/all.zip")
        assert not any(line.startswith("GET") and line.endswith(" ") for line in requests(web)), "names come by parts"
        assert said(listed) == here
        assert requests(web) == ["GET /all.zip "]
        known = {one.identifier: File(one.remote.version, "x") for one in listed.found if one.remote}
        again = found(tmp_path / "h", f"{host}/all.zip")
        requests(web)
        assert fetched(unlike(again.found, known), SECONDS) == {}
        assert requests(web) == [], "what is unchanged is not fetched"
        packed(corpus, web / "all.zip")
        assert len(list(unlike(found(tmp_path / "i", f"{host}/all.zip").found, known))) == len(here)


def test_a_server_that_gives_whole_files_only_will_do(corpus: Path, tmp_path: Path) -> None:
    (corpus / "sub" / "inner.zip").unlink()
    here = said(found(tmp_path / "f", corpus))
    packed(corpus, tmp_path / "corpus" / "all.zip")
    with served(corpus) as host:
        listed = found(tmp_path / "g", f"{host}/all.zip")
        assert said(listed) == here
        assert len([line for line in requests(corpus) if line == "GET /all.zip "]) == 1
        assert list(unlike(listed.found, {one.identifier: File("", "x") for one in listed.found})) == list(listed.found)
        page = found(tmp_path / "g", f"{host}/sub/b.html?token=hidden")
        assert [row[:2] for row in said(page)] == [("b.html", b"<p>\xe4\xb9\x99</p>")]


def test_an_object_store_is_a_folder(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = said(found(tmp_path / "f", corpus))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDWHOEVER")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "never to be seen")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with served(tmp_path / "corpus") as host:
        monkeypatch.setenv("AWS_ENDPOINT_URL", host)
        listed = found(tmp_path / "g", "s3://bucket")
        assert said(listed) == here
        assert all(one.remote and one.remote.version for one in listed.found)
        known = {one.identifier: File(one.remote.version, "x") for one in listed.found if one.remote}
        assert list(unlike(found(tmp_path / "g", "s3://bucket").found, known)) == []
        (corpus / "a.txt").write_text("申", "utf-8")  # of the same size
        changed = list(unlike(found(tmp_path / "g", "s3://bucket").found, known))
        assert [one.identifier for one in changed] == ["a.txt"]
        assert said(found(tmp_path / "g", "s3://bucket/sub")) == said(found(tmp_path / "f", corpus / "sub"))
        assert refused(found(tmp_path / "g", "s3://bucket/none")) == ["s3://bucket/none: no such file or folder"]


def test_reasons_name_addresses_and_no_secrets(corpus: Path, tmp_path: Path) -> None:
    with served(corpus, "locked") as host:
        inside = host.replace("//", "//reader:open%20sesame@")
        assert [row[0] for row in said(found(tmp_path / "g", f"{inside}/a.txt"))] == ["a.txt"]
        outside = host.replace("//", "//reader:guess@")
        assert refused(found(tmp_path / "g", f"{outside}/a.txt?key=SECRET")) == [
            f"{host}/a.txt: cannot be had: the server answers 401 Unauthorized"
        ]
        assert refused(found(tmp_path / "g", f"{inside}/none.txt?key=SECRET")) == [
            f"{host}/none.txt: cannot be had: the server answers 404 Not Found"
        ]
        (reason,) = refused(found(tmp_path / "g", f"{inside}/sub/"))
        assert reason.startswith(f"{host}/sub/: names a folder, and http lists none")
        for nowhere in (inside.rstrip("/"), f"{inside}/?page=1"):
            assert "names a folder" in refused(found(tmp_path / "g", nowhere))[0]
        assert "no path inside" in refused(found(tmp_path / "g", f"{inside}/sub/..%2Fa.txt"))[0]
    (reason,) = refused(found(tmp_path / "g", f"{inside}/a.txt?key=SECRET"))
    assert reason.startswith(f"{host}/a.txt: cannot be had: [Errno 111] Connect call failed")
    assert "sesame" not in reason
    assert "SECRET" not in reason


def test_what_hangs_or_never_ends_is_left(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "LARGEST", 100_000)
    with served(corpus) as host:
        listed = found(tmp_path / "g", f"{host}/hangs", f"{host}/a.txt", f"{host}/endless", seconds=3)
        assert refused(listed) == [f"{host}/hangs: took longer than 3 seconds"]
        absent = fetched(listed.found, 10)
    assert [str(error) for error in absent.values()] == [f"{host}/endless: has more than 0 MB; split it"]
    assert not any(path.exists() for path in absent)


def test_a_bomb_is_refused_before_it_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", bytes(3 << 20))
    fsspec.filesystem("memory").pipe("/bomb.zip", (tmp_path / "bomb.zip").read_bytes())
    monkeypatch.setattr(package, "MOST_BYTES", 1 << 20)
    (reason,) = refused(found(tmp_path / "f", "memory://bomb.zip"))
    assert reason == "memory://bomb.zip: unpacks to 3 MB; the most that is read is 1 MB, so split it"


def test_names_that_lead_elsewhere_and_empty_files_are_refused(tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.store["/odd/a/../../up.txt"] = memory.open("/odd-0", "wb")
    memory.pipe({"/odd/good.txt": b"x", "/odd/empty.txt": b"", "/odd/b\\c.txt": b"x", "/odd/bad.zip": b"PK\x03\x04 no"})
    memory.store["/odd/a/../../up.txt"].close()
    listed = found(tmp_path / "f", "memory://odd")
    assert [one.identifier for one in listed.found] == ["good.txt"]
    reasons = refused(listed)
    assert [reason.partition(": ")[0].removeprefix("memory://odd/") for reason in reasons] == [
        "'a/../../up.txt'",
        r"'b\\c.txt'",
        "bad.zip",
        "empty.txt",
    ]
    memory.pipe("/indexed/index.toml", b'["none.txt"]\ntitle = "x"\n')
    with pytest.raises(KnowledgeError, match="names no file here"):
        found(tmp_path / "f", "memory://indexed")


@pytest.mark.parametrize(
    ("text", "package_", "why"),
    [
        ("memory://x", "fsspec", "needs the package fsspec: pip install 'policykg[remote]'"),
        ("https://host/x", "aiohttp", "needs the package aiohttp: pip install 'policykg[remote]'"),
        ("s3://bucket/x", "s3fs", "needs the package s3fs: pip install 'policykg[remote]'"),
        ("gs://bucket/x", "", "needs another package: "),
        ("nothing://x", "", "cannot be had: Protocol not known: nothing"),
    ],
)
def test_what_is_not_installed_is_said(
    text: str, package_: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = importlib.util.find_spec
    monkeypatch.setattr(remote, "find_spec", lambda name: None if name == package_ else looked(name))
    (reason,) = refused(found(tmp_path / "f", text))
    assert reason.startswith(f"{text}: {why}")


def test_files_here_need_no_file_system_of_others(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = builtins.__import__

    def without(name: str, *rest: object) -> object:
        assert not name.startswith("fsspec"), "here is no need of it"
        return imported(name, *rest)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(remote, "find_spec", lambda _: None)
    monkeypatch.setattr(builtins, "__import__", without)
    path = packed(corpus, tmp_path / "corpus.zip")
    for one in (corpus, path, f"file://{corpus}", f"file://{path}", f"zip://sub::{path}"):
        assert said(found(tmp_path / "f", one)), one


def test_two_documents_of_one_name_are_told_by_their_addresses(tmp_path: Path) -> None:
    fsspec.filesystem("memory").pipe({"/x/docs/a.txt": b"1", "/y/docs/a.txt": b"2"})
    with pytest.raises(ReadError, match=r"memory:///x/docs/a\.txt and memory:///y/docs/a\.txt"):
        found(tmp_path / "f", "memory://x/docs", "memory://y/docs")
