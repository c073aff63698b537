"""Lefts to join with rights: the arrows turn through the partners of a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from tutor.assessment.parts import Pair
from tutor.widgets.fields.rows import RowsField, Written
from tutor.widgets.inline import inline_content


class MatchField(RowsField):
    """A row for each left; up and down go through them, left and right choose the partner."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "answer"),
        Binding("right", "turn(1)", "next partner"),
        Binding("left", "turn(-1)", "partner before"),
        Binding("l,space", "turn(1)", show=False),
        Binding("h", "turn(-1)", show=False),
    ]

    def __init__(self, pairs: Sequence[Pair], rights: Sequence[str]) -> None:
        super().__init__(len(pairs), self._row)
        self._pairs = pairs
        self._rights = rights
        # By the alphabet, so that the order does not give the partners away.
        self._shown = sorted(range(len(rights)), key=lambda index: rights[index].casefold())
        self._chosen: list[int | None] = [None] * len(pairs)

    @property
    def answer(self) -> Any:
        return list(self._chosen)

    def _row(self, number: int, here: bool) -> Written:
        chosen = self._chosen[number]
        partner = "…" if chosen is None else inline_content(self._rights[chosen])
        return "", Content.assemble(
            inline_content(self._pairs[number].left),
            Content.styled("  ──  ", "$text-muted"),
            "‹ " if here else "",
            partner,
            " ›" if here else "",
        )

    def clicked(self) -> None:
        self.action_turn(1)

    def action_turn(self, step: int) -> None:
        chosen = self._chosen[self.cursor]
        if chosen is None:
            place = 0 if step > 0 else -1
        else:
            place = (self._shown.index(chosen) + step) % len(self._shown)
        self._chosen[self.cursor] = self._shown[place]
        self.redraw()

    def action_answer(self) -> None:
        self.commit(self.answer)
