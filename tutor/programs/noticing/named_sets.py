"""Training, validation and test data by their names: a measure of one that is taken of another."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded

KIND = "data of another set"
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_SETS = {
    "training": {"train", "training"},
    "validation": {"val", "valid", "validation", "dev"},
    "test": {"test"},
}
_INPUTS = {"x", "xs", "inputs", "data", "features", "images"}
_LABELS = {"y", "ys", "t", "labels", "targets"}
_PARTING = re.compile(r"cross|fold|cv|fit|train|split|valid|boot")
"""What makes its own validation data out of the training data."""
_MEASURES = {"acc", "accuracy", "loss", "cost", "score", "error", "err", "mse", "rmse", "mae", "f"}


@dataclass(frozen=True, slots=True)
class _Data:
    """What is called inputs or labels, and of which set."""

    name: str
    set: str
    is_labels: bool


def measures_of_other_sets(recorded: Recorded) -> Iterator[Noticed]:
    """A measure that is called that of one set, and is taken of another; inputs beside the labels
    of another."""
    code = recorded.program.code
    if len({each.set for each in _named_in(code)}) < 2:
        return
    ran: dict[int, Event] = {}
    for event in recorded.operations:
        ran.setdefault(event.line, event)
    for line, said in _said(code):
        if line in ran:
            yield Noticed(ran[line], KIND, said)


@lru_cache(maxsize=16)
def _named_in(code: str) -> Sequence[_Data]:
    tree = _tree(code)
    return [each for node in ast.walk(tree) if (each := _data(node))] if tree else []


@lru_cache(maxsize=16)
def _said(code: str) -> Sequence[tuple[int, str]]:
    """What is to be said of which line, if it runs."""
    tree = _tree(code)
    often = Counter(_callee(each) for each in ast.walk(tree)) if tree else Counter()
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree) if tree else ():
        for called, value in _called_measures(node):
            taken = _taken_of(value) if called and _is_plain(value, often) else []
            if taken and {each.set for each in taken}.isdisjoint({called}):
                names = " and ".join(dict.fromkeys(each.name for each in taken))
                said = f"This is called a measure of the {called} data, and is taken of {names}."
                found.append((value.lineno, said))
        if isinstance(node, ast.expr) and (pair := _mixed(node)):
            said = (
                f"{pair[0].name} stands beside {pair[1].name} here: the labels of other examples."
            )
            found.append((node.lineno, said))
    return found


def _tree(code: str) -> ast.Module | None:
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _called_measures(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield of which set a measure is called that of, and what is taken for it."""
    match node:
        case ast.Assign(targets=[ast.Name() | ast.Attribute() as target], value=value):
            yield _set_of(_words(_last(target)), _MEASURES), value
        case ast.Call(func=ast.Name(id="print"), args=parts):
            told = ""
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    told = part.value
                elif not isinstance(part, ast.Constant):
                    yield _set_of(_words(told), _MEASURES), part
                    told = ""


def _set_of(words: set[str], needed: set[str]) -> str:
    """The one set that words name, "" for none and for several; one of the others is needed."""
    sets = [name for name, known in _SETS.items() if words & known]
    return sets[0] if len(sets) == 1 and words & needed else ""


@lru_cache(maxsize=1024)
def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORDS.findall(text)}


def _last(node: ast.AST) -> str:
    """The name itself: X_val of self.X_val and data["X_val"]."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
    return ""


def _data(node: ast.AST) -> _Data | None:
    words = _words(_last(node))
    named = _set_of(words, _INPUTS | _LABELS)
    if not named or words & _MEASURES:
        return None
    return _Data(ast.unparse(node), named, bool(words & _LABELS))


def _taken_of(value: ast.expr) -> list[_Data]:
    """The data that go into a call whole; none where a part of any is cut out."""
    if not any(isinstance(each, ast.Call) for each in ast.walk(value)):
        return []
    for each in ast.walk(value):
        if isinstance(each, ast.Subscript) and _data(each.value):
            return []
    return [data for each in ast.walk(value) if (data := _data(each))]


def _callee(node: ast.AST) -> str:
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def _is_plain(value: ast.expr, often: Mapping[str, int]) -> bool:
    """Whether data are handed to what takes others, too, and does not part them by itself."""
    takers = [each for each in ast.walk(value) if isinstance(each, ast.Call)]
    names = [_callee(each) for each in takers if any(map(_data, each.args))]
    return all(often[name] > 1 and not _PARTING.search(name.lower()) for name in names)


def _mixed(node: ast.expr) -> tuple[_Data, _Data] | None:
    """The inputs and labels of two sets, where a call or a comparison takes them and no others."""
    match node:
        case ast.Call(args=parts):
            taken = [data for part in parts if (data := _data(part))]
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            taken = [*_taken_of(left), *[data for data in [_data(right)] if data]]
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            taken = [*_taken_of(left), *[data for data in [_data(right)] if data]]
        case _:
            return None
    if len(taken) != 2 or taken[0].set == taken[1].set:
        return None
    one, other = taken
    return (one, other) if other.is_labels and not one.is_labels else None
