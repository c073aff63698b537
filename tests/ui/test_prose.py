"""Formulas within the text of a page."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from waiting import wait_until

from tutor.widgets.prose import Formula, Prose

TEX = r"\frac{1 \cdot 0.5 + 4 \cdot (-0.5) + 2 \cdot (-0.5)}{3} = -\frac{5}{6}"


class OneFormula(App[None]):
    CSS = "Formula { width: auto; max-width: 100%; height: auto; padding: 0 2; }"

    def compose(self) -> ComposeResult:
        yield Prose(f"See\n\n$${TEX}$$\n")


@pytest.mark.parametrize(("columns", "rows"), [(80, 3), (50, 3), (44, 7), (30, 7)])
async def test_a_formula_is_split_only_where_there_is_no_room(columns: int, rows: int) -> None:
    app = OneFormula()
    async with app.run_test(size=(columns, 24)) as pilot:
        await pilot.pause()
        formula = app.query_one(Formula)
        assert formula.size.height == rows
        await pilot.resize_terminal(80, 24)
        await wait_until(pilot, lambda: formula.size.height == 3)
        await pilot.resize_terminal(30, 24)
        await wait_until(pilot, lambda: formula.size.height == 7)
