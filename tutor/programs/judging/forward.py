"""Whether each layer takes what the one below gave, and gives its sum or its activation."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.programs.expressions import called
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.tracing import Tracer
from tutor.programs.lineage import ancestors
from tutor.programs.matching import EngineMatch, close_array
from tutor.programs.naming import meaning
from tutor.programs.products import Product
from tutor.programs.recorded import Event


def forward_differences(compared: ComparedPass) -> Iterator[CodeDifference]:
    """Yield the first layer that is given another input, or gives another sum."""
    truth = compared.truth.values
    for layer, product in enumerate(compared.each.products, 1):
        below = f"A[{layer - 1}]"
        if layer > 1 and not close_array(product.below, truth[below]):
            if any(_gives(e, v, below, product) for e, v in compared.every):
                taker = _call_for(product, compared) or product.event
                yield CodeDifference(taker, f"Z[{layer}]", f"This takes another than {below}.")
            elif maker := _maker(product.data, compared):
                message = f"Layer {layer} takes this for {below}, and it is another."
                yield CodeDifference(maker, below, message)
            return
        line = [e for e in compared.each.events if product.event in [e, *ancestors(e)]]
        whole = [e for e in line if e.is_operation and e.line == product.event.line]
        sums = [truth[f"{kind}[{layer}]"] for kind in "ZA"]
        if len(whole) > 1 and not any(close_array(numbers(e), s) for e in whole for s in sums):
            yield CodeDifference(whole[-1], f"Z[{layer}]", f"This is not Z[{layer}] = W A + b.")
            return


def _gives(event: Event, verdict: EngineMatch, key: str, product: Product) -> bool:
    """Whether a value of the engine was there before a product that should take it."""
    known = verdict.key == key and verdict.how == "equal"
    return known and event.number < product.event.number


def _call_for(product: Product, compared: ComparedPass) -> Event | None:
    """The call that hands a layer its input, where several layers have their own calls."""
    calls = [_call(each, compared) for each in compared.each.products]
    own = _call(product, compared)
    others = [each for each in calls if each is not None and each is not own]
    is_alone = all(own is not None and each.place is not own.place for each in others)
    return own if others and is_alone else None


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


def _maker(data: Event, compared: ComparedPass) -> Event | None:
    """The operation that gave an operand its value, None where it was only looked up."""
    made = Tracer(compared).source(data)
    if made.is_operation and made.place.kind != "bound":
        is_sum = any(v.key.startswith("Z[") for e, v in compared.every if e.value is made.value)
        return (_given_on(data, made, compared) if is_sum else None) or made
    told = [e for e in compared.each.events if e.number < data.number and _makes(e)]
    return next((e for e in reversed(told) if e.value is data.value), None)


def _given_on(data: Event, made: Event, compared: ComparedPass) -> Event | None:
    """Where a layer's sum is taken for its activation: A1 = Z1, or outputs.append(Z)."""
    told = (e for e in compared.each.events if made.number < e.number <= data.number)
    same = [e for e in told if e.value is data.value and e.line not in (made.line, data.line)]
    bound = next((e for e in same if e.place.kind == "bound" and _makes(e)), None)
    return bound or next(reversed(same), None)


def _makes(event: Event) -> bool:
    """Whether an event gives a value, or calls one an activation: A1 = Z1."""
    if event.place.kind == "operation":
        return True
    meant = meaning(event.name or "") if event.place.kind == "bound" else None
    return meant is not None and meant.kind == "A" and meant.number is not None
