"""From a thing in the graph to why it is there: the words, the rule that read them, the vocabulary's entry for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.escape import escape
from kg.query.describe import describe
from kg.query.label import Entity
from kg.query.meant import meant
from kg.query.quotes import in_sentence
from kg.terms import POL, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.query.describe import Description, Fact
    from kg.query.quotes import Quote
    from kg.query.request import Engine
    from kg.store.folder import Build

MINTED = "u-"  # begins the last part of an IRI that was minted from the words themselves
RULE = POL + "rule"
ARROWS = {"out": "->", "in": "<-"}


@dataclass(frozen=True, slots=True)
class Words:
    """A quote in its sentence; offsets are code points of the normalised text of the document at that path."""

    document: str
    start: int
    end: int
    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One statement about the thing: `value` is at its other end, a name with its IRI or a literal with "".

    `rule` is the id of what read it and `place` the data file it stands in; `entry` is the spelling of the value that
    the vocabulary knows and the words hold. Each is "" where there is none; a derived statement has no words.
    """

    property: str
    direction: str
    value: str
    iri: str
    rule: str
    place: str
    entry: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A thing, the words that it was itself read from, and the reason of each statement about it."""

    iri: str
    label: str
    types: tuple[str, ...]
    words: tuple[Words, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """What an explanation is drawn from; `rules` tells the data file of a rule's id, `language` is that of names."""

    build: Build
    engine: Engine
    rules: Mapping[str, str]
    language: str


def explain(sources: Sources, identifier: str) -> Explanation:
    """Explain what an IRI or a name stands for; NotFound where nothing is known of it."""
    thing = describe(sources.engine, meant(sources.engine, identifier), sources.language)
    return Explanation(
        iri=thing.entity.iri,
        label=thing.entity.label,
        types=tuple(kind.label for kind in thing.types),
        words=tuple(_words(sources.build, quote) for quote in thing.quotes),
        reasons=tuple(reason for fact in thing.facts for reason in _reasons(sources, thing, fact)),
    )


def shorten(iri: str) -> str:
    """Write an IRI with the prefix of the longest namespace that it is in; as it is where there is none."""
    inside = [(len(namespace), name) for name, namespace in PREFIXES.items() if iri.startswith(namespace)]
    if not inside:
        return iri
    size, name = max(inside)
    return f"{name}:{iri[size:]}"


def as_text(found: Explanation) -> str:
    """Lines for a terminal: the thing, its words, then each statement with its rule and words."""
    lines = [f"{shorten(found.iri)}  {found.label}  ({', '.join(found.types)})", *_quoted(found.words)]
    for reason in found.reasons:
        value = f"{reason.value} ({shorten(reason.iri)})" if reason.iri else reason.value
        lines += ["", f"{ARROWS[reason.direction]} {reason.property}: {value}"]
        if reason.rule or reason.place:
            lines.append(f"   rule {reason.rule or reason.value} {reason.place}".rstrip())
        if reason.entry:
            lines.append(f"   entry {shorten(reason.iri)} by {reason.entry!r}")
        lines += _quoted(reason.words)
    return escape("\n".join(lines))


def _quoted(words: Iterable[Words]) -> list[str]:
    return [
        line
        for one in words
        for line in (f"   {one.document} {one.start}-{one.end}", f"   > {one.before}[{one.quote}]{one.after}")
    ]


def _reasons(sources: Sources, thing: Description, fact: Fact) -> Iterable[Reason]:
    """One reason a rule; one without where nobody read the statement, because it stands on the words of the thing."""
    iri = fact.value.iri if isinstance(fact.value, Entity) else ""
    value = fact.value.label if isinstance(fact.value, Entity) else fact.value.value
    for rule in sorted({quote.rule for quote in fact.quotes}) or [""]:
        quotes = tuple(quote for quote in fact.quotes if quote.rule == rule)
        yield Reason(
            property=fact.property.label,
            direction=fact.direction,
            value=value,
            iri=iri,
            rule=rule,
            place=sources.rules.get(rule or value, "") if rule or fact.property.iri == RULE else "",
            entry=_entry(sources, fact, quotes or thing.quotes),
            words=tuple(_words(sources.build, quote) for quote in quotes),
        )


def _entry(sources: Sources, fact: Fact, quotes: Iterable[Quote]) -> str:
    """Find the longest name of a curated thing that one of the quotes holds."""
    if not isinstance(fact.value, Entity) or not fact.value.kind or fact.value.slug.startswith(MINTED):
        return ""
    text = "\n".join(quote.text for quote in quotes)
    names = describe(sources.engine, fact.value.iri, sources.language).names
    return max((name.value for name in names if name.value in text), key=len, default="")


def _words(build: Build, quote: Quote) -> Words:
    record = build.record(quote.document)
    shown = in_sentence(build.text(quote.document), record, quote)
    return Words(record.identifier, quote.start, quote.end, quote.text, shown.before, shown.after)
