"""Which formats there are, which parts can be asked for, and that the same graph gives the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.commands.exporting import FORMATS
from kg.errors import NotFound, QueryError, StoreError
from kg.exports import png, svg
from kg.exports.compose import compose
from kg.exports.export import EXPORTS, export, format_of
from kg.exports.part import around, chosen, descent, named
from kg.query.catalog import question
from kg.query.lineage import Reach, lineage

if TYPE_CHECKING:
    from kg.exports.export import Source
    from kg.exports.network import Network

ID, VOC, POL = "https://w3id.org/policykg/id/", "https://w3id.org/policykg/voc/", "https://w3id.org/policykg/def#"
ROOT = Path(__file__).parents[2]
CODE = """
import sys
from pathlib import Path
from tests.exports.conftest import source_of
from tests.exports.hostile import source
from kg.exports.export import EXPORTS, export
from kg.exports.part import around
for source, node in ((source_of(Path(sys.argv[1])), "voc/ft-vc"), (source(), "id/policy/u-0000000001")):
    part = around(source.engine, "https://w3id.org/policykg/" + node, 1)
    for one in EXPORTS:
        if one.name != "png":
            sys.stdout.buffer.write(export(source, one, part, "zh"))
"""


def test_the_command_line_offers_every_format() -> None:
    assert tuple(one.name for one in EXPORTS) == FORMATS
    assert len({one.suffix for one in EXPORTS}) == len(EXPORTS)
    with pytest.raises(NotFound, match="graphml"):
        format_of("xlsx")


def test_the_same_graph_gives_the_same_bytes_whatever_the_hash_seed(built: Path) -> None:
    found = [
        subprocess.run(
            [sys.executable, "-c", CODE, str(built)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(found[0]) > 100_000
    assert found[0] == found[1]


@pytest.fixture(scope="session")
def seeds_source(sources: dict[str, Source]) -> Source:
    return sources["seeds"]


def test_what_is_near_a_node_grows_with_the_steps(seeds_source: Source) -> None:
    sizes = [len(around(seeds_source.engine, f"{VOC}ft-vc", steps).nodes) for steps in range(4)]
    assert sizes[0] == 1
    assert sizes == sorted(sizes)
    assert sizes[1] > 3
    with pytest.raises(QueryError, match="fewer steps"):
        around(seeds_source.engine, f"{VOC}ft-vc", 3, 5)
    with pytest.raises(NotFound):
        around(seeds_source.engine, f"{VOC}ft-none", 1)


def test_the_lineage_of_a_policy_holds_policies_only(sources: dict[str, Source]) -> None:
    part = descent(lineage(sources["hostile"].engine, f"{ID}policy/u-0000000002", "zh", Reach(1, 1)))
    numbers = {int(iri[-2:]) for iri in part.nodes}
    assert {1, 2, 3} <= numbers <= {0, 1, 2, 3}
    assert all(relation.removeprefix(POL) in {"basedOn", "implements", "cites"} for _, relation, _ in part.links)


def test_a_query_names_nodes_or_makes_edges(seeds_source: Source) -> None:
    engine = seeds_source.engine
    part = chosen(engine, "SELECT ?policy ?date { ?policy a pol:Policy . OPTIONAL { ?policy pol:issuedOn ?date } }")
    assert part.nodes
    assert all("/policy/" in iri for iri in part.nodes)
    assert {end for source, _, target in part.links for end in (source, target)} <= set(part.nodes)
    made = chosen(engine, "CONSTRUCT { ?a <urn:x:asks> ?f } WHERE { ?a pol:issues ?p . ?p pol:requiresOf ?f }")
    assert made.links
    assert {relation for _, relation, _ in made.links} == {"urn:x:asks"}
    network = compose(engine, made, "zh")
    assert all(node.text("label") for node in network.nodes)
    blank = chosen(engine, "CONSTRUCT { [] pol:requires ?t } WHERE { ?t a pol:Target }")
    again = chosen(engine, "CONSTRUCT { [] pol:requires ?t } WHERE { ?t a pol:Target }")
    assert export(seeds_source, format_of("ttl"), blank, "zh") == export(seeds_source, format_of("ttl"), again, "zh")
    for bad in ("ASK { ?s ?p ?o }", "SELECT", "DROP ALL", "SELECT * { SERVICE <http://127.0.0.1:1/> {} }"):
        with pytest.raises(QueryError):
            chosen(engine, bad)


def test_a_question_names_the_things_in_its_answer(seeds_source: Source) -> None:
    part = named(seeds_source.engine, question("requires-of-facility"), {"facility": "voc:ft-vc"})
    assert f"{VOC}ft-vc" in part.nodes
    assert any("/policy/" in iri for iri in part.nodes)


def test_every_format_takes_a_part_and_nothing(seeds_source: Source) -> None:
    part = around(seeds_source.engine, f"{VOC}ft-vc", 1)
    nothing = chosen(seeds_source.engine, "SELECT ?x { ?x a pol:Nothing }")
    for one in EXPORTS:
        assert export(seeds_source, one, part, "en"), one.name
        assert one.name in {"nq", "nt", "ttl", "ttl12", "trig"} or export(seeds_source, one, nothing, "en"), one.name


def test_a_picture_nobody_can_read_is_refused(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg, "MOST", 3)
    with pytest.raises(QueryError, match="at most 3"):
        svg.svg(network)


def test_a_picture_becomes_pixels_of_its_size(seeds_source: Source) -> None:
    part = around(seeds_source.engine, f"{VOC}ft-vc", 1)
    drawn = export(seeds_source, format_of("png"), part, "zh")
    assert drawn.startswith(b"\x89PNG\r\n")
    width, height = (int.from_bytes(drawn[start : start + 4], "big") for start in (16, 20))
    assert f'viewBox="0 0 {width} {height}"'.encode() in export(seeds_source, format_of("svg"), part, "zh")


def test_pixels_need_a_renderer_and_a_font(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>中医</text></svg>'.encode()
    listing = tmp_path / "fc-list"
    listing.write_text("#!/bin/sh\n", "utf-8")
    listing.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreError, match="font"):
        png.png(drawing)
    assert png.png(drawing.replace("中医".encode(), b"TCM"))
    monkeypatch.setattr(png, "find_spec", lambda _: None)
    with pytest.raises(StoreError, match=r"policykg\[png\]"):
        png.png(drawing)


def test_names_come_in_the_language_asked_for(seeds_source: Source) -> None:
    part = around(seeds_source.engine, f"{VOC}ft-vc", 2)
    zh, en = (compose(seeds_source.engine, part, language) for language in ("zh", "en"))
    by_iri = {node.iri: node for node in en.nodes}
    for node in zh.nodes:
        assert node.text("label") == (node.text("label_zh") or by_iri[node.iri].text("label"))
        assert by_iri[node.iri].text("label") == (node.text("label_en") or node.text("label"))
