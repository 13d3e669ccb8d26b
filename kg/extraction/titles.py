"""Names of policy documents in 《》: which of them are policies, and which are films, manuals or proposals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extraction.document_numbers import number_of, number_within
from kg.extraction.title_kinds import is_policy_title, is_request, is_standard, is_weak
from kg.model import Entity, Span
from kg.text.fold import name_key
from kg.text.patterns import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.knowledge.types import Knowledge, Structure, Titles

_MARKS = re.compile(r"[《》\n]")
LONGEST_NUMBER = 40  # code points of a document number
LONGEST_TITLE = 150  # code points between 《 and 》
HAN_CHARACTER = re.compile(f"[{HAN}]")
OFFICIAL_TALK = ("issue", "based", "carry_out", "amend", "repeal", "in_force")  # classes of cues


def quoted(text: str, folded: str, knowledge: Knowledge) -> Iterator[tuple[Span, str, Entity]]:
    """Every name in 《》 as (span with brackets, "policy" or "title", entity); nested ones stay in the outer one."""
    for span in _brackets(folded):
        inner = text[span.start + 1 : span.end - 1]
        if not 2 <= len(inner) <= LONGEST_TITLE or not name_key(inner):
            continue
        meant = is_policy_title(inner, knowledge.titles) and (
            not is_weak(inner, knowledge.titles)
            or _is_official_talk(folded, knowledge)
            or folded.endswith(knowledge.titles.abiding, 0, span.start)
        )
        meant = meant or is_standard(inner, knowledge.titles)
        meant = meant or folded.startswith(knowledge.titles.as_standard, span.end)
        meant = meant or _is_numbered(folded, span, knowledge.structure) or _is_issued(folded, span, knowledge)
        meant = meant or _is_called(folded, span, knowledge)
        number = number_within(inner, knowledge.structure)
        meant = meant or number is not None
        meant = meant or (is_request(inner, knowledge.titles) and _is_forwarded(folded, knowledge.titles))
        meant = meant and not _is_proposed(folded, span.start, knowledge.titles)
        yield span, "policy" if meant else "title", policy(inner[: number.start - 1] if number else inner)


def policy(title: str) -> Entity:
    """An unregistered policy by its own words."""
    plain = " ".join(title.split()).strip()
    return Entity("policy", name_key(plain), plain, "zh")


def _is_forwarded(folded: str, titles: Titles) -> bool:
    """Whether a sentence tells that what another asked for is handed down."""
    return any(word in folded for word in titles.forwarding)


def _is_numbered(folded: str, span: Span, structure: Structure) -> bool:
    """Whether a document number stands right behind a name in brackets, or before it.

    《待遇政策》（雲醫保〔2021〕110號）, 第2/2020號法律《電子政務》.
    """
    number, end = number_of(structure), span.end
    if folded.startswith("(", end) and number.match(folded, end + 1) is not None:
        return True
    before = folded[max(0, span.start - LONGEST_NUMBER) : span.start]
    return any(match.end() == len(before) for match in number.finditer(before))


def _is_issued(folded: str, span: Span, knowledge: Knowledge) -> bool:
    """Whether a letter says of a name that it hands it down: 《校车若干举措》已经区政府同意，现印发给你们."""
    said = knowledge.cues.one["now_issued"].search(folded, span.end)
    before = folded[: span.start].strip()
    return said is not None and (not before or before in knowledge.structure.handing_down)


def _is_called(folded: str, span: Span, knowledge: Knowledge) -> bool:
    """Whether it is told right behind a name that is issued of what kind it is: 发布《校车线路分区》方案."""
    kind = _longest_start(folded, span.end, knowledge.titles.plans)
    closed = HAN_CHARACTER.match(folded, span.end + kind) is None
    return kind > 0 and closed and folded[: span.start].endswith(knowledge.cues.classes["zh"]["issue"])


def _longest_start(text: str, begin: int, words: tuple[str, ...]) -> int:
    return max((len(word) for word in words if text.startswith(word, begin)), default=0)


def _is_proposed(folded: str, start: int, titles: Titles) -> bool:
    """Whether a name is of what somebody proposed to those who write: 您提出的《关于…的建议》."""
    return folded[:start].rstrip(' "“').endswith(titles.proposing)


def _is_official_talk(folded: str, knowledge: Knowledge) -> bool:
    """Whether a sentence speaks as one does of policies: of issuing them, resting on them, carrying them out."""
    return any(knowledge.cues.one[name].search(folded) for name in OFFICIAL_TALK)


def _brackets(folded: str) -> Iterator[Span]:
    """The outermost 《…》 of a line; an unclosed one is no name."""
    depth = start = 0
    for match in _MARKS.finditer(folded):
        if match[0] == "《":
            start = match.start() if depth == 0 else start
            depth += 1
        elif match[0] == "》" and depth:
            depth -= 1
            if depth == 0:
                yield Span(start, match.end())
        else:
            depth = 0
