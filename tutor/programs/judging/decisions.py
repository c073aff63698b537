"""What is decided from a network's outputs: classes and hits are no activation, and no loss."""

from __future__ import annotations

import ast
from functools import lru_cache

from tutor.programs.expressions import called, is_contraction, parsed
from tutor.programs.judging.compared_pass import ComparedPass
from tutor.programs.judging.tracing import Tracer
from tutor.programs.recorded import Event

_DECIDING = {
    *("argmax", "argmin", "argsort", "argwhere", "nonzero", "flatnonzero", "digitize"),
    *("round", "rint", "around", "floor", "ceil", "trunc", "sign", "heaviside", "int", "bool"),
    *("equal", "not_equal", "greater", "greater_equal", "less", "less_equal", "isclose"),
    *("logical_and", "logical_or", "logical_not", "allclose", "array_equal"),
}
_FAR = 6


class Decisions:
    """Knows the values of one pass that are made of decisions alone."""

    def __init__(self, compared: ComparedPass) -> None:
        self._compared, self._tracer = compared, Tracer(compared)
        self._of_outputs: dict[int, bool] = {}

    def hold(self, event: Event, depth: int = _FAR) -> bool:
        """Return whether all that a value has of the network's outputs are decisions."""
        if event.value.dtype.startswith(("int", "uint", "bool")):
            return True
        made = self._tracer.source(event)
        if _decides(made.place.text):
            return True
        if not depth or not self._tracer.is_inside(made) or is_contraction(made.place.text):
            return False
        parts = [each for each in made.operands if self._is_of_outputs(each)]
        return bool(parts) and all(self.hold(each, depth - 1) for each in parts)

    def _is_of_outputs(self, event: Event) -> bool:
        if id(event) not in self._of_outputs:
            last = self._compared.each.products[-1].event
            self._of_outputs[id(event)] = id(last) in self._tracer.behind(event)
        return self._of_outputs[id(event)]


@lru_cache(maxsize=4096)
def _decides(text: str) -> bool:
    """Whether an operation gives classes, or yes and no."""
    match parsed(text):
        case ast.Compare():
            return True
        case ast.Call(func=ast.Attribute(attr="astype"), args=[ast.Name(id=kind), *_]):
            return kind in ("int", "bool")
    return called(text) in _DECIDING
