"""Delimiters that grow with what they hold."""

from __future__ import annotations

from tutor.typeset.box import Box, beside, blank, stacked, text_box

# the top, the rest and the bottom of each delimiter
PIECES = {
    "(": "⎛⎜⎝",
    ")": "⎞⎟⎠",
    "[": "⎡⎢⎣",
    "]": "⎤⎥⎦",
    "|": "│││",
    "‖": "‖‖‖",
    "⌊": "⎢⎢⎣",
    "⌋": "⎥⎥⎦",
    "⌈": "⎡⎢⎢",
    "⌉": "⎤⎥⎥",
    "⟨": "╱│╲",
    "⟩": "╲│╱",
    "{": "⎧⎪⎩",
    "}": "⎫⎪⎭",
}
WAIST = {"{": "⎨", "}": "⎬"}


def fence(left: str, body: Box, right: str) -> Box:
    """Return `body` between two delimiters as tall as itself; an empty one takes no cell."""
    if body.height == 2 and (left in WAIST or right in WAIST):
        body = _with_third_row(body)
    return beside([_delimiter(left, body), body, _delimiter(right, body)])


def _with_third_row(body: Box) -> Box:
    """Add the row that a brace needs for its waist, where it brings the baseline to the middle."""
    empty = blank(body.width, 1)
    if body.baseline == 0:
        return stacked([empty, body], base=1)
    return stacked([body, empty])


def _delimiter(sign: str, body: Box) -> Box:
    if not sign or body.height == 1:
        return text_box(sign)
    top, rest, bottom = iter(PIECES[sign])
    column = [top, *rest * (body.height - 2), bottom]
    if sign in WAIST:
        column[body.height // 2] = WAIST[sign]
    return Box(tuple(column), 1, body.baseline)
