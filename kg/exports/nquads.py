"""N-Quads: the whole with its graphs, a line each."""

from __future__ import annotations


def nquads(lines: tuple[str, ...]) -> bytes:
    """The sorted lines as they are."""
    return "".join(f"{line}\n" for line in lines).encode()
