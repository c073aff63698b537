"""Lefts to join with rights: the arrows turn through the partners of a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tutor.assessment.parts import Pair
from tutor.assessment.verdicts import Verdict
from tutor.widgets.fields.rows import RowsField, Written
from tutor.widgets.inline import inline_content
from tutor.widgets.rewritten import rewrite

USED, FREE = "●", "○"


class MatchField(RowsField):
    """A row for each left, and below them all rights; left and right choose a row's partner."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", "answer"),
        Binding("right", "turn(1)", "next partner"),
        Binding("left", "turn(-1)", "partner before"),
        Binding("l,space", "turn(1)", show=False),
        Binding("h", "turn(-1)", show=False),
        *(Binding(str(number), f"join({number - 1})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, pairs: Sequence[Pair], rights: Sequence[str]) -> None:
        super().__init__(len(pairs), self._row)
        self._pairs = pairs
        self._rights = rights
        # By the alphabet, so that the order does not give the partners away.
        self._shown = sorted(range(len(rights)), key=lambda index: rights[index].casefold())
        self._chosen: list[int | None] = [None] * len(pairs)
        self._marked: list[int | None] = []

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Static(classes="partners")

    @property
    def answer(self) -> Any:
        return list(self._chosen)

    def put(self, answer: Any) -> None:
        self._chosen = list(answer)
        self.redraw()

    def redraw(self) -> None:
        super().redraw()
        lines = (
            Content.styled(f"{USED if right in self._chosen else FREE} {place}  ", "$text-muted")
            + inline_content(self._rights[right]).stylize(
                "$text-muted" if right in self._chosen else ""
            )
            for place, right in enumerate(self._shown, start=1)
        )
        rewrite(self.query_one(".partners", Static), Content("\n").join(lines))

    def _row(self, number: int, here: bool) -> Written:
        chosen = self._chosen[number]
        partner = "…" if chosen is None else inline_content(self._rights[chosen])
        return " ", Content.assemble(
            inline_content(self._pairs[number].left),
            Content.styled("  ──  ", "$text-muted"),
            "‹ " if here else "",
            partner,
            " ›" if here else "",
        )

    def is_kept(self, number: int) -> bool:
        return self.is_right(str(number))

    def says(self, number: int) -> bool:
        return self._chosen[number] == self._marked[number]

    def clicked(self) -> None:
        self.action_turn(1)

    def action_turn(self, step: int) -> None:
        chosen = self._chosen[self.cursor]
        if chosen is None:
            place = 0 if step > 0 else -1
        else:
            place = (self._shown.index(chosen) + step) % len(self._shown)
        self._join(place)

    def action_join(self, place: int) -> None:
        if place < len(self._shown):
            self._join(place)

    def _join(self, place: int) -> None:
        if not self.is_kept(self.cursor):
            self._chosen[self.cursor] = self._shown[place]
            self.redraw()
            self.changed()

    def action_answer(self) -> None:
        self.submit()

    def watch_verdict(self, verdict: Verdict | None) -> None:
        self._marked = self.answer
        super().watch_verdict(verdict)
