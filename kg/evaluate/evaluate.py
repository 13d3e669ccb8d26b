"""Evaluate: a build beside gold, document by document and over all, and rule by rule."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from kg.evaluate.edges import compare_edges
from kg.evaluate.figures import compare_figures
from kg.evaluate.found import CLASSES, find
from kg.evaluate.measures import Tally
from kg.evaluate.names import compare_names
from kg.evaluate.outcome import Difference, Outcome
from kg.evaluate.repeats import compare_repeats, origins
from kg.evaluate.spellings import Policies
from kg.evaluate.words import compare_quotes, compare_requirements, compare_shown
from kg.query.direct import direct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.evaluate.facts import Gold
    from kg.evaluate.found import Found
    from kg.query.request import Engine
    from kg.store.folder import Build


@dataclass(frozen=True, slots=True)
class Compared:
    """One document of the gold; `built` tells whether the build holds it at all."""

    document: str
    built: bool
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule read something in the annotated documents, and what gold says of it; the last four sum to it."""

    rule: str
    fired: int
    right: int
    partly: int
    wrong: int
    open: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The documents in the order of the gold, the sums of their tallies, and the rules by their ids."""

    documents: tuple[Compared, ...]
    total: Mapping[str, Tally]
    rules: tuple[RuleCount, ...]


def evaluate(build: Build, golds: Iterable[Gold]) -> Evaluation:
    """Compare each document's gold with what the build holds; documents without gold are left out."""
    engine = direct(build)
    policies = Policies(engine)
    given = tuple(golds)
    first = origins(given)
    compared = tuple(_compare(build, engine, policies, gold, first) for gold in given)
    return Evaluation(compared, _total(compared), _rules(compared))


def _compare(build: Build, engine: Engine, policies: Policies, gold: Gold, first: Mapping[str, str]) -> Compared:
    documents = [entry for entry in build.documents if entry.identifier == gold.document]
    found = find(build, engine, documents)
    end = _end(gold, found)
    outcomes: Sequence[Outcome] = (
        _about(gold, found, built=bool(documents)),
        compare_figures("targets", gold, found, end),
        compare_figures("observations", gold, found, end),
        *(compare_names(kind, gold, found) for kind in CLASSES),
        compare_edges(gold, found, policies, engine, end),
        compare_requirements(gold, found, end),
        compare_shown(gold, found),
        compare_quotes(found),
        compare_repeats(gold, build, engine, documents, first),
    )
    return Compared(gold.document, bool(documents), reduce(Outcome.__or__, outcomes))


def _about(gold: Gold, found: Found, *, built: bool) -> Outcome:
    """What is amiss with the document itself."""
    if not built:
        return Outcome(differences=(Difference("document", "absent", "not in the build"),))
    if gold.until and not any(gold.until in text for text in found.texts.values()):
        return Outcome(differences=(Difference("document", "absent", "annotated_until", quote=gold.until),))
    return Outcome()


def _end(gold: Gold, found: Found) -> int:
    """Where the annotated part ends: after the words of `until`, else after `length` code points, else nowhere."""
    if gold.until:
        for text in found.texts.values():
            if (at := text.find(gold.until)) >= 0:
                return at + len(gold.until)
    return gold.length or sys.maxsize


def _total(compared: Iterable[Compared]) -> dict[str, Tally]:
    total: dict[str, Tally] = {}
    for one in compared:
        for kind, tally in one.outcome.tallies.items():
            total[kind] = total.get(kind, Tally()) + tally
    return total


def _rules(compared: Iterable[Compared]) -> tuple[RuleCount, ...]:
    judged = Counter((v.rule, v.judgement) for one in compared for v in one.outcome.verdicts)
    found = []
    for rule in sorted({rule for rule, _ in judged}):
        right, partly = judged[rule, "right"], judged[rule, "partly"]
        wrong, left = judged[rule, "wrong"], judged[rule, "open"]
        found.append(RuleCount(rule, right + partly + wrong + left, right, partly, wrong, left))
    return tuple(found)
