"""What goes into a value that the engine does not have: there is nothing to compare it with then.

These are random numbers, arrays that were there before the pass (a velocity, the weights of
classes), what is made of the weights alone and added to a gradient, and what a comprehension went
through untold.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

import numpy as np

from tutor.programs.draws import DRAWS
from tutor.programs.expressions import (
    adds,
    called,
    goes_through,
    is_contraction,
    parsed,
    sign,
    takes_away,
)
from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.judging.own_slopes import own_iterations
from tutor.programs.judging.statements import expression
from tutor.programs.judging.tracing import Tracer
from tutor.programs.matching import close_array, is_multiple, ratio_to, same_array
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event
from tutor.programs.values import holds

_BOUNDS = {"clip", "maximum", "minimum"}
_CONSTANTS = {"eye", "identity", "ones", "ones_like", "zeros", "zeros_like"}


class ForeignParts:
    """Finds them in one pass."""

    def __init__(self, compared: ComparedPass) -> None:
        self._compared, self._tracer = compared, Tracer(compared)

    def first(self, event: Event) -> Event | None:
        """Return the first operation behind a value that takes what the engine does not have."""
        behind = self._tracer.behind(event)
        events = (*self._compared.each.events, *self._compared.cut.values())
        told = (e for e in events if id(e) in behind)
        return next(filter(self._is_foreign_part, told), None)

    def first_in_step(self, event: Event) -> Event | None:
        """Return the first such operation behind what a parameter is moved by."""
        parts = (e for e in expression(event) if e.is_operation)
        if decay := next(filter(self.is_penalty, parts), None):
            return decay
        found = (self.first(each) for each in event.operands[1:])
        return next(filter(None, found), None)

    def _is_foreign_part(self, event: Event) -> bool:
        text = event.place.text
        if called(text) in DRAWS:
            return event not in self._compared.dropped.draws
        if not (event.is_operation and event.value.is_array):
            return False
        if is_contraction(text):
            return self._goes_back_by_lot(event)
        if goes_through(text) and not event.operands:
            return True
        if adds(text) and self._adds_other_weights(event):
            return True
        if _picks_examples(event):
            return False
        if adds(text) and any(map(self.is_penalty, event.operands)):
            return not self._takes_product(event)
        if takes_away(text) and len(event.operands) > 1 and self._is_of_weights(event.operands[-1]):
            return True
        if sign(text) == "Mult" and any(map(self._weighs_examples, event.operands)):
            return True
        if sign(text) == "Mult" and self._weighs_delta(event):
            return True
        return self.limits_delta(event) or any(map(self._is_array_from_before, event.operands))

    def limits_delta(self, event: Event) -> bool:
        """Return whether what outputs are off by is put in bounds, as for a robust loss.

        Where the pass has a loss, this one tells whether they should be.
        """
        true = self._compared.truth.values.get(f"dZ[{self._compared.depth}]")
        if true is None or called(event.place.text) not in _BOUNDS:
            return False
        value = numbers(event)
        alike = (numbers(each) for each in event.operands if is_multiple(numbers(each), true))
        is_limited = any(
            each.shape == value.shape
            and bool((value * each >= 0).all() and (value**2 <= each**2).all())
            for each in alike
        )
        return is_limited and not any(own_iterations(self._compared))

    def _goes_back_by_lot(self, event: Event) -> bool:
        """Whether a delta is multiplied by what was drawn before, and is no layer's weights."""
        each, truth = self._compared.each, self._compared.truth.values
        deltas = [true for key, true in truth.items() if key[:2] == "dZ" and true.size > 1]
        for taken, other in (
            (event.operands, event.operands[::-1]) if len(event.operands) == 2 else ()
        ):
            if not any(is_multiple(numbers(other), true) for true in deltas):
                continue
            made = self._tracer.source(taken)
            is_drawn = any(called(e.place.text) in DRAWS for e in (made, *expression(made)))
            is_before = made.number < each.events[0].number
            if is_drawn and is_before and not self._starts_from(taken):
                return True
        return False

    def _adds_other_weights(self, event: Event) -> bool:
        """Whether what weights that are no layer's give is added to a layer's product.

        So a recurrent layer takes up what it gave before: x @ W + h @ U + b.
        """
        products = {id(product.event.value) for product in self._compared.each.products}
        parts = [*self._tracer.summands(event, event.value.array.size)]
        others = [e for e in parts if is_contraction(e.place.text) and id(e.value) not in products]
        if not others or all(id(each.value) not in products for each in parts):
            return False
        taken = (e for each in others for e in each.operands if e.value.array.ndim == 2)
        return any(not (self._is_made_here(e) or self._starts_from(e)) for e in taken)

    def _is_made_here(self, event: Event) -> bool:
        made = self._tracer.source(event)
        return made.is_operation and made.number >= self._compared.each.events[0].number

    def _takes_product(self, event: Event) -> bool:
        """Whether a layer's product is a part: what is added to it is no penalty."""
        products = {id(product.event.value) for product in self._compared.each.products}
        return any(id(each.value) in products for each in event.operands)

    def is_penalty(self, event: Event) -> bool:
        """Return whether a part is made of a layer's weights alone, or of what it gives."""
        each, truth = self._compared.each, self._compared.truth.values
        is_layer = any(event is product.event for product in each.products)
        if is_layer or not event.is_operation or event.value.array.size < 2:
            return False
        if self._is_of_weights(event):
            return True
        given = [truth[f"A[{n}]"] for n in range(1, self._compared.depth)]
        given = [A for A in given if A.size > 1 and not self._is_slope_of_one(A)]
        if is_contraction(event.place.text) or not given:
            return False
        signs = any(called(e.place.text) == "sign" for e in (event, *expression(event)))
        is_scaled = any(ratio_to(numbers(event), A) is not None for A in given)
        return is_scaled or (signs and _is_made_of(event, given))

    def _is_of_weights(self, event: Event) -> bool:
        """Whether an operation is made of a layer's weights alone."""
        weights = [p.W for p in self._compared.each.products if p.W.size > 1]
        is_array = event.is_operation and event.value.array.size > 1
        return is_array and _is_made_of(event, weights)

    def _is_slope_of_one(self, A: Array) -> bool:
        """Whether so many times this is a gradient: one example, and one unit above."""
        return self._compared.truth.m == 1 and any(
            product.W.shape == (1, A.size) for product in self._compared.each.products
        )

    def _weighs_examples(self, event: Event) -> bool:
        """Whether a factor is made of the inputs alone, once the network has answered."""
        last, X = self._compared.each.products[-1].event, self._compared.truth.values["A[0]"]
        made = self._tracer.source(event)
        is_outer = len(X) > 1 and same_array(numbers(made), X)  # with a delta, the slopes of W
        is_made = made.number > last.number and made.value.array.size > 1 and not is_outer
        return is_made and _is_made_of(made, [X])

    def _weighs_delta(self, event: Event) -> bool:
        """Whether the last delta is multiplied by what the network has no part in: by its class."""
        true = self._compared.truth.values.get(f"dZ[{self._compared.depth}]")
        if true is None or true.size < 2 or event.value.array.size != true.size:
            return False
        if len(event.operands) != 2:
            return False
        products = {id(product.event) for product in self._compared.each.products}
        for weight, delta in (event.operands, event.operands[::-1]):
            made = self._tracer.source(weight)
            is_made = made.is_operation and weight.value.array.size > 1
            if not is_made or not is_multiple(numbers(delta), true) or self._starts_from(weight):
                continue
            if not products & self._tracer.behind(made) and np.ptp(numbers(weight)) > 0:
                return True
        return False

    def _is_array_from_before(self, event: Event) -> bool:
        """Whether an array was there before, and is none that the engine starts from."""
        if _is_number_of_one(event):
            return self._is_array_from_before(event.operands[0])
        value = event.value
        if self._is_made_here(event) or value.array.size < 2 or not value.dtype.startswith("float"):
            return False
        meant = meaning(event.place.text)
        is_target = meant is not None and meant.kind == "Y"
        return not (is_target or np.ptp(numbers(event)) == 0 or self._starts_from(event))

    def _starts_from(self, event: Event) -> bool:
        each = self._compared.each
        truth = self._compared.truth
        arrays = [*truth.values.values(), *each.biases]
        arrays += [one for others in truth.others.values() for one in others]
        arrays += [product.W for product in each.products]
        arrays += [] if each.Y is None else [each.Y]
        masks = self._compared.dropped.masks.values()
        value = numbers(event)
        is_mask = any(is_multiple(value, each) for each in masks)
        is_packed = any(holds(event.value, product.weights.value) for product in each.products)
        return is_mask or is_packed or any(close_array(value, one) for one in arrays)


def _picks_examples(event: Event) -> bool:
    """Whether rows or columns are taken out of a table, as a batch out of the data."""
    is_picked = isinstance(parsed(event.place.text), ast.Subscript)
    return is_picked and bool(event.operands) and event.operands[0].value.array.ndim == 2


def _is_number_of_one(event: Event) -> bool:
    """Whether it is one number of an array, as the weight of an example: worth[k]."""
    is_picked = isinstance(parsed(event.place.text), ast.Subscript) and bool(event.operands)
    return is_picked and event.value.array.size == 1 < event.operands[0].value.array.size


def _is_made_of(event: Event, given: Sequence[Array]) -> bool:
    """Whether there is nothing in an operation but some of these arrays, and numbers."""
    ends = [*_ends(event, given)]
    return bool(ends) and all(any(same_array(numbers(e), one) for one in given) for e in ends)


def _ends(event: Event, given: Sequence[Array]) -> Iterator[Event]:
    """The arrays that an operation is made of, gone into as far as to these."""
    if event.value.array.size < 2 or called(event.place.text) in _CONSTANTS:
        return
    arrays = [each for each in event.operands if each.value.array.size > 1]
    if not arrays or any(same_array(numbers(event), one) for one in given):
        yield event
        return
    for each in arrays:
        yield from _ends(each, given)
