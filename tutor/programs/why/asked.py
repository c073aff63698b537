"""A cell that is asked about, and the way that was gone down from one cell to what made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.plots.arrange import giving_way, shortened
from tutor.plots.cells import Picture, Span, plain
from tutor.programs.moves import WalkPlace
from tutor.programs.turns import place_in_loops
from tutor.programs.why.indexed import entry
from tutor.programs.why.rows import CellWhy, why

GIVEN = "{} is where it begins: the program was given it, or wrote it down."

_TEXT = 24
"""Characters of an operation that has no name."""


@dataclass(frozen=True, slots=True, eq=False)
class WhyQuestion:
    """The question why, at a standing whose cell it is about."""

    standing: WalkPlace
    above: Sequence[WalkPlace] = ()
    """Where one came down from, the first first."""
    chosen: int = 0

    @property
    def why(self) -> CellWhy:
        return why(self.standing.recorded, self.standing.operation, self.standing.cell)

    def choosing(self, step: int) -> WhyQuestion:
        """Return the question with the next of its sources chosen, or the one before."""
        last = max(0, len(self.why.sources) - 1)
        return WhyQuestion(self.standing, self.above, max(0, min(self.chosen + step, last)))

    def down(self) -> WhyQuestion | None:
        """Return the question about what made the chosen source, None where nothing did."""
        found = self.why.opened(self.standing.recorded, self.chosen)
        if found is None:
            return None
        event, cell = found
        there = self.standing.at_event(event).with_cell(cell)
        if (there.position, there.cell) == (self.standing.position, self.standing.cell):
            return None
        return WhyQuestion(there, [*self.above, self.standing])

    def up(self) -> WhyQuestion | None:
        """Return the question that one came from, None at the first."""
        return WhyQuestion(self.above[-1], self.above[:-1]) if self.above else None

    def given(self) -> str:
        """Return what is said where it goes down no further."""
        sources = self.why.sources
        if not sources:
            return GIVEN.format(self.standing.operation.place.text)
        source = sources[self.chosen]
        return GIVEN.format(entry(source.event.place.text, source.cell))

    def _above(self, there: WalkPlace) -> str:
        """A cell that one came down from, and in which turn of its loop where that is another."""
        operation = there.operation
        text = operation.name or plain([shortened([Span(operation.place.text)], _TEXT)])
        turns = [
            place_in_loops(each.recorded, each.operation.node) for each in (there, self.standing)
        ]
        where = f" ({turns[0][-1]})" if turns[0] and turns[0] != turns[1] else ""
        return f"{entry(text, there.cell)}{where}"

    def box(self, room: int, width: int) -> tuple[str, Picture]:
        """Return the title and the rows of the answer, at most `room` of them, so wide."""
        told = self.why
        way = [self._above(each) for each in self.above[-3:]]
        rows: Picture = [[Span(f"made {' ← '.join(reversed(way))}", "muted")]] if way else []
        made = told.rows(self.chosen, room - len(rows))
        rows += [giving_way(row, width) if len(row) > 1 else row for row in made]
        return told.question, rows
