"""Faults of this program, as opposed to faults of a document: they end a build."""

from __future__ import annotations


class InternalFault(AssertionError):
    """Something that no document can cause went wrong; the message says what and where, for a bug report."""
