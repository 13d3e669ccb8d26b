"""What is told in Python of a document's graph is what its shapes tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.facts import Facts
from kg.graph.names import OA, POL
from kg.graph.promises import quotes_fit
from kg.graph.quotes import whole
from kg.graph.spelling import literal_text
from kg.graph.validate import rows

if TYPE_CHECKING:
    from kg.graph.facts import Triple
    from kg.graph.shapes import Shapes

DOCUMENTS = ("<http://example.org/a>", "<http://example.org/b>")
COUNTS = st.integers(0, 4).map(whole)
ODD = st.sampled_from(('"2"', '"-1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"3.0"'))
QUOTES = st.text('a中\n\\"\U00020000', max_size=4).map(literal_text)
SAID = st.one_of(
    st.tuples(st.sampled_from(DOCUMENTS), st.just(POL.textLength), COUNTS | ODD),
    st.tuples(st.just("<http://example.org/q>"), st.sampled_from((OA.start, OA.end)), COUNTS | ODD),
    st.tuples(st.just("<http://example.org/q>"), st.just(OA.exact), QUOTES),
    st.tuples(st.just("<http://example.org/q>"), st.just(POL.inDocument), st.sampled_from(DOCUMENTS)),
)


def misfits(facts: Facts, shapes: Shapes) -> list[str]:
    """The quotes that the shape selects as failing."""
    (shape,) = (one for one in shapes.constraints if one.number == "S33")
    store = ox.Store()
    store.load("".join(facts.rows(facts.predicates(), " .\n")).encode(), ox.RdfFormat.N_TRIPLES)
    return [node for node, _ in rows(store, shape.select)]


@given(said=st.lists(SAID, max_size=8))
def test_quotes_that_fit_are_none_that_the_shape_selects(said: list[Triple], shapes: Shapes) -> None:
    facts = Facts(said)
    assert not (quotes_fit(facts) and misfits(facts, shapes))


@given(start=st.integers(0, 4), end=st.integers(0, 4), length=st.integers(0, 4), quote=QUOTES)
def test_a_quote_as_builds_write_it_fits_where_the_shape_is_quiet(
    start: int, end: int, length: int, quote: str, shapes: Shapes
) -> None:
    node, document = "<http://example.org/q>", DOCUMENTS[0]
    facts = Facts(
        [
            (document, POL.textLength, whole(length)),
            (node, OA.start, whole(start)),
            (node, OA.end, whole(end)),
            (node, OA.exact, quote),
            (node, POL.inDocument, document),
        ]
    )
    assert quotes_fit(facts) is not bool(misfits(facts, shapes))
