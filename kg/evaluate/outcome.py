"""What comparing one document with its gold comes to: counts, differences in words, and a verdict on each reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.evaluate.found import Node
    from kg.evaluate.measures import Tally

Judgement = Literal["right", "partly", "wrong", "open"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that is missed, extra, or otherwise wrong; `quote` are words of the document, "" where none is known."""

    kind: str
    what: Literal["missed", "extra", "shown", "misquoted", "absent"]
    fact: str
    detail: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What gold says of one reading by one rule.

    `partly` is the right number with another field wrong; `open` is what gold leaves open: borderline facts, and kinds
    of which it does not list all.
    """

    rule: str
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Outcome:
    """The comparison of some or all kinds of facts of one document."""

    tallies: Mapping[str, Tally] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    def __or__(self, other: Outcome) -> Outcome:
        return Outcome(
            {**self.tallies, **other.tallies},
            self.differences + other.differences,
            self.verdicts + other.verdicts,
        )


def verdicts(node: Node, judgement: Judgement) -> Iterable[Verdict]:
    """One verdict a rule that read it."""
    return (Verdict(rule, judgement) for rule in node.rules)
