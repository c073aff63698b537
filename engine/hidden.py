"""Layers in a few words: "16 tanh", "8 relu batch_norm dropout 0.2"; convolutions: "64 pool 3".

Sizes by rows and columns too: "3", or "3x5".
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.activations import ACTIVATIONS

MOST_DIGITS = 18  # more units than that nobody means


@dataclass(frozen=True, slots=True)
class HiddenLayer:
    """A hidden layer; what is None is as in all others."""

    units: int
    activation: str | None = None
    batch_norm: bool | None = None
    dropout: float | None = None

    @classmethod
    def parse(cls, text: int | str) -> HiddenLayer:
        """The layer that the words describe; raises ValueError for words that it does not know."""
        words = str(text).split()
        units = words[0] if words else ""
        if not _counts(units):
            raise ValueError(f"a hidden layer begins with its number of units, not {text!r}")
        activation, batch_norm, dropout = None, None, None
        rest = iter(words[1:])
        for word in rest:
            if word in ACTIVATIONS:
                activation = word
            elif word == "batch_norm":
                batch_norm = True
            elif word == "dropout":
                dropout = _share(next(rest, ""))
            else:
                known = ", ".join([*ACTIVATIONS, "batch_norm", "dropout 0.2"])
                raise ValueError(f"{word!r} says nothing about a hidden layer; known: {known}")
        return cls(int(units), activation, batch_norm, dropout)

    def written(self) -> int | str:
        """The layer as `parse` reads it; only a number where there is no more to say."""
        words = [str(self.units)]
        words += [self.activation] if self.activation else []
        words += ["batch_norm"] if self.batch_norm else []
        words += [f"dropout {self.dropout:g}"] if self.dropout is not None else []
        return " ".join(words) if len(words) > 1 else self.units


@dataclass(frozen=True, slots=True)
class Convolution:
    """Filters, and the pooling that follows them; None is the pooling of all others."""

    filters: int
    pool: int | str | None = None
    """The size of the squares, such as 2 or "2x3"; 1 for none."""

    @classmethod
    def parse(cls, text: int | str) -> Convolution:
        """The convolution that the words describe; raises ValueError for words it does not know."""
        match str(text).split():
            case [filters] if _counts(filters):
                return cls(int(filters))
            case [filters, "pool", "none"] if _counts(filters):
                return cls(int(filters), 1)
            case [filters, "pool", size] if _counts(filters):
                return cls(int(filters), written_sides(sides("pool", size)))
        raise ValueError(f"a convolution is written as 64, or as 64 pool 1, not {text!r}")

    def written(self) -> int | str:
        """The convolution as `parse` reads it; only a number where there is no more to say."""
        return self.filters if self.pool is None else f"{self.filters} pool {self.pool}"


def sides(name: str, size: int | str, least: int = 1) -> tuple[int, int]:
    """Rows and columns from 3 or "3x5"; raises ValueError that begins with the name."""
    parts = str(size).lower().split("x")
    if len(parts) > 2 or not all(part.isdecimal() and len(part) <= MOST_DIGITS for part in parts):
        raise ValueError(f"{name}: {size!r} is no size: write 3, or 3x5 for rows and columns")
    rows, columns = int(parts[0]), int(parts[-1])
    if min(rows, columns) < least:
        raise ValueError(f"{name}: {size} is too little: each side is {least} or more")
    return rows, columns


def written_sides(pair: tuple[int, int]) -> int | str:
    """A size as `sides` reads it; only a number where rows and columns are alike."""
    return pair[0] if pair[0] == pair[1] else f"{pair[0]}x{pair[1]}"


def _counts(word: str) -> bool:
    return word.isdecimal() and len(word) <= MOST_DIGITS and int(word) >= 1


def _share(word: str) -> float:
    try:
        share = float(word)
    except ValueError:
        share = -1.0
    if not 0 <= share < 1:
        raise ValueError(f"dropout is a share of the units, at least 0 and less than 1, not {word}")
    return share
