"""What can be said about the network, and what keeps it from learning by heart."""

from __future__ import annotations

from tutor.settings.kinds import OneOf, Switch, Words
from tutor.settings.layers import FiltersKind, HiddenKind
from tutor.settings.setting import (
    SHARES,
    SMALL,
    Setting,
    count,
    has_biases,
    has_convolution,
    has_images,
    has_weights,
    number,
    sides,
    whole,
)

ACTIVATIONS = ("linear", "sigmoid", "tanh", "relu", "leaky_relu", "softmax", "step")
LOSSES = ("mse", "half_squared_error", "binary_crossentropy", "categorical_crossentropy")
INITIALIZERS = ("zeros", "small_normal", "normal", "lecun", "xavier", "glorot", "he")
PENALTIES = (0.0, *(m * 10.0**e for e in range(-5, 0) for m in (1, 3)), 1.0)

NETWORK: tuple[Setting, ...] = (
    Setting("conv", FiltersKind("no convolution", "FILTERS"),
            "filters of each convolution, or words such as 16 pool 1", "filters", has_images),
    Setting("kernel_size", sides((1, 2, 3, 5), 1), "rows and columns of a filter, such as 3 or 3x5",
            "kernel size", has_convolution, usual="3"),
    Setting("stride", sides((1, 2, 3), 1), "pixels from one place of a filter to the next",
            "stride", has_convolution, usual="1"),
    Setting("padding", sides((0, 1, 2), 0, words=("same",)),
            "zeros around the image; same: as many as keep its size", "padding", has_convolution,
            usual="0"),
    Setting("pool", sides((1, 2, 4), 1), "size of the max-pooling; 1 for none", "pooling",
            has_convolution, usual="2"),
    Setting("pool_stride", sides((1, 2, 3), 1, optional=True, empty="its size"),
            "pixels from one square of the max-pooling to the next", "pool stride",
            has_convolution, usual="the size of the pooling"),
    Setting("hidden", HiddenKind(metavar="LAYERS"),
            "units of each hidden layer, or words such as 16 tanh dropout 0.2", usual="32",
            lesson_most=500),
    Setting("activation", OneOf(ACTIVATIONS, "activation"),
            "of hidden layers that name no other", "activation", usual="relu"),
    Setting("output", OneOf(("auto", *ACTIVATIONS), "activation"),
            "activation of the last layer; auto: by the data", "output"),
    Setting("loss", OneOf(("auto", *LOSSES), "loss"),
            "what is made small; auto: what suits the output", "loss"),
    Setting("initializer", OneOf(INITIALIZERS, "initializer"), "how the first weights are drawn",
            "first weights", usual="he"),
    Setting("weights", Words(metavar="FILE"),
            'first weights of yours: JSON {"W1": [[...]], "b1": [...]} or .npz', "own weights",
            has_weights, in_lessons=False),
    Setting("rows", Switch(), "square matrices of --weights are (inputs, units)", "",
            has_weights, in_lessons=False),
    Setting("bias", Switch(usual=True), "the b beside W, in every layer", "biases"),
    Setting("shared_bias", Switch(), "one b for all units of a layer, as some textbooks have it",
            "shared bias", has_biases),
    Setting("batch_norm", Switch(), "batch normalisation in every hidden layer", "batch norm"),
    Setting("dtype", OneOf(("float64", "float32"), "dtype"), "numbers of 64 or 32 bits",
            usual="float64"),
)  # fmt: skip

REGULARISATION: tuple[Setting, ...] = (
    Setting("dropout", number(SHARES, 0, 0.95, "nothing would get through"),
            "share of hidden units switched off in training", "dropout"),
    Setting("l1", number(PENALTIES, 0, 100, "the weights would vanish"), "weight of sum |w|", "L1"),
    Setting("l2", number(PENALTIES, 0, 100, "the weights would vanish"), "weight of half sum w^2",
            "L2"),
    Setting("early_stopping", count((5, 10, 20, 50, 100), 10_000, optional=True),
            "epochs to wait for a lower loss", "early stopping", lesson_most=5_000),
    Setting("min_delta", number((), 0, 1e6), "how much lower counts as lower",
            has_say=lambda s: "early_stopping" in s),
    Setting("augment_shift", whole((), 8, SMALL), "most pixels to shift an image at random",
            has_say=has_convolution),
    Setting("augment_flip", Switch(), "mirror images at random", has_say=has_convolution),
    Setting("augment_noise", number((), 0, 100), "standard deviation of noise on pixels",
            has_say=has_convolution),
)  # fmt: skip
