"""Extract: the whole way of one document, from its text to its statements and its ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.interpret import interpret
from kg.extraction.ledger import ledger
from kg.extraction.recognise import recognise
from kg.extraction.segment import segment
from kg.extraction.situate import situate
from kg.extraction.unread import unread
from kg.model import Document, Extraction

if TYPE_CHECKING:
    from kg.knowledge.types import Knowledge


def extract(document: Document, knowledge: Knowledge) -> Extraction:
    """All that the document states, what became of every number in it, and where it seems to demand more."""
    sentences = segment(document, knowledge)
    recognised = recognise(document, sentences, knowledge)
    situated, own = situate(recognised, document, knowledge)
    read = interpret(situated, own, document, knowledge)
    passed = unread(situated, read.statements, knowledge)
    return Extraction(document, read.statements, ledger(situated, read.roles, document), passed)
