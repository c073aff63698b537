"""Runs in the sandbox: a program again and again, each time with one number nudged."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import numpy as np

from tutor.programs.instrument import instrument
from tutor.programs.world import fresh_program, give_tellers, reseed

Moment = tuple[int, int]
"""A place of the program, and how many operations came before."""


class _Enough(BaseException):
    """The loss is known; no `except Exception` of the program catches it."""


class _Silence(io.TextIOBase):
    def write(self, text: str) -> int:
        return len(text)


class _Nudger:
    """Follows a program up to its loss, and changes one number on the way."""

    def __init__(self, loss: Moment, nudged: set[Moment], cell: Sequence[int], by: float) -> None:
        self._loss, self._nudged = loss, nudged
        self._cell, self._by = tuple(cell), by
        self._operations = 0
        self._original: Any = None
        self.value: float | None = None

    def tell(self, place: int, value: Any) -> Any:
        value = self.read(place, value)
        if (place, self._operations) == self._loss:
            self.value = float(np.asarray(value).ravel()[0])
            raise _Enough
        self._operations += 1
        return value

    def read(self, place: int, value: Any) -> Any:
        if (place, self._operations) not in self._nudged:
            return value
        if isinstance(value, np.ndarray) and value.ndim:
            self._nudged.clear()  # the array itself is changed, once
            value[self._cell] += self._by
            return value
        self._original = value if self._original is None else self._original
        return self._original + self._by  # a number that is handed on is nudged once

    def alter(self, place: int, value: Any) -> None:
        if isinstance(value, np.ndarray):
            self.tell(place, value)

    def pass_by(self, *site: int) -> None:
        """A call or a turn of a loop changes nothing here."""


def losses(
    code: str,
    inputs: dict[str, Any],
    name: str,
    loss: list[int],
    nudges: list[tuple[list[list[int]], list[int], float]],
    seconds: float,
) -> list[float | None]:
    """Return the loss with each nudge: the moments of a number, its cell, and by how much.

    None for a run that did not come to its loss. It ends early, with fewer, after so many seconds.
    """
    rewritten, _ = instrument(code, name)
    compiled = compile(rewritten, name, "exec")
    end = time.monotonic() + seconds
    found: list[float | None] = []
    for moments, cell, by in nudges:
        if time.monotonic() > end:
            break
        nudged = {(moment[0], moment[1]) for moment in moments}
        nudger = _Nudger((loss[0], loss[1]), nudged, cell, by)
        _run(compiled, name, inputs, nudger)
        found.append(nudger.value)
    return found


def _run(compiled: Any, name: str, inputs: dict[str, Any], nudger: _Nudger) -> None:
    program = fresh_program(name)
    for key, value in inputs.items():
        program.__dict__[key] = value.copy() if isinstance(value, np.ndarray) else value
    passed = nudger.pass_by
    give_tellers(nudger.tell, nudger.alter, nudger.read, passed, passed, passed, passed, passed)
    reseed()
    silence = _Silence()
    try:
        with redirect_stdout(silence), redirect_stderr(silence), np.errstate(all="ignore"):
            exec(compiled, program.__dict__)
    except BaseException:  # whatever the program raises, its loss is known or not
        return
    finally:
        sys.modules["__main__"] = program
