"""Parameters that are made a little smaller before their step, by a decay; or larger, by a slip."""

from __future__ import annotations

from tutor.programs.expressions import sign
from tutor.programs.judging.compared_pass import Array, numbers
from tutor.programs.matching import ratio_to
from tutor.programs.recorded import Event

_LEAST, _MOST = 0.5, 1.5


def scaled_parameter(event: Event) -> Event | None:
    """Return the array that is multiplied by a number near 1: W, of (1 - rate * decay) * W."""
    if sign(event.place.text) != "Mult" or event.value.array.size < 2:
        return None
    arrays = [each for each in event.operands if each.value.array.size > 1]
    if len(arrays) != 1 or arrays[0].is_operation:
        return None
    times = ratio_to(numbers(event), numbers(arrays[0]))
    return arrays[0] if times is not None and _LEAST < times < _MOST else None


def scales(event: Event) -> bool:
    """Whether an operation only multiplies, or divides, all numbers by one."""
    return sign(event.place.text) in ("Mult", "Div") or "*=" in event.place.text


def unscaled_step(event: Event) -> Event:
    """Return the step behind what only scales its result: W -= rate * dW; W *= 1 - decay."""
    while scales(event) and event.value.array.size > 1:
        value = numbers(event)
        sized = (each for each in event.operands if each.value.array.size == value.size)
        times = ((each, ratio_to(value, numbers(each))) for each in sized)
        before = next((each for each, one in times if one is not None and one > 0), None)
        if before is None:
            break
        event = before
    return event


def only_scales(event: Event, old: Array) -> float | None:
    """Return how many times a parameter is made, where it is only scaled: W *= 1 - decay."""
    times = ratio_to(numbers(event), old)
    if times is None or not _LEAST < times < _MOST or times == 1:
        return None
    is_sum = times < 1 and old.size > 1 and ratio_to(numbers(event.operands[-1]), old) is not None
    return times if scales(event) or is_sum else None


def told_growth(key: str, times: float) -> str:
    """Return what is said of a parameter that is made larger with each step."""
    by = f"{times:.6g}" if abs(times - 1) > 1e-5 else f"1 + {times - 1:.2g}"
    return f"{key} itself is made {by} times as large in each step; a decay makes it smaller."
