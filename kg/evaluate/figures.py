"""Targets and observations beside gold: paired where everything agrees, else where the number does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.evaluate.agree import differences, named, right, right_and_named, same_value
from kg.evaluate.measures import Tally
from kg.evaluate.outcome import Difference, Outcome, verdicts
from kg.evaluate.pairs import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.evaluate.facts import FigureKind, Gold, GoldFigure
    from kg.evaluate.found import Figure, Found
    from kg.evaluate.outcome import Judgement


@dataclass(frozen=True, slots=True)
class _Pairing:
    """Both sides of one kind; the rest are places in `got`: with the `wanted` they are paired with, or optional."""

    wanted: tuple[GoldFigure, ...]
    got: tuple[Figure, ...]
    exactly: Mapping[int, int]
    by_value: Mapping[int, int]
    optional: frozenset[int]

    def judgement(self, place: int) -> Judgement:
        """What gold says of the figure at a place."""
        if place in self.exactly:
            return "right"
        if place in self.by_value:
            return "partly"
        return "open" if place in self.optional else "wrong"


def compare_figures(kind: FigureKind, gold: Gold, found: Found, end: int) -> Outcome:
    """Compare what begins before `end`; a fact said twice in the document is one, with two quotes."""
    wanted: tuple[GoldFigure, ...] = getattr(gold.facts, kind)
    got = tuple(figure for figure in getattr(found, kind) if figure.start <= end)
    paired = _paired(wanted, got, (*gold.borderline.targets, *gold.borderline.observations))
    judgements = [paired.judgement(place) for place in range(len(got))]
    extra = (_extra(kind, figure) for figure, judged in zip(got, judgements, strict=True) if judged == "wrong")
    return Outcome(
        {kind: _tally(paired)},
        (*_missed(kind, paired, found), *extra),
        tuple(one for figure, judged in zip(got, judgements, strict=True) for one in verdicts(figure.node, judged)),
    )


def _paired(wanted: tuple[GoldFigure, ...], got: tuple[Figure, ...], borderline: Sequence[GoldFigure]) -> _Pairing:
    """Pair where everything agrees; of what is left by number alone, and what is still left with borderline facts."""
    exactly = pairs(wanted, got, right_and_named, right)
    wants = [want for want in range(len(wanted)) if want not in exactly.values()]
    places = [place for place in range(len(got)) if place not in exactly]
    rest = pairs([wanted[want] for want in wants], [got[place] for place in places], same_value)
    by_value = {**exactly, **{places[place]: wants[want] for place, want in rest.items()}}
    spare = [place for place in places if place not in by_value]
    optional = pairs(borderline, [got[place] for place in spare], same_value)
    return _Pairing(wanted, got, exactly, by_value, frozenset(spare[place] for place in optional))


def _tally(paired: _Pairing) -> Tally:
    return Tally(
        gold=len(paired.wanted),
        right=len(paired.exactly),
        value=len(paired.by_value),
        named=sum(named(paired.wanted[want], paired.got[place]) for place, want in paired.exactly.items()),
        found=len(paired.got) - len(paired.optional),
        found_right=len(paired.exactly),
        found_value=len(paired.by_value),
        exact=True,
    )


def _missed(kind: str, paired: _Pairing, found: Found) -> Iterator[Difference]:
    nearest = {want: paired.got[place] for place, want in paired.by_value.items()}
    for want, figure in enumerate(paired.wanted):
        if want in paired.exactly.values():
            continue
        near = nearest.get(want)
        detail = "" if near is None else f"the number is there, with {'; '.join(differences(figure, near))}"
        quote = found.sentence_with(*figure.keys) if near is None else near.words
        yield Difference(kind, "missed", _told(figure), detail, quote)


def _extra(kind: str, figure: Figure) -> Difference:
    value = f"{figure.value:f}" if figure.high is None else f"{figure.value:f}-{figure.high:f}"
    unit = "%" if figure.percent else ""
    fact = f"{min(figure.indicator, key=len, default='')} {value}{unit}".strip()
    return Difference(
        kind, "extra", fact, f"read by {', '.join(figure.node.rules)}" if figure.node.rules else "", figure.words
    )


def _told(figure: GoldFigure) -> str:
    value = f"{figure.value:f}" if figure.high is None else f"{figure.value:f}-{figure.high:f}"
    return f"{figure.indicator} {figure.comparator}{value}{figure.unit}"
