"""What is said of a run: a first difference, what was noticed, and what lies in a later window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from tutor.programs.comparison import EngineComparison
from tutor.programs.findings import notes_of, with_marks
from tutor.programs.moves import WalkPlace
from tutor.programs.notes import Notes
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.partings import Parting
from tutor.programs.recorded import Event, Recorded


@dataclass(frozen=True, slots=True, eq=False)
class Later:
    """A later window of a run, and what is said of it."""

    recorded: Recorded
    notes: Notes
    first: Parting | None
    noticed: Sequence[Noticed]
    comparison: EngineComparison | None = None

    def holds(self, event: Event) -> bool:
        """Whether something is said here of an operation."""
        said = (self.first, *self.noticed)
        return any(each is not None and each.event is event for each in said)


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """What is said of a run."""

    notes: Notes = field(default_factory=Notes)
    first: Parting | None = None
    noticed: Sequence[Noticed] = ()
    checked: Sequence[tuple[Event, str]] = ()
    """Gradients that are no slopes, and what is said of each."""
    later: Later | None = None
    """Where some of that lies, if it lies behind what was kept."""
    comparison: EngineComparison | None = None
    """With the engine, which goes on as one looks at other iterations."""

    def lacks(self, standing: WalkPlace) -> bool:
        """Whether the pass of the network that one stands in was not compared yet."""
        if self.comparison is None or self.comparison.comparer is None:
            return False
        if self.comparison.comparer.recorded is not standing.recorded:
            return False
        return self.comparison.lacks(standing.operation.number)

    def is_lost_at(self, standing: WalkPlace) -> bool:
        """Whether the pass that one stands in starts from NaN or inf, as far as it is known."""
        comparer = self.comparison.comparer if self.comparison else None
        if comparer is None or comparer.recorded is not standing.recorded:
            return False
        return comparer.is_lost(standing.operation.number)

    def looking_at(self, standing: WalkPlace) -> Judgement:
        """Return this with what is said of the pass of the network that one stands in."""
        if self.comparison is None:
            return self
        with np.errstate(all="ignore"):
            comparison = self.comparison.looking_at(standing.operation.number)
            recorded, first = standing.recorded, self.first or comparison.first
            if first is self.first:
                notes = with_marks(self.notes, recorded, comparison)
            else:
                notes = notes_of(recorded, comparison, first, self.noticed)
        return replace(self, notes=notes, first=first, comparison=comparison)

    def after(self, standing: WalkPlace) -> tuple[WalkPlace, str] | None:
        """Return the next place of which something is said, round to the first, and what.

        It may lie in the later window.
        """
        said = self._said()
        later = [each for each in said if each[0].number > standing.operation.number]
        event, message = next(iter([*later, *said]), (None, ""))
        if event is not None and self.later and self.later.holds(event):
            standing = WalkPlace(self.later.recorded)
        return (self._pointing(standing.at_event(event)), message) if event else None

    def _pointing(self, standing: WalkPlace) -> WalkPlace:
        """The standing at the first cell that is wrong, or no number."""
        event = standing.operation
        engine = self.notes.engine.get(standing.position)
        if engine and engine.array.shape == event.value.array.shape:
            return standing.at_first(engine.differs)
        return standing.at_first(lambda numbers: ~np.isfinite(numbers))

    @property
    def noticed_here(self) -> Sequence[Noticed]:
        """What was noticed in this window, not in a later one."""
        later = self.later
        return [each for each in self.noticed if not (later and later.holds(each.event))]

    @property
    def says_something(self) -> bool:
        return bool(self._said())

    @property
    def is_of_one_place(self) -> bool:
        """Whether there is no other place to go to."""
        return len({event.number for event, _ in self._said()}) == 1

    def _said(self) -> list[tuple[Event, str]]:
        """All places and what is said of them, the first operation first."""
        said = [(each.event, each.message) for each in (self.first, *self.noticed) if each]
        return sorted([*said, *self.checked], key=lambda each: each[0].number)

    def of_later(self) -> Judgement:
        """Return what is said of the later window alone."""
        later = self.later
        if later is None:
            return self
        return Judgement(later.notes, later.first, later.noticed, comparison=later.comparison)
