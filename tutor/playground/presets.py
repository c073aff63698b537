"""Set-ups to begin with, each with a word on what is to be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Preset:
    """A set-up by name."""

    name: str
    line: str
    settings: Mapping[str, Any]


PRESETS = (
    Preset(
        "Spiral",
        "Three arms, 32 hidden units: the regions learn to bend.",
        {"dataset": "spiral", "hidden": (32,), "learning_rate": 0.5, "epochs": 300},
    ),
    Preset(
        "Spiral with a line",
        "The same arms without a hidden layer: straight cuts only.",
        {"dataset": "spiral", "hidden": (), "epochs": 100},
    ),
    Preset(
        "XOR",
        "Four points that no line can part, and a small network.",
        {"dataset": "xor", "hidden": ("4 tanh",), "learning_rate": 0.5, "epochs": 500},
    ),
    Preset(
        "Circles by squares",
        "One neuron is enough once its inputs are x1^2 and x2^2.",
        {
            "dataset": "circles",
            "hidden": (),
            "features": ("x1^2", "x2^2"),
            "learning_rate": 3.0,
            "epochs": 200,
        },
    ),
    Preset(
        "Overfitting",
        "Few noisy points, many units: watch training and validation part.",
        {
            "dataset": "moons",
            "points": 30,
            "noise": 0.4,
            "hidden": (64, 64),
            "optimizer": "adam",
            "validation_split": 0.5,
            "epochs": 500,
        },
    ),
    Preset(
        "Vanishing gradients",
        "Six sigmoid layers: compare the gradient of the first with the last.",
        {
            "dataset": "moons",
            "hidden": (8,) * 6,
            "activation": "sigmoid",
            "initializer": "xavier",
            "learning_rate": 0.5,
            "epochs": 200,
        },
    ),
    Preset(
        "Too long a step",
        "A curve at a learning rate of 3: where does it break?",
        {"dataset": "noisy_curve", "hidden": (16, 16), "learning_rate": 3.0, "epochs": 300},
    ),
    Preset(
        "Digits",
        "Handwritten digits of 8 x 8 pixels with one hidden layer.",
        {
            "dataset": "digits",
            "hidden": (32,),
            "optimizer": "adam",
            "validation_split": 0.25,
            "epochs": 30,
        },
    ),
    Preset(
        "Digits by convolution",
        "Eight filters, then a layer: look at the filters and their maps.",
        {
            "dataset": "digits",
            "conv": (8,),
            "padding": 1,
            "hidden": (32,),
            "optimizer": "adam",
            "validation_split": 0.25,
            "epochs": 15,
        },
    ),
    Preset(
        "A curve",
        "Regression: a sine out of tanh units.",
        {
            "dataset": "noisy_curve",
            "hidden": ("16 tanh",),
            "optimizer": "adam",
            "epochs": 500,
        },
    ),
)
