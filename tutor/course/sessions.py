"""The `>>>` blocks of a lesson, up to one of them, as one program."""

from __future__ import annotations

import ast
import doctest
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.course.markdown import parser

PROMPT = ">>> "


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of Python of a lesson."""

    page: int
    code: str

    @property
    def is_session(self) -> bool:
        return PROMPT in self.code


def code_blocks(pages: Sequence[str]) -> list[CodeBlock]:
    """Return the blocks of Python in the Markdown of a lesson's pages, in their order."""
    return [
        CodeBlock(number, token.content)
        for number, text in enumerate(pages)
        for token in parser().parse(text)
        if token.type == "fence" and token.info.strip() == "python"
    ]


def program_until(blocks: Sequence[CodeBlock], chosen: int) -> tuple[str, int]:
    """Return what is typed in the blocks up to the chosen one, and the line where that begins.

    What is shown to fail in a block before is left out, as the session goes on after it.
    """
    before = [_typed(each, failing=False) for each in blocks[:chosen] if each.is_session]
    text = "".join(before)
    return text + _typed(blocks[chosen], failing=True), text.count("\n") + 1


def first_that_computes(blocks: Sequence[CodeBlock], chosen: int) -> int:
    """Return the first session from the chosen block on that does more than define something.

    The chosen one where there is none.
    """
    later = range(chosen, len(blocks))
    sessions = (n for n in later if blocks[n].is_session or n == chosen)
    return next((n for n in sessions if _computes(_typed(blocks[n], failing=True))), chosen)


def _computes(code: str) -> bool:
    defining = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return True
    return not all(isinstance(each, defining) for each in body)


def _typed(block: CodeBlock, failing: bool) -> str:
    if not block.is_session:
        return block.code
    examples = doctest.DocTestParser().get_examples(block.code)
    return "".join(each.source for each in examples if failing or each.exc_msg is None)
