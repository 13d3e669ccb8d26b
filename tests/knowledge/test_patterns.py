"""The language of patterns, and what is said of a pattern file with a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KnowledgeError
from kg.knowledge.patterns import check_examples, load_patterns, marked
from kg.knowledge.say import CHARACTERS, SayError, compile_say, needs
from tests.extraction.written import knowledge

if TYPE_CHECKING:
    from pathlib import Path

    from kg.knowledge.types import Pattern

AGENCY, FACILITY, PERCENT, COUNT = (CHARACTERS[kind] for kind in ("agency", "facility", "percent", "count"))
CLASSES = {"issue": "印发|发布", "action": "加强|推进", "joint": "、|和|以及|, | and "}


def roles(say: str, text: str, language: str = "zh") -> dict[str, str] | None:
    """What a `say` reads in a text in which A is an agency, F a facility type, P a percentage and N a number."""
    lifted = text.translate({ord("A"): AGENCY, ord("F"): FACILITY, ord("P"): PERCENT, ord("N"): COUNT})
    match = compile_say(say, CLASSES, language).search(lifted)
    if match is None:
        return None
    back = {ord(AGENCY): "A", ord(FACILITY): "F", ord(PERCENT): "P", ord(COUNT): "N"}
    return {role: found.translate(back) for role, found in match.groupdict().items() if found is not None}


@pytest.mark.parametrize(
    ("say", "text", "read"),
    [
        # one mention, and a list of them
        ("{facility:of}", "F和F", {"of": "F"}),
        ("{facility+:of}", "F、F和F都", {"of": "F、F和F"}),
        ("{facility+:of}", "F以及F。F", {"of": "F以及F"}),
        ("{facility+:of}", "F, F and F", {"of": "F, F and F"}),
        ("{facility+:of}印发", "F发F印发", {"of": "F"}),
        # numbers of either sort
        ("{quantity:q}", "共N", {"q": "N"}),
        ("{quantity:q}", "共P", {"q": "P"}),
        ("{percent:q}", "共N", None),
        ("{count:q}", "共P", None),
        # classes of words
        ("{agency:a}@issue:verb", "A发布", {"a": "A", "verb": "发布"}),
        ("{agency}@issue", "A制定", None),
        # gaps: short inside a clause and without a number, long inside a sentence
        ("{agency:a}…{facility:f}", "A支持F", {"a": "A", "f": "F"}),
        ("{agency:a}…{facility:f}", "A,F", None),
        ("{agency:a}…{facility:f}", "AN个F", None),
        ("{agency:a}……{facility:f}", "A,N个F", {"a": "A", "f": "F"}),
        ("{agency:a}……{facility:f}", "A。F", None),
        ("{agency:a}…{facility:f}", "A" + "长" * 41 + "F", None),
        # stretches with a role
        ("{percent}的<what>", "P的学校开学,其他", {"what": "学校开学"}),
        ("{percent}的<what>", "P的", None),
        ("{percent}的<what>", "P的学校(含N所)开学", {"what": "学校(含N所)开学"}),
        ("<who>@action", "学校推进", {"who": "学校"}),
        ("{agency}<=post>{facility:f}", "A的F", {"post": "的", "f": "F"}),
        ("{agency}<=post>{facility:f}", "A的A的F", {"post": "的", "f": "F"}),  # from the nearer one: no mention inside
        # ends of clauses
        ("^@action<what>", "学校,推进建设", {"what": "建设"}),
        ("^@action<what>", "学校推进建设", None),
        ("{agency:a}$", "A,B", {"a": "A"}),
        ("{agency:a}$", "A的", None),
        # as in regular expressions
        ("(?:{agency:a})?印发", "印发", {}),
        ("印发|{agency:a}发布", "A发布", {"a": "A"}),
        # everything else stands for itself
        ("A.", "x", None),
        ("+{agency:a}*", "+A*", {"a": "A"}),
        ("{agency:a}+", "A+", {"a": "A"}),
    ],
)
def test_a_say_reads(say: str, text: str, read: dict[str, str] | None) -> None:
    assert roles(say, text) == read


def test_english_is_read_in_any_case_and_chinese_classes_are_not_asked_for_it() -> None:
    assert roles("{agency:a} should", "A SHOULD", "en") == {"a": "A"}
    assert roles("{agency:a} should", "A SHOULD") is None


@pytest.mark.parametrize(
    ("say", "why"),
    [
        ("{bureau:x}", r"unknown kind \{bureau\}; one of .*agency"),
        ("{agency}@publish", "unknown class @publish; one of action, issue, joint"),
        ("(?:{agency}", "see the head of kg/knowledge/say.py"),
        ("{agency})", "see the head"),
        ("?{agency}", "see the head"),
        ("[设置]{agency}", r"\[ is no sign of a pattern; write alternatives"),
        (r"\({agency}\)", r"\\ is no sign of a pattern"),
        ("{agency}{0,2}", r"\{ is no sign of a pattern"),
        ("…{agency}……{policy}<what>{time}…", "more than 3 gaps; write several patterns"),
    ],
)
def test_a_say_that_cannot_be_read_tells_what_would_be_right(say: str, why: str) -> None:
    with pytest.raises(SayError, match=why):
        compile_say(say, CLASSES, "zh")


@settings(deadline=None)
@given(st.text("{}agency:+@is…<>what=^$?|()的。", max_size=25))
def test_any_say_compiles_or_is_refused(say: str) -> None:
    try:
        compiled = compile_say(say, CLASSES, "zh")
    except SayError:
        return
    compiled.search("A的F" * 50)


@pytest.mark.parametrize(
    ("say", "wanted"),
    [
        ("{agency}印发{policy}", 2),
        ("(?:{agency})?印发{policy}", 1),  # what may be missing is not needed
        ("{agency}?印发{policy}", 1),
        ("(?:{agency}|{policy})", 0),  # either: neither is needed
        ("{quantity}", 1),
        ("印发", 0),
    ],
)
def test_a_pattern_needs_the_mentions_that_it_cannot_do_without(say: str, wanted: int) -> None:
    assert len(needs(say, "zh")[0]) == wanted


def test_a_list_of_many_titles_is_read_in_one_way() -> None:
    classes = {**CLASSES, "beside": "、|和", "body_end": "部|局", "issued_by": "印发的", "thrust": "精神"}
    said = compile_say("{policy+:object}予以修改", classes, "zh")
    listed = "、".join([CHARACTERS["policy"]] * 21)
    assert said.search(listed * 20 + "予以废止") is None
    found = said.search(listed + "予以修改")
    assert found is not None
    assert found["object"] == listed


def test_a_long_sentence_takes_no_long_time() -> None:
    """Every repetition is bounded: the worst sentence for each shipped pattern is read, and no match is long."""
    texts = [
        (AGENCY + "、") * 1200,
        (PERCENT + "的" + FACILITY + "和") * 900,
        "推进" * 1500,
        "(" * 3000,
        ("<" + COUNT) * 1200,
    ]
    for group in knowledge().patterns.values():
        for pattern in group:
            for text in texts:
                for match in pattern.regex.finditer(text):
                    assert match.end() - match.start() <= 2_000, pattern.id


# --- files -----------------------------------------------------------------------------------------------------------

RIGHT = """
[planted]
id = 'TST-01'
lang = 'zh'
say = '{agency:issuer}@issue{policy:policy}'
edges = [['issuer', 'issues', 'policy']]
[[planted.example]]
text = '[教育部|agency]印发[《办法》|policy]'
issuer = '教育部'
[[planted.not]]
text = '[教育部|agency]研究[《办法》|policy]'
"""


def loaded(folder: Path, text: str) -> tuple[Pattern, ...]:
    (folder / "tested.toml").write_text(text, "utf-8")
    return load_patterns(folder, knowledge().cues)["tested"]


def checked(folder: Path, text: str) -> None:
    """Raise the first mistake that loading or trying the examples finds."""
    for fault in (fault for pattern in loaded(folder, text) for fault in check_examples(pattern)):
        raise fault


def test_a_right_file_loads_and_its_examples_hold(tmp_path: Path) -> None:
    (pattern,) = loaded(tmp_path, RIGHT)
    assert check_examples(pattern) == ()


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("{agency:issuer}", "{bureau:issuer}", "unknown kind"),
        ("@issue", "@publish", "unknown class"),
        ("{policy:policy}'", "({policy:policy}'", "say cannot be read"),
        ("id = 'TST-01'", "", "has no id"),
        ("lang = 'zh'", "", "has no lang"),
        ("lang = 'zh'", "lang = 'de'", "lang is 'de'"),
        ("say = '{agency:issuer}@issue{policy:policy}'", "", "has no say"),
        ("say = '", "says = '", "unknown or wrongly typed field says"),
        ("id = 'TST-01'", "id = 1", "unknown or wrongly typed field id"),
        ("id = 'TST-01'", "id = 'TST-01'\npriority = 'high'", "wrongly typed field priority"),
        (
            "[['issuer', 'issues', 'policy']]",
            "[['issuers', 'issues', 'policy']]",
            "roles that say does not have: issuers",
        ),
        ("issuer = '教育部'", "agency = '教育部'", "roles that say does not have: agency"),
        ("[planted]", "[planted", "not TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_table_reason_and_remedy(tmp_path: Path, old: str, new: str, why: str) -> None:
    assert old in RIGHT
    with pytest.raises(KnowledgeError, match=why) as caught:
        loaded(tmp_path, RIGHT.replace(old, new, 1))
    assert caught.value.path.endswith("tested.toml")
    assert caught.value.place in ("[planted]", "")
    assert caught.value.place or why == "not TOML"
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[[planted.example]]\ntext", "[[planted.other]]\ntext"),  # no example at all
        ("[['issuer', 'issues', 'policy']]", "['issuer', 'issues', 'policy']"),  # edges that are no triples
        ("[['issuer', 'issues', 'policy']]", "[['issuer', 'issues']]"),
        ("[[planted.example]]\ntext = ", "[[planted.example]]\ntxt = "),
        ("[[planted.not]]\ntext = ", "[[planted.not]]\ntxt = "),
        ("[教育部|agency]印发", "[教育部|bureau]印发"),  # a mark of no kind
        ("[教育部|agency]研究", "[教育部|quantity]研究"),
        ("issuer = '教育部'", "issuer = 5"),
        ("issuer = '教育部'", "issuer = ''"),
        ("id = 'TST-01'", "id = 'TST-01'\nfeature = [1]"),
        ("id = 'TST-01'", "id = 'TST-01'\nattributes = [['issuer', 2, 'policy']]"),
        ("id = 'TST-01'", "id = 'TST-01'\npriority = true"),
        ("id = 'TST-01'", "id = 'TST-01'\nnot = ['教育部研究']"),
    ],
)
def test_a_wrong_shape_is_a_knowledge_error_too(tmp_path: Path, old: str, new: str) -> None:
    assert old in RIGHT
    text = RIGHT.replace(old, new, 1)
    if "not = [" in new:  # said once more as tables it would be no TOML
        text = text.partition("[[planted.not]]")[0]
    with pytest.raises(KnowledgeError) as caught:
        checked(tmp_path, text)
    assert caught.value.path.endswith("tested.toml")
    assert caught.value.place == "[planted]"
    assert caught.value.remedy


def test_an_id_stands_once_in_all_files(tmp_path: Path) -> None:
    (tmp_path / "another.toml").write_text(RIGHT, "utf-8")
    with pytest.raises(KnowledgeError, match="the id stands in") as caught:
        loaded(tmp_path, RIGHT)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("印发[", "研究[", "does not read its example"),
        ("issuer = '教育部'", "issuer = '民政部'", "should read"),
        ("研究[", "发布[", "reads its counter-example"),
    ],
)
def test_examples_that_do_not_hold_are_told(tmp_path: Path, old: str, new: str, why: str) -> None:
    (pattern,) = loaded(tmp_path, RIGHT.replace(old, new, 1))
    (fault,) = check_examples(pattern)
    assert why in str(fault)
    assert fault.place == "[TST-01]"


def test_a_marked_text_is_lifted_at_its_marks() -> None:
    lifted, plain = marked("[教育部|agency]印发[《办法》|policy]。")
    assert plain == "教育部印发《办法》。"
    assert lifted.text == f"{AGENCY}印发{CHARACTERS['policy']}。"
    assert [plain[s.start : s.end] for s in lifted.spans] == ["教育部", "《办法》"]


def test_kinds_have_characters_of_their_own_outside_every_text() -> None:
    assert len(set(CHARACTERS.values())) == len(CHARACTERS)
    assert all(regex.fullmatch(r"\p{Co}", character) for character in CHARACTERS.values())
