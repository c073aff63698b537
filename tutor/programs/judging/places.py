"""Where in the program a value that parts from the engine was made."""

from __future__ import annotations

import ast

from tutor.programs.expressions import (
    called,
    is_contraction,
    parsed,
    sign,
    statement,
)
from tutor.programs.judging.bodies import body_of
from tutor.programs.judging.changed_sums import changed_sum
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.forward import given_on
from tutor.programs.judging.lookups import looked_up
from tutor.programs.judging.outputs import (
    lacks_output,
    softmax_slip,
    stands_for_jacobian,
    turned_logarithm,
    wrong_cells,
)
from tutor.programs.judging.slope_functions import is_activation
from tutor.programs.judging.slope_places import own_slope, slope_alone, slope_of
from tutor.programs.judging.statements import (
    expression,
    only_moves,
)
from tutor.programs.judging.tracing import Tracer
from tutor.programs.judging.unnamed_loss import TURNED_LOSS
from tutor.programs.lineage import equal_values, returned
from tutor.programs.matching import close_array, is_multiple
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event


def traced(difference: CodeDifference, compared: ComparedPass) -> tuple[Event, str]:
    """Return the operation where a wrong value begins to be wrong, and what it should give."""
    event, key = difference.event, difference.key
    if difference.is_exact:
        return event, key
    tracer, depth = Tracer(compared), compared.depth
    last = key in ("J", f"dZ[{depth}]", f"dA[{depth}]") and compared.reference.outputs != "linear"
    if last and (taken := _unactivated(event, compared)):
        return taken, f"A[{depth}]"
    if key[0] in "ZA" and event.place.kind == "bound":
        return _made_wrong(event, tracer), key
    if key[0] == "A" and (summed := changed_sum(innermost(event, compared), key, compared)):
        return summed, f"Z{key[1:]}"
    if key == "J":
        made = tracer.source(event)
        if difference.message == TURNED_LOSS and made.value.array.ravel()[0] < 0:
            return turned_logarithm(compared, made, tracer.source) or event, key
        return wrong_cells(compared, made, tracer.source) or _first_sum(event, tracer), key
    if key[0] in "ZA":
        return event, key
    if not difference.in_place:
        return tracer.origin(event, key)
    made = tracer.begun(tracer.source(event))
    return _left_by(made, compared) or made, key


def _first_sum(event: Event, tracer: Tracer) -> Event:
    """Where the differences in a loss are added up first, unless they are squared before."""
    place = event
    while called(place.place.text) in ("sum", "mean", "average") and place.operands:
        inner = tracer.source(place.operands[0])
        if sign(inner.place.text) == "Sub":
            return place
        place = inner
    return event


def _unactivated(event: Event, compared: ComparedPass) -> Event | None:
    """What gives the last sum, where its activation is left out and it is taken."""
    Z = compared.truth.values[f"Z[{compared.depth}]"]
    if not lacks_output(compared):
        return None
    taken = (e for e in expression(innermost(event, compared)) if close_array(numbers(e), Z))
    part = next((e for e in taken if not e.operands), None)
    if part is None:
        return None
    told = (e for e in compared.each.events if e.value is part.value)
    bound = next((e for e in told if e.place.kind == "bound"), None)
    return bound or Tracer(compared).source(part)


def _left_by(made: Event, compared: ComparedPass) -> Event | None:
    """Where a value leaves a function as it is: no mean is taken where only some cells change."""
    told = [e for e in compared.each.events if e.number > made.number and e.node == made.node]
    taken = {id(operand) for each in compared.each.events for operand in each.operands}
    same = [e for e in told if e.value is made.value and e.line > made.line]
    is_left = len(same) == 1 and id(same[0]) not in taken and same[0].place.kind == "read"
    return same[0] if is_left and _changes_cells(made) else None


def _changes_cells(event: Event) -> bool:
    match statement(event.place.text):
        case ast.AugAssign(target=ast.Subscript()) | ast.Assign(targets=[ast.Subscript()]):
            return event.place.kind == "change"
    return False


def _made_wrong(bound: Event, tracer: Tracer) -> Event:
    """The operation whose value goes by a wrong name; the naming itself if it is a known one."""
    made = tracer.source(bound)
    return made if made.is_operation and not tracer.is_known(made) else bound


def place_of(difference: CodeDifference, compared: ComparedPass) -> Event:
    """Return the operation to be shown for a difference, inside of the program's own functions."""
    place = difference.event if difference.is_exact else _inside(difference, compared)
    given = _misnamed(place, compared) or _copied(place, compared)
    return given or looked_up(place, difference.key, compared) or place


def _inside(difference: CodeDifference, compared: ComparedPass) -> Event:
    event, key = difference.event, difference.key
    inner = innermost(
        event if difference.in_place else _before_scaling(event, key, compared), compared
    )
    if key == f"A[{compared.depth}]" and compared.reference.outputs == "softmax":
        Z = compared.truth.values[f"Z[{compared.depth}]"]
        last = compared.each.products[-1].event.number
        chain = (e for e in Tracer(compared).chain(inner, Z) if e.number >= last)
        slip = softmax_slip(compared, chain) or inner
        return _misplaced(slip, key, compared) or slip
    if key.startswith("A["):
        return _misplaced(inner, key, compared) or slope_of(inner, key, compared)
    if key == f"dZ[{compared.depth}]" and is_contraction(inner.place.text):
        made = (Tracer(compared).source(each) for each in inner.operands)
        if table := next((e for e in made if stands_for_jacobian(e, compared)), None):
            return table
    if key.startswith("dZ[") and (call := slope_alone(inner, key, compared)):
        return call
    if key.startswith("dZ[") and (slope := own_slope(inner, key, compared)):
        return slope
    if key.startswith("dZ[") and (call := _call_for_another(inner, compared, "dZ")):
        return call
    may_hold_slope = key.startswith(("dZ[", "dA[")) and not is_contraction(inner.place.text)
    return slope_of(inner, key, compared) if may_hold_slope else inner


def _misnamed(event: Event, compared: ComparedPass) -> Event | None:
    """Where a sum is called an activation, or an activation a sum, that an operation takes."""
    truth = compared.truth.values
    layers = range(1, compared.depth + 1)
    for operand in event.operands:
        is_given = not operand.is_operation or _looks_up(operand)
        meant = meaning(operand.place.text) if is_given else None
        if meant is None or meant.kind not in ("Z", "A") or not meant.sure:
            continue
        own, other = meant.kind, "ZA".replace(meant.kind, "")
        own_too = any(close_array(numbers(operand), truth[f"{own}[{n}]"]) for n in layers)
        if own_too or not any(
            close_array(numbers(operand), truth[f"{other}[{n}]"]) for n in layers
        ):
            continue
        told = (e for e in compared.each.events if e.number <= event.number)
        named = [e for e in told if e.name == operand.place.text and e.is_operation]
        made = Tracer(compared).source(operand)
        if made.name == operand.place.text:
            continue  # it was made by this name: so the program calls it
        if named and _looks_up(named[-1]) and named[-1].value is operand.value:
            return named[-1]
        if not named and "[" in operand.place.text and made.is_operation:
            return given_on(operand, made, compared)
    return None


def _copied(event: Event, compared: ComparedPass) -> Event | None:
    """Where another value than the last activation is copied for a table to be changed in place."""
    Y, A = compared.each.Y, compared.truth.values[f"A[{compared.depth}]"]
    if event.place.kind != "change" or not event.operands or Y is None:
        return None
    before = event.operands[0]
    told = (e for e in compared.each.events if e.number < event.number and e.is_operation)
    named = next((e for e in reversed([*told]) if e.name == before.place.text), None)
    is_wrong = before.value.array.size == A.size and not is_multiple(numbers(before), A)
    is_pick = close_array(numbers(before) - numbers(event), Y) if is_wrong else False
    is_copy = named is not None and (only_moves(named) or named.place.kind == "bound")
    return named if is_pick and is_copy else None


def _looks_up(event: Event) -> bool:
    return event.place.kind == "bound" or isinstance(parsed(event.place.text), ast.Subscript)


def innermost(event: Event, compared: ComparedPass) -> Event:
    """Return the operation that gave the value, inside of the program's own function."""
    return returned(compared.recorded, event) or event


def _before_scaling(event: Event, key: str, compared: ComparedPass) -> Event:
    """What was wrong already before it was divided in place: dscores /= N."""
    text = event.place.text
    is_scaling = "/=" in text or "*=" in text
    if event.place.kind != "change" or not is_scaling or event.operands[-1].value.array.size > 1:
        return event
    told = [e for e in compared.each.events if e.name == event.name and e.number < event.number]
    if not told or told[-1].place.kind != "change":
        return event
    before = numbers(told[-1])
    meant = (compared.truth.values.get(each) for each in (key, key.replace("dA", "dZ")))
    fitting = (true for true in meant if true is not None and true.size == before.size)
    return event if any(is_multiple(before, true) for true in fitting) else told[-1]


def _misplaced(event: Event, key: str, compared: ComparedPass) -> Event | None:
    """The call of a function that is another activation than this layer's."""
    if call := _call_for_another(event, compared):
        return call
    site = compared.recorded.nodes[event.node].site
    if site is None or site.kind != "call":
        return None
    if _is_meant(site.name, key, compared) and not _is_right_of_another(event, key, compared):
        return None
    after = (e for e in compared.each.events if e.is_operation and e.number > event.number)
    return next((e for e in after if called(e.place.text) == site.name), None)


def _call_for_another(event: Event, compared: ComparedPass, kind: str = "A") -> Event | None:
    """The call of a function that gave another layer what the engine has."""
    body = body_of(event, compared)
    every = (e for e, v in compared.every if v.how == "equal" and v.key.partition("[")[0] == kind)
    same = [e for e in every if e.place is event.place and e is not event]
    if body is None or event.place.kind != "operation" or not same:
        return None
    if all(map(body, same)) and any(body(each.event) for each in compared.each.products):
        return None  # one call goes through all layers, and chooses for none of them
    after = (e for e in compared.each.events if e.number > event.number and not body(e))
    calls = (e for e in after if e.place.kind == "operation" and called(e.place.text))
    return next((e for e in calls if equal_values(e, event)), None)


def _is_right_of_another(event: Event, key: str, compared: ComparedPass) -> bool:
    """Whether it is this layer's activation of another sum: the call that hands it on is wrong."""
    kind, Z = compared.reference.activation, compared.truth.values[f"Z{key[1:]}"]
    leaves = [each for each in expression(event) if not each.is_operation]
    return key != f"A[{compared.depth}]" and any(
        is_activation(kind, event, numbers(each)) and not close_array(numbers(each), Z)
        for each in leaves
    )


def _is_meant(name: str, key: str, compared: ComparedPass) -> bool:
    """Whether a function of this name may be the activation of that layer."""
    said = [kind for word, kind in _CALLED.items() if word in name.lower()]
    reference = compared.reference
    meant = reference.outputs if key == f"A[{compared.depth}]" else reference.activation
    return not said or any(kind in meant for kind in said)


_CALLED = {
    "relu": "relu",
    "rectif": "relu",
    "sig": "sigmoid",
    "logistic": "sigmoid",
    "expit": "sigmoid",
    "tanh": "tanh",
    "softmax": "softmax",
}
"""What functions are called that give each activation."""
