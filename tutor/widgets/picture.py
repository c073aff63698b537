"""A widget that shows a Picture: rows of coloured text in the colours of the theme."""

from __future__ import annotations

from typing import TypeAlias

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tutor.plots.arrange import shortened, width_of
from tutor.plots.cells import RGB, ROLES, Colour, Palette, Picture, Role, Row

# What a Span says beside its text: fg, bg, bold, reverse, underline.
_Look: TypeAlias = tuple[Colour | None, Colour | None, bool, bool, bool]
_PLAIN: _Look = (None, None, False, False, False)
_VARIABLES = {"text": "foreground", "muted": "text-muted"}
"""What the theme calls the colour of a role, where it is not the role's own name.

Component classes, one for each role, would let every view read its styles seventeen times.
"""


class PictureView(Widget):
    """Shows the picture it is given; as tall as the picture unless its styles say otherwise."""

    DEFAULT_CSS = "PictureView { width: 1fr; height: auto; }"

    picture: reactive[Picture] = reactive(list, always_update=True)
    """Rows to show; assign a new list, the widget does not look inside the old one."""

    def __init__(self, picture: Picture | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(PictureView.picture, picture or [])
        self._looks: dict[_Look, Style] = {}

    def watch_picture(self, old: Picture, new: Picture) -> None:
        """Ask for a new layout only where the size has changed: live parts draw often."""
        if len(old) != len(new) or width_of(old) != width_of(new):
            # Where a layout was asked for already, and one came meanwhile that measured the old
            # picture, as in a resize, Textual would take that measure again.
            self._box_model_cache.clear()
            self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return width_of(self.picture)

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

    def colours(self) -> dict[Role, RGB]:
        """Return the theme's colour for each role, for pictures that are kept as files."""
        return {role: self._role_rgb(role) for role in ROLES}

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks.clear()
        if self.is_mounted:
            self.refresh()
            self.call_after_refresh(self._draw_restyled)

    def _draw_restyled(self) -> None:
        if self.is_attached:  # it may have gone meanwhile, and its colours with it
            self.restyled()

    def restyled(self) -> None:
        """Draw anew: colours of the theme that are in the picture itself have changed."""

    def render_line(self, y: int) -> Strip:
        base = self._style(_PLAIN)
        if y >= len(self.picture):
            return Strip.blank(self.size.width, base)
        # A layout may leave less room than was drawn for; what has none must not look whole.
        strip = self._strip(shortened(self.picture[y], self.size.width))
        return strip.adjust_cell_length(self.size.width, base)

    def _strip(self, row: Row) -> Strip:
        return Strip([Segment(span.text, self._style(span[1:])) for span in row])

    def _style(self, look: _Look) -> Style:
        """Return the style of a span's look, made once for each theme."""
        if look not in self._looks:
            fg, bg, bold, reverse, underline = look
            base = self.rich_style if look == _PLAIN else self._style(_PLAIN)
            self._looks[look] = base + Style(
                color=self._rich_colour(fg),
                bgcolor=self._rich_colour(bg),
                bold=bold or None,
                reverse=reverse or None,
                underline=underline or None,
            )
        return self._looks[look]

    def _rich_colour(self, colour: Colour | None) -> RichColor | None:
        if colour is None:
            return None
        return RichColor.from_rgb(*(self._role_rgb(colour) if isinstance(colour, str) else colour))

    def _role_rgb(self, role: str) -> RGB:
        """Return a role's colour as it is seen: `auto` and transparent colours are worked out."""
        colour = self.app.theme_variables[_VARIABLES.get(role, role)]
        return _rgb(_seen(colour, self.background_colors[1]))


def _seen(colour: str, background: Color) -> Color:
    """Return how a theme's colour is seen, which may be written as `auto 60%`."""
    name, _, share = colour.partition(" ")
    alpha = float(share.rstrip("%") or 100) / 100
    if name == "auto":
        return background + background.get_contrast_text(alpha)
    return background + Color.parse(name).multiply_alpha(alpha)


def _rgb(colour: Color) -> RGB:
    return colour.r, colour.g, colour.b
