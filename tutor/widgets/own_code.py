"""A recorded program, walked by keys, in which one asks why a number is what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive

from tutor.programs.why.asked import WhyQuestion
from tutor.widgets.code_keys import KEYS
from tutor.widgets.code_stage import MovedOn
from tutor.widgets.walked_code import Said, WalkedCode


@dataclass
class NextAsked(Message):
    """The learner wants to go to the next place of which something is said."""


class OwnCode(WalkedCode):
    """Asks what a cell is made of, and what that is made of in its turn."""

    DEFAULT_CSS = "OwnCode { width: 1fr; height: 1fr; }"

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    leads_on = reactive(False, bindings=True)
    """Whether there is a next place of which something is said."""
    is_run_anew = reactive(False, bindings=True)
    """Whether the program, or another one, runs meanwhile."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One key does one thing while a why is open, and another while none is."""
        match action:
            case "close":
                return self._asked is not None and not self.is_run_anew
            case "part" | "deeper":
                return self._asked is not None
            case "line" | "why":
                return self._asked is None
            case "next_said":
                return self.leads_on
            case "ask_said":
                return not self.leads_on
            case "stop":
                return self._playing is not None
        return True

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

    def action_ask_said(self) -> None:
        """Ask where nothing is said, or nothing is known yet: the answer says so."""
        self.post_message(NextAsked())
