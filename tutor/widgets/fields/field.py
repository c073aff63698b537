"""What all fields have in common."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from tutor.assessment.verdicts import Feedback, Verdict
from tutor.widgets.text_line import TextLine

MARKS = {"right": "✔", "partly": "◐", "wrong": "✘"}


class AnswerLine(TextLine, inherit_bindings=False):
    """A line to type an answer in; enter hands it in."""

    # Not inherited, as the key line has keys in the order in which they are bound first.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "answer"),
        # Letters belong to the line, so the arrows say how sure one is.
        Binding("up", "say_how_sure", "how sure", key_display="↑ ↓"),
        Binding("down", "say_how_sure", show=False),
        *Input.BINDINGS,
    ]

    class Weighed(Message):
        """The learner says how sure they are, going through the words for it."""

    def __init__(self, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, compact=True, select_on_focus=False)

    def action_say_how_sure(self) -> None:
        self.post_message(self.Weighed())


class Committed(Message):
    """The learner stands by the answer in the field: the plain value that marking takes."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer


class Field(Vertical):
    """Holds the answer and marks what a verdict says of its parts.

    After a verdict that is not "right" it stays live: what was right is kept, the rest is tried
    again at once.
    """

    class Changed(Message):
        """What stands in the field has changed."""

    verdict: reactive[Verdict | None] = reactive(None, init=False)
    """What the last answer was worth; None before the first."""

    @property
    @abstractmethod
    def answer(self) -> Any:
        """What stands in the field now."""

    @abstractmethod
    def put(self, answer: Any) -> None:
        """Let an answer stand in the field."""

    @property
    def closed(self) -> bool:
        """True once the answer is right: nothing can be changed any more."""
        return self.verdict is not None and self.verdict.outcome == "right"

    def submit(self) -> None:
        """Hand in what stands in the field, if it is complete."""
        self.commit(self.answer)

    def commit(self, answer: Any) -> None:
        """Hand the answer in, unless it was right already."""
        if not self.closed:
            self.post_message(Committed(answer))

    def changed(self) -> None:
        self.post_message(self.Changed())

    def piece(self, part: str) -> Feedback | None:
        """Return what the last verdict says of one part of the answer."""
        pieces = self.verdict.feedback if self.verdict else ()
        return next((piece for piece in pieces if piece.target == part), None)

    def shows(self, piece: Feedback) -> bool:
        """Tell whether what a verdict says stands on the screen, not kept back meanwhile."""
        return True

    def is_right(self, part: str) -> bool:
        """Tell whether the last verdict found this part of the answer right."""
        piece = self.piece(part)
        return piece is not None and piece.outcome == "right"
