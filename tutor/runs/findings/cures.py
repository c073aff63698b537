"""What would help a run: only what is not on already, with the values that it has now."""

from __future__ import annotations

from collections.abc import Iterable

from engine.layer import Activated, Weighted
from engine.layers import BatchNorm, Dropout
from engine.training import Training
from tutor.plots.numbers import shown

_MUCH = 5  # times the usual learning rate, or a fifth of it
_MOST = 3  # cures told at once


def shorter_steps(training: Training) -> str:
    """Return how far to turn the learning rate down."""
    rate, usual = training.learning_rate, training.optimizer.usual_rate
    if rate > _MUCH * usual:
        return f"turn the learning rate down from {_rate(rate)} ({_usual(training)})"
    return f"try a learning rate of {_rate(rate / 10)}"


def longer_steps(training: Training) -> str:
    """Return how far to turn the learning rate up."""
    rate, usual = training.learning_rate, training.optimizer.usual_rate
    if rate * _MUCH < usual:
        return f"turn the learning rate up from {_rate(rate)} ({_usual(training)})"
    return f"try a learning rate of {_rate(rate * 10)}, or more epochs"


def clipping(training: Training) -> str:
    return "" if training.optimizer.clip_norm else "clip the gradient, say at 1"


def fitting_initializer(training: Training) -> str:
    """Return the first weights that suit the hidden layers, unless these are drawn already."""
    names = _activations(training)
    wanted = "xavier" if names and set(names) <= {"tanh", "sigmoid"} else "he"
    if training.network.initializer.name in (wanted, {"xavier": "glorot"}.get(wanted)):
        return ""
    return f"draw the first weights with {wanted}"


def leaky(training: Training) -> str:
    return "take leaky_relu, which is never quite off" if "relu" in _activations(training) else ""


def relu(training: Training) -> str:
    """Return the advice of ReLU, where hidden layers squash."""
    return "take relu" if {"sigmoid", "tanh"} & set(_activations(training)) else ""


def quicker_units(training: Training) -> str:
    """Return what helps hidden sigmoid units, which learn slowly, where they have not begun to."""
    slow = "sigmoid" in _activations(training)
    return "train longer, or take tanh or relu: sigmoid units begin slowly" if slow else ""


def batch_norm(training: Training) -> str:
    layers = training.network.layers
    return "" if any(isinstance(layer, BatchNorm) for layer in layers) else "use batch_norm"


def fewer_layers(training: Training) -> str:
    return "take fewer layers" if len(_activations(training)) > 2 else ""


def standardise(on: bool) -> str:
    return "" if on else "turn standardise on"


def against_overfitting(training: Training) -> tuple[str, ...]:
    """Return what keeps a network from learning its examples by heart, as far as it is not on."""
    network, config = training.network, training.config
    weighted = [layer for layer in network.layers if isinstance(layer, Weighted)]
    dropped = any(isinstance(layer, Dropout) for layer in network.layers)
    return (
        "" if config.early_stopping else "stop early (early_stopping 20)",
        "" if price_on_weights(training) else "put a price on large weights (l2 0.01)",
        "" if dropped or len(weighted) < 2 else "use dropout 0.2",
        "take fewer units, or more examples",
    )


def price_on_weights(training: Training) -> str:
    """Return the penalties that are on, as they are set; nothing where there is none."""
    weighted = [layer for layer in training.network.layers if isinstance(layer, Weighted)]
    highest = {
        "l1": max((layer.l1 for layer in weighted), default=0.0),
        "l2": max((layer.l2 for layer in weighted), default=0.0),
        "weight_decay": training.optimizer.weight_decay,
    }
    return ", ".join(f"{name} {value:g}" for name, value in highest.items() if value)


def text(cures: Iterable[str]) -> str:
    """Return up to three of the cures, as a sentence; nothing where there is none."""
    chosen = [cure for cure in cures if cure][:_MOST]
    text = "; or ".join(chosen)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _activations(training: Training) -> list[str]:
    """The activations of the hidden layers."""
    layers = training.network.layers[:-1]
    names = [layer.activation.name for layer in layers if isinstance(layer, Activated)]
    return [name for name in names if name != "linear"]


def _usual(training: Training) -> str:
    optimizer = training.optimizer
    return f"{_rate(optimizer.usual_rate)} is usual for {optimizer.name}"


def _rate(rate: float) -> str:
    return shown(rate, 3) if rate >= 1e-3 else f"{rate:.3g}".replace("e-0", "e-").replace("-", "−")
