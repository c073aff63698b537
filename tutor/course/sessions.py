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


def program_until(blocks: Sequence[CodeBlock], chosen: int) -> tuple[str, range]:
    """Return what is typed in the blocks up to the chosen one, and the lines of that one.

    What is shown to fail in a block before is left out, as the session goes on after it.
    """
    before = [_typed(each, failing=False) for each in blocks[:chosen] if each.is_session]
    text, last = "".join(before), _typed(blocks[chosen], failing=True)
    first = text.count("\n") + 1
    return text + last, range(first, first + len(last.splitlines()))


def first_that_runs(blocks: Sequence[CodeBlock], chosen: int) -> int:
    """Return the first session from the chosen block on that runs something of that block.

    A function runs where it is called, also by way of functions that are defined in between. The
    chosen one where nothing of it is run.
    """
    names: set[str] = set()
    for number in range(chosen, len(blocks)):
        is_chosen = number == chosen
        if not (is_chosen or blocks[number].is_session):
            continue
        used = [each for each in _body(blocks[number]) if is_chosen or names & _names_in(each)]
        if not all(isinstance(each, _DEFINING) for each in used):
            return number
        names |= {each.name for each in used if isinstance(each, _NAMED)} or _imported(used)
    return chosen


_NAMED = (ast.FunctionDef, ast.ClassDef)
_IMPORTING = (ast.Import, ast.ImportFrom)
_DEFINING = (*_NAMED, *_IMPORTING)


def _body(block: CodeBlock) -> Sequence[ast.stmt]:
    try:
        return ast.parse(_typed(block, failing=True)).body
    except SyntaxError:
        return []


def _imported(body: Sequence[ast.stmt]) -> set[str]:
    importing = (each for each in body if isinstance(each, _IMPORTING))
    return {alias.asname or alias.name for each in importing for alias in each.names}


def _names_in(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _typed(block: CodeBlock, failing: bool) -> str:
    if not block.is_session:
        return block.code
    examples = doctest.DocTestParser().get_examples(block.code)
    return "".join(each.source for each in examples if failing or each.exc_msg is None)
