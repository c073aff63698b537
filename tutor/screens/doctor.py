"""A case of the training doctor: look at a run that is ill, name the cause, treat it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.assessment.keys import right_answer
from tutor.assessment.marking import mark
from tutor.assessment.questions import Question
from tutor.assessment.verdicts import Feedback, Outcome, Unanswerable, Verdict
from tutor.exercises.doctor import (
    case_of,
    cause_question,
    ill_run,
    judged,
    looks_question,
    repair_question,
    treated_run,
)
from tutor.exercises.model import Exercise, ExerciseEntry
from tutor.exercises.work import record_passed
from tutor.messages import Answered, ExerciseOpened, ShowMeAsked
from tutor.progress.store import Store
from tutor.screens.exercise_head import Head
from tutor.screens.exercise_reading import ExerciseReading
from tutor.screens.paged import PagedScreen
from tutor.widgets.beside import LivePage, LivePlace
from tutor.widgets.exercise.patient import Patient
from tutor.widgets.inline import inline_content
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.prose import Prose
from tutor.widgets.question import QuestionView
from tutor.widgets.title_bar import TitleBar

LOOKS, CAUSE, REPAIR = "looks", "cause", "repair"


class DoctorScreen(ExerciseReading, PagedScreen):
    """The run beside the questions: each is asked once the one before it has been answered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "train", "train it", tooltip="Let the run train before your eyes."),
        Binding("ctrl+n", "next", "next exercise", tooltip="Go to the next exercise."),
        Binding("escape", "leave", "back", tooltip="Go back to where you came from."),
    ]

    def __init__(self, folder: Path, name: str, store: Store) -> None:
        super().__init__(folder, name, store)
        self._head = Head()
        self._discharged = False
        """Whether the case is done with."""
        self._treated: tuple[int, str] | None = None
        """The treatment under way, and the help that was taken for it."""

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield LivePage(classes="page -live")
        yield KeyBar()

    async def lay_out(self, exercise: Exercise, others: Sequence[ExerciseEntry]) -> None:
        self._head = head = Head.of(exercise, others)
        title = Content.assemble((f"{head.number}  ", "$accent"), ("Training doctor", "bold"))
        self.query_one("#lesson-title", Static).update(title)
        self.query_one("#place", Static).update(head.place)
        place = LivePlace(Patient(partial(ill_run, exercise), case_of(exercise).symptoms))
        heading = Static(inline_content(exercise.title), classes="page-title")
        page = self.query_one(LivePage)
        await page.mount(heading, Prose(exercise.task), place.post, place)
        self.exercise = exercise
        await self._ask(looks_question(exercise))
        page.bring_nearest()

    def page_in_view(self) -> Widget:
        return self.query_one(LivePage)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self._head.following) if action == "next" else True

    def action_train(self) -> None:
        """Go to the run, and let it train."""
        if self.exercise is not None:
            self.query_one(Patient).focus()
            self.query_one(Patient).action_run()

    def action_next(self) -> None:
        self.post_message(ExerciseOpened(self._head.following))

    def _view_of(self, name: str) -> QuestionView | None:
        found = [view for view in self.query(QuestionView) if view.id == name]
        return found[0] if found else None

    async def _ask(self, question: Question) -> None:
        """Ask a question below the others, unless it is there already."""
        if self.exercise is not None and self._view_of(question.id) is None:
            view = QuestionView(self.exercise.lesson, question)
            view.id = question.id
            await self.query_one(LivePage).mount(Vertical(view))  # in line with the text

    @work(description="mark an answer")
    async def on_answered(self, message: Answered) -> None:
        """Mark an answer; that to the last question by training the run with it."""
        view, question = message.view, message.question
        if not isinstance(view, QuestionView):
            return
        if question.id == REPAIR:
            self._treat(int(message.answer), message.aid)
            return
        try:
            verdict = await asyncio.to_thread(mark, question, message.answer)
        except Unanswerable as problem:
            view.refuse(str(problem))
            return
        if view.is_attached:
            await view.show_verdict(verdict, message.answer)
            await self._go_on(question.id, solved=verdict.score == 1)

    @work(description="show the answer")
    async def on_show_me_asked(self, message: ShowMeAsked) -> None:
        view, question = message.view, message.question
        if not isinstance(view, QuestionView):
            return
        answer = await asyncio.to_thread(right_answer, question)
        if question.id == REPAIR:
            self._treat(int(str(answer)), "shown")
        elif view.is_attached:
            await view.show_answer(answer, mark(question, answer))
            await self._go_on(question.id, solved=True)

    async def _go_on(self, answered: str, *, solved: bool) -> None:
        """Ask what comes next: an order of looks is an opinion, a cause has to be found."""
        if self.exercise is None:
            return
        if answered == LOOKS:
            await self._ask(cause_question(self.exercise))
        elif solved:
            await self._ask(repair_question(self.exercise))
        if solved:
            following = self._view_of(CAUSE if answered == LOOKS else REPAIR)
            if following is not None:
                following.call_after_refresh(following.focus_field)

    def _treat(self, treatment: int, aid: str) -> None:
        if self.exercise is None:
            return
        self._treated = treatment, aid
        text = case_of(self.exercise).repair[treatment].text
        self.query_one(Patient).treat(partial(treated_run, self.exercise, treatment), text)

    async def on_patient_ended(self, message: Patient.Ended) -> None:
        """Judge a treatment by the run that it was tried on."""
        message.stop()
        view = self._view_of(REPAIR)
        if self._treated is None or view is None or self.exercise is None:
            return
        (treatment, aid), self._treated = self._treated, None
        if message.error:
            view.refuse(f"The run cannot be begun: {message.error}")
            return
        recovery = judged(self.exercise, message.run)
        outcome: Outcome = "right" if recovery.recovered else "wrong"
        said = (Feedback(recovery.message, str(treatment), outcome),)
        verdict = Verdict(float(recovery.recovered), outcome, said)
        if aid == "shown":
            await view.show_answer(treatment, verdict)
        else:
            await view.show_verdict(verdict, treatment)
        if recovery.recovered:
            await self._discharge()

    async def _discharge(self) -> None:
        """Remember that the case is done, and say what was behind it."""
        exercise = self.exercise
        if exercise is None or self._discharged:
            return
        self._discharged = True
        await asyncio.to_thread(record_passed, self._store, exercise)
        told = [f"**What was behind it**  {exercise.explanation}"] if exercise.explanation else []
        if self._head.following:
            told.append("`ctrl+n` goes on to the next exercise.")
        if told and self.is_attached:
            await self.query_one(LivePage).mount(Prose("\n\n".join(told)))
            self.query_one(LivePage).scroll_end(animate=False)
