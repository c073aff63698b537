"""Recall and precision from a table of lists whose rows are the other thing than they are read."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import Literal

from tutor.programs.noticing.confused_counts import KIND
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.score_names import ANSWERED, TRUE, named_values, score_called
from tutor.programs.noticing.source import nodes_of, only_value
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

_Way = Literal["row", "column", "other"]
_OTHER: Mapping[_Way, _Way] = {"row": "column", "column": "row"}
_ARGMAX = ("argmax", "argsort", "max", "predict", "classify", "decide", "answer")


def tables_read_astray(recorded: Recorded) -> Iterator[Noticed]:
    """table[guess][truth] += 1, and recall = table[k][k] / sum(table[k])."""
    wrong = _wrong(recorded.program.code)
    ran: dict[int, Event] = {}
    for event in recorded.events if wrong else ():
        ran.setdefault(event.line, event)
    for node, kind, said in wrong:
        if node.lineno in ran:
            yield Noticed(written_at(node, ran[node.lineno], recorded), kind, said)


@lru_cache(maxsize=16)
def _wrong(code: str) -> Sequence[tuple[ast.expr | ast.stmt, str, str]]:
    found: list[tuple[ast.expr | ast.stmt, str, str]] = []
    for step, table, rows in _tables(code):
        right = {"recall": rows, "precision": _OTHER[rows]}
        told = [
            (score, value)
            for name, value in named_values(code)
            if (score := score_called(name)) in right and _divisor(value, table, code)
        ]
        astray = [(s, v) for s, v in told if _divisor(v, table, code) != right[s]]
        is_turned = all(_divisor(v, table, code) == _OTHER[right[s]] for s, v in astray)
        if len(astray) > 1 and len(astray) == len(told) and is_turned:
            said = (
                "Each row is a class that was answered here, and precision and recall are taken "
                "as if it were a true one: put the true class first."
                if rows == "column"
                else "Each row is a true class here, and precision and recall are taken as if it "
                "were one that was answered: put the answered class first."
            )
            found.append((step, "table turned", said))
            continue
        for score, value in astray:
            found.append((value, KIND, _said(score, _divisor(value, table, code))))
    return found


def _said(score: str, way: _Way | None) -> str:
    other = "precision" if score == "recall" else "recall"
    so = "how many there are of each class" if score == "recall" else "how often each is answered"
    what = f"This is not the {score}" if way == "other" else f"This is the {other}, by another name"
    return f"{what}: the {score} divides by {so}."


def _tables(code: str) -> Iterator[tuple[ast.AugAssign, str, _Way]]:
    """Yield where a table counts answers, its name, and what a true class is in it."""
    for node in nodes_of(code):
        match node:
            case (
                ast.AugAssign(
                    target=ast.Subscript(
                        value=ast.Subscript(value=ast.Name(id=table), slice=first), slice=second
                    ),
                    op=ast.Add(),
                    value=ast.Constant(value=1),
                )
                | ast.AugAssign(
                    target=ast.Subscript(
                        value=ast.Name(id=table), slice=ast.Tuple(elts=[first, second])
                    ),
                    op=ast.Add(),
                    value=ast.Constant(value=1),
                )
            ):
                roles = [_role(each, node, code) for each in (first, second)]
            case _:
                continue
        if sorted(roles) == ["answered", "true"]:
            yield node, table, "row" if roles[0] == "true" else "column"


def _role(index: ast.expr, step: ast.AugAssign, code: str) -> str:
    """Whether a class was answered or is true: by how it was found, or by its name."""
    text = ast.unparse(index)
    made = {
        ast.unparse(part.func).rpartition(".")[2]
        for node in nodes_of(code)
        if isinstance(node, ast.Assign) and [ast.unparse(each) for each in node.targets] == [text]
        for value in (node.value, only_value(_inner(node.value), code))
        if value is not None
        for part in ast.walk(value)
        if isinstance(part, ast.Call)
    }
    if made & {*_ARGMAX} or (ANSWERED.search(text) and not TRUE.search(text)):
        return "answered"
    return "true" if TRUE.search(text) and not ANSWERED.search(text) else ""


def _inner(node: ast.expr) -> ast.expr:
    """ranked of ranked[-1]."""
    return node.value if isinstance(node, ast.Subscript) else node


def _divisor(node: ast.expr, table: str, code: str) -> _Way | None:
    """Whether a quotient is divided by the sum of a row, or of a column of a table."""
    value = node.body if isinstance(node, ast.IfExp) else node
    if not isinstance(value, ast.BinOp) or not isinstance(value.op, ast.Div):
        return None
    if way := _way_of_two(value, table):
        return way
    by: ast.expr | None = value.right
    by = only_value(by, code) if isinstance(by, ast.Name) else by
    match by:
        case ast.Call(
            func=ast.Name(id="sum"), args=[ast.Subscript(value=ast.Name(id=name), slice=ast.Name())]
        ) if name == table:
            return "row"
        case ast.Call(
            func=ast.Name(id="sum"),
            args=[
                ast.GeneratorExp(elt=ast.Subscript() as cell, generators=[loop])
                | ast.ListComp(elt=ast.Subscript() as cell, generators=[loop])
            ],
        ):
            return _way_of(cell, loop, table)
    return None


def _way_of_two(value: ast.BinOp, table: str) -> _Way | None:
    """table[1, 1] / (table[1, 1] + table[0, 1]), and table[1][1] / (table[1][1] + table[1][0])."""
    top = _cell(value.left, table)
    match value.right:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            cells = [_cell(left, table), _cell(right, table)]
        case _:
            return None
    if top is None or None in cells or top not in cells or top[0] != top[1]:
        return None
    others = [each for each in cells if each is not None and each != top]
    if len(others) != 1:
        return None
    is_row, is_column = (others[0][n] == top[n] for n in (0, 1))
    return "row" if is_row else "column" if is_column else "other"


def _cell(node: ast.expr, table: str) -> tuple[int, int] | None:
    """Which cell of a table is looked up, where its numbers are written out."""
    match node:
        case ast.Subscript(
            value=ast.Name(id=name),
            slice=ast.Tuple(elts=[ast.Constant(value=int(row)), ast.Constant(value=int(column))]),
        ) if name == table:
            return row, column
        case ast.Subscript(
            value=ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=int(row))),
            slice=ast.Constant(value=int(column)),
        ) if name == table:
            return row, column
    return None


def _way_of(cell: ast.Subscript, loop: ast.comprehension, table: str) -> _Way | None:
    """row[k] for row in table, table[j][k] for j in range(n), table[k][j] for j in range(n)."""
    varied: Set[str] = {each.id for each in ast.walk(loop.target) if isinstance(each, ast.Name)}
    match cell:
        case ast.Subscript(value=ast.Name(id=row), slice=ast.Name(id=k)) if row in varied:
            is_it = ast.unparse(loop.iter) == table and k not in varied
            return "column" if is_it else None
        case ast.Subscript(
            value=ast.Subscript(value=ast.Name(id=name), slice=ast.Name(id=first)),
            slice=ast.Name(id=second),
        ) if name == table and (first in varied) != (second in varied):
            return "row" if second in varied else "column"
    return None
