"""An exercise in code: the task, the learner's program, and what a run of it came to."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from threading import Event as Flag
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from tutor.course.faults import CourseError
from tutor.exercises.checking import check
from tutor.exercises.listing import entries
from tutor.exercises.loading import NoSuchExercise, find
from tutor.exercises.model import Exercise, ExerciseEntry
from tutor.exercises.notebook import Notebook
from tutor.exercises.outcome import Outcome
from tutor.exercises.work import Work, hints_shown, record_hints, record_passed
from tutor.messages import ExerciseOpened
from tutor.progress.store import Store
from tutor.screens.exercise_head import CODE, PARTS, RESULT, SAVED, TASK, Head
from tutor.widgets.beside import BREAKPOINTS, TWO_COLUMNS
from tutor.widgets.exercise.code_editor import CodeEditor
from tutor.widgets.exercise.result import ResultView
from tutor.widgets.exercise.task import TaskView
from tutor.widgets.key_bar import KeyBar

_PAUSE = 0.6  # seconds without a key after which what was typed is saved
_LOOKS = 0.5  # seconds between two looks whether the file was saved elsewhere
_PATIENCE = 0.3  # seconds that a run may take before it is said that it runs
_GAP = re.compile(r"\s*(#.*\byour\b|\.\.\.|pass\b|raise NotImplementedError)", re.IGNORECASE)


class ExerciseScreen(Screen[None]):
    """Nothing typed is lost: it is saved at pauses, with each run and on leaving."""

    CSS_PATH = "lesson.tcss"
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    ExerciseScreen #desk { height: 1fr; }
    ExerciseScreen #work { width: 1fr; height: 1fr; }
    ExerciseScreen #paper {
        height: 3fr; border: round $panel; padding: 0 1 0 0;
        border-title-color: $text-muted; border-subtitle-color: $text-muted;
    }
    ExerciseScreen #paper:focus-within { border: round $accent; }
    ExerciseScreen ResultView { height: 2fr; margin: 0 0 0 1; }
    ExerciseScreen.-two-columns TaskView { width: 42%; max-width: 84; }
    ExerciseScreen.-two-columns #work { margin: 0 1 0 0; }
    ExerciseScreen.-one-column #paper, ExerciseScreen.-one-column ResultView { height: 1fr; }
    ExerciseScreen.-one-column.-task #work, ExerciseScreen.-one-column.-code TaskView,
    ExerciseScreen.-one-column.-code ResultView, ExerciseScreen.-one-column.-result TaskView,
    ExerciseScreen.-one-column.-result #paper { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "run", "run", tooltip="Run the program on all cases."),
        Binding("r", "run", show=False),
        Binding("f", "step", "step", tooltip="Step through your code, on the case that fails."),
        Binding("ctrl+t", "hint", "hint", tooltip="The next hint; after the last the solution."),
        Binding("i", "hint", show=False),
        Binding("1", "show('task')", "tab", key_display="1 2 3", tooltip="The task."),
        Binding("2", "show('code')", show=False, tooltip="The program."),
        Binding("3", "show('result')", show=False, tooltip="What the last run came to."),
        Binding("enter", "show('code')", "code", tooltip="Go to the program."),
        Binding("n,ctrl+n", "next", "next exercise", tooltip="Go to the next exercise."),
        Binding("e", "own_editor", "own editor", tooltip="Open the file in your own editor."),
        Binding("a", "anew", "anew", tooltip="Begin again; u brings your program back."),
        Binding("u", "bring_back", show=False, tooltip="Bring back what was begun anew."),
        Binding("escape", "put_down", "to the result", tooltip="Out of the program."),
        Binding("escape", "leave", "back", tooltip="Go back to where you came from."),
    ]

    def __init__(self, folder: Path, name: str, store: Store) -> None:
        super().__init__()
        self._folder, self._wanted, self._store = folder, name, store
        self.exercise: Exercise | None = None
        self._notebook: Notebook | None = None
        self._editor: CodeEditor | None = None
        self._result = ResultView()
        self._head = Head()
        self._stop = Flag()
        self._busy: Timer | None = None
        self._ran = ""
        """The text that was run last."""
        self._back_to_code = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="bar"):
            yield Static(id="lesson-title")
            yield Static(id="place")
        yield Horizontal(id="desk")
        yield KeyBar()

    def on_mount(self) -> None:
        self._load()

    @work
    async def _load(self) -> None:
        """Read the exercise in a thread; the screen is painted meanwhile."""
        try:
            exercise, others = await asyncio.to_thread(_read, self._folder, self._wanted)
        except CourseError as error:
            from tutor.screens.faults import FaultsScreen

            self.app.switch_screen(FaultsScreen(error))
            return
        except NoSuchExercise as error:
            self.notify(str(error), severity="warning", markup=False)
            self.dismiss()
            return
        if exercise.kind == "derivation":
            from tutor.screens.derivation import DerivationScreen

            self.app.switch_screen(DerivationScreen(exercise, self._store))
            return
        self._notebook = notebook = Notebook(Work(self._store.path.parent), exercise)
        self._editor = editor = CodeEditor(notebook.kept)
        editor.move_cursor(_gap(notebook.kept))
        paper = Vertical(editor, id="paper")
        paper.border_title = exercise.file_name
        task = TaskView(exercise.title, exercise.task, exercise.hints)
        async with self.batch():
            await self.query_one("#desk").mount(task, Vertical(paper, self._result, id="work"))
        self.exercise = exercise
        self._head = Head.of(exercise, others)
        await task.take_hints(hints_shown(self._store, exercise))
        self.action_show(CODE if self.has_class(TWO_COLUMNS) else TASK)
        self.set_interval(_LOOKS, self._look_at_file)

    # What is in view

    @property
    def _shown(self) -> str:
        return next((part for part in PARTS if self.has_class(f"-{part}")), TASK)

    def action_show(self, part: str) -> None:
        """Bring a part in view, and let the keys go to it."""
        if self.exercise is None:
            return
        self._back_to_code = False
        for each in PARTS:
            self.set_class(each == part, f"-{each}")
        self.query_one({TASK: "TaskView", CODE: "CodeEditor", RESULT: "ResultView"}[part]).focus()
        self._write_head()
        self.refresh_bindings()

    def action_put_down(self) -> None:
        """Let the keys go out of the program, to what came of it, else to the task."""
        ran = self._result.outcome is not None
        self.action_show(RESULT if ran or self.has_class(TWO_COLUMNS) else TASK)

    def action_leave(self) -> None:
        """Leave; where a run led from the program to its result, first back to the line."""
        if self._back_to_code and not self.has_class(TWO_COLUMNS):
            self.action_show(CODE)
        else:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        typing = self._editor is not None and self._editor.has_focus
        if action == "put_down":
            return typing
        if action == "leave":
            return not typing
        if action == "show":
            return not typing and (parameters == (CODE,) or not self.has_class(TWO_COLUMNS))
        if action == "next":
            return bool(self._head.following)
        if action == "step":
            return self._result.outcome is not None
        return True

    def on_resize(self) -> None:
        self._write_head()

    def _write_head(self) -> None:
        if self.is_mounted:
            wide = self.has_class(TWO_COLUMNS)
            left, right = self._head.written(self._result.outcome, self._shown, wide)
            self.query_one("#lesson-title", Static).update(left)
            self.query_one("#place", Static).update(right)

    def _tell_state(self, state: str) -> None:
        if state != self._head.state:
            self._head.state = state
            self._write_head()

    # What is typed

    def on_text_area_changed(self) -> None:
        if self._editor and self._notebook and self._editor.text != self._notebook.kept:
            self._tell_state("not saved yet")
            self._save_soon()

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        row, column = event.selection.end
        self.query_one("#paper").border_subtitle = f"line {row + 1}, column {column + 1}"

    @work(exclusive=True, group="save")
    async def _save_soon(self) -> None:
        await asyncio.sleep(_PAUSE)
        self._save()

    def _save(self) -> None:
        if self._editor and self._notebook:
            self._tell_state(self._notebook.keep(self._editor.text) or SAVED)

    def on_unmount(self) -> None:
        self._stop.set()
        if self._editor and self._notebook:
            self._notebook.keep(self._editor.text)

    def action_anew(self) -> None:
        """Begin again; what was there is kept."""
        self._put_in_place(lambda notebook: notebook.begin_anew(), "There is nothing to begin.")

    def action_bring_back(self) -> None:
        """Bring back what was there before it was begun anew."""
        self._put_in_place(lambda notebook: notebook.bring_back(), "Nothing was begun anew.")

    def _put_in_place(self, change: Callable[[Notebook], str | None], nothing: str) -> None:
        if self._editor is None or self._notebook is None:
            return
        self._save()
        try:
            text = change(self._notebook)
        except OSError as error:
            self.notify(f"{self._notebook.path}: {error.strerror or error}.", markup=False)
            return
        if text is None:
            self.notify(nothing, timeout=3)
        else:
            self._editor.change_to(text)
            self._editor.move_cursor(_gap(text))
            self.action_show(CODE)

    def _look_at_file(self) -> None:
        """Take over what another editor has saved, and run it."""
        text = self._notebook.news() if self._notebook else None
        if text is not None and self._editor and text != self._editor.text:
            self._editor.change_to(text)
            self.action_run()

    def action_own_editor(self) -> None:
        """Open the file in the learner's own editor, and run what was saved there."""
        from tutor.screens.own_editor import edit

        if self._editor is None or self._notebook is None:
            return
        self._save()
        trouble = self._notebook.hand_over(self._editor.text)
        if said := trouble or edit(self.app, self._notebook.path):
            self.notify(said, timeout=12, markup=False)
        self._look_at_file()

    # Running

    def action_run(self) -> None:
        """Run the program on all cases; one that is under way is given up."""
        if self.exercise and self._editor:
            self._save()
            self._run(self.exercise, self._editor.text)

    @work(exclusive=True, group="run")
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
        if self.is_attached:
            self._show_outcome(outcome, code)

    def _show_outcome(self, outcome: Outcome, code: str) -> None:
        self._ran = code
        following = ""
        if outcome.passed:
            following = "ctrl+t sets it beside the solution."
            if self._head.following:
                following += " ctrl+n goes on to the next exercise."
        self._result.show(outcome, code, following)
        if not self.has_class(TWO_COLUMNS):
            from_code = self._shown == CODE
            self.action_show(RESULT)
            self._back_to_code = from_code
        self._write_head()
        self.refresh_bindings()

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
        exercise, editor = self.exercise, self._editor
        if exercise is None or editor is None:
            return
        task = self.query_one(TaskView)
        if not self.has_class(TWO_COLUMNS):
            self.action_show(TASK)
        if await task.take_hints(1):
            record_hints(self._store, exercise, task.taken)
            return
        from tutor.screens.solution import SolutionScreen, wants_solution

        passed = self._result.outcome is not None and self._result.outcome.passed
        wanted = True if passed else await self.app.push_screen_wait(wants_solution())
        if wanted:
            task.note_solution()
            self.app.push_screen(SolutionScreen(exercise, editor.text))

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

    def action_next(self) -> None:
        """Go on with the next exercise of this lesson."""
        if self._head.following:
            self.post_message(ExerciseOpened(self._head.following))


def _read(folder: Path, name: str) -> tuple[Exercise, list[ExerciseEntry]]:
    exercise = find(folder, name)
    return exercise, [each for each in entries(folder) if each.lesson == exercise.lesson]


def _gap(text: str) -> tuple[int, int]:
    """Return where there is something to write: the end of the first line that holds the place."""
    lines = text.splitlines() or [""]
    row = next((n for n, line in enumerate(lines) if _GAP.match(line)), len(lines) - 1)
    return row, len(lines[row])
