"""Sums over the examples that are begun with zeros, and overwritten by the last example's part."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from tutor.programs.expressions import parsed
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.lineage import equal_values
from tutor.programs.matching import ratio_to
from tutor.programs.noticing.source import nodes_of
from tutor.programs.recorded import Event

ONLY_LAST = "Only the last example's gradient is kept: those of all are to be added up."
_ONE_TAKEN = "Only the last example's gradient is taken here: those of all are to be added up."


def overwritten_sums(
    keys: Sequence[str],
    batch: Sequence[ComparedPass],
    whole: ComparedPass,
    after: Sequence[Event],
) -> Iterator[CodeDifference]:
    """Yield where what one example gives takes the place of the sum for a parameter.

    `after` is what is done behind the loop that goes through the examples.
    """
    last = batch[-1]
    for key in keys:
        one, every = (each.truth.values.get(f"d{key}") for each in (last, whole))
        if one is None or every is None or one.size < 2 or ratio_to(one, every) is not None:
            continue
        sized = (e for e in after for e in (*e.operands, e) if e.value.array.size == one.size)
        kept = next((e for e in sized if ratio_to(numbers(e), one) is not None), None)
        if kept is None:
            continue
        if _is_one_of_list(kept, whole):
            yield CodeDifference(kept, f"d{key}", _ONE_TAKEN, True, True, is_sure=True)
        elif _is_begun_with_zeros(kept, batch[0]) and (made := _put_there(kept, last)):
            yield CodeDifference(made, f"d{key}", ONLY_LAST, True, True, is_sure=True)


def _is_one_of_list(kept: Event, whole: ComparedPass) -> bool:
    """Whether it is taken by its place from a list that each example's was put to."""
    match parsed(kept.place.text):
        case ast.Subscript(
            value=ast.Name(id=name), slice=ast.UnaryOp() | ast.Constant(value=int())
        ):
            calls = (e for e in nodes_of(whole.recorded.program.code) if isinstance(e, ast.Call))
            return any(ast.unparse(each.func) == f"{name}.append" for each in calls)
    return False


def _is_begun_with_zeros(kept: Event, first: ComparedPass) -> bool:
    """Whether zeros of its shape were made in this iteration, before the first example."""
    recorded, start = first.recorded, first.each.events[0]
    common = [node for node in recorded.path(start.node) if node in recorded.path(kept.node)]
    around = recorded.within(recorded.turn(common[-1]))
    told = (e for e in recorded.operations if e.number < start.number and e.node in around)
    same = (e for e in told if e.value.is_array and e.value.shape == kept.value.shape)
    return any(not each.value.array.any() for each in same)


def _put_there(kept: Event, last: ComparedPass) -> Event | None:
    """Where the last example's gradient got the name that is looked up behind the loop."""
    told = (e for e in last.each.events if e.is_operation and e.number < kept.number)
    named = (e for e in told if e.name == kept.place.text)
    return next((e for e in named if equal_values(e, kept)), None)
