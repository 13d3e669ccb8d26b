"""Faults of this program, as opposed to those of a document: one costs the document that it is met in, or the build."""

from __future__ import annotations


class InternalFault(AssertionError):
    """Something that no document can cause went wrong; the message says what and where, for a bug report."""
