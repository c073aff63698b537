"""The line below an answer: hands it in, and says how sure one is, by mouse."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from tutor.widgets.rewritten import rewrite

CONFIDENCE = ("sure", "think so", "guessing")


class SubmitLine(Static):
    """A word to click on, and the three words for how sure one is."""

    class Clicked(Message):
        """The learner hands the answer in."""

    class Weighed(Message):
        """The learner said how sure they are."""

        def __init__(self, confidence: str) -> None:
            super().__init__()
            self.confidence = confidence

    def show(self, confidence: str | None) -> None:
        pieces = [Content.styled("answer ▸", _clicks("submit")), Content("   How sure?")]
        for word in reversed(CONFIDENCE):
            mark = "●" if word == confidence else "○"
            pieces.append(Content.styled(f"  {mark} {word}", _clicks(f"weigh({word!r})")))
        rewrite(self, Content("").join(pieces))

    def action_submit(self) -> None:
        self.post_message(self.Clicked())

    def action_weigh(self, confidence: str) -> None:
        self.post_message(self.Weighed(confidence))


def _clicks(action: str) -> Style:
    return Style.from_meta({"@click": action})
