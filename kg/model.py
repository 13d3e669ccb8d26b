"""The nouns: what a document, a mention and a statement are, as frozen values without behaviour.

All offsets are half-open and count Unicode code points of a document's normalised text, unless a name says `source`
(then of the decoded raw file). Dates are `datetime.date`; numbers are `Decimal`; a percentage is kept as said
(87.7 with unit "%"). Statements speak of entities by identity keys, not by IRI: IRIs are minted in `kg.graph`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

Precision = Literal["day", "month", "year"]
Bound = Literal["eq", "ge", "gt", "le", "lt", "range"]
Basis = Literal["explicit", "relative", "planPeriod", "reportedAsCurrent"]
EntityKind = Literal["policy", "agency", "facility", "indicator", "programme", "person", "event", "region"]
LedgerRole = Literal[
    "observation", "target", "reference time", "scope", "qualifier", "in-name", "discourse", "unexplained"
]
BlockRole = Literal["title", "heading", "paragraph", "item", "byline", "boilerplate"]


# --- documents -------------------------------------------------------------------------------------------------------


class Span(NamedTuple):
    """A half-open stretch of a document's normalised text, in code points.

    The one value that is a tuple: a document has tens of thousands, and they are made, hashed and compared quickest.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One visual block of a document: a heading, a paragraph, a list item, or boilerplate with the reason why.

    `level` is the depth of a heading or item from 1, and 0 elsewhere; `page` is a PDF page or slide number from 1.
    """

    span: Span
    role: BlockRole
    level: int = 0
    reason: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """`length` code points at `start` of the normalised text stand at `source_start` of the decoded raw file."""

    start: int
    source_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days at a stated precision: 2023年4月 is 2023-04-01..2023-04-30 at precision month."""

    start: date
    end: date
    precision: Precision
    basis: Basis = "explicit"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """What an entry of `index.toml` says of a file; an empty string where it says nothing."""

    title: str = ""
    publisher: str = ""
    published: str = ""
    source: str = ""
    language: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: its path relative to the folder given, its bytes, and what `index.toml` says of it."""

    identifier: str
    data: bytes
    stated: Stated = Stated()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself, each field by a stated precedence; empty or None where nothing does."""

    title: str = ""
    publisher: str = ""
    author: str = ""
    published: Period | None = None
    url: str = ""
    licence: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: all blocks in reading order, joined by newlines, are its normalised text.

    `id` is the first 16 hex digits of the SHA-256 of the file's bytes; `language` is "zh" or "en".
    """

    id: str
    identifier: str
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    language: str
    reader: str
    runs: tuple[Run, ...] = ()


# --- values in the text ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written: 5500多家 is value 5500, bound "gt", unit "家"; 10至15年 is a range with high 15.

    `bound` tells what the words beside the digits say (以上, 不少于, 多); `approximate` is 约, 左右, 近.
    """

    value: Decimal
    unit: str
    bound: Bound = "eq"
    high: Decimal | None = None
    approximate: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that statements are about, known by what its IRI is minted from.

    `concept` is the IRI of a curated vocabulary entry, or "" for an entity minted from its own words; `key` is the
    normalised name that a minted IRI is hashed from. `label` is the name as the document writes it, in `language`.
    `broader` are IRIs of curated concepts (facility types). For indicators `statistic` is a concept IRI, `unit` one.
    """

    kind: EntityKind
    key: str
    label: str
    language: str
    concept: str = ""
    broader: tuple[str, ...] = ()
    statistic: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names or values something: its kind, and what it stands for once recognised.

    `sense` tells of a time whether it is a deadline, an as-of date, a plan period, ... (see `kg.text.times`).
    """

    span: Span
    kind: str
    text: str
    value: object = None
    sense: str = ""


# --- statements ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """The quoted words a statement was read from, and the rule that read them."""

    span: Span
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Naming:
    """The document names an entity in these words."""

    entity: Entity
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """`relation` is the local name of an ontology property between two entities: issues, implements, memberOf, ..."""

    subject: Entity
    relation: str
    object: Entity
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """`property` is the local name of a literal property: issuedOn, documentNumber, issuerCountStated, post, title."""

    subject: Entity
    property: str
    value: Period | str | int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A target or an observation: one quantity of one indicator, with all the dimensions the words give it.

    `period` is the deadline of a target and the as-of period of an observation. `modality` and `hedge` are concept
    IRIs, "" where there is none; `baseline` is the period that a change is measured against (较2020年增长46%). `flow`
    tells that the figure counts over its period (visits a year).
    """

    kind: Literal["target", "observation"]
    indicator: Entity
    quantity: Quantity
    evidence: tuple[Evidence, ...]
    policy: Entity | None = None
    facilities: tuple[Entity, ...] = ()
    period: Period | None = None
    region: Entity | None = None
    population: str = ""
    baseline: Period | None = None
    flow: bool = False
    modality: str = ""
    hedge: str = ""
    programme: Entity | None = None
    speaker: Entity | None = None
    event: Entity | None = None


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A required or encouraged action without a number; a pol:Measure in the graph. `label` is its own clause."""

    label: str
    language: str
    evidence: tuple[Evidence, ...]
    policy: Entity | None = None
    facilities: tuple[Entity, ...] = ()
    modality: str = ""
    period: Period | None = None
    region: Entity | None = None
    speaker: Entity | None = None


Statement = Naming | Edge | Attribute | Figure | Undertaking


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What became of one number of the body; `sentence` is the sentence it stands in, `reason` why it ended so."""

    span: Span
    text: str
    role: LedgerRole
    reason: str
    sentence: Span


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document; `unread` are sentences that look like policy and no statement quotes."""

    document: Document
    statements: tuple[Statement, ...]
    ledger: tuple[LedgerEntry, ...]
    unread: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: a constraint that failed, a conflict, an unread passage.

    `level` is Violation, Warning or Info; `focus` an IRI or a file; `messages` are (language, text) pairs.
    """

    level: Literal["Violation", "Warning", "Info"]
    shape: str
    focus: str
    messages: tuple[tuple[str, str], ...]
    document: str = ""
    quotes: tuple[str, ...] = ()
