"""Where the data files lie: inside the installed package, else beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def data_folder(name: str) -> Path:
    """The folder `ontology`, `queries` or `seeds`: `kg/_data/<name>` of a wheel, else `<name>` of the checkout.

    hatchling's force-include is not applied in editable installs, hence the second place.
    """
    packaged = PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name


ONTOLOGY = data_folder("ontology")
QUERIES = data_folder("queries")
SEEDS = data_folder("seeds")
