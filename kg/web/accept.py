"""Which form of an answer a client asks for: `format=` in the address, else the Accept header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from flask import request

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Offer:
    """A format's short name and its media type."""

    format: str
    media: str

    @property
    def content_type(self) -> str:
        """As a header: text carries its encoding."""
        return f"{self.media}; charset=utf-8" if self.media.startswith("text/") else self.media


HTML = Offer("html", "text/html")
RESULTS = (
    Offer("json", "application/sparql-results+json"),
    Offer("xml", "application/sparql-results+xml"),
    Offer("csv", "text/csv"),
    Offer("tsv", "text/tab-separated-values"),
)
GRAPHS = (
    Offer("ttl", "text/turtle"),
    Offer("nt", "application/n-triples"),
    Offer("rdf", "application/rdf+xml"),
    Offer("jsonld", "application/ld+json"),
    Offer("trig", "application/trig"),
)
# Media types that clients send for a format which is properly called otherwise.
ALSO: Mapping[str, str] = {"application/json": "json", "application/xml": "xml", "text/xml": "xml", "text/plain": "nt"}
# Names that clients know formats by in the address, each with ours; the first on offer is meant.
CALLED: Mapping[str, tuple[str, ...]] = {
    "turtle": ("ttl",),
    "n3": ("ttl",),
    "ntriples": ("nt",),
    "rdf+xml": ("rdf",),
    "xml": ("xml", "rdf"),
    "json-ld": ("jsonld",),
    "json": ("json", "jsonld"),
}


class NotAcceptable(Exception):
    """Nothing on offer fits; `offers` are what there is."""

    def __init__(self, offers: tuple[Offer, ...]) -> None:
        super().__init__("none of the formats asked for can be had")
        self.offers = offers


def choose(offers: tuple[Offer, ...], asked: str = "") -> Offer:
    """The best offer for this request, the first where all are equal; NotAcceptable where there is none.

    `asked` is the name of a format that the body of the request asks for.
    """
    by_name = {offer.format: offer for offer in offers}
    asked = asked or request.args.get("format", "")
    if asked:
        named = [by_name[name] for name in CALLED.get(asked, (asked,)) if name in by_name]
        if not named:
            raise NotAcceptable(offers)
        return named[0]
    if not request.headers.get("Accept", "").strip():
        return offers[0]
    media = {offer.media: offer for offer in offers}
    media |= {alias: by_name[name] for alias, name in ALSO.items() if name in by_name}
    best = max(media, key=_weight)
    if not _weight(best).quality:
        raise NotAcceptable(offers)
    return media[best]


class Weight(NamedTuple):
    """How much a media type is wanted: its quality, how closely it was named, how early."""

    quality: float = 0.0
    closeness: int = 0
    place: int = 0


def _weight(media: str) -> Weight:
    """By the closest range of the Accept header; parameters but q are passed over: what is sent is UTF-8 anyway."""
    ranges = ("*/*", f"{media.partition('/')[0]}/*", media)
    found = Weight()
    for place, (said, quality) in enumerate(request.accept_mimetypes):
        bare = said.partition(";")[0].strip().lower()
        closeness = ranges.index(bare) + 1 if bare in ranges else 0
        if closeness > found.closeness:
            found = Weight(quality, closeness, -place)
    return found


def wants_page() -> bool:
    """Whether a browser asks, which names text/html, and no other format is asked for in the address."""
    asked = request.args.get("format", HTML.format)
    return asked == HTML.format and request.accept_mimetypes.quality("text/html") > request.accept_mimetypes.quality(
        "application/problem+json"
    )
