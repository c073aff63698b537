"""The set-up as a widget: arrows choose and turn a setting, enter types it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from tutor.playground.setup import Setup
from tutor.playground.setup_picture import field_at, setup_picture
from tutor.settings.kinds import Words
from tutor.widgets.entry import Entry
from tutor.widgets.picture import PictureView


class SetupView(PictureView, can_focus=True):
    """Shows a set-up and lets it be changed."""

    DEFAULT_CSS = """
    SetupView { width: 34; height: 1fr; padding: 0 0 0 1; border-left: blank; }
    SetupView:focus, SetupView:focus-within { border-left: outer $accent; }
    SetupView > Entry { dock: bottom; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "choose(-1)", show=False),
        Binding("down,j", "choose(1)", show=False),
        Binding("left,h", "turn(-1)", "change", key_display="← →"),
        Binding("right,l", "turn(1)", show=False),
        Binding("pagedown", "choose(8)", show=False),
        Binding("pageup", "choose(-8)", show=False),
        Binding("home", "choose(-100)", show=False),
        Binding("end", "choose(100)", show=False),
        Binding("enter", "type", "type it"),
        Binding("a,insert", "add_layer", "add layer", key_display="a"),
        Binding("x,delete", "remove_layer", "remove layer", key_display="x"),
    ]

    setup: reactive[Setup] = reactive(Setup, init=False, always_update=True)
    """What is set up; the last change is in it."""

    class Changed(Message):
        """The learner has changed a setting."""

        def __init__(self, setup: Setup, name: str) -> None:
            super().__init__()
            self.setup = setup
            self.name = name

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self.set_reactive(SetupView.setup, setup)
        self._typed: tuple[str, str] | None = None  # the setting typed last, and what was typed

    def compose(self) -> ComposeResult:
        yield Entry()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return container.height

    def watch_setup(self, before: Setup, setup: Setup) -> None:
        self._draw()
        if _in_network(before) != _in_network(setup):  # a new footer costs more than the picture
            self.refresh_bindings()
        if setup.changed:
            self.post_message(self.Changed(setup, setup.changed))

    def on_resize(self) -> None:
        self._draw()

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Layers come and go where hidden layers are; and nothing does while a text is typed."""
        if self.is_mounted and self._entry.is_open:
            return False
        return _in_network(self.setup) or action not in ("add_layer", "remove_layer")

    def on_click(self, event: Click) -> None:
        """Choose the setting under the mouse; the chosen one is turned by its arrows, or typed."""
        offset = event.get_content_offset(self)
        if offset is None or self._entry.is_open:
            return
        name = field_at(self.setup, *self._room, offset.y)
        if name is None:
            return
        if name != self.setup.chosen_name:
            self.setup = self.setup.at(name)
        elif isinstance(self.setup.field.kind, Words):
            self.action_type()
        else:
            row = "".join(span.text for span in self.picture[offset.y])
            self.action_turn(-1 if offset.x <= row.find("‹") else 1)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        self.action_choose(1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        self.action_choose(-1)

    def action_choose(self, by: int) -> None:
        self.setup = self.setup.moved(by)

    def action_turn(self, by: int) -> None:
        self.setup = self.setup.turned(by)

    def action_add_layer(self) -> None:
        self.setup = self.setup.with_layer()

    def action_remove_layer(self) -> None:
        self.setup = self.setup.without_layer()

    def action_type(self) -> None:
        """Open a line to type the chosen setting in."""
        field = self.setup.field
        written = field.kind.written(self.setup.value(field.name)).replace("−", "-")
        self._entry.open(
            field.label, written.replace(",", "") if written[:1].isdigit() else written
        )
        self._draw()

    def on_entry_entered(self, event: Entry.Entered) -> None:
        event.stop()
        if self.setup.fault and self._typed == (self.setup.chosen_name, event.text):
            self._entry.point_at(None)  # nothing was mended: it is selected, to be typed anew
            return
        self._typed = self.setup.chosen_name, event.text
        setup = self.setup.typed(event.text)
        if setup.fault is None:
            self._close()
        else:
            self._entry.point_at(None)
        self.setup = setup

    def refuse(self, message: str) -> None:
        """Say what is wrong beside its setting; what was typed there can be mended at once."""
        self.setup = self.setup.refused(message)
        fault, typed = self.setup.fault, self._typed
        if self.has_focus and fault and typed and typed[0] == fault.name == self.setup.chosen_name:
            self._entry.open(self.setup.field.label, typed[1])
            self._entry.point_at(len(typed[1]))
            self._draw()

    def on_entry_left(self, event: Entry.Left) -> None:
        event.stop()
        self.end_typing()

    def end_typing(self) -> None:
        """Close the line, with the setting as it is."""
        self._typed = None
        self._close()

    @property
    def _entry(self) -> Entry:
        return self.query_one(Entry)

    def _close(self) -> None:
        self._entry.close()
        self.focus()
        self._draw()

    @property
    def _room(self) -> tuple[int, int]:
        """Columns and rows to draw in: the entry is laid over the last one."""
        return self.size.width, self.size.height - self._entry.is_open

    def _draw(self) -> None:
        width, height = self.size
        if width > 0 and height > 0:
            focused = self.has_focus or self.has_focus_within
            self.picture = setup_picture(self.setup, *self._room, focused)


def _in_network(setup: Setup) -> bool:
    """Whether layers can be added or removed where the learner is."""
    return setup.at_layer or setup.chosen == "activation"
