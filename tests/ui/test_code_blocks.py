"""Code on a page is read to the end of its lines, however narrow the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult

from tutor.screens import paged
from tutor.themes import role_colours
from tutor.widgets.prose import Prose

LINE = "    loss = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)) + 0.0001523 * penalty  # whole"
LONG = "x" * 90 + "end"
INDENTED = "        return np.where(Z > 0, 1.0, 0.0)"


class Page(App[Any]):
    CSS_PATH = Path(paged.__file__).with_name(paged.PagedScreen.CSS_PATH)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {**role_colours(dark=True), "column-width": "84"}

    def compose(self) -> ComposeResult:
        yield Prose(f"```python\n{LINE}\n{LONG}\n{INDENTED}\n```")


@pytest.mark.parametrize("width", [40, 60, 80, 140])
async def test_a_long_line_of_code_goes_on_in_the_next_row(width: int) -> None:
    app = Page()
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        rows = ["".join(segment.text for segment in strip) for strip in strips]
        seen = "".join("".join(rows).split())
        for line in (LINE, LONG, INDENTED):
            assert "".join(line.split()) in seen
        assert any(row.startswith("          return") for row in rows)
