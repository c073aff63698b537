"""Options to choose from: one (radio) or many (ticks)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from tutor.assessment.parts import Option
from tutor.assessment.verdicts import Verdict
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

    def _row(self, number: int, here: bool) -> Written:
        chosen = number in self._chosen
        mark = (UNTICKED, TICKED)[chosen] if self._many else (UNCHOSEN, CHOSEN)[chosen]
        return f"{mark} ", inline_content(self._options[number].text)

    def clicked(self) -> None:
        self.action_tick()

    def action_tick(self) -> None:
        here = {self.cursor}
        self._chosen = self._chosen ^ here if self._many else here
        self.redraw()

    def action_choose(self, number: int) -> None:
        if number < self.count:
            self.cursor = number
            self.action_tick()

    def action_answer(self) -> None:
        if not self._many:
            self.action_tick()
        self.commit(self.answer)

    def watch_verdict(self, verdict: Verdict | None) -> None:
        if verdict is None:
            self._chosen = set()
        super().watch_verdict(verdict)
