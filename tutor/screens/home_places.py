"""The places that home leads to, each by a key and by a click."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

# Key, action of the app, name, what is found there.
PLACES = (
    ("g", "playground", "Playground", "train live"),
    ("s", "stepper", "Stepper", "your own numbers"),
    ("o", "own_code", "Own code", "your own NumPy"),
    ("e", "exercises", "Exercises", "write and debug"),
    ("w", "sweep", "Sweep", "many runs at once"),
    ("v", "gallery", "Gallery", "every live part"),
    ("t", "glossary", "Glossary", "every term"),
    ("p", "progress", "Progress", "what you know"),
    ("f", "final_test", "Final test", "the whole course"),
    ("comma", "settings", "Settings", "look and motion"),
)
_A_ROW, _A_NARROW_ROW = 4, 5
_WIDE = 110
_NAME = 15  # columns of a key and the name of its place


def places_line(width: int) -> Content:
    """Return the places, so many a row, each to be clicked; explained where there is room."""
    room = width - 4
    a_row = _A_ROW if width >= _WIDE else max(min(_A_NARROW_ROW, room // _NAME), 1)
    each = room // a_row
    rows: list[Content] = []
    for start in range(0, len(PLACES), a_row):
        cells = []
        for key, action, name, found in PLACES[start : start + a_row]:
            press = Style.from_meta({"@click": f"app.{action}"})
            shown = "," if key == "comma" else key
            cell = Content.styled(f"{shown}  {name}", press)
            if each >= _NAME + len(found) + 2:
                cell = cell.pad_right(_NAME - cell.cell_length) + Content.styled(found, "dim")
            cells.append(cell.pad_right(max(each - cell.cell_length, 1)))
        rows.append(Content("").join(cells))
    return Content("\n").join(rows)
