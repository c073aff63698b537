"""Right answers to what a function is handed, divided by the size of what it is not."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tutor.programs.noticing.answers import is_equality
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of

KIND = "size of another set"


def divided_by_another_size(recorded: Recorded) -> Iterator[Noticed]:
    """def accuracy(xs, ys): … return right / len(X_train), called for several sets."""
    ran: dict[int, Event] = {}
    found = _divisions(recorded.program.code)
    for event in recorded.operations if found else ():
        ran.setdefault(event.line, event)
    for line, size, own in found:
        if line in ran:
            said = (
                f"The answers to {own} are counted, whatever it is, and {size} is the size of "
                f"another array: divide by len({own})."
            )
            yield Noticed(ran[line], KIND, said)


@lru_cache(maxsize=16)
def _divisions(code: str) -> Sequence[tuple[int, str, str]]:
    """The lines of divisions, by what size, and which argument is asked about."""
    tree = tree_of(code)
    found = []
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef) or not _is_handed_several(function, tree):
            continue
        taken = [each.arg for each in function.args.args if each.arg != "self"]
        counts = _counts(function, taken)
        for node in ast.walk(function) if counts else ():
            match node:
                case ast.BinOp(left=left, op=ast.Div(), right=right):
                    other = _measured(right)
                    if other and other not in _own(function) and _holds(left, counts):
                        found.append((node.lineno, ast.unparse(right), taken[0]))
    return found


def _is_handed_several(function: ast.FunctionDef, tree: ast.Module) -> bool:
    """Whether it is called with one array here and with another there."""
    calls = (each for each in ast.walk(tree) if isinstance(each, ast.Call) and each.args)
    given = {
        ast.unparse(each.args[0])
        for each in calls
        if ast.unparse(each.func).rpartition(".")[2] == function.name
    }
    return len(given) > 1


def _counts(function: ast.FunctionDef, taken: Sequence[str]) -> set[str]:
    """What counts right answers, one by one or at once, to what the function is handed."""
    found = set[str]()
    for loop in ast.walk(function):
        if isinstance(loop, ast.For) and _names(loop.iter) & {*taken}:
            found |= {name for test in ast.walk(loop) for name in counted_in(test)}
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_sum(value):
                found.add(name)
            case ast.Call() if _is_sum(node):
                found.add(ast.unparse(node))
    return found if taken else set()


def counted_in(node: ast.AST) -> Iterator[str]:
    """if answer == label: right += 1, and right += answer == label."""
    yield from counted_one_by_one(node)
    match node:
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
            if is_asked(value):
                yield name


def counted_one_by_one(node: ast.AST) -> Iterator[str]:
    """if answer == label: right += 1."""
    match node:
        case ast.If(test=test, body=body) if is_asked(test):
            for each in body:
                match each:
                    case ast.AugAssign(
                        target=ast.Name(id=name), op=ast.Add(), value=ast.Constant()
                    ):
                        yield name


def is_asked(node: ast.AST) -> bool:
    """Return whether two things are held against each other, neither of them a number."""
    return any(isinstance(each, ast.expr) and _is_equal(each) for each in ast.walk(node))


def _is_equal(node: ast.expr) -> bool:
    """Whether it holds one thing against another, and not against a number."""
    is_number = isinstance(node, ast.Compare) and isinstance(node.comparators[0], ast.Constant)
    return not is_number and is_equality(ast.unparse(node))


def _is_sum(node: ast.AST) -> bool:
    """np.sum(answers == labels) and (answers == labels).sum()."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(), attr="sum"), args=[taken]):
            return is_asked(taken)
        case ast.Call(func=ast.Attribute(value=taken, attr="sum")):
            return is_asked(taken)
        case ast.Call(func=ast.Name(id="sum"), args=[taken]):
            return is_asked(taken)
    return False


def _measured(node: ast.expr) -> str:
    """Of which name it is the size: len(X), X.shape[0], X.size; "" for anything else."""
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]):
            return name
        case ast.Attribute(value=ast.Name(id=name), attr="size"):
            return name
        case ast.Subscript(value=ast.Attribute(value=ast.Name(id=name), attr="shape")):
            return name
    return ""


def _own(function: ast.FunctionDef) -> set[str]:
    """The names of a function itself: what it is handed and what it assigns."""
    given = {each.arg for each in ast.walk(function) if isinstance(each, ast.arg)}
    names = (each for each in ast.walk(function) if isinstance(each, ast.Name))
    return given | {each.id for each in names if isinstance(each.ctx, ast.Store)}


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _holds(node: ast.expr, counts: set[str]) -> bool:
    return any(ast.unparse(each) in counts for each in ast.walk(node) if isinstance(each, ast.expr))
