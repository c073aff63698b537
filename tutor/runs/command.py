"""A run's settings as the command line that makes the same run without the app."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any


def command_line(
    settings: Mapping[str, Any], usual: Mapping[str, Any], command: str = "train"
) -> str:
    """Return `nn-tutor train` with a flag for each setting that is not the `usual` one."""
    words = ["nn-tutor", command]
    for name, value in settings.items():
        if name not in usual or value != usual[name] or name == "dataset":
            words += _flag(name, value)
    return shlex.join(words)


def _flag(name: str, value: Any) -> list[str]:
    if name == "bias":
        return [] if value else ["--no-bias"]
    flag = f"--{name.replace('_', '-')}"
    if isinstance(value, bool):
        return [flag] if value else []
    if isinstance(value, tuple):
        return [flag, ",".join(map(str, value)) or "none"]
    return [flag, str(value)]
