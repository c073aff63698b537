"""A text with gaps: typed into, or turned through where a gap has options."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Select, Static

from tutor.assessment.parts import Gap
from tutor.assessment.questions import GAP
from tutor.assessment.verdicts import Verdict
from tutor.widgets.fields.field import MARKS, Field
from tutor.widgets.inline import inline_content


class ClozeField(Field):
    """The text with its gaps numbered, and below it a line to fill for each of them."""

    def __init__(self, text: str, gaps: Mapping[str, Gap]) -> None:
        super().__init__()
        self._text = text
        self._gaps = gaps
        self._names = list(dict.fromkeys(re.findall(GAP, text)))

    def compose(self) -> ComposeResult:
        yield Static(classes="gapped")
        for number, name in enumerate(self._names, start=1):
            with Horizontal(classes="gap"):
                yield Static(f"({number})", classes="gap-number")
                yield self._line(name)
            yield Static(id=f"said-{number}", classes="said")

    def on_mount(self) -> None:
        self._draw()

    @property
    def answer(self) -> Any:
        return {name: self._filled(number) for number, name in enumerate(self._names, start=1)}

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        empty = [line for line in self.query(Input) if not line.value.strip()]
        if empty and empty[0] is not event.input:
            empty[0].focus()
        else:
            self.commit()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._draw()

    def on_select_changed(self, event: Select.Changed) -> None:
        event.stop()
        self._draw()

    def watch_verdict(self, verdict: Verdict | None) -> None:
        for line in self.query("Input, Select"):
            line.disabled = verdict is not None
        said = {piece.target: piece for piece in verdict.feedback} if verdict else {}
        for number, name in enumerate(self._names, start=1):
            piece = said.get(name)
            content = Content("")
            if piece:
                mark = Content.styled(f"{MARKS[piece.outcome]} ", f"${piece.outcome}")
                content = mark + inline_content(piece.text)
            self.query_one(f"#said-{number}", Static).update(content)

    def _line(self, name: str) -> Input | Select[str]:
        options = self._gaps[name].options
        number = self._names.index(name) + 1
        if options:
            choices = [(inline_content(option), option) for option in options]
            return Select(choices, id=f"gap-{number}", compact=True, prompt="choose")
        return Input(id=f"gap-{number}", compact=True)

    def _filled(self, number: int) -> str:
        line = self.query_one(f"#gap-{number}")
        if isinstance(line, Select):
            return "" if line.value is Select.NULL else str(line.value)
        return line.value if isinstance(line, Input) else ""

    def _draw(self) -> None:
        def shown(match: re.Match[str]) -> str:
            number = self._names.index(match[1]) + 1
            return f"**({number}) {self._filled(number) or '____'}**"

        self.query_one(".gapped", Static).update(inline_content(re.sub(GAP, shown, self._text)))
