"""Runs in the sandbox: the world of a rewritten program, the same in every run."""

from __future__ import annotations

import builtins
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import numpy as np

from tutor.programs import telling as names
from tutor.programs.pretended import notebook_names, pretend_absent_plots
from tutor.sandbox.child import finish

_TOLD = (names.TELL, names.ALTER, names.READ)
_TELLERS = (*_TOLD, names.ENTER, names.LEAVE, names.LOOP, names.TURN, names.DONE)
_PACKAGE = "__nn_tutor_folder__"
"""The package that `from .layers import Dense` is relative to."""
_default_rng = np.random.default_rng


def fresh_program(name: str) -> ModuleType:
    """Return a new `__main__`, in a world where absent plots do nothing."""
    program = ModuleType("__main__")
    program.__dict__["__file__"] = name
    if name.endswith(".ipynb"):
        program.__dict__.update(notebook_names())
    sys.modules["__main__"] = program
    folder = str(Path.cwd())
    if folder not in sys.path:
        sys.path.insert(0, folder)
    package = ModuleType(_PACKAGE)
    package.__path__ = [folder]
    sys.modules[_PACKAGE] = package
    program.__package__ = _PACKAGE
    sys.argv = [name]
    pretend_absent_plots()
    return program


def give_tellers(*tellers: Callable[..., Any]) -> None:
    """Let a rewritten program call these, in the order of its names."""
    for name, teller in zip(_TELLERS, tellers, strict=True):
        setattr(builtins, name, teller)


def reseed() -> None:
    """Let the run draw the same random numbers as every other, so that it can be repeated."""
    random.seed(0)
    np.random.seed(0)
    np.random.default_rng = _seeded


def _seeded(seed: Any = None) -> np.random.Generator:
    return _default_rng(0 if seed is None else seed)


def run_for(seconds: float, act: Callable[[], None], tell: Callable[[], None]) -> dict[str, Any]:
    """Run a program for so long at most; tell once what it came to, also where it raises.

    Return {"ended": "finished"}; where the time is over, the process ends with {"ended": "time"}
    and the "line" of the program, None where that is not known.
    """
    told = _once(tell)

    def time_up(number: int, frame: FrameType | None) -> None:
        told()
        finish({"ended": "time", "line": _line_of(frame)})  # an exception could be caught

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, time_up)
        signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        with np.errstate(all="ignore"):
            act()
    except SystemExit as stop:
        if stop.code not in (None, 0):
            raise
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        told()
    return {"ended": "finished"}


def _line_of(frame: FrameType | None) -> int | None:
    """The line of the program that is being run, or that called what is."""
    program = sys.modules["__main__"].__dict__
    while frame is not None and frame.f_globals is not program:
        frame = frame.f_back
    return frame.f_lineno if frame else None


def _once(act: Callable[[], None]) -> Callable[[], None]:
    done = False

    def acted() -> None:
        nonlocal done
        if not done:
            done = True
            act()

    return acted
