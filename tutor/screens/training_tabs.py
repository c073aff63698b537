"""The tabs of a training where the terminal has no room for all of it."""

from __future__ import annotations

from tutor.plots.cells import Row, Span

SETTINGS, NETWORK, PANELS = "settings", "network", "views"
TABS = {
    SETTINGS: "The settings, beside two panels.",
    NETWORK: "The network alone, as it trains.",
    PANELS: "The panels alone, over the whole width.",
}
"""By what they are called; each with what it shows."""

VIEWS_OF_TAB = {SETTINGS: (), NETWORK: ("network", "filters", "unit"), PANELS: ()}
"""The views a tab begins with; of them the first that suits the data."""


def tab_row(shown: str) -> Row:
    """Return the names of the tabs with their keys, the one in view lit."""
    row: Row = []
    for number, tab in enumerate(TABS, 1):
        here = tab == shown
        gap = [Span("  ")] if row else []
        row += [*gap, Span(f"{number} {tab}", "text" if here else "muted", bold=here, reverse=here)]
    return row
