"""Hands a file to the learner's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from textual.app import App, SuspendNotSupported

NONE_NAMED = (
    "No editor is named: start nn-tutor with EDITOR set, such as EDITOR=nano. Or open {path} in "
    "any editor: it is run here whenever you save it."
)
NOT_HERE = "An editor cannot be started here. Open {path} in it: it is run here on each save."


def edit(app: App[object], path: Path) -> str:
    """Let the editor named in VISUAL or EDITOR have the terminal until it ends.

    Return what is to be said where that did not go well, else "".
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(command)
    except ValueError:
        return f"EDITOR cannot be read: {command}. Its quotes do not match."
    if not words:
        return NONE_NAMED.format(path=path)
    try:
        with app.suspend():
            ended = subprocess.run([*words, str(path)], check=False).returncode
    except SuspendNotSupported:
        return NOT_HERE.format(path=path)
    except OSError as error:
        return f"{words[0]} could not be started: {error.strerror or error}. The file is {path}."
    return f"{words[0]} ended with code {ended}." if ended else ""
