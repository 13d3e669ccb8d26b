"""The nouns of gold: what a careful reader took from one document, as frozen values (docs/gold.md)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal

FigureKind = Literal["targets", "observations"]


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A target or an observation; `date` is its deadline or the day it describes, as precise as the gold says.

    `value` and `high` are full numbers, `percent` tells a share from a number; what is "" or empty is not stated.
    """

    kind: FigureKind
    indicator: str
    value: Decimal
    high: Decimal | None = None
    percent: bool = False
    unit: str = ""
    comparator: str = ""
    date: str = ""
    policy: str = ""
    facilities: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldPolicy:
    """A policy by its title, and what the document states of it."""

    title: str
    issued: str = ""
    issuers: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class GoldEdge:
    """A lineage between two policies, both by title; `relation` is the local name of an ontology property."""

    subject: str
    relation: str
    object: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one document, each kind in the order of the file; a requirement is the words that it must hold."""

    agencies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    facility_types: tuple[str, ...] = ()
    policies: tuple[GoldPolicy, ...] = ()
    lineage: tuple[GoldEdge, ...] = ()
    targets: tuple[GoldFigure, ...] = ()
    observations: tuple[GoldFigure, ...] = ()
    requirements: tuple[tuple[str, ...], ...] = ()


# The kinds of facts are called as the fields of gold files are.
KINDS = tuple(field.name for field in fields(Facts))
AGENCIES, PEOPLE, FACILITY_TYPES, POLICIES, LINEAGE, TARGETS, OBSERVATIONS, REQUIREMENTS = KINDS
DATES = {TARGETS: "deadline", OBSERVATIONS: "as_of"}  # the field of the date of a figure


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold of the document of that identifier; `borderline` facts may be found or not, `banned` strings may not.

    `repeats` are the identifiers of the documents whose text it repeats, None where nothing is said of that.

    Of a document annotated in part, `until` are the last words of that part and `length` its code points, where stated.
    """

    document: str
    facts: Facts = Facts()
    borderline: Facts = Facts()
    banned: tuple[str, ...] = ()
    repeats: tuple[str, ...] | None = None
    length: int = 0
    until: str = ""

    @property
    def in_part(self) -> bool:
        """Whether only the beginning is annotated: then names found further on are not wrong."""
        return bool(self.length or self.until)
