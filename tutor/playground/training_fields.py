"""What can be said about the steps, and how many there are."""

from __future__ import annotations

from engine.optimizers import OPTIMIZERS
from engine.schedules import SCHEDULES
from tutor.playground.field import SEED, SLOW, Field, count, if_set, number
from tutor.playground.kinds import NumberKind, OneOf, Switch
from tutor.playground.network_fields import PENALTIES

RATES = (*(m * 10.0**e for e in range(-5, 2) for m in (1, 2, 3, 5)), 100.0)
SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)

OPTIMIZER: tuple[Field, ...] = (
    Field("optimizer", "optimizer", OneOf(tuple(OPTIMIZERS), "optimizer"), "how to step"),
    Field(
        "learning_rate",
        "learning rate",
        number(RATES, 0, 1000, "no step that long comes down anywhere", open_low=True),
        "length of a step; ↻ takes hold as it runs",
    ),
    Field(
        "momentum",
        "momentum",
        number((0, 0.5, 0.8, 0.9, 0.95, 0.99), 0, 0.9999, "at 1 old steps would never fade"),
        "how much of the last step is kept",
        if_set("optimizer", "momentum"),
    ),
    Field(
        "nesterov",
        "Nesterov",
        Switch(),
        "look ahead before stepping",
        if_set("optimizer", "momentum"),
    ),
    Field(
        "rho",
        "rho",
        number((0.5, 0.8, 0.9, 0.95, 0.99), 0, 0.9999),
        "memory of squared slopes",
        if_set("optimizer", "rmsprop"),
    ),
    Field(
        "beta1",
        "beta 1",
        number((0, 0.5, 0.8, 0.9, 0.95, 0.99), 0, 0.9999),
        "memory of slopes",
        if_set("optimizer", "adam"),
    ),
    Field(
        "beta2",
        "beta 2",
        number((0.9, 0.99, 0.995, 0.999, 0.9999), 0, 0.99999),
        "memory of squared slopes",
        if_set("optimizer", "adam"),
    ),
    Field(
        "weight_decay",
        "weight decay",
        number(PENALTIES, 0, 100),
        "shrink weights by this times the learning rate",
    ),
    Field(
        "clip_norm",
        "clip gradient",
        number((0.1, 0.5, 1, 2, 5, 10), 0, 1e6, open_low=True, optional=True),
        "greatest length of the gradient",
    ),
    Field(
        "schedule",
        "schedule",
        OneOf(tuple(SCHEDULES), "schedule"),
        "how the learning rate falls",
    ),
    Field(
        "decay_every",
        "drop every",
        count((10, 20, 50, 100), 10_000),
        "epochs",
        if_set("schedule", "step"),
    ),
    Field(
        "decay_drop",
        "drop to",
        number((0.1, 0.2, 0.5, 0.8), 0, 1, open_low=True),
        "of the learning rate, at each drop",
        if_set("schedule", "step"),
    ),
    Field(
        "decay_rate",
        "decay rate",
        number((0.9, 0.95, 0.98, 0.99, 0.995), 0, 1, open_low=True),
        "factor of each epoch",
        if_set("schedule", "exponential"),
    ),
    Field(
        "decay_end",
        "ends at",
        number((0, 0.01, 0.1, 0.5), 0, 1),
        "of the learning rate",
        if_set("schedule", "cosine"),
    ),
    Field(
        "warmup",
        "warm-up",
        NumberKind((0, 1, 2, 5, 10, 20), 0, 10_000, whole=True),
        "epochs in which the rate rises at first",
    ),
)

RUN: tuple[Field, ...] = (
    Field(
        "epochs",
        "epochs",
        count((10, 20, 50, 100, 200, 300, 500, 1000, 2000, 5000), 1_000_000, SLOW),
        "how often all examples are seen",
    ),
    Field(
        "batch_size",
        "batch size",
        count(SIZES, 10_000, "there are no more examples than that"),
        "examples in a step; ↻ takes hold as it runs",
    ),
    Field("seed", "seed", SEED, "of first weights, split and order"),
)
