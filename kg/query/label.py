"""What things are called: one name for each, in the language asked for or the nearest there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.query.kinds import kind_of, slug
from kg.query.lookup import look_up
from kg.query.pages import select_each
from kg.query.request import Term
from kg.terms import DCTERMS, POL, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.query.memory import Memory
    from kg.query.request import Engine

# Preferred names before others: a node without a preferred one still has the spellings that documents use.
NAMES = (SKOS + "prefLabel", RDFS + "label", DCTERMS + "title", SKOS + "altLabel")
LANGUAGES = ("zh", "en")  # those that every curated thing is named in
FALLBACK = (*LANGUAGES, "")
REMEMBERED = 20_000  # nodes


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A node by its IRI, with its name in `language` ("" where untagged) and its kind ("" where it has no page).

    `fallback` tells that the name is not in the language that was asked for.
    """

    iri: str
    label: str
    language: str
    kind: str
    fallback: bool = False

    @property
    def slug(self) -> str:
        """What stands for it in an address after its kind."""
        return slug(self.iri)


Facts = dict[str, list[Term]]


def entities(engine: Engine, iris: Iterable[str], language: str) -> dict[str, Entity]:
    """The entity of each IRI; a figure without a name is called by what it measures."""
    wanted = sorted(set(iris))
    known = _known(engine.memory, wanted, language)
    facts = _facts(engine, [iri for iri in wanted if iri not in known])
    parts = {
        t.value for f in facts.values() for name in ("indicator", "comparator", "unit") for t in f.get(POL + name, ())
    }
    facts |= _facts(engine, sorted(parts - facts.keys()))
    return {iri: known.get(iri) or entity(iri, facts, language) for iri in wanted}


def best(names: Sequence[Term], language: str) -> Term | None:
    """The name in the language, else in the first of zh, en, untagged; ties by code points."""
    for one in (language, *FALLBACK):
        said = sorted(name.value for name in names if name.language == one)
        if said:
            return Term(said[0], language=one)
    return min(names, default=None)


def _known(memory: Memory, iris: Sequence[str], language: str) -> dict[str, Entity]:
    """The entities that the index of the build names."""
    if language not in LANGUAGES:
        return {}
    found = look_up(memory, "called", iris, f"{language}, {language}_in")
    return {iri: Entity(iri, label, said, kind, fallback=said != language) for iri, kind, label, said in found}


def _facts(engine: Engine, iris: Sequence[str]) -> dict[str, Facts]:
    """What names each node, remembered where the engine asks a snapshot."""
    memory = engine.memory.facts
    if len(memory) > REMEMBERED:
        memory.clear()
    known = {iri: facts for iri in iris if (facts := memory.get(iri)) is not None}  # another thread may clear it
    asked = [iri for iri in iris if iri not in known]
    if asked:
        for iri, rows in select_each(engine, "labels", asked).items():
            facts = known.setdefault(iri, {})
            for row in rows:
                facts.setdefault(row["property"].value, []).append(row["value"])
            if engine.memory.keeps:
                memory[iri] = facts
    return known


def entity(iri: str, facts: Mapping[str, Facts], language: str) -> Entity:
    """The entity of an IRI by what is known of it, and of what it is a figure of."""
    own = facts.get(iri, {})
    types = tuple(term.value for term in own.get(RDF + "type", ()))
    kind = kind_of(iri, types)
    name = _name(own, language)
    if name is None and POL + "indicator" in own:
        name = _figure_name(own, facts, language)
    if name is None:  # a node of which nothing is known, such as one in quarantine, has no page
        return Entity(iri, _tail(iri), "", kind if own else "", fallback=True)
    return Entity(iri, name.value, name.language, kind, fallback=name.language != language)


def _name(own: Facts, language: str) -> Term | None:
    for prop in NAMES:
        if prop in own:
            return best(own[prop], language)
    return None


def _figure_name(own: Facts, facts: Mapping[str, Facts], language: str) -> Term | None:
    """The indicator, the comparator's sign, the value and the unit: 占比 ≥ 80 %."""
    indicator = _name(facts.get(own[POL + "indicator"][0].value, {}), language)
    if indicator is None:
        return None
    signs = [
        term for c in own.get(POL + "comparator", ()) for term in facts.get(c.value, {}).get(SKOS + "notation", ())
    ]
    sign = signs[0].value if signs else "="
    values = own.get(POL + "value", [])
    value = plain_number(values[0].value) if values else ""
    unit = _unit_sign(own, facts)
    return Term(f"{indicator.value} {sign} {value}{unit}", language=indicator.language)


def _unit_sign(own: Facts, facts: Mapping[str, Facts]) -> str:
    """The sign of a unit that has one, such as %; the others say no more than the number and its indicator."""
    signs = (
        sign for unit in own.get(POL + "unit", ()) for sign in facts.get(unit.value, {}).get(SKOS + "notation", ())
    )
    return next((sign.value for sign in signs), "")


def plain_number(text: str) -> str:
    """A decimal without empty fraction: 100.0 is 100, 0.810 is 0.81."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _tail(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2] or iri
