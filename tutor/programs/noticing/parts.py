"""Which part of the data a name says that it holds: what is trained on, or what is tested on."""

from __future__ import annotations

import re
from functools import lru_cache

_TRAINING = ("training", "train", "trn", "tr")
_TEST = ("validation", "holdout", "valid", "test", "eval", "tst", "val", "dev", "te", "va")


@lru_cache(maxsize=1024)
def stem(name: str) -> tuple[str, str] | None:
    """Return "test" or "train" and the rest: ("test", "x") for X_test, None for neither."""
    pieces = [piece for piece in re.split(r"[\W_]+|\d+", name.lower()) if piece]
    for at, piece in enumerate(pieces):
        for kind, words in (("train", _TRAINING), ("test", _TEST)):
            for word in words:
                if piece.endswith(word) and len(piece) - len(word) < 2:
                    rest = [*pieces[:at], piece.removesuffix(word), *pieces[at + 1 :]]
                    return kind, "_".join(filter(None, rest))
    return None


def is_test(name: str | None) -> bool:
    """Whether a name says that it is of what is tested on."""
    found = stem(name or "")
    return found is not None and found[0] == "test"
