"""Changing what is served: one edit at a time is evaluated, checked, kept and shown, in this order.

Updates are kept in a folder of their own beside the build, as a journal; what documents say is never touched by them.
A version that is served is never changed: each edit that is taken makes a new one, which is linked, not copied.
"""

from __future__ import annotations

import shutil
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.errors import QueryRefused, StoreError
from kg.query.editor import Editor
from kg.query.query_process import CONTEXT
from kg.query.request import ChangedSince, ChangeRefused, QueryBusy
from kg.store.commit import Order, commit, rebase
from kg.store.folder import open_build
from kg.store.hold import hold
from kg.store.journal import quads, sole
from kg.store.permit import make_ready
from kg.terms import DOCUMENT, GRAPHS, UPDATES_GRAPH
from kg.web.serving import Serving
from kg.web.site import Revision, Site

if TYPE_CHECKING:
    from pathlib import Path

    from kg.query.edit import Edit
    from kg.query.request import Limits
    from kg.store.hold import Held
    from kg.store.journal import Change
    from kg.web.site import Engines

JOURNAL = "journal.jsonl"
VERSIONS = "versions"


@dataclass(frozen=True, slots=True)
class Writing:
    """Where updates are kept, and the token that allows them, "" where everybody may.

    `union` tells that the default graph is the union of all graphs and that graphs of a build are not to be written.
    """

    folder: Path
    token: str
    union: bool = True


class Updating:
    """Takes edits for a build and has what comes of them served; to be closed.

    `own` names the graph that stands for the default graph of updates beside a union, "" where it is the default graph.
    """

    def __init__(self, writing: Writing, place: Path, engines: Engines, limits: Limits) -> None:
        self.writing, self.limits = writing, limits
        self._place, self._engines = place, engines
        self.own = UPDATES_GRAPH if writing.union else ""
        self._lock = threading.Lock()
        self._number = 0
        self._stack = ExitStack()
        self._stack.enter_context(sole(writing.folder))
        with self._stack.pop_all() as undo:
            shutil.rmtree(self._versions, ignore_errors=True)
            self._writer = ProcessPoolExecutor(1, CONTEXT)
            undo.callback(self._writer.shutdown)
            self._editor = Editor(self._journal, self.limits)
            undo.callback(self._editor.close)
            self.serving = Serving(self._rebased(hold(place)))
            self._writer.submit(make_ready)
            self._stack = undo.pop_all()

    @property
    def _journal(self) -> Path:
        return self.writing.folder / JOURNAL

    @property
    def _versions(self) -> Path:
        return self.writing.folder / VERSIONS

    def change(self, edit: Edit, only_at: str = "") -> Change:
        """What the edit changed; it is served when this returns. With `only_at` nothing but this version is changed.

        QueryError where it cannot be read or done, QueryRefused where it touches what a build made, ChangeRefused where
        the shapes do, NotFound where it removes what is not there, ChangedSince where another version is served by now.
        """
        if not self._lock.acquire(timeout=self.limits.seconds):
            raise QueryBusy("other updates are waiting; try again")
        try:
            if only_at and self.serving.current.version != only_at:
                raise ChangedSince("something was changed since; look at it again")
            return self._change(edit)
        finally:
            self._lock.release()

    def renew(self) -> None:
        """Serve the build that stands at the place now, with all updates on it."""
        with self._lock:
            self.serving.go_over(self._rebased(hold(self._place)))

    def close(self) -> None:
        """End the processes; the journal stays."""
        with self._lock:
            self.serving.close()
            self._stack.close()
            shutil.rmtree(self._versions, ignore_errors=True)

    def _change(self, edit: Edit) -> Change:
        change = self._editor.propose(edit)
        kept = False
        try:
            if change:
                self._protect(change)
                self._commit(change)
            kept = True
        finally:
            self._editor.settle(kept=kept)
        return change

    def _commit(self, change: Change) -> None:
        site = self.serving.current
        assert site.revision is not None
        target = self._next()
        order = Order(site.build.store, target.folder, self._journal, self.own)
        try:
            refused = self._writer.submit(commit, order, site.revision.folder, change).result()
        except BrokenProcessPool:
            self._recover()
            raise StoreError("the writing process ended; what the journal holds is served again, look there") from None
        if refused:
            raise ChangeRefused(refused)
        self.serving.go_over(self._made(site.held.again(), target))

    def _recover(self) -> None:
        """Start again from the journal: it alone knows whether the last change was kept."""
        self._writer = ProcessPoolExecutor(1, CONTEXT)
        self._stack.callback(self._writer.shutdown)
        self._editor.restart()
        self.serving.go_over(self._rebased(self.serving.current.held.again()))

    def _protect(self, change: Change) -> None:
        if not self.writing.union:
            return
        names = {q.graph_name for q in quads(change.added + change.removed)}
        iris = {name.value for name in names if isinstance(name, NamedNode)} | set(change.made) | set(change.dropped)
        for iri in sorted(iris):
            if iri.startswith((DOCUMENT, GRAPHS)):
                raise QueryRefused(f"{iri}: graphs under this name are made by builds; write to one of your own")

    def _rebased(self, held: Held) -> Site:
        target = self._next()
        order = Order(open_build(held.path).store, target.folder, self._journal, self.own)
        self._writer.submit(rebase, order).result()
        return self._made(held, target)

    def _next(self) -> Revision:
        self._number += 1
        return Revision(self._versions / str(self._number))

    def _made(self, held: Held, target: Revision) -> Site:
        """What is at the target, which has all that the journal says now."""
        length = self._journal.stat().st_size if self._journal.exists() else 0
        return Site(held, self._engines, replace(target, length=length))
