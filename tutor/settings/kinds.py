"""The kinds of settings: how each is turned, how it is typed, and what is too much of it."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.names import look_up
from tutor.formulas.numerals import DecimalComma, plain_number
from tutor.plots.numbers import shown

USUAL = ("", "usual", "none", "off", "auto")
"""What is typed to leave a setting to the engine."""


class Refused(ValueError):
    """A value that a setting cannot take; the message says the limit or the reason."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several words."""

    values: tuple[str, ...]
    what: str

    def turned(self, value: Any, by: int) -> Any:
        place = self.values.index(value) + by if value in self.values else 0
        return self.values[place % len(self.values)]

    def typed(self, text: str) -> Any:
        word = text.strip().replace("-", "_")
        near = [value for value in self.values if value.startswith(word)]
        if len(near) == 1:
            return near[0]
        try:
            look_up(self.what, word, dict.fromkeys(self.values))
        except ValueError as error:
            raise Refused(str(error)) from None
        return word

    def written(self, value: Any) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class Ways(OneOf):
    """One of several words for all columns, and others for single ones: median,Age=drop."""

    def typed(self, text: str) -> Any:
        parts = [part.rpartition("=") for part in text.split(",")]
        typed = [(name.strip(), equals, OneOf.typed(self, way)) for name, equals, way in parts]
        return ",".join(map("".join, typed))


@dataclass(frozen=True, slots=True)
class NumberKind:
    """A number between limits, turned along a ladder of sensible values."""

    ladder: Sequence[float]
    low: float
    high: float
    why: str = ""
    """Why not more than `high`, or less than `low`, as the end of a sentence."""
    whole: bool = False
    open_low: bool = False
    """Whether `low` itself is too little."""
    optional: bool = False
    """Whether it can be left to the engine, or switched off."""

    def turned(self, value: Any, by: int) -> Any:
        if value is None:
            return self.ladder[0]
        if by > 0:
            place = bisect_right(self.ladder, value * (1 + 1e-9))
        else:
            place = bisect_left(self.ladder, value * (1 - 1e-9)) - 1
        if place < 0 and self.optional:
            return None
        return self.ladder[min(max(place, 0), len(self.ladder) - 1)]

    def typed(self, text: str) -> Any:
        if self.optional and text.strip() in USUAL:
            return None
        value = _number(text)
        if self.whole and math.isfinite(value) and value != int(value):
            raise Refused(f"{shown(value)} is not a whole number")
        self._check(value)
        return int(value) if self.whole else value

    def written(self, value: Any) -> str:
        return "off" if value is None else shown(value)

    def between(self) -> str:
        """Return the limits in words."""
        least = f"above {shown(self.low)}" if self.open_low else shown(self.low)
        return f"{least} to {shown(self.high)}"

    def _check(self, value: float) -> None:
        end = f": {self.why}" if self.why else ""
        if math.isnan(value) or value < self.low or (self.open_low and value == self.low):
            least = (
                f"more than {shown(self.low)}" if self.open_low else f"{shown(self.low)} or more"
            )
            raise Refused(f"{shown(value)} is too little, it must be {least}{end}")
        if value > self.high:
            raise Refused(f"{shown(value)} is too much, the limit is {shown(self.high)}{end}")


@dataclass(frozen=True, slots=True)
class Sides(NumberKind):
    """A size by rows and columns: a number, two such as 3x5, or one of some words."""

    words: tuple[str, ...] = ()
    empty: str = "off"
    """What it is called where it is left to the engine."""

    def turned(self, value: Any, by: int) -> Any:
        known = [*self.ladder, *self.words]
        if value in self.words:
            return known[min(max(known.index(value) + by, 0), len(known) - 1)]
        if value == self.ladder[-1] and by > 0 and self.words:
            return self.words[0]
        first = value.split("x")[0] if isinstance(value, str) else value
        return NumberKind.turned(self, None if first is None else int(first), by)

    def typed(self, text: str) -> Any:
        word = text.strip().lower()
        if word in self.words:
            return word
        if self.optional and word in (*USUAL, self.empty):
            return None
        sides = word.split("x")
        if len(sides) > 2 or not all(sides) or any(map(str.isalpha, "".join(sides))):
            also = "".join(f" or {known}" for known in self.words)
            raise Refused(
                f"{text.strip()!r} is no size: write 3, or 3x5 for rows and columns{also}"
            )
        typed = [NumberKind.typed(self, side) for side in sides]
        rows, columns = typed[0], typed[-1]
        return rows if rows == columns else f"{rows}x{columns}"

    def written(self, value: Any) -> str:
        return self.empty if value is None else str(value)

    def between(self) -> str:
        also = [f"two such as {self.ladder[-1]:g}x{self.ladder[0]:g}", *self.words]
        return f"{NumberKind.between(self)}, {' or '.join(also)}"


def _number(text: str) -> float:
    """A number as typed, also as a short formula: 1/3, 2^-4."""
    if text.strip().lower() == "nan":
        raise Refused(f"{text.strip()!r} is not a number")
    try:
        return float(plain_number(text))
    except DecimalComma as comma:
        raise Refused(str(comma)) from None
    except ValueError:
        from engine.formula import FormulaError  # only what is no plain number needs it
        from tutor.formulas.numbers import read_number
    try:
        return read_number(text).value
    except FormulaError:
        raise Refused(f"{text.strip()!r} is not a number") from None


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off; what is `usual` is not said."""

    usual: bool = False

    def turned(self, value: Any, by: int) -> Any:
        return not value

    def typed(self, text: str) -> Any:
        word = text.strip().lower()
        if word in ("on", "yes", "true", "1"):
            return True
        if word in ("off", "no", "false", "0"):
            return False
        raise Refused(f"{text.strip()!r} is neither on nor off")

    def written(self, value: Any) -> str:
        return "on" if value else "off"


@dataclass(frozen=True, slots=True)
class Words:
    """A text, such as the name of a file; empty for none."""

    empty: str = "none"
    metavar: str = "N"
    """What stands for it in the help of the command line."""

    def turned(self, value: Any, by: int) -> Any:
        return value

    def typed(self, text: str) -> Any:
        return text.strip() or None

    def written(self, value: Any) -> str:
        if isinstance(value, tuple):
            return ", ".join(map(str, value)) or self.empty
        return self.empty if value in (None, "") else str(value)


@dataclass(frozen=True, slots=True)
class Names(Words):
    """Names of the user's own, with commas between them; an empty tuple for none."""

    def typed(self, text: str) -> Any:
        return tuple(filter(None, map(str.strip, text.split(",")))) or None


@dataclass(frozen=True, slots=True)
class Several:
    """Some of several words, or none of them; turning goes through usual combinations."""

    values: tuple[str, ...]
    usual: tuple[tuple[str, ...], ...]
    empty: str

    def turned(self, value: Any, by: int) -> Any:
        place = self.usual.index(value) + by if value in self.usual else 0
        return self.usual[place % len(self.usual)]

    def typed(self, text: str) -> Any:
        words = tuple(word.strip() for word in text.split(",") if word.strip())
        if words in (("none",), (self.empty,)):
            return ()
        for word in words:
            try:
                look_up("feature", word, dict.fromkeys(self.values))
            except ValueError as error:
                raise Refused(str(error)) from None
        return words

    def written(self, value: Any) -> str:
        return ", ".join(value) if value else self.empty
