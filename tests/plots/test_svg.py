"""Pictures as SVG: blanks keep their room in every reader, half blocks leave no gaps."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tutor.plots.cells import Span
from tutor.plots.svg import CELL_WIDTH, svg

COLOURS = {"text": (255, 255, 255), "muted": (128, 128, 128)}
SVG = "{http://www.w3.org/2000/svg}"


def test_blanks_keep_their_room_whatever_a_reader_does_with_them() -> None:
    root = ElementTree.fromstring(svg([[Span("   1.0   a ", "muted")]], COLOURS, (0, 0, 0)))
    (text,) = root.iter(f"{SVG}text")
    assert text.text == "1.0\u00a0\u00a0\u00a0a"
    assert float(text.get("x")) == pytest.approx(8 + 3 * CELL_WIDTH)
    assert float(text.get("textLength")) == pytest.approx(7 * CELL_WIDTH)


def test_half_blocks_are_drawn_as_boxes_of_both_colours() -> None:
    row = [Span("▀▀", (10, 20, 30), (40, 50, 60)), Span("▀ and text")]
    root = ElementTree.fromstring(svg([row], COLOURS, (0, 0, 0)))
    ground, lower, upper = root.iter(f"{SVG}rect")
    assert (lower.get("fill"), upper.get("fill")) == ("#28323c", "#0a141e")
    assert float(upper.get("height")) * 2 == float(lower.get("height"))
    assert ground.get("width") == "100%"
    assert [text.text for text in root.iter(f"{SVG}text")] == ["▀\u00a0and\u00a0text"]
