"""What is told of a text before it is searched: a screen of many expressions, and the words that one must hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.screen import held, screen

SAYS = (
    "^ab|^b$",
    "a|^ba",
    "[^|]c",
    r"[]|]d|\|",
    "(?:a|^b)d",
    r"(a)\1",
    "(?P<x>b)(?P=x)",
    "(?i)a b|c d",
    "x*|bc",
    "",
    r"\bb\b",
    "b?c|.d$",
    r"(?<=a)b|a(?!b|c)",
    r"\(|\[d",
    "(?P<x>a|b{2})c",
    "x?(?:a|)b+[cd]",
    "(?:ab|[cd]b|b{0,2}a+?d)d",
    r"[ab]{1,2}\|d|x{0}",
    "(?:(?:a|b)c|d)*?b",
    r"^(a)\1|b",
    r"(?P<y>c)\1",
)


@given(st.lists(st.sampled_from(SAYS), max_size=4), st.text("abcdABCD |([]", max_size=8))
def test_what_is_let_through_is_what_one_of_them_finds(says: list[str], text: str) -> None:
    assert screen(says)(text) == any(re.search(say, text) for say in says)


@pytest.mark.parametrize("say", SAYS)
def test_an_expression_alone_and_beside_itself(say: str) -> None:
    for text in ("", "b", "ba", "xba", "|", "A B", "C D", "bb", "aa", "(d", "[d", "\nb", "b\n"):
        assert screen([say])(text) == screen([say, say])(text) == (re.search(say, text) is not None)


@given(st.sampled_from(SAYS), st.text("abcdABCD |([]", max_size=8))
def test_words_that_are_held_stand_wherever_the_expression_is_found(say: str, text: str) -> None:
    found = re.search(say, text)
    assert found is None or held(say) in found[0]


@pytest.mark.parametrize(
    ("say", "words"),
    [
        (r"[a-z]{2}no\. ?[0-9]+x", "no."),
        (r"\p{Han}{1,20}abc", "abc"),
        (r"(?:ab|cd)e(?=fg)", "e"),
        (r"ab{2}c?d", "d"),
        (r"ab|cd", ""),
        (r"(?i)ab", ""),
    ],
)
def test_words_that_are_held(say: str, words: str) -> None:
    assert held(say) == words
