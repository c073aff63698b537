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
    from tutor.programs.looking import CodeLook


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
    """Return the screen that steps through a lesson's code."""
    from tutor.screens.own_code import OwnCodeScreen

    return OwnCodeScreen(look_of(name, blocks, chosen))


def look_of(name: str, blocks: Sequence[CodeBlock], chosen: int) -> CodeLook:
    """Return a look at a lesson's code, where it first runs the chosen block.

    Where that only defines a function, the program goes on to the block that first calls it.
    """
    from tutor.course.sessions import first_that_runs, program_until
    from tutor.programs.looking import CodeLook
    from tutor.programs.program import Program

    text, _ = program_until(blocks, first_that_runs(blocks, chosen))
    _, lines = program_until(blocks, chosen)
    return CodeLook(text=Program(name, text), lines=lines)
