"""A text with gaps: typed into, or turned through where a gap has options."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tutor.assessment.parts import Gap
from tutor.assessment.questions import GAP
from tutor.assessment.verdicts import Verdict
from tutor.widgets.fields.field import MARKS, AnswerLine, Field
from tutor.widgets.inline import inline_content
from tutor.widgets.rewritten import rewrite

HOLE = "\ufffc"  # the character that stands for an object in a text: here for a gap


class TurnedGap(Static, can_focus=True):
    """A gap whose options the arrows turn through."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "turn(1)", "next option"),
        Binding("left", "turn(-1)", "option before"),
        Binding("l,space", "turn(1)", show=False),
        Binding("h", "turn(-1)", show=False),
        Binding("enter", "submit", "answer"),
    ]

    class Turned(Message):
        """Another option is shown."""

    class Submitted(Message):
        """Enter was pressed."""

    def __init__(self, options: Sequence[str], id: str) -> None:
        super().__init__("…", id=id)
        self._options = options
        self.value = ""

    def action_turn(self, step: int) -> None:
        place = self._options.index(self.value) + step if self.value else min(0, step)
        self.show(self._options[place % len(self._options)])

    def show(self, value: str) -> None:
        """Let an option stand in the gap."""
        self.value = value
        self.update(Content.assemble("‹ ", inline_content(self.value), " ›"))
        self.post_message(self.Turned())

    def action_submit(self) -> None:
        self.post_message(self.Submitted())

    def on_click(self) -> None:
        self.action_turn(1)


class ClozeField(Field):
    """The text with its gaps numbered, and below it a line to fill for each of them."""

    def __init__(self, text: str, gaps: Mapping[str, Gap]) -> None:
        super().__init__()
        self._text = text
        self._gaps = gaps
        self._names = list(dict.fromkeys(re.findall(GAP, text)))
        self._marked: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield Static(classes="gapped")
        for number, name in enumerate(self._names, start=1):
            with Horizontal(classes="gap"):
                yield Static(f"({number})", classes="gap-number")
                if options := self._gaps[name].options:
                    yield TurnedGap(options, f"gap-{number}")
                else:
                    yield AnswerLine(id=f"gap-{number}")
            yield Static(id=f"said-{number}", classes="said-of")

    def on_mount(self) -> None:
        self._draw()

    @property
    def answer(self) -> Any:
        return {name: line.value for name, line in zip(self._names, self._lines(), strict=True)}

    def put(self, answer: Any) -> None:
        for name, line in zip(self._names, self._lines(), strict=True):
            if isinstance(line, TurnedGap):
                line.show(answer[name])
            else:
                line.value = answer[name]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submit()

    def on_turned_gap_submitted(self, event: TurnedGap.Submitted) -> None:
        event.stop()
        self.submit()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._draw()
        self._note()
        self.changed()

    def on_turned_gap_turned(self, event: TurnedGap.Turned) -> None:
        event.stop()
        self._draw()
        self._note()
        self.changed()

    def watch_verdict(self, verdict: Verdict | None) -> None:
        self._marked = self.answer
        for name, line in zip(self._names, self._lines(), strict=True):
            line.disabled = self.closed or self.is_right(name)
        self._note()

    def _note(self) -> None:
        """Say of each gap what the last verdict said, unless it was changed since."""
        filled = self.answer
        for number, name in enumerate(self._names, 1):
            note = self.query_one(f"#said-{number}", Static)
            piece = self.piece(name)
            note.display = piece is not None and filled[name] == self._marked[name]
            if piece:
                mark = Content.styled(f"{MARKS[piece.outcome]} ", f"${piece.outcome}")
                rewrite(note, mark + inline_content(piece.text))

    def submit(self) -> None:
        """Go to the first gap that is empty, or commit when all are filled."""
        empty = next((line for line in self._lines() if not line.value.strip()), None)
        if empty is not None and not empty.has_focus:
            empty.focus()
        else:
            self.commit(self.answer)

    def _lines(self) -> list[AnswerLine | TurnedGap]:
        lines = self.query(".gap AnswerLine, .gap TurnedGap")
        return [line for line in lines if isinstance(line, AnswerLine | TurnedGap)]

    def _draw(self) -> None:
        """Show the text; what is typed into a gap stands in it as it is, and is no Markdown."""
        filled = self.answer
        between = inline_content(re.sub(GAP, HOLE, self._text)).split(HOLE, allow_blank=True)
        pieces = between[:1]
        for name, after in zip(re.findall(GAP, self._text), between[1:], strict=True):
            pieces += [self._filled(name, filled[name].strip()), after]
        rewrite(self.query_one(".gapped", Static), Content("").join(pieces))

    def _filled(self, name: str, value: str) -> Content:
        """Return the gap's number and what stands in it."""
        shown = inline_content(value) if self._gaps[name].options else Content(value)
        number = Content(f"({self._names.index(name) + 1}) ")
        return (number + (shown if value else Content("____"))).stylize("bold")
