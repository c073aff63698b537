"""Lines of Markdown as styled text: options, feedback, headings, a text with gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:  # the parser is a fifth of what opening the glossary costs
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_LETTER = r"[^\W\d_]"
_SIGN = rf"{_LETTER}|\d|(?<=\w)-(?=\w)|[ ,;:?!'\"()“”’–]|\.(?=\s|$)|(?<! )\n(?={_LETTER})"
_WORDS_ONLY = rf"{_LETTER}(?:{_SIGN})*(?<! )"
_PLAIN = re.compile(rf"{_WORDS_ONLY}|\*\*{_WORDS_ONLY}\*\*")
"""A paragraph without any Markdown but that it may be bold as a whole."""
CODE = "$foreground on $panel"
STYLES = {"strong_open": "bold", "em_open": "italic"}
_PARAGRAPH = {"paragraph_open", "inline", "paragraph_close"}
_WORDS = {"text", "softbreak", "hardbreak", *STYLES, "strong_close", "em_close"}


def inline_content(markdown: str) -> Content:
    """Return the text with its emphasis, code and maths, paragraphs a blank line apart."""
    paragraphs = BLANK_LINE.split(markdown.strip())
    return Content("\n\n").join(
        _styled(_parser().parseInline(paragraph)[0].children or ()) for paragraph in paragraphs
    )


def words_alone(markdown: str) -> Content | None:
    """Return a text that is paragraphs of words, emphasis and maths; None for any other."""
    paragraphs = markdown.split("\n\n")
    if all(map(_PLAIN.fullmatch, paragraphs)):
        return Content("\n\n").join(map(_plain, paragraphs))
    blocks = _parser().parse(markdown)
    lines = [block.children or [] for block in blocks if block.type == "inline"]
    kinds = {token.type for line in lines for token in line}
    if not ({block.type for block in blocks} <= _PARAGRAPH and kinds <= _WORDS):
        return None
    return Content("\n\n").join(map(_styled, lines))


def _plain(paragraph: str) -> Content:
    words = " ".join(paragraph.strip("*").split("\n"))
    return Content.styled(words, "bold") if paragraph.startswith("**") else Content(words)


def _styled(tokens: Iterable[Token]) -> Content:
    pieces: list[Content] = []
    styles: list[str] = []
    for token in tokens:
        match token.type:
            case "strong_open" | "em_open":
                styles.append(STYLES[token.type])
            case "strong_close" | "em_close":
                styles.pop()
            case "softbreak":
                pieces.append(Content(" "))
            case "hardbreak":
                pieces.append(Content("\n"))
            case "code_inline":
                pieces.append(Content.styled(token.content, CODE))
            case _:
                pieces.append(Content.styled(token.content, " ".join(styles)))
    return Content("").join(pieces)


@cache
def _parser() -> MarkdownIt:
    from tutor.course.markdown import parser

    return parser()
