"""Nodes in, boxes out: formulas in two dimensions."""

from __future__ import annotations

from tutor.typeset.box import Box, beside, blank, stacked, text_box, with_gaps
from tutor.typeset.characters import cells
from tutor.typeset.delimiters import fence
from tutor.typeset.grids import grid_box
from tutor.typeset.linear import accented, is_plain, linear
from tutor.typeset.nodes import (
    Accent,
    Brace,
    Fenced,
    Fraction,
    Grid,
    MathRow,
    Node,
    Root,
    Scripts,
    Symbol,
    items_of,
    sole,
)
from tutor.typeset.scripts import subscript, superscript
from tutor.typeset.spacing import spaced

MARKS = {"hat": "^", "tilde": "~", "dot": ".", "ddot": "¨"}


def box_of(node: Node) -> Box:
    """Return the box of a node."""
    match node:
        case Symbol():
            return text_box(node.text)
        case MathRow():
            return with_gaps((gap, box_of(part)) for gap, part, _ in spaced(node.items))
        case Fraction():
            return _fraction(node)
        case Root():
            return _root(node)
        case Scripts():
            return _limits(node) if node.limits else _scripts(node)
        case Accent():
            return _accent(node)
        case Brace():
            return _brace(node)
        case Fenced():
            return _fenced(node)
        case Grid():
            return grid_box(node, [[box_of(cell) for cell in row] for row in node.rows])
    return blank(0, 1)


def _fraction(node: Fraction) -> Box:
    top, bottom = box_of(node.top), box_of(node.bottom)
    width = max(top.width, bottom.width)
    if not node.bar:
        return stacked([top, blank(width, 1), bottom], base=1)
    if width == 1 or _holds_a_bar(node.top) or _holds_a_bar(node.bottom):
        width += 2  # no bar is as short as a minus, nor as long as the bar inside it
    return stacked([top, text_box("─" * width), bottom], base=1)


def _holds_a_bar(node: Node) -> bool:
    return any(isinstance(item, Fraction) for item in items_of(node))


def _root(node: Root) -> Box:
    body = box_of(node.body)
    index = linear(node.degree, tight=True) if node.degree else ""
    if body.height > 1 and not _is_letter(node.body):
        return _tall_root(body, index)
    small = superscript(index)
    raised = text_box(small) if small is not None else _column({-1: index})
    if not is_plain(node.body):
        body = Box(("_" * body.width, *body.rows), body.width, 1)
    return beside([raised, text_box("√"), body])


def _is_letter(node: Node) -> bool:
    """Tell whether a node is one symbol, perhaps with an accent or scripts."""
    match sole(node):
        case Symbol():
            return True
        case Accent(body=inner) | Scripts(base=inner, limits=False):
            return _is_letter(inner)
    return False


def _tall_root(body: Box, index: str) -> Box:
    """Draw the sign as a rising line, with the index over its hook."""
    height = body.height
    sign = [" " * (height - row) + "╱" + " " * row for row in range(-1, height)]
    sign[0] = " " * (height + 1)
    sign[-1] = "╲╱" + " " * (height - 1)
    room = max(2, cells(index))
    sign = [" " * (room - 2) + row for row in sign]
    sign[-2] = " " * (room - cells(index)) + index + sign[-2][room:]
    roof = ("_" * (body.width + 1), *(f" {row}" for row in body.rows))
    baseline = body.baseline + 1
    left = Box(tuple(sign), room + height - 1, baseline)
    return beside([left, Box(roof, body.width + 1, baseline)])


def _scripts(node: Scripts) -> Box:
    """Set scripts in small characters where all of them exist, else in rows of their own."""
    base = box_of(node.base)
    if isinstance(node.base, Root) and base.height == 1:
        base = fence("(", base, ")")  # no line ends the root before the script
    axis = base.baseline
    if base.height == 1 or isinstance(node.base, Accent):
        top = bottom = axis
    else:
        top, bottom = 0, base.height - 1
    texts: dict[int, str] = {}
    if node.sub:
        text = linear(node.sub, tight=True)
        small = subscript(text)
        texts[(max(bottom, axis + 1) if small is None else bottom) - axis] = small or text
    if node.sup:
        text = linear(node.sup, tight=True)
        small = superscript(text)
        row = (min(top, axis - 1) if small is None else top) - axis
        texts[row] = texts.get(row, "") + (small or text)
    return beside([base, _column(texts)])


def _column(texts: dict[int, str]) -> Box:
    """Return texts one below the other, by their distance from the baseline."""
    width = max(cells(text) for text in texts.values())
    rows = range(min(0, *texts), max(0, *texts) + 1)
    return Box(
        tuple(texts.get(row, "") + " " * (width - cells(texts.get(row, ""))) for row in rows),
        width,
        -rows[0],
    )


def _limits(node: Scripts) -> Box:
    tight = not isinstance(node.base, Brace)
    boxes = [box_of(node.base)]
    if node.sub:
        boxes.append(text_box(linear(node.sub, tight)))
    if node.sup:
        boxes.insert(0, text_box(linear(node.sup, tight)))
    return stacked(boxes, base=int(node.sup is not None))


def _accent(node: Accent) -> Box:
    letter = accented(node)
    if letter is not None and len(letter) == 1:
        return text_box(letter)
    body = box_of(node.body)
    match node.mark:
        case "underline":
            return stacked([body, text_box("‾" * body.width)])
        case "bar":
            mark = "_" * body.width
        case "vec":
            mark = "─" * (body.width - 1) + "→"
        case mark:
            mark = MARKS[mark]
    return stacked([text_box(mark), body], base=1)


def _brace(node: Brace) -> Box:
    body = box_of(node.body)
    width = max(body.width, 3)
    left = (width - 3) // 2
    right = width - 3 - left
    if node.over:
        return stacked([text_box(f"╭{'─' * left}┴{'─' * right}╮"), body], base=1)
    return stacked([body, text_box(f"╰{'─' * left}┬{'─' * right}╯")])


def _fenced(node: Fenced) -> Box:
    body = box_of(node.body)
    items = items_of(node.body)
    left = bool(node.left) and _are_lined(items[:1])
    right = bool(node.right) and _are_lined(items[-1:])
    body = with_gaps([(int(left), body), (int(right), text_box(""))])
    return fence(node.left, body, node.right)


def _are_lined(items: tuple[Node, ...]) -> bool:
    """Tell whether a delimiter needs a blank before these, lest it touch a bar or a cell."""
    return any(isinstance(item, Fraction | Grid) for item in items)
