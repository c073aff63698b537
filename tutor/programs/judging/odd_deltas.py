"""The last delta of one example and one output: a single number, a multiple of any other."""

from __future__ import annotations

from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.parameter_steps import ParameterSteps
from tutor.programs.judging.unnamed_loss import ONLY_IF_KNOWN
from tutor.programs.lineage import unscaled
from tutor.programs.matching import factors, near
from tutor.programs.recorded import Event


def odd_delta(compared: ComparedPass, steps: ParameterSteps) -> CodeDifference | None:
    """Return the last delta where it is no usual number of times the engine's.

    It is wrong where all steps climb by such a number, else only if it is a known mistake.
    """
    key = f"dZ[{compared.depth}]"
    true = compared.truth.values.get(key)
    if true is None or true.size != 1 or not true.any() or key in compared.named:
        return None
    made = _delta(compared, steps)
    if made is None:
        return None
    times = numbers(made).item() / true.item()
    if any(near(times, each) for each in factors(compared.truth)):
        return None
    climbs = all(length is not None and length < 0 for _, length in steps.taken.values())
    return CodeDifference(made, key, f"This is not {key}." if climbs else ONLY_IF_KNOWN)


def _delta(compared: ComparedPass, steps: ParameterSteps) -> Event | None:
    """What the last bias is moved along, where the weights of its layer go as far."""
    weights, bias = (f"{kind}[{compared.depth}]" for kind in "Wb")
    made, taken = steps.slopes.get(bias), steps.taken
    lengths = [taken[each][1] for each in (weights, bias) if each in taken]
    if made is None or not steps.is_delta(bias) or len(lengths) < 2:
        return None
    one, other = lengths
    is_alike = one is not None and other is not None and near(one, other)
    return unscaled(made) if is_alike else None
