"""The last layer of a pass: its sum, what its activation makes of it, and each example's loss."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from tutor.programs.expressions import called, sign
from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.judging.statements import expression
from tutor.programs.matching import close_array, is_multiple, is_scaled, is_shifted, near
from tutor.programs.naming import meaning
from tutor.programs.noticing.sums import operator
from tutor.programs.recorded import Event

_REDUCED = ("sum", "max", "amax", "mean")


def lacks_output(compared: ComparedPass) -> bool:
    """Return whether nothing in the pass is what the last layer should give."""
    A = compared.truth.values[f"A[{compared.depth}]"]
    return not any(close_array(numbers(each), A) for each in compared.each.events)


def is_its_logarithm(event: Event, compared: ComparedPass) -> bool:
    """Return whether a value is the logarithm of the output, and is meant to be that.

    Its name says so, or the loss, which is right, is made of it.
    """
    A, value = compared.truth.values[f"A[{compared.depth}]"], numbers(event)
    if not close_array(np.exp(np.minimum(value, 1)), A):
        return False
    loss = compared.named.get("J")
    return "log" in event.place.text.lower() or (loss is not None and loss[1].how != "different")


def summed_wrongly(layer: int, compared: ComparedPass) -> Event | None:
    """Return what puts a layer's bias to its product on a line of its own, and not by a sum."""
    product, bias = compared.each.products[layer - 1].event, compared.each.biases[layer - 1]
    if not bias.any():
        return None
    for event in compared.each.events:
        if event.number > product.number and operator(event) in ("Add", "Sub", "Mult"):
            others = [e for e in event.operands if e.value is not product.value]
            is_taken = len(others) < len(event.operands) and event.line != product.line
            if is_taken and any(
                e.value.array.size == bias.size and close_array(numbers(e), bias) for e in others
            ):
                Z = compared.truth.values[f"Z[{layer}]"]
                return None if close_array(numbers(event), Z) else event
    return None


def softmax_slip(compared: ComparedPass, chain: Iterable[Event]) -> Event | None:
    """Return the first operation between the last sum and its softmax that is no part of it."""
    depth = compared.depth
    Z, A = compared.truth.values[f"Z[{depth}]"], compared.truth.values[f"A[{depth}]"]
    told, summed = [*chain], summed_wrongly(depth, compared)
    for at, each in enumerate(told):
        value = numbers(each)
        if is_over_examples(each, Z) and not _is_taken_from_all(each, told):
            return each
        is_piece = is_shifted(value, Z) or is_scaled(value, A) or not value.any()
        is_piece = is_piece or (summed is not None and summed in told[at + 1 :])
        if value.size == Z.size and not is_piece:
            return _lacking_exponential(each, told, Z) or each
    return next(filter(None, (_unlike_sum(each, told, Z) for each in told)), None)


def _is_taken_from_all(event: Event, chain: Iterable[Event]) -> bool:
    """Whether one number is taken away from each, which changes no softmax: z - np.max(z)."""
    gaps = (e for e in chain if sign(e.place.text) == "Sub")
    taken = (numbers(e.operands[-1]) for e in gaps if len(e.operands) == 2)
    same = (each.item() == numbers(event).item() for each in taken if each.size == 1)
    return event.value.array.size == 1 and any(same)


def _unlike_sum(gap: Event, chain: Iterable[Event], Z: Array) -> Event | None:
    """Where log softmax takes away the logarithm of a sum that is not that of its own numbers.

    It is the difference, where the numbers that were summed have a name; else the logarithm.
    """
    if sign(gap.place.text) != "Sub" or len(gap.operands) != 2 or not len(Z) > 1:
        return None
    whole, taken = gap.operands
    if whole.value.array.size != Z.size or not is_shifted(numbers(whole), Z):
        return None
    told = [e for e in chain if e.number < gap.number]
    made = next((e for e in reversed(told) if e.value is taken.value and e.is_operation), None)
    log = next((e for e in (made, *(expression(made) if made else ())) if e and _is_log(e)), None)
    with np.errstate(all="ignore"):
        is_right = np.allclose(np.exp(numbers(gap)).sum(), Z.shape[1])
    if made is None or log is None or is_right:
        return None
    inner = [e for e in told if called(e.place.text) == "exp" and e.operands]
    is_named = any(not e.operands[0].is_operation for e in inner)
    return gap if is_named else made


def _is_log(event: Event) -> bool:
    return called(event.place.text) == "log"


def lacks_maximum(event: Event, Z: Array) -> bool:
    """Return whether the logarithm of a sum lacks the largest number, which was taken away."""
    value, top = numbers(event), Z.max(axis=0)
    whole = np.log(np.exp(Z - top).sum(axis=0))
    is_sized = value.size == top.size > 1 and bool(top.any())
    return is_sized and bool(np.allclose(value.ravel(), whole))


def _lacking_exponential(quotient: Event, chain: Iterable[Event], Z: Array) -> Event | None:
    """What was to be an exponential, where a value is divided by its own sum: e = z - z.max().

    Its name may say that it is no more than a sum, or a shifted one.
    """
    taken = quotient.operands[0] if quotient.operands else quotient
    name, meant = taken.place.text, meaning(taken.place.text)
    is_sum = (meant is not None and meant.kind == "Z") or "shift" in name.lower()
    if sign(quotient.place.text) != "Div" or is_sum or not is_shifted(numbers(taken), Z):
        return None
    made = (e for e in chain if e.value is taken.value and e.line != quotient.line)
    return next((e for e in made if e.name == name), None)


def stands_for_jacobian(event: Event, compared: ComparedPass) -> bool:
    """Return whether square tables are where those of each example's softmax are, and others."""
    A, m = compared.truth.values[f"A[{compared.depth}]"].T, compared.truth.m
    last, n = compared.each.products[-1].event.number, A.shape[1]
    if compared.reference.outputs != "softmax" or event.number <= last:
        return False
    if event.value.shape not in ([(m, n, n), (n, n)] if m == 1 else [(m, n, n)]):
        return False
    slopes = A[:, :, None] * np.eye(n) - A[:, :, None] * A[:, None, :]
    return not close_array(numbers(event).ravel(), slopes.ravel())


def is_over_examples(event: Event, Z: Array) -> bool:
    """Return whether a sum, or a largest number, is taken over the examples, or everything."""
    if called(event.place.text) not in _REDUCED or not event.operands:
        return False
    outputs, m = Z.shape
    taken = event.operands[0].value.array
    is_table = taken.ndim == 2 and taken.size == Z.size and min(outputs, m) > 1
    return is_table and outputs != m != event.value.array.size


def wrong_cells(
    compared: ComparedPass, loss: Event, source: Callable[[Event], Event]
) -> Event | None:
    """Return where each example's loss is made, on a line of its own, and is another.

    `source` gives the operation that made a value.
    """
    true = _cells(compared)
    if true is None:
        return None
    right = [true, true.sum(axis=0), *_halves(compared)]
    if term := _wrong_term(compared, loss):
        return term
    last = compared.each.products[-1].event.number
    for part in expression(loss):
        value, made = numbers(part), source(part)
        is_inside = not part.operands and made.number > last and made.line != loss.line
        if is_inside and value.size > 1:
            sized = [each for each in right if each.size == value.size]
            if sized and not any(is_multiple(value, each) for each in sized):
                if deeper := wrong_cells(compared, made, source):
                    return deeper
                if _weighs(made, compared):
                    return made
    return None


def _wrong_term(compared: ComparedPass, loss: Event) -> Event | None:
    """Where one of the two terms of a binary loss is right, and the other has a line of its own."""
    for event in (loss, *expression(loss)) if _halves(compared) else ():
        terms = event.operands if sign(event.place.text) in ("Add", "Sub") else []
        wrong = [each for each in terms if which_half(each, compared) is None]
        if len(terms) == 2 and len(wrong) == 1 and wrong[0].is_operation:
            is_sized = wrong[0].value.array.size == event.value.array.size
            return wrong[0] if is_sized and wrong[0].line != loss.line else None
    return None


def which_half(event: Event, compared: ComparedPass) -> int | None:
    """Return whether it is what a binary loss adds up for targets of 1 (0), or for those of 0 (1).

    Of each example, or of all; None for what is neither.
    """
    value = numbers(event)
    for which, half in enumerate(_halves(compared)):
        if value.size == 1 < half.size:
            total = float(half.sum())
            shares = (1.0, 1 / compared.truth.m, 1 / half.size)
            if any(near(abs(value.item()), abs(share * total)) for share in shares):
                return which
        elif is_multiple(value, half):
            return which
    return None


def _halves(compared: ComparedPass) -> list[Array]:
    """What a binary loss adds up for targets of 1, and for those of 0."""
    true, Y = _cells(compared), compared.each.Y
    if true is None or Y is None or compared.reference.losses[:6] != "binary":
        return []
    return [Y * true, (1 - Y) * true] if np.isin(Y, (0, 1)).all() else []


def turned_logarithm(
    compared: ComparedPass, loss: Event, source: Callable[[Event], Event]
) -> Event | None:
    """Return where the logarithm of each example's own share is taken, on a line before its loss.

    Without its minus it is where a loss whose sign is turned begins to be.
    """
    m, last = compared.truth.m, compared.each.products[-1].event.number
    for part in expression(loss):
        made = source(part)
        is_inside = not part.operands and made.number > last and made.line != loss.line
        if is_inside and made.value.array.size == m > 1 and compared.reference.layers[-1] > 1:
            logs = [called(e.place.text).startswith("log") for e in (made, *expression(made))]
            if any(logs) and bool((numbers(made) <= 0).all()):
                return made
    return None


def _cells(compared: ComparedPass) -> Array | None:
    """The engine's loss of each output and example."""
    A, Y = compared.truth.values[f"A[{compared.depth}]"], compared.each.Y
    if Y is None or A.shape != Y.shape or compared.is_saturated:
        return None
    loss = compared.reference.losses
    with np.errstate(all="ignore"):
        if loss == "mse":
            return (A - Y) ** 2
        return -Y * np.log(A) - ((1 - Y) * np.log(1 - A) if loss[:6] == "binary" else 0)


def _weighs(event: Event, compared: ComparedPass) -> bool:
    """Whether logarithms are weighed and summed up, or what the outputs are off by is squared."""
    parts = [event, *expression(event)]
    if compared.reference.losses == "mse":
        texts = [each.place.text for each in parts]
        return any(sign(text) == "Pow" or called(text) == "square" for text in texts)
    has_log = any(called(each.place.text).startswith("log") for each in parts)
    return has_log and any(sign(each.place.text) == "Mult" for each in parts)
