"""Scores of two classes that are made of other counts than their name says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import parsed
from tutor.programs.noticing.foreign_sizes import KIND as SIZE
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.means import number
from tutor.programs.noticing.score_names import score_called, scores_in
from tutor.programs.recorded import Event, Recorded

KIND = "another score"
_COUNTS = {
    "tp": r"tp|true_?pos\w*",
    "fp": r"fp|false_?pos\w*|false_?alarms?",
    "fn": r"fn|false_?neg\w*",
    "tn": r"tn|true_?neg\w*",
}
_CALLED = {
    count: re.compile(rf"(?:n_|num_|count_)?(?:{words})s?(?:_(?:test|val|dev|train|total|k))?")
    for count, words in _COUNTS.items()
}
_MADE_OF = {
    "recall": ("tp", {"tp", "fn"}),
    "precision": ("tp", {"tp", "fp"}),
    "specificity": ("tn", {"tn", "fp"}),
    "accuracy": ("tp + tn", {"tp", "tn", "fp", "fn"}),
}
"""What each score is, the counts of a kind divided by those of several."""

_F1 = "The F1 score is 2 * precision * recall / (precision + recall)"
Array = NDArray[np.float64]


@lru_cache(maxsize=1024)
def count_called(name: str) -> str:
    """Return which of the four counts a name is that of, "" for none: self.tp, false_pos."""
    word = re.sub(r"\[.*\]$", "", name).rpartition(".")[2]
    word = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", word).lower()
    return next((count for count, called in _CALLED.items() if called.fullmatch(word)), "")


def scores_of_other_counts(recorded: Recorded) -> Iterator[Noticed]:
    """recall = tp / (tp + fp), which is the precision."""
    told: set[int] = set()
    for score, event in scores_in(recorded):
        if score not in _MADE_OF or id(event.place) in told:
            continue
        told.add(id(event.place))
        if score == "accuracy" and (said := _by_another_number(event, recorded)):
            yield Noticed(event, SIZE, said)
            continue
        match _without_call(parsed(event.place.text)):
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                above, below = _counts_in(left), _counts_in(right)
            case _:
                continue
        top, all_of = _MADE_OF[score]
        if not above or not below or (above == {*top.split(" + ")} and below == all_of):
            continue
        if score == "accuracy" and below != all_of and above != {"tp", "tn"}:
            continue  # right ones of the right and the wrong ones
        is_other = (name for name, each in _MADE_OF.items() if each == (_sum(above), below))
        other = next(is_other, "")
        if other or above == {*top.split(" + ")} or score == "accuracy":
            so = f"This is the {other}, by another name" if other else f"This is not the {score}"
            said = f"{so}: the {score} is {top} divided by {_sum(all_of)}."
            yield Noticed(event, KIND, said)


def _by_another_number(event: Event, recorded: Recorded) -> str:
    """What is said of (tp + tn) / n, where the four counts are not n; "" where they are."""
    match _without_call(parsed(event.place.text)):
        case ast.BinOp(left=left, op=ast.Div(), right=right) if not _counts_in(right):
            divisor = number(right, event)
        case _:
            return ""
    last: dict[str, float] = {}
    for each in recorded.events:
        if each.number <= event.number and each.value.array.size == 1:
            count = count_called((each.name if each.is_operation else each.place.text) or "")
            last[count] = float(each.value.array.ravel()[0])
    last.pop("", None)
    whole = sum(last.values())
    if _counts_in(left) != {"tp", "tn"} or len(last) != len(_COUNTS) or divisor in (None, whole):
        return ""
    return f"tp, tn, fp and fn are {whole:g} answers: divide by {whole:g}, and not {divisor:g}."


def _without_call(node: ast.expr | None) -> ast.expr | None:
    """What float(x), round(x, 3) and 100 * x are given."""
    match node:
        case ast.Call(func=ast.Name(id="float" | "round"), args=[inner, *_]):
            return _without_call(inner)
        case ast.BinOp(left=ast.Constant(), op=ast.Mult(), right=ast.BinOp() as inner):
            return _without_call(inner)
        case ast.IfExp(body=body):
            return _without_call(body)
    return node


def _counts_in(node: ast.expr) -> set[str]:
    """The counts that are added up; none where there is anything else but numbers."""
    match node:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            one, other = _counts_in(left), _counts_in(right)
            is_number = isinstance(right, ast.Constant) or ast.unparse(right).lower() == "eps"
            return one | other if one and (other or is_number) else set()
        case ast.Call(func=ast.Name(id="max" | "float"), args=[inner, *_]):
            return _counts_in(inner)
        case ast.BinOp(left=ast.Constant(value=100 | 100.0), op=ast.Mult(), right=right):
            return _counts_in(right)
        case ast.Name() | ast.Attribute() | ast.Subscript():
            return {count_called(ast.unparse(node))} - {""}
    return set()


def _sum(counts: set[str]) -> str:
    return " + ".join(each for each in ("tp", "tn", "fp", "fn") if each in counts)


def halved_f_scores(recorded: Recorded) -> Iterator[Noticed]:
    """f1 = precision * recall / (precision + recall), without the 2."""
    told: set[int] = set()
    for score, event in scores_in(recorded):
        if score != "F1" or id(event.place) in told:
            continue
        if _is_half_of_counts(parsed(event.place.text)):
            told.add(id(event.place))
            said = "The F1 score is 2 tp / (2 tp + fp + fn): without the 2 it is half of that."
            yield Noticed(event, "half of F1", said)
        parts = {_meant(each): each for each in _behind(event)}
        if "recall" not in parts or "precision" not in parts:
            continue
        told.add(id(event.place))
        value, p, r = (
            np.asarray(each.value.array, dtype=float)
            for each in (event, parts["precision"], parts["recall"])
        )
        if not p.shape == r.shape == value.shape:
            continue
        with np.errstate(all="ignore"):
            half = p * r / (p + r)
        if _is_close(value, half):
            yield Noticed(event, "half of F1", f"{_F1}: without the 2 it is half of that.")
        elif _is_close(value, (p + r) / 2) and not _is_close(value, 2 * half):
            yield Noticed(event, KIND, f"This is the mean of the two. {_F1}.")


def _is_half_of_counts(node: ast.expr | None) -> bool:
    """Whether it is tp / (2 * tp + fp + fn)."""
    match _without_call(node):
        case ast.BinOp(left=ast.Name() | ast.Attribute() as top, op=ast.Div(), right=right):
            twice = f"2 * {ast.unparse(top)}"
            is_twice = any(
                ast.unparse(e) == twice for e in ast.walk(right) if isinstance(e, ast.BinOp)
            )
            names = {
                count_called(ast.unparse(e)) for e in ast.walk(right) if isinstance(e, ast.Name)
            }
            return is_twice and count_called(ast.unparse(top)) == "tp" and {"fp", "fn"} <= names
    return False


def _behind(event: Event) -> Iterator[Event]:
    """What an expression is made of, on its own lines."""
    for each in event.operands:
        yield each
        if each.is_operation:
            yield from _behind(each)


def _meant(event: Event) -> str:
    """Which score a value is that is looked up, or that a call gives."""
    match parsed(event.place.text):
        case ast.Name() | ast.Attribute() | ast.Call(args=[]):
            return score_called(event.place.text.removesuffix("()"))
        case ast.Subscript(slice=ast.Constant(value=str(key))):
            return score_called(key)
    return ""


def _is_close(one: Array, other: Array) -> bool:
    known = np.isfinite(one) & np.isfinite(other) & (other != 0)
    return bool(known.any() and np.allclose(one[known], other[known], rtol=1e-9))
