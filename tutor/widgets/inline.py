"""Lines of Markdown as styled text: options, feedback, headings, a text with gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from textual.content import Content

from tutor.course.markdown import parser

BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
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
    blocks = _parser().parse(markdown)
    paragraphs = [block.children or [] for block in blocks if block.type == "inline"]
    kinds = {token.type for paragraph in paragraphs for token in paragraph}
    if not ({block.type for block in blocks} <= _PARAGRAPH and kinds <= _WORDS):
        return None
    return Content("\n\n").join(map(_styled, paragraphs))


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
                pieces.append(Content.styled(token.content, "$text-accent"))
            case _:
                pieces.append(Content.styled(token.content, " ".join(styles)))
    return Content("").join(pieces)


@cache
def _parser() -> MarkdownIt:
    return parser()
