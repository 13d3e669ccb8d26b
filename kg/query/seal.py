"""Taking the network from this process for good, by the kernel's filter of system calls (seccomp)."""

from __future__ import annotations

import ctypes
import errno
import platform
import sys

NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER = 38, 22, 2  # of prctl(2)
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06  # instructions of the filter: 32-bit word at an offset, jump, verdict
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
NUMBER_AT, ARCHITECTURE_AT = 0, 4
# By machine: what the kernel calls it, and its numbers of socket and io_uring_setup, which can make sockets too.
CALLS = {"x86_64": (0xC000003E, 41, 425), "aarch64": (0xC00000B7, 198, 425)}


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("value", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


def without_sockets() -> bool:
    """Whether no socket can be made here any more; False where the system offers no such thing."""
    calls = CALLS.get(platform.machine())
    if sys.platform != "linux" or calls is None:
        return False
    architecture, *forbidden = calls
    steps = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, REFUSE),  # numbers of another architecture mean other calls
        (LOAD, 0, 0, NUMBER_AT),
        *((EQUAL, len(forbidden) - at, 0, number) for at, number in enumerate(forbidden)),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]
    program = (_Instruction * len(steps))(*(_Instruction(*step) for step in steps))
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(kernel.prctl(SET_SECCOMP, FILTER, ctypes.byref(_Program(len(steps), program)), 0, 0) == 0)
