"""The lineage of a policy as a tree of lines, with the words behind each branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.escape import escape
from kg.explain import shorten
from kg.exports.dates import KNOWN
from kg.query.lineage import PRESUMED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.query.figures import Day
    from kg.query.label import Entity
    from kg.query.lineage import Card, Lineage, Tie
    from kg.query.quotes import Quote

UNKNOWN, AGAIN = "?", "…"


def as_text(found: Lineage) -> str:
    """The policy, what it rests on, what rests on it, and its other ties.

    A policy that was told of before is not followed again, nor is a circle.
    """
    card = found.cards[found.focus] if found.focus else found.policies[0]
    lines = [_name(card)]
    for arrow, ties in (("->", found.older), ("<-", found.newer), ("--", found.beside)):
        told = {card.policy}
        lines += _branches(found, card.policy, arrow, ties, told)
    if found.left_out:
        lines.append(f"{AGAIN} {found.left_out}")
    return escape("\n".join(lines))


def as_plain(found: Lineage) -> dict[str, object]:
    """Policies and ties as JSON has them."""
    return {
        "focus": found.focus.iri if found.focus else "",
        "policies": [
            {
                "iri": card.policy.iri,
                "label": card.policy.label,
                "issued": _day(card.issued),
                "number": card.number,
                "issuers": [issuer.label for issuer in card.issuers],
                "steps_up": card.up,
                "steps_down": card.down,
            }
            for card in found.policies
        ],
        "ties": [
            {
                "newer": tie.newer.iri,
                "relation": tie.name,
                "older": tie.older.iri,
                "circular": tie.circular,
                "late": tie.late,
                "quotes": [_quote(quote) for quote in tie.quotes],
            }
            for tie in found.ties
        ],
        "left_out": found.left_out,
    }


def _branches(found: Lineage, policy: Entity, arrow: str, ties: tuple[Tie, ...], told: set[Entity]) -> Iterator[str]:
    own = [tie for tie in ties if policy in ((tie.older,) if arrow == "<-" else (tie.newer,))]
    if arrow == "--":
        own = [tie for tie in ties if policy in (tie.newer, tie.older)]
    for tie in own:
        end = tie.newer if tie.older == policy else tie.older
        marks = " ".join(mark for mark, holds in (("(circle)", tie.circular), ("(later)", tie.late)) if holds)
        way = arrow if arrow != "--" else "->" if tie.newer == policy else "<-"
        yield f"{way} {tie.relation.label}: {_name(found.cards[end])} {marks}".rstrip()
        yield from (f"   > {quote.text}" for quote in tie.quotes[: 2 if tie.name in PRESUMED else 1])
        if end in told:
            yield f"   {AGAIN}"
        elif arrow != "--":
            told.add(end)
            yield from (f"   {line}" for line in _branches(found, end, arrow, ties, told))


def _name(card: Card) -> str:
    return f"{_day(card.issued) or UNKNOWN}  {card.policy.label}  ({shorten(card.policy.iri)})"


def _day(day: Day) -> str:
    return day.date[: KNOWN.get(day.precision, len(day.date))]


def _quote(quote: Quote) -> dict[str, object]:
    return {"document": quote.document, "start": quote.start, "end": quote.end, "text": quote.text, "rule": quote.rule}
