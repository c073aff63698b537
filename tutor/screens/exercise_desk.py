"""What lies on the desk of an exercise: the task, the learner's program, the last result."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus
from textual.timer import Timer
from textual.widgets import Static

from tutor.exercises.anew import faded, set_out, times_answered
from tutor.exercises.bug_hunt import BugHunt
from tutor.exercises.checking import prepare
from tutor.exercises.judging import judgement
from tutor.exercises.model import Exercise, ExerciseEntry
from tutor.exercises.notebook import Notebook
from tutor.exercises.work import Work, hints_shown
from tutor.progress.store import Store
from tutor.screens.exercise_head import BEGUN_ANEW, CODE, PARTS, RESULT, SAVED, TASK, Head
from tutor.screens.exercise_reading import ExerciseReading
from tutor.widgets.beside import BREAKPOINTS, TWO_COLUMNS
from tutor.widgets.exercise.bug_card import BugCard
from tutor.widgets.exercise.code_editor import CodeEditor
from tutor.widgets.exercise.lines import LinesView
from tutor.widgets.exercise.result import ResultView
from tutor.widgets.exercise.task import TaskView
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.title_bar import TitleBar

_SOON = 0.2  # seconds after a key until what was typed is saved, also while one types on
_AGAIN = 1.0  # seconds until what could not be saved is tried again
_LOOKS = 0.5  # seconds between two looks whether the file was saved elsewhere


class ExerciseDesk(ExerciseReading):
    """Nothing typed is lost: it is saved as one types, with each run and on leaving.

    What the disk does not take is tried again, and by the store when the program is left.
    """

    CSS_PATH = "lesson.tcss"
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    ExerciseDesk #desk { height: 1fr; }
    ExerciseDesk #place {
        link-color: $text-muted; link-style: none; link-background: $background;
        link-color-hover: $accent; link-style-hover: none; link-background-hover: $background;
    }
    ExerciseDesk #work { width: 1fr; height: 1fr; }
    ExerciseDesk #paper {
        height: 3fr; border: round $panel; padding: 0 1 0 0;
        border-title-color: $text-muted; border-subtitle-color: $text-muted;
    }
    ExerciseDesk #paper:focus-within { border: round $accent; }
    ExerciseDesk ResultView { height: 2fr; margin: 0 0 0 1; }
    ExerciseDesk.-two-columns TaskView { width: 42%; max-width: 84; }
    ExerciseDesk.-two-columns #work { margin: 0 1 0 0; }
    ExerciseDesk.-one-column #paper, ExerciseDesk.-one-column ResultView { height: 1fr; }
    ExerciseDesk.-one-column.-task #work, ExerciseDesk.-one-column.-code TaskView,
    ExerciseDesk.-one-column.-code ResultView, ExerciseDesk.-one-column.-result TaskView,
    ExerciseDesk.-one-column.-result #paper { display: none; }
    """

    def __init__(self, folder: Path, name: str, store: Store, *, anew: bool = False) -> None:
        """`anew`: it is written again for the review, and the earlier text is set aside."""
        super().__init__(folder, name, store)
        self._anew = anew
        self._notebook: Notebook | None = None
        self._sheet: CodeEditor | LinesView | None = None
        self._hunt: BugHunt | None = None
        self._result = ResultView()
        self._head = Head()
        self._back_to_code = False
        self._saving: Timer | None = None
        """Runs while there is something to be saved."""
        self._trouble = ""
        """What kept it from being saved the last time."""

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield Horizontal(id="desk")
        yield KeyBar()

    async def lay_out(self, exercise: Exercise, others: Sequence[ExerciseEntry]) -> None:
        """Put the parts on the desk, the learner's own text as it was left."""
        if exercise.kind == "derivation":
            from tutor.screens.derivation import DerivationScreen

            self.app.switch_screen(DerivationScreen(exercise, self._store))
            return
        work = Work(self._store.path.parent)
        if self._anew:
            exercise = faded(exercise, times_answered(self._store, exercise))
            with suppress(OSError):  # what cannot be written is told of as soon as it is saved
                set_out(work, self._store, exercise)
        self._notebook = Notebook(work, exercise)
        held = self._store.texts.of(exercise.name)
        await self._put_parts(exercise, self._notebook.kept if held is None else held)
        self.exercise = exercise
        self._head = Head.of(exercise, [] if self._anew else others)
        if not self._anew:
            await self.query_one(TaskView).take_hints(hints_shown(self._store, exercise))
        self.action_show(CODE if self.has_class(TWO_COLUMNS) else TASK)
        if held is not None:
            self._save()
        self.set_interval(_LOOKS, self._look_at_file)
        await asyncio.to_thread(prepare, exercise)  # so that the first run is as quick as others
        broken = await asyncio.to_thread(judgement, exercise, None)
        if broken is not None and self.is_attached:
            self._result.show_broken(broken)

    async def _put_parts(self, exercise: Exercise, text: str) -> None:
        is_parsons = exercise.kind == "parsons"
        sheet = LinesView(exercise, text) if is_parsons else CodeEditor(text)
        if exercise.bug:
            self._hunt = BugHunt(exercise.bug, exercise.starter)
        cards = [BugCard(self._hunt)] if self._hunt else []
        paper = Vertical(sheet, *cards, id="paper")
        paper.border_title = exercise.file_name
        async with self.batch():
            await self.query_one("#desk").mount(
                TaskView(exercise.title, exercise.task, exercise.hints),
                Vertical(paper, self._result, id="work"),
            )
        self._sheet = sheet
        sheet.begin()

    # What is in view

    @property
    def _in_view(self) -> str:
        return next((part for part in PARTS if self.has_class(f"-{part}")), TASK)

    def action_show(self, part: str) -> None:
        """Bring a part in view, and let the keys go to it."""
        if self.exercise is None:
            return
        self._back_to_code = False
        self._bring(part)
        self.query_one({TASK: "TaskView", CODE: "#sheet", RESULT: "ResultView"}[part]).focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Follow a click and `tab`: what the keys go to stays in view when there is less room."""
        if self.exercise is not None:
            parts = {TaskView: TASK, ResultView: RESULT}
            self._bring(parts.get(type(event.widget), CODE))

    def _bring(self, part: str) -> None:
        for each in PARTS:
            self.set_class(each == part, f"-{each}")
        self._write_head()
        self.refresh_bindings()

    def action_write(self) -> None:
        self.action_show(CODE)

    def action_put_down(self) -> None:
        """Let the keys go out of the program, to what came of it, else to the task."""
        ran = self._result.outcome is not None
        self.action_show(RESULT if ran or self.has_class(TWO_COLUMNS) else TASK)

    def action_back_to_code(self) -> None:
        """Go back to the line, where a run led from the program to its result."""
        self.action_show(CODE)

    def action_leave(self) -> None:
        self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        writing = self._sheet is not None and self._sheet.has_focus
        if action == "put_down":
            return writing
        back = self._back_to_code and not self.has_class(TWO_COLUMNS)
        if action == "back_to_code":
            return back and not writing
        if action == "leave":
            return not back and not writing
        if action == "write":
            return not writing
        if action == "show":
            return not self.has_class(TWO_COLUMNS)
        return True

    def on_resize(self) -> None:
        self._write_head()

    def _write_head(self) -> None:
        if self.is_mounted:
            wide = self.has_class(TWO_COLUMNS)
            left, right = self._head.ends(self._result.outcome, self._in_view, wide)
            self.query_one("#lesson-title", Static).update(left)
            self.query_one("#place", Static).update(right)

    def _tell_state(self, state: str) -> None:
        if state != self._head.state:
            self._head.state = state
            self._write_head()

    # What is typed

    def on_text_area_changed(self) -> None:
        self._note_change()

    def on_lines_view_changed(self) -> None:
        self._note_change()
        self._write_place()

    def on_text_area_selection_changed(self) -> None:
        self._write_place()

    def _write_place(self) -> None:
        if self._sheet:
            self.query_one("#paper").border_subtitle = self._sheet.place

    def _note_change(self) -> None:
        if self._sheet and self._notebook and self._sheet.text != self._notebook.kept:
            self._tell_state("not saved yet")
            if self._saving is None:
                self._saving = self.set_timer(_SOON, self._save)

    def _save(self) -> None:
        if self._saving is not None:
            self._saving.stop()
            self._saving = None
        if self._sheet and self._notebook:
            trouble = self._keep(self._sheet.text, self._notebook)
            self._tell_state(trouble or SAVED)
            if trouble:
                self._saving = self.set_timer(_AGAIN, self._save)
            if trouble and trouble != self._trouble:
                said = f"What you typed is {trouble}. It is kept in memory and tried again."
                self.notify(said, severity="warning", timeout=10, markup=False)
            self._trouble = trouble

    def _keep(self, text: str, notebook: Notebook) -> str:
        """Write the text, else let the store hold it; return what keeps it from being written."""
        trouble = notebook.keep(text)
        self._store.texts.hold(notebook.name, text if trouble else None)
        return trouble

    def on_unmount(self) -> None:
        if self._sheet and self._notebook:
            self._keep(self._sheet.text, self._notebook)

    def action_anew(self) -> None:
        """Begin again; what was there is kept."""
        if self._put_in_place(lambda notebook: notebook.begin_anew()):
            self._tell_state(BEGUN_ANEW)  # a toast would cover the frame of the program

    def action_bring_back(self) -> None:
        """Bring back what was there before it was begun anew."""
        self._put_in_place(lambda notebook: notebook.bring_back())

    def _put_in_place(self, change: Callable[[Notebook], str | None]) -> bool:
        if self._sheet is None or self._notebook is None:
            return False
        self._save()
        try:
            text = change(self._notebook)
        except OSError as error:
            self.notify(f"{self._notebook.path}: {error.strerror or error}.", markup=False)
            return False
        if text is None:
            self.notify("Nothing was begun anew, so there is nothing to bring back.", timeout=4)
            return False
        self._sheet.change_to(text)
        self._save()
        self._sheet.begin()
        self.action_show(CODE)
        return True

    async def _look_at_file(self) -> None:
        """Take over what another editor has saved, and run it."""
        text = self._notebook.news() if self._notebook else None
        if text is not None and self._sheet and text != self._sheet.text:
            self._sheet.change_to(text)
            await self.run_action("run")

    async def action_own_editor(self) -> None:
        """Open the file in the learner's own editor, and run what was saved there."""
        from tutor.screens.own_editor import edit

        if self._sheet is None or self._notebook is None:
            return
        self._save()
        trouble = self._notebook.hand_over(self._sheet.text)
        if said := trouble or edit(self.app, self._notebook.path):
            self.notify(said, timeout=12, markup=False)
        await self._look_at_file()
