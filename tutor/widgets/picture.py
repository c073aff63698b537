"""A widget that shows a Picture: rows of coloured text in the colours of the theme."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tutor.plots.cells import RGB, ROLES, Palette, Picture, Row, Span


class PictureView(Widget):
    """Shows the picture it is given; as tall as the picture unless its styles say otherwise."""

    DEFAULT_CSS = """
    PictureView { width: 1fr; height: auto; }
    PictureView > .role--text { color: $foreground; }
    PictureView > .role--muted { color: $text-muted; }
    PictureView > .role--accent { color: $accent; }
    PictureView > .role--forward { color: $forward; }
    PictureView > .role--loss { color: $loss; }
    PictureView > .role--backward { color: $backward; }
    PictureView > .role--update { color: $update; }
    PictureView > .role--positive { color: $positive; }
    PictureView > .role--negative { color: $negative; }
    PictureView > .role--right { color: $right; }
    PictureView > .role--partly { color: $partly; }
    PictureView > .role--wrong { color: $wrong; }
    PictureView > .role--series-1 { color: $series-1; }
    PictureView > .role--series-2 { color: $series-2; }
    PictureView > .role--series-3 { color: $series-3; }
    PictureView > .role--series-4 { color: $series-4; }
    """

    COMPONENT_CLASSES = {f"role--{role}" for role in ROLES}

    picture: reactive[Picture] = reactive(list, layout=True, always_update=True)
    """Rows to show; assign a new list, the widget does not look inside the old one."""

    def __init__(self, picture: Picture | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(PictureView.picture, picture or [])

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return max((sum(len(span.text) for span in row) for row in self.picture), default=0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.picture)

    def palette(self) -> Palette:
        """Return the theme's colours as numbers, for drawings that blend them."""
        role = self._role_rgb
        return Palette(
            background=_rgb(self.background_colors[1]),
            text=role("text"),
            positive=role("positive"),
            negative=role("negative"),
            series=tuple(role(f"series-{number}") for number in range(1, 5)),
            colour=not self.app.no_color,
        )

    def render_line(self, y: int) -> Strip:
        base = self.rich_style
        if y >= len(self.picture):
            return Strip.blank(self.size.width, base)
        strip = self._strip(self.picture[y], base)
        return strip.adjust_cell_length(self.size.width, base)

    def _strip(self, row: Row, base: Style) -> Strip:
        return Strip([Segment(span.text, base + self._span_style(span)) for span in row])

    def _span_style(self, span: Span) -> Style:
        return Style(
            color=self._rich_colour(span.fg),
            bgcolor=self._rich_colour(span.bg),
            bold=span.bold or None,
            reverse=span.reverse or None,
            underline=span.underline or None,
        )

    def _rich_colour(self, colour: str | RGB | None) -> str | None:
        if colour is None:
            return None
        red, green, blue = self._role_rgb(colour) if isinstance(colour, str) else colour
        return f"#{red:02x}{green:02x}{blue:02x}"

    def _role_rgb(self, role: str) -> RGB:
        return _rgb(self.get_component_styles(f"role--{role}").color)


def _rgb(colour: Color) -> RGB:
    return colour.r, colour.g, colour.b
