"""What is called the root of a mean of squares, of which no root is taken."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import nodes_of
from tutor.programs.noticing.told_texts import told_in
from tutor.programs.recorded import Recorded

KIND = "no root"
_NAMED = re.compile(r"(?:^|_)(?:rmse|rms_error|root_mean_square)", re.IGNORECASE)
_TOLD = re.compile(r"\brmse\W*$", re.IGNORECASE)
_ROOT = re.compile(r"sqrt|norm|hypot|root|power|rms|\*\*=? *\(?(0?\.5|1 */ *2)", re.IGNORECASE)


def roots_never_taken(recorded: Recorded) -> Iterator[Noticed]:
    """def rmse(a, b): return np.mean((a - b) ** 2), and rmse = np.mean(errors ** 2)."""
    for line in _without_roots(recorded.program.code):
        event = next((e for e in recorded.operations if e.line == line), None)
        if event is not None:
            said = "This is the mean of the squares; what is called RMSE is the root of it."
            yield Noticed(event, KIND, said)


@lru_cache(maxsize=16)
def _without_roots(code: str) -> Sequence[int]:
    found = []
    for node in nodes_of(code):
        match node:
            case ast.FunctionDef(name=name) if _NAMED.search(name):
                returned = [
                    e.value for e in ast.walk(node) if isinstance(e, ast.Return) and e.value
                ]
                inside = "\n".join(ast.unparse(each) for each in node.body)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _NAMED.search(name):
                returned, inside = [value], ast.unparse(value)
            case ast.Call():
                told = told_in(node, code.split("\n"))
                named = [each for each in told if _TOLD.search(each.before)]
                found += [e.value.lineno for e in named if _is_mean_of_squares(e.value)]
                continue
            case _:
                continue
        is_mean = len(returned) == 1 and _is_mean_of_squares(returned[0])
        if is_mean and not _ROOT.search(inside) and not _is_taken_later(name, code):
            found.append(returned[0].lineno)
    return found


def _is_mean_of_squares(node: ast.expr) -> bool:
    """Whether a mean is taken, and something squared in it."""
    match node:
        case ast.Call(func=func):
            text = ast.unparse(node)
            is_mean = ast.unparse(func).rpartition(".")[2] in ("mean", "average")
            return is_mean and ("** 2" in text or "square(" in text)
    return False


def _is_taken_later(name: str, code: str) -> bool:
    """Whether a root is taken of what has that name, or is returned by it."""
    return bool(re.search(rf"sqrt\(\s*[\w.]*{name}|{name}\b[^\n=]*\*\*=? *\(?0?\.5", code))
