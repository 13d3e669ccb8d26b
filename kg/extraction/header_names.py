"""Names in headers: two parts as one, and what kind of number each is the name of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from kg.extraction.bare_words import HAN
from kg.knowledge.headers import close

if TYPE_CHECKING:
    from kg.extraction.table_words import Known
    from kg.knowledge.headers import Headers

BRACKETS = regex.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")


def combined(outer: str, inner: str, headers: Headers) -> str:
    """Two parts of a name as one: 执业医师 and 人数 in this order, 婴儿死亡率 and 农村 in the other."""
    if not outer or not inner:
        return outer or inner
    turned = close(inner) in headers.parts or (measures(outer, headers) and not measures(inner, headers))
    first, last = (inner, outer) if turned else (outer, inner)
    blank = "" if HAN.search(first[-1]) or HAN.search(last[0]) else " "
    return f"{first}{blank}{last}"


def measures(label: str, headers: Headers) -> str:
    """What kind of number a name is the name of (share, count, other), by its end or its beginning; "" if of none."""
    words = close(BRACKETS.sub("", label))
    return next((kind for kind, end in headers.ends.items() if end.search(words)), "") or next(
        (kind for kind, begin in headers.begins.items() if begin.match(words)), ""
    )


def names_several(label: str, known: Known) -> bool:
    """Whether a name joins names of several things: 机构数及床位数."""
    return known.grammar.joint.search(label) is not None
