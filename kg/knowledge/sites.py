"""Sites: how pages mark their boilerplate, and where documents tell title, publisher and date.

Read from ontology/sites/: characters.toml, metadata.toml, and any number of files of cues. generic.toml holds for any
page; another file holds where its `when` is found on the page, and an unknown site needs none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from kg.errors import KnowledgeError
from kg.knowledge.files import read_toml
from kg.paths import ONTOLOGY
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

Reach = Literal["line", "before", "after", "list"]
_REACHES = ("line", "before", "after", "list")
# What each of the files may hold; the title is for its readers.
_CHARACTERS = ("title", "simplified", "traditional")
_METADATA = ("title", "names", "labels", "lead", "margin", "author", "dates", "official", "opening", "heading")
_SITE = ("title", "when", "regions", "cue")
_CUE_KEYS = frozenset({"reason", "reach", "say", "longest", "example", "not"})


@dataclass(frozen=True, eq=False, slots=True)
class Cue:
    """One way a line shows that it is boilerplate; `reach` tells what around it goes with it.

    Found where any of `patterns` matches in a line of at most `longest` code points. `when` must be found on the page.
    """

    reason: str
    reach: Reach
    patterns: tuple[re.Pattern[str], ...]
    longest: int = 120
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    when: re.Pattern[str] | None = None
    place: str = ""

    def finds(self, text: str) -> bool:
        """Whether a line is boilerplate by this cue, in whichever script it is written."""
        if len(text) > self.longest:
            return False
        written = scripts(text)
        return any(pattern.search(one) for pattern in self.patterns for one in written)


@lru_cache(maxsize=64)  # every cue asks for the same line
def scripts(text: str) -> tuple[str, ...]:
    """A line as it is written, and folded where that differs."""
    folded = fold(text)
    return (text,) if folded == text else (text, folded)


@dataclass(frozen=True, slots=True)
class DateWords:
    """How explicit dates are written; `around` is what may stand beside one on a line of its own."""

    patterns: tuple[re.Pattern[str], ...]
    months: tuple[str, ...]
    numerals: str
    zeros: str
    ten: str
    around: re.Pattern[str]


@dataclass(frozen=True, eq=False, slots=True)
class Sites:
    """All of ontology/sites/ as one value.

    `names` are keys of front matter and meta elements by field, `labels` patterns with a group `value` by field,
    `leads`, `authors` and `margins` (of printed pages) patterns with groups named by field, `official` the patterns of
    official documents by name, `openings` those of documents that came as one line, with groups in the order in which
    they are cut off.
    """

    cues: tuple[Cue, ...]
    regions: tuple[tuple[str, re.Pattern[str]], ...]
    names: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[re.Pattern[str], ...]]
    leads: tuple[re.Pattern[str], ...]
    margins: tuple[re.Pattern[str], ...]
    authors: tuple[re.Pattern[str], ...]
    dates: DateWords
    official: Mapping[str, re.Pattern[str]]
    openings: tuple[re.Pattern[str], ...]
    headings: tuple[tuple[int, re.Pattern[str]], ...]
    frequent: frozenset[str]

    def region(self, words: str) -> str:
        """The part of a page that one of an element's classes or ids names; "" where none does."""
        return next((name for word in words.lower().split() for name, said in self.regions if said.fullmatch(word)), "")


@cache
def load_sites(folder: Path = ONTOLOGY / "sites") -> Sites:
    """Read ontology/sites/ whole; KnowledgeError with file, place, reason and remedy where a file is wrong."""
    files = {path.name: _File(path) for path in sorted(folder.glob("*.toml"))}
    for name in ("characters.toml", "metadata.toml"):
        if name not in files:
            raise KnowledgeError(str(folder / name), "", "is missing", "It comes with the package; put it back")
    characters, told = files.pop("characters.toml"), files.pop("metadata.toml")
    for file, keys in ((characters, _CHARACTERS), (told, _METADATA), *((file, _SITE) for file in files.values())):
        file.holds(keys)
    cues: list[Cue] = []
    regions: list[tuple[str, re.Pattern[str]]] = []
    for file in files.values():
        cues += file.cues()
        regions += [
            (name, file.pattern("|".join(says), f"[regions] {name}")) for name, says in file.lists("regions").items()
        ]
    return Sites(
        cues=tuple(cues),
        regions=tuple(regions),
        names={name: tuple(keys) for name, keys in told.lists("names").items()},
        labels={
            name: tuple(told.pattern(say, f"[labels] {name}") for say in says)
            for name, says in told.lists("labels").items()
        },
        leads=told.says("lead"),
        margins=told.says("margin"),
        authors=told.says("author"),
        dates=told.dates(),
        official={name: told.pattern(say, f"[official] {name}") for name, say in told.texts("official").items()},
        openings=told.says("opening"),
        headings=told.headings(),
        frequent=frozenset("".join(characters.text(name) for name in ("simplified", "traditional"))) - set("\n"),
    )


class _File:
    """One data file; each method reads a part of it or says what is wrong with it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data = read_toml(path)

    def wrong(self, place: str, why: str, remedy: str) -> KnowledgeError:
        return KnowledgeError(str(self.path), place, why, remedy)

    def holds(self, keys: Sequence[str]) -> None:
        """Refuse a key that nobody would read."""
        for key in sorted(self.data.keys() - set(keys)):
            raise self.wrong(key, f"the key {key} is unknown", f"The keys are: {', '.join(keys)}")

    def pattern(self, say: object, place: str) -> re.Pattern[str]:
        if not isinstance(say, str) or not say:
            raise self.wrong(place, f"{say!r} is no regular expression", "Write it as a literal string, '...'")
        try:
            return re.compile(say)
        except re.error as error:
            raise self.wrong(place, f"the regular expression {say!r} is wrong: {error}", "Mend it there") from None

    def text(self, name: str) -> str:
        value = self.data.get(name)
        if not isinstance(value, str) or not value:
            raise self.wrong(name, "is missing or no string", f'Write {name} = "..."')
        return value

    def table(self, name: str) -> Mapping[str, object]:
        value = self.data.get(name, {})
        if not isinstance(value, dict):
            raise self.wrong(f"[{name}]", "is no table", f"Write [{name}] and its keys below")
        return value

    def texts(self, name: str) -> Mapping[str, str]:
        return {key: self._string(value, f"[{name}] {key}") for key, value in self.table(name).items()}

    def lists(self, name: str) -> Mapping[str, Sequence[str]]:
        return {key: self._strings(value, f"[{name}] {key}") for key, value in self.table(name).items()}

    def tables(self, name: str) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Each table of an array with its place, [[name]] 1 and so on."""
        value = self.data.get(name, [])
        for number, table in enumerate(value if isinstance(value, list) else [value], 1):
            if not isinstance(table, dict):
                raise self.wrong(f"[[{name}]] {number}", "is no table", f"Write [[{name}]] and its keys below")
            yield f"[[{name}]] {number}", table

    def says(self, name: str) -> tuple[re.Pattern[str], ...]:
        """The patterns of an array of tables with `say` and `example`; each must find its example."""
        found = []
        for place, table in self.tables(name):
            pattern = self.pattern(table.get("say"), place)
            example = self._string(table.get("example"), f"{place} example")
            if not pattern.search(example):
                raise self.wrong(place, f"does not find its example {example!r}", "Mend the pattern or the example")
            found.append(pattern)
        return tuple(found)

    def headings(self) -> tuple[tuple[int, re.Pattern[str]], ...]:
        found = []
        for place, table in self.tables("heading"):
            level = table.get("level")
            if not isinstance(level, int) or not 1 <= level <= 9:
                raise self.wrong(place, f"level {level!r} is no depth", "Write a whole number from 1 to 9")
            found.append((level, self.pattern(table.get("say"), place)))
        return tuple(found)

    def dates(self) -> DateWords:
        table = self.table("dates")
        return DateWords(
            patterns=tuple(self.pattern(say, "[dates] say") for say in self._strings(table.get("say"), "[dates] say")),
            months=tuple(self._strings(table.get("months"), "[dates] months")),
            numerals=self._string(table.get("numerals"), "[dates] numerals"),
            zeros=self._string(table.get("zeros"), "[dates] zeros"),
            ten=self._string(table.get("ten"), "[dates] ten"),
            around=self.pattern(table.get("around"), "[dates] around"),
        )

    def cues(self) -> Iterator[Cue]:
        when = self.pattern(self.data["when"], "when") if "when" in self.data else None
        for place, table in self.tables("cue"):
            if unknown := sorted(set(table) - _CUE_KEYS):
                raise self.wrong(place, f"has the unknown key {unknown[0]}", f"Known: {', '.join(sorted(_CUE_KEYS))}")
            reach, longest = table.get("reach"), table.get("longest", 120)
            if reach not in _REACHES:
                raise self.wrong(place, f"reach {reach!r} is unknown", f"Write one of {', '.join(_REACHES)}")
            if not isinstance(longest, int):
                raise self.wrong(place, f"longest {longest!r} is no number", "Write a number of code points")
            cue = Cue(
                reason=self._string(table.get("reason"), f"{place} reason"),
                reach=reach,  # type: ignore[arg-type]  # one of _REACHES, which mypy does not narrow to
                patterns=tuple(self.pattern(say, place) for say in self._strings(table.get("say"), f"{place} say")),
                longest=longest,
                examples=tuple(self._strings(table.get("example"), f"{place} example")),
                counter_examples=tuple(self._strings(table.get("not", []), f"{place} not")),
                when=when,
                place=f"{self.path.name} {place}",
            )
            for text in cue.examples:
                if not cue.finds(text):
                    raise self.wrong(place, f"does not find its example {text!r}", "Mend the pattern or the example")
            for text in cue.counter_examples:
                if cue.finds(text):
                    raise self.wrong(place, f"finds {text!r}, which it must not", "Make the pattern narrower")
            yield cue

    def _string(self, value: object, place: str) -> str:
        if not isinstance(value, str) or not value:
            raise self.wrong(place, f"{value!r} is no string", 'Write it as "..."')
        return value

    def _strings(self, value: object, place: str) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.wrong(place, f"{value!r} is no list of strings", 'Write it as ["...", "..."]')
        return [str(item) for item in value]
