"""Lists of what a decision repeals: 决定废止以下文件：, then an item each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Document, Edge, Entity, Evidence, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge

RULE = "LIN-17"  # an item of a list that is introduced as repealed
OPEN = (":", "—")  # how a line ends that introduces a list


def repeals(situated: Sequence[Situated], document: Document, knowledge: Knowledge) -> Iterator[tuple[Edge, int]]:
    """What a policy lists as repealed, and where its name stands; the first line that names no policy ends a list."""
    introduced: Situated | None = None
    for one in situated:
        text = one.sentence.folded.rstrip()
        named = [m for m in one.mentions if m.kind == "policy" and isinstance(m.value, Entity)]
        if text.endswith(OPEN):
            introduced = one if knowledge.cues.one["repeal_list"].search(text) else None
        elif introduced is None or not named or one.scope is None or one.scope.inline:
            introduced = None
        elif isinstance(named[0].value, Entity) and named[0].value.key != one.scope.policy.key:
            spans = (one.sentence.span, introduced.sentence.span, one.scope.span)
            quotes = tuple(_quote(span, document) for span in spans)
            yield Edge(one.scope.policy, "supersedes", named[0].value, quotes), named[0].span.start


def _quote(span: Span, document: Document) -> Evidence:
    return Evidence(span, document.text[span.start : span.end], RULE)
