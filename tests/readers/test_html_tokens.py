from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.html_tokens import attributes_of, tokens


def told(source: str) -> list[str]:
    return [f"{token.kind} {token.text}" for token in tokens(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a</p>", ["start p", "text a", "end p"]),
        ("a < b", ["text a ", "text <", "text  b"]),
        ("a<5 and <6%", ["text a", "text <", "text 5 and ", "text <", "text 6%"]),
        ('<a title="x > y">z</a>', ["start a", "text z", "end a"]),
        ("<!-- <p>hidden</p> -->seen", ["text seen"]),
        ("<!DOCTYPE html><?php x ?>seen", ["text seen"]),
        ("<!-- never closed", ["text <", "text !-- never closed"]),
        ("<script>if (a < b) { '<p>' }</script>seen", ["start script", "end script", "text seen"]),
        ("<style>.a &#123; }</style>seen", ["start style", "end style", "text seen"]),
        ("<script>never closed <p>x</p>", ["start script"]),
        ("<title>a &amp; b</title>", ["start title", "text a ", "text &", "text  b", "end title"]),
        ("&nbsp;&#20013;&#x56fd;&mdash;", ["text \xa0", "text 中", "text 国", "text —"]),
        ("AT&T &unknown; &#0;", ["text AT&T &unknown; ", "text \ufffd"]),
        ("<p<b>x", ["start p", "start b", "text x"]),  # a tag that never closed ends before the next
        ('<a href="never closed>x</a><p>y', ["start a", "text x", "end a", "start p", "text y"]),
        ("<p", ["start p"]),
        ("", []),
    ],
)
def test_tokens(source: str, expected: list[str]) -> None:
    assert told(source) == expected


def test_attributes_are_read_as_browsers_do() -> None:
    found = attributes_of(" COLSPAN=2 class='a b' id=\"x&amp;y\" hidden rowspan = 3 class=second")
    assert found == {"colspan": "2", "class": "a b", "id": "x&y", "hidden": "", "rowspan": "3"}


@given(st.text(alphabet="<>/\"'=&;!-#ap b中\n", max_size=200))
def test_text_stands_where_it_says(source: str) -> None:
    at = 0
    for token in tokens(source):
        assert token.start >= at
        at = token.start
        if token.kind == "text" and source[token.start] != "&":
            assert source.startswith(token.text, token.start)


HOSTILE = (
    "<a ",
    '<a "',
    '<a ="',
    "<a ='\"",
    "<!--",
    "<![CDATA[",
    "<?",
    "</",
    "&#",
    "&amp",
    "<p><b",
    '<x y="<',
    "<title>",
    "<td",
)


@pytest.mark.parametrize("part", HOSTILE)
def test_broken_markup_costs_no_more_than_its_length(part: str) -> None:
    """A walk that went back for each part would not come to its end in a day."""
    source = part * 200_000 + "<p>end"
    last = list(tokens(source))[-1]
    assert last.start <= len(source)
