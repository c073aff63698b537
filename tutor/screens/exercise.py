"""An exercise in code: run, understood by its numbers, stepped through, with help if wanted."""

from __future__ import annotations

import asyncio
from pathlib import Path
from threading import Event as Flag
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.timer import Timer

from tutor.exercises.anew import record_first, record_written
from tutor.exercises.checking import check
from tutor.exercises.model import Exercise
from tutor.exercises.outcome import Outcome
from tutor.exercises.work import record_hints, record_passed
from tutor.messages import ExerciseOpened, OwnNetworkAsked
from tutor.progress.store import Store
from tutor.screens.exercise_desk import ExerciseDesk
from tutor.screens.exercise_head import CODE, RESULT, TASK
from tutor.widgets.beside import TWO_COLUMNS
from tutor.widgets.exercise.bug_card import BugCard
from tutor.widgets.exercise.code_editor import CodeEditor
from tutor.widgets.exercise.task import TaskView

_PATIENCE = 0.3  # seconds that a run may take before it is said that it runs


class ExerciseScreen(ExerciseDesk):
    """Runs in a thread, which gives up when another run begins or the screen is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "run", "run", tooltip="Run the program on all cases."),
        Binding("r", "run", show=False),
        Binding("f", "step", "step", tooltip="Step through your code, on the case that fails."),
        Binding(
            "p",
            "playground",
            "playground",
            tooltip="Train your network, and see it beside the engine's in the playground.",
        ),
        Binding("ctrl+b", "mark", "mark the line", tooltip="Say that this line is wrong, and why."),
        Binding("ctrl+t", "hint", "hint", tooltip="The next hint; after the last the solution."),
        Binding("i", "hint", show=False),
        Binding("1", "show('task')", "tab", key_display="1 2 3", tooltip="The task."),
        Binding("2", "show('code')", show=False, tooltip="The program."),
        Binding("3", "show('result')", show=False, tooltip="What the last run came to."),
        Binding("enter", "write", "code", tooltip="Go to the program."),
        Binding("n,ctrl+n", "next", "next exercise", tooltip="Go to the next exercise."),
        Binding("e", "own_editor", "own editor", tooltip="Open the file in your own editor."),
        Binding("a", "anew", "anew", tooltip="Begin again; esc, then u, brings your program back."),
        Binding("u", "bring_back", show=False, tooltip="Bring back what was begun anew."),
        Binding("escape", "put_down", "to the result", tooltip="Out of the program."),
        Binding("escape", "back_to_code", "to the code", tooltip="Go on with the program."),
        Binding("escape", "leave", "back", tooltip="Go back to where you came from."),
    ]

    def __init__(self, folder: Path, name: str, store: Store, *, anew: bool = False) -> None:
        super().__init__(folder, name, store, anew=anew)
        self.score: float | None = None
        """What came of writing it anew: 1 if it passed, 0 if it was shown, None before that."""
        self._stop = Flag()
        self._busy: Timer | None = None
        self._ran = ""
        """The text that was run last."""

    def on_unmount(self) -> None:
        self._stop.set()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "next":
            return bool(self._head.following)
        if action == "bring_back" and self._anew:
            return self.score is not None  # what was set aside is what is asked for
        if action == "step":
            return self._result.outcome is not None
        if action == "playground":
            return self.exercise is not None and self.exercise.network is not None
        if action == "mark":
            hunting = self._hunt is not None and not self._hunt.reason_found
            return hunting and self._sheet is not None and self._sheet.has_focus
        return super().check_action(action, parameters)

    # Running

    def action_run(self) -> None:
        """Run the program on all cases; one that is under way is given up."""
        if self.exercise and self._sheet:
            self._save()
            self._run(self.exercise, self._sheet.program)

    @work(exclusive=True, group="run", description="run")
    async def _run(self, exercise: Exercise, code: str) -> None:
        self._stop.set()
        self._stop = stop = Flag()
        waiting = self.set_timer(_PATIENCE, self._say_that_it_runs)
        try:
            outcome = await asyncio.to_thread(check, exercise, code, stop.is_set)
        finally:
            stop.set()
            waiting.stop()
            self._end_spinner()
        if outcome.stopped:
            return
        if outcome.passed:
            record_passed(self._store, exercise)
            await self._record(exercise, code)
        if self.is_attached:
            self._show_outcome(outcome, code)

    async def _record(self, exercise: Exercise, code: str, *, shown: bool = False) -> None:
        """Keep that the program was written, or shown: the review asks for it again."""
        task = self.query_one(TaskView)
        shown = shown or task.solution_seen
        record = record_first
        if self._anew:
            if self.score is not None:
                return
            self.score, record = float(not shown), record_written
        hints = task.taken
        await asyncio.to_thread(record, self._store, exercise, code, hints, shown=shown)

    def _show_outcome(self, outcome: Outcome, code: str) -> None:
        self._ran = code
        self._result.show(outcome, code, self._what_follows(outcome))
        for card in self.query(BugCard):
            card.show(repaired=outcome.passed)
        if isinstance(self._sheet, CodeEditor) and self._sheet.program == code:
            self._sheet.point_at(outcome.error.line if outcome.error else None)
        if not self.has_class(TWO_COLUMNS):
            from_code = self._in_view == CODE
            self.action_show(RESULT)
            self._back_to_code = from_code
        self._write_head()
        self.refresh_bindings()

    def action_write(self) -> None:
        """Go to the program, and there to the line that stopped it, if one did."""
        outcome, sheet = self._result.outcome, self._sheet
        super().action_write()
        stopped_at = outcome.error.line if outcome and outcome.error else None
        if sheet and stopped_at and sheet.program == self._ran:
            sheet.go_to(stopped_at)

    def _what_follows(self, outcome: Outcome) -> str:
        """Return what can be done after an outcome."""
        if not outcome.passed:
            return ""
        if self._anew:
            return "Written once more. esc, and esc again, lead back to the review."
        onward = " ctrl+n goes on to the next exercise." if self._head.following else ""
        network = self.exercise.network if self.exercise else None
        there = " p trains it in the playground." if network else ""
        return f"ctrl+t sets it beside the solution.{there}{onward}"

    def _say_that_it_runs(self) -> None:
        self._busy = self.set_interval(0.1, self._spin)
        self._spin()

    def _spin(self) -> None:
        self._head.turns += 1
        self._write_head()

    def _end_spinner(self) -> None:
        if self._busy is not None:
            self._busy.stop()
            self._busy = None
        self._head.turns = 0
        if self.is_attached:
            self._write_head()

    # Help

    def on_task_view_hint_asked(self) -> None:
        self.action_hint()

    @work(exclusive=True, group="hint")
    async def action_hint(self) -> None:
        """Show the next hint; past the last one ask whether the solution is to be seen."""
        exercise, sheet = self.exercise, self._sheet
        if exercise is None or sheet is None:
            return
        task = self.query_one(TaskView)
        if not self.has_class(TWO_COLUMNS):
            self.action_show(TASK)
        if await task.take_hints(1):
            if not self._anew:
                record_hints(self._store, exercise, task.taken)
            return
        from tutor.screens.solution import SolutionScreen, wants_solution

        passed = self._result.outcome is not None and self._result.outcome.passed
        wanted = (
            True
            if passed
            else await self.app.push_screen_wait(wants_solution(after_hints=bool(exercise.hints)))
        )
        if wanted:
            task.note_solution()
            if self._anew:
                await self._record(exercise, sheet.program, shown=True)
            self.app.push_screen(SolutionScreen(exercise, sheet.program))

    def action_step(self) -> None:
        """Step through the program as it was run last, on the case that fails."""
        from tutor.exercises.steps import look_at_case
        from tutor.programs.program import UnreadableProgram
        from tutor.screens.own_code import OwnCodeScreen

        outcome = self._result.outcome
        if outcome is None or self.exercise is None:
            return
        try:
            look = look_at_case(self.exercise, outcome, self._ran)
        except UnreadableProgram as error:
            self.notify(str(error), timeout=8, markup=False)
            return
        if look is None:
            self.notify("No case was run, so there is nothing to step through.", timeout=6)
        else:
            self.app.push_screen(OwnCodeScreen(look))

    def action_playground(self) -> None:
        """Train the learner's network, and open the playground with it beside the engine's."""
        from tutor.exercises.doctor_names import as_settings
        from tutor.programs.program import Program

        exercise, sheet = self.exercise, self._sheet
        if exercise is None or exercise.network is None or sheet is None:
            return
        self._save()
        program = Program(exercise.file_name, sheet.program)
        settings = as_settings(exercise.network.run)
        self.post_message(OwnNetworkAsked(program, settings, exercise.network.call))

    @work(exclusive=True, group="mark")
    async def action_mark(self) -> None:
        """Mark the line at the cursor as the wrong one; where it is, ask why."""
        from tutor.screens.reasons import Reasons

        hunt, sheet = self._hunt, self._sheet
        if hunt is None or not isinstance(sheet, CodeEditor):
            return
        card = self.query_one(BugCard)
        if not hunt.line_found:
            hunt.mark(sheet.cursor_location[0] + 1, sheet.text)
            card.show()
        if hunt.line_found:
            chosen = await self.app.push_screen_wait(Reasons([each.text for each in hunt.bug.why]))
            if chosen is not None:
                hunt.choose(chosen)
                card.show()
        self.refresh_bindings()

    def action_next(self) -> None:
        """Go on with the next exercise of this lesson."""
        if self._head.following:
            self.post_message(ExerciseOpened(self._head.following))
