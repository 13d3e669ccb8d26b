"""The fingerprint of everything beside a document that its graph depends on: program, libraries, data files."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import TYPE_CHECKING

from kg.paths import ONTOLOGY, PACKAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = ("model.py", "terms.py", "build.py", "repeats.py", "store/sketches.py")
ROOMS = ("text", "knowledge", "readers", "extraction", "graph", *FILES)
LIBRARIES = ("regex", "ahocorasick-rs", "opencc", "pypdfium2", "pyyaml", "pyoxigraph", "pyshacl", "rdflib")
UNREAD = "rules"  # derive from all documents together, and are run at each build


def fingerprint(package: Path = PACKAGE, ontology: Path = ONTOLOGY) -> str:
    """A SHA-256 over the names and bytes of all files that have a part in reading, and the versions of libraries."""
    total = hashlib.sha256("\n".join(f"{name} {version(name)}" for name in LIBRARIES).encode())
    for root, path in _files(package, ontology):
        total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def _files(package: Path, ontology: Path) -> Iterator[tuple[Path, Path]]:
    for room in ROOMS:
        place = package / room
        yield from ((package, path) for path in ([place] if place.is_file() else sorted(place.rglob("*.py"))))
    for path in sorted(ontology.rglob("*")):
        if path.suffix in {".ttl", ".toml"} and UNREAD not in path.relative_to(ontology).parts[:1]:
            yield ontology, path
