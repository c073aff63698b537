"""Whether each layer takes what the one below gave, and gives its sum or its activation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from tutor.programs.expressions import called, sign
from tutor.programs.judging.compared_pass import Array, CodeDifference, ComparedPass, numbers
from tutor.programs.judging.lost_biases import lacks_bias
from tutor.programs.judging.outputs import is_its_logarithm, lacks_output, summed_wrongly
from tutor.programs.judging.statements import gives_what_it_takes, only_moves, renames
from tutor.programs.judging.tracing import Tracer
from tutor.programs.lineage import ancestors
from tutor.programs.matching import EngineMatch, close_array, is_in_other_units, near
from tutor.programs.naming import meaning
from tutor.programs.products import Product
from tutor.programs.recorded import Event
from tutor.programs.reference import activated
from tutor.programs.targets import tells_of_size


def forward_differences(compared: ComparedPass) -> Iterator[CodeDifference]:
    """Yield the first layer that is given another input, or gives another sum."""
    truth = compared.truth.values
    for layer, product in enumerate(compared.each.products, 1):
        below = f"A[{layer - 1}]"
        if product.constant == 0 and (maker := _maker(product, compared)):
            said = "The column of the biases is multiplied by 0 here, and is to be by 1."
            yield CodeDifference(maker, f"Z[{layer}]", said, in_place=True)
            return
        if layer > 1 and not close_array(product.below, truth[below]):
            if any(_gives(e, v, below, product) for e, v in compared.every):
                call = _call_for(product, compared) or _copied_for(product, compared)
                other = _called(compared.name_of(product.data)) or "something else"
                said = f"This takes {other}; {below} is meant."
                taker = call or product.event
                yield CodeDifference(taker, f"Z[{layer}]", said, is_exact=call is not None)
            elif summed := _summed_further(layer - 1, product, compared):
                said = f"This is not Z[{layer - 1}] = W A + b, which it was made of."
                yield CodeDifference(summed, f"Z[{layer - 1}]", said, is_exact=True)
            elif maker := _maker(product, compared):
                message = f"Layer {layer} takes this as {below}, and it is not {below}."
                yield CodeDifference(maker, below, message)
            return
        whole = _on_its_line(product, compared)
        sums = [truth[f"{kind}[{layer}]"] for kind in "ZA"]
        if len(whole) > 1 and not any(close_array(numbers(e), s) for e in whole for s in sums):
            taker = next((e for e in whole if product.event in e.operands), whole[-1])
            summed = taker if sign(taker.place.text) else product.event
            yield CodeDifference(summed, f"Z[{layer}]", f"This is not Z[{layer}] = W A + b.")
            return
        if (slip := summed_wrongly(layer, compared)) is not None:
            yield CodeDifference(slip, f"Z[{layer}]", f"This is not Z[{layer}] = W A + b.")
            return
        if len(whole) == 1 and lacks_bias(layer, product, compared):
            said = f"b[{layer}] is added nowhere to this."
            yield CodeDifference(product.event, f"Z[{layer}]", said, is_sure=True)
            return


def _summed_further(layer: int, above: Product, compared: ComparedPass) -> Event | None:
    """What a layer's line makes of its sum, which was right: X @ M + M[-1], then relu."""
    product, Z = compared.each.products[layer - 1], compared.truth.values[f"Z[{layer}]"]
    whole = _on_its_line(product, compared)
    if len(whole) < 2 or close_array(numbers(whole[-1]), Z):
        return None
    made = activated(compared.reference.activations[layer - 1], numbers(whole[-1]))
    is_right_before = any(close_array(numbers(each), Z) for each in whole[:-1])
    return whole[-1] if is_right_before and close_array(above.below, made) else None


def _on_its_line(product: Product, compared: ComparedPass) -> list[Event]:
    """A layer's product, and what its line makes of it."""
    line = (e for e in compared.each.events if product.event in [e, *ancestors(e)])
    return [e for e in line if e.is_operation and e.line == product.event.line]


def output_difference(compared: ComparedPass) -> CodeDifference | None:
    """Return what is held against the targets for the last activation, and is another."""
    (Z, A), Y = (compared.truth.values[f"{k}[{compared.depth}]"] for k in "ZA"), compared.each.Y
    last = compared.each.products[-1].event.number
    if Y is None or A.size < 1:
        return None
    told = (e for e in compared.each.events if e.number > last)
    pairs = [e for e in told if len(e.operands) == 2 and sign(e.place.text)]
    gaps = [e for e in pairs if sign(e.place.text) == "Sub"]
    sides = [pair for e in gaps for pair in (e.operands, e.operands[::-1])]
    held = [one for one, other in sides if close_array(numbers(other), Y)]
    if not held and lacks_output(compared):
        held = [*_weighed(pairs, Y, compared.reference.outputs == "softmax")]
    given = [e for e in held if e.value.array.size == A.size and not close_array(numbers(e), Y)]
    given = given if A.size > 1 else [e for e in given if _is_other_activation(e, Z, A)]
    if not given or any(close_array(numbers(each), A) for each in given):
        return None
    is_made = any(close_array(numbers(each), A) for each in compared.each.events)
    if is_made and close_array(numbers(given[0]), Z) and not close_array(Z, A):
        return None  # the right one is there: it is the difference that takes another
    if is_made and is_in_other_units(numbers(given[0]), A):
        return None
    made = Tracer(compared).source(given[0])
    if not made.is_operation or made.number <= last or made.value.dtype == "bool":
        return None
    key = f"A[{compared.depth}]"
    said = f"This is held against the targets as {key}, and it is not {key}."
    if is_its_logarithm(given[0], compared):
        return CodeDifference(given[0], key, said, is_exact=True)
    return CodeDifference(made, key, said)


def _weighed(pairs: Iterable[Event], Y: Array, is_shared: bool) -> Iterator[Event]:
    """What the targets are divided by, or the logarithms are of that they weigh: the outputs."""
    for event in pairs:
        one, other = event.operands
        kind = sign(event.place.text)
        if kind == "Div" and is_shared and any(close_array(numbers(one), t) for t in (Y, -Y)):
            yield other
        sides = ((one, other), (other, one)) if kind == "Mult" else ()
        logs = (each for each, weight in sides if close_array(numbers(weight), Y))
        yield from (e.operands[0] for e in logs if called(e.place.text) == "log" and e.operands)


def _is_other_activation(event: Event, Z: Array, A: Array) -> bool:
    """Whether one number has all the digits of another activation of the last sum."""
    number = float(numbers(event).ravel()[0])
    if near(number, float(A.ravel()[0]), 1e-9) or not np.isfinite(Z).all():
        return False
    others = (float(activated(name, Z).ravel()[0]) for name in ("sigmoid", "tanh"))
    return any(near(number, each, 1e-9) and abs(each) < 1 - 1e-9 for each in others)


def _gives(event: Event, verdict: EngineMatch, key: str, product: Product) -> bool:
    """Whether a value of the engine was there before a product that should take it."""
    known = verdict.key == key and verdict.how == "equal"
    return known and event.number < product.event.number


def _called(name: str) -> str:
    return "X" if name == "A[0]" else name


def _call_for(product: Product, compared: ComparedPass) -> Event | None:
    """The call that hands a layer its input, where several layers have their own calls."""
    calls = [_call(each, compared) for each in compared.each.products]
    own = _call(product, compared)
    others = [each for each in calls if each is not None and each is not own]
    is_alone = all(own is not None and each.place is not own.place for each in others)
    return own if others and is_alone else None


def _copied_for(product: Product, compared: ComparedPass) -> Event | None:
    """The copy of another value that a layer alone takes, made on a line of its own."""
    made = Tracer(compared).maker_of(product.data)
    if made is None or not only_moves(made) or made.line == product.event.line:
        return None
    takes = (e for e in compared.each.events for o in e.operands if o.value is made.value)
    is_alone = all(e is product.event for e in takes)
    return made if is_alone and called(made.place.text) == "copy" else None


def _call(product: Product, compared: ComparedPass) -> Event | None:
    """The call of the program's own function that a layer's product stands in.

    One that gives nothing back is not told of: what it was handed is told instead.
    """
    recorded, begin = compared.recorded, product.event
    frame = recorded.frame(begin.node)
    site = recorded.nodes[frame].site
    if site is None:
        return None
    inside = recorded.within(frame)
    after = (e for e in compared.each.events if e.number > begin.number and e.node not in inside)
    call = next((e for e in after if e.place.kind == "operation"), None)
    if call and called(call.place.text) == site.name:
        return call
    before = (e for e in compared.recorded.events if e.number <= begin.number)
    handed = [e for e in before if e.node not in inside and e.value is product.data.value]
    return handed[-1] if handed and handed[-1].place.kind == "read" else None


def _maker(product: Product, compared: ComparedPass) -> Event | None:
    """The operation that gave a layer its input, None where it was only looked up.

    Where a constant is put to an input for the biases, it is what that is put to.
    """
    tracer, data = Tracer(compared), product.data
    made = tracer.source(data)
    if product.bias is not None and product.constant:
        within = (e for e in made.operands if close_array(numbers(e), product.below))
        joined, data = made, next(within, data)
        made = tracer.source(data)
        if any(v.key.startswith("Z[") for e, v in compared.every if e.value is made.value):
            return joined
    if made.is_operation and made.place.kind != "bound":
        is_sum = any(v.key.startswith("Z[") for e, v in compared.every if e.value is made.value)
        return (given_on(data, made, compared) if is_sum else None) or made
    told = [e for e in compared.each.events if e.number < data.number and _makes(e)]
    return next((e for e in reversed(told) if e.value is data.value), None)


def given_on(data: Event, made: Event, compared: ComparedPass) -> Event | None:
    """Return where a layer's sum is taken for its activation: A1 = Z1, or outputs.append(Z)."""
    recorded = compared.recorded
    around = {recorded.frame(node) for node in recorded.path(made.node)}
    told = (e for e in compared.each.events if made.number < e.number <= data.number)
    same = [e for e in told if e.value is data.value and e.line not in (made.line, data.line)]
    same = [e for e in same if not (gives_what_it_takes(e) or _is_only_measured(e, compared))]
    same = [e for e in same if recorded.frame(e.node) in around] or same  # not in what is called
    bound = next((e for e in same if renames(e, same) or _is_called_activation(e)), None)
    return bound or next(reversed(same), None)


def _is_only_measured(event: Event, compared: ComparedPass) -> bool:
    """Whether it is looked up for its size, or to be copied: np.zeros_like(h)."""
    takes = [e for e in compared.each.events if any(o is event for o in e.operands)]
    return bool(takes) and all(tells_of_size(each.place.text) or only_moves(each) for each in takes)


def _makes(event: Event) -> bool:
    """Whether an event gives a value, or calls one an activation: A1 = Z1."""
    return event.place.kind == "operation" or _is_called_activation(event)


def _is_called_activation(event: Event) -> bool:
    meant = meaning(event.name or "") if event.place.kind == "bound" else None
    return meant is not None and meant.kind == "A" and meant.number is not None
