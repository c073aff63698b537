"""A hidden layer in a few words: "16", "16 tanh", "8 relu batch_norm dropout 0.2"."""

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
        if not units.isdecimal() or len(units) > MOST_DIGITS or int(units) < 1:
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


def _share(word: str) -> float:
    try:
        share = float(word)
    except ValueError:
        share = -1.0
    if not 0 <= share < 1:
        raise ValueError(f"dropout is a share of the units, at least 0 and less than 1, not {word}")
    return share
