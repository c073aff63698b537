"""A question as it stands on a page: prompt, field, what was said of an answer, help."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tutor.assessment.answer_words import ASKS, standing
from tutor.assessment.questions import Question
from tutor.assessment.verdicts import Verdict
from tutor.widgets.fields import Field, field_for
from tutor.widgets.help_ladder import HelpLadder
from tutor.widgets.prose import Prose
from tutor.widgets.rewritten import rewrite
from tutor.widgets.submit_line import SubmitLine


class QuestionCard(Vertical):
    """Shows how far a question is; its edge has the colour of the verdict."""

    verdict: reactive[Verdict | None] = reactive(None, init=False)
    """What the answer in the field was worth; None while it was not handed in."""

    confidence: reactive[str | None] = reactive(None, init=False)
    """How sure the learner is, said before the verdict if at all."""

    def __init__(self, question: Question, seed: int, best: float | None) -> None:
        super().__init__()
        self._question = question
        self._seed = seed
        self._best = best
        self._field = field_for(self._drawn(), seed)
        self._tries = 0
        self._shown = False
        """Whether the answer with these numbers was shown."""
        self._met = False
        """Whether `enter` on the page has led here."""

    def compose(self) -> ComposeResult:
        yield Vertical(*self._asked(), classes="asked")
        yield SubmitLine(classes="submit")
        yield Static(classes="refusal note")
        yield Vertical(classes="said")
        yield HelpLadder(self._drawn())

    def on_mount(self) -> None:
        self._show_title()
        self._show_submit()

    @property
    def seed(self) -> int:
        """What the numbers of the question are drawn from."""
        return self._seed

    @property
    def is_closed(self) -> bool:
        """True once the answer stands there, given or shown."""
        return self._field.closed

    @property
    def is_passed_over(self) -> bool:
        """True while nothing was answered here, nor `enter` has led here."""
        return not (self._met or self._tries or self._best == 1)

    @property
    def was_shown(self) -> bool:
        """Whether the answer was shown, and not found."""
        return self._shown

    @property
    def again(self) -> tuple[str, str]:
        """The key that asks anew once the answer was shown, and what it is called."""
        return ("n", "new numbers") if self._question.variables else ("r", "start over")

    def focus_field(self) -> None:
        """Put the focus where the answer is given."""
        first = next((node for node in self._inside() if node.focusable), None)
        if first:
            first.focus()

    def watch_has_focus(self, has_focus: bool) -> None:
        self._show_focus()

    def on_descendant_blur(self) -> None:
        self._show_focus()

    def on_descendant_focus(self) -> None:
        self._show_focus()
        # Which keys work depends on whether letters are typed now, which is known a moment later.
        self.call_after_refresh(self._rename_keys)

    def _show_focus(self) -> None:
        """Colour the edge alone; for `:focus-within` all that stands here would be styled anew."""
        self.set_class(self.has_focus_within, "-current", update=False)
        self.app.stylesheet.apply(self)

    def _rename_keys(self) -> None:
        if self.is_attached:
            self.refresh_bindings()

    def watch_confidence(self, confidence: str | None) -> None:
        self._show_submit()

    def _inside(self) -> list[Widget]:
        return list(self.query("Field, Field *"))

    def _asked(self) -> list[Prose | Field]:
        return [Prose(self._drawn().prompt), self._field]

    def _drawn(self) -> Question:
        return self._question.drawn(self._seed)

    def _note(self, selector: str, text: str) -> None:
        note = self.query_one(selector, Static)
        rewrite(note, Content(text))
        note.display = bool(text)

    def _show_submit(self) -> None:
        """Write the line that hands the answer in, and says how sure one is, by mouse."""
        line = self.query_one(SubmitLine)
        line.display = not self.is_closed
        line.show(self.confidence)

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
        self.border_subtitle = standing(self._best, self._tries, self._shown, self.is_closed)
