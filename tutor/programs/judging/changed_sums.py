"""A layer's sum that is made to something else before its activation: sigmoid(relu(Z))."""

from __future__ import annotations

from tutor.programs.judging.compared_pass import ComparedPass, numbers
from tutor.programs.judging.slope_functions import is_activation
from tutor.programs.judging.tracing import Tracer
from tutor.programs.matching import close_array
from tutor.programs.recorded import Event


def changed_sum(made: Event, key: str, compared: ComparedPass) -> Event | None:
    """Return what the activation of a layer was taken of, where that was made of the right sum."""
    layer, Z = int(key[2:-1]), compared.truth.values[f"Z{key[1:]}"]
    kind = compared.reference.activations[layer - 1] if layer else "linear"
    if kind in ("linear", "softmax") or Z.size < 2:
        return None
    chain, value = [*Tracer(compared).chain(made, Z)], numbers(made)
    if not any(close_array(numbers(each), Z) for each in chain):
        return None
    others = (e for e in chain if e.value.array.size == Z.size and not close_array(numbers(e), Z))
    taken = (e for e in others if is_activation(kind, made, numbers(e)))
    return next((e for e in taken if not close_array(numbers(e), value)), None)
