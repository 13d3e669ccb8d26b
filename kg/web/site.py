"""What the pages of one server share: the build they show, the engine that answers, the texts read last."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from flask import current_app

from kg.query.quotes import InSentence, Quote, in_sentence

if TYPE_CHECKING:
    from kg.query.pool import Pool
    from kg.store.folder import Build
    from kg.store.records import DocumentRecord

KEPT = 64  # documents
EXTENSION = "kg"


class Site:
    """One build, served."""

    def __init__(self, build: Build, engine: Pool) -> None:
        self.build = build
        self.engine = engine
        self._read: OrderedDict[str, tuple[str, DocumentRecord]] = OrderedDict()
        self._lock = Lock()

    def document(self, identity: str) -> tuple[str, DocumentRecord]:
        """Text and record of a document; those asked for last are kept in memory."""
        with self._lock:
            if identity in self._read:
                self._read.move_to_end(identity)
                return self._read[identity]
        found = self.build.text(identity), self.build.record(identity)
        with self._lock:
            self._read[identity] = found
            if len(self._read) > KEPT:
                self._read.popitem(last=False)
        return found

    def in_sentence(self, quote: Quote) -> InSentence:
        """A quote with the rest of its sentence."""
        return in_sentence(*self.document(quote.document), quote)


def site() -> Site:
    """The site of the application that answers this request."""
    found: Site = current_app.extensions[EXTENSION]
    return found
