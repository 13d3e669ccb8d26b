from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.knowledge.sites import load_sites
from kg.model import Source, Stated
from kg.readers.read import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.knowledge.sites import Sites
    from kg.model import Document


@pytest.fixture(scope="session")
def sites() -> Sites:
    return load_sites()


@pytest.fixture(scope="session")
def document(sites: Sites) -> Callable[..., Document]:
    """A document read from a text or from bytes."""

    def make(content: str | bytes, stated: Stated | None = None, name: str = "document.txt") -> Document:
        data = content.encode() if isinstance(content, str) else content
        return read(Source(name, data, stated or Stated()), sites)

    return make


@pytest.fixture(scope="session")
def shown(document: Callable[..., Document]) -> Callable[..., list[str]]:
    """The blocks of a document, each as its role, its level where it has one, and its text."""

    def show(content: str | bytes) -> list[str]:
        found = document(content)
        return [
            f"{block.role}{block.level or ''}: {found.text[block.span.start : block.span.end]}"
            for block in found.blocks
        ]

    return show


@pytest.fixture(scope="session")
def body(document: Callable[..., Document]) -> Callable[..., list[str]]:
    """The texts of the blocks that are no boilerplate, no title and no byline."""

    def texts(content: str | bytes) -> list[str]:
        found = document(content)
        return [
            found.text[block.span.start : block.span.end]
            for block in found.blocks
            if block.role not in {"boilerplate", "title", "byline"}
        ]

    return texts
