"""What the recogniser and the patterns know, as frozen values; no RDF and no file is touched here.

Values that others are built from compare and hash by identity (`eq=False`): what is built is kept for each of them, and
looking that up must not hash a thousand words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from kg.knowledge.headers import Headers
    from kg.model import EntityKind
    from kg.text.words import Words

Language = Literal["zh", "en"]


@dataclass(frozen=True, eq=False, slots=True)
class Concept:
    """One curated entry: its IRI, its kind, and every name it is recognised by, each with its language.

    `labels` are the preferred names by language; `traps` are longer strings that hold a name and do not mean it.
    """

    iri: str
    kind: EntityKind
    labels: Mapping[str, str]
    names: tuple[tuple[str, str], ...]
    traps: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    statistic: str = ""
    unit: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Composition:
    """How facility types are composed: words that modify a type (with their English), and words that say nothing.

    A modifier at the end of one of `traps` is none: 国有 of 全国有. `alike` holds modifiers of one kind: a list of them
    that `joints` part leaves the type off but behind the last: 三级、二级医院.
    """

    modifiers: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...]
    traps: tuple[str, ...]
    alike: tuple[tuple[str, ...], ...]
    joints: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Titles:
    """How policy documents are named; each field is a list of ontology/words/titles.toml, explained there."""

    heads: tuple[str, ...]
    tails: tuple[str, ...]
    plan_heads: tuple[str, ...]
    triggers: tuple[str, ...]
    not_triggers: tuple[str, ...]
    events: tuple[str, ...]
    pointers: tuple[str, ...]
    called: tuple[str, ...]
    promulgating: tuple[str, ...]
    forwarding: tuple[str, ...]
    lending: tuple[str, ...]
    requests: tuple[str, ...]
    announcing: tuple[str, ...]
    issuing_bodies: tuple[str, ...]
    no_issuing_bodies: tuple[str, ...]
    told_to_issue: tuple[str, ...]
    issuing_when: tuple[str, ...]
    making_public: tuple[str, ...]
    issued_heads: tuple[str, ...]
    issued_editions: tuple[str, ...]
    in_no_name: tuple[str, ...]
    begins_no_name: tuple[str, ...]
    counted: tuple[str, ...]
    about: tuple[str, ...]
    vague: tuple[str, ...]
    weak_heads: tuple[str, ...]
    official: tuple[str, ...]
    proposing: tuple[str, ...]
    proposals: tuple[str, ...]
    abiding: tuple[str, ...]
    standards: tuple[str, ...]
    not_heads: tuple[str, ...]
    rules: tuple[str, ...]
    plans: tuple[str, ...]
    qualifying: tuple[str, ...]
    resting: tuple[str, ...]
    plain_laws: tuple[str, ...]
    beside_laws: tuple[str, ...]
    law_rules: tuple[str, ...]
    laws: tuple[str, ...]
    statutes: tuple[str, ...]
    statute_goes_on: tuple[str, ...]
    statute_says: tuple[str, ...]
    statute_before: tuple[str, ...]
    as_standard: tuple[str, ...]
    cornered: tuple[str, ...]
    before_cornered: tuple[str, ...]
    behind_cornered: tuple[str, ...]
    state: tuple[str, ...]
    heads_en: tuple[str, ...]
    acts_en: tuple[str, ...]
    small_en: tuple[str, ...]
    openers_en: tuple[str, ...]
    official_en: tuple[str, ...]
    never_en: tuple[str, ...]
    enacted_en: tuple[str, ...]
    bodies_en: tuple[str, ...]
    issuing_en: tuple[str, ...]
    issuing_kinds_en: tuple[str, ...]
    titled_en: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Structure:
    """How documents are built; each field is a list of ontology/words/structure.toml, explained there."""

    numberings: tuple[str, ...]
    captions: tuple[str, ...]
    lone_numbers: tuple[str, ...]
    list_numbers: tuple[str, ...]
    articles: tuple[str, ...]
    document_numbers: tuple[str, ...]
    plan_periods: tuple[str, ...]
    orders: tuple[str, ...]
    place_endings: tuple[str, ...]
    zones: tuple[str, ...]
    terms: tuple[str, ...]
    group_endings: tuple[str, ...]
    public_endings: tuple[str, ...]
    placed_endings: tuple[str, ...]
    beside_endings: tuple[str, ...]
    of_country: tuple[str, ...]
    no_body: tuple[str, ...]
    no_name: tuple[str, ...]
    branches: tuple[str, ...]
    domains: tuple[str, ...]
    bureaus: tuple[str, ...]
    offices: tuple[str, ...]
    sealing: tuple[str, ...]
    handing_down: tuple[str, ...]
    committees: tuple[str, ...]
    local: tuple[str, ...]
    party: tuple[str, ...]
    levels: tuple[str, ...]
    before_ours: tuple[str, ...]
    no_ending: tuple[str, ...]
    notices: tuple[str, ...]
    decrees: tuple[str, ...]
    given: tuple[str, ...]
    english_bodies: tuple[str, ...]
    for_comment: tuple[str, ...]
    drafts: tuple[str, ...]
    lone_orders: tuple[str, ...]
    and_others: tuple[str, ...]
    editions: tuple[str, ...]
    in_full: tuple[str, ...]
    with_text: tuple[str, ...]
    contents: tuple[str, ...]
    annexes: tuple[str, ...]
    implementing: tuple[str, ...]
    amending: tuple[str, ...]
    repealing: tuple[str, ...]
    card_numbers: tuple[str, ...]
    card_dates: tuple[str, ...]
    card_eras: tuple[str, ...]
    card_issuers: tuple[str, ...]
    here: tuple[str, ...]
    goes_on: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class People:
    """How officials are named; each field is a list of ontology/words/people.toml, explained there."""

    posts: tuple[str, ...]
    posts_en: tuple[str, ...]
    after_en: tuple[str, ...]
    after: tuple[str, ...]
    before_again: tuple[str, ...]
    again: tuple[str, ...]
    no_names: tuple[str, ...]
    surnames: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Suffixes:
    """How names of bodies end, with canonical forms; names too general to mint; words for oneself and the addressee.

    `namesakes` are bodies elsewhere by the names that they share, meant in a text that has one of the words of
    `of_namesakes` and none of `not_of_namesakes`.
    """

    canonical: Mapping[str, str]
    generic: tuple[str, ...]
    self_words: tuple[str, ...]
    addressed: tuple[str, ...]
    namesakes: Mapping[str, str]
    of_namesakes: tuple[str, ...]
    not_of_namesakes: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Counties:
    """The full names of counties and districts; those of several places are `shared` as well."""

    names: frozenset[str]
    shared: frozenset[str]


@dataclass(frozen=True, slots=True)
class Example:
    """A marked text and what a pattern must read in it; `reads` is empty for a counter-example."""

    text: str
    reads: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Pattern:
    """One way of saying a relation.

    `regex` runs over a lifted sentence: one private-use character a mention. `needs` is what a sentence must meet, and
    `words` are some that it must hold: the cheap tests before the regex. `edges` and `attributes` are triples of role,
    relation and role. Of a measuring pattern `feature` are the roles whose words name the indicator (`before` and
    `after` are the rest of the clause, `ahead` is what stands before the number even where words follow it), `suffix`
    what is added to them, `of` the facility types counted (all that the feature names, where it is empty), `value` a
    number that the words mean without saying it (全部 is 100), and `kind`, `statistic`, `comparator` what they decide;
    `role` is what a number ends as in the ledger.
    """

    id: str
    relation: str
    language: Language
    say: str
    regex: re.Pattern[str]
    needs: frozenset[str]
    words: str
    priority: int = 0
    edges: tuple[tuple[str, str, str], ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()
    feature: tuple[str, ...] = ()
    of: str = ""
    kind: str = ""
    statistic: str = ""
    comparator: str = ""
    suffix: str = ""
    value: str = ""
    role: str = ""
    examples: tuple[Example, ...] = ()
    counter_examples: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Cues:
    """Classes of words by language, as lists (`classes`) and as expressions (`sources`; `one` over both languages).

    `concepts` are, by value scheme (modality, hedge), what words stand for which concept.
    """

    classes: Mapping[str, Mapping[str, tuple[str, ...]]]
    sources: Mapping[str, Mapping[str, str]]
    concepts: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]
    one: Mapping[str, re.Pattern[str]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, slots=True)
class Knowledge:
    """All of ontology/ that reading a document needs; `digest` is a hash of the files it came from."""

    concepts: Mapping[str, Concept]
    composition: Composition
    suffixes: Suffixes
    counties: Counties
    titles: Titles
    structure: Structure
    people: People
    cues: Cues
    english: Mapping[str, frozenset[str]]
    patterns: Mapping[str, tuple[Pattern, ...]]
    words: Words
    headers: Headers
    digest: str
