"""Front matter: the YAML block before a page or a Markdown file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from kg.readers.lines import Declared

if TYPE_CHECKING:
    from collections.abc import Mapping

_FENCE = re.compile(r"\s*---[ \t]*\r?\n(.{0,20000}?)\n---[ \t]*(?:\r?\n|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter declares, and where the text after it begins: 0 where there is none."""

    declared: Declared = field(default_factory=Declared)
    end: int = 0


def front_matter(text: str, names: Mapping[str, tuple[str, ...]]) -> FrontMatter:
    """The front matter at the beginning of `text`; a block that is no YAML mapping is text like any other.

    `names` are the keys that mean a field of `Declared`, in lower case. All values are read as strings, so that nothing
    but their own words reaches the graph; a YAML alias can therefore not grow.
    """
    found = _FENCE.match(text, 0, 24000)
    if found is None or found[1].count("[") + found[1].count("{") > 200:  # nesting that no front matter has
        return FrontMatter()
    try:
        values = yaml.load(found[1], Loader=yaml.BaseLoader)  # noqa: S506  # builds strings, lists and mappings only
    except yaml.YAMLError:
        return FrontMatter()
    if not isinstance(values, dict):
        return FrontMatter()
    plain = {str(key).lower(): value.strip() for key, value in values.items() if isinstance(value, str)}
    return FrontMatter(Declared.of(names, plain), found.end())
