"""`python -m kg` is the command line, where the `kg` script is not on the path."""

from __future__ import annotations

from kg.cli import main

if __name__ == "__main__":
    main()
