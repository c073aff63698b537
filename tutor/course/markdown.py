"""The Markdown of lessons: GitHub's, with $maths$ and with directives in fences.

The loader and the screen parse with the same parser, so what is checked is what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from tutor.course.sections import directive_of
from tutor.typeset import TexError, inline

_NEGATIVE = re.compile(r"(?<![\w.,)\]-])-(?=\.?\d)")
"""The hyphen before a negative number; none within a word, such as 2-7."""


def parser() -> MarkdownIt:
    """Return a parser of lessons.

    A directive's fence becomes a token of type "directive" with meta {"name", "argument"}, its
    body in `content`. Maths within a line becomes text, typeset, with its source in
    meta["tex"]; display maths stays a "math_block" with the source in `content`. The hyphen of a
    negative number in the text becomes a minus; code stays as it is.
    """
    markdown = MarkdownIt("gfm-like")
    markdown.use(dollarmath_plugin, allow_space=False, double_inline=True, allow_labels=False)
    markdown.core.ruler.push("directives", _retype_directives)
    markdown.core.ruler.push("minus", _set_minus)
    markdown.core.ruler.push("inline_maths", _typeset_inline_maths)
    return markdown


def inline_tokens(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    """Yield every token within a line, and the line (from 0) on which its block begins."""
    for token in tokens:
        line = token.map[0] if token.map else 0
        for child in token.children or ():
            yield child, line


def _retype_directives(state: StateCore) -> None:
    for token in state.tokens:
        directive = directive_of(token.info) if token.type == "fence" else None
        if directive is not None:
            token.type = "directive"
            token.meta = {"name": directive[0], "argument": directive[1]}


def _set_minus(state: StateCore) -> None:
    for token, _ in inline_tokens(state.tokens):
        if token.type == "text":
            token.content = _NEGATIVE.sub("−", token.content)


def _typeset_inline_maths(state: StateCore) -> None:
    for token, _ in inline_tokens(state.tokens):
        if token.type in ("math_inline", "math_inline_double"):
            token.type = "text"
            token.meta = {"tex": token.content}
            token.content = _typeset(token.content)


def _typeset(tex: str) -> str:
    """Return the formula as text; one that cannot be set stays as it was written."""
    try:
        return inline(tex)
    except TexError:
        return f"${tex}$"
