"""One operation of a recorded program, with its tree, as large as there is room for."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.events import Resize
from textual.message import Message
from textual.widget import Widget

from tutor.plots.cells import Picture
from tutor.programs.frame import TABS
from tutor.programs.moves import WalkPlace
from tutor.programs.notes import Notes
from tutor.programs.why.asked import WhyQuestion
from tutor.widgets.code_panes import CodePanes
from tutor.widgets.code_tree import CodeTree
from tutor.widgets.picture import PictureView


@dataclass
class MovedOn(Message):
    """The learner stands elsewhere, or asks something else."""


class CodeStage(Widget, can_focus=True):
    """Shows where one stands, what is said of it, and the answer to what is asked there."""

    def __init__(self, standing: WalkPlace, notes: Notes, against: str = "") -> None:
        super().__init__()
        self.standing = standing
        self.notes = notes
        self.against = against
        self._tab = 0
        self._tree = CodeTree(standing, notes.verdicts)
        self._asked: WhyQuestion | None = None

    def compose(self) -> ComposeResult:
        yield CodePanes(self._tree)

    @property
    def place(self) -> tuple[WalkPlace, WhyQuestion | None]:
        """Where one stands, and what one asks there."""
        return self.standing, self._asked

    @property
    def picture(self) -> Picture:
        """What is drawn now, the head with it."""
        return [row for view in self.query(PictureView) for row in view.picture]

    def show(self, standing: WalkPlace, notes: Notes | None = None) -> None:
        """Show another operation, or the same one with other notes."""
        if self._asked and standing is not self.standing:
            is_same_run = standing.recorded is self.standing.recorded
            self._asked = WhyQuestion(standing) if is_same_run else None
            self.refresh_bindings()
        moved, self.standing = standing is not self.standing, standing
        if notes is not None:
            self.notes = notes
        self._draw()
        if moved:
            self.post_message(MovedOn())

    def says(self, sentence: str) -> bool:
        """Whether a sentence is to be read in what is drawn: in a box, or in a row of its own."""
        rows = ["".join(span.text for span in row).split("│") for row in self.picture]
        text = " ".join(each.strip() for row in rows for each in (row[-2:-1] or row))
        return sentence.casefold() in " ".join(text.split()).casefold()

    def on_resize(self, event: Resize) -> None:
        self._draw()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_mounted:
            self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        for panes in self.query(CodePanes):
            panes.draw(self.standing, self.notes, self._tab, self._asked, self.against)

    def action_tab(self, number: int) -> None:
        self._tab = number
        self._draw()
        if self._tree.has_focus and not self._tree.display:
            self.focus()

    def on_code_panes_tab_chosen(self, message: CodePanes.TabChosen) -> None:
        message.stop()
        self.action_tab(message.tab)

    def action_fold(self, by: int) -> None:
        """Fold one more of the calls and loops that one is in, or one less."""
        self._tree.fold(by)

    def action_to_tree(self) -> None:
        """Go into the tree, which is shown if it was not."""
        if not self._tree.display:
            self.action_tab(TABS.index("tree"))
        self._tree.focus()

    def on_code_tree_left(self, message: CodeTree.Left) -> None:
        message.stop()
        self.focus()
