"""Options to choose from: one (radio) or many (ticks)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from tutor.assessment.parts import Option
from tutor.assessment.verdicts import Feedback
from tutor.widgets.fields.rows import RowsField, Written
from tutor.widgets.inline import inline_content

TICKED, UNTICKED, CHOSEN, UNCHOSEN = "▣", "□", "●", "○"


class ChoiceField(RowsField):
    """A list of options; enter answers, in a list of many space ticks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "answer"),
        Binding("space", "tick", "tick"),
        *(Binding(str(number), f"choose({number - 1})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, options: Sequence[Option], *, many: bool) -> None:
        super().__init__(len(options), self._row)
        self._options = options
        self._many = many
        self._chosen: set[int] = set()

    @property
    def answer(self) -> Any:
        return sorted(self._chosen) if self._many else next(iter(self._chosen), None)

    def put(self, answer: Any) -> None:
        self._chosen = {*answer} if self._many else {answer}
        self.redraw()

    def _row(self, number: int, here: bool) -> Written:
        chosen = number in self._chosen
        mark = (UNTICKED, TICKED)[chosen] if self._many else (UNCHOSEN, CHOSEN)[chosen]
        return f"{mark} ", inline_content(self._options[number].text)

    def is_kept(self, number: int) -> bool:
        return self._many and number in self._chosen and self.is_right(str(number))

    def says(self, number: int) -> bool:
        # What is said of an option that was left would give it away while the others are tried.
        return self.closed or not self._many or number in self._chosen

    def shows(self, piece: Feedback) -> bool:
        return piece.target is None or self.says(int(piece.target))

    def clicked(self) -> None:
        self.action_tick()

    def action_tick(self) -> None:
        here = {self.cursor}
        if self.is_kept(self.cursor):
            return
        self._chosen = self._chosen ^ here if self._many else here
        self.redraw()
        self.changed()

    def action_choose(self, number: int) -> None:
        if number < self.count and not self.is_kept(number):
            self.cursor = number
            self.action_tick()

    def action_answer(self) -> None:
        if not self._many:
            self.action_tick()
        self.submit()
