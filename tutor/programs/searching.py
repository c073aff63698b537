"""What is looked for in a run: a name, NaN, a change of shape, a value above or below a bound."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tutor.plots.numbers import shown
from tutor.programs.spots import Spot

_BOUND = re.compile(r"\s*([<>])\s*([-+−]?[0-9.]+(?:[eE][-+−]?[0-9]+)?)\s*")


@dataclass(frozen=True, slots=True)
class CodeSearch:
    """What is meant by words that were typed."""

    words: str
    kind: Literal["nan", "inf", "shape", "above", "below", "name"]
    bound: float = 0.0

    @classmethod
    def of(cls, words: str) -> CodeSearch:
        words = words.strip()
        match words.lower():
            case "nan" | "inf" | "shape" as kind:
                return cls(words, kind)
        if found := _BOUND.fullmatch(words):
            with suppress(ValueError):  # 1.2.3
                bound = float(found[2].replace("−", "-"))
                return cls(words, "above" if found[1] == ">" else "below", bound)
        return cls(words, "name")

    def names(self, spot: Spot) -> bool:
        """Whether a place is meant by its name, or by a part of its text."""
        name = spot.name or ""
        named = spot.name is not None and spot.kind == "operation"
        text = f"{name} = {spot.text}" if named else spot.text
        if self.words == name:
            return True
        return self.words in name or self.words.casefold() in text.casefold()

    def where(self, numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return which numbers are meant by what they are."""
        match self.kind:
            case "nan":
                return np.isnan(numbers)
            case "inf":
                return np.isinf(numbers)
            case "above":
                return np.asarray(numbers > self.bound)
            case "below":
                return np.asarray(numbers < self.bound)
        return np.zeros(np.shape(numbers), dtype=bool)

    @property
    def none_found(self) -> str:
        """What is said where nothing is meant: without its end, which says where."""
        match self.kind:
            case "nan":
                return "No NaN came up"
            case "inf":
                return "No infinity came up"
            case "shape":
                return "No name was given an array of another shape than before"
            case "above":
                return f"No number above {shown(self.bound)} came up"
            case "below":
                return f"No number below {shown(self.bound)} came up"
        return f"No operation has “{self.words}” in its name or its text"

    def fits(self, numbers: NDArray[np.float64], dtype: str, is_array: bool) -> bool:
        """Whether any of the numbers is meant.

        A bound is no question about truths, about shapes, and about whole numbers that stand alone.
        """
        is_bound = self.kind in ("above", "below")
        if is_bound and not dtype.startswith("float") and (dtype == "bool" or not is_array):
            return False
        return bool(self.where(numbers).any())
