"""What can be said about the network, and what keeps it from learning by heart."""

from __future__ import annotations

from engine.activations import ACTIVATIONS
from engine.initializers import DEVIATIONS
from engine.losses import LOSSES
from tutor.playground.field import SHARES, Field, count, has_convolution, has_images, number
from tutor.playground.kinds import OneOf, Switch, Words

PENALTIES = (0.0, *(m * 10.0**e for e in range(-5, 0) for m in (1, 3)), 1.0)

NETWORK: tuple[Field, ...] = (
    Field(
        "conv",
        "filters",
        Words("no convolution"),
        "of convolutions, as 8,16 pool 1",
        has_images,
    ),
    Field(
        "kernel_size",
        "kernel size",
        count((1, 2, 3, 5), 8, "the images have 8 x 8 pixels"),
        "rows and columns of a filter",
        has_convolution,
    ),
    Field(
        "pool",
        "pooling",
        count((1, 2, 4), 8, "the images have 8 x 8 pixels"),
        "size of the max-pooling; 1 for none",
        has_convolution,
    ),
    Field(
        "activation",
        "activation",
        OneOf(tuple(ACTIVATIONS), "activation"),
        "of hidden layers that name no other; a adds a layer",
    ),
    Field(
        "output",
        "output",
        OneOf(("auto", *ACTIVATIONS), "activation"),
        "activation of the output; auto: by the data",
    ),
    Field("loss", "loss", OneOf(("auto", *LOSSES), "loss"), "auto: what suits the output"),
    Field(
        "initializer",
        "first weights",
        OneOf(("zeros", *DEVIATIONS), "initializer"),
        "how they are drawn",
    ),
    Field("bias", "biases", Switch(), "b in Z = W A + b"),
    Field("batch_norm", "batch norm", Switch(), "in every hidden layer"),
)

REGULARISATION: tuple[Field, ...] = (
    Field(
        "dropout",
        "dropout",
        number(SHARES, 0, 0.95, "nothing would get through"),
        "share of hidden units switched off in training",
    ),
    Field(
        "l1",
        "L1",
        number(PENALTIES, 0, 100, "the weights would vanish"),
        "weight of sum |w|; ↻ takes hold as it runs",
    ),
    Field(
        "l2",
        "L2",
        number(PENALTIES, 0, 100, "the weights would vanish"),
        "weight of half sum w^2; ↻ takes hold as it runs",
    ),
    Field(
        "early_stopping",
        "early stopping",
        count((5, 10, 20, 50, 100), 10_000, optional=True),
        "epochs to wait for a lower loss",
    ),
)
