"""The vocabularies of agencies, regions and facility types, and the word lists beside them, are fit to be read.

Run this file to write the vocabularies in their canonical order.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.candidates import WEIGHTS
from kg.terms import BASE, DCTERMS, POL, RDF, SKOS, VOC

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
VOCABULARIES = tuple(ROOT / "ontology" / "vocab" / f"{name}.ttl" for name in ("agency", "facility", "region"))
AGENCY, FACILITY, REGION = VOCABULARIES
WORDS = ROOT / "ontology" / "words"
FIX = "python tests/test_vocab_files.py"

TYPES = {"agency": POL + "Agency", "facility": POL + "FacilityType", "region": POL + "Region"}
LABELS = tuple(SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel"))
TRAP = POL + "notLabel"
PREFIXES = (
    ("agency", BASE + "agency/"),
    ("dcterms", DCTERMS),
    ("pol", POL),
    ("skos", SKOS),
    ("voc", VOC),
)
ORDER = (
    RDF + "type",
    SKOS + "inScheme",
    SKOS + "notation",
    SKOS + "broader",
    *LABELS,
    TRAP,
    SKOS + "scopeNote",
    DCTERMS + "source",
)
LOCAL = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
HAN = re.compile(r"[\u4e00-\u9fff]")


# --- the canonical order ---------------------------------------------------------------------------------------------


def canonical(text: str) -> str:
    """Write a vocabulary again: entries by IRI, predicates in ORDER, values by language and code point."""
    entries: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
        entries[iri(triple.subject)][iri(triple.predicate)].append(term(triple.object))
    body = "".join(entry(subject, entries[subject]) for subject in sorted(entries))
    used = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES if f"{prefix}:" in body)
    return opening_comment(text) + used + body


def opening_comment(text: str) -> str:
    return "".join(itertools.takewhile(lambda line: line.startswith("#"), text.splitlines(keepends=True)))


def iri(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    assert isinstance(node, ox.NamedNode), f"{node}: an IRI would be right"
    return node.value


def entry(subject: str, properties: dict[str, list[str]]) -> str:
    unknown = sorted(set(properties) - set(ORDER))
    assert not unknown, f"{subject}: unknown properties {unknown}; right would be some of {ORDER}"
    lines = [f"{verb(p)} {' , '.join(sorted(properties[p], key=by_language))}" for p in ORDER if p in properties]
    return f"\n{short(subject)} " + " ;\n    ".join(lines) + " .\n"


def verb(predicate: str) -> str:
    return "a" if predicate == RDF + "type" else short(predicate)


def by_language(value: str) -> tuple[str, str]:
    return (value.rpartition('"@')[2] if '"@' in value else "", value)


def short(address: str) -> str:
    for prefix, space in PREFIXES:
        if address.startswith(space) and LOCAL.fullmatch(address[len(space) :]):
            return f"{prefix}:{address[len(space) :]}"
    return f"<{address}>"


def term(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(node) if isinstance(node, ox.Literal) else short(iri(node))


# --- what stands in the files ----------------------------------------------------------------------------------------


def load(path: Path) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Entries of a vocabulary: IRI -> predicate -> (value, language) pairs, the scheme itself left out."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for triple in ox.parse(path.read_text("utf-8"), format=ox.RdfFormat.TURTLE):
        language = triple.object.language or "" if isinstance(triple.object, ox.Literal) else ""
        assert not isinstance(triple.object, (ox.BlankNode, ox.Triple))
        found[iri(triple.subject)][iri(triple.predicate)].append((triple.object.value, language))
    return {subject: found[subject] for subject in found if subject != scheme(path)}


def scheme(path: Path) -> str:
    return VOC + path.stem


def names(properties: dict[str, list[tuple[str, str]]], kinds: Iterable[str] = LABELS) -> list[tuple[str, str]]:
    return [pair for kind in kinds for pair in properties.get(kind, [])]


def preferred(path: Path) -> dict[str, str]:
    """Every Chinese name of a file -> the preferred Chinese name of its entry."""
    found = {}
    for properties in load(path).values():
        best = next(value for value, language in properties[SKOS + "prefLabel"] if language == "zh")
        found.update({value: best for value, language in names(properties) if language == "zh"})
    return found


def tables(name: str) -> dict[str, dict[str, object]]:
    return tomllib.loads((WORDS / name).read_text("utf-8"))


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_a_vocabulary_is_in_canonical_order(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text == canonical(text), f"{path.name} is not in canonical order; put it right with: {FIX}"


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_every_entry_is_typed_in_its_scheme_and_names_its_source(path: Path) -> None:
    for subject, properties in load(path).items():
        assert properties[RDF + "type"] == [(TYPES[path.stem], "")], subject
        assert properties[SKOS + "inScheme"] == [(scheme(path), "")], subject
        assert properties.get(DCTERMS + "source"), f"{subject}: no dcterms:source; name where the name is from"
        address = BASE + "agency/" if path == AGENCY else VOC + ("ft-" if path == FACILITY else "region-")
        assert subject.startswith(address), f"{subject}: an IRI below {address} would be right"


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_every_entry_has_one_preferred_name_in_each_language(path: Path) -> None:
    for subject, properties in load(path).items():
        languages = sorted(language for _, language in properties[SKOS + "prefLabel"])
        assert languages == ["en", "zh"], f"{subject}: preferred names in {languages}"


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_names_are_written_in_the_script_of_their_language(path: Path) -> None:
    for subject, properties in load(path).items():
        for name, language in names(properties, (*LABELS, TRAP)):
            assert name == name.strip(), f"{subject}: blanks around {name!r}"
            assert bool(HAN.search(name)) == (language == "zh"), f"{subject}: {name!r}@{language}"
            assert language == "zh" or name.isascii(), f"{subject}: {name!r} is not plain ASCII"
            assert len(name) > 1, f"{subject}: {name!r} is too short to be told from other words"


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_broader_leads_to_entries_of_the_same_file_and_never_round(path: Path) -> None:
    entries = load(path)
    above = {s: [value for value, _ in p.get(SKOS + "broader", [])] for s, p in entries.items()}
    for subject, uppers in above.items():
        seen, front = set(), set(uppers)
        while front:
            assert front <= set(entries), f"{subject}: broader {sorted(front - set(entries))} has no entry"
            seen |= front
            front = {upper for one in front for upper in above[one]} - seen
        assert subject not in seen, f"{subject} is broader than itself"


def test_no_name_stands_in_two_entries_of_any_vocabulary() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for path in VOCABULARIES:
        for subject, properties in load(path).items():
            kept = [name.casefold() for name, _ in names(properties)]
            assert len(kept) == len(set(kept)), f"{subject} says a name twice: {sorted(kept)}"
            for name in kept:
                owners[name].add(subject)
    shared = {name: sorted(subjects) for name, subjects in owners.items() if len(subjects) > 1}
    assert not shared, f"names with two meanings: {shared}"


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_a_trap_is_longer_than_a_name_of_its_entry_and_holds_it(path: Path) -> None:
    for subject, properties in load(path).items():
        for trap, language in properties.get(TRAP, []):
            held = [n for n, spoken in names(properties) if spoken == language and n.casefold() in trap.casefold()]
            assert held, f"{subject}: the trap {trap!r} holds no name of the entry, so it can catch nothing"
            assert trap not in held, f"{subject}: {trap!r} is a name and a trap"


# --- what the names must mean ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "written", "meant"),
    [
        (AGENCY, "国家卫健委", "国家卫生健康委员会"),
        (AGENCY, "国家卫生健康委", "国家卫生健康委员会"),
        (AGENCY, "国家中医药局", "国家中医药管理局"),
        (AGENCY, "国家中医药管理局医政司", "国家中医药管理局医政司"),
        (AGENCY, "国家卫生健康委医政司", "国家卫生健康委员会医政司"),
        (AGENCY, "党中央", "中共中央"),
        (AGENCY, "国新办", "国务院新闻办公室"),
        (AGENCY, "国家发展改革委", "国家发展和改革委员会"),
        (AGENCY, "人力资源社会保障部", "人力资源和社会保障部"),
        (AGENCY, "文化部", "文化部"),  # a former body is not its successor
        (AGENCY, "人事部", "人事部"),
        (AGENCY, "环境保护部", "环境保护部"),
        (AGENCY, "原环境保护部", "环境保护部"),
        (AGENCY, "阜外医院", "中国医学科学院阜外医院"),
        (REGION, "吉林", "吉林省"),  # not the city
        (REGION, "海南", "海南省"),  # not the prefecture in Qinghai
        (REGION, "内蒙古", "内蒙古自治区"),
        (REGION, "我国", "全国"),
        (REGION, "厦门", "厦门市"),
        (FACILITY, "中医院", "中医医院"),
        (FACILITY, "医疗联合体", "医联体"),
        (FACILITY, "医共体", "县域医共体"),
        (FACILITY, "县域紧密型医共体", "紧密型县域医共体"),
        (FACILITY, "紧密型县域医疗卫生共同体", "紧密型县域医共体"),
        (FACILITY, "疾控中心", "疾病预防控制中心"),
    ],
)
def test_a_written_name_means_its_entry(path: Path, written: str, meant: str) -> None:
    assert preferred(path)[written] == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("TCM center", "中医馆"),
        ("traditional Chinese medicine hall", "中医馆"),
        ("TCM hospital", "中医医院"),
        ("medical community", "县域医共体"),
        ("close-knit county medical alliance", "紧密型县域医共体"),
        ("national medical center", "国家医学中心"),
        ("national regional medical center", "国家区域医疗中心"),
        ("community health service station", "社区卫生服务站"),
        ("county-run traditional Chinese medicine medical institution", "县办中医医疗机构"),
        ("Internet hospital of traditional Chinese medicine", "中医互联网医院"),
    ],
)
def test_an_english_name_means_its_entry(written: str, meant: str) -> None:
    owner = [
        p[SKOS + "prefLabel"]
        for p in load(FACILITY).values()
        if written.casefold() in {name.casefold() for name, language in names(p) if language == "en"}
    ]
    assert [(meant, "zh") in labels for labels in owner] == [True]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (AGENCY, "国办发"),  # a document number
        (AGENCY, "司法"),
        (FACILITY, "中心"),  # 以人民为中心
        (FACILITY, "服务中心"),
        (FACILITY, "门诊"),  # 门诊费用
        (FACILITY, "机构"),
        (FACILITY, "大学"),  # every university is named so
        (FACILITY, "企业"),
        (REGION, "地区"),
        (REGION, "城市"),
        (REGION, "中部"),  # 中部战区
    ],
)
def test_an_ordinary_word_is_no_name(path: Path, name: str) -> None:
    assert name not in preferred(path)


@pytest.mark.parametrize(
    ("path", "trap"),
    [
        (FACILITY, "牵头医院"),
        (FACILITY, "输出医院"),
        (FACILITY, "医院感染"),
        (FACILITY, "其中医院"),  # among them hospitals; no 中医院
        (FACILITY, "TCM clinics"),  # no 诊所: the words stand for 中医馆 as well
        (AGENCY, "财政部门"),  # any finance department, not the ministry
        (AGENCY, "省医保局"),
        (AGENCY, "国务院有关部门"),
        (AGENCY, "国办发"),
        (AGENCY, "集中办"),
        (REGION, "最大连"),  # 最大连锁
    ],
)
def test_a_known_trap_is_laid(path: Path, trap: str) -> None:
    assert any(trap == laid for properties in load(path).values() for laid, _ in properties.get(TRAP, []))


@pytest.mark.parametrize(("name", "inside"), [("中医院", "中医院校"), ("护理院", "护理院校"), ("医院", "北京医院")])
def test_a_longer_name_stands_where_a_shorter_one_would_mislead(name: str, inside: str) -> None:
    every = preferred(FACILITY) | preferred(AGENCY)
    assert every[inside] != every[name]


def test_no_trap_takes_a_longer_name_of_the_vocabulary() -> None:
    named = [(n.casefold(), path.stem) for path in VOCABULARIES for p in load(path).values() for n, _ in names(p)]
    traps = [n.casefold() for path in VOCABULARIES for p in load(path).values() for n, _ in p.get(TRAP, [])]
    lost = [
        (trap, name)
        for trap in traps
        for name, kind in named
        if trap in name and WEIGHTS[kind] * len(name) ** 1.5 <= WEIGHTS["trap"] * len(trap) ** 1.5
    ]
    assert not lost, f"a trap wins over the longer name that holds it; drop the trap or name the name otherwise: {lost}"


def test_no_trap_takes_the_name_of_a_composed_body() -> None:
    """上海 + 市医保局 as a trap must weigh less than 上海市医保局, for the shortest names of regions."""
    endings = tables("agencies.toml")["suffixes"]
    traps = [trap for p in load(AGENCY).values() for trap, _ in p.get(TRAP, []) if trap[1:] in endings]
    assert traps
    for trap in traps:
        apart = WEIGHTS["trap"] * len(trap) ** 1.5 + WEIGHTS["region"] * 2**1.5
        assert apart < WEIGHTS["agency"] * (2 + len(trap)) ** 1.5, f"上海{trap} would be read as a region and a trap"


def test_regions_carry_their_code_and_lie_in_the_province_of_their_code() -> None:
    entries = load(REGION)
    coded = {p[SKOS + "notation"][0][0]: s for s, p in entries.items() if SKOS + "notation" in p}
    assert sum(code.endswith("0000") for code in coded) == 34
    for code, subject in coded.items():
        assert subject == f"{VOC}region-{code}"
        if code != "CN":
            upper = f"{VOC}region-{'CN' if code.endswith('0000') else code[:2] + '0000'}"
            assert (upper, "") in entries[subject][SKOS + "broader"], f"{subject}: {upper} should be broader"


# --- the word lists --------------------------------------------------------------------------------------------------


def words(table: dict[str, object]) -> list[str]:
    """The words of a table that holds one list of them, each standing there once."""
    assert set(table) == {"words"}
    found = table["words"]
    assert isinstance(found, list)
    assert len(found) == len(set(found)), f"said twice: {sorted({w for w in found if found.count(w) > 1})}"
    return found


def test_modifiers_and_dropped_words_are_apart_and_are_no_facility_types() -> None:
    content = tables("facilities.toml")
    assert set(content) == {"modifiers", "dropped", "traps", "listed"}
    slots = [slot for slot in content["modifiers"].values() if isinstance(slot, dict)]
    assert len(slots) == len(content["modifiers"]), "every slot of modifiers is a table: word = English word"
    modifiers = [word for slot in slots for word in slot]
    assert len(modifiers) == len(set(modifiers)), "a modifier stands in two slots"
    assert all(isinstance(english, str) and english.isascii() for slot in slots for english in slot.values())
    assert not set(modifiers) & set(words(content["dropped"]))
    assert not (set(modifiers) | set(words(content["dropped"]))) & set(preferred(FACILITY))
    assert not [word for word in modifiers if len(word) < 2], "one character modifies by accident: 全县医院"
    kinds = [kind for name, kind in content["listed"].items() if name != "joints" and isinstance(kind, list)]
    listed = {word for kind in kinds for word in kind}
    assert listed <= set(modifiers), "what a list leaves a type off of is a modifier"


@pytest.mark.parametrize("role", ["牵头", "输出", "受援", "对口", "试点", "全国", "国家", "县", "村"])
def test_a_role_or_a_chance_character_makes_no_type(role: str) -> None:
    assert all(role not in slot for slot in tables("facilities.toml")["modifiers"].values() if isinstance(slot, dict))


def test_every_suffix_leads_to_a_canonical_form_that_stays() -> None:
    suffixes = tables("agencies.toml")["suffixes"]
    for suffix, long in suffixes.items():
        assert isinstance(long, str)
        assert suffixes.get(long) == long, f"{suffix}: its canonical form {long!r} must be in the table as itself"
        assert len(long) >= len(suffix), f"{suffix}: the canonical form {long!r} is shorter"
        assert len(suffix) > 1, f"{suffix}: one character ends words that name no body"


def test_generic_and_self_words_are_no_curated_agencies() -> None:
    content = tables("agencies.toml")
    shared = {"namesakes", "of_namesakes", "not_of_namesakes"}
    assert set(content) == {"suffixes", "generic", "self", "addressed", *shared}
    assert {name for pair in content["namesakes"].items() for name in pair} <= set(preferred(AGENCY))
    assert not {*words(content["generic"]), *words(content["self"])} & set(preferred(AGENCY))
    assert not set(words(content["generic"])) & set(words(content["self"]))


# --- the canonical order can be trusted ------------------------------------------------------------------------------


@given(st.permutations(["en", "zh"]), st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1))
def test_canonical_keeps_every_statement_and_is_stable(order: list[str], name: str) -> None:
    labels = " , ".join(str(ox.Literal(name, language=language)) for language in order)
    text = f"# why\n@prefix voc: <{VOC}> .\n<{SKOS}a> a <{POL}Region> .\nvoc:x <{SKOS}prefLabel> {labels} .\n"
    once = canonical(text)
    assert canonical(once) == once
    assert once.startswith("# why\n")
    turtle = ox.RdfFormat.TURTLE
    assert set(ox.parse(once, format=turtle)) == set(ox.parse(text, format=turtle))


def test_canonical_refuses_a_property_it_does_not_know() -> None:
    with pytest.raises(AssertionError, match="unknown properties"):
        canonical(f"<{VOC}x> <{SKOS}note> 'kept nowhere' .")


if __name__ == "__main__":
    for vocabulary in VOCABULARIES:
        vocabulary.write_text(canonical(vocabulary.read_text("utf-8")), "utf-8")
