"""The comparison: the same training with one thing changed, side by side within a lesson."""

from __future__ import annotations

import textwrap
from typing import ClassVar

from textual.binding import Binding, BindingType

from tutor.live.compare.options import CompareOptions
from tutor.live.dials import setting_text
from tutor.live.fit.options import RunOptions
from tutor.messages import Copied
from tutor.plots.arrange import row_width
from tutor.plots.captions import caption
from tutor.plots.cells import Picture, Row, Span
from tutor.runs.command import command_line
from tutor.runs.comparison import Comparison
from tutor.runs.look import Look
from tutor.runs.luck import verdict
from tutor.runs.side_by_side import SideBySide
from tutor.runs.words import state
from tutor.widgets.training_part import LOOKING, LUCK, TrainingPart


class Compare(TrainingPart[Comparison], can_focus=True):
    """Two or three runs that train by turns before the learner's eyes."""

    HINT = "space trains all, s takes a step, r goes back. Which gets further?"

    BINDINGS: ClassVar[list[BindingType]] = [*LOOKING, LUCK, Binding("y", "copy", "copy commands")]

    def __init__(self, options: CompareOptions) -> None:
        self._options = options
        self._epochs = options.settings()["epochs"]
        super().__init__(options)

    def new_run(self) -> Comparison:
        options = self._options
        when = options.task.when if options.task else ""
        return Comparison(options.settings(), options.changed, options.values, when)

    def action_copy(self) -> None:
        """Copy a command for each run, one a line."""
        usual = RunOptions().settings()
        lines = [command_line(run.settings, usual) for run in self.live.runs]
        self.post_message(Copied("\n".join(lines), "the commands for these runs"))

    def _canvas(self, width: int, rows: int) -> SideBySide:
        options = self._options
        return SideBySide(
            width,
            rows,
            Look(self.palette(), options.log_loss),
            self._names(),
            options.figure,
            options.views,
            self._view,
        )

    def _status(self, pace: str, width: int) -> Row:
        front = self.live.front
        row = [state(front, self.running)]
        if front:
            row += [Span(f"  epoch {front.epoch}/{self._epochs}")]
        changed = self._options.changed.replace("_", " ")
        row += [Span("  changed: ", "muted"), Span(changed, "accent", bold=True)]
        gap = width - row_width(row) - len(pace)
        return [*row, Span(" " * gap + pace, "muted")] if gap > 0 else row

    def _report(self, width: int) -> Picture:
        lines = textwrap.wrap(f"✘ {self.error}", max(width, 20)) if self.error else []
        return [[Span(line, "wrong")] for line in lines]

    def _tried(self, width: int) -> Picture:
        """Return whether the runs differ by more than luck, once that was asked; what to try."""
        runs = self.live.runs
        asked = runs[0].seeds_asked
        if not asked:
            return super()._tried(width)
        if any(len(run.seeds) < asked for run in runs):
            came = sum(len(run.seeds) for run in runs)
            return caption(f"{came} of {asked * len(runs)} seeds are trained.", width, "accent")
        return caption(verdict([run.seeds for run in runs], self._names()), width, "accent")

    def _names(self) -> tuple[str, ...]:
        return self._options.names or tuple(map(setting_text, self._options.values))
