"""Data files as their authors saved them: UTF-8, with or without the mark that some editors put before it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from kg.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def text_of(path: Path) -> str:
    """The text of a file; KnowledgeError with the line where it is not UTF-8, or where it cannot be read."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        raise KnowledgeError(str(path), str(line), "not UTF-8", "Save the file again in that encoding") from None
    except FileNotFoundError:
        raise KnowledgeError(str(path), "", "is missing", "Put it back; every folder of data files has it") from None
    except OSError as fault:
        raise KnowledgeError(str(path), "", f"cannot be read ({fault.strerror})", "Let it be read") from None


def read_toml(path: Path) -> Mapping[str, Any]:  # Any: a TOML table holds whatever its author wrote
    """A TOML file as tables; KnowledgeError with the parser's place where it is none."""
    try:
        return tomllib.loads(text_of(path))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(str(path), "", f"not TOML ({error})", "Correct the line") from None
