"""A web server for tests: files of a folder, as plain servers give them, as careful ones do, and as an object store.

    python shelf.py FOLDER LOG [parts] [tags] [locked]

`parts` gives ranges, `tags` strong ETags, `locked` asks for the user "reader" with the password "open sesame". Paths
below /bucket/ are an object store's. The address is printed; each request is a line of LOG.
"""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

LET_IN = "Basic " + base64.b64encode(b"reader:open sesame").decode()
BUCKET = "/bucket"


class Shelf(BaseHTTPRequestHandler):
    """Answers what the tests ask."""

    protocol_version = "HTTP/1.1"
    folder: Path
    log: Path
    ways: frozenset[str]

    def do_HEAD(self) -> None:
        """The same without a body."""
        self.do_GET()

    def do_GET(self) -> None:
        """A file, or the list of a bucket."""
        asked = urlsplit(self.path)
        path = unquote(asked.path)
        with self.log.open("a") as file:
            file.write(f"{self.command} {path} {self.headers.get('Range', '')}\n")
        if "locked" in self.ways and self.headers.get("Authorization") != LET_IN:
            self.answer(401, b"", {})
        elif path == "/hangs":
            sleep(60)
        elif path == "/endless":
            self.endless()
        elif path.rstrip("/") == BUCKET:
            self.answer(200, "".join(self.listing(parse_qs(asked.query))).encode(), {"Content-Type": "text/xml"})
        else:
            self.file(self.folder / path.removeprefix(BUCKET).lstrip("/"))

    def file(self, path: Path) -> None:
        if not path.is_file():
            self.answer(404, b"", {})
            return
        data = path.read_bytes()
        headers = {"ETag": tag(data)} if "tags" in self.ways or self.path.startswith(BUCKET) else {}
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if asked and ("parts" in self.ways or self.path.startswith(BUCKET)):
            start, end = int(asked[1]), min(int(asked[2] or len(data)), len(data) - 1)
            headers["Content-Range"] = f"bytes {start}-{end}/{len(data)}"
            self.answer(206, data[start : end + 1], headers)
        else:
            self.answer(200, data, headers)

    def endless(self) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "GET":
            for _ in range(1000):
                self.wfile.write(b"x" * 10_000)
        self.close_connection = True

    def listing(self, asked: dict[str, list[str]]) -> Iterator[str]:
        prefix, delimiter = (asked.get(name, [""])[0] for name in ("prefix", "delimiter"))
        keys = sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file())
        folders = set()
        yield "<ListBucketResult><Name>bucket</Name><IsTruncated>false</IsTruncated>"
        for key in keys:
            rest = key.removeprefix(prefix)
            if not key.startswith(prefix):
                continue
            if delimiter and delimiter in rest:
                folders.add(prefix + rest.partition(delimiter)[0] + delimiter)
                continue
            data = (self.folder / key).read_bytes()
            yield f"<Contents><Key>{escape(key)}</Key><Size>{len(data)}</Size><ETag>{escape(tag(data))}</ETag>"
            yield "<LastModified>2024-01-01T00:00:00.000Z</LastModified></Contents>"
        for folder in sorted(folders):
            yield f"<CommonPrefixes><Prefix>{escape(folder)}</Prefix></CommonPrefixes>"
        yield "</ListBucketResult>"

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: requests stand in the log."""


def tag(data: bytes) -> str:
    """What object stores call their files' bytes."""
    return f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"'


if __name__ == "__main__":
    Shelf.folder, Shelf.log, Shelf.ways = Path(sys.argv[1]), Path(sys.argv[2]), frozenset(sys.argv[3:])
    with ThreadingHTTPServer(("127.0.0.1", 0), Shelf) as server:
        print(f"http://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201  for who started it
        server.serve_forever()
