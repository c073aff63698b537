"""What a program says of each number that it prints: the words before it and behind it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import Formatter

from tutor.programs.formatted import computed_in

_PERCENT = re.compile(r"%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]")
_Piece = str | ast.expr


@dataclass(frozen=True, slots=True)
class ToldNumber:
    """Something that is printed, and the text from the one before to the one behind it."""

    value: ast.expr
    before: str
    after: str


def told_in(node: ast.AST, lines: Sequence[str]) -> list[ToldNumber]:
    """Return what a call of print tells, in its order; nothing of any other call."""
    match node:
        case ast.Call(func=ast.Name(id="print"), args=arguments):
            pieces = [piece for each in arguments for piece in _pieces(each, lines)]
        case _:
            return []
    texts, values = [""], list[ast.expr]()
    for piece in pieces:
        if isinstance(piece, str):
            texts[-1] += f" {piece}"
        else:
            values.append(piece)
            texts.append("")
    return [ToldNumber(v, texts[n], texts[n + 1]) for n, v in enumerate(values)]


def _pieces(node: ast.expr, lines: Sequence[str]) -> Iterator[_Piece]:
    match node:
        case ast.Constant(value=value):
            yield str(value)
        case ast.JoinedStr(values=parts):
            exact = {id(part): value for part, value in computed_in(node, lines)}
            for part in parts:
                if isinstance(part, ast.FormattedValue):
                    yield from _pieces(exact.get(id(part), part.value), lines)
                else:
                    yield from _pieces(part, lines)
        case ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Mod(), right=right):
            taken = right.elts if isinstance(right, ast.Tuple) else [right]
            yield from _filled(_PERCENT.split(text.replace("%%", " ")), taken)
        case ast.Call(
            func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format"), args=arguments
        ):
            yield from _formatted(text, arguments)
        case _:
            yield node


def _filled(texts: Sequence[str], values: Sequence[ast.expr]) -> Iterator[_Piece]:
    for number, text in enumerate(texts):
        yield text
        if number < min(len(values), len(texts) - 1):
            yield values[number]


def _formatted(text: str, values: Sequence[ast.expr]) -> Iterator[_Piece]:
    """The pieces of "{0} {1:.2f}".format(a, b)."""
    try:
        fields = [*Formatter().parse(text)]
    except ValueError:
        return
    count = 0
    for said, field, _, _ in fields:
        yield said
        if field is None:
            continue
        at = int(field) if field.isdigit() else count if not field else len(values)
        count += 1
        if at < len(values):
            yield values[at]
