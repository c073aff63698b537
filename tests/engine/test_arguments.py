"""A tuple or a word where a number belongs is told by a message, in every constructor."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from engine import BatchNorm, Conv2D, Dense, Dropout, MaxPool2D
from engine.augmentation import Augmentation
from engine.losses import loss
from engine.optimizers import OPTIMIZERS, SGD
from engine.regularization import EarlyStopping
from engine.schedules import SCHEDULES

USUAL = {"units": 3, "filters": 2, "kernel_size": 3, "size": 2, "rate": 0.5, "learning_rate": 0.1}
MADE = [BatchNorm, Conv2D, Dense, Dropout, MaxPool2D, Augmentation, EarlyStopping]
MADE += [*OPTIMIZERS.values(), *SCHEDULES.values()]
STRANGE = [(2, 2), [3], "3", "same", None, {}, np.ones(2), object(), 1j]
PAIRS = ("kernel_size", "stride", "padding", "size")
"""What may be a pair of numbers."""
FREE = (
    "use_bias",
    "shared_bias",
    "nesterov",
    "averaged",
    "flip",
    "restore_best",
    "then",
    "clip_norm",
)
"""What is true or false, a schedule, or may be None."""


def places() -> Iterator[Any]:
    for make in MADE:
        for name, known in inspect.signature(make).parameters.items():
            if known.kind is not known.VAR_KEYWORD and name not in FREE:
                yield pytest.param(make, name, id=f"{make.__name__}-{name}")


@pytest.mark.parametrize(("make", "name"), places())
def test_what_is_no_number_is_told_by_name(make: Callable[..., Any], name: str) -> None:
    takes = inspect.signature(make).parameters
    usual = {each: value for each, value in USUAL.items() if each in takes}
    make(**usual)
    known = [repr((2, 2))] if name in PAIRS else []
    known += {"padding": ["'same'"], "stride": ["None"] * (make is MaxPool2D)}.get(name, [])
    for value in [each for each in STRANGE if repr(each) not in known]:
        with pytest.raises(ValueError, match="unknown" if name == "activation" else name):
            make(**{**usual, name: value})


def test_options_of_every_optimizer_and_names_of_losses_too() -> None:
    with pytest.raises(ValueError, match="clip_norm is a number"):
        SGD(0.1, clip_norm="1")
    for value in STRANGE:
        with pytest.raises(ValueError, match="unknown loss"):
            loss(value)
    assert Dense(np.int64(3)).units == 3
    assert Dropout(np.float32(0.5)).rate == 0.5
