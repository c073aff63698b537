"""The mean of several scores, divided by another number than that of the scores."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

import numpy as np

from tutor.programs.expressions import parsed
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded

KIND = "number of something else"
_MEAN = re.compile(r"mean|average|avg|macro", re.IGNORECASE)
_SCORES = re.compile(r"acc|f1|score|precision|recall|top", re.IGNORECASE)


def means_of_fewer_shares(recorded: Recorded) -> Iterator[Noticed]:
    """macro = sum(f1.values()) / len(y_test), and sum(fold_scores) / (K - 1)."""
    told: set[int] = set()
    for event in recorded.operations:
        if id(event.place) in told or len(event.operands) != 2:
            continue
        match parsed(event.place.text):
            case ast.BinOp(
                left=ast.Call(func=ast.Name(id="sum"), args=[added]), op=ast.Div(), right=right
            ) if _is_mean_of_scores(event, added, recorded):
                pass
            case _:
                continue
        told.add(id(event.place))
        total, by = (float(each.value.array.ravel()[0]) for each in event.operands)
        shares = _shares(added, event, recorded)
        is_all = len(shares) > 1 and bool(np.isclose(sum(shares), total, rtol=1e-9))
        if is_all and by % 1 == 0 and by != len(shares) and not isinstance(right, ast.Constant):
            said = (
                f"{len(shares)} scores are added up, and {ast.unparse(right)} is {by:g}: divide by "
                f"{len(shares)}."
            )
            yield Noticed(event, KIND, said)


def _is_mean_of_scores(event: Event, added: ast.expr, recorded: Recorded) -> bool:
    line = recorded.program.lines[event.line - 1]
    are_numbers = all(each.value.array.size == 1 for each in event.operands)
    return are_numbers and bool(_MEAN.search(line) and _SCORES.search(ast.unparse(added)))


def _shares(added: ast.expr, event: Event, recorded: Recorded) -> Sequence[float]:
    """The scores in a list, or those that a dictionary was given, each for its own key."""
    match added:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="values"), args=[]):
            given = [
                each
                for each in recorded.operations
                if each.number < event.number and _is_entry(each, name)
            ]
            found = [float(each.value.array.ravel()[0]) for each in given]
        case ast.Name(id=name):
            lists = [
                e for e in recorded.events if e.number <= event.number and e.place.text == name
            ]
            found = [float(each) for each in lists[-1].value.array.ravel()] if lists else []
        case _:
            return ()
    are_shares = all(0 <= each <= 1 for each in found) and any(each % 1 for each in found)
    return found if are_shares else ()


def _is_entry(event: Event, name: str) -> bool:
    return (event.name or "").startswith(f"{name}[") and event.value.array.size == 1
