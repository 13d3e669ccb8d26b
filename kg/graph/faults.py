"""Faults of this program, as opposed to faults of a document: they end a build."""

from __future__ import annotations


class InternalFault(AssertionError):  # noqa: N818 - the document is not in error, the program is
    """Something that no document can cause went wrong; the message says what and where, for a bug report."""
