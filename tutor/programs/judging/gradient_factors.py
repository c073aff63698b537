"""Whether all gradients are off by one factor: that of the loss which the program computes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tutor.programs.judging.compared_pass import Array, CodeDifference, ComparedPass, numbers
from tutor.programs.judging.parameter_steps import ParameterSteps
from tutor.programs.judging.statements import numbers_beside
from tutor.programs.judging.tracing import Tracer
from tutor.programs.matching import EngineMatch, near, ratio_to, told_factor
from tutor.programs.recorded import Event

_FLAT = 1e-12
"""Slopes that are nothing but rounding are multiples of anything."""
OF_ALL = "Of all gradients:"
"""What a sentence about them begins with."""
_MEAN = "The mean over the examples is taken here, and the others add up."


def delta_differences(compared: ComparedPass) -> Iterator[CodeDifference]:
    """Yield the deltas of lower layers whose factor is not the last layer's."""
    tracer = Tracer(compared)
    named = tracer.delta()
    usual = named or compared.top
    if usual is None:
        return
    factor = usual[1] if isinstance(usual[1], float) else usual[1].factor
    last = f"dZ[{compared.depth}]", f"dA[{compared.depth}]"
    for key, (event, verdict) in compared.named.items():
        if key[:2] not in ("dZ", "dA") or key in last or _is_flat(compared.truth.values[key]):
            continue
        if near(verdict.factor, factor):
            continue
        if named or not tracer.is_from_top(event, verdict.factor):
            yield CodeDifference(event, key, told_factor(verdict.factor / factor, compared.truth.m))


def factor_differences(
    compared: ComparedPass, steps_take_mean: bool, lengths: Mapping[str, float]
) -> Iterator[CodeDifference]:
    """Yield the gradients whose factor is not the one that all should have.

    Steps that take the mean over the examples want gradients that are sums; where some do, and
    all parameters go equally far down their slopes, none is off.
    """
    slopes = {k: v for k, v in compared.truth.values.items() if k[:2] in ("dW", "db")}
    flat = {key for key, slope in slopes.items() if _is_flat(slope)}
    told = compared.named.items()
    found = [pair for key, pair in told if key in slopes and key not in flat]
    if not found:
        return
    m, whole = compared.truth.m, compared.truth.whole
    sizes = [abs(verdict.factor) for _, verdict in found]
    wanted = _wanted(compared, sizes)
    sums = sum(near(size, m * wanted) for size in sizes)
    if steps_take_mean and 2 * sums > len(sizes) > 1:
        wanted *= m
    alike = len(sizes) > 1 and all(near(size, sizes[0]) for size in sizes)
    if alike and whole and any(near(sizes[0], wanted * n) for n in (m / whole, whole / m)):
        return
    if alike and _are_by_rate(found, wanted, lengths, m):
        return
    if alike and not near(sizes[0], wanted) and (made := _of_all(compared, sizes[0], wanted)):
        yield made
    else:
        yield from _of_each(compared, found, wanted, lengths)


def _are_by_rate(
    found: Sequence[tuple[Event, EngineMatch]],
    wanted: float,
    lengths: Mapping[str, float],
    m: int,
) -> bool:
    """Whether gradients are made with their rate, which the steps go without: v -= 0.1 * g."""
    for event, verdict in found:
        times, goes = abs(verdict.factor), lengths.get(verdict.key[1:])
        rates = [n * wanted for n in numbers_beside(event) if 0 < n < 1 and not near(n * m, 1)]
        is_by_rate = any(near(times, each) for each in rates)
        if not is_by_rate or goes is None or not near(goes, times):
            return False
    return True


def _of_all(compared: ComparedPass, size: float, wanted: float) -> CodeDifference | None:
    """Where all gradients are off by one factor: at the last delta, or at the loss if that is."""
    tracer, m = Tracer(compared), compared.truth.m
    made_from = tracer.delta() or compared.top
    if made_from is None:
        return None
    if near(size, 1):
        last, verdict = compared.named["J"]
        event = compared.first_like(verdict) or last
        return CodeDifference(event, "J", f"{told_factor(wanted, m)} The gradients are not.")
    given_on = tracer.renamed(made_from[0])
    message, key = f"{OF_ALL} {told_factor(size / wanted, m)}", f"dZ[{compared.depth}]"
    return CodeDifference(given_on or made_from[0], key, message, True, bool(given_on))


def _of_each(
    compared: ComparedPass,
    found: Sequence[tuple[Event, EngineMatch]],
    wanted: float,
    lengths: Mapping[str, float],
) -> Iterator[CodeDifference]:
    """The gradients that are off by themselves, but for those whose steps make up for it."""
    m, all_turned = compared.truth.m, all(verdict.factor < 0 for _, verdict in found)
    usual = [v.key for _, v in found if near(abs(v.factor), wanted)]
    for last, verdict in found:
        event = compared.first_like(verdict) or last
        times = abs(verdict.factor) / wanted
        if not near(times, 1):
            goes = _went(verdict.key, usual, lengths)
            if goes is not None and near(goes, 1):
                continue
            said = _MEAN if _is_mean(verdict.factor, wanted, m) else told_factor(times, m)
            is_sure = verdict.key in compared.penalties and goes is not None and near(goes, times)
            alone = _before_penalty(last, verdict, compared)
            place = event if alone is None else alone
            yield CodeDifference(place, verdict.key, said, False, alone is not None, is_sure)
        elif verdict.factor < 0 and not all_turned:
            yield CodeDifference(event, verdict.key, told_factor(-1, m))


def lengths_of(steps: ParameterSteps) -> Mapping[str, float]:
    """Return how far parameters go down their slopes, of those that are moved by themselves."""
    moved = Counter(event.number for event, _ in steps.taken.values())
    return {
        key: length
        for key, (event, length) in steps.taken.items()
        if length and length > 0 and key not in steps.scaled and moved[event.number] == 1
    }


def lengths_together(steps: ParameterSteps) -> Mapping[int, float]:
    """Return how far a vector of several parameters goes down the slopes of all, by its event."""
    moved: dict[int, list[str]] = {}
    for key, (event, _) in steps.taken.items():
        moved.setdefault(event.number, []).append(key)
    found: dict[int, float] = {}
    for number, keys in moved.items():
        lengths = [steps.taken[key][1] or 0.0 for key in keys if key not in steps.scaled]
        is_one = 1 < len(keys) == len(lengths) and all(near(each, lengths[0]) for each in lengths)
        if is_one and lengths[0] > 0:
            found[number] = lengths[0]
    return found


def _went(key: str, usual: Sequence[str], lengths: Mapping[str, float]) -> float | None:
    """How many times as far as the usual ones a parameter goes down its slope, if it is known."""
    own, others = lengths.get(key[1:]), [lengths.get(each[1:]) for each in usual]
    known = [each for each in others if each]
    if not own or not known or len(known) < len(others):
        return None
    return own / known[0] if all(near(each, known[0]) for each in known) else None


def _is_mean(factor: float, wanted: float, m: int) -> bool:
    """Whether a gradient is the mean of what the others, and the loss, are the sums of."""
    return near(m * abs(factor), wanted) and any(near(wanted, n * m) for n in (0.5, 1, 2))


def _is_flat(slope: Array) -> bool:
    return not np.abs(slope).max(initial=0.0) > _FLAT


def _before_penalty(last: Event, verdict: EngineMatch, compared: ComparedPass) -> Event | None:
    """What gave a gradient, or its name, that many times the engine's, before its penalty."""
    true = compared.truth.values[verdict.key]
    sized = [e for e in compared.each.events if e.number < last.number and e.place.name]
    if verdict.key not in compared.penalties:
        return None
    times = ((e, ratio_to(numbers(e), true)) for e in sized if e.value.array.size == true.size)
    like = [e for e, one in times if one is not None and near(one, verdict.factor)]
    return like[-1] if like else None


def _wanted(compared: ComparedPass, sizes: list[float]) -> float:
    """The loss's factor where it is computed; else 1 if any gradient has it, or the commonest.

    Gradients may well be twice the slopes, or half: that of a squared error without its 2.
    """
    loss = compared.named.get("J")
    if not loss and (alone := _as_in_loss_after(compared, sizes)) is not None:
        return alone
    said = abs(loss[1].factor) if loss else 1.0
    outputs = compared.reference.layers[-1] if compared.reference.losses == "mse" else 1
    usual = [said * n for one in (1, 2, 0.5) for n in (one, one * outputs, one / outputs)]
    if not loss:
        if any(near(size, 1) for size in sizes):
            return 1.0
        sizes = [each for each in sizes if any(near(each, n) for n in usual)] or sizes
    commonest = max(sizes, key=lambda one: (sum(near(one, n) for n in sizes), near(one, said)))
    return commonest if not loss or any(near(commonest, n) for n in usual) else said


def _as_in_loss_after(compared: ComparedPass, sizes: list[float]) -> float | None:
    """The factor of the loss that is computed next, where as many gradients have it as another."""
    kinds = [each for n, each in enumerate(sizes) if not any(near(each, e) for e in sizes[:n])]
    counts = {sum(near(each, size) for size in sizes) for each in kinds}
    if len(kinds) != 2 or len(counts) > 1:
        return None
    found = [each for each in kinds if any(near(each, e) for e in compared.factors_after())]
    return found[0] if len(found) == 1 else None
