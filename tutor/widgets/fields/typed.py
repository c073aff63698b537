"""An answer that is typed: a number, a shape, a formula."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from tutor.assessment.questions import Expression, Numeric, Predict, Shape
from tutor.assessment.verdicts import Verdict
from tutor.typeset import TexError, typeset
from tutor.widgets.fields.field import AnswerLine, Field
from tutor.widgets.rewritten import rewrite

PLACEHOLDERS = {
    "numeric": "a number: 0.25, 1/3, 2e-3, e^-1",
    "shape": "a shape: (3, 4) or 3x4",
    "predict": "your guess: a number",
}


class TypedField(Field):
    """One line to type in; a formula is typeset below while it is typed."""

    def __init__(self, question: Numeric | Shape | Expression | Predict) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        if not isinstance(self._question, Expression):
            yield AnswerLine(PLACEHOLDERS[self._question.kind])
        else:
            yield AnswerLine(f"a formula of {', '.join(self._question.names)}")
            yield Static(classes="preview")

    @property
    def answer(self) -> Any:
        return self.query_one(Input).value

    def put(self, answer: Any) -> None:
        self.query_one(Input).value = str(answer)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submit()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.changed()
        if isinstance(self._question, Expression):
            preview = self.query_one(".preview", Static)
            rows = _preview(event.value)
            rewrite(preview, Content(rows))
            preview.display = bool(rows)

    def watch_verdict(self, verdict: Verdict | None) -> None:
        self.query_one(Input).disabled = self.closed


def _preview(formula: str) -> str:
    """Return the formula typeset, or nothing while it cannot be read yet."""
    from tutor.formulas.notation import latex

    try:
        return "\n".join(typeset(latex(formula))) if formula.strip() else ""
    except (ValueError, TexError):
        return ""
