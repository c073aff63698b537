"""What has to hold where this machine cannot try it: on Windows, and without UTF-8."""

from __future__ import annotations

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import engine
import tutor

PACKAGES = [engine, tutor]
SOURCES = [
    path for package in PACKAGES for path in Path(str(package.__file__)).parent.rglob("*.py")
]

ONLY_POSIX = "fcntl", "resource", "pty", "tty", "termios", "pwd", "grp", "posix"
"""Modules that Windows does not have."""

ONLY_POSIX_SIGNALS = {"SIGHUP", "SIGKILL", "SIGALRM", "SIGUSR1", "SIGUSR2", "SIGCHLD", "SIGTSTP"}
NAMED_LATE = ["tutor.__main__", "tutor.steady_driver"]
"""What runs the program when imported, and what only Linux and macOS ask for."""
CHILDREN = "tutor.sandbox", "tutor.course.snippet_child"  # run in a process of their own

TRY_ALL = """
import importlib, sys
import textual.app, asyncio, subprocess  # the terminal's own part of them is not ours
for name in sys.argv[1].split(","):
    sys.modules[name] = None
for name in sys.argv[2].split(","):
    importlib.import_module(name)
"""


def test_no_module_of_ours_needs_what_only_posix_has() -> None:
    names = [
        found.name
        for package in PACKAGES
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if found.name not in NAMED_LATE and not found.name.startswith(CHILDREN)
    ]
    assert len(names) > 300
    command = [sys.executable, "-c", TRY_ALL, ",".join(ONLY_POSIX), ",".join(names)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


GUARDED = {"sandbox", "programs", "exercises"}
"""Packages that look for what a system has before they use it."""


def test_what_only_posix_has_is_not_named_and_every_file_is_read_as_utf_8() -> None:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            place = f"{path}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "signal":
                guarded = GUARDED & {*path.parts}
                assert node.attr not in ONLY_POSIX_SIGNALS or guarded, place
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                (".read_text", ".write_text")
            ):
                assert "encoding" in [word.arg for word in node.keywords], place
