r"""The optimizers in formulas, to be shown with names or with numbers.

W := W - alpha * direction, where the direction is
sgd        dW
momentum   v, after v := mu v + dW               (Nesterov: dW + mu v)
rmsprop    dW / (sqrt(s) + epsilon), after s := rho s + (1 - rho) dW^2
adam       m^ / (sqrt(v^) + epsilon), after m := beta1 m + (1 - beta1) dW
           and v := beta2 v + (1 - beta2) dW^2, with m^ = m / (1 - beta1^t), v^ = v / (1 - beta2^t)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from engine.optimizers import Momentum, Optimizer

Formula: TypeAlias = Callable[[Mapping[str, Any]], Any]
"""A right side, from what stands for its parts: the terms of a trace, of names or of numbers. The
parts are w, the gradient g, what the optimizer remembers (m, v, s) and its constants."""


class UpdateRule(NamedTuple):
    """An optimizer in formulas."""

    memory: dict[str, Formula]
    """How each remembered value follows from itself and g."""
    direction: Formula


def rule_of(optimizer: Optimizer) -> UpdateRule:
    """The formulas of an optimizer with its options; raises ValueError where none are known."""
    if isinstance(optimizer, Momentum):
        return _momentum(optimizer)
    if optimizer.name not in RULES:
        raise ValueError(
            f"The steps of {optimizer.name} cannot be shown: its formulas are not known"
        )
    return RULES[optimizer.name]


def _momentum(optimizer: Momentum) -> UpdateRule:
    def gradient(p: Mapping[str, Any]) -> Any:
        return (1 - p["mu"]) * p["g"] if optimizer.averaged else p["g"]

    def memory(p: Mapping[str, Any]) -> Any:
        return p["mu"] * p["v"] + gradient(p)

    def ahead(p: Mapping[str, Any]) -> Any:
        return gradient(p) + p["mu"] * p["v"]

    return UpdateRule({"v": memory}, ahead if optimizer.nesterov else lambda p: p["v"])


RULES = {
    "sgd": UpdateRule({}, lambda p: p["g"]),
    "rmsprop": UpdateRule(
        {"s": lambda p: p["rho"] * p["s"] + (1 - p["rho"]) * p["g"].squared()},
        lambda p: p["g"] / (p["s"].root() + p["epsilon"]),
    ),
    "adam": UpdateRule(
        {
            "m": lambda p: p["beta1"] * p["m"] + (1 - p["beta1"]) * p["g"],
            "v": lambda p: p["beta2"] * p["v"] + (1 - p["beta2"]) * p["g"].squared(),
        },
        lambda p: (
            p["m"].over(1 - p["beta1"] ** p["t"])
            / (p["v"].over(1 - p["beta2"] ** p["t"]).root() + p["epsilon"])
        ),
    ),
}
CONSTANTS = {"mu": "momentum", "t": "steps", "alpha": "learning_rate", "lambda": "weight_decay"}
"""The optimizer's attribute for a part, where it is not called as the part is."""
