"""Slopes by the names of what they are slopes of, held against the program's own loss.

Where softmax and loss go back in small pieces (dlogprobs, dprobs, dcounts), the engine has no value
for most of them: the way forward that was recorded has, by the chain rule.
"""

from __future__ import annotations

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
    loss = compared.named.get("J")
    if loss is None:
        return None
    operations = [each for each in compared.each.events if each.is_operation and each.name]
    tape = Tape(window_of(compared.recorded, compared.each.events))
    slopes = Derivatives({tape.node(loss[0]): 1.0})
    forward = {last_word(e.name or ""): e for e in operations if e.number < loss[0].number}
    of = {slope: made for word, made in forward.items() for slope in slope_names(word)}
    backward = {last_word(e.name or ""): e for e in operations if e.number > loss[0].number}
    usual: float | None = None
    for word, event in sorted(backward.items(), key=lambda each: each[1].number):
        made = of.get(word)
        true = slopes.by(tape.node(made)) if made is not None else None
        if true is None or not true.size == event.value.array.size > 1 or not true.any():
            continue
        times = ratio_to(numbers(event), true)
        usual = times if usual is None else usual
        if times is None or usual is None or not near(times, usual):
            return event
    return None
