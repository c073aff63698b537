"""Lines of Markdown as styled text: options, feedback, headings, a text with gaps."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from textual.content import Content

from tutor.course.markdown import parser

BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
STYLES = {"strong_open": "bold", "em_open": "italic"}


def inline_content(markdown: str) -> Content:
    """Return the text with its emphasis, code and maths, paragraphs a blank line apart."""
    paragraphs = BLANK_LINE.split(markdown.strip())
    return Content("\n\n").join(map(_paragraph, paragraphs))


def _paragraph(markdown: str) -> Content:
    pieces: list[Content] = []
    styles: list[str] = []
    for token in _inline_parser().parseInline(markdown)[0].children or []:
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
def _inline_parser() -> MarkdownIt:
    return parser()
