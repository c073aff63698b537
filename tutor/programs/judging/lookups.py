"""Values that are looked up on a line of their own, for the one operation that takes them."""

from __future__ import annotations

import ast

from tutor.programs.expressions import is_contraction, parsed
from tutor.programs.judging.compared_pass import ComparedPass, numbers
from tutor.programs.judging.statements import only_moves
from tutor.programs.lineage import unscaled
from tutor.programs.matching import close_array, is_multiple
from tutor.programs.recorded import Event
from tutor.programs.syntax import tree_of


def looked_up(place: Event, key: str, compared: ComparedPass) -> Event | None:
    """Return where what a gradient of weights takes was looked up, if it is not what it should be.

    A name that another operation takes, too, may be right where it is bound.
    """
    true, place = compared.truth.values, unscaled(place)
    if key[:2] != "dW" or key not in true or not is_contraction(place.place.text):
        return None
    right = [true[f"A[{int(key[3:-1]) - 1}]"], *compared.truth.others.get(f"A{key[2:]}", ())]
    for operand in place.operands:
        given = operand
        while only_moves(given):
            given = given.operands[0]
        is_right = any(close_array(numbers(given), each) for each in right)
        is_delta = is_multiple(numbers(given), true[f"dZ{key[2:]}"])
        if not (is_right or is_delta) and (bound := bound_for(given, compared)):
            return bound
    return None


def slope_of_another(
    event: Event, operand: Event, layer: int, compared: ComparedPass
) -> Event | None:
    """Return where another layer's slope is called for, or what it is called with looked up.

    None where that is on the line itself that takes the slope.
    """
    slopes = compared.truth.slopes
    own, value = slopes[layer], numbers(operand)
    others = (each for n, each in slopes.items() if n != layer and each.size == own.size > 1)
    if close_array(value, own) or not any(close_array(value, each) for each in others):
        return None
    told = (e for e in compared.each.events if e.number < event.number and e.is_operation)
    same = [e for e in told if e.value is operand.value and e.node == event.node]
    if not same or same[-1].line == event.line:
        return None
    bound = (bound_for(each, compared) for each in same[-1].operands)
    return next(filter(None, bound), same[-1])


def bound_for(given: Event, compared: ComparedPass) -> Event | None:
    """Return the line that gives a name to something looked up, if nothing else takes the name."""
    name, events = given.place.text, compared.each.events
    if given.is_operation or not isinstance(parsed(name), ast.Name):
        return None
    told = [e for e in events if e.name == name and e.number <= given.number and e.is_operation]
    since, frame = told[-1].number if told else 0, compared.recorded.frame
    named = (e for e in events if e.place.kind == "read" and e.place.text == name)
    here = (e for e in named if frame(e.node) == frame(given.node))
    reads = {id(e.place) for e in here if e.number > since}
    is_alone = reads == {id(given.place)} and told and told[-1].node == given.node
    if not is_alone or told[-1].value is not given.value or told[-1].line == given.line:
        return None
    if told[-1].place.kind == "bound":
        return None if _is_given_by_call(told[-1], compared) else told[-1]
    is_plain = isinstance(parsed(told[-1].place.text), ast.Subscript | ast.Name | ast.Attribute)
    return told[-1] if is_plain else None


def _is_given_by_call(bound: Event, compared: ComparedPass) -> bool:
    """Whether names are given to what a call gives: Z, A = forward(X)."""
    statements = ast.walk(tree_of(compared.recorded.program.code))
    here = (e for e in statements if isinstance(e, ast.Assign) and e.lineno == bound.line)
    return any(isinstance(each.value, ast.Call) for each in here)
