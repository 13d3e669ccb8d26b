"""Cornered: names of rules in 「」, as documents of Taiwan write them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.extraction.titles import policy
from kg.model import Entity, Span
from kg.text.patterns import HAN, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.knowledge.types import Titles

OPENS = "\u300c"  # other documents quote with it what people say


def cornered(text: str, folded: str, titles: Titles) -> Iterator[tuple[Span, str, Entity]]:
    """Every name in 「」 that ends as rules do, where it is said of it what is said of rules: 修正「校車管理辦法」."""
    if OPENS not in text:
        return
    for match in _named(titles).finditer(folded):
        if text[match.start()] != OPENS:
            continue
        said = folded[: match.start()].rstrip().endswith(titles.before_cornered)
        if said or folded[match.end() :].lstrip(", ").startswith(titles.behind_cornered):
            inner = text[match.start("title") : match.end("title")]
            yield Span(*match.span()), "policy", policy(inner)


@cache
def _named(titles: Titles) -> re.Pattern[str]:
    return re.compile(rf"“(?P<title>[{HAN}、()A-Za-z0-9]{{2,60}}?(?:{any_of(titles.cornered)}))”")
