"""What all fields have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input

from tutor.assessment.verdicts import Verdict

MARKS = {"right": "✔", "partly": "◐", "wrong": "✘"}


class AnswerLine(Input):
    """A line to type an answer in; enter hands it in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "answer"),
        # Letters belong to the line, so the arrows say how sure one is.
        Binding("up", "say_how_sure", "how sure"),
        Binding("down", "say_how_sure", show=False),
    ]

    class Weighed(Message):
        """The learner says how sure they are, going through the words for it."""

    def __init__(self, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, compact=True)

    def action_say_how_sure(self) -> None:
        self.post_message(self.Weighed())


class Committed(Message):
    """The learner stands by the answer in the field: the plain value that marking takes."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer


class Field(Vertical):
    """Holds the answer until it is marked; afterwards it is locked and shows the verdict."""

    verdict: reactive[Verdict | None] = reactive(None, init=False)
    """What the answer was worth; None while it can still be changed."""

    def commit(self, answer: Any) -> None:
        """Hand the answer in, unless one was marked already."""
        if self.verdict is None:
            self.post_message(Committed(answer))
