"""The memory that this process holds, as the system counts it."""

from __future__ import annotations

import ctypes
from pathlib import Path
from resource import getpagesize

STATE = Path("/proc/self/statm")


def held() -> int:
    """How many bytes of memory; 0 where the system does not tell."""
    return int(STATE.read_text("ascii").split()[1]) * getpagesize() if STATE.exists() else 0


def give_back() -> None:
    """Give back what is free: the C library of Linux keeps it, by gigabytes where it has been used in small pieces."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
