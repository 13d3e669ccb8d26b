"""Closed classes of English words of ontology/words/english.toml, by name, as constructions ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import KnowledgeError
from kg.knowledge.files import read_toml
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# What the program asks for: a word of a class that is missing would be read as any other.
NAMES = """
    about_part already amount_lead article aside_opener before_bidding before_exceed begun being being_due
    being_of bound_lead calls change_duration_lead change_in change_lead change_opener clause_of_its_own
    closing_pair compared_lead compared_noun compared_to contrast counted_measure counting definite duration_lead
    each ending exceeds extending from_or_to goal_for goal_is goal_of goal_value have_forms having_been in_places
    including indefinite inside_phrase joining joining_more joining_next leading_in leading_on lessening
    item_leads lists_below lists_goals measures_of_many no_doer no_object nonfinite_being of_things of_whom
    older_or_younger opening_lead opening_noun other_time others out_of particle per_each per_or_in per_or_out
    place_or_manner plain_unit plural
    pointing_back purpose ranked relative_object relative_subject rise_in rough_part sees shares_of since_lead
    standing_for_people standing_in stating stating_past stating_still subject_told summing surpassing tail_tie
    telling_apart to_come two_times unchanged up_or_down value_lead wants what_was_told whole_time year_on
"""
CLASSES = frozenset(NAMES.split())


def load_english(path: Path) -> Mapping[str, frozenset[str]]:
    """The classes of the file; KnowledgeError where one is missing, unknown, or holds what no sentence has."""
    table = read_toml(path)
    for name in sorted(CLASSES ^ table.keys()):
        why = "is missing" if name in CLASSES else "is unknown"
        raise KnowledgeError(str(path), name, why, f"The classes are: {', '.join(sorted(CLASSES))}")
    return {name: _words(path, name, words) for name, words in sorted(table.items())}


def _words(path: Path, name: str, words: object) -> frozenset[str]:
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
        raise KnowledgeError(str(path), name, "is no list of words", "Write name = ['…', '…']")
    for index, word in enumerate(words):
        if word in words[:index]:
            raise KnowledgeError(str(path), name, f"{word} is listed twice", "Delete one of them")
        if word != fold(word).lower():
            raise KnowledgeError(str(path), name, f"{word} cannot match", f"Write {fold(word).lower()}")
    return frozenset(words)
