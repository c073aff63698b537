"""Proofreads Markdown: maths that cannot be set, links to nowhere, what a terminal cannot show."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tutor.course.faults import Fault
from tutor.course.links import destination, page_number
from tutor.course.markdown import parser
from tutor.course.prose import PlacedText
from tutor.typeset import TexError, inline, typeset

WIDTH = 76  # columns a page has for a formula at 80x24

_APART = re.compile(r"\] \(([^()\s]+)\)")
_FOOTNOTE = re.compile(r"\[\^[\w-]+\]")
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")
_BAR = re.compile(r"(?<!\\)\|")

Titles = Mapping[str, Sequence[str]]
"""The titles of the pages of every lesson, by the lesson's id."""


def proofread(prose: PlacedText, lesson_id: str, titles: Titles) -> Iterator[Fault]:
    """Yield what is wrong with a piece of the lesson `lesson_id`."""
    lines = prose.text.split("\n")
    for token, line in _placed(_parser().parse(prose.text)):
        if token.type == "inline":
            for problem, below in _signs(token, prose.path.name == "lesson.md", titles):
                yield Fault(prose.path, prose.line + line + below, problem)
        if token.type == "table_open" and token.map:
            for problem, below in _wide_rows(lines[slice(*token.map)]):
                yield Fault(prose.path, prose.line + line + below, problem)
        if token.type == "link_open":
            problem = _link_problem(str(token.attrs["href"]), lesson_id, titles)
        elif token.type == "math_block":
            problem, skipped = _maths_problem(token.content)
            line += skipped
        elif token.type == "fence":
            problem, skipped = _code_problem(token)
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


def _signs(token: Token, in_lesson: bool, titles: Titles) -> Iterator[tuple[str, int]]:
    """Yield what stands in the text as it is, though it was meant as a sign, and its line."""
    text = "".join(map(_plain, token.children or ()))
    for match in _APART.finditer(text):
        target = match[1]
        if target.startswith(("#", "http")) or target.partition("#")[0] in titles:
            message = f"leave no space between ] and ({target}), or it is no link"
            yield message, text.count("\n", 0, match.start())
    for match in _FOOTNOTE.finditer(text):
        message = f"footnotes ({match[0]}) are not used in a lesson; say it in the text or a note"
        yield message, text.count("\n", 0, match.start())
    for match in _TEMPLATE.finditer(text) if in_lesson else ():
        message = f"{match[0]} is filled in only in the questions of quiz.yaml"
        yield message, text.count("\n", 0, match.start())


def _plain(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "text" and "tex" not in token.meta:
        return token.content
    return "\0" + "\n" * token.content.count("\n")


def _wide_rows(lines: list[str]) -> Iterator[tuple[str, int]]:
    """Yield the rows of a table with more cells than its head, whose last would not be shown."""
    head = _cells(lines[0])
    for number, row in enumerate(lines[2:], start=2):
        if _cells(row) > head:
            message = (
                f"this row has {_cells(row)} cells, the table's head {head}; a bar that is no"
                " border is \\mid within maths, \\| elsewhere"
            )
            yield message, number


def _cells(row: str) -> int:
    return len(_BAR.split(re.sub(r"^\s*\|?|(?<!\\)\|\s*$", "", row)))


def _code_problem(token: Token) -> tuple[str, int]:
    """Return what is wrong with a block of Python without prompts, and how many lines into it."""
    if token.info.strip() == "python" and ">>> " not in token.content:
        try:
            ast.parse(token.content)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            line = getattr(error, "lineno", None) or 1
            return f"this is no Python: {getattr(error, 'msg', error)}", line
    return "", 0


def _text_problem(token: Token) -> str:
    if "tex" in token.meta:
        try:
            inline(token.meta["tex"])
        except TexError as error:
            return f"maths: {error}"
    elif "$" in token.content:
        return (
            "this $ neither opens nor closes maths; for the sign itself write \\$,"
            " for a bar within a table's maths \\mid"
        )
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
