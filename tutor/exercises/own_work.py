"""Behind the wall: lets a learner's program neither import nor read what it is compared with.

The wall keeps out what it can; here each try is noticed too, so that it can be said in a sentence.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

PROGRAM = ("engine", "tutor")
FORBIDDEN = (*PROGRAM, "lessons")
Notice = Callable[[str, int | None], None]


class NotYourOwn(ImportError):
    """What the program is compared with is not there for it."""


def keep_out(folders: Sequence[str], file: str, notice: Notice) -> None:
    """Refuse for good the packages of ours, and the reading of files in `folders`.

    `notice` is told of each try: the module or the file, and the line of the program `file`.
    """
    for name in [*sys.modules]:
        if name.partition(".")[0] in FORBIDDEN:
            del sys.modules[name]
    guard = _Guard(file, notice)
    sys.meta_path.insert(0, guard)
    roots = tuple(f"{os.path.realpath(folder)}{os.sep}" for folder in folders)
    real = os.path.realpath

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "ctypes.dlopen":  # C would read what Python may not
            raise PermissionError("ctypes is not there for your code")
        if event not in ("open", "os.listdir", "os.scandir"):
            return
        path = arguments[0]
        if isinstance(path, bytes):
            path = path.decode(errors="replace")
        if not isinstance(path, str):
            return
        found = f"{real(path)}{os.sep}"
        for root in roots:
            if found.startswith(root):
                package = Path(root).name
                if not _shows_an_error():
                    guard.tell(package if package in PROGRAM else Path(path).name)
                raise PermissionError(f"{path} is not there for your code")

    sys.addaudithook(hear)


class _Guard:
    """Finds no module of ours, and says so."""

    def __init__(self, file: str, notice: Notice) -> None:
        self.file = file
        self.notice = notice

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        package = name.partition(".")[0]
        if package not in FORBIDDEN:
            return None
        self.tell(package)
        raise NotYourOwn(f"{package} is not there for your code")

    def tell(self, what: str) -> None:
        self.notice(what, line_of(self.file))


def _shows_an_error() -> bool:
    """Say whether Python itself looks for the lines of an error or a warning that is ours."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_globals.get("__name__") in ("traceback", "warnings"):
            return True
        frame = frame.f_back
    return False


def line_of(file: str) -> int | None:
    """Return the line of the program `file` that is being carried out."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename == file:
            return frame.f_lineno
        frame = frame.f_back
    return None
