"""Who is who: the IRI of an entity, a figure, a statement or a quote, from content alone.

Two documents that name one thing mint one IRI without knowing of each other. Hashes are taken from a canonical string
(fields on lines, an absent one empty), never from order, time or another document.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.terms import BASE, DOCUMENT, VOC

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from kg.model import Document, Entity, Figure, Period, Span, Undertaking

KEY_DIGITS, HASH_DIGITS = 10, 12
FOLDERS = {"facility": "facility-type"}


def entity_iri(entity: Entity) -> str:
    """The curated concept, else `<kind>/u-<10 hex>` of the key; an indicator's key is phrase, statistic and unit."""
    if entity.concept:
        return entity.concept
    key = f"{entity.key}|{entity.statistic}|{entity.unit}" if entity.kind == "indicator" else entity.key
    return unreviewed_iri(FOLDERS.get(entity.kind, entity.kind), key)


def document_iri(document: Document) -> str:
    """The document, which is also the name of its graph."""
    return DOCUMENT + document.id


def evidence_iri(document: Document, span: Span) -> str:
    """The quote at `span`, by the fragment of RFC 5147."""
    return f"{document_iri(document)}#char={span.start},{span.end}"


def statement_iri(subject: str, predicate: str, value: str, precision: str = "") -> str:
    """The statement of an edge or value; a literal `value` is given as N-Triples writes it, an IRI bare."""
    fields = (subject, predicate, value, precision) if precision else (subject, predicate, value)
    return _minted("stmt", fields)


def figure_iri(figure: Figure, document: Document) -> str:
    """The target or observation: equal figures of different documents fall on one node.

    An observation without an as-of date stands for the date of its document, or two reports of different years would
    become one.
    """
    place = _optional(figure.region)
    things = " ".join(sorted({entity_iri(facility) for facility in figure.facilities}))
    if figure.kind == "target":
        fields = (
            _optional(figure.policy),
            entity_iri(figure.indicator),
            things,
            comparator_iri(figure),
            decimal_text(figure.quantity.value),
            _decimal(figure.quantity.high),
            figure.indicator.unit,
            *_dated(figure.period),
            place,
        )
        return _minted("target", fields)
    return _minted(
        "obs",
        (
            entity_iri(figure.indicator),
            things,
            place,
            *_dated(figure.period or document.metadata.published),
            figure.period.start.isoformat() if figure.period and figure.flow else "",
            *_dated(figure.baseline),
            "/".join(filter(None, (decimal_text(figure.quantity.value), _decimal(figure.quantity.high)))),
            figure.indicator.unit,
        ),
    )


def undertaking_iri(undertaking: Undertaking) -> str:
    """The measure: one policy's undertaking in one wording, for the same facility types by the same date."""
    things = " ".join(sorted({entity_iri(facility) for facility in undertaking.facilities}))
    fields = (_optional(undertaking.policy), undertaking.label, things, *_dated(undertaking.period))
    return _minted("measure", fields)


def comparator_iri(figure: Figure) -> str:
    """How a target is compared with what was measured."""
    return f"{VOC}cmp-{figure.quantity.bound}"


def decimal_text(value: Decimal) -> str:
    """Always with a point and without idle zeros: 100.0, 87.7, 1058000000.0.

    >>> from decimal import Decimal
    >>> decimal_text(Decimal("87.70")), decimal_text(Decimal("1E+2"))
    ('87.7', '100.0')
    """
    text = format(value, "f")
    whole, _, fraction = text.partition(".")
    return f"{'0' if whole == '-0' and not fraction.strip('0') else whole}.{fraction.rstrip('0') or '0'}"


def digest(text: str) -> str:
    """The SHA-256 of a canonical string, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@lru_cache(maxsize=4096)  # a document speaks of one thing many times
def unreviewed_iri(folder: str, key: str) -> str:
    """What an entity that the vocabulary does not know is minted as; still told once it is known by the key."""
    return f"{BASE}{folder}/u-{digest(key)[:KEY_DIGITS]}"


def _minted(folder: str, fields: Iterable[str]) -> str:
    return f"{BASE}{folder}/{digest(chr(10).join(fields))[:HASH_DIGITS]}"


def _optional(entity: Entity | None) -> str:
    return "" if entity is None else entity_iri(entity)


def _decimal(value: Decimal | None) -> str:
    return "" if value is None else decimal_text(value)


def _dated(period: Period | None) -> tuple[str, str]:
    return ("", "") if period is None else (period.end.isoformat(), period.precision)
