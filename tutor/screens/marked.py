"""A screen with questions on it: marks each answer, keeps the attempt, hands the verdict down."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from tutor.messages import Answered, ShowMeAsked
from tutor.progress.store import Store
from tutor.screens.paged import PagedScreen

if TYPE_CHECKING:
    from tutor.assessment.questions import Question


class MarkedScreen(PagedScreen):
    """Marks what the questions on it are answered with."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store

    async def answered(self, lesson: str, question: Question, score: float) -> None:
        """React to a marked answer; a screen that counts overrides this."""

    @work(description="mark an answer")
    async def on_answered(self, message: Answered) -> None:
        """Mark in a thread: an answer may have to wait for a training run to be compared with."""
        from tutor.assessment.marking import mark
        from tutor.assessment.verdicts import Unanswerable
        from tutor.widgets.question import QuestionView

        view, question = message.view, message.question
        if not isinstance(view, QuestionView):
            return
        try:
            verdict = await asyncio.to_thread(mark, question, message.answer, message.seed)
        except Unanswerable as problem:
            view.refuse(str(problem))
            return
        shown = message.aid == "shown"  # an answer that was shown is not solved by repeating it
        await asyncio.to_thread(
            self.store.record_attempt,
            message.lesson,
            question.id,
            message.answer,
            0.0 if shown else verdict.score,
            "shown" if shown else verdict.outcome,
            message.seed,
            message.confidence,
            question.version(),
            message.hints,
            message.aid,
            verdict.misconceptions,
        )
        if view.is_attached:
            await view.show_verdict(verdict, message.answer, motion=self._moves())
            await self.answered(message.lesson, question, verdict.score)

    @work(description="show the answer")
    async def on_show_me_asked(self, message: ShowMeAsked) -> None:
        """Find the right answer in a thread, keep that it was shown, and hand it down."""
        from engine.formula import FormulaError
        from tutor.assessment.keys import right_answer
        from tutor.assessment.marking import mark
        from tutor.widgets.question import QuestionView

        view, question, seed = message.view, message.question, message.seed
        if not isinstance(view, QuestionView):
            return
        try:
            answer = await asyncio.to_thread(right_answer, question, seed)
            verdict = await asyncio.to_thread(mark, question, answer, seed)
        except FormulaError as problem:
            view.refuse(str(problem))
            return
        await asyncio.to_thread(
            self.store.record_attempt,
            message.lesson,
            question.id,
            answer,
            0.0,
            "shown",
            seed,
            None,
            question.version(),
            message.hints,
            "shown",
        )
        if view.is_attached:
            await view.show_answer(answer, verdict)
            await self.answered(message.lesson, question, 0.0)

    def _moves(self) -> bool:
        """Tell whether things may move for a moment."""
        return self.app.animation_level != "none"


def mark_of(score: float) -> str:
    """Return the sign of a score: right, partly or wrong."""
    if score == 1:
        return "✔"
    return "◐" if score > 0 else "✘"
