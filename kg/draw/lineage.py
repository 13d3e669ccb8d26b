"""The lineage of policies as one SVG: for a page, which themes it by its sheet, and alone, in its own light colours.

No style attribute: presentation attributes keep to the strictest content policy and any renderer knows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, Template

from kg.draw.cards import HEIGHT, LEFT, WIDTH
from kg.draw.cards import Tie as Drawn
from kg.draw.lettering import em, wrap
from kg.draw.routing import draw
from kg.draw.timeline import Card as Placed
from kg.draw.timeline import grid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kg.draw.cards import Drawing, Line
    from kg.query.figures import Day
    from kg.query.label import Entity
    from kg.query.lineage import Card, Lineage, Tie

LABEL_SIZE = 11
LONGEST = 15.0  # em of a label
SIZES: Mapping[str, float] = {"zh": 13.5}  # of titles; Latin letters are read in a smaller one
LATIN = 12.5
SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class Look:
    """How lines of a relation look: told by word, width and dashes as well as by colour."""

    kind: str
    colour: str
    weight: float = 1.6
    dash: str = ""


# In the order in which one of several relations between two policies decides how their line looks.
LOOKS = (
    Look("supersedes", "#b3261e", 1.8, "7 4"),
    Look("amends", "#7a3f9d", 1.8, "2 3"),
    Look("implements", "#1a7a45", 2.4),
    Look("basedOn", "#1d5fa8"),
    Look("promulgates", "#0e6b74", 1.4, "10 3 2 3"),
    Look("mandates", "#8a5a00", 1.4, "4 3"),
    Look("cites", "#59646f", 1.2, "1 3"),
    Look("laterVersionOf", "#b3261e", 1.2, "3 5"),
    Look("nextPlanAfter", "#1d5fa8", 1.2, "3 5"),
    Look("localCounterpartOf", "#1a7a45", 1.2, "3 5"),
)


@dataclass(frozen=True, slots=True)
class Words:
    """What a drawing says in the reader's language, and where its parts lead to ("" where nowhere)."""

    language: str
    title: str
    description: str
    unknown: str
    circle: str
    late: str
    stated: Callable[[str], str]
    day: Callable[[Day], str]
    policy: Callable[[Entity], str]
    evidence: Callable[[Tie], str]


def lineage_svg(lineage: Lineage, words: Words, *, alone: bool = False) -> str:
    """Draw it; the same lineage gives the same bytes."""
    bundles = _bundles(lineage)
    labels = {pair: _label(ties, words) for pair, ties in bundles.items()}
    cards = [Placed(card.policy.iri, card.issued.date, card.rank) for card in lineage.policies]
    ties = [Drawn(*pair, _width(label)) for pair, label in labels.items()]
    drawing = draw(grid(cards, bundles), ties)
    return (
        _template("lineage.svg")
        .render(
            drawing=drawing,
            language=words.language,
            title=words.title,
            description=words.description,
            alone=alone,
            kinds=LOOKS,
            lanes=_lanes(drawing, lineage),
            years=_years(drawing, words),
            lines=[_line(line, bundles, labels, words) for line in drawing.lines],
            cards=[_card(card, drawing, lineage, words) for card in lineage.policies],
        )
        .rstrip()
        + "\n"
    )


def look(name: str) -> Look:
    """How a relation looks, by its local name."""
    return next(one for one in LOOKS if one.kind == name)


@cache
def _template(name: str) -> Template:
    folder = Path(__file__).parent / "templates"
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["n"] = lambda value: f"{value:.1f}".removesuffix(".0")
    environment.tests["even"] = lambda number: number % 2 == 0
    return environment.get_template(name)


def _bundles(lineage: Lineage) -> dict[tuple[str, str], list[Tie]]:
    """All that one policy has to do with another is one line, whatever it is called.

    That one orders the other is left out where the other is drawn as implementing it: the same words say both.
    """
    order = [one.kind for one in LOOKS]
    back = {(tie.older, tie.newer) for tie in lineage.ties if tie.name == "implements"}
    drawn = [tie for tie in lineage.ties if tie.name != "mandates" or (tie.newer, tie.older) not in back]
    ties = sorted(drawn, key=lambda tie: (tie.newer.iri, tie.older.iri, order.index(tie.name)))
    return {pair: list(group) for pair, group in groupby(ties, key=lambda tie: (tie.newer.iri, tie.older.iri))}


def _label(ties: Sequence[Tie], words: Words) -> str:
    marks = [
        mark for mark, is_so in ((words.circle, ties[0].circular), (words.late, any(t.late for t in ties))) if is_so
    ]
    text = SEPARATOR.join(tie.relation.label for tie in ties)
    return wrap(f"{text} ({SEPARATOR.join(marks)})" if marks else text, LONGEST, 1)[0]


def _width(label: str) -> float:
    return round(em(label) * LABEL_SIZE + 14, 1)


def _line(
    line: Line, bundles: Mapping[tuple[str, str], Sequence[Tie]], labels: Mapping[tuple[str, str], str], words: Words
) -> dict[str, object]:
    pair = line.tie.source, line.tie.target
    first = bundles[pair][0]
    shape = look(first.name)
    return {
        "kind": shape.kind,
        "colour": shape.colour,
        "weight": shape.weight,
        "dash": shape.dash,
        "path": line.path,
        "x": line.x,
        "y": line.y,
        "width": line.tie.width,
        "words": labels[pair],
        "spoken": f"{labels[pair]}: {first.newer.label} → {first.older.label}",
        "href": words.evidence(first),
        "source": first.newer.slug,
        "target": first.older.slug,
        "warn": first.circular or any(tie.late for tie in bundles[pair]),
    }


def _card(card: Card, drawing: Drawing, lineage: Lineage, words: Words) -> dict[str, object]:
    x, y = drawing.corners[card.policy.iri]
    size = SIZES.get(card.policy.language, LATIN)
    issuers = _issuers(card, words)
    date = words.day(card.issued) or words.unknown
    return {
        "id": card.policy.slug,
        "x": x,
        "y": y,
        "width": WIDTH,
        "height": HEIGHT,
        "size": size,
        "focus": card.policy == lineage.focus,
        "href": words.policy(card.policy),
        "date": date,
        "lines": wrap(card.policy.label, (WIDTH - 20) / size, 3),
        "issuers": next(iter(wrap(issuers, (WIDTH - 20) / LABEL_SIZE, 1)), ""),
        "spoken": " ".join(part for part in (date, card.policy.label, card.number, issuers) if part),
    }


def _issuers(card: Card, words: Words) -> str:
    named = SEPARATOR.join(issuer.label for issuer in card.issuers)
    return f"{named} {words.stated(card.stated)}" if named and card.stated else named


def _lanes(drawing: Drawing, lineage: Lineage) -> Iterator[dict[str, object]]:
    names = {card.rank: card.level.label for card in lineage.policies}
    for rank, top, bottom in drawing.lanes:
        lines = wrap(names[rank], (LEFT - 12) / 13, 6)
        middle = (top + bottom) / 2 - (len(lines) - 1) * 8.5 + 4
        yield {"top": top, "bottom": bottom, "lines": lines, "middle": middle}


def _years(drawing: Drawing, words: Words) -> Iterator[dict[str, object]]:
    """Each column's name; a gap stands where years were left out before it."""
    half = (WIDTH + drawing.gutter) / 2
    before = {}
    for (one, _), (other, middle) in pairwise(drawing.years):
        if one and int(other) - int(one) > 1:
            before[other] = middle - half
    for year, middle in drawing.years:
        left = max(middle - half, float(LEFT))
        yield {"name": year or words.unknown, "middle": middle, "left": left, "gap": before.get(year)}
