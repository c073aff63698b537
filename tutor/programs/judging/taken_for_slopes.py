"""What a step is moved along in the place of its parameter's own slope."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.programs.expressions import sign
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.parameter_steps import ParameterSteps
from tutor.programs.judging.statements import expression
from tutor.programs.judging.tracing import Tracer
from tutor.programs.matching import ratio_to
from tutor.programs.recorded import Event


def other_slopes(compared: ComparedPass, steps: ParameterSteps) -> Iterator[CodeDifference]:
    """Yield what has no name, is no multiple of the engine's gradient, and is taken for it."""
    for key, made in steps.slopes.items():
        is_along = steps.taken[key][1] is not None
        if made is None or is_along or f"d{key}" in compared.named:
            continue
        true = compared.truth.values[f"d{key}"]
        behind = (each for each in expression(made) if each.value.array.size == true.size > 1)
        if not any(ratio_to(numbers(each), true) for each in (made, *behind)):
            given = _given_for(key, made, compared) if steps.is_delta(key) else None
            name = f"dZ{key[1:]}" if steps.is_delta(key) and given is None else f"d{key}"
            yield CodeDifference(given or made, name, f"This is not {name}.")


def _given_for(key: str, made: Event, compared: ComparedPass) -> Event | None:
    """Where a value is given the name of a bias's gradient, and the delta itself is right."""
    delta = compared.named.get(f"dZ{key[1:]}")
    told = (e for e in compared.each.events if e.number > made.number and e.value is made.value)
    bound = [each for each in told if each.place.kind == "bound"]
    return bound[-1] if bound and delta is not None and delta[1].how != "different" else None


def taken_instead(
    key: str, compared: ComparedPass, steps: ParameterSteps, tracer: Tracer
) -> Event | None:
    """Return what gives a step the slope of nothing, or of another parameter; None if unknown."""
    other = _other_operation(key, compared, steps, tracer)
    return other or _mixed_up(key, compared, steps, tracer)


def slope_of_other(
    key: str, step: Event, compared: ComparedPass, steps: ParameterSteps, tracer: Tracer
) -> str:
    """Return what a step takes that is another parameter's: its gradient, its velocity."""
    taken = {id(tracer.source(each)) for each in expression(step)}
    told = [pair for pair in compared.named.items() if pair[0][:2] in ("dW", "db")]
    found = [name for name, (e, _) in told if id(tracer.source(e)) in taken]
    made = steps.moved_along(key)
    for other in steps.taken if made is not None and not found else ():
        if other != key and steps.moved_along(other) is made:
            return f"what {other} goes along"
    return found[0] if found and f"d{key}" not in found else ""


def _other_operation(
    key: str, compared: ComparedPass, steps: ParameterSteps, tracer: Tracer
) -> Event | None:
    """The operation that gave what is taken for a slope, where it is no parameter's."""
    made = steps.moved_along(key)
    slopes = (event for event, _ in compared.named.values())
    is_slope = any(made is tracer.source(each) for each in slopes)
    return None if is_slope or (made is not None and sign(made.place.text)) else made


def _mixed_up(
    key: str, compared: ComparedPass, steps: ParameterSteps, tracer: Tracer
) -> Event | None:
    """The velocity that another parameter's gradient goes into, in place of its own."""
    made, named = steps.moved_along(key), compared.named
    if made is None or not sign(made.place.text):
        return None
    own = named.get(f"d{key}")
    others = (e for name, (e, _) in named.items() if name[:2] in ("dW", "db"))
    sources = {id(tracer.source(e)) for e in others}
    parts = {id(tracer.source(e)) for e in expression(made)}
    is_own = own is not None and id(tracer.source(own[0])) in parts
    is_of_other = any(steps.moved_along(each) is made for each in steps.taken if each != key)
    return made if parts & sources and not (is_own or is_of_other) else None
