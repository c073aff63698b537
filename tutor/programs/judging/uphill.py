"""Steps that go up their slopes: where the sign was turned, in the step or long before it."""

from __future__ import annotations

import ast

from tutor.programs.expressions import parsed, sign, statement
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.parameter_steps import ParameterSteps
from tutor.programs.judging.statements import expression
from tutor.programs.judging.tracing import Tracer
from tutor.programs.lineage import is_rate
from tutor.programs.matching import close_array, ratio_to, told_factor
from tutor.programs.recorded import Event

UPHILL = "It goes up the slope: the step is to be subtracted."
_ADDED = "It goes up the slope: the step is to be added, as the others are."
_TURNED = "It goes up the slope by this: the gradient's sign is turned here."
_TWICE = "It goes up the slope: what is subtracted has its minus already."


class UphillSteps:
    """Looks for the turned sign in one pass."""

    def __init__(self, compared: ComparedPass, steps: ParameterSteps) -> None:
        self._compared, self._steps = compared, steps
        self._tracer = Tracer(compared)

    def difference(self, event: Event, key: str) -> CodeDifference:
        """Return where one step was turned: in the update, or in a velocity before it."""
        made = self._steps.moved_along(key)
        if made is None or not self._has_velocity(key):
            return CodeDifference(event, key, _ADDED if self._others_add(event) else UPHILL)
        place = self._turned_at(event, made, key)
        is_twice = place is event and _subtracts(event) and _has_minus(made)
        is_turned = place is made and not any(map(is_rate, expression(made)))
        said = _TWICE if is_twice else _TURNED if is_turned else UPHILL
        return CodeDifference(place, key, said)

    def _others_add(self, event: Event) -> bool:
        """Whether a step is subtracted where those that go down their slopes are added."""
        right = [e for e, length in self._steps.taken.values() if length and length > 0]
        return _subtracts(event) and bool(right) and not any(map(_subtracts, right))

    def _turned_at(self, event: Event, made: Event, key: str) -> Event:
        right = (each for each, (_, length) in self._steps.taken.items() if length and length > 0)
        other = next((self._along(each) for each in right if self._has_velocity(each)), None)
        if other is None and any(map(is_rate, expression(event))):
            return event  # what goes by the rate is to be taken away
        if other is None and _subtracts(event) and _has_minus(made):
            return event
        adds = sign(event.place.text) == "Add" or "+=" in event.place.text
        usual = -1.0 if adds else 1.0
        return event if self._along(key) * (other or usual) > 0 else made

    def _has_velocity(self, key: str) -> bool:
        """Whether something is made of the gradient before the step."""
        named = self._compared.named.get(f"d{key}")
        slopes = [self._steps.slopes[key], self._steps.as_taken(key)]
        slopes += [self._tracer.source(named[0])] if named else []
        return self._steps.moved_along(key) not in (None, *slopes)

    def _along(self, key: str) -> float:
        """So many times its slope a parameter's velocity is."""
        made = self._steps.moved_along(key)
        held = self._compared.held(key)
        slope = self._compared.truth.values[f"d{key}"] + held
        return (made and ratio_to(numbers(made), slope)) or 0.0

    @property
    def begins_at_top(self) -> bool:
        """Whether it is the last layer's delta that has its sign turned, and not the steps."""
        if (top := self._delta()) is None:
            return False
        added = {e.place.text for e, _ in self._steps.taken.values() if "+=" in e.place.text}
        return top[1] < 0 or len(added) > 1

    def _delta(self) -> tuple[Event, float] | None:
        """The last layer's delta, and how many times the engine's: the one that is turned."""
        top, delta = self._compared.top, self._tracer.delta()
        if delta is not None and delta[1] < 0:
            return delta
        return (top[0], top[1].factor) if top else None

    def at_top(self) -> CodeDifference:
        """Return where the last layer's delta is turned, so that all steps go up."""
        top = self._delta()
        assert top is not None
        event, factor = top
        key = f"dZ[{self._compared.depth}]"
        keys = f"dA[{self._compared.depth}]", key
        behind, values = self._tracer.behind(event), self._compared.truth.values
        true = {each: values[each] for each in keys if each in values and values[each].size > 1}
        A = values[f"A[{self._compared.depth}]"]
        sized = (e for e in self._compared.each.events if id(e) in behind)
        given = next((e for e in sized if close_array(numbers(e), A)), None)
        behind -= self._tracer.behind(given) if given else set()  # 1 / A is the slope where Y is 1
        made = (e for e in self._compared.each.events if id(e) in behind and e.is_operation)
        times = ((e, k, ratio_to(numbers(e), each)) for e in made for k, each in true.items())
        like = ((e, k) for e, k, one in times if one and one * factor > 0)
        said = told_factor(-1, self._compared.truth.m)
        return CodeDifference(*next(like, (event, key)), said)


def _subtracts(event: Event) -> bool:
    return sign(event.place.text) == "Sub" or "-=" in event.place.text


def _has_minus(made: Event) -> bool:
    """Whether a velocity is what remains as the gradient is taken away, or is turned: -rate * g."""
    node = parsed(made.place.text) or statement(made.place.text)
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        node = node.left
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub)
    return isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Sub)
