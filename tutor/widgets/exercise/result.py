"""What the last run came to."""

from __future__ import annotations

from textwrap import wrap

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Resize

from tutor.exercises.judgement_picture import judgement_picture
from tutor.exercises.judging import BugJudgement
from tutor.exercises.outcome import Outcome
from tutor.exercises.result_picture import result_picture
from tutor.plots.cells import Span
from tutor.widgets.picture import PictureView

NOTHING_YET = "Not run yet: ctrl+r runs it on all cases."


class ResultView(VerticalScroll):
    """Draws an outcome anew for each width; scrolled by the arrows."""

    DEFAULT_CSS = """
    ResultView { padding: 0 1; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.outcome: Outcome | None = None
        """What is shown."""
        self._code = self._following = ""
        self._judgement: BugJudgement | None = None

    def compose(self) -> ComposeResult:
        yield PictureView()

    def show(self, outcome: Outcome, code: str, following: str = "") -> None:
        """Show what came of a run of this code, and what can be done `following` it."""
        self.outcome, self._code, self._following = outcome, code, following
        self._draw()
        self.scroll_home(animate=False)

    def show_broken(self, judgement: BugJudgement) -> None:
        """Show, until there is a run, what a hunted bug does."""
        self._judgement = judgement
        self._draw()

    def on_mount(self) -> None:
        self._draw()

    def on_resize(self, event: Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        view = self.query_one(PictureView)
        if not width:  # out of view; it is drawn when it comes into view
            view.picture = []
            return
        if self.outcome is None:
            view.picture = [[Span(NOTHING_YET, "muted")]]
            if self._judgement is not None:
                view.picture += [[], *judgement_picture(self._judgement, width)]
        else:
            drawn = result_picture(self.outcome, self._code, width)
            if self._following:
                drawn += [[], *([Span(line, "muted")] for line in wrap(self._following, width))]
            view.picture = drawn
