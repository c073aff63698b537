"""The parts of a recorded program on the screen: source, tree, values, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Click
from textual.message import Message

from tutor.programs.frame import TABS, WIDE, frame, head, tab_at
from tutor.programs.moves import WalkPlace
from tutor.programs.notes import Notes
from tutor.programs.why.asked import WhyQuestion
from tutor.widgets.code_tree import CodeTree
from tutor.widgets.picture import PictureView


class CodePanes(Vertical):
    """All parts beside one another where there is room, else the part of a tab."""

    DEFAULT_CSS = """
    CodePanes > #own-head { height: 2; padding: 0 2; border-bottom: solid $panel; }
    CodePanes > #own-body { height: 1fr; padding: 1 2 0 2; }
    CodePanes Horizontal { height: 1fr; }
    CodePanes #own-source { margin-bottom: 1; }
    CodePanes #own-values { height: 1fr; }
    CodePanes.-wide #own-values { margin-left: 2; }
    """

    @dataclass
    class LineChosen(Message):
        """One wants to go to a line of the program, counted from 1."""

        line: int

    @dataclass
    class TabChosen(Message):
        """One wants to see the part of a tab."""

        tab: int

    def __init__(self, tree: CodeTree) -> None:
        super().__init__()
        self._tree = tree
        self._first = 0

    def compose(self) -> ComposeResult:
        yield Vertical(PictureView(), id="own-head")
        with Vertical(id="own-body"):
            with Horizontal():
                with Vertical(id="own-left"):
                    yield PictureView(id="own-source")
                    yield self._tree
                yield PictureView(id="own-values")
            yield PictureView(id="own-below")

    def draw(
        self,
        standing: WalkPlace,
        notes: Notes,
        tab: int,
        asked: WhyQuestion | None,
        against: str,
    ) -> None:
        """Draw what there is room for; nothing before the sizes are known."""
        if not self.query(PictureView):
            return
        width, height = size = self.query_one("#own-body").size
        if width <= 0 or height <= 0:
            return
        is_wide = width >= WIDE
        self.set_class(is_wide, "-wide")
        top = self.query_one("#own-head PictureView", PictureView)
        top.picture = [head(standing, width, None if is_wide else tab, against)]
        drawn = frame(standing, notes, top.palette(), size, tab, asked)
        left = self.query_one("#own-left")
        left.styles.width = drawn.left
        left.display = is_wide or TABS[tab] != "values"
        self._first = drawn.first
        pictures = {"source": drawn.source, "values": drawn.values, "below": drawn.below}
        for name, picture in pictures.items():
            view = self.query_one(f"#own-{name}", PictureView)
            view.display = bool(picture)
            view.picture = picture
        self._tree.display = is_wide or TABS[tab] == "tree"
        self._tree.show(standing, notes.verdicts)

    def on_click(self, event: Click) -> None:
        """Go to the line, or to the tab, that was clicked."""
        source = self.query_one("#own-source", PictureView)
        row = self.query_one("#own-head PictureView", PictureView)
        if source.display and (place := event.get_content_offset(source)):
            self.post_message(self.LineChosen(self._first + place.y + 1))
            return
        place = event.get_content_offset(row)
        tab = tab_at(row.picture[0], place.x) if place else None
        if tab is not None:
            self.post_message(self.TabChosen(tab))
