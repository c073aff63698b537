"""The flags of a training run: one for each setting of an experiment, grouped as in the engine."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from engine.hidden import Convolution, HiddenLayer

N = TypeVar("N", int, float)

MOST_DIGITS = 18  # of a whole number: no setting takes more, and longer ones are no use to print

DATASETS = (
    "and, or, xor, parity, blobs, line_blobs, moons, circles, spiral, checkerboard, noisy_curve, "
    "digits, odd_digits, drawn_digits"
)
ACTIVATIONS = "linear, sigmoid, tanh, relu, leaky_relu, softmax, step"
LOSSES = "mse, binary_crossentropy, categorical_crossentropy"
INITIALIZERS = "zeros, small_normal, normal, lecun, xavier, glorot, he"
OPTIMIZERS = "sgd, momentum, rmsprop, adam"
SCHEDULES = "constant, step, exponential, cosine"


def number(kind: Callable[[str], N], least: float, most: float = math.inf) -> Callable[[str], N]:
    """A reader of numbers from `least` to `most`, for argparse."""

    def read(text: str) -> N:
        shown = text if len(text) <= MOST_DIGITS else f"{text[:MOST_DIGITS]}…"
        if kind is int and len(text) > MOST_DIGITS and text.strip("+-").isdecimal():
            raise argparse.ArgumentTypeError(f"{shown} ({len(text)} digits) is far too much")
        try:
            value = kind(text)
        except ValueError:
            word = "a whole number" if kind is int else "a number"
            raise argparse.ArgumentTypeError(f"{shown!r} is not {word}") from None
        if not least <= value <= most or not math.isfinite(value):
            upper = f" to {most:g}" if math.isfinite(most) else " up"
            raise argparse.ArgumentTypeError(f"{shown} is not in the range from {least:g}{upper}")
        return value

    return read


def positive(text: str) -> float:
    """A number greater than 0, for argparse."""
    value = number(float, 0)(text)
    if value == 0:
        raise argparse.ArgumentTypeError("it must be greater than 0")
    return value


def layer_sizes(text: str) -> tuple[int, ...]:
    """Sizes such as 32 or 16,8; "none" is no layer."""
    return tuple(number(int, 1)(part) for part in names(text))


def convolutions(text: str) -> tuple[int | str, ...]:
    """Convolutions such as 8,16 or "32,64 pool 1"; "none" is no layer."""
    from engine.hidden import Convolution

    return _described(Convolution, text)


def layers(text: str) -> tuple[int | str, ...]:
    """Hidden layers such as 16,8 or "16 tanh,8 dropout 0.2"; "none" is no layer."""
    from engine.hidden import HiddenLayer

    return _described(HiddenLayer, text)


def _described(kind: type[HiddenLayer | Convolution], text: str) -> tuple[int | str, ...]:
    try:
        return tuple(kind.parse(part).written() for part in names(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def names(text: str) -> tuple[str, ...]:
    """What stands between commas; "none" is nothing."""
    parts = [] if text.strip().lower() in ("none", "") else text.split(",")
    return tuple(part.strip() for part in parts)


COUNT = number(int, 1)
WHOLE = number(int, 0)
NOT_NEGATIVE = number(float, 0)
SHARE = number(float, 0, 1)


class Flag(NamedTuple):
    """A flag is the setting's name with hyphens; `read` None makes it a switch."""

    setting: str
    read: Callable[[str], Any] | None
    help: str
    also: tuple[str, ...] = ()
    metavar: str | None = None


GROUPS: dict[str, list[Flag]] = {
    "data": [
        Flag("dataset", str, f"{DATASETS} (default: spiral)", metavar="NAME"),
        Flag("points", COUNT, "points in each class; of the whole curve in noisy_curve"),
        Flag("noise", NOT_NEGATIVE, "standard deviation of the noise"),
        Flag("classes", COUNT, "number of blobs"),
        Flag("cells", COUNT, "squares along a side of the checkerboard"),
        Flag("bits", COUNT, "number of bits of parity"),
        Flag("data_seed", WHOLE, "seed of the points (default: 0)"),
        Flag("csv", str, "a table of your own in place of --dataset", metavar="FILE"),
        Flag(
            "label",
            str,
            "the column to predict, by name or by index from 0 (default: the last)",
            metavar="COLUMN",
        ),
        Flag("target", str, "what the labels are: auto, classes, numbers", metavar="KIND"),
        Flag("features", names, "made of two inputs: x1,x2,x1^2,x2^2,x1*x2,sin(x1),sin(x2)"),
        Flag("standardise", None, "give features mean 0, variance 1 by the training set's figures"),
        Flag("validation_split", SHARE, "share of the examples kept for validation (default: 0)"),
    ],
    "network": [
        Flag("conv", convolutions, "images: filters of convolutions, as 8 or '8,16 pool 1'"),
        Flag("kernel_size", COUNT, "rows and columns of a filter (default: 3)"),
        Flag("stride", COUNT, "pixels from one place of a filter to the next (default: 1)"),
        Flag("padding", WHOLE, "zeros around the image (default: 0)"),
        Flag("pool", COUNT, "size of the max-pooling after a convolution; 1 for none (default: 2)"),
        Flag("hidden", layers, "hidden layers, as 32 or 16,8 or '16 tanh,8 dropout 0.2' or none"),
        Flag("activation", str, f"{ACTIVATIONS} (default: relu)", metavar="NAME"),
        Flag("output", str, "activation of the output (default: by the data)", metavar="NAME"),
        Flag("loss", str, f"{LOSSES} (default: by the output)", metavar="NAME"),
        Flag("initializer", str, f"{INITIALIZERS} (default: he)", metavar="NAME"),
        Flag("no_bias", None, "leave the biases out"),
        Flag("batch_norm", None, "batch normalisation in every hidden layer"),
        Flag("dropout", SHARE, "share of the hidden units switched off in training"),
        Flag("l1", NOT_NEGATIVE, "weight of the sum of |w| in the cost"),
        Flag("l2", NOT_NEGATIVE, "weight of half the sum of w^2 in the cost"),
        Flag("dtype", str, "float64 or float32 (default: float64)", metavar="NAME"),
    ],
    "optimizer": [
        Flag("optimizer", str, f"{OPTIMIZERS} (default: sgd)", metavar="NAME"),
        Flag(
            "learning_rate",
            positive,
            "default: 0.1; 0.05 for momentum, 0.01 for rmsprop and adam",
            also=("--lr",),
            metavar="RATE",
        ),
        Flag("momentum", SHARE, "momentum's mu (default: 0.9)"),
        Flag("nesterov", None, "momentum as Nesterov has it"),
        Flag("averaged", None, "momentum as a running mean of the gradients"),
        Flag("rho", SHARE, "rmsprop's rho (default: 0.9)"),
        Flag("beta1", SHARE, "adam's beta1 (default: 0.9)"),
        Flag("beta2", SHARE, "adam's beta2 (default: 0.999)"),
        Flag("epsilon", NOT_NEGATIVE, "epsilon of rmsprop and adam (default: 1e-8)"),
        Flag("weight_decay", NOT_NEGATIVE, "shrink weights by this times the learning rate"),
        Flag("clip_norm", positive, "greatest length of the gradient"),
        Flag("schedule", str, f"{SCHEDULES} (default: constant)", metavar="NAME"),
        Flag("decay_every", COUNT, "step: epochs between two drops"),
        Flag("decay_drop", positive, "step: factor at each drop"),
        Flag("decay_rate", positive, "exponential: factor of each epoch"),
        Flag("decay_end", NOT_NEGATIVE, "cosine: factor at the end"),
        Flag("warmup", WHOLE, "epochs in which the learning rate rises at first"),
    ],
    "run": [
        Flag("epochs", COUNT, "default: 200"),
        Flag("batch_size", COUNT, "default: 64"),
        Flag("early_stopping", COUNT, "epochs to wait for a lower loss", metavar="PATIENCE"),
        Flag("min_delta", NOT_NEGATIVE, "how much lower counts as lower"),
        Flag("augment_shift", WHOLE, "images: most pixels to shift"),
        Flag("augment_flip", None, "images: mirror left and right"),
        Flag("augment_noise", NOT_NEGATIVE, "images: standard deviation of noise on pixels"),
        Flag("seed", WHOLE, "seed of weights, split and order (default: 0)"),
    ],
}


def add_flags(parser: argparse.ArgumentParser, groups: dict[str, list[Flag]] = GROUPS) -> None:
    """Add the flags; what is not given on the command line is absent from the options."""
    for title, flags in groups.items():
        group = parser.add_argument_group(title)
        for flag in flags:
            names = [f"--{flag.setting.replace('_', '-')}", *flag.also]
            options: dict[str, Any] = {"dest": flag.setting, "default": argparse.SUPPRESS}
            if flag.read is None:
                options["action"] = "store_true"
            else:
                options |= {"type": flag.read, "metavar": flag.metavar or "N"}
            group.add_argument(*names, help=flag.help, **options)


def given_settings(options: argparse.Namespace) -> dict[str, Any]:
    """The experiment's settings among the parsed options."""
    names = [flag.setting for flags in GROUPS.values() for flag in flags]
    settings = {name: getattr(options, name) for name in names if hasattr(options, name)}
    if settings.pop("no_bias", False):
        settings["bias"] = False
    return settings


def check_settings(settings: dict[str, Any]) -> None:
    """Raises ValueError for settings beyond the playground's limits, or that contradict."""
    from tutor.playground.limits import check_limits

    check_data_flags(settings)
    check_limits(settings)


def check_data_flags(settings: dict[str, Any]) -> None:
    """Raises ValueError for flags of the data that contradict each other."""
    if "csv" in settings and "dataset" in settings:
        raise ValueError("Give --dataset or --csv, not both.")
    for name in ("label", "target"):
        if name in settings and "csv" not in settings:
            raise ValueError(f"--{name} goes with --csv FILE.")
