"""A code block of a lesson in the stepper of own code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets.markdown import MarkdownFence

from tutor.screens.chooser import Offer

if TYPE_CHECKING:
    from tutor.course.sessions import CodeBlock


def has_code(page: Widget) -> bool:
    """Whether a page shows code of Python."""
    return any(_is_python(node) for node in page.query(MarkdownFence))


def _is_python(node: MarkdownFence) -> bool:
    return node.lexer == "python"


def shown_blocks(page: Widget, blocks: Sequence[CodeBlock], number: int) -> list[Offer[int]]:
    """Return the blocks of a page that are uncovered, by their place in the lesson."""
    codes = [node.code.rstrip() for node in page.query(MarkdownFence) if _is_python(node)]
    return [
        Offer(Content(block.code.strip().splitlines()[0]), place)
        for place, block in enumerate(blocks)
        if block.page == number and block.code.rstrip() in codes
    ]


def stepper_of(name: str, blocks: Sequence[CodeBlock], chosen: int) -> Screen[None]:
    """Return the screen that steps through a lesson's code, from the chosen block on.

    Where that only defines a function, up to the block that first computes something.
    """
    from tutor.course.sessions import first_that_computes, program_until
    from tutor.programs.looking import CodeLook
    from tutor.programs.program import Program
    from tutor.screens.own_code import OwnCodeScreen

    text, _ = program_until(blocks, first_that_computes(blocks, chosen))
    _, line = program_until(blocks, chosen)
    return OwnCodeScreen(CodeLook(text=Program(name, text), line=line))
