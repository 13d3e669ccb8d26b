"""The kinds of things that have a page: their class, and how an IRI and an address stand for each other."""

from __future__ import annotations

from dataclasses import dataclass

from kg.terms import BASE, POL, VOC


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` stands in addresses and in minted IRIs, `type` is the class; a curated concept has `prefix` in its IRI."""

    name: str
    type: str
    prefix: str = ""


KINDS = (
    Kind("policy", POL + "Policy"),
    Kind("agency", POL + "Agency", "agency-"),
    Kind("facility-type", POL + "FacilityType", "ft-"),
    Kind("service-model", POL + "ServiceModel", "sm-"),
    Kind("indicator", POL + "Indicator", "indicator-"),
    Kind("programme", POL + "Programme", "programme-"),
    Kind("person", POL + "Person"),
    Kind("event", POL + "Event"),
    Kind("region", POL + "Region", "region-"),
    Kind("target", POL + "Target"),
    Kind("obs", POL + "Observation"),
    Kind("measure", POL + "Measure"),
    Kind("doc", POL + "Document"),
)
BY_NAME = {kind.name: kind for kind in KINDS}
BY_TYPE = {kind.type: kind for kind in KINDS}


def kind_of(iri: str, types: tuple[str, ...] = ()) -> str:
    """The kind that an IRI of ours shows by its path, else by its types; "" where it has no page."""
    if iri.startswith(BASE):
        name = iri.removeprefix(BASE).partition("/")[0]
        if name in BY_NAME:
            return name
    return next((BY_TYPE[one].name for one in sorted(types) if one in BY_TYPE), "")


def is_thing(iri: str) -> bool:
    """Whether the IRI alone tells that it is of a thing: one with a page, or a curated one."""
    return bool(kind_of(iri)) or iri.startswith(VOC)


def slug(iri: str) -> str:
    """What stands after the kind in an address: the part after the last slash."""
    return iri.partition("#")[0].rpartition("/")[2]


def candidates(kind: Kind, name: str) -> tuple[str, ...]:
    """The IRIs that an address or a short name may stand for, likeliest first."""
    return (f"{BASE}{kind.name}/{name}", f"{VOC}{name}", f"{VOC}{kind.prefix}{name}")
