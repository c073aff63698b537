"""Steps to put in order: pick one up, carry it, put it down."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from tutor.assessment.parts import OrderStep
from tutor.assessment.verdicts import Verdict
from tutor.widgets.fields.field import MARKS
from tutor.widgets.fields.rows import RowsField, Written
from tutor.widgets.inline import inline_content


class OrderField(RowsField):
    """A list whose cursor can carry a step up and down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "answer"),
        Binding("space", "pick_up", "pick up / put down"),
        Binding("shift+up,K", "carry(-1)", show=False),
        Binding("shift+down,J", "carry(1)", show=False),
    ]

    def __init__(self, steps: Sequence[OrderStep], seed: int) -> None:
        super().__init__(len(steps), self._row)
        self._steps = steps
        self._order = shuffled(len(steps), seed)
        self._marked: list[int] = []
        self._carrying = False

    @property
    def answer(self) -> Any:
        return list(self._order)

    def put(self, answer: Any) -> None:
        self._order = list(answer)
        self.redraw()

    def _row(self, number: int, here: bool) -> Written:
        step = self._order[number]
        stays = MARKS["right"] if self.is_right(str(step)) else " "
        grip = "↕" if here and self._carrying else stays
        return f"{grip} {number + 1}. ", inline_content(self._steps[step].text)

    def part(self, number: int) -> int:
        return self._order[number]

    def says(self, number: int) -> bool:
        return self._order == self._marked

    def clicked(self) -> None:
        self.action_pick_up()

    def action_move(self, step: int) -> None:
        if self._carrying:
            self.action_carry(step)
        else:
            super().action_move(step)

    def action_carry(self, step: int) -> None:
        target = self.cursor + step
        if 0 <= target < self.count:
            order = self._order
            order[self.cursor], order[target] = order[target], order[self.cursor]
            self.cursor = target
            self.changed()

    def action_pick_up(self) -> None:
        self._carrying = not self._carrying
        self.redraw()

    def action_answer(self) -> None:
        self._carrying = False
        self.submit()

    def watch_verdict(self, verdict: Verdict | None) -> None:
        self._marked = self.answer
        super().watch_verdict(verdict)


def shuffled(count: int, seed: int) -> list[int]:
    """Return the numbers below `count` in an order that `seed` decides, never their own."""
    random = Random(seed)
    order = list(range(count))
    while order == sorted(order) and count > 1:
        random.shuffle(order)
    return order
