"""A question: its prompt, the field to answer in, and what the answer is told."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input, Static

from tutor.assessment.questions import Question
from tutor.assessment.verdicts import Verdict
from tutor.messages import Answered, Copied
from tutor.plots.gap import gap_line
from tutor.widgets.fields import AnswerLine, Committed, Field, field_for
from tutor.widgets.picture import PictureView
from tutor.widgets.prose import Prose

GAP_WIDTH = 48  # cells of the line that shows a guess beside the truth
CONFIDENCE = ("sure", "think so", "guessing")

ASKS = {
    "single": "Choose one",
    "multiple": "Tick all that apply",
    "numeric": "A number",
    "shape": "A shape",
    "expression": "A formula",
    "order": "Put in order",
    "match": "Match",
    "cloze": "Fill the gaps",
    "predict": "Predict first",
}


class QuestionView(Vertical):
    """Asks one question, as often as the learner likes; the screen does the marking."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "confidence", "how sure"),
        Binding("i", "hint", "hint"),
        # While a line is typed in, letters belong to it; this takes the place of `i`.
        Binding("ctrl+t", "hint_typing", "hint"),
        Binding("r", "retry", "try again"),
        Binding("n", "new_numbers", "new numbers"),
        Binding("s", "solution", "solution"),
        Binding("y", "copy", "copy", show=False),
    ]

    verdict: reactive[Verdict | None] = reactive(None, init=False)
    """What the answer was worth; None while the question is open."""

    confidence: reactive[str | None] = reactive(None, init=False)
    """How sure the learner is, said before the verdict if at all."""

    def __init__(self, question: Question, *, seed: int = 0, best: float | None = None) -> None:
        super().__init__()
        self._question = question
        self._seed = seed
        self._best = best

    def compose(self) -> ComposeResult:
        with Vertical(classes="asked"):
            yield from self._asked()
        yield Static(classes="confidence note")
        yield Static(classes="refusal note")
        yield Vertical(classes="said")

    def on_mount(self) -> None:
        self._show_title()

    def focus_field(self) -> None:
        """Put the focus where the answer is given."""
        first = next((node for node in self.query("Field, Field *") if node.focusable), None)
        if first:
            first.focus()

    def refuse(self, why: str) -> None:
        """Say why the answer cannot be marked; it stays open and costs nothing."""
        self._note(".refusal", why)

    def on_descendant_focus(self) -> None:
        # Which keys work depends on whether letters are typed now, which is known a moment later.
        self.call_after_refresh(self._rename_keys)

    def _rename_keys(self) -> None:
        if self.is_attached:
            self.refresh_bindings()

    def on_committed(self, message: Committed) -> None:
        message.stop()
        self._note(".refusal", "The engine computes …" if self._question.kind == "predict" else "")
        given = Answered(self, self._question, message.answer, self._seed, self.confidence)
        self.post_message(given)

    async def show_verdict(self, verdict: Verdict) -> None:
        """Lock the field and say what the answer was worth, and why."""
        self._note(".refusal", "")
        self.verdict = verdict
        self._best = max(self._best or 0.0, verdict.score)
        had_focus = self.has_focus_within
        self.query_one(Field).verdict = verdict
        self._show_title()
        # The field is locked; the focus moves here, so that the keys for what comes next work.
        self.can_focus = True
        if had_focus:
            self.focus()
        general = [piece for piece in verdict.feedback if piece.target is None]
        await self._say([_headline(verdict), *(piece.text for piece in general)])
        if verdict.guess is not None and verdict.truth is not None:
            line = gap_line(verdict.guess, verdict.truth, GAP_WIDTH)
            await self.query_one(".said", Vertical).mount(PictureView(line), before=0)
        self.refresh_bindings()
        self.call_after_refresh(self.scroll_visible)

    def action_confidence(self) -> None:
        later = CONFIDENCE.index(self.confidence) + 1 if self.confidence else 0
        self.confidence = (*CONFIDENCE, None)[later]

    def on_answer_line_weighed(self, message: AnswerLine.Weighed) -> None:
        message.stop()
        self.action_confidence()

    async def action_hint_typing(self) -> None:
        await self.action_hint()

    def watch_confidence(self, confidence: str | None) -> None:
        self._note(".confidence", f"How sure? {confidence}" if confidence else "")

    async def action_hint(self) -> None:
        await self._say([f"**Hint**  {self._drawn().hint}"])

    async def action_solution(self) -> None:
        await self._say([f"**Solution**\n\n{self._drawn().solution}"])
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
        await self._reopen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        marked = self.verdict is not None
        typing = any(line.has_focus for line in self.query(Input))
        match action:
            case "confidence":
                return not marked and not typing
            case "hint" | "hint_typing":
                has_hint = not marked and self._question.hint is not None
                return has_hint and typing == action.endswith("_typing")
            case "retry":
                return self.verdict is not None and self.verdict.outcome != "right"
            case "new_numbers":
                return marked and bool(self._question.variables)
            case "solution":
                return marked and self._question.solution is not None
        return True

    async def _reopen(self) -> None:
        self.verdict = None
        self.confidence = None
        self.can_focus = False
        asked = self.query_one(".asked", Vertical)
        async with self.batch():
            await asked.remove_children()
            await asked.mount_all(self._asked())
            await self._say([])
        self._show_title()
        self.refresh_bindings()
        self.focus_field()

    def _asked(self) -> list[Prose | Field]:
        question = self._drawn()
        return [Prose(question.prompt), field_for(question, self._seed)]

    def _drawn(self) -> Question:
        return self._question.drawn(self._seed)

    def _note(self, selector: str, text: str) -> None:
        note = self.query_one(selector, Static)
        note.update(Content(text))
        note.display = bool(text)

    async def _say(self, paragraphs: list[str]) -> None:
        said = self.query_one(".said", Vertical)
        async with said.batch():
            await said.remove_children()
            if paragraphs:
                await said.mount(Prose("\n\n".join(paragraphs)))

    def _show_title(self) -> None:
        self.border_title = ASKS[self._question.kind]
        outcome = self.verdict.outcome if self.verdict else None
        for name in ("right", "partly", "wrong"):
            self.set_class(outcome == name, f"-{name}")
        self.border_subtitle = _standing(self._best)


def _headline(verdict: Verdict) -> str:
    match verdict.outcome:
        case "right":
            return "**✔ Right**"
        case "partly":
            return f"**◐ Partly: {verdict.score:.0%} of it**"
    return "**✘ Not yet**"


def _standing(best: float | None) -> str:
    if not best:
        return ""
    return "✔ solved" if best == 1 else f"best so far {best:.0%}"
