"""Training, validation and test data by their names: a measure of one that is taken of another."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.noticing.elsewhere import function_at
from tutor.programs.noticing.foreign_sizes import KIND as SIZE
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import nodes_of, only_value
from tutor.programs.noticing.told_texts import told_in
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of

KIND = "data of another set"
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HELD_OUT = re.compile(r"held?[-_ ]?out", re.IGNORECASE)
_SETS = {
    "training": {"train", "training"},
    "validation": {"val", "valid", "validation", "dev"},
    "test": {"test"},
    "held-out": {"heldout", "holdout", "unseen"},
}
_SHORT = {"tr": "train", "va": "val", "te": "test"}
"""How a set is called beside "X" and "y" alone."""
_NOT_TRAINED_ON = {"validation", "test", "held-out"}
"""One of these may be called by the word for another, where the program has no such data."""
_BARE = {"train", "training", "validation", "test", "heldout", "holdout", "unseen"}
"""What may be called so and nothing else: "val" may be a value, and "dev" a deviation."""
_INPUTS = {"x", "xs", "inputs", "data", "features", "images"}
_LABELS = {"y", "ys", "t", "labels", "targets"}
_OUTPUTS = {
    "p",
    "pred",
    "preds",
    "prob",
    "probs",
    "proba",
    "outputs",
    "probabilities",
    "predictions",
}
_EXAMPLES = {"data", "set", "examples", "samples", "rows", "pairs", "points"}
_PARTING = re.compile(r"cross(?!_?ent)|fold|cv|fit|train|split|valid|boot")
"""What makes its own validation data out of the training data."""
_MEASURES = {"acc", "accuracy", "loss", "cost", "score", "error", "err", "mse", "rmse", "mae", "f"}
_ASKED = {"evaluate", "right", "correct", "hits"} | _MEASURES
"""What tells, in a text or as the name of what is called, that something is measured."""
_BESIDE = {"vs", "versus", "than", "against", "from", "to", "gap", "minus", "less"}


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
    ran: dict[int, Event] = {}
    for event in recorded.operations:
        ran.setdefault(event.line, event)
    for line, kind, said in [*_said(code), *_divided(code)]:
        if line in ran:
            yield Noticed(ran[line], kind, said)


@lru_cache(maxsize=16)
def _named_in(code: str) -> Sequence[_Data]:
    nodes = [*ast.walk(tree_of(code))]
    names = {_last(node) for node in nodes}
    return [each for node in nodes if (each := _data(node, names))]


@lru_cache(maxsize=16)
def _wholes(code: str) -> frozenset[str]:
    """The names of what has several members: what is gone through, counted, or cut."""
    found = set[str]()
    for node in ast.walk(tree_of(code)):
        match node:
            case ast.For(iter=ast.Name(id=name)) | ast.comprehension(iter=ast.Name(id=name)):
                found.add(name)
            case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]):
                found.add(name)
    return frozenset(found)


@lru_cache(maxsize=16)
def _said(code: str) -> Sequence[tuple[int, str, str]]:
    """Lines and what is to be said of them if they run, after its kind."""
    wholes, lines = _wholes(code), code.split("\n")
    nodes = [*ast.walk(tree_of(code))]
    often = Counter(_callee(each) for each in nodes)
    is_parted = len({each.set for each in _named_in(code)}) > 1
    found: list[tuple[int, str, str]] = []
    for node in nodes:
        for called, value in [*_assigned(node), *_printed(node, lines, code)]:
            taken = _taken_of(value, wholes) if called and is_parted else []
            if called and not taken and (others := _twins(value, called, code)):
                said = f"This is called a measure of the {called} data: {others} are not asked for."
                found.append((value.lineno, KIND, said))
            if not taken or not _is_plain(value, often, wholes):
                continue
            if {each.set for each in taken}.isdisjoint(_meant_by(called, _named_in(code))):
                names = " and ".join(dict.fromkeys(each.name for each in taken))
                said = f"This is called a measure of the {called} data, and is taken of {names}."
                found.append((value.lineno, KIND, said))
        if is_parted and isinstance(node, ast.expr) and (pair := _mixed(node, wholes)):
            said = (
                f"{pair[0].name} stands beside {pair[1].name} here: the labels of other examples."
            )
            found.append((node.lineno, KIND, said))
    return found


@lru_cache(maxsize=16)
def _divided(code: str) -> Sequence[tuple[int, str, str]]:
    """evaluate(test_data) / len(training_data), as for a line of `_said`."""
    wholes, found = _wholes(code), list[tuple[int, str, str]]()
    for node in ast.walk(tree_of(code)):
        match node:
            case ast.BinOp(left=left, op=ast.Div() | ast.FloorDiv(), right=right):
                taken = _taken_of(left, wholes) if not _sized(left) else []
                sizes = [data for each in _sized(right) if (data := _data(each, wholes))]
            case _:
                continue
        if taken and sizes and {e.set for e in taken}.isdisjoint(e.set for e in sizes):
            said = (
                f"What is counted in {taken[0].name} is divided by the size of {sizes[0].name}: "
                f"divide by that of {taken[0].name}."
            )
            found.append((node.lineno, SIZE, said))
    return found


def _sized(node: ast.expr) -> list[ast.expr]:
    """Of what the size is taken: X of len(X), X.shape[0] and X.size."""
    found: list[ast.expr] = []
    for each in ast.walk(node):
        match each:
            case ast.Call(func=ast.Name(id="len"), args=[taken]):
                found.append(taken)
            case ast.Attribute(value=taken, attr="shape" | "size"):
                found.append(taken)
    return found


def _meant_by(called: str, named: Sequence[_Data]) -> set[str]:
    """The sets that the word for one of them may mean in a program that has these."""
    if called == "training":
        return {called}
    is_own = called != "held-out" and any(each.set == called for each in named)
    return {called, "held-out"} if is_own else _NOT_TRAINED_ON


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield of which set a measure is called that of, and what is assigned to that name."""
    match node:
        case ast.Assign(targets=[ast.Name() | ast.Attribute() as target], value=value):
            yield _set_of(_words(_last(target)), _MEASURES), value
        case ast.Call(
            func=ast.Attribute(
                value=ast.Name() | ast.Attribute() | ast.Subscript() as history, attr="append"
            ),
            args=[value],
        ):
            yield _set_of(_words(_last(history)), _MEASURES), value
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            for one, each in zip(targets, values, strict=False):
                yield _set_of(_words(_last(one)), _MEASURES), each
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=value):
            named = {_set_of(_words(_last(each)), _MEASURES) for each in targets}
            yield named.pop() if len(named) == 1 else "", value


def _printed(node: ast.AST, lines: Sequence[str], code: str) -> Iterator[tuple[str, ast.expr]]:
    """Yield of which set a text says that a number is measured, and what is told there.

    What is said once holds for all that follows: "held out: cost 0.1, 0.9 right". Of a number that
    has a name the words right before it are asked, in a text that tells of several sets.
    """
    last, every = "", told_in(node, lines)
    values = [only_value(told.value, code) or told.value for told in every]
    sets = [_sets_of(_words(told.before)) for told in every]
    measured = [n for n, value in enumerate(values) if _words(_callee(value)) & _ASKED]
    first = measured[0] if measured else 0
    if measured and not sets[first]:
        around = _words(every[first].before), _words(every[first].after)
        if _sets_of(around[1]) and not all(words & _ASKED for words in around):
            return  # the words stand behind: "0.1 (train)", and not "loss 0.1, test loss 0.2"
    if len({name for each in sets for name in each}) > 1:
        for n in measured:
            if len(sets[n]) == 1 and values[n] is not every[n].value:
                yield sets[n][0], values[n]
    for told in every:
        before, after = _words(told.before), _words(told.after)
        own = _sets_of(before)
        if own or before & _BESIDE:
            last = own[0] if len(own) == 1 else ""
        elif _sets_of(after):
            last = ""
        callees = [_callee(each) for each in ast.walk(told.value)]
        is_measure = (before | after | _words(" ".join(callees))) & _ASKED
        yield last if is_measure else "", told.value


def _set_of(words: set[str], needed: set[str]) -> str:
    """The one set that words name, "" for none and for several; one of the others is needed."""
    sets = _sets_of(words)
    return sets[0] if len(sets) == 1 and words & needed else ""


def _sets_of(words: set[str]) -> list[str]:
    return [name for name, known in _SETS.items() if words & known]


@lru_cache(maxsize=1024)
def _words(text: str) -> set[str]:
    joined = _HELD_OUT.sub("heldout", text)
    return {word.lower() for word in _WORDS.findall(joined)}


def _last(node: ast.AST) -> str:
    """The name itself: X_val of self.X_val and data["X_val"]."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            return name
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
    return ""


def _data(node: ast.AST, wholes: Container[str]) -> _Data | None:
    words = _words(_last(node))
    if len(words) == 2 and words & (_INPUTS | _OUTPUTS | _LABELS):  # X_tr, y_va
        words = {_SHORT.get(word, word) for word in words}
    named = _set_of(words, _INPUTS | _OUTPUTS | _LABELS)
    if words <= _BARE | _EXAMPLES and _last(node) in wholes:
        named = _set_of(words, _BARE)
    if not named or words & _MEASURES:
        return None
    return _Data(ast.unparse(node), named, bool(words & _LABELS) and not words & _OUTPUTS)


def _taken_of(value: ast.expr, wholes: Container[str]) -> list[_Data]:
    """The data that go into a call whole; none where a part of any is cut out."""
    if not any(isinstance(each, ast.Call) for each in ast.walk(value)):
        return []
    for each in ast.walk(value):
        if isinstance(each, ast.Subscript) and _data(each.value, wholes):
            return []
    return [data for each in ast.walk(value) if (data := _data(each, wholes))]


def _twins(value: ast.expr, called: str, code: str) -> str:
    """X_test and y_test, where a call takes X and y, and they belong to no function."""
    assigned = {_last(e) for e in nodes_of(code) if isinstance(e, ast.Name) and _is_stored(e)}
    calls = (e for e in ast.walk(value) if isinstance(e, ast.Call))
    given = {arg.id for e in calls for arg in e.args if isinstance(arg, ast.Name)}
    found = {
        twin
        for name in given & assigned
        for word in _SETS[called]
        for twin in (f"{name}_{word}", f"{word}_{name}")
        if twin in assigned
    }
    is_inside = bool(function_at(code, value.lineno))
    return " and ".join(sorted(found)) if len(found) > 1 and not is_inside else ""


def _is_stored(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _callee(node: ast.AST) -> str:
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def _is_plain(value: ast.expr, often: Mapping[str, int], wholes: Container[str]) -> bool:
    """Whether something that takes others, too, is handed the data, and nothing that parts them."""
    takers = [each for each in ast.walk(value) if isinstance(each, ast.Call)]
    names = [_callee(each) for each in takers if any(_data(part, wholes) for part in each.args)]
    is_used = not names or any(often[name] > 1 for name in names)
    return is_used and not any(_PARTING.search(name.lower()) for name in names)


def _mixed(node: ast.expr, wholes: Container[str]) -> tuple[_Data, _Data] | None:
    """The inputs and labels of two sets, where a call or a comparison takes them and no others."""
    match node:
        case ast.Call(args=parts):
            taken = [data for part in parts if (data := _data(part, wholes))]
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            taken = [*_taken_of(left, wholes), *[data for data in [_data(right, wholes)] if data]]
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            taken = [*_taken_of(left, wholes), *[data for data in [_data(right, wholes)] if data]]
        case _:
            return None
    if len(taken) != 2 or taken[0].set == taken[1].set:
        return None
    one, other = taken
    return (one, other) if other.is_labels and not one.is_labels else None
