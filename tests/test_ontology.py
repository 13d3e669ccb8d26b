"""The data files of ontology/ as they are shipped hold together: patterns, labels, classes of words, and their stems.

What is wrong with a file is told by kg.knowledge.lint (tests/knowledge/test_lint.py plants the mistakes).
"""

from __future__ import annotations

import ast
import itertools
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.extraction.needs import met
from kg.extraction.readings import matches, settle
from kg.extraction.types import Sentence, Situated
from kg.knowledge.patterns import check_examples, marked
from kg.knowledge.say import CHARACTERS, NUMERIC
from kg.model import Mention, Quantity, Span
from kg.paths import ONTOLOGY, QUERIES
from kg.query.catalog import read_question
from kg.terms import DCTERMS, POL, RDF, RDFS, SKOS
from kg.text.fold import fold
from tests.extraction.written import knowledge

if TYPE_CHECKING:
    from kg.knowledge.types import Pattern

KG = Path(__file__).parents[1] / "kg"
PATTERNS = tuple(pattern for group in knowledge().patterns.values() for pattern in group)
# Of these the order of the file decides; of the others the priority, then the length.
IN_ORDER = ("constructions", "requires")
EXAMPLES = [
    pytest.param(pattern, example.text, id=f"{pattern.id}-{i}")
    for pattern in PATTERNS
    if pattern.relation not in IN_ORDER
    for i, example in enumerate(pattern.examples, 1)
]
# A relation that a user can ask for has one stem in every door of the house.
RELATIONS = ("issues", "lineage", "measures", "requires")


# --- patterns --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.id)
def test_a_pattern_reads_its_examples_as_stated_and_its_counter_examples_as_nothing(pattern: Pattern) -> None:
    assert not [str(fault) for fault in check_examples(pattern)]


def situated(text: str) -> Situated:
    """A marked text as a sentence whose mentions stand where the marks do, and nowhere else."""
    lifted, plain = marked(text)
    kinds = {character: kind for kind, character in CHARACTERS.items()}
    mentions = []
    for span, place in zip(lifted.spans, lifted.places, strict=True):
        character = lifted.text[place]
        value = Quantity(Decimal(1), "%" if kinds[character] == "percent" else "") if character in NUMERIC else None
        mentions.append(Mention(span, kinds[character], plain[span.start : span.end], value))
    sentence = Sentence(Span(0, len(plain)), fold(plain), 0, "paragraph")
    return Situated(sentence, tuple(mentions), (), lifted, met(lifted.text, knowledge()), None, "", None)


def test_a_priority_stands_where_it_decides() -> None:
    idle = [pattern.id for pattern in PATTERNS if pattern.relation in IN_ORDER and pattern.priority]
    assert not idle, "take the priority away: the order of the file decides which is tried first"


@pytest.mark.parametrize(("pattern", "text"), EXAMPLES)
def test_no_other_pattern_of_the_relation_steals_an_example(pattern: Pattern, text: str) -> None:
    standing = settle(tuple(matches(situated(text), pattern.relation, knowledge())))
    assert pattern in [reading.pattern for reading in standing], [reading.pattern.id for reading in standing]


def test_ids_of_a_relation_begin_alike_and_tell_the_language() -> None:
    """ISS-01 and ISS-101 are Chinese, ISS-51 English; 90 to 99 are last resorts. A prefix belongs to one relation."""
    prefixes = defaultdict(set)
    for pattern in PATTERNS:
        match = re.fullmatch(r"([A-Z]{3})-(\d{2,3})", pattern.id)
        assert match, f"{pattern.place} {pattern.id}: three capitals, a dash and two or three digits would be right"
        prefixes[pattern.relation].add(match[1])
        number = int(match[2]) % 100
        if number < 90:
            assert (pattern.language == "en") == (number > 50), pattern.id
    assert all(len(found) == 1 for found in prefixes.values()), dict(prefixes)


def test_every_example_is_in_the_language_of_its_pattern() -> None:
    for pattern in PATTERNS:
        for example in pattern.examples:
            assert bool(re.search("[一-鿿]", example.text)) == (pattern.language == "zh"), (
                f"{pattern.id}: {example.text}"
            )


# --- words -----------------------------------------------------------------------------------------------------------


def literals() -> set[str]:
    """Every string literal of the code that reads."""
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted(KG.rglob("*.py"))]
    nodes = itertools.chain.from_iterable(ast.walk(tree) for tree in trees)
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def classes_asked_for() -> set[str]:
    """The classes of cues.toml that the code looks up by name: cues.one["say"], cues["say"]."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(KG.rglob("*.py")))
    return set(re.findall(r"""\b(?:cues|one)\[\s*"(\w+)"\]""", text))


def test_every_class_of_words_that_is_asked_for_is_there() -> None:
    asked = classes_asked_for()
    assert len(asked) > 10
    assert asked <= knowledge().cues.one.keys(), asked - knowledge().cues.one.keys()


def test_every_class_of_words_is_used() -> None:
    in_patterns = {name for pattern in PATTERNS for name in re.findall(r"@([a-z_]+)", pattern.say)}
    unused = knowledge().cues.one.keys() - in_patterns - literals()
    assert not unused, f"nobody asks for {sorted(unused)}; delete them from cues.toml"


def test_a_word_of_a_class_is_found_by_it() -> None:
    """A guard of [unless] must not make a word unfindable by itself."""
    cues = knowledge().cues
    for language in ("zh", "en"):
        for name, words in cues.classes[language].items():
            for word in words:
                text = f"a {word} b" if language == "en" else word
                assert cues.one[name].search(text), f"[{language}] {name}: {word} cannot be found"


# --- labels ----------------------------------------------------------------------------------------------------------


def test_every_concept_has_both_labels_and_no_name_means_two_of_a_kind() -> None:
    owners: dict[tuple[str, str], str] = {}
    for concept in knowledge().concepts.values():
        assert {"zh", "en"} <= concept.labels.keys(), concept.iri
        for name in {fold(name).lower() for name, _ in concept.names}:
            owner = owners.setdefault((concept.kind, name), concept.iri)
            assert owner == concept.iri, f"{name!r} means {owner} and {concept.iri}"


def test_what_a_pattern_states_is_a_property_or_concept_of_the_ontology() -> None:
    """Lint looks this up too; here against the parsed files, not against its own reading of them."""
    known = {
        quad.subject.value
        for path in (ONTOLOGY / "policy.ttl", *sorted((ONTOLOGY / "vocab").glob("*.ttl")))
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode)
    }
    for pattern in PATTERNS:
        for _, relation, _ in (*pattern.edges, *pattern.attributes):
            assert POL + relation in known, f"{pattern.id}: {relation}"


# --- one stem in every door ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stem", RELATIONS)
def test_a_relation_has_its_stem_in_every_door(stem: str) -> None:
    assert (ONTOLOGY / "patterns" / f"{stem}.toml").is_file()
    assert (ONTOLOGY / "shapes" / f"{stem}.ttl").is_file()
    asked = {read_question(path).relation for path in sorted(QUERIES.glob("*.rq"))}
    assert stem in asked, f"no question of queries/ declares `# relation: {stem}`"
    assert stem in properties()


def test_every_question_is_about_a_relation_that_the_ontology_knows() -> None:
    asked = {read_question(path).relation for path in sorted(QUERIES.glob("*.rq"))} - {""}
    assert asked <= properties(), asked - properties()


def properties() -> set[str]:
    """The local names of the properties of policy.ttl."""
    found = set()
    for quad in ox.parse(path=str(ONTOLOGY / "policy.ttl"), format=ox.RdfFormat.TURTLE):
        typed = quad.predicate.value == RDF + "type" and isinstance(quad.object, ox.NamedNode)
        if typed and quad.object.value.endswith("Property") and isinstance(quad.subject, ox.NamedNode):
            found.add(quad.subject.value.removeprefix(POL))
    return found


def test_every_property_has_a_label_in_both_languages() -> None:
    languages = defaultdict(set)
    for quad in ox.parse(path=str(ONTOLOGY / "policy.ttl"), format=ox.RdfFormat.TURTLE):
        if quad.predicate.value in (RDFS + "label", SKOS + "prefLabel") and isinstance(quad.object, ox.Literal):
            languages[str(quad.subject)[1:-1].removeprefix(POL)].add(quad.object.language)
    lacking = {name for name in properties() if languages[name] != {"zh", "en"}}
    assert not lacking


@pytest.mark.parametrize("file", ["policy.ttl", "cube.ttl"])
def test_what_is_explained_is_explained_in_both_languages(file: str) -> None:
    languages = defaultdict(list)
    for quad in ox.parse(path=str(ONTOLOGY / file), format=ox.RdfFormat.TURTLE):
        if quad.predicate.value in {RDFS + "comment", DCTERMS + "description"} and isinstance(quad.object, ox.Literal):
            languages[str(quad.subject)].append(quad.object.language)
    assert languages
    assert {name: said for name, said in languages.items() if sorted(map(str, said)) != ["en", "zh"]} == {}
