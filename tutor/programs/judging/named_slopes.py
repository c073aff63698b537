"""Slopes by the names of what they are slopes of, held against the program's own loss.

Where softmax and loss go back in small pieces (dlogprobs, dprobs, dcounts), the engine has no value
for most of them: the way forward that was recorded has, by the chain rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from tutor.programs.expressions import called, sign
from tutor.programs.judging.compared_pass import ComparedPass, numbers
from tutor.programs.judging.tracing import Tracer
from tutor.programs.matching import near, ratio_to
from tutor.programs.recorded import Event
from tutor.programs.slopes.words import last_word, slope_names
from tutor.programs.tape.backward import Derivatives
from tutor.programs.tape.graph import Tape
from tutor.programs.tape.windows import window_of


def is_right_forward(place: Event, compared: ComparedPass) -> bool:
    """Return whether an operation is one that the last activation, which is right, is made of."""
    output = compared.named.get(f"A[{compared.depth}]")
    if output is None or output[1].how != "equal" or place.number >= output[0].number:
        return False
    return place.is_operation and id(place) in Tracer(compared).behind(output[0])


def first_wrong_slope(compared: ComparedPass) -> Event | None:
    """Return the first value that is called the slope of one on the way forward, and is another.

    None where no such name stands, or where the loss cannot be followed back.
    """
    usual: float | None = None
    for event, times in _named_slopes(compared):
        usual = times if usual is None else usual
        if times is None or usual is None or not near(times, usual):
            return event
    return None


def chain_rule(wrong: Event, compared: ComparedPass) -> str:
    """Return in words what becomes of the value that a slope is by, as its slope hangs on that."""
    forward = _forward(compared)
    word = next((w for w in forward if last_word(wrong.name or "") in slope_names(w)), "")
    loss, made = compared.named.get("J"), forward.get(word)
    told = [
        e for e in compared.each.events if loss and e.is_operation and e.number <= loss[0].number
    ]
    taken = [e for e in told if made and any(o.value is made.value for o in e.operands)]
    texts = [*dict.fromkeys(each.place.text for each in taken)]
    if len(texts) == 1 and (rule := _RULES.get(called(texts[0]) or sign(texts[0]))):
        return f"{word} goes into {texts[0]}, and {rule}"
    if len(texts) == 2:
        return f"{word} goes into {texts[0]} and {texts[1]}, and what comes back of both is added"
    return "the chain rule gives another"


_RULES = {
    "log": "the slope of log x is 1/x",
    "exp": "the slope of exp x is exp x",
    "tanh": "the slope of tanh x is 1 − tanh² x",
    "sqrt": "the slope of √x is 1/(2√x)",
    "Pow": "the slope of xⁿ is n xⁿ⁻¹",
}


def first_scaled_slope(end: Event, compared: ComparedPass) -> Event | None:
    """Return the first slope by its name that is off by the factor of the others before `end`.

    Or that of a softmax's outputs, from which the last delta is made. None where there is neither.
    """
    told = [each for each in _named_slopes(compared) if each[0].number < end.number]
    last = told[-1][1] if told else None
    if last is None or near(last, 1):
        return _scaled_before_softmax(end, compared)
    event = next(event for event, times in told if times is not None and near(times, last))
    return None if event.place.kind == "bound" else event  # a call gave it: it is made in there


def _scaled_before_softmax(end: Event, compared: ComparedPass) -> Event | None:
    """Where the slope of a softmax's outputs is made, off by the factor of the last delta."""
    dA, dZ = (compared.truth.values.get(f"{kind}[{compared.depth}]") for kind in ("dA", "dZ"))
    if compared.reference.outputs != "softmax" or dA is None or dZ is None:
        return None
    last, behind = compared.each.products[-1].event.number, Tracer(compared).behind(end)
    times, told = ratio_to(numbers(end), dZ), (e for e in compared.each.events if id(e) in behind)
    made = ((e, ratio_to(numbers(e), dA)) for e in told if e.number > last and e.is_operation)
    like = (e for e, n in made if times is not None and n is not None and near(n, times))
    return next(like, None)


def _forward(compared: ComparedPass) -> dict[str, Event]:
    """What has a name on the way forward, by its last word."""
    loss = compared.named.get("J")
    told = (e for e in compared.each.events if e.is_operation and e.name)
    return {last_word(e.name or ""): e for e in told if loss and e.number < loss[0].number}


def _named_slopes(compared: ComparedPass) -> Iterator[tuple[Event, float | None]]:
    """Yield what is called the slope of a value, and how many times that of the loss it is."""
    loss = compared.named.get("J")
    if loss is None:
        return
    operations = [each for each in compared.each.events if each.is_operation and each.name]
    tape = Tape(window_of(compared.recorded, compared.each.events))
    slopes = Derivatives({tape.node(loss[0]): 1.0})
    forward = _forward(compared)
    of = {slope: made for word, made in forward.items() for slope in slope_names(word)}
    backward = {last_word(e.name or ""): e for e in operations if e.number > loss[0].number}
    for word, event in sorted(backward.items(), key=lambda each: each[1].number):
        made = of.get(word)
        true = slopes.by(tape.node(made)) if made is not None else None
        if true is not None and true.size == event.value.array.size > 1 and true.any():
            yield event, ratio_to(numbers(event), true)
