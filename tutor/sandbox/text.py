"""A target for `run`: executes a text of Python as a program."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any


def execute(code: str, wanted: Sequence[str] = (), name: str = "<code>") -> dict[str, Any]:
    """Run `code` as `__main__` and return those of its variables that are `wanted` and there."""
    program = ModuleType("__main__")
    program.__dict__["__file__"] = name
    sys.modules["__main__"] = program
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    exec(compile(code, name, "exec"), program.__dict__)
    return {key: program.__dict__[key] for key in wanted if key in program.__dict__}
