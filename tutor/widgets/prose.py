"""One page of a lesson: Textual's Markdown with typeset maths and with live parts in the flow."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.token import Token
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Markdown, Static
from textual.widgets.markdown import MarkdownBlock

from tutor.course.markdown import parser
from tutor.typeset import TexError, typeset
from tutor.widgets.marked_list import MarkedList
from tutor.widgets.table import TableBlock

PartMaker = Callable[[Token], Widget]
"""Makes the widget of a directive; the token's map tells the line it stands on."""


class Prose(Markdown):
    """Markdown with maths; directives become the widgets of `make_part`."""

    BLOCKS = {**Markdown.BLOCKS}

    def __init__(self, markdown: str, make_part: PartMaker | None = None) -> None:
        super().__init__(markdown, parser_factory=parser, open_links=False)
        self._make_part = make_part

    def unhandled_token(self, token: Token) -> MarkdownBlock | None:
        if token.type == "math_block":
            return FormulaBlock(self, token)
        if token.type == "directive" and self._make_part:
            return PartBlock(self, token, self._make_part(token))
        return None


Prose.BLOCKS.update(table_open=TableBlock, bullet_list_open=MarkedList)


class Formula(Static):
    """A display formula in two dimensions, split to the width it gets."""

    def __init__(self, tex: str) -> None:
        super().__init__()
        self.tex = tex

    # Drawn whenever it is asked for: drawing it when it is told its width asks for a second layout.
    def get_content_width(self, container: Size, viewport: Size) -> int:
        return max(map(cell_len, _rows(self.tex, None).split("\n")))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return _rows(self.tex, width).count("\n") + 1

    def render(self) -> Content:
        return Content(_rows(self.tex, self.size.width))


class FormulaBlock(MarkdownBlock):
    """The place of a formula in the text."""

    def __init__(self, markdown: Markdown, token: Token) -> None:
        super().__init__(markdown, token)
        self._tex = token.content.strip()

    def compose(self) -> ComposeResult:
        yield Formula(self._tex)


class PartBlock(MarkdownBlock):
    """The place of a live part in the text."""

    def __init__(self, markdown: Markdown, token: Token, part: Widget) -> None:
        super().__init__(markdown, token)
        self._part = part

    def compose(self) -> ComposeResult:
        yield self._part

    def on_resize(self) -> None:
        # A part that grows while it is used (a verdict, a panel) stays in view.
        if self.has_focus_within:
            self.scroll_visible(animate=False)


def _rows(tex: str, width: int | None) -> str:
    try:
        return "\n".join(typeset(tex, width))
    except TexError as error:
        return f"{tex}\n✘ {error}"
