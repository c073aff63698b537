"""What can be said about the steps, and how many there are."""

from __future__ import annotations

from tutor.settings.kinds import OneOf, Switch
from tutor.settings.network import PENALTIES
from tutor.settings.setting import SEED, SLOW, Chosen, Setting, count, number, whole

OPTIMIZERS = ("sgd", "momentum", "rmsprop", "adam")
SCHEDULES = ("constant", "step", "exponential", "cosine", "warmup")
RATES = (*(m * 10.0**e for e in range(-5, 2) for m in (1, 2, 3, 5)), 100.0)
SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
_MOMENTUM = Chosen("optimizer", ("momentum",))
_RMSPROP = Chosen("optimizer", ("rmsprop",))
_ADAM = Chosen("optimizer", ("adam",))
_STEP = Chosen("schedule", ("step",))

OPTIMIZER: tuple[Setting, ...] = (
    Setting("optimizer", OneOf(OPTIMIZERS, "optimizer"), "how slopes become steps",
            "optimizer", usual="sgd"),
    Setting("learning_rate",
            number(RATES, 0, 1000, "no step that long comes down anywhere", open_low=True),
            "length of a step", "learning rate",
            usual="0.1; 0.05 for momentum, 0.01 for rmsprop and adam", short="lr"),
    Setting("momentum",
            number((0, 0.5, 0.8, 0.9, 0.95, 0.99), 0, 0.9999, "at 1 old steps would never fade"),
            "how much of the last step is kept", "momentum", _MOMENTUM, usual="0.9"),
    Setting("nesterov", Switch(), "look ahead before stepping", "Nesterov", _MOMENTUM),
    Setting("averaged", Switch(), "keep a running mean of the gradients", "", _MOMENTUM),
    Setting("rho", number((0.5, 0.8, 0.9, 0.95, 0.99), 0, 0.9999), "memory of squared slopes",
            "rho", _RMSPROP, usual="0.9"),
    Setting("beta1", number((0, 0.5, 0.8, 0.9, 0.95, 0.99), 0, 0.9999), "memory of slopes",
            "beta 1", _ADAM, usual="0.9"),
    Setting("beta2", number((0.9, 0.99, 0.995, 0.999, 0.9999), 0, 0.99999),
            "memory of squared slopes", "beta 2", _ADAM, usual="0.999"),
    Setting("epsilon", number((), 0, 1), "what keeps it from a division by 0", "",
            Chosen("optimizer", ("rmsprop", "adam")), usual="1e-8"),
    Setting("weight_decay", number(PENALTIES, 0, 100),
            "shrink weights by this times the learning rate", "weight decay"),
    Setting("clip_norm", number((0.1, 0.5, 1, 2, 5, 10), 0, 1e6, open_low=True, optional=True),
            "greatest length of the gradient", "clip gradient"),
    Setting("schedule", OneOf(SCHEDULES, "schedule"), "how the learning rate falls", "schedule",
            usual="constant"),
    Setting("decay_every", count((10, 20, 50, 100), 10_000), "epochs from one drop to the next",
            "drop every", _STEP, lesson_most=5_000),
    Setting("decay_drop", number((0.1, 0.2, 0.5, 0.8), 0, 1, open_low=True),
            "factor of the learning rate at each drop", "drop to", _STEP),
    Setting("decay_rate", number((0.9, 0.95, 0.98, 0.99, 0.995), 0, 1, open_low=True),
            "factor of each epoch", "decay rate", Chosen("schedule", ("exponential",))),
    Setting("decay_end", number((0, 0.01, 0.1, 0.5), 0, 1),
            "factor of the learning rate at the end", "ends at", Chosen("schedule", ("cosine",))),
    Setting("warmup", whole((0, 1, 2, 5, 10, 20), 10_000),
            "epochs in which the rate rises at first", "warm-up"),
)  # fmt: skip

RUN: tuple[Setting, ...] = (
    Setting("epochs", count((10, 20, 50, 100, 200, 300, 500, 1000, 2000, 5000), 1_000_000, SLOW),
            "how often all examples are seen", "epochs", usual="200", lesson_most=10_000,
            question_most=1_000),
    Setting("batch_size", count(SIZES, 10_000, "there are no more examples than that"),
            "examples in a step", "batch size", usual="64", lesson_most=5_000),
    Setting("seed", SEED, "of first weights, split and order", "seed", usual="0"),
)  # fmt: skip
