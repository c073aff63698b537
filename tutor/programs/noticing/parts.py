"""Which part of the data a name says that it holds: what is trained on, or what is tested on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_TRAINING = ("training", "train", "trn", "tr")
_TEST = (
    *("validation", "holdout", "heldout", "held", "unseen", "valid", "test", "eval", "tst"),
    *("val", "dev", "te", "va"),
)
_ELSE = {"val", "valid", "validation", "dev", "eval", "holdout", "heldout", "held", "unseen", "new"}
"""Words that stand beside a training part, however that is spelled."""


_SHORT = ("trn", "tr", "tst", "te", "va")

_NEW = ("new", "fresh", "neu")
_PLAIN = ("x", "xs", "data", "inputs", "features")
"""What data are called, of whatever part."""


@dataclass(frozen=True, slots=True)
class NamedPart:
    """What a name says: X_test is of the test, the rest of it is x."""

    is_test: bool
    rest: str
    word: str

    def goes_with(self, other: NamedPart) -> bool:
        """Whether another name is spelled alike: X_train with X_test, Xtr with Xte."""
        if "" in (self.word, other.word):
            return self.rest == other.rest and bool({self.word, other.word} & {"new", "unseen"})
        either = {self.word, other.word} & _ELSE
        is_alike = (self.word in _SHORT) == (other.word in _SHORT)
        return self.rest == other.rest and (is_alike or bool(either))


@lru_cache(maxsize=1024)
def named_part(name: str) -> NamedPart | None:
    """Return which part of the data a name says that it is, None where it says nothing."""
    pieces = [piece for piece in re.split(r"[\W_]+|\d+", name.lower()) if piece]
    for at, piece in enumerate(pieces):
        for word in (*_TRAINING, *_TEST):
            if piece.endswith(word) and len(piece) - len(word) < 2:
                rest = [*pieces[:at], piece.removesuffix(word), *pieces[at + 1 :]]
                return NamedPart(word in _TEST, "_".join(filter(None, rest)), word)
    return None


def named_word(name: str) -> str:
    """Return the word by which a name says which part it is, "" where it says nothing."""
    found = named_part(name)
    return found.word if found is not None else ""


@lru_cache(maxsize=1024)
def part_of(name: str) -> NamedPart | None:
    """Return which part a name says that it is, where a plain one is of what is trained on.

    X beside X_new, xs beside new_xs, x_raw beside xt_raw.
    """
    found = named_part(name)
    if found is not None:
        return found
    pieces = [piece for piece in re.split(r"[\W_]+", name.lower()) if piece]
    rest = [piece for piece in pieces if piece not in _NEW]
    if rest and rest[0].removesuffix("t") != rest[0] and rest[0][:-1] in _PLAIN:
        return NamedPart(True, "_".join([rest[0][:-1], *rest[1:]]), "new")
    is_new = len(rest) < len(pieces)
    return NamedPart(is_new, "_".join(rest), "new" if is_new else "") if rest else None


def is_test(name: str | None) -> bool:
    """Whether a name says that it is of what is tested on."""
    found = named_part(name or "")
    return found is not None and found.is_test
