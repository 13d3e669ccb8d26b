"""Taking a change for good, or not: a new version of the store, checked by the shapes, then the line in the journal."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.store.journal import Change, append, combined, read, replay, written
from kg.store.permit import violations
from kg.store.revise import revise

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

    from kg.model import Finding

STORE, GRAPHS = "store", "graphs.json"


@dataclass(frozen=True, slots=True)
class Order:
    """A version in the folder `target`, over the store at `base`; `own` is as in `kg.store.revise`."""

    base: Path
    target: Path
    journal: Path
    own: str


def rebase(order: Order) -> None:
    """A version with all that the journal says."""
    _version(order, replay(order.journal))  # the engine closes its files with the last reference to the store


def commit(order: Order, before: Path, change: Change) -> tuple[Finding, ...]:
    """A version with a change after the version in the folder `before`; the violations where the shapes refuse it.

    A version that is refused, or cannot be kept in the journal, leaves nothing behind.
    """
    graphs = combined((read((before / GRAPHS).read_bytes()), change))
    try:
        refused = violations(_version(order, graphs), before / STORE, change)
        if not refused:
            append(order.journal, change)
    except BaseException:
        shutil.rmtree(order.target, ignore_errors=True)
        raise
    if refused:
        shutil.rmtree(order.target)
    return refused


def _version(order: Order, graphs: Change) -> Store:
    store = revise(order.base, order.target / STORE, graphs, order.own)
    (order.target / GRAPHS).write_bytes(written(replace(graphs, digest="")))
    return store
