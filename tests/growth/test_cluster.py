"""Reading on a cluster of several processes: the bytes of a local build, whatever happens to a process."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from distributed import Client, Future, LocalCluster

from kg import build as building
from kg import cluster as clusters
from kg.build import build, reader
from kg.cli import commands
from kg.cluster import mapped_on
from kg.errors import ClusterError, StoreError
from kg.workers import Lost
from tests.growth import growing
from tests.growth.squares import lengths, make, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a cluster of four worker processes on this machine."""
    with LocalCluster(
        n_workers=4, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Two dozen files, some with equal bytes, one that can be no document, and one that nobody may open."""
    folder = tmp_path / "sources"
    folder.mkdir()
    for number in range(24):
        text = growing.TEXTS[number % len(growing.TEXTS)].replace("{n}", str(60 + number))
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    return folder


def texts(folder: Path) -> int:
    """How many different documents a folder holds."""
    return len({path.read_bytes() for path in folder.glob("*.txt")})


def processes(address: str) -> list[int]:
    with Client(address, set_as_default=False) as client:
        return sorted(client.run(os.getpid).values())


def test_the_bytes_of_a_local_build_though_a_worker_is_killed(
    sources: Path, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "MOST", 2)
    before = processes(address)

    def killing(results: Iterable[object], _total: int) -> Iterator[object]:
        for number, result in enumerate(results):
            if number == 1:
                os.kill(before[0], signal.SIGKILL)
            yield result

    there = build([sources], tmp_path / "there", 1, lambda _: None, watch=killing, cluster=address)  # type: ignore[arg-type]  # of anything
    here = build([sources], tmp_path / "here", 2, lambda _: None)
    assert there.documents == here.documents == texts(sources)
    assert list(map(str, there.refused)) == list(map(str, here.refused)) != []
    assert growing.plain(tmp_path / "there") == growing.plain(tmp_path / "here")
    assert before[0] not in processes(address)


def test_a_file_that_is_gone_since_it_was_seen_is_named(
    tmp_path: Path, address: str, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unopened = sources / "00.txt"
    graphs = building.document_graphs

    def losing(*given: object) -> object:
        unopened.unlink()
        return graphs(*given)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(building, "document_graphs", losing)
    built = build([sources], tmp_path / "out", 1, lambda _: None, cluster=address)
    assert [error.path for error in built.refused] == ["00.txt", "broken.pdf"]
    assert built.documents == texts(sources)


def test_the_lost_are_named_and_the_rest_done(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "MOST", 5)
    results = list(mapped_on(address, make, range(40), 2))
    lost = {result.item: result.why for result in results if isinstance(result, Lost)}
    assert lost == {13: "ended the process that read it (SIGKILL)", 23: "took longer than 2 seconds"}
    done = [result for result in results if not isinstance(result, Lost)]
    assert sorted(square for square, _ in done) == [item * item for item in range(40) if item not in lost]
    assert len({maker for _, maker in done}) <= 4  # made ready once a worker


def test_what_is_lost_before_it_is_fetched_is_made_again(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a worker ends that holds results: the scheduler tells that they are gone."""
    submit = Client.submit
    lost: list[Future] = []

    def losing(client: Client, *given: object, **options: object) -> Future:
        future = submit(client, *given, **options)
        if not lost:
            lost.append(future)
            future.cancel()
        return future

    monkeypatch.setattr(Client, "submit", losing)
    monkeypatch.setattr(clusters, "MOST", 5)
    results = list(mapped_on(address, make, range(40, 60), 5))
    made = sorted(result[0] for result in results if not isinstance(result, Lost))
    assert (len(lost), made) == (1, [item * item for item in range(40, 60)])


def test_an_item_that_ends_all_around_it_is_lost_alone(address: str) -> None:
    results = list(mapped_on(address, make, (75, 76, 77, 78), 60))
    assert [result.item for result in results if isinstance(result, Lost)] == [77]
    assert sorted(result[0] for result in results if not isinstance(result, Lost)) == [75 * 75, 76 * 76, 78 * 78]


def test_a_fault_of_ours_costs_the_item_that_it_was_met_at(address: str) -> None:
    results = list(mapped_on(address, make, (98, 99), 60))
    assert [result.item for result in results if isinstance(result, Lost)] == [99]


def test_a_machine_that_cannot_do_the_work_says_why(address: str) -> None:
    with pytest.raises(StoreError, match="not on this machine"):
        list(mapped_on(address, refuse, (1, 2), 60))


def test_another_ontology_there_is_refused(address: str) -> None:
    with pytest.raises(ClusterError, match="are others on this worker; install the same there"):
        list(mapped_on(address, partial(reader, "0" * 64), (1, 2), 60))


def test_a_program_that_a_worker_has_not_is_refused(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "only_here.py").write_text("def make():\n    return abs\n")
    monkeypatch.syspath_prepend(tmp_path)
    before = processes(address)
    import only_here  # type: ignore[import-not-found]  # noqa: PLC0415  written just now

    with pytest.raises(ClusterError, match=r"only_here.*install the same kg on all machines"):
        list(mapped_on(address, only_here.make, (1, 2), 60))
    monkeypatch.setattr(clusters, "_work", only_here.make)  # as where kg is not installed
    with pytest.raises(ClusterError, match=r"only_here.*install the same kg on all machines"):
        list(mapped_on(address, make, (1, 2), 60))
    assert processes(address) == before  # which is no reason for a worker to end


def test_no_more_than_a_few_batches_are_on_their_way(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "MOST", 1)
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for item in range(1000):
            taken += 1
            yield item + 100

    results = mapped_on(address, make, items(), 60)
    for _ in range(5):
        next(results)
    assert taken <= 5 + clusters.AHEAD * 4
    results.close()  # type: ignore[attr-defined]  # a generator


def test_a_batch_weighs_no_more_than_it_may(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "HEAVIEST", 1000)
    taken = 0

    def items() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(60):
            taken += 1
            yield b"." * 700

    results = mapped_on(address, lengths, items(), 60)
    assert next(results) == 700
    assert taken <= 1 + clusters.AHEAD * 4  # a batch would take a hundred of one byte
    assert list(results) == [700] * 59


@pytest.mark.parametrize("wrong", ["tcp://127.0.0.1:1", "127.0.0.1", "nonsense://"])
def test_no_scheduler_there(sources: Path, tmp_path: Path, wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "ANSWER", 1.0)
    run = CliRunner().invoke(commands, ["build", str(sources), "-o", str(tmp_path / "out"), "--dask", wrong])
    assert run.exit_code == 3
    assert f"kg: {wrong}: no scheduler of dask answers there" in run.stderr
    assert not (tmp_path / "out").exists()


def test_a_cluster_without_workers(sources: Path, tmp_path: Path) -> None:
    with (
        LocalCluster(n_workers=0, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1") as empty,
        pytest.raises(ClusterError, match="has no worker; start some: dask worker tcp://"),
    ):
        build([sources], tmp_path / "out", 1, lambda _: None, cluster=empty.scheduler_address)


def test_without_the_package(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'policykg\[dask\]'"):
        build([sources], tmp_path / "out", 1, lambda _: None, cluster="tcp://127.0.0.1:1")
