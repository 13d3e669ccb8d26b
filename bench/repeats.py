"""Prints what it costs to find who repeats whom in `bench.corpus`, and how much of that is found and right.

    python -m bench.repeats [DOCUMENTS ...]

Documents are read, nothing is extracted from them: CPU milliseconds a document for its sketch and for finding what it
repeats, the same for one document more, bytes of the index; then pairs of one story, counting those by way of others.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from bench.corpus import write
from kg.evaluate.gold import read_gold
from kg.knowledge.sites import load_sites
from kg.model import Extraction
from kg.paths import ONTOLOGY
from kg.readers.read import read
from kg.readers.sources import load, sources
from kg.repeats import SKETCHES, renew_repeats, repeats
from kg.store.folder import new_build
from kg.store.parts import made
from kg.store.sketches import packed
from kg.terms import DOCUMENT, POL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Document

LINKS = {POL + "repeats", POL + "sharesTextWith"}
HEAD = "documents sketch ms  find ms one more s index MB  found  right   true"


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", type=int, default=[1000])
    print(HEAD, flush=True)
    for number in parser.parse_args().documents:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{number:9} {measured(number, Path(folder))}", flush=True)


def measured(number: int, folder: Path) -> str:
    """The other columns of a line."""
    write(number + 1, folder / "sources", folder / "gold")
    sites = load_sites(ONTOLOGY / "sites")
    documents = [read(load(listing), sites) for listing in sources([folder / "sources"]).found]
    start = time.process_time()
    for document in documents:
        packed(document)
    sketched = time.process_time() - start
    out = folder / "build"
    links, found = _built(documents[:-1], out)
    size = (out / SKETCHES).stat().st_size
    _, more = _built(documents, out)
    names = {DOCUMENT + document.id: document.identifier for document in documents}
    origins = {one.document: one.repeats[0] if one.repeats else one.document for one in read_gold(folder / "gold")}
    told, true = _pairs(_joined(names, links)), _pairs({name: origins[name] for name in names.values()})
    per = 1000 / number
    columns = f"{sketched * per:9.2f} {found * per:8.2f} {more:10.3f} {size / 1e6:8.1f}"
    return f"{columns} {len(told):6} {len(told & true):6} {len(true):6}"


def _built(documents: Iterable[Document], out: Path) -> tuple[set[tuple[str, str]], float]:
    """A build of documents of which nothing is extracted: who repeats whom where all is found anew, and CPU seconds."""
    with new_build(out) as writer:
        keys = {document.id: document.id for document in documents}
        missing = writer.begin(keys, {})
        for document in documents:
            if document.id in missing:
                writer.keep(made(document.id, Extraction(document, (), ()), (), (), ()))
        store = writer.union()
        start = time.process_time()
        if writer.changed is None:
            said = list(repeats(writer))
        else:
            renew_repeats(writer, store, writer.changed)
            said = []
        spent = time.process_time() - start
        writer.finish(())
    return {(str(one.subject)[1:-1], str(one.object)[1:-1]) for one in said if one.predicate.value in LINKS}, spent


def _joined(names: Mapping[str, str], links: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The story of each document: the one that its links lead to in the end."""
    origin = {name: name for name in names.values()}
    for later, earlier in links:
        origin[names[later]] = names[earlier]
    return {name: _first(name, origin) for name in origin}


def _first(name: str, origin: Mapping[str, str]) -> str:
    while origin[name] != name:
        name = origin[name]
    return name


def _pairs(stories: Mapping[str, str]) -> set[tuple[str, str]]:
    told: dict[str, list[str]] = {}
    for name in sorted(stories):
        told.setdefault(stories[name], []).append(name)
    return {pair for names in told.values() for pair in combinations(names, 2)}


if __name__ == "__main__":
    main()
