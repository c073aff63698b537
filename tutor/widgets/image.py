"""A small picture as a widget: unrolled into a column, or seen through a sliding window."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tutor.live.image.options import ImageOptions
from tutor.live.image.sliding import SlideScene, SlideState
from tutor.live.image.unrolling import UnrollScene
from tutor.widgets.live import PlayedPart


def image_part(options: ImageOptions) -> Slide | Unroll:
    """Return the widget that the options ask for."""
    return Slide(options) if options.slides else Unroll(options)


class Slide(PlayedPart[SlideState]):
    """Slides a window over a picture."""

    scene: SlideScene

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(0, -1)", "slide", key_display="←↑↓→"),
        Binding("right,l", "move(0, 1)", show=False),
        Binding("up,k", "move(-1, 0)", show=False),
        Binding("down,j", "move(1, 0)", show=False),
        Binding("f", "filter", "filter"),
        Binding("s", "stride", "stride"),
        Binding("p", "padding", "padding"),
    ]

    def __init__(self, options: ImageOptions) -> None:
        super().__init__(options, SlideScene(options))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        filters = len(self.scene.kernels)
        return filters >= {"filter": 2, "stride": 1, "padding": 1}.get(action, 0)

    def action_move(self, down: int, across: int) -> None:
        self.pause()
        self.show(self.scene.moved(self.state, down, across))

    def action_filter(self) -> None:
        self.show(self.scene.with_next_filter(self.state))

    def action_stride(self) -> None:
        self.pause()
        self.show(self.scene.with_next_stride(self.state))

    def action_padding(self) -> None:
        self.pause()
        self.show(self.scene.with_next_padding(self.state))


class Unroll(PlayedPart[int]):
    """Moves the numbers of a picture into a column."""

    scene: UnrollScene

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "move(1)", "move", key_display="← →"),
        Binding("left,h", "move(-1)", show=False),
        Binding("down,j", "move_row(1)", "row", key_display="↑ ↓"),
        Binding("up,k", "move_row(-1)", show=False),
        Binding("c", "next_layer", "colour"),
    ]

    def __init__(self, options: ImageOptions) -> None:
        super().__init__(options, UnrollScene(options))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "next_layer" or self.scene.picture_of.depth > 1

    def action_move(self, by: int) -> None:
        self.pause()
        self.show(self.scene.moved(self.state, by))

    def action_move_row(self, by: int) -> None:
        self.action_move(by * self.scene.picture_of.width)

    def action_next_layer(self) -> None:
        """Move on to the end of a colour; after the last one begin anew."""
        raster = self.scene.picture_of
        layer = raster.height * raster.width
        done = self.state == raster.layers.size
        self.action_move(-self.state if done else layer - self.state % layer)
