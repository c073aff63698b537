"""Inputs that are scaled where the network is trained, and not where it is asked."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tutor.programs.expressions import is_product, respelled
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import nodes_of
from tutor.programs.noticing.unlike_parts import KIND
from tutor.programs.recorded import Event, Recorded

_LARGEST = 1.5
"""Of the numbers that a network is asked with, had they been scaled."""
_SMALLEST = 0.1
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class _OnTheWay:
    """A piece of the text that is divided or multiplied by numbers alone, on its way to a call."""

    line: int
    text: str
    factor: float


def unscaled_queries(recorded: Recorded) -> Iterator[Noticed]:
    """train(np.array(v[1:]) / 255, t), and query(np.array(v[1:])) at another line."""
    scaled = _scaled(recorded.program.code)
    bare = _bare(recorded.program.code) if scaled else set()
    told: set[int] = set()
    for event in recorded.operations if bare else ():
        text = respelled(event.place.text)
        if (event.line, text) not in bare or id(event.place) in told:
            continue
        told.add(id(event.place))
        done = next(each for each in scaled if each.text == text)
        if done.line != event.line and _is_raw(event, done) and is_asked_so(event, recorded):
            said = (
                f"The inputs are scaled at line {done.line}, as the network is trained on them, "
                "and go in as they are here: scale both alike."
            )
            yield Noticed(event, KIND, said)


def _is_raw(event: Event, done: _OnTheWay) -> bool:
    """Whether numbers are as large as they are before they are scaled."""
    value = event.value
    if not value.is_array or value.cut or value.array.size < _FEWEST:
        return False
    largest = float(np.abs(value.array).max())
    return largest > 2 * _LARGEST and _SMALLEST < largest * done.factor < _LARGEST


def is_asked_so(event: Event, recorded: Recorded) -> bool:
    """Return whether a product of matrices that comes next, in a call, takes these very numbers."""
    numbers = np.sort(event.value.array.ravel())
    later = (e for e in recorded.operations if e.number >= event.number and e is not event)
    product = next((e for e in later if is_product(e.place.text)), None)
    if product is None or recorded.frame(product.node) == recorded.frame(event.node):
        return False
    sides = (np.sort(each.value.array.ravel()) for each in product.operands)
    return any(len(side) == len(numbers) and np.array_equal(side, numbers) for side in sides)


@lru_cache(maxsize=16)
def _scaled(code: str) -> Sequence[_OnTheWay]:
    """What is scaled by numbers, and handed to a function of the program, at once or by a name."""
    handed, found = _handed(code), list[_OnTheWay]()
    for node in nodes_of(code):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in handed:
                pass
            case ast.BinOp() if ast.unparse(node) in handed:
                value = node
            case _:
                continue
        core, factor = _core(value)
        if core is not None and factor not in (0, 1):
            found.append(_OnTheWay(core.lineno, ast.unparse(core), factor))
    return found


def _handed(code: str) -> set[str]:
    """What the program's own functions are handed."""
    own = {each.name for each in nodes_of(code) if isinstance(each, ast.FunctionDef)}
    calls = (each for each in nodes_of(code) if isinstance(each, ast.Call))
    asked = (each for each in calls if ast.unparse(each.func).rpartition(".")[2] in own)
    return {ast.unparse(each) for call in asked for each in call.args}


def _core(node: ast.AST) -> tuple[ast.expr | None, float]:
    """What numbers are divided, multiplied and added to, and the factor that they come to."""
    factor, core = 1.0, node
    while True:
        match core:
            case ast.BinOp(
                left=left,
                op=ast.Mult() | ast.Div() as op,
                right=ast.Constant(value=int() | float() as by),
            ):
                if not by:
                    return None, 0
                factor *= by if isinstance(op, ast.Mult) else 1 / by
                core = left
            case ast.BinOp(
                left=left, op=ast.Add() | ast.Sub(), right=ast.Constant(value=int() | float())
            ):
                core = left
            case ast.Call() if core is not node:
                return core, factor
            case _:
                return None, 0


@lru_cache(maxsize=16)
def _bare(code: str) -> Set[tuple[int, str]]:
    """Where one of these pieces stands alone, with nothing done to it, by line and text.

    What stands so at several lines may be how the network is trained, too.
    """
    texts = {each.text for each in _scaled(code)}
    sums = (each for each in nodes_of(code) if isinstance(each, ast.BinOp | ast.AugAssign))
    inner = {id(part) for node in sums for part in ast.walk(node)}
    calls = (e for e in nodes_of(code) if isinstance(e, ast.Call) and id(e) not in inner)
    found = [(node.lineno, text) for node in calls if (text := ast.unparse(node)) in texts]
    often = Counter(text for _, text in found)
    return {(line, text) for line, text in found if often[text] == 1}
