"""Where in the program a value that parts from the engine was made."""

from __future__ import annotations

from tutor.programs.expressions import called
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.lineage import maker, returned, unscaled
from tutor.programs.matching import close_array, is_multiple
from tutor.programs.recorded import Event

FROM = {"dW": "dZ[{}]", "db": "dZ[{}]", "dZ": "dA[{}]"}
"""What each gradient of a layer is made from."""


def traced(difference: CodeDifference, compared: ComparedPass) -> tuple[Event, str]:
    """Return the operation where a wrong value begins to be wrong, and what it should give."""
    event, key = difference.event, difference.key
    return (event, key) if difference.in_place else _at_fault(event, key, compared)


def place_of(difference: CodeDifference, compared: ComparedPass) -> Event:
    """Return the operation to be shown for a difference, inside of the program's own functions."""
    event, key = difference.event, difference.key
    inner = innermost(
        event if difference.in_place else _before_scaling(event, key, compared), compared
    )
    if key.startswith("A["):
        return _misplaced(inner, key, compared) or _slope_of(inner, key, compared)
    return _slope_of(inner, key, compared) if key.startswith(("dZ[", "dA[")) else inner


def innermost(event: Event, compared: ComparedPass) -> Event:
    """Return the operation that gave the value, inside of the program's own function."""
    return returned(compared.recorded, event) or event


def _at_fault(event: Event, key: str, compared: ComparedPass) -> tuple[Event, str]:
    """The operation that made an operand which is wrong already, where no name says so."""
    kind, _, layer = key[:-1].partition("[")
    wanted = FROM.get(kind, "").format(layer)
    true = compared.truth.values.get(wanted)
    if true is None or true.size < 2:
        return event, key
    made_of = unscaled(event).operands
    sized = [each for each in made_of if each.value.array.size == true.size]
    if any(is_multiple(numbers(each), true) for each in sized):
        return event, key
    for operand in sized:
        made = maker(compared.recorded, operand)
        if made.place.text.endswith(".T") and made.operands:
            made = maker(compared.recorded, made.operands[0])
        inside = made in compared.each.events and made is not event and made.is_operation
        if inside and (kind == "dW" or kind == "db") and _lacks_slope(operand, layer, compared):
            return made, wanted
        if inside and not _is_known(operand, compared):
            return _at_fault(made, wanted, compared)
    return event, key


def _lacks_slope(event: Event, layer: str, compared: ComparedPass) -> bool:
    """Whether a value is dA where dZ is wanted: the slope of the activation is left out."""
    dA, dZ = (compared.truth.values.get(f"{kind}[{layer}]") for kind in ("dA", "dZ"))
    if dA is None or dZ is None or dA.size != event.value.array.size:
        return False
    sized = (each for each in compared.each.events if each.value.array.size == dZ.size)
    comes_later = any(is_multiple(numbers(each), dZ) for each in sized)
    return not comes_later and is_multiple(numbers(event), dA)


def _is_known(event: Event, compared: ComparedPass) -> bool:
    """Whether a value is one of the engine's, or a multiple of one, or a slope, or a mask."""
    value = numbers(event)
    true = (*compared.truth.values.values(), *compared.truth.slopes.values())
    same = (each for each in true if each.size == value.size)
    return event.value.dtype == "bool" or any(is_multiple(value, each) for each in same)


def _before_scaling(event: Event, key: str, compared: ComparedPass) -> Event:
    """What was wrong already before it was divided in place: dscores /= N."""
    text = event.place.text
    if event.place.kind != "change" or not ("/=" in text or "*=" in text):
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
    site = compared.recorded.nodes[event.node].site
    if site is None or site.kind != "call" or _is_meant(site.name, key, compared):
        return None
    after = (e for e in compared.each.events if e.is_operation and e.number > event.number)
    return next((e for e in after if called(e.place.text) == site.name), None)


def _is_meant(name: str, key: str, compared: ComparedPass) -> bool:
    """Whether a function of this name may be the activation of that layer."""
    said = [kind for kind in ("relu", "sigmoid", "tanh", "softmax") if kind in name.lower()]
    reference = compared.reference
    meant = reference.outputs if key == f"A[{compared.depth}]" else reference.activation
    return not said or any(kind in meant for kind in said)


def _slope_of(event: Event, key: str, compared: ComparedPass) -> Event:
    """The slope of the activation, or the mask of a relu, where that is what is wrong."""
    kind, layer = key[:-1].split("[")
    Z, A = (compared.truth.values[f"{each}[{layer}]"] for each in "ZA")
    slope, dA = compared.truth.slopes.get(int(layer)), compared.truth.values.get(f"dA[{layer}]")
    if kind == "A" and compared.reference.activation != "relu":
        return event
    for operand in event.operands:
        value, made = numbers(operand), maker(compared.recorded, operand)
        if slope is None or made is event or value.size != slope.size:
            continue
        if dA is not None and is_multiple(value, dA):
            continue
        taken = [numbers(each) for each in made.operands]
        of_layer = any(close_array(each, Z) or close_array(each, A) for each in taken)
        if of_layer and not any(close_array(value, each) for each in (slope, Z, A)):
            return event if _is_right_elsewhere(made, compared) else made
    return event


def _is_right_elsewhere(event: Event, compared: ComparedPass) -> bool:
    """Whether the same piece of text gave what the engine has, when it ran another time."""
    return any(e.place is event.place and v.how == "equal" for e, v in compared.every)
