"""The ways through a recorded program: by operation, line, iteration and call, by itself."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.timer import Timer

from tutor.programs.leads import no_turn
from tutor.programs.moves import WalkPlace
from tutor.programs.notes import Notes
from tutor.widgets.code_panes import CodePanes
from tutor.widgets.code_stage import CodeStage
from tutor.widgets.code_tree import CodeTree

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


class WalkedCode(CodeStage):
    """Goes from one operation to another, and asks for what was not kept."""

    def __init__(self, standing: WalkPlace, notes: Notes, against: str = "") -> None:
        super().__init__(standing, notes, against)
        self._playing: Timer | None = None

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

    def on_code_panes_line_chosen(self, message: CodePanes.LineChosen) -> None:
        message.stop()
        self.focus()
        if there := self.standing.on_line(message.line):
            self.show(there)
        else:
            self.post_message(Said(NOTHING_ON.format(message.line)))

    def on_code_tree_chosen(self, message: CodeTree.Chosen) -> None:
        message.stop()
        self.go(message.there)
