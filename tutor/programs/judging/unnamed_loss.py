"""The loss of a pass where no name tells which number it is, by what is summed up.

These are logarithms of outputs; and of a squared error, what the outputs are off by.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Container, Iterable, Sequence

import numpy as np

from tutor.programs.expressions import called, parsed, respelled, sign, spelled
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.losses_anew import is_of_new_parameters
from tutor.programs.judging.outputs import which_half
from tutor.programs.judging.statements import expression
from tutor.programs.judging.tracing import Tracer
from tutor.programs.matching import against, close_array, near
from tutor.programs.naming import meaning
from tutor.programs.noticing.source import nodes_of
from tutor.programs.noticing.told_texts import told_in
from tutor.programs.recorded import Event

TURNED_LOSS = "The loss has its sign turned."
ONLY_IF_KNOWN = ""
"""Where something is a mistake only if it is known which one."""
_LOGS = ("log", "log2", "log10", "log1p", "logaddexp")
_SUMS = (
    "sum",
    "mean",
    "average",
    "dot",
    "squeeze",
    "nansum",
    "nanmean",
    "norm",
    "einsum",
    "vdot",
    "inner",
)
_LOSS = re.compile(r"loss|cost|objective|mse|error", re.I)
_OFFSET = re.compile(
    r"(?:\b|_)(?:mbe|bias|biais|sesgo|verzerrung|offset|drift|signed)(?:\b|_)", re.I
)
_CLOSE = 1e-4
_TO_OTHERS = ("exp", "argmax", "round", "abs", "absolute", "fabs")


def unnamed_loss(compared: ComparedPass, steps: Sequence[Event]) -> CodeDifference | None:
    """Return the one number that these add up to, where no number is the engine's loss.

    `steps` are the operations that change the parameters.
    """
    if "J" not in compared.truth.values or "J" in compared.named or compared.is_penalised:
        return None
    singles = [e for e in compared.each.events if e.is_operation and e.value.array.size == 1]
    known = [(e, against("J", numbers(e), compared.truth)) for e in singles]
    if any(verdict.how != "different" and verdict.factor > 0 for _, verdict in known):
        return None
    is_square = compared.reference.losses == "mse"
    reached = _reached(compared, is_square)
    found = [e for e in singles if id(e) in reached]
    if not is_square:
        found = [e for e in found if _is_called_loss(e, compared) or not _is_entropy(e, compared)]
    if is_square:  # the slope of the last bias is the sum of what the outputs are off by, too
        tracer = Tracer(compared)
        used = {at for step in steps for at in tracer.behind(step)}
        found = [e for e in found if id(e) not in used and not _is_slope(e, compared)]
        if compared.truth.m == 1:
            found = [e for e in found if _is_summed(e, reached) and _is_called_loss(e, compared)]
    if not found:
        return None if is_square else _without_logarithm(singles, compared)
    found = [e for e in found if not _is_offset(e, compared)]
    if not found:
        return None
    halves = [which_half(each, compared) for each in found]
    wrong = [e for e, half in zip(found, halves, strict=True) if half is None]
    if not wrong and len({*halves}) > 1:
        return None  # both terms are right by themselves
    found = wrong or found
    whole = [e for e in found if (e.line, e.node) == (found[0].line, found[0].node)]
    if any(_takes_away(each, whole[-1]) for each in compared.each.events):
        return None  # total -= np.log(p)
    if is_of_new_parameters(whole[-1], steps, compared):
        return None
    if compared.is_saturated:
        return CodeDifference(whole[-1], "J", ONLY_IF_KNOWN)
    if any(each is whole[-1] and verdict.how == "factor" for each, verdict in known):
        return CodeDifference(whole[-1], "J", TURNED_LOSS)
    what = "differences" if is_square else "logarithms"
    return CodeDifference(whole[-1], "J", f"This adds {what} up, and is not the engine's loss.")


def _without_logarithm(singles: Iterable[Event], compared: ComparedPass) -> CodeDifference | None:
    """The first number that is called a loss, which may be one with a known mistake.

    Else it is one that has all digits of the outputs at the targets, added up and made negative.
    """
    last = compared.each.products[-1].event.number
    behind = [e for e in singles if e.number > last]
    found = [e for e in behind if _is_called_loss(e, compared)]
    found = found or [e for e in behind if _adds_shares(e, compared)]
    whole = [e for e in found if (e.line, e.node) == (found[0].line, found[0].node)]
    return CodeDifference(whole[-1], "J", ONLY_IF_KNOWN) if whole else None


def _adds_shares(event: Event, compared: ComparedPass) -> bool:
    """Whether it is minus the sum, or the mean, of what each example's own output is."""
    A, Y, m = compared.truth.values[f"A[{compared.depth}]"], compared.each.Y, compared.truth.m
    if Y is None or Y.shape != A.shape or len(A) < 2 or not np.isfinite(A).all():
        return False
    number, total = float(numbers(event).ravel()[0]), -float((A * Y).sum())
    is_telling = number * 1024 != np.round(number * 1024)
    return is_telling and any(near(number, each, 1e-9) for each in (total, total / m))


def _is_entropy(event: Event, compared: ComparedPass) -> bool:
    """Whether the outputs weigh their own logarithms in it: how undecided the network is."""
    A, m = compared.truth.values[f"A[{compared.depth}]"], compared.truth.m
    with np.errstate(divide="ignore", invalid="ignore"):
        total = float(-(A * np.log(A)).sum())
    number = abs(float(numbers(event).ravel()[0]))
    return any(near(number * n * unit, total, _CLOSE) for n in (1, m) for unit in (1, np.log(2)))


def _is_summed(event: Event, reached: Container[int]) -> bool:
    """Whether the differences of an example's outputs are added up in it."""
    parts = [event, *expression(event)]
    return any(id(e) in reached and called(e.place.text) in _SUMS for e in parts)


def _is_called_loss(event: Event, compared: ComparedPass) -> bool:
    """Whether it has the name of a loss, or stands in a function that has."""
    recorded = compared.recorded
    site = recorded.nodes[recorded.frame(event.node)].site
    return any(_LOSS.search(name) for name in (event.name or "", site.name if site else ""))


def _is_offset(event: Event, compared: ComparedPass) -> bool:
    """Whether it is told, by its name or by words before it, as how far outputs are off at all."""
    if _OFFSET.search(event.name or ""):
        return True
    code = compared.recorded.program.code
    printed = (node for node in nodes_of(code) if getattr(node, "lineno", 0) == event.line)
    told = (each for node in printed for each in told_in(node, code.splitlines()))
    text = respelled(event.place.text)
    return any(text in spelled(each.value) and _OFFSET.search(each.before) for each in told)


def _takes_away(event: Event, loss: Event) -> bool:
    """Whether a loss is taken away from the sum of others before it."""
    return event.place.kind == "change" and "-=" in event.place.text and loss in event.operands


def _is_slope(event: Event, compared: ComparedPass) -> bool:
    """Whether it is a gradient by its name, or that of the last bias by its number."""
    meant, db = meaning(event.name or ""), f"db[{compared.depth}]"
    if meant is not None and meant.kind in ("dW", "db", "dZ"):
        return True
    true = compared.truth.values.get(db)
    is_sized = true is not None and true.size == 1 and event.value.is_array
    return is_sized and against(db, numbers(event), compared.truth).how != "different"


def _reached(compared: ComparedPass, is_square: bool) -> set[int]:
    """The operations that are made of the last layer's logarithms, or of its differences."""
    reached, arrays = set[int](), set[int]()
    last, m = compared.each.products[-1].event.number, compared.truth.m
    for event in compared.each.events:
        if event.number <= last or event.place.kind != "operation":
            continue
        size = event.value.array.size
        is_wide = size >= m > 1 or (m == 1 and (size > 1 or not is_square))
        begins = is_wide and (_is_gap(event, compared) if is_square else _is_log(event))
        takes = any(id(e) in reached or id(e.value) in arrays for e in event.operands)
        if begins or (takes and _goes_on(event)):
            reached.add(id(event))
            if event.value.is_array and event.value.array.size > 1:
                arrays.add(id(event.value))
    return reached


def _is_log(event: Event) -> bool:
    return called(event.place.text) in _LOGS


def _is_gap(event: Event, compared: ComparedPass) -> bool:
    """Whether something is taken from the last layer's numbers, or they from it."""
    A = compared.truth.values[f"A[{compared.depth}]"]
    is_taken = sign(event.place.text) == "Sub"
    return is_taken and any(close_array(numbers(each), A) for each in event.operands)


def _goes_on(event: Event) -> bool:
    """Whether what is made of a logarithm is still on its way to a loss."""
    text = event.place.text
    if event.value.array.size == 1:
        is_negative = isinstance(parsed(text), ast.UnaryOp)
        return bool(sign(text)) or is_negative or called(text) in _SUMS
    return called(text) not in _TO_OTHERS and not isinstance(parsed(text), ast.Compare)
