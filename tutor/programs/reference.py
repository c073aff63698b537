"""The network that a program means to be, as the engine has it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from tutor.typeset import inline

if TYPE_CHECKING:
    from engine import Dense, Network
    from engine.activations import Activation
    from engine.trace import Trace

Array = NDArray[np.float64]
_SLOPE = re.compile(r"\(?1_\[(?P<of>Z\[\d+\]) ?> ?0\](?: \+ (?P<leak>[\d.]+).*)?$")


@dataclass(frozen=True, slots=True)
class Reference:
    """Sizes, inputs first, and what suits them."""

    layers: tuple[int, ...]
    activation: str = "relu"
    output: str = ""
    loss: str = ""
    rate: float | None = None
    """How far every parameter is to go against its slope; None for any one rate."""

    @property
    def outputs(self) -> str:
        """The activation of the last layer: softmax for several outputs, sigmoid for one."""
        if self.output:
            return self.output
        if self.loss == "mse":
            return "linear"
        return "softmax" if self.layers[-1] > 1 else "sigmoid"

    @property
    def activations(self) -> list[str]:
        """The activation of each layer."""
        return [self.activation] * (len(self.layers) - 2) + [self.outputs]

    @property
    def losses(self) -> str:
        if self.loss:
            return self.loss
        usual = {"softmax": "categorical_crossentropy", "sigmoid": "binary_crossentropy"}
        return usual.get(self.outputs, "mse")

    @property
    def title(self) -> str:
        """A few words for it: "2-5-3 relu, softmax"."""
        hidden = f"{self.activation}, " if len(self.layers) > 2 else ""
        rate = f", rate {self.rate:g}" if self.rate is not None else ""
        return f"{'-'.join(map(str, self.layers))} {hidden}{self.outputs}{rate}"


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """What the engine computes from the same arrays, by name: "dW[1]"."""

    values: Mapping[str, Array]
    formulas: Mapping[str, str]
    m: int
    slopes: Mapping[int, Array]
    """The slope of each layer's activation, none of softmax."""
    others: Mapping[str, Sequence[Array]] = field(default_factory=dict)
    """What may go by the same names: what a layer gives, and its slope, short of a mask, or with
    the constant of the biases put to it."""
    whole: int = 0
    """How many examples there are of which these m were cut, 0 where these are all."""


class EngineRuns:
    """Lets the engine go forward and back from what the passes of a program start from."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._networks: dict[float | None, Network] = {}
        """By what a leaky activation lets through; none that drops units by lot."""
        self._traces: dict[tuple[Network, bool], Trace] = {}
        """Of a network with targets, and without."""

    def truth(
        self,
        X: Array,
        Y: Array | None,
        weights: list[Array],
        biases: list[Array],
        given: Sequence[Array] = (),
        masks: Mapping[int, Array] = MappingProxyType({}),
    ) -> Truth:
        """Return what comes of going forward, and with Y backward, from these (examples last).

        Targets that this loss cannot have are none. `given` is what the program has of each layer,
        the inputs first: it tells how much a leaky activation lets through. `masks` are what some
        layers' activations are multiplied by.
        """
        from tutor.programs.own_activations import leak_in, own_activation

        kinds = self._reference.activations
        leak = leak_in(weights[0] @ X + biases[0], given[1]) if len(given) > 1 else None
        plain = {n: own_activation(kind, leak) for n, kind in enumerate(kinds, 1)}
        masked = [own_activation(kind, leak, masks.get(n)) for n, kind in enumerate(kinds, 1)]
        network = None if masks else self._networks.get(leak)
        if network is None:
            network = _network(self._reference, masked)
        if not masks:
            self._networks[leak] = network
        layers = cast("Sequence[Dense]", network.layers)
        for layer, W, b in zip(layers, weights, biases, strict=True):
            layer.W[...], layer.b[...] = W, b
        if Y is not None:
            Y = _as_shares(Y) if "crossentropy" in self._reference.losses else Y
            Y = Y if _fit(network, Y, X.shape[1]) else None
        values, formulas = self._traced(network, X, Y, weights[0])
        slopes = {
            n: _slope(plain[n], values[f"Z[{n}]"])
            for n, kind in enumerate(kinds, 1)
            if kind != "softmax"
        }
        others: dict[str, list[Array]] = {}
        for n, mask in masks.items():
            others |= _without_mask(n, mask, plain[n], values)
        return Truth(values, formulas, X.shape[1], slopes, others)

    def _traced(
        self, network: Network, X: Array, Y: Array | None, W: Array
    ) -> tuple[dict[str, Array], dict[str, str]]:
        """What a step of training computes, by name, and its formulas; W is the first layer's."""
        from engine.trace import trace

        kind = network, Y is None
        if kind not in self._traces:
            self._traces[kind] = trace(network, X, Y)
        values: dict[str, Array] = {"A[0]": X}
        formulas: dict[str, str] = {}
        with np.errstate(all="ignore"):
            for step in self._traces[kind].of(X, Y)[:]:
                values[step.name] = np.array(step.value, dtype=float)
                formulas[step.name] = _plainly(inline(step.formula))
            if Y is not None:
                values["dA[0]"] = W.T @ values["dZ[1]"]
                formulas["dA[0]"] = "dA[0] = W[1]ᵀ dZ[1]"
        return values, formulas


def _network(reference: Reference, activations: Sequence[Activation]) -> Network:
    """The engine's network with the program's own activations of hidden layers."""
    from engine import Dense, Network

    sizes = zip(reference.layers[1:], reference.activations, strict=True)
    layers = [Dense(n, activation=kind) for n, kind in sizes]
    network = Network(layers, n_inputs=reference.layers[0], loss=reference.losses, seed=0)
    for layer, own in zip(layers[:-1], activations, strict=False):
        layer.activation = own
    return network


def _plainly(formula: str) -> str:
    """A formula with the slope of relu by its name: on paper it is a 1 with an index."""
    found = _SLOPE.search(formula)
    if found is None:
        return formula
    name = "leaky_relu′" if found["leak"] else "relu′"
    leak = f", else {found['leak']}" if found["leak"] else ""
    told = f"{name}({found['of']})   {name}(z) = 1 where z > 0{leak}"
    return f"{formula[: found.start()]}{told}"


def _without_mask(
    layer: int, mask: Array, activation: Activation, values: Mapping[str, Array]
) -> dict[str, list[Array]]:
    """What a program that drops units may call by the same names, short of it or its scale."""
    kept = (mask > 0).astype(float)
    A = activation(values[f"Z[{layer}]"])
    others = {f"A[{layer}]": [A, A * kept]}
    if (dA := values.get(f"dA[{layer}]")) is not None:
        others[f"dA[{layer}]"] = [dA * each for each in (mask, kept, mask.max())]
    return others


def _as_shares(Y: Array) -> Array:
    """Labels of 1 and -1 as 1 and 0."""
    return (Y + 1) / 2 if (np.abs(Y) == 1).all() and (Y < 0).any() else Y


def _fit(network: Network, Y: Array, m: int) -> bool:
    try:
        network.fit_targets(Y, m)
    except ValueError:
        return False
    return True


def slope_at(activation: str, Z: Array) -> Array:
    """Return the slope of an activation at each number."""
    from engine.activations import ACTIVATIONS

    return _slope(ACTIVATIONS[activation], Z)


def _slope(activation: Activation, Z: Array) -> Array:
    out = np.empty_like(Z)
    activation.derivative(Z, activation(Z), out)
    return out


def activated(activation: str, Z: Array) -> Array:
    """Return an activation of each number."""
    from engine.activations import ACTIVATIONS

    with np.errstate(all="ignore"):
        return np.asarray(ACTIVATIONS[activation](Z), dtype=float)


def options_of(values: Mapping[str, Any]) -> Reference | None:
    """Return the reference that the flags describe, None without layers; raise ValueError."""
    from engine.activations import ACTIVATIONS
    from engine.losses import LOSSES

    layers = values.get("layers")
    if layers is None:
        if any(values.get(name) for name in ("activation", "output", "loss", "lr")):
            raise ValueError("--activation, --output, --loss and --lr go with --layers.")
        return None
    if len(layers) < 2 or len(layers) > 20 or max(layers) > 10_000:
        raise ValueError("--layers takes inputs and outputs at least, such as 2,5,3.")
    reference = Reference(
        tuple(layers),
        values.get("activation") or "relu",
        values.get("output") or "",
        values.get("loss") or "",
        values.get("lr"),
    )
    for name, known in ((reference.activation, ACTIVATIONS), (reference.outputs, ACTIVATIONS)):
        if name not in known:
            raise ValueError(f"{name!r} is no activation: {', '.join(known)}.")
    if reference.losses not in LOSSES:
        raise ValueError(f"{reference.losses!r} is no loss: {', '.join(LOSSES)}.")
    return reference


def rate_of(text: str) -> float:
    """Return a learning rate; raise ValueError."""
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if not 0 < rate < 1e6:
        raise ValueError(f"{text!r} is no learning rate, such as 0.1.")
    return rate
