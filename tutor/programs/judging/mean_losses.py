"""Losses that are a mean over too much: over the classes as well, or over the examples twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.programs.expressions import called, keyword, sign
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.statements import expression
from tutor.programs.judging.tracing import Tracer
from tutor.programs.matching import near
from tutor.programs.recorded import Event

_CLOSE = 1e-3


def mean_losses(done: Sequence[ComparedPass]) -> Iterator[tuple[ComparedPass, CodeDifference]]:
    """Yield where a mean over all outputs is taken for the loss that the gradients belong to.

    A loss of squares may be a mean over the outputs; of the logarithms those of the targets alone
    count. The loss may be that of another way forward than the gradients.
    """
    if any(map(_has_gradients_of_examples, done)):
        for compared in done:
            yield from ((compared, each) for each in _mistaken(compared))


def _mistaken(compared: ComparedPass) -> Iterator[CodeDifference]:
    outputs, m, true = compared.reference.layers[-1], compared.truth.m, compared.truth.values
    J = abs(float(true["J"].ravel()[0])) if "J" in true and m > 1 else 0.0
    for event in _means(compared) if J else ():
        is_of_all = event.operands[0].value.array.size == m * outputs > m
        made = [*_made_on_its_line(event, compared)]
        every = [abs(float(numbers(each).ravel()[0])) / J for each in made]
        times = every[-1]
        if is_of_all and any(near(n * outputs * each, 1, _CLOSE) for each in every for n in (1, m)):
            said = f"The mean is taken over the {outputs} classes, too, of which one counts"
            again = f", and divided by {m} again" if near(times * outputs * m, 1, _CLOSE) else ""
            said = f"{said}{again}: add these up, and take the mean over the examples."
            yield CodeDifference(event, "J", said, True, True, True)
        elif near(times * m, 1, _CLOSE):
            said = f"The mean is taken here already: divided by {m} again, the loss is too small."
            yield CodeDifference(event, "J", said, True, True, True)
    for event in _quotients(compared) if J and outputs > 1 else ():
        number = float(numbers(event.operands[1]).ravel()[0])
        times = abs(float(numbers(event).ravel()[0])) / J
        if number == m * outputs and near(times * outputs, 1, _CLOSE):
            said = (
                f"This divides by {m} examples times {outputs} classes, of which one counts: "
                f"divide by the examples."
            )
            yield CodeDifference(event, "J", said, True, True, True)


def _has_gradients_of_examples(compared: ComparedPass) -> bool:
    """Whether the last delta is the engine's, for each example or their mean."""
    if compared.reference.losses != "categorical_crossentropy" or compared.top is None:
        return False
    factor = abs(compared.top[1].factor)
    return any(near(factor, each) for each in (1, 1 / compared.truth.m))


def _means(compared: ComparedPass) -> Iterator[Event]:
    """The means of logarithms, over all that there are."""
    last, tracer = compared.each.products[-1].event.number, Tracer(compared)
    for event in compared.each.events:
        text = event.place.text
        is_mean = called(text) in ("mean", "average") and event.value.array.size == 1
        if not is_mean or event.number < last or not event.operands or keyword(text, "axis"):
            continue
        made = tracer.source(event.operands[0])
        if any(called(e.place.text).startswith("log") for e in (made, *expression(made))):
            yield event


def _quotients(compared: ComparedPass) -> Iterator[Event]:
    """The sums of logarithms that are divided by a number."""
    last, tracer = compared.each.products[-1].event.number, Tracer(compared)
    for event in compared.each.events:
        is_quotient = sign(event.place.text) == "Div" and event.value.array.size == 1
        if is_quotient and event.number > last and len(event.operands) == 2:
            made = tracer.source(event.operands[0])
            parts = [called(e.place.text) for e in (made, *expression(made))]
            if "sum" in parts and any(each.startswith("log") for each in parts):
                yield event


def _made_on_its_line(mean: Event, compared: ComparedPass) -> Iterator[Event]:
    """A mean, and what the expression makes of it that it stands in, with a penalty at last."""
    whole = mean
    yield mean
    for each in compared.each.events:
        is_operation = each.place.kind == "operation" and each.value.array.size == 1
        if is_operation and each.line == mean.line and whole in each.operands:
            whole = each
            yield each
