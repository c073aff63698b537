"""A question: its prompt, the field to answer in, and what the answer is told."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Input

from tutor.assessment.answer_words import headline
from tutor.assessment.questions import Question
from tutor.assessment.verdicts import Verdict
from tutor.messages import Answered, Copied, ShowMeAsked
from tutor.plots.gap import gap_line
from tutor.widgets.fields import AnswerLine, Committed, Field, field_for
from tutor.widgets.help_ladder import HelpLadder
from tutor.widgets.picture import PictureView
from tutor.widgets.question_card import QuestionCard
from tutor.widgets.submit_line import CONFIDENCE, SubmitLine

GAP_WIDTH = 48  # cells of the line that shows a guess beside the truth
FLOURISH = 0.6  # seconds that the edge of a question just solved is green
NOTHING_CHANGED = "Nothing has changed yet: change the answer, or ctrl+t helps."

INVITED = "Your turn: answer here, or go on with esc, then space."
CLOSED = "The answer was shown, so this question is closed: {} {}, space goes on."

COMMANDS = ("slash", "backspace", *"0123456789")
"""Keys that are meant for the answer while it is tried again, whatever else they do."""
LETTERS = ("e", "x")
"""Letters that numbers and formulas have, which do something else on a page."""


class QuestionView(QuestionCard):
    """Asks one question, as often as the learner likes; the screen does the marking."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "confidence", "how sure"),
        Binding("ctrl+t", "help", "hint"),
        Binding("i", "help_by_letter", show=False),
        Binding("r", "retry", "start over", show=False),
        Binding("n", "new_numbers", "new numbers"),
        Binding("s", "solution", "worked steps"),
        Binding("y", "copy", "copy", show=False),
        Binding(",".join(COMMANDS), "keep_key", show=False),
        Binding(",".join(LETTERS), "keep_letter", show=False),
    ]

    def __init__(
        self, lesson: str, question: Question, *, seed: int = 0, best: float | None = None
    ) -> None:
        """`lesson` is the id of the lesson that asks."""
        super().__init__(question, seed, best)
        self._lesson = lesson
        self._marked: Any = None
        self._waits = False
        """Whether an answer is handed in whose verdict has not come yet."""
        self._invites = False
        """Whether it has just led here, and nothing was done yet."""
        self._redrawn = asyncio.Lock()
        """Held while a verdict is shown or the field is made anew, so that neither meets a half."""

    def invite(self) -> None:
        """Take the focus on the way to the next page; an `enter` too many hands nothing in."""
        self._met = self._invites = True
        self.focus_field()

    def on_key(self, event: Key) -> None:
        if self._invites and event.key == "enter":
            event.stop()
            event.prevent_default()
            self._note(".refusal", INVITED)
        self._invites = False

    def refuse(self, why: str) -> None:
        """Say why the answer cannot be marked; it stays open and costs nothing."""
        self._waits = False
        self._note(".refusal", why)

    def on_field_changed(self, message: Field.Changed) -> None:
        """Begin the next try: what was said of what stood there no longer holds."""
        message.stop()
        if self.is_closed or (self._tries and self._field.answer == self._marked):
            return
        self._note(".refusal", "")
        if self.verdict is not None:
            self.verdict = None
            self.confidence = None
            self.refresh_bindings()

    def on_committed(self, message: Committed) -> None:
        message.stop()
        if self._waits:
            return
        if self._tries and message.answer == self._marked:
            self.refuse(NOTHING_CHANGED)
            return
        self._waits = True
        self._note(".refusal", "The engine computes …" if self._question.kind == "predict" else "")
        ladder = self.query_one(HelpLadder)
        aid = "shown" if self._shown else ladder.aid
        self.post_message(
            Answered(
                self,
                self._lesson,
                self._question,
                message.answer,
                self._seed,
                self.confidence,
                hints=ladder.hints,
                aid=aid,
            )
        )

    async def show_verdict(self, verdict: Verdict, answer: Any, *, motion: bool = False) -> None:
        """Say what the answer was worth, and why; unless it was right, the next try is open.

        With `motion` the edge of a question just solved is green for a moment.
        """
        self._waits = False
        async with self._redrawn:
            await self._show_verdict(verdict, answer, motion)

    async def _show_verdict(self, verdict: Verdict, answer: Any, motion: bool) -> None:
        self._note(".refusal", "")
        self._tries += 1
        self._marked = answer
        if not self._shown:
            self._best = max(self._best or 0.0, verdict.score)
        await self._close_or_go_on(verdict)
        general = [piece for piece in verdict.feedback if piece.target is None]
        hints = self.query_one(HelpLadder).hints
        head = headline(verdict, self._tries, hints, self._shown)
        await self._say([head, *(piece.text for piece in general)])
        if verdict.guess is not None and verdict.truth is not None:
            line = gap_line(verdict.guess, verdict.truth, GAP_WIDTH)
            await self.query_one(".said", Vertical).mount(PictureView(line), before=0)
        if self.is_closed:
            self.query_one(HelpLadder).withdraw()
        else:
            told = [piece.text for piece in verdict.feedback if self._field.shows(piece)]
            self.query_one(HelpLadder).offer(told)
        if motion and self.is_closed:
            self.add_class("-solved")
            self.set_timer(FLOURISH, lambda: self.remove_class("-solved"))
        self.call_after_refresh(self.scroll_visible)

    async def show_answer(self, answer: Any, verdict: Verdict) -> None:
        """Show the right answer in the field; it counts as shown, not as solved."""
        async with self._redrawn:
            await self._show_answer(answer, verdict)

    async def _show_answer(self, answer: Any, verdict: Verdict) -> None:
        self._note(".refusal", "")
        self._shown = True
        self._tries += 1
        self._marked = answer
        self._field.put(answer)
        await self._close_or_go_on(verdict)
        general = [piece.text for piece in verdict.feedback if piece.target is None]
        key, again = self.again
        await self._say(
            ["**Shown**", *general, f"Counted as shown, not as solved. `{key}` {again}"]
        )
        self.call_after_refresh(self.scroll_visible)

    async def _close_or_go_on(self, verdict: Verdict) -> None:
        had_focus = self.has_focus_within
        self.verdict = verdict
        self._field.verdict = verdict
        self._show_title()
        self._show_submit()
        # Once the answer is right the focus moves here, so that the keys for what comes next work.
        self.can_focus = self.is_closed
        if had_focus and self.is_closed:
            self.focus()
        elif had_focus and not any(node.has_focus and not node.disabled for node in self._inside()):
            self.focus_field()
        self.refresh_bindings()

    def action_confidence(self) -> None:
        later = CONFIDENCE.index(self.confidence) + 1 if self.confidence else 0
        self.confidence = (*CONFIDENCE, None)[later]

    def on_answer_line_weighed(self, message: AnswerLine.Weighed) -> None:
        message.stop()
        self.action_confidence()

    def on_submit_line_clicked(self, message: SubmitLine.Clicked) -> None:
        message.stop()
        self.focus_field()
        self._field.submit()

    def on_submit_line_weighed(self, message: SubmitLine.Weighed) -> None:
        message.stop()
        self.confidence = message.confidence

    async def action_help(self) -> None:
        """Climb the ladder by one rung."""
        self._note(".refusal", "")
        rung = await self.query_one(HelpLadder).climb()
        if rung is not None and rung.kind == "shown":
            hints = self.query_one(HelpLadder).hints
            self.post_message(ShowMeAsked(self, self._lesson, self._question, self._seed, hints))
        self.refresh_bindings()
        self.call_after_refresh(self.scroll_visible)

    async def action_help_by_letter(self) -> None:
        await self.action_help()

    async def on_help_ladder_clicked(self, message: HelpLadder.Clicked) -> None:
        message.stop()
        if not self.is_closed:
            await self.action_help()

    async def action_solution(self) -> None:
        await self._say([f"**Worked steps**\n\n{self._drawn().solution}"])
        self.call_after_refresh(self.scroll_visible)

    def action_copy(self) -> None:
        """Copy the question and all that was said about the answer."""
        said = [piece.text for piece in self.verdict.feedback] if self.verdict else []
        text = "\n\n".join([self._drawn().prompt.strip(), *said])
        self.post_message(Copied(text, "the question"))

    async def action_retry(self) -> None:
        await self._reopen()

    async def action_new_numbers(self) -> None:
        self._seed += 1
        self._shown = False
        await self._reopen()

    def action_keep_key(self) -> None:
        """Let a key meant for the answer do nothing, rather than what it does elsewhere."""
        if self._shown and self.is_closed:
            self.refuse(CLOSED.format(*self.again))

    def action_keep_letter(self) -> None:
        self.action_keep_key()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not self.is_mounted:
            return False
        closed = self.is_closed
        typing = isinstance(self.screen.focused, Input)
        match action:
            case "confidence":
                return not closed and not typing
            case "help" | "help_by_letter":
                return not closed and not (typing and action == "help_by_letter")
            case "retry":
                solved = self.verdict is not None and self.verdict.score == 1 and not self._shown
                return bool(self._tries) and not solved and not typing
            case "new_numbers":
                return bool(self._tries and self._question.variables) and not typing
            case "solution":
                return closed and self._question.solution is not None
            case "keep_key":
                return bool(self._tries) and not typing and (self._shown or not closed)
            case "keep_letter":
                return self._shown and closed and not typing
        return True

    async def _reopen(self) -> None:
        async with self._redrawn:
            await self._ask_anew()

    async def _ask_anew(self) -> None:
        self.verdict = None
        self.confidence = None
        self._tries = 0
        self.can_focus = False
        asked = self.query_one(".asked", Vertical)
        async with self.batch():
            await asked.remove_children()
            self._field = field_for(self._drawn(), self._seed)
            await asked.mount_all(self._asked())
            await self._say([])
            await self.query_one(HelpLadder).start_over(self._drawn())
        self._note(".refusal", "")
        self._show_title()
        self._show_submit()
        self.refresh_bindings()
        self.focus_field()
