"""A recorded program, walked by keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from tutor.plots.cells import Picture
from tutor.programs.frame import TABS, Notes
from tutor.programs.leads import no_turn
from tutor.programs.moves import WalkPlace
from tutor.programs.why.asked import WhyQuestion
from tutor.widgets.code_panes import CodePanes
from tutor.widgets.code_tree import CodeTree
from tutor.widgets.picture import PictureView

PACE = 0.7
"""Seconds for each operation while it plays."""
NOTHING_ON = "On line {} no number was computed in what was kept of the run."


@dataclass
class ElsewhereAsked(Message):
    """What the learner wants to see was not kept: the program is to be run again."""

    first: int
    """How many operations come before it."""
    back: bool = False
    """Whether what comes before it is to be seen, too."""


@dataclass
class Said(Message):
    """A sentence about what was asked for."""

    text: str


@dataclass
class MovedOn(Message):
    """The learner stands elsewhere, or asks something else."""


@dataclass
class NextAsked(Message):
    """The learner wants to go to the next place of which something is said."""


class OwnCode(Widget, can_focus=True):
    """Shows one operation of a program, and goes from one to the other."""

    DEFAULT_CSS = "OwnCode { width: 1fr; height: 1fr; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "step(1)", "operation", key_display="← →", tooltip="The next operation."),
        Binding("left", "step(-1)", show=False, tooltip="The operation before."),
        Binding("down", "part(1)", "part", key_display="↑ ↓", tooltip="The next part of the cell."),
        Binding("up", "part(-1)", show=False, tooltip="The part before."),
        Binding("down", "line(1)", "line", key_display="↑ ↓", tooltip="The next line that is run."),
        Binding("up", "line(-1)", show=False, tooltip="The line before."),
        Binding(
            "w,enter",
            "deeper",
            "why that part",
            key_display="w",
            tooltip="What the chosen part of it is made of, in its turn.",
        ),
        Binding(
            "w,enter", "why", "why", key_display="w", tooltip="What the chosen cell is made of."
        ),
        Binding(
            "n",
            "next_said",
            "next ✘",
            tooltip="The next place of which something is said: ✘ differs, ○ follows, ! noticed.",
        ),
        Binding(
            "tab,shift+tab",
            "to_tree",
            "tree",
            key_display="tab",
            tooltip="Into the tree of calls, loops and lines, to go through it and to fold it.",
        ),
        Binding(
            "escape,backspace",
            "close",
            "close",
            key_display="esc",
            tooltip="Go back up to the cell that was asked about before, or close the answer.",
        ),
        Binding(
            "minus",
            "fold(1)",
            "fold",
            show=False,
            tooltip="Fold the innermost call or loop that one is in, in the tree.",
        ),
        Binding(
            "plus,equals_sign",
            "fold(-1)",
            "unfold",
            show=False,
            tooltip="Unfold one more call or loop that one is in, in the tree.",
        ),
        Binding(
            "right_square_bracket",
            "turn(1)",
            "iteration",
            key_display="[ ]",
            tooltip="The same operation in the next iteration; at the last, of the loop outside.",
        ),
        Binding(
            "left_square_bracket",
            "turn(-1)",
            show=False,
            tooltip="The same operation in the iteration before.",
        ),
        Binding(
            "right_curly_bracket",
            "call(1)",
            "call",
            show=False,
            key_display="{ }",
            tooltip="Where the call before begins, or the next one.",
        ),
        Binding("left_curly_bracket", "call(-1)", show=False, tooltip="Where a call began before."),
        Binding("space", "stop", "stop", tooltip="Let it step by itself no more."),
        Binding("space", "play", "play", show=False, tooltip="Let it step by itself."),
        Binding(
            "l,shift+right",
            "cell(0, 1)",
            "cell",
            show=False,
            key_display="h j k l",
            tooltip="Another cell of what came out: left, down, up, right; so do shift and arrows.",
        ),
        Binding("h,shift+left", "cell(0, -1)", show=False, tooltip="The cell to the left."),
        Binding("j,shift+down", "cell(1, 0)", show=False, tooltip="The cell below."),
        Binding("k,shift+up", "cell(-1, 0)", show=False, tooltip="The cell above."),
        Binding(
            "home",
            "to(0)",
            "ends",
            show=False,
            key_display="home end",
            tooltip="The first operation that was kept, the last one.",
        ),
        Binding("end", "to(-1)", show=False, tooltip="The last operation that was kept."),
        Binding(
            "1",
            "tab(0)",
            "tab",
            show=False,
            key_display="1 2 3",
            tooltip="Where there is room for one part alone: the source, the values, the tree.",
        ),
        Binding("2", "tab(1)", show=False),
        Binding("3", "tab(2)", show=False),
    ]

    def __init__(self, standing: WalkPlace, notes: Notes, against: str = "") -> None:
        super().__init__()
        self.standing = standing
        self.notes = notes
        self.against = against
        self._tab = 0
        self._tree = CodeTree(standing, notes.verdicts)
        self._asked: WhyQuestion | None = None
        self._playing: Timer | None = None

    def compose(self) -> ComposeResult:
        yield CodePanes(self._tree)

    @property
    def place(self) -> tuple[WalkPlace, WhyQuestion | None]:
        """Where one stands, and what one asks there."""
        return self.standing, self._asked

    @property
    def picture(self) -> Picture:
        """What is drawn now, the head with it."""
        return [row for view in self.query(PictureView) for row in view.picture]

    def show(self, standing: WalkPlace, notes: Notes | None = None) -> None:
        """Show another operation, or the same one with other notes."""
        if self._asked and standing is not self.standing:
            is_same_run = standing.recorded is self.standing.recorded
            self._asked = WhyQuestion(standing) if is_same_run else None
            self.refresh_bindings()
        moved, self.standing = standing is not self.standing, standing
        if notes is not None:
            self.notes = notes
        self._draw()
        if moved:
            self.post_message(MovedOn())

    def says(self, sentence: str) -> bool:
        """Whether a sentence is to be read in what is drawn: in a box, or in a row of its own."""
        rows = ["".join(span.text for span in row).split("│") for row in self.picture]
        text = " ".join(each.strip() for row in rows for each in (row[-2:-1] or row))
        return sentence.casefold() in " ".join(text.split()).casefold()

    def action_step(self, by: int) -> None:
        kept = self.standing.recorded
        position = self.standing.position + by
        if by > 0 and self.standing.at_end:
            if kept.goes_on:
                self.post_message(ElsewhereAsked(kept.stop, back=True))
            else:
                self.post_message(Said("This is the last operation that was told."))
        elif position < 0 and kept.start > 0:
            self.post_message(ElsewhereAsked(kept.start - 1, back=True))
        elif position < 0:
            self.post_message(Said("This is the first operation that was told."))
        else:
            self.show(self.standing.at(position))

    def action_line(self, by: int) -> None:
        there = self.standing.line(by)
        if there.position == self.standing.position:
            self.action_step(by)
        else:
            self.show(there)

    def action_turn(self, by: int) -> None:
        there = self.standing.turn(by)
        if there is None:
            self.post_message(Said(no_turn(self.standing, by)))
        self.go(there)

    def action_call(self, by: int) -> None:
        there = self.standing.call(by)
        if there is None:
            self.post_message(Said(f"No call begins {'after' if by > 0 else 'before'} this."))
        self.go(there)

    def go(self, there: WalkPlace | int | None) -> None:
        """Show a standing, or ask for what was not kept; None is nowhere."""
        if isinstance(there, WalkPlace):
            self.show(there)
        elif there is not None:
            self.post_message(ElsewhereAsked(there))

    def action_cell(self, down: int, right: int) -> None:
        self.show(self.standing.moved(down, right))

    def action_to(self, position: int) -> None:
        last = len(self.standing.recorded.operations) - 1
        self.show(self.standing.at(position if position >= 0 else last))

    def action_why(self) -> None:
        """Say what the chosen cell is made of."""
        self._ask(WhyQuestion(self.standing))

    def action_part(self, by: int) -> None:
        """Choose another of the parts that the cell is made of."""
        if self._asked:
            self._ask(self._asked.choosing(by))

    def action_deeper(self) -> None:
        """Go down to what made the chosen part."""
        if self._asked and (down := self._asked.down()):
            self._ask(down)
        elif self._asked:
            self.post_message(Said(self._asked.given()))

    def action_close(self) -> None:
        """Go up to the question before, or ask no more."""
        if self._asked:
            self._ask(self._asked.up())

    def _ask(self, asked: WhyQuestion | None) -> None:
        opens = (asked is None) != (self._asked is None)
        self._asked = asked
        if asked:
            self.standing = asked.standing
        self._draw()
        self.post_message(MovedOn())
        if opens:
            self.focus()  # its sources are chosen with the keys of the tree
            self.refresh_bindings()

    def action_next_said(self) -> None:
        self.post_message(NextAsked())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One key does one thing while a why is open, and another while none is."""
        match action:
            case "close" | "part" | "deeper":
                return self._asked is not None
            case "line" | "why":
                return self._asked is None
            case "stop":
                return self._playing is not None
        return True

    def action_tab(self, number: int) -> None:
        self._tab = number
        self._draw()
        if self._tree.has_focus and not self._tree.display:
            self.focus()

    def action_play(self) -> None:
        if self._playing is None:
            self._playing = self.set_interval(PACE, self._play_on)
            self.refresh_bindings()

    def action_stop(self) -> None:
        if self._playing:
            self._playing.stop()
            self._playing = None
            self.refresh_bindings()

    def _play_on(self) -> None:
        if self.standing.at_end:
            self.action_stop()
        else:
            self.action_step(1)

    def on_resize(self, event: Resize) -> None:
        self._draw()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_mounted:
            self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        for panes in self.query(CodePanes):
            panes.draw(self.standing, self.notes, self._tab, self._asked, self.against)

    def on_code_panes_line_chosen(self, message: CodePanes.LineChosen) -> None:
        message.stop()
        self.focus()
        if there := self.standing.on_line(message.line):
            self.show(there)
        else:
            self.post_message(Said(NOTHING_ON.format(message.line)))

    def on_code_panes_tab_chosen(self, message: CodePanes.TabChosen) -> None:
        message.stop()
        self.action_tab(message.tab)

    # The tree

    def action_fold(self, by: int) -> None:
        """Fold one more of the calls and loops that one is in, or one less."""
        self._tree.fold(by)

    def action_to_tree(self) -> None:
        """Go into the tree, which is shown if it was not."""
        if not self._tree.display:
            self.action_tab(TABS.index("tree"))
        self._tree.focus()

    def on_code_tree_left(self, message: CodeTree.Left) -> None:
        message.stop()
        self.focus()

    def on_code_tree_chosen(self, message: CodeTree.Chosen) -> None:
        message.stop()
        self.go(message.there)
