"""Landlock: this process may use the files named, and no others, for good (Linux 5.13 and later).

https://docs.kernel.org/userspace-api/landlock.html
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterable

from tutor.sandbox.kernel import call

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every processor
_ASK_VERSION = 1
_PATH_BENEATH = 1

_WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 1, 1 << 2, 1 << 3
_REMOVE_FILE, _MAKE_FILE, _TRUNCATE = 1 << 5, 1 << 8, 1 << 14

_READ = _READ_FILE | _READ_DIR
# Files only: no folders, links, pipes or sockets can be made in the folder that may be written.
_WRITE = _READ | _WRITE_FILE | _REMOVE_FILE | _MAKE_FILE | _TRUNCATE
_OF_A_FILE = _WRITE_FILE | _READ_FILE | _TRUNCATE

# How many kinds of access to files each version knows: all are refused unless they are granted.
_KINDS = {1: 13, 2: 14, 3: 15, 4: 15}
_KINDS_NOW = 16
_TCP = 0b11  # binding and connecting, from version 4
_SCOPES = 0b11  # abstract sockets and signals of processes outside, from version 6


def version() -> int:
    """Return the version that the kernel offers; 0 if it offers none."""
    try:
        return call(_CREATE_RULESET, None, 0, _ASK_VERSION)
    except OSError:
        return 0


def restrict(readable: Iterable[str], listed: Iterable[str], writable: Iterable[str]) -> None:
    """Allow this process the files named, or in folders named, and no others, and no program.

    `listed` folders may be listed, but what is in them may not be read. Paths that do not exist
    are passed over. The process must have given up new privileges. Raise OSError if the kernel
    refuses.
    """
    offered = version()
    handled = (1 << _KINDS.get(offered, _KINDS_NOW)) - 1
    rules = struct.pack(
        "=QQQ", handled, _TCP if offered >= 4 else 0, _SCOPES if offered >= 6 else 0
    )
    ruleset = call(_CREATE_RULESET, rules, len(rules), 0)
    try:
        for access, paths in ((_READ, readable), (_READ_DIR, listed), (_WRITE, writable)):
            for path in paths:
                _allow(ruleset, path, access & handled)
        call(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, access: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(opened).st_mode):
            access &= _OF_A_FILE
        call(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", access, opened), 0)
    finally:
        os.close(opened)
