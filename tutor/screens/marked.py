"""A screen with questions on it: marks each answer, keeps the attempt, hands the verdict down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import work

from tutor.assessment.questions import Question
from tutor.messages import Answered
from tutor.progress.store import Store
from tutor.screens.paged import PagedScreen
from tutor.widgets.question import QuestionView


class MarkedScreen(PagedScreen):
    """Marks what the questions on it are answered with."""

    def __init__(self, store: Store, lesson_of: Callable[[Question], str]) -> None:
        """`lesson_of` tells the id of the lesson that an attempt at a question is kept under."""
        super().__init__()
        self.store = store
        self._lesson_of = lesson_of

    async def answered(self, question: Question, score: float) -> None:
        """React to a marked answer; a screen that counts overrides this."""

    @work
    async def on_answered(self, message: Answered) -> None:
        """Mark in a thread: an answer may have to wait for a training run to be compared with."""
        from tutor.assessment.marking import mark
        from tutor.assessment.verdicts import Unanswerable

        view, question = message.view, message.question
        if not isinstance(view, QuestionView):
            return
        try:
            verdict = await asyncio.to_thread(mark, question, message.answer, message.seed)
        except Unanswerable as problem:
            view.refuse(str(problem))
            return
        await asyncio.to_thread(
            self.store.record_attempt,
            self._lesson_of(question),
            question.id,
            message.answer,
            verdict.score,
            verdict.outcome,
            message.seed,
            message.confidence,
            question.version(),
        )
        await view.show_verdict(verdict)
        await self.answered(question, verdict.score)
