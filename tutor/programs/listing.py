"""A recorded run as plain text: the tree by indentation, a line or a small table an operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from tutor.plots.numbers import shown
from tutor.programs.recorded import Branch, Event, Recorded
from tutor.programs.turns import turn_label
from tutor.programs.values import Value

MOST_ROWS, MOST_COLUMNS = 6, 8
DEEPEST = 16
"""Calls and loops in one another that are still told apart by how far they are indented."""
_INDENT = "  "
_NUMBERS = 8
"""How far the numbers of an array are further in than its operation."""
_GAP = "  "
"""Between numbers."""


def listing_lines(
    recorded: Recorded, operations: Iterable[Event], width: int = 1_000_000
) -> Iterator[tuple[str, int]]:
    """Yield the lines of a listing, and how far each is indented where it is broken; a head for
    each call, loop and iteration that is come to, and for each cell of a notebook.

    Of an array as many columns are shown as `width` has room for.
    """
    before: Sequence[int] = [0]
    in_cell = ""
    for operation in operations:
        place = recorded.program.place_in_file(operation.line)
        cell, _, number = place.rpartition("line ")
        if cell not in ("", in_cell):
            in_cell = cell
            yield f"— {cell.rstrip(', ')} —", 0
        path = recorded.path(operation.node)
        pairs = zip(path, before, strict=False)
        known = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        for depth, node in enumerate(path[known:], known):
            indent = _INDENT * min(depth - 1, DEEPEST)
            yield f"{indent}▾ {_head(recorded, node)}", len(indent) + len(_INDENT)
        before = path
        indent = _INDENT * min(len(path) - 1, DEEPEST)
        label = number if number.isdecimal() else "call"
        inner = len(indent) + _NUMBERS
        for line in operation_lines(operation, label, width - inner):
            yield f"{indent}{line}", inner


def _head(recorded: Recorded, node: int) -> str:
    """What stands above the operations of a node, with its place as the file has it."""
    site = recorded.nodes[node].site
    said = branch(recorded.nodes[node])
    place = recorded.program.place_in_file(site.line) if site else ""
    return said.replace(f"line {site.line}", place) if site else said


def branch(node: Branch) -> str:
    """Return what stands for a node of the tree: "train(X, Y)   line 31", "i = 0"."""
    if node.site is None:
        return "the program"
    if node.turn is not None:
        return turn_label(node)
    return f"{node.site.text}   line {node.site.line}"


def operation_lines(operation: Event, line: str, room: int) -> list[str]:
    """Return an operation with a number on its line, or an array below it; `line` is its place.

    There is `room` for so many characters of a row of numbers.
    """
    head = f"{line:>4}  {operation_text(operation)}"
    value = operation.value
    if value.kind.startswith(("python", "scalar")) or not value.shape:
        return [f"{head}  →  {_one(value)}"]
    notes = f"   {value.bad} in it" if value.bad else ""
    rows = (" " * _NUMBERS + row for row in _rows_of(value, room))
    return [f"{head}   {described(value)}{notes}", *rows]


def operation_text(operation: Event) -> str:
    """Return the operation as it is written, with the name that it is given."""
    text = operation.place.text
    named = operation.name is not None and operation.place.kind == "operation"
    return f"{operation.name} = {text}" if named else text


def described(value: Value) -> str:
    """Return shape and dtype: "(5, 4) float64"."""
    sizes = ", ".join(map(str, value.shape)) + ("," if len(value.shape) == 1 else "")
    return f"({sizes}) {value.dtype}"


def _rows_of(value: Value, room: int) -> list[str]:
    """Return the numbers of an array in rows, of the first plane if it has more than two axes."""
    array = value.array
    while array.ndim > 2:
        array = array[0] if len(array) else array.reshape(0, 0)
    rows = array.reshape(1, -1) if array.ndim < 2 else array
    cells = [[figure(x, value) for x in row[:MOST_COLUMNS]] for row in rows[:MOST_ROWS].tolist()]
    width = max((len(cell) for row in cells for cell in row), default=0)
    count = max(1, min(MOST_COLUMNS, room // (width + len(_GAP))))  # with room for the mark
    more = " …" if value.shape and value.shape[-1] > count else ""
    drawn = [_GAP.join(cell.rjust(width) for cell in row[:count]) + more for row in cells]
    return [*drawn, "…"] if len(rows) > MOST_ROWS or array.ndim < value.array.ndim else drawn


def figure(number: float, value: Value) -> str:
    """Write a number of an array to four digits; a bool as True or False."""
    if value.dtype == "bool":
        return str(bool(number))
    if number != number:
        return "nan"
    return shown(float(number), 4).replace(",", "")


def listed(value: Value) -> str:
    """Write a short list on one line, with the brackets that Python gives it."""
    texts = [figure(x, value) for x in value.array.ravel().tolist()]
    if value.dtype == "tuple":
        return f"({', '.join(texts)}{',' if len(texts) == 1 else ''})"
    return f"[{', '.join(texts)}]"


def _one(value: Value) -> str:
    return listed(value) if value.array.ndim else figure(float(value.array), value)
