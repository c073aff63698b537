"""A network as a PyTorch program: the same layers, weights, loss and optimizer, ready to run.

Examples are rows there, (m, n_x) and (m, C, H, W), where the engine has them on the last axis.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import singledispatch
from textwrap import fill, indent
from typing import Any, NamedTuple

import numpy as np

from engine.arrays import Array
from engine.convolution import Conv2D
from engine.datasets.preparation import Preparation
from engine.export_preparation import preparation_text
from engine.export_templates import PROGRAM, SHARED_BIAS, STEP, TRAINING, UNPACKED
from engine.layer import Activated, Layer, Weighted
from engine.layers import BatchNorm, Dense, Dropout, Flatten
from engine.network import Network
from engine.optimizers import SGD, Adam, Momentum, Optimizer, RMSProp
from engine.pooling import MaxPool2D

READABLE = 256
"""Arrays of up to so many numbers are written out, larger ones packed."""

ACTIVATIONS = {
    "linear": "nn.Identity()",
    "sigmoid": "nn.Sigmoid()",
    "tanh": "nn.Tanh()",
    "relu": "nn.ReLU()",
    "leaky_relu": "nn.LeakyReLU(0.01)",
    "softmax": "nn.Softmax(dim=1)",
    "step": "Step()",
}

LOSSES = {
    "mse": "((predict(x) - y) ** 2).sum() / len(x)",
    "half_squared_error": "((predict(x) - y) ** 2).sum() / 2 / len(x)",
    "binary_crossentropy": (
        "-(torch.xlogy(y, predict(x)) + torch.xlogy(1 - y, 1 - predict(x))).sum() / len(x)"
    ),
    "categorical_crossentropy": "-torch.xlogy(y, predict(x)).sum() / len(x)",
}
FUSED_LOSSES = {
    "binary_crossentropy": (
        'F.binary_cross_entropy_with_logits(model(x), y, reduction="sum") / len(x)'
    ),
    "categorical_crossentropy": 'F.cross_entropy(model(x), y, reduction="sum") / len(x)',
}


class Module(NamedTuple):
    """One line of the PyTorch model, and its arrays by PyTorch's names."""

    text: str
    arrays: Mapping[str, Array] = {}


def to_pytorch(
    network: Network, optimizer: Optimizer | None = None, prepare: Preparation | None = None
) -> str:
    """The source of a program with the network's present weights.

    With an optimizer it also holds a function that trains on, with a preparation one that makes
    the network's inputs. Raises ValueError for a layer or an optimizer that PyTorch lacks.
    """
    modules = [module for layer in network.layers for module in modules_of(layer)]
    output = "nn.Identity()"
    last = network.layers[-1]
    if isinstance(last, Activated) and last.activation.name != "linear":
        output = modules.pop().text
    named = {
        f"{place}.{name}": array
        for place, module in enumerate(modules)
        for name, array in module.arrays.items()
    }
    weights = weights_text(named)
    texts = [output, *(module.text for module in modules)]
    packed = "unpacked(" in weights
    definitions = [STEP] * ("Step()" in texts) + [SHARED_BIAS] * ("SharedBias()" in texts)
    definitions += [UNPACKED] * packed
    return PROGRAM.format(
        inputs=_shape("m", *network.input_shape),
        outputs=_shape("m", *network.output_shape),
        imports="import base64\n\nimport numpy as np\n" if packed else "",
        dtype=network.dtype.name,
        definitions="".join(f"{part}\n" for part in definitions),
        layers="\n".join(f"    {module.text}," for module in modules),
        output=output,
        preparation=preparation_text(prepare) if prepare else "",
        cost=cost_text(network),
        training=training_text(network, optimizer) if optimizer else "",
        weights=weights,
        example=", ".join(map(str, (1, *network.input_shape))),
    )


@singledispatch
def modules_of(layer: Layer) -> list[Module]:
    """The PyTorch modules that do what a layer does."""
    kind = type(layer).__name__
    raise ValueError(f"No module of PyTorch is known that does what a {kind} layer does")


@modules_of.register
def _(layer: Dense) -> list[Module]:
    options = _options(bias=layer.use_bias and not layer.shared_bias)
    linear = f"nn.Linear({layer.input_shape[0]}, {layer.units}{options})"
    return [*_weighted(linear, layer), *_activation(layer)]


@modules_of.register
def _(layer: Conv2D) -> list[Module]:
    (top, bottom), (left, right) = layer.frame
    even = top == bottom and left == right
    options = _options(
        stride=_sides(layer.stride),
        padding=_sides((top, left)) if even else 0,
        bias=layer.use_bias and not layer.shared_bias,
    )
    sizes = f"{layer.input_shape[0]}, {layer.filters}, {_sides(layer.kernel_size)}"
    frame = [] if even else [Module(f"nn.ZeroPad2d(({left}, {right}, {top}, {bottom}))")]
    return [*frame, *_weighted(f"nn.Conv2d({sizes}{options})", layer), *_activation(layer)]


@modules_of.register
def _(layer: MaxPool2D) -> list[Module]:
    stride = "" if layer.stride == layer.size else f", stride={_sides(layer.stride)}"
    return [Module(f"nn.MaxPool2d({_sides(layer.size)}{stride})")]


@modules_of.register
def _(layer: Flatten) -> list[Module]:
    return [Module("nn.Flatten()")]


@modules_of.register
def _(layer: Dropout) -> list[Module]:
    return [Module(f"nn.Dropout({layer.rate})")]


@modules_of.register
def _(layer: BatchNorm) -> list[Module]:
    kind = "BatchNorm1d" if len(layer.output_shape) == 1 else "BatchNorm2d"
    arrays = {
        "weight": layer.gamma,
        "bias": layer.beta,
        "running_mean": layer.running_mean,
        "running_var": layer.running_variance,
    }
    flat = {name: array[:, 0] for name, array in arrays.items()}
    options = f"eps={layer.epsilon}, momentum={layer.momentum}"
    norm = Module(f"nn.{kind}({layer.output_shape[0]}, {options})", flat)
    return [norm, *_activation(layer)]


def _weighted(text: str, layer: Weighted) -> list[Module]:
    """The module with the weights, and what adds a bias that PyTorch has no option for."""
    bias = {"bias": layer.b[:, 0]} if layer.use_bias else {}
    if layer.shared_bias:
        return [Module(text, {"weight": layer.W}), Module("SharedBias()", bias)]
    return [Module(text, {"weight": layer.W} | bias)]


def _sides(pair: tuple[int, int]) -> int | tuple[int, int]:
    """Rows and columns as one number where they are alike."""
    return pair[0] if pair[0] == pair[1] else pair


def _options(**given: Any) -> str:
    """The options that are not as PyTorch has them where nothing is said."""
    usual = {"stride": 1, "padding": 0, "bias": True}
    return "".join(f", {name}={value}" for name, value in given.items() if value != usual[name])


def _activation(layer: Activated) -> list[Module]:
    name = layer.activation.name
    return [] if name == "linear" else [Module(ACTIVATIONS[name])]


def cost_text(network: Network) -> str:
    """The cost as an expression of x and y."""
    name = network.loss.name
    text = (FUSED_LOSSES if network.fused else LOSSES)[name]
    start = 0
    for layer in network.layers:
        modules = modules_of(layer)
        if isinstance(layer, Weighted) and (layer.l1 or layer.l2):
            place = start + next(n for n, module in enumerate(modules) if "weight" in module.arrays)
            text += f" + {layer.l1} * model[{place}].weight.abs().sum()" if layer.l1 else ""
            text += f" + {layer.l2} / 2 * model[{place}].weight.square().sum()" if layer.l2 else ""
        start += len(modules)
    return text


def training_text(network: Network, optimizer: Optimizer) -> str:
    """The optimizer and the loop that trains with it."""
    lines = []
    if optimizer.clip_norm is not None:
        lines.append(f"nn.utils.clip_grad_norm_(model.parameters(), {optimizer.clip_norm})")
    if optimizer.weight_decay:
        factor = f"1 - {optimizer.learning_rate} * {optimizer.weight_decay}"
        lines.append("with torch.no_grad():")
        lines.append("    for name, parameter in model.named_parameters():")
        lines.append('        if name.endswith("weight") and parameter.ndim > 1:')
        lines.append(f"            parameter.mul_({factor})")
    before_step = indent("\n".join(lines), " " * 12)
    return TRAINING.format(
        optimizer=optimizer_text(optimizer),
        before_step=before_step + "\n" if lines else "",
    )


@singledispatch
def optimizer_text(optimizer: Optimizer) -> str:
    """The PyTorch optimizer that does the same."""
    raise ValueError(f"No optimizer of PyTorch is known that does what {optimizer.name} does")


@optimizer_text.register
def _(optimizer: SGD) -> str:
    return f"torch.optim.SGD(model.parameters(), lr={optimizer.learning_rate})"


@optimizer_text.register
def _(optimizer: Momentum) -> str:
    # PyTorch's dampening leaves the first gradient whole; a smaller rate averages all of them.
    share = f" * (1 - {optimizer.momentum})" if optimizer.averaged else ""
    options = f"lr={optimizer.learning_rate}{share}, momentum={optimizer.momentum}"
    if optimizer.nesterov:
        options += ", nesterov=True"
    return f"torch.optim.SGD(model.parameters(), {options})"


@optimizer_text.register
def _(optimizer: RMSProp) -> str:
    options = f"lr={optimizer.learning_rate}, alpha={optimizer.rho}, eps={optimizer.epsilon}"
    return f"torch.optim.RMSprop(model.parameters(), {options})"


@optimizer_text.register
def _(optimizer: Adam) -> str:
    betas = f"({optimizer.beta1}, {optimizer.beta2})"
    options = f"lr={optimizer.learning_rate}, betas={betas}, eps={optimizer.epsilon}"
    return f"torch.optim.Adam(model.parameters(), {options})"


def weights_text(arrays: Mapping[str, Array]) -> str:
    """A dictionary of tensors with every bit of the numbers."""
    entries = [f'    "{name}": {_tensor(array)},' for name, array in arrays.items()]
    return "\n".join(["weights = {", *entries, "}"])


def _tensor(array: Array) -> str:
    if array.size > READABLE or not np.isfinite(array).all():
        packed = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
        lines = indent(fill(packed, 88), " " * 8)
        shape = ", ".join(map(str, array.shape))
        return f'unpacked("{array.dtype.name}", ({shape},), """\n{lines}\n    """)'
    if array.ndim == 1:
        return f"torch.tensor({array.tolist()})"
    rows = "\n".join(f"        {row}," for row in array.tolist())
    return f"torch.tensor([\n{rows}\n    ])"


def _shape(*sizes: int | str) -> str:
    return f"({', '.join(map(str, sizes))})"
