"""Every case of tests/cases: given this text, these statements.

A file of tests/cases/<kind>/ holds one or more cases, parted by lines of ===. A case is a header of lines
`# name: value` (title, publisher, published, language, licence of the document; `note`; `xfail: reason`), a text, a
line of ---, and what must be stated, a line each, in the form of tests/extraction/written.py. A field may be cut short
by …; an indicator may be given by any of its names; `_` stands for anything. Fields by name (`policy: …`, `quote: …`)
may be left out, and `name: -` says that there is none.

Of the statements that a folder is about nothing may be stated that is not written down; `no: x` in the header says
that of others, and `only: x` says it in place of the folder's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.model import Stated
from kg.text.fold import name_key
from tests.extraction.written import NOTHING, Line, extraction, knowledge, lines, quotes_of

CASES = Path(__file__).parents[1] / "cases"
FIGURES = frozenset({"observation", "target"})
# What the cases of a folder write down in full.
ABOUT: dict[str, frozenset[str]] = {
    "measures": FIGURES,
    "requires": FIGURES | {"measure"},
    "issues": frozenset({"issues", "issuedOn", "documentNumber", "issuerCountStated"}),
    "lineage": frozenset({"basedOn", "implements", "amends", "supersedes", "promulgates", "mandates", "establishes"}),
    "speaks": frozenset({"memberOf", "hostedBy", "post"}),
    "names": frozenset({"names"}),
    "ledger": frozenset({"ledger"}),
    "boilerplate": FIGURES | {"measure", "names", "issues"},
}
STATED = ("title", "publisher", "published", "language", "licence")


@dataclass(frozen=True, slots=True)
class Case:
    place: str
    header: dict[str, str]
    text: str
    wanted: tuple[Line, ...]
    about: frozenset[str]


def parsed(path: Path) -> list[Case]:
    """The cases of a file, with the line each begins on."""
    found, number = [], 1
    for part in re.split(r"^===+\n", path.read_text("utf-8"), flags=re.MULTILINE):
        place = f"{path.parent.name}/{path.stem}:{number}"
        number += part.count("\n") + 1
        head, mark, tail = part.partition("\n---\n")
        assert mark, f"{place}: a case has a text, a line ---, and what it states"
        rows = head.split("\n")
        fields = [row for row in rows if row.startswith("# ")]
        header = {name.strip(): value.strip() for name, _, value in (row[2:].partition(":") for row in fields)}
        unknown = header.keys() - {*STATED, "xfail", "only", "no", "note"}
        assert not unknown, f"{place}: unknown header {unknown}"
        text = "\n".join(row for row in rows if not row.startswith("# "))
        wanted = tuple(expected(row) for row in tail.split("\n") if row.strip())
        about = frozenset(header["only"].split()) if "only" in header else ABOUT[path.parent.name]
        found.append(Case(place, header, text, wanted, about | frozenset(header.get("no", "").split())))
    return found


def expected(row: str) -> Line:
    verb, _, rest = row.partition(" ")
    fields: list[str] = []
    named: list[tuple[str, str]] = []
    for part in rest.split(" | "):
        name, colon, value = part.partition(": ")
        if colon and re.fullmatch("[a-z]+", name):
            named.append((name, value))
        else:
            fields.append(part)
    return Line(verb, tuple(fields), tuple(named))


def params() -> list[object]:
    cases = [case for path in sorted(CASES.glob("*/*.txt")) for case in parsed(path)]
    return [
        pytest.param(
            case,
            id=case.place,
            marks=[pytest.mark.xfail(strict=True, reason=case.header["xfail"], raises=AssertionError)]
            if "xfail" in case.header
            else [],
        )
        for case in cases
    ]


@pytest.mark.parametrize("case", params())
def test_a_case_reads_as_written(case: Case) -> None:
    stated = Stated(**{name: case.header[name] for name in STATED if name in case.header})
    found = extraction(case.text, stated)
    body = [block.span for block in found.document.blocks if block.role != "boilerplate"]
    for statement in found.statements:
        for evidence in quotes_of(statement):
            assert found.document.text[evidence.span.start : evidence.span.end] == evidence.quote
            assert any(s.start <= evidence.span.start and evidence.span.end <= s.end for s in body), evidence
    free = lines(found)
    missing = []
    for line in case.wanted:
        match = next((other for other in free if says(line, other)), None)
        if match is None:
            missing.append(line)
        else:
            free.remove(match)
    extra = [line for line in free if line.verb in case.about]
    shown = [str(line) for line in lines(found) if line.verb in case.about | {wanted.verb for wanted in case.wanted}]
    assert not missing and not extra, "\n".join(  # noqa: PT018  one message shows both
        [
            case.text,
            "--- not stated:",
            *map(str, missing),
            "--- stated and not written down:",
            *map(str, extra),
            "--- all that is stated:",
            *shown,
        ]
    )


def says(wanted: Line, other: Line) -> bool:
    """Whether a statement says all that a line of a case writes down."""
    if wanted.verb != other.verb or len(wanted.fields) > len(other.fields):
        return False
    pairs = list(zip(wanted.fields, other.fields, strict=False))
    if wanted.verb in FIGURES and len(pairs) > 1:
        field, label = pairs.pop(1)
        if not any(fits(field, name) for name in names_of(label)):
            return False
    return all(fits(field, said) for field, said in pairs) and all(
        fits_any(value, [said for known, said in other.named if known == name]) for name, value in wanted.named
    )


def fits_any(field: str, said: list[str]) -> bool:
    return not said if field == NOTHING else any(fits(field, one) for one in said)


def fits(field: str, said: str) -> bool:
    """Whether a field is what was said; … stands for any words."""
    if field == "_":
        return True
    pattern = ".*".join(re.escape(part) for part in field.split("…"))
    return re.fullmatch(pattern, said, re.DOTALL) is not None


def names_of(label: str) -> list[str]:
    """All names of the indicator of that label: one that the vocabulary knows may be written by any of them."""
    key = name_key(label)
    known = [c for c in knowledge().concepts.values() if c.kind == "indicator" and name_key(c.labels["zh"]) == key]
    return [label, *(name for concept in known for name, _ in concept.names)]


# --- the harness itself ----------------------------------------------------------------------------------------------


def test_there_are_cases_of_every_kind() -> None:
    counts = {name: sum(len(parsed(path)) for path in (CASES / name).glob("*.txt")) for name in ABOUT}
    assert all(counts.values()), counts
    assert sum(counts.values()) >= 120, counts


def test_no_case_repeats_a_seed(seeds: Path) -> None:
    """A case is a sentence of its own: what the seeds say is in their golden files."""
    known = "".join(path.read_text("utf-8") for path in sorted(seeds.glob("*.txt")))
    for path in sorted(CASES.glob("*/*.txt")):
        for case in parsed(path):
            copied = [line for line in case.text.split("\n") if len(line) > 25 and line in known]
            assert not copied, f"{case.place}: {copied}"


@pytest.mark.parametrize(
    ("field", "said", "right"),
    [
        ("99 %", "99 %", True),
        ("9 %", "99 %", False),
        ("设置…馆", "设置中医馆", True),
        ("设置…", "设置", True),
        ("a.c", "abc", False),
        ("_", "", True),
    ],
)
def test_a_field_fits_what_was_said(field: str, said: str, right: bool) -> None:  # noqa: FBT001  a table of cases
    assert fits(field, said) is right


def test_a_line_must_say_every_field_that_is_written() -> None:
    read = expected("target ge 80 % | 覆盖率 | 医院 | 2025-12-31 year | modality: strive")
    assert says(expected("target ge 80 % | 覆盖率 | 医院 | 2025-12-31 year"), read)
    assert says(expected("target ge 80 % | 覆盖率 | 医院 | _ | hedge: -"), read)
    assert not says(expected("observation ge 80 % | 覆盖率 | 医院 | _"), read)
    assert not says(expected("target ge 80 % | 覆盖率 | 诊所 | _"), read)
    assert not says(expected("target ge 80 % | 覆盖率 | 医院 | _ | modality: -"), read)
    assert not says(expected("target ge 80 % | 覆盖率 | 医院 | _ | modality: commit"), read)
