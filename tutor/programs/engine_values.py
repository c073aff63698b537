"""What the engine has for a value of a program, in its shape and scale, and how the two stand."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tutor.programs.matching import EngineMatch, near, oriented
from tutor.programs.precision import CLOSE
from tutor.programs.reference import Array, Truth
from tutor.programs.values import Value

_ALL_DIGITS = 15
"""As many digits as a float64 surely has."""
_SHORT = 4
"""Digits of a factor that has no name."""


@dataclass(frozen=True, slots=True, eq=False)
class EngineValue:
    """What the engine, or a right program, has for a value of the program."""

    key: str
    array: Array
    """In the shape of the program's, where it can be, and times `scale`."""
    whose: str = "the engine's"
    match: EngineMatch | None = None
    """How the program's value stands to it, where that was judged."""
    scale: float = 1.0
    """What the program has all such values times."""
    m: int = 1
    form: str = ""
    """"transposed", or "in another shape" than the engine has it."""
    is_apart: bool = True
    """Whether the program has something else there, which is to be seen beside it."""
    truth: Truth | None = None
    """All that the engine has there."""
    close: float = CLOSE
    """How far apart, relative to the largest number, numbers may be that are the same."""

    @property
    def name(self) -> str:
        """What it is: "the engine's dZ[1], times 1/m"."""
        times = "" if near(self.scale, 1) else f", times {factor_words(self.scale, self.m)}"
        return f"{self.whose} {self.key}{times}"

    def differs(self, value: Array) -> NDArray[np.bool_]:
        """Return where a value of this shape is another."""
        largest = float(np.abs(self.array).max(initial=0.0))
        with np.errstate(all="ignore"):
            return ~(np.abs(value - self.array) <= self.close * largest)

    def verdict(self, value: Array) -> str:
        """Return in words how a value stands to the engine's, to how many digits."""
        if self.match is None or self.match.how not in ("equal", "factor"):
            if value.shape != self.array.shape:
                return f"{value.shape}; {self.key} is {self.array.shape}"
            wrong = int(np.count_nonzero(self.differs(value)))
            if not wrong:
                return self.key
            return f"{wrong} of {value.size} differ" if value.size > 1 else f"not {self.key}"
        times = factor_words(self.match.factor, self.m)
        m = f", m = {self.m}" if "m" in times else ""
        form = f", {self.form}" if self.form else ""
        own = self.array * (self.match.factor / self.scale)
        digits = digits_alike(value, own)
        alike = f", to {digits} digits" if digits else ""
        return f"{named(self.key, times)}{m}{form}{alike}"


def fitted_to(true: Array, value: Value, match: EngineMatch | None) -> Array | None:
    """Return the engine's numbers in the shape of a program's value; None where they do not fit."""
    if value.cut or value.array.ndim > 2 or true.size != value.array.size:
        return None
    found = [*oriented(true, value.array)]
    is_turned = match is not None and match.transposed
    return found[-1] if is_turned else next(iter(found), None)


def form_of(true: Array, value: Value, match: EngineMatch | None) -> str:
    """Return "transposed", or "in another shape", where a value has not the engine's shape."""
    is_table = true.ndim == 2 and min(true.shape) > 1
    if value.shape == true.shape:
        return "transposed" if match is not None and match.transposed and is_table else ""
    return "transposed" if value.shape == true.shape[::-1] else "in another shape"


def named(key: str, times: str, turned: bool = False) -> str:
    """Return a value of the engine's by name: "dW[2]", "1/m · dW[2]", "−dZ[2]ᵀ"."""
    ahead = f"{times} · " if times not in ("", "−") else times
    return f"{ahead}{key}{'ᵀ' if turned else ''}"


def factor_words(factor: float, m: int) -> str:
    """Return a factor as it is written: "" for 1, "−", "1/m", "2/m", "40"."""
    if near(factor, 1):
        return ""
    sign, size = ("−" if factor < 0 else ""), abs(factor)
    known = {"": 1.0, "2": 2.0, "1/2": 0.5}
    if m > 2:
        known |= {"m": m, "1/m": 1 / m, "2/m": 2 / m, "m/2": m / 2, "1/2m": 0.5 / m, "1/m²": m**-2}
    word = next((name for name, each in known.items() if near(size, each)), None)
    return sign + (f"{size:.{_SHORT}g}" if word is None else word)


def digits_alike(value: Array, true: Array) -> int:
    """Return to how many digits of the largest number two arrays agree; 0 if there is none."""
    if value.shape != true.shape or not true.size:
        return 0
    largest = float(np.abs(true).max())
    with np.errstate(all="ignore"):
        gap = float(np.abs(np.asarray(value, dtype=float) - true).max())
    if gap == 0:
        return _ALL_DIGITS
    if not (math.isfinite(gap) and math.isfinite(largest)) or largest == 0:
        return 0
    return max(0, min(_ALL_DIGITS, math.floor(-math.log10(gap / largest))))
