"""How canonical N-Triples spell one term, both ways."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kg.graph.faults import InternalFault
from kg.terms import XSD

STRING = XSD + "string"

# What canonical N-Triples escape in a string; everything else is written as it is.
NAMED_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
CONTROLS = {chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
ESCAPES = str.maketrans({**CONTROLS, **NAMED_ESCAPES})
PLAIN = re.compile(r'[^\x00-\x1f\x7f"\\]*')
WRITTEN = re.compile(r"\\u[0-9A-F]{4}|\\.")
READ = {written: character for character, written in (CONTROLS | NAMED_ESCAPES).items()}

# What RDF forbids in an IRI and would break a line.
NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


class Parts(NamedTuple):
    """A literal: its characters, its datatype and its language; "" for the datatype of a plain string."""

    value: str
    datatype: str
    language: str


@lru_cache(maxsize=4096)
def iri_text(iri: str) -> str:
    """An IRI in its brackets; InternalFault for one that would break a line."""
    if NOT_IN_IRI.search(iri):
        raise InternalFault(f"{iri!r} is no IRI")
    return f"<{iri}>"


def literal_text(value: str, datatype: str = "", language: str = "") -> str:
    """A literal in its quotes, with its language or its datatype."""
    quoted = f'"{value}"' if PLAIN.fullmatch(value) else f'"{value.translate(ESCAPES)}"'
    if language:
        return f"{quoted}@{language.lower()}"  # tags are equal whatever their case, and so is their text
    return f"{quoted}^^{iri_text(datatype)}" if datatype and datatype != STRING else quoted


def literal_parts(text: str) -> Parts:
    """The inverse of `literal_text`.

    >>> literal_parts('"中医馆"@zh')
    Parts(value='中医馆', datatype='', language='zh')
    """
    rest = text[text.rindex('"') + 1 :]
    return Parts(string_of(text), rest[3:-1] if rest.startswith("^^") else "", rest[1:] if rest.startswith("@") else "")


def string_of(text: str) -> str:
    """The characters of a term: of an IRI without its brackets, of a literal without quotes, datatype and language."""
    value = text[1:-1] if text.startswith("<") else text[1 : text.rindex('"')]
    return WRITTEN.sub(lambda found: READ[found[0]], value) if "\\" in value else value
