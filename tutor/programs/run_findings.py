"""What is said of a run, through all the windows of it that are looked at."""

from __future__ import annotations

from dataclasses import replace

from tutor.programs.judgement import Judgement
from tutor.programs.moves import WalkPlace
from tutor.programs.recorded import Recorded


class RunFindings:
    """Keeps what was found in one window while one looks at others."""

    def __init__(self) -> None:
        self.judgement: Judgement | None = None
        """What is said of the window in view; None while it is being judged."""
        self._found: tuple[Recorded, Judgement] | None = None
        """The last window of which something is said, and what."""

    def forget(self) -> None:
        """Begin anew, with another run or another network to compare with."""
        self.judgement = self._found = None

    def is_elsewhere(self, recorded: Recorded) -> bool:
        """Whether something was found, and not in this window."""
        here = self.judgement is not None and self.judgement.says_something
        return not here and self._found is not None and self._found[0] is not recorded

    def leads_on(self, recorded: Recorded) -> bool:
        """Whether there is a place to go to: something is said of it, or the run stopped there."""
        if self.judgement is None:
            return False
        says = self.judgement.says_something or self.is_elsewhere(recorded)
        return says or recorded.line is not None

    def take(self, recorded: Recorded, judgement: Judgement) -> Judgement:
        """Take in what is said of a window; where that is nothing, what was found stands on."""
        self.judgement = judgement
        if judgement.says_something:
            self._found = recorded, judgement
        elif self._found:
            found = self._found[1].notes
            notes = replace(judgement.notes, boxes=found.boxes, line=found.line)
            self.judgement = replace(judgement, notes=notes)
        return self.judgement

    def after(self, standing: WalkPlace) -> tuple[WalkPlace, str] | None:
        """Return the next place of which something is said, in whichever window, and what."""
        if self.judgement is None:
            return None
        if self.is_elsewhere(standing.recorded) and self._found:
            recorded, self.judgement = self._found
            standing = WalkPlace(recorded).at(0)
        there = self.judgement.after(standing)
        later = self.judgement.later
        if there and later and there[0].recorded is later.recorded is not standing.recorded:
            self.judgement = self.judgement.of_later()
        return there
