"""Read this first: the whole way of documents to a checked graph, top to bottom.

bytes -> Document -> sentences -> mentions -> statements -> named graph + quarantine      one document
named graphs -> union -> derived graph -> findings -> published graph                     the corpus
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from socket import gethostname
from typing import TYPE_CHECKING

from kg.cluster import mapped_on
from kg.errors import ClusterError, KgError, ReadError
from kg.extraction.extract import extract
from kg.fetch import fetched, reached, room, unlike
from kg.fingerprint import fingerprint
from kg.graph.assemble import assemble
from kg.graph.derive import derive
from kg.graph.nquads import lines, quad_lines
from kg.graph.owners import owned
from kg.graph.rederive import rederive
from kg.graph.rewarn import rewarn
from kg.graph.schema import Schema, schema
from kg.graph.shapes import Shapes, prepare
from kg.graph.validate import validate
from kg.graph.warn import warnings
from kg.knowledge.load import load as load_knowledge
from kg.knowledge.sites import Sites, load_sites
from kg.paths import ONTOLOGY
from kg.progress import unwatched
from kg.query.changes import Touched, write_changes
from kg.query.gather import Change
from kg.query.index import update_index, write_index
from kg.query.lookup import INDEX, is_current
from kg.readers.read import read
from kg.readers.sources import load as load_source
from kg.readers.sources import sources
from kg.repeats import renew_repeats, repeats
from kg.store.folder import new_build
from kg.store.known import planned
from kg.store.layered import log_of
from kg.store.parts import Made, made
from kg.survey import Wanted, survey
from kg.tally import Built, by_number, count, count_again, tally
from kg.terms import BASE, ONTOLOGY_GRAPH, QUARANTINE
from kg.workers import Lost, mapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import Store

    from kg.graph.owners import Owned
    from kg.knowledge.types import Knowledge
    from kg.progress import Watch
    from kg.readers.sources import Sources
    from kg.store.known import Plan
    from kg.store.writer import Writer
    from kg.survey import Survey


PATIENCE = 300.0  # seconds that a document may take


@dataclass(frozen=True, eq=False, slots=True)
class Library:
    """Everything of ontology/ that a build uses; `fingerprint` stands for it, and for the program."""

    fingerprint: str
    knowledge: Knowledge
    sites: Sites
    schema: Schema
    rules: tuple[Owned, ...]
    shapes: Shapes


@dataclass(frozen=True, slots=True)
class Manner:
    """How documents are read: in so many processes, or by a cluster, each for so many seconds at most; who is told."""

    workers: int
    report: Callable[[str], None]
    watch: Watch = unwatched
    seconds: float = PATIENCE
    cluster: str = ""


def build(  # noqa: PLR0913  what a user may choose
    paths: Sequence[Path | str],
    out: Path,
    workers: int = 1,
    report: Callable[[str], None] = print,
    *,
    watch: Watch = unwatched,
    seconds: float = PATIENCE,
    cluster: str = "",
) -> Built:
    """Bring the graph in the folder `out` up to date with files, folders and addresses; it changes all at once.

    Only new and changed documents are read, each for so many seconds at most. `report` is given a line a stage, `watch`
    the results as they come. Files that cannot be read are left out and told of in the result. `cluster` is the address
    of one of dask, whose workers read in place of `workers` here. ReadError where nothing that is named can be read.
    """
    library = load_library()
    manner = Manner(workers, report, watch, seconds, cluster)
    with room(paths) as folder:
        listed = sources(reached(paths, folder, seconds))
        if listed.refused and not listed.found:
            raise listed.refused[0]  # a path with a slip in it, say; what was built before stays
        number = len(listed.found)
        report(by_number(number, f"found {number} file", f"found {number} files"))
        with new_build(out) as writer:
            unread, unopened = looked_into(listed, writer, library.fingerprint, seconds)
            built = finish(unread, [*listed.refused, *unopened], writer, library, manner)
    report(f"published in {out}")
    return built


def build_again(  # noqa: PLR0913, PLR0917  what a build needs, and what its parent knows
    seen: Survey, plan: Plan, refused: Sequence[ReadError], writer: Writer, library: Library, manner: Manner
) -> Built:
    """Bring a graph up to date with what was seen of files of this machine, but for those that are refused already.

    The plan is taken as it is where the version that is there is the one that it was made for.
    """
    plan = plan if plan.known is writer.known else planned(writer.known, seen.keys, seen.files)
    missing = writer.begin_as(plan)
    at = {error.path for error in refused}
    wanted = (seen.wanted[identity] for key, identity in plan.wanted.items() if key in missing)
    unread = [one for one in wanted if one.listing.identifier not in at]
    return finish(unread, refused, writer, library, manner)


def finish(
    unread: Sequence[Wanted], refused: Sequence[ReadError], writer: Writer, library: Library, manner: Manner
) -> Built:
    """Read what is unread and make one graph of all; `refused` is what could not be opened."""
    graphs = document_graphs(unread, library, manner.workers, manner.seconds, manner.cluster)
    unmade = list(refused)
    for result in manner.watch(graphs, len(unread)):
        if isinstance(result, Made):
            writer.keep(result)
        else:
            unmade.append(result)
    number = len(unread) - len(unmade) + len(refused)
    manner.report(by_number(number, f"read {number} document", f"read {number} documents"))
    counted = join_documents(writer, library, manner.report)
    return tally(counted, writer.built(), unmade)


def looked_into(
    listed: Sources, writer: Writer, fingerprint: str, seconds: float
) -> tuple[list[Wanted], list[ReadError]]:
    """What is new or changed, fetched where it lies elsewhere, and what cannot be opened; the rest stays as it was."""
    known = writer.known_files
    absent = fetched(unlike(listed.found, known), seconds)
    found = [one for one in listed.found if one.path not in absent] if absent else listed.found
    if absent and not found:
        raise next(iter(absent.values()))  # nothing answers: what was built before stays
    seen = survey(found, known, writer.settled(), fingerprint)
    missing = writer.begin(seen.keys, seen.files)
    unread = [wanted for wanted in seen.wanted.values() if wanted.key in missing]
    absent |= fetched((wanted.listing for wanted in unread), seconds)
    here = [wanted for wanted in unread if wanted.listing.path not in absent] if absent else unread
    return here, [*absent.values(), *seen.refused]


def join_documents(writer: Writer, library: Library, report: Callable[[str], None]) -> dict[str, int]:
    """Make one graph of all documents, with what follows from it; how much there is of what."""
    rules = (rule.query for rule in library.schema.rules)
    writer.add_ontology(quad_lines(library.schema.ontology, ONTOLOGY_GRAPH), rules)
    store = writer.union()
    derive_what_follows(writer, store, library)
    report("derived what follows from all of them")
    with ThreadPoolExecutor(2) as beside:  # the engine answers the queries of the index meanwhile
        flushed = beside.submit(store.flush)
        checked = beside.submit(check_and_count, writer, store, library)
        touched = index_what_is_there(writer, store)
        counted = checked.result()
        flushed.result()
    report("checked the whole")
    if writer.last:
        write_changes(writer.last, writer.path, (writer.last_union(), store), touched)
    return counted


def derive_what_follows(writer: Writer, store: Store, library: Library) -> None:
    """Derive from all documents, or for those only whom a change of the last store concerns."""
    if writer.changed is None:
        derive(store, library.rules, repeats(writer))
    else:
        renew_repeats(writer, store, writer.changed)
        rederive(writer.last_union(), store, library.rules, writer.changed)


def check_and_count(writer: Writer, store: Store, library: Library) -> dict[str, int]:
    """Keep what all documents together make one look at, and how much there is of what, which it gives."""
    last = writer.counted()
    if writer.changed is None or not last:
        counted = count(store)
        writer.finish(warnings(store, library.shapes), totals=counted)
    else:
        old = writer.last_union()
        nodes, findings = rewarn(old, store, library.shapes, writer.changed)
        counted = count_again(last, old, store, writer.changed)
        writer.finish(findings, nodes, counted)
    return counted


def index_what_is_there(writer: Writer, store: Store) -> Touched | None:
    """Write the index of all things, or bring that of the last store up to date, and say what that touched."""
    path = writer.path / INDEX
    if writer.changed is not None and writer.inherit(INDEX) and is_current(path):
        things = update_index(Change(store, writer.last_union(), writer.changed), path)
        return Touched(writer.touched, things, writer.changed)
    path.unlink(missing_ok=True)
    log_of(path).unlink(missing_ok=True)
    write_index(store, path)
    return None


def document_graph(wanted: Wanted, library: Library) -> Made:
    """Read one document and part its graph into what the shapes accept and what they refuse."""
    document = read(load_source(wanted.listing), library.sites)
    extraction = extract(document, library.knowledge)
    checked = validate(assemble(extraction), document, library.shapes)
    accepted = lines(checked.graph, BASE + "doc/" + document.id)
    refused = lines(checked.quarantine, QUARANTINE + document.id)
    return made(wanted.key, extraction, accepted, refused, checked.findings)


def document_graphs(
    unread: Sequence[Wanted], library: Library, workers: int, seconds: float, cluster: str = ""
) -> Iterator[Made | ReadError]:
    """The graph of each document, in any order, or why there is none."""
    unopened: list[ReadError] = []
    results = (
        mapped_on(cluster, partial(reader, library.fingerprint), opened(unread, unopened), seconds)
        if cluster and unread
        else mapped(partial(attempt, library=library), unread, min(workers, len(unread)), seconds)
    )
    for result in results:
        if isinstance(result, Lost):
            yield ReadError(result.item.listing.identifier, result.why)
        elif isinstance(result, Made | ReadError):
            yield result
        else:
            raise result
    yield from unopened


def attempt(wanted: Wanted, library: Library) -> Made | KgError:
    """The graph of a document or why there is none, as a value that comes back from another process."""
    try:
        return document_graph(wanted, library)
    except KgError as error:
        return error


def reader(expected: str) -> Callable[[Wanted], Made | KgError]:
    """What reads on another machine; ClusterError where it would not give the bytes that are given here."""
    if fingerprint() != expected:
        where = f"{gethostname()}: {ONTOLOGY}"
        raise ClusterError(f"{where}: kg, its libraries or ontology/ are others on this worker; install the same there")
    return partial(attempt, library=load_library())


def opened(unread: Iterable[Wanted], unopened: list[ReadError]) -> Iterator[Wanted]:
    """Documents with their bytes, for machines without our files; those that cannot be opened are added to a list."""
    for wanted in unread:
        try:
            yield replace(wanted, listing=wanted.listing._replace(data=load_source(wanted.listing).data, remote=None))
        except ReadError as error:
            unopened.append(error)


def load_library(folder: Path = ONTOLOGY) -> Library:
    """All of ontology/; KnowledgeError where a file of it is wrong."""
    whole = schema(folder)
    return Library(
        fingerprint(ontology=folder),
        load_knowledge(folder),
        load_sites(folder / "sites"),
        whole,
        tuple(map(owned, whole.rules)),
        prepare(whole),
    )
