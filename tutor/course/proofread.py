"""Proofreads Markdown: maths that cannot be set, links to nowhere, what a terminal cannot show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tutor.course.faults import Fault
from tutor.course.links import destination, page_number
from tutor.course.markdown import parser
from tutor.course.prose import Prose
from tutor.typeset import TexError, inline, typeset

WIDTH = 76  # columns a page has for a formula at 80x24

Titles = Mapping[str, Sequence[str]]
"""The titles of the pages of every lesson, by the lesson's id."""


def proofread(prose: Prose, lesson_id: str, titles: Titles) -> Iterator[Fault]:
    """Yield what is wrong with a piece of the lesson `lesson_id`."""
    for token, line in _placed(_parser().parse(prose.text)):
        if token.type == "link_open":
            problem = _link_problem(str(token.attrs["href"]), lesson_id, titles)
        elif token.type == "math_block":
            problem, skipped = _maths_problem(token.content)
            line += skipped
        elif token.type == "text":
            problem = _text_problem(token)
        else:
            problem = _sight_problem(token)
        if problem:
            yield Fault(prose.path, prose.line + line, problem)


@cache
def _parser() -> MarkdownIt:
    """Return the lessons' parser, told to keep an escaped dollar apart from a plain one."""
    return parser().disable("text_join")


def _placed(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    """Yield each token, within lines too, and its line from 0."""
    line = 0
    for token in tokens:
        if token.map:
            line = token.map[0]
        yield token, line
        breaks = 0
        for child in token.children or ():
            yield child, line + breaks
            breaks += child.type in ("softbreak", "hardbreak") or child.content.count("\n")


def _maths_problem(tex: str) -> tuple[str, int]:
    """Return what is wrong with a display formula, and how many lines into it."""
    try:
        typeset(tex, WIDTH)
    except TexError as error:
        return f"maths: {error}", tex.count("\n", 0, error.position)
    return "", 0


def _text_problem(token: Token) -> str:
    if "tex" in token.meta:
        try:
            inline(token.meta["tex"])
        except TexError as error:
            return f"maths: {error}"
    elif "$" in token.content:
        return "this $ neither opens nor closes maths; for the sign itself write \\$"
    return ""


def _sight_problem(token: Token) -> str:
    if token.type == "image":
        return "a terminal shows no pictures; draw it with a directive or say it in words"
    if token.type in ("html_block", "html_inline") and not token.content.startswith("<!--"):
        return f"HTML ({token.content.split()[0]}) is not shown in a terminal; use Markdown"
    return ""


def _link_problem(href: str, lesson_id: str, titles: Titles) -> str:
    target = destination(href, lesson_id)
    if target is None:
        return ""
    if target.lesson not in titles:
        return f"the link {href} leads to no lesson of this course"
    if target.anchor and page_number(titles[target.lesson], target.anchor) is None:
        return f"the link {href} leads to no page of {target.lesson}"
    return ""
