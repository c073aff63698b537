"""A list in a text whose lines may begin with the sign of a verdict."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets._markdown import (  # not among the public names
    MarkdownBlock,
    MarkdownBulletList,
    MarkdownListItem,
)

SIGNS = "✔◐✘○·"


class MarkedList(MarkdownBulletList):
    """A line that begins with a sign has it in place of the dot, not behind it."""

    def compose(self) -> ComposeResult:
        for item in self._blocks:
            if isinstance(item, MarkdownListItem) and item._blocks:
                _take_sign(item, item._blocks[0])
        yield from super().compose()


def _take_sign(item: MarkdownListItem, first: MarkdownBlock) -> None:
    sign, text = first._content[:2], first._content[2:]
    if sign.plain[:1] in SIGNS and sign.plain.endswith(" "):
        item.bullet = sign.plain
        first.set_content(text)
