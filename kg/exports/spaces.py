"""The prefixes of files that people read: one a kind of thing, as a slash in a prefixed name needs a backslash."""

from __future__ import annotations

from kg.query.kinds import KINDS
from kg.terms import BASE, PREFIXES

MINTED = (*(kind.name for kind in KINDS), "stmt", "progress")
SPACES = {
    **{name: space for name, space in PREFIXES.items() if name != "id"},
    **{name: f"{BASE}{name}/" for name in MINTED},
}
