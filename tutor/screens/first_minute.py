"""The first minute: a spiral is learned before the learner's eyes, then asked about.

It is the first screen of the first start: what trains is imported after the first paint.
"""

from __future__ import annotations

import asyncio
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.messages import SpiralSeen
from tutor.steady_screen import SteadyScreen
from tutor.widgets.cursor_list import CURSOR, CursorList
from tutor.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from tutor.widgets.spiral import Spiral

NAME = "nn-tutor"
PURPOSE = "How neural networks learn, number by number."
WATCH = (
    "These are 900 dots in three arms. A network of 195 numbers learns to tell them apart, now.\n\n"
    "Nobody tells it what an arm is. It is told, for each dot, which arm it belongs to. No more."
)
STEPWISE = "\n\nspace shows it after 20 epochs, and once more after 200."
ASKED = "What do you see?"
ANSWERS = (
    (
        "it keeps each dot",
        "◐ It stores no dot: every spot of the plane got an answer, also where no dot is.",
    ),
    (
        "it has drawn regions that follow the arms",
        "✔ Regions. Every spot of the plane got an answer, also where no dot is.",
    ),
    (
        "it has turned the dots until they fit",
        "◐ The dots stayed where they were. Inside, the network does bend the plane; "
        "what you see of it are regions, also where no dot is.",
    ),
)
SKIPPED = "Every spot of the plane got an answer, also where no dot is."
NUMBERS = """2 inputs      32 units       3 answers
x1, x2   ──▶  64 + 32   ──▶  96 + 3      =  195 numbers"""


class FirstMinute(SteadyScreen[None]):
    """Watched, then asked, then led on to the first page; esc leads to the lessons at any time."""

    DEFAULT_CSS = """
    FirstMinute > Horizontal { height: 1fr; margin: 1 2; }
    FirstMinute #spiral { width: 1fr; max-width: 110; height: 1fr; }
    FirstMinute #beside { width: 30; height: 1fr; padding: 0 0 0 3; }
    FirstMinute.-wide #beside { width: 50; }
    FirstMinute #known { display: none; height: auto; padding: 1 4; max-width: 84; }
    FirstMinute.-known #known { display: block; }
    FirstMinute.-known #beside { display: none; }
    FirstMinute.-known.-low > Horizontal { display: none; }
    FirstMinute OptionList { height: auto; border: none; padding: 0; background: $background; }
    FirstMinute Static { height: auto; }
    FirstMinute #purpose { color: $text-muted; margin: 0 0 1 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "choose(-1)", "choose", key_display="↑ ↓", priority=True),
        Binding("down", "choose(1)", show=False, priority=True),
        Binding("enter", "say", "say it", priority=True, tooltip="Say what you see."),
        Binding("space", "pause", "pause", tooltip="Let the training wait."),
        Binding("space", "train_on", "train on", tooltip="Let the training go on."),
        Binding("space", "go_on", "go on", tooltip="Go on without an answer."),
        Binding("space", "begin", "first page", tooltip="Turn to the first page."),
        Binding("enter", "train_on", show=False),
        Binding("enter", "begin", show=False),
        Binding("escape", "leave", "to the lessons", tooltip="Leave for the list of lessons."),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._spiral: Spiral | None = None
        self._asked = False

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Container(id="spiral")
            with Vertical(id="beside"):
                yield Static(Content.styled(NAME, "bold"))
                yield Static(PURPOSE, id="purpose")
                yield Static(Content(WATCH + ("" if self._moves() else STEPWISE)), id="words")
        yield Static(id="known")
        yield KeyBar()

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin)

    def on_resize(self) -> None:
        self.set_class(self.size.height < 30, "-low")

    def on_screen_suspend(self) -> None:
        if self._spiral:
            self._spiral.pause()

    @work
    async def _begin(self) -> None:
        """Import what trains in a thread, and let it train."""
        self._spiral = await asyncio.to_thread(_made)
        await self.query_one("#spiral").mount(self._spiral)
        self.watch(self._spiral, "frame", self._see_whether_done, init=False)
        self.watch(self._spiral, "running", self.refresh_bindings)
        if self._moves() and self.is_current:
            self.call_after_refresh(self._spiral.go_on)

    def action_pause(self) -> None:
        if self._spiral:
            self._spiral.pause()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        told = self.has_class("-known")
        waits = self._spiral is not None and not (self._moves() and self._spiral.running)
        match action:
            case "choose" | "say":
                return bool(self.query(OptionList)) and not told
            case "pause":
                return self._spiral is not None and not waits
            case "train_on":
                return waits and not self._asked
            case "go_on":
                return self._asked and not told
            case "begin":
                return told
        return True

    def action_choose(self, by: int) -> None:
        answers = self.query_one(OptionList)
        (answers.action_cursor_down if by > 0 else answers.action_cursor_up)()

    def action_say(self) -> None:
        self.query_one(OptionList).action_select()

    def action_train_on(self) -> None:
        """Let it train on; where nothing is to move, to the next of the epochs that are shown."""
        if self._spiral:
            (self._spiral.go_on if self._moves() else self._spiral.to_next_stop)()

    def action_go_on(self) -> None:
        self._tell(SKIPPED)

    def action_begin(self) -> None:
        self.post_message(SpiralSeen(goes_on=True))

    def action_leave(self) -> None:
        self.post_message(SpiralSeen(goes_on=False))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._tell(ANSWERS[event.option_index][1])

    def _moves(self) -> bool:
        return self.app.animation_level != "none"

    def _see_whether_done(self) -> None:
        if self._spiral and self._spiral.live.finished and not self._asked:
            self._asked = True
            self._ask()

    @work
    async def _ask(self) -> None:
        width = self.query_one("#beside").content_size.width
        answers = CursorList(*(Option(_answer(words, width)) for words, _ in ANSWERS), compact=True)
        self.query_one("#words", Static).update(Content.styled(f"✔ 200 epochs.\n\n{ASKED}\n", ""))
        await self.query_one("#beside").mount(answers)
        answers.focus()
        self.refresh_bindings()

    def _tell(self, verdict: str) -> None:
        """Say what was seen, and what is to come."""
        assert self._spiral is not None
        snapshot, dots = self._spiral.live.snapshot, self._spiral.live.data.X.shape[1]
        wrong = round((1 - ((snapshot and snapshot.accuracy) or 0.0)) * dots)
        self.query_one("#known", Static).update(
            Content(
                f"{verdict}\n\n{NUMBERS}\n\n"
                "You will understand every number of this: what each one does, how it was found, "
                f"and why {wrong} of the {dots} dots are still wrong.\n\n"
                "space turns the page, ← turns back. The bottom line always says which keys work "
                "just now. Nothing else to learn."
            )
        )
        self.set_focus(None)
        self.add_class("-known")
        self.refresh_bindings()


def _answer(words: str, width: int) -> Content:
    """Return an answer's lines, which stay clear of its mark."""
    return Content("\n  ".join(wrap(f"○ {words}", width - len(CURSOR))))


def _made() -> Spiral:
    from tutor.widgets.spiral import Spiral

    return Spiral()
