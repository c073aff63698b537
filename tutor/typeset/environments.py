"""\\begin ... \\end: grids of cells, with or without a fence around them."""

from __future__ import annotations

from tutor.typeset.errors import TexError, nearest
from tutor.typeset.lexer import LONG, TexToken
from tutor.typeset.nodes import Fenced, Grid, MathRow, Node, Symbol
from tutor.typeset.parser import Parser

MAX_CELLS = 2_000

FENCES = {
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "cases": ("{", ""),
}
EQUATIONS = ("aligned", "align", "align*", "split")
COLUMNS = {"cases": "l", **dict.fromkeys(EQUATIONS, "rl")}
ENVIRONMENTS = {"matrix", "smallmatrix", "array", "gathered", *FENCES, *EQUATIONS}


def environment(parser: Parser, begin: TexToken) -> Node:
    """Read an environment up to its \\end, the \\begin being read."""
    name = parser.name(begin)
    if name not in ENVIRONMENTS:
        resembles = nearest(name, ENVIRONMENTS)
        hint = f"; did you mean {resembles}?" if resembles else ""
        message = f"unknown environment {name[:LONG]}{hint}"
        raise TexError(message, begin.position)
    columns = _array_columns(parser, begin) if name == "array" else COLUMNS.get(name, "c")
    rows = _rows(parser, begin)
    _close(parser, begin, name)
    if name in EQUATIONS:
        rows = [[_continued(cell, index) for index, cell in enumerate(row)] for row in rows]
    grid = Grid(tuple(tuple(row) for row in rows), name, columns)
    return Fenced(*FENCES[name], grid) if name in FENCES else grid


def _array_columns(parser: Parser, begin: TexToken) -> str:
    start = parser.token.position
    columns = parser.name(begin).replace(" ", "")
    if columns.strip("lcr"):
        raise TexError("the columns of an array are given by l, c and r alone", start)
    return columns


def _rows(parser: Parser, begin: TexToken) -> list[list[MathRow]]:
    rows: list[list[MathRow]] = [[parser.nested_row(begin)]]
    while parser.token.kind in ("&", "newline"):
        if parser.next().kind == "newline":
            rows.append([])
        rows[-1].append(parser.nested_row(begin))
    if len(rows) > 1 and rows[-1] == [MathRow(())]:
        rows.pop()  # a \\ may end the last row, too
    if len(rows) * max(map(len, rows)) > MAX_CELLS:
        raise TexError(f"a grid may have {MAX_CELLS:,} cells, not more", begin.position)
    return rows


def _close(parser: Parser, begin: TexToken, name: str) -> None:
    if not parser.at_command("end"):
        parser.unclosed(begin, f"this \\begin{{{name}}}", f"\\end{{{name}}}")
    end = parser.next()
    ended = parser.name(end)
    if ended != name:
        message = f"\\begin{{{name}}} is closed by \\end{{{ended[:LONG]}}}"
        raise TexError(message, end.position)


def _continued(cell: MathRow, index: int) -> MathRow:
    """Let the relation that begins the right half of an equation have blanks on both sides."""
    return MathRow((Symbol(""), *cell.items)) if index % 2 else cell
