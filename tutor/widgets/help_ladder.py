"""The help below a question, one rung at a time: what was read, and what comes next."""

from __future__ import annotations

from collections.abc import Collection

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tutor.assessment.ladder import NAMES, Rung, ladder
from tutor.assessment.questions import Question
from tutor.widgets.prose import Prose
from tutor.widgets.rewritten import rewrite

TAKEN, LEFT = "●", "○"
KEY = "ctrl+t"


class HelpLadder(Vertical):
    """Shows the rung reached last; out of sight until help is asked for or offered."""

    DEFAULT_CSS = """
    HelpLadder { height: auto; display: none; margin: 1 1 0 1; }
    HelpLadder.-offered { display: block; }
    HelpLadder > .help { height: auto; }
    HelpLadder > .rungs { height: auto; color: $text-muted; }
    HelpLadder > .rungs:hover { color: $accent; }
    """

    class Clicked(Message):
        """The learner asks for the next rung with the mouse."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._whole = self._rungs = ladder(question)
        self._taken = 0

    def compose(self) -> ComposeResult:
        yield Vertical(classes="help")
        yield Static(classes="rungs")

    def on_mount(self) -> None:
        self._write()

    @property
    def hints(self) -> int:
        """How many hints were read."""
        return sum(rung.kind == "hint" for rung in self._rungs[: self._taken])

    @property
    def aid(self) -> str:
        """The strongest help that was taken, "" for none."""
        return self._rungs[self._taken - 1].kind if self._taken else ""

    def offer(self, told: Collection[str]) -> None:
        """Let the rungs be seen; a hint that says what an answer was `told` is left out."""
        known = [rung for rung in self._rungs[self._taken :] if _says_again(rung, told)]
        self._rungs = [rung for rung in self._rungs if rung not in known]
        self.add_class("-offered")
        self._write()

    def withdraw(self) -> None:
        """Show the rungs no more, where there is nothing left to find."""
        self.remove_class("-offered")

    async def climb(self) -> Rung | None:
        """Take the next rung and show what it says; None at the top."""
        if self._taken == len(self._rungs):
            return None
        rung = self._rungs[self._taken]
        self._taken += 1
        self.add_class("-offered")
        await self._say(rung)
        self._write()
        return rung

    async def start_over(self, question: Question) -> None:
        """Begin at the bottom, with a question whose numbers may have changed."""
        if ladder(question) != self._whole:
            self._taken = 0
            self._whole = self._rungs = ladder(question)
            await self.query_one(".help", Vertical).remove_children()
        self.withdraw()
        self._write()

    def on_click(self) -> None:
        self.post_message(self.Clicked())

    async def _say(self, rung: Rung) -> None:
        help = self.query_one(".help", Vertical)
        async with help.batch():
            await help.remove_children()
            if rung.kind == "hint":
                several = sum(each.kind == "hint" for each in self._rungs) > 1
                name = f"Hint {self.hints}" if several else "Hint"
                await help.mount(Prose(f"**{name}:** {rung.text}"))
            elif rung.kind == "steps":
                await help.mount(Prose(f"**Worked steps**\n\n{rung.text}"))

    def _write(self) -> None:
        names = [NAMES[rung.kind] for rung in self._rungs]
        marks = [TAKEN] * self._taken + [LEFT] * (len(names) - self._taken)
        pieces = [f"{mark} {name}" for mark, name in zip(marks, names, strict=True)]
        if self._taken < len(names):
            pieces.append(f"next: {KEY}")
        rewrite(self.query_one(".rungs", Static), Content("   ".join(pieces)))


def _says_again(rung: Rung, told: Collection[str]) -> bool:
    return rung.kind == "hint" and any(text in rung.text for text in told)
