"""A list to choose from, in which the cursor stands before the row that it is on."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tutor.widgets.offered import Offered

CURSOR = "▸ "


class CursorList(OptionList):
    """Rows behind a cursor; headings, and what leads nowhere, begin where the cursor stands."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"cursor-list--cursor"}
    DEFAULT_CSS = "CursorList > .cursor-list--cursor { color: $accent; text-style: bold; }"

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return super().get_content_height(container, viewport, width - len(CURSOR))

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        line = self.scroll_offset.y + y
        if line >= len(self._lines):
            return strip
        place, row = self._lines[line]
        margin = " " * len(CURSOR)
        look = next((segment.style for segment in strip), None)
        if _leads_nowhere(self.options[place]):
            return Strip([*strip, Segment(margin, look)])
        if place == self.highlighted and row == 0:
            cursor = self.get_component_rich_style("cursor-list--cursor", partial=True)
            return Strip([Segment(CURSOR, look + cursor if look else cursor), *strip])
        return Strip([Segment(margin, look), *strip])

    def _get_left_gutter_width(self) -> int:
        return len(CURSOR)


def _leads_nowhere(option: Option) -> bool:
    return option.disabled or (isinstance(option, Offered) and option.value is None)
