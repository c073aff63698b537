"""Says which known mistake the numbers of a value are, if they are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from tutor.programs.expressions import sign
from tutor.programs.judging.compared_pass import ComparedPass, numbers
from tutor.programs.look_alikes import backward, forward
from tutor.programs.look_alikes.known import KnownValues, LookAlike
from tutor.programs.look_alikes.losses import losses
from tutor.programs.matching import close_array, factors, loss_factors, near, ratio_to
from tutor.programs.recorded import Event
from tutor.programs.reference import Array

HALVED = (2.0, -2.0, 0.5, -0.5)
"""A slope of half the squares, beside that of the squares."""
_MAKERS = {
    "Z": forward.sums,
    "A": forward.activations,
    "dA": backward.gradients_of_outputs,
    "dZ": backward.deltas,
    "dW": backward.weight_gradients,
    "db": backward.bias_gradients,
}


def recognised(event: Event, key: str, compared: ComparedPass) -> tuple[str, str]:
    """Return what is said of a value that should be the engine's of that name, and of which.

    A mask, or what a mask is put to, may have been told as the one or the other of dA and dZ.
    Nothing is said, and the name is kept, where it is no known mistake.
    """
    known = KnownValues(compared)
    value = numbers(event)
    if event.value.dtype == "bool" or _is_multiple(value, key, known):
        return "", key
    with np.errstate(all="ignore"):
        for name in (key, *_other_names(key, known)):
            for array, said in look_alikes(known, name):
                is_right = any(_is_multiple(array, each, known) for each in (key, name))
                times = None if is_right else _times(value, array, _factors(name, known))
                if times is not None:
                    is_turned = times < 0 and not _may_be_turned(name, compared)
                    return f"{said} The sign is turned, too." if is_turned else said, name
    return "", key


def _is_multiple(array: Array, key: str, known: KnownValues) -> bool:
    """Whether numbers are so many times the engine's; a number alone is that of any other."""
    true = known.get(key)
    times = None if true is None else ratio_to(array, true)
    if times is None or true is None or true.size > 1:
        return times is not None
    return any(near(times, each, 1e-9) for each in _factors(key, known))


def _times(value: Array, array: Array, usual: Iterable[float]) -> float | None:
    """So many times a look-alike a value is, of the usual numbers; None where it is not."""
    return next((each for each in usual if _is(value, each * array)), None)


def _may_be_turned(key: str, compared: ComparedPass) -> bool:
    """Whether the program takes its differences the other way round: Y - A, and adds the steps."""
    turned = (v.factor < 0 for name, (_, v) in compared.named.items() if name[0] == "d")
    if key[0] == "d" and any(_is_turned_gap(each, compared) for each in compared.each.events):
        return True
    return any(turned) or (key == "J" and compared.reference.losses == "mse")


def _is_turned_gap(event: Event, compared: ComparedPass) -> bool:
    """Whether it is Y - A, by its numbers."""
    A, Y = compared.truth.values[f"A[{compared.depth}]"], compared.each.Y
    if Y is None or sign(event.place.text) != "Sub" or len(event.operands) != 2:
        return False
    return all(
        each.value.array.size == true.size and close_array(numbers(each), true)
        for each, true in zip(event.operands, (Y, A), strict=True)
    )


def _other_names(key: str, known: KnownValues) -> list[str]:
    """What a gradient inside of the network may be as well."""
    kind, _, rest = key.partition("[")
    other = {"dA": f"dZ[{rest}", "dZ": f"dA[{rest}"}.get(kind, "")
    return [other] if other in known.compared.truth.values else []


def _factors(key: str, known: KnownValues) -> Iterable[float]:
    """So many times what it looks like a value may be: a mean may be taken sooner or later."""
    true = known.get(key)
    if key[0] in "ZA" or true is None:
        return (1.0,)
    if key == "J":
        return loss_factors(known.compared.truth)
    return factors(known.compared.truth) if true.size > 1 else (1.0, -1.0, *HALVED)


def recognised_slope(value: Array, layer: int, compared: ComparedPass) -> str:
    """Return what is said of a value that should be the slope of a layer's activation."""
    true = compared.truth.slopes[layer]
    with np.errstate(all="ignore"):
        told = backward.slopes(KnownValues(compared), layer)
        wrong = (each for each in told if not close_array(each[0], true))
        return next((said for array, said in wrong if _is(value, array)), "")


def look_alikes(known: KnownValues, key: str) -> Iterator[LookAlike]:
    """Yield what is taken for one of the engine's values, the likeliest first."""
    if key == "J":
        yield from losses(known)
        return
    kind, _, layer = key.rstrip("]").partition("[")
    if kind in _MAKERS and key in known.compared.truth.values and int(layer) > 0:
        yield from _MAKERS[kind](known, int(layer))


def _is(value: Array, array: Array) -> bool:
    """Whether all numbers are the same but for rounding; of one number alone all digits count."""
    if value.size != array.size or not (np.isfinite(array).all() and np.isfinite(value).all()):
        return False
    if value.size > 1 and np.ptp(array) == 0:
        return False  # where all weights are 0, say, much is alike
    if value.size > 1:
        times = ratio_to(value, array)
        return times is not None and near(times, 1)
    one, other = float(value.ravel()[0]), float(array.ravel()[0])
    return near(one, other, 1e-9) and one * 1024 != round(one * 1024)
