"""Where a layer calls for the function of another one: backward(dA, cache, "sigmoid")."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from tutor.programs.expressions import called
from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.matching import close_array, is_multiple
from tutor.programs.recorded import Event, Recorded
from tutor.programs.reference import activated, slope_at
from tutor.programs.syntax import tree_of
from tutor.programs.written import written_at

_KINDS = ("sigmoid", "tanh", "relu")


def called_from(place: Event, key: str, compared: ComparedPass) -> Event | None:
    """Return the call by which an operation is reached that gave another layer what is right.

    None where both layers call for it at the same place, or where the operation gives no other
    activation, or slope of one: it may be right for one layer by chance then.
    """
    same = (e for e, v in compared.every if e.place is place.place and v.how == "equal")
    right = next(same, None) or _right_of_another(place, key, compared)
    if right is None or not _is_of_another_kind(place, key, compared):
        return None
    pairs = zip(_calls(place, compared), _calls(right, compared), strict=False)
    other = next((here for here, there in pairs if here.place is not there.place), None)
    return _call_of(other, compared.recorded) if other else None


def _right_of_another(place: Event, key: str, compared: ComparedPass) -> Event | None:
    """Where the operation gives another layer the activation of its own sum, whatever went in."""
    told = [e for e in compared.each.events if e.place is place.place and e is not place]
    for layer in range(1, compared.depth + 1) if key[:2] == "A[" and told else ():
        kind, Z = compared.reference.activations[layer - 1], compared.own_sum(layer)
        true = activated(kind, Z) if f"A[{layer}]" != key else None
        if true is not None and (right := _first_close(told, true)):
            return right
    return None


def _first_close(told: Sequence[Event], true: Array) -> Event | None:
    return next((each for each in told if close_array(numbers(each), true)), None)


def _call_of(given: Event, recorded: Recorded) -> Event:
    """The call itself, where what it gives has been unpacked: dA, dW = backward(dZ)."""
    if called(given.place.text):
        return given
    calls = (e for e in ast.walk(tree_of(recorded.program.code)) if isinstance(e, ast.Call))
    lines = (e for e in calls if e.lineno <= given.line <= (e.end_lineno or 0))
    call = next(lines, None)
    return written_at(call, given, recorded) if call else given


def _calls(event: Event, compared: ComparedPass) -> Iterator[Event]:
    """Yield what the calls give that an operation stands in, the innermost first."""
    recorded = compared.recorded
    for node in reversed(recorded.path(event.node)):
        site = recorded.nodes[node].site
        if site is None or site.kind != "call" or recorded.nodes[node].turn is not None:
            continue
        outer = recorded.nodes[node].parent
        after = (e for e in compared.each.events if e.number > event.number and e.node == outer)
        call = next(after, None)
        if call is None:
            return
        yield call


def _is_of_another_kind(event: Event, key: str, compared: ComparedPass) -> bool:
    """Whether it is what another activation, or its slope, makes of what the layer has."""
    kind, _, layer = key.rstrip("]").partition("[")
    if kind not in ("A", "dZ") or layer == "0":
        return False
    own = compared.reference.activations[int(layer) - 1]
    Z, dA = (compared.truth.values.get(f"{each}[{layer}]") for each in ("Z", "dA"))
    others = (each for each in _KINDS if each != own)
    if Z is None:
        return False
    if kind == "A":
        return any(close_array(numbers(event), activated(each, Z)) for each in others)
    return dA is not None and any(
        is_multiple(numbers(event), dA * slope_at(each, Z)) for each in others
    )
