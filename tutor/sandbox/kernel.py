"""Calls of the Linux kernel that Python's library does not offer."""

from __future__ import annotations

import ctypes
import os
import struct
from functools import cache
from typing import Any

_Argument = int | bytes | None | ctypes.Array[ctypes.c_char]

PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38
_CAPABILITY_CALLS = {"x86_64": (125, 126), "aarch64": (90, 91)}  # capget, capset
_CAPABILITY_VERSION_3 = 0x20080522
_CAP_DAC_OVERRIDE = 1 << 1


def call(number: int, *arguments: _Argument) -> int:
    """Make the system call; raise OSError if it fails."""
    return _checked(_libc().syscall(ctypes.c_long(number), *map(_as_c, arguments)))


def prctl(option: int, *arguments: _Argument) -> None:
    """Set an attribute of this process; raise OSError if that fails."""
    values = [*map(_as_c, arguments), *[ctypes.c_ulong(0)] * (4 - len(arguments))]
    _checked(_libc().prctl(option, *values))


def drop_capabilities() -> None:
    """Give up for good what root may do beyond others, but for files, which Landlock judges."""
    get, set_ = _CAPABILITY_CALLS[os.uname().machine]
    head = struct.pack("=Ii", _CAPABILITY_VERSION_3, 0)
    held = ctypes.create_string_buffer(24)
    call(get, head, held)
    effective, permitted, *_ = struct.unpack("=6I", held)
    keep = (effective & _CAP_DAC_OVERRIDE, permitted & _CAP_DAC_OVERRIDE)
    call(set_, head, struct.pack("=6I", *keep, 0, 0, 0, 0))


@cache
def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def _as_c(value: _Argument) -> Any:
    return ctypes.c_long(value) if isinstance(value, int) else value
