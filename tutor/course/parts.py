"""Reads a page: finds its directives and checks what they say."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic import BaseModel, ConfigDict

from tutor.course.faults import CourseError, Fault, keeping
from tutor.course.markdown import parser
from tutor.course.model import Page, Part
from tutor.course.sections import CALLOUTS, Section, fences
from tutor.course.validation import did_you_mean, validated
from tutor.course.yamltree import read_yaml
from tutor.live.directives import DIRECTIVES


class QuestionOptions(BaseModel):
    """What may be said of a question where it stands in the text."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    cover: Literal["none"] | None = None
    """`none`: what stands below a prediction is seen before the guess."""


@cache
def _parser() -> MarkdownIt:
    return parser()


def read_page(section: Section, path: Path, questions: Collection[str] | None) -> Page:
    """Return the page written in `section` of the lesson.md `path`.

    `questions` are the ids that {question} may name, None when they are not known.
    Raises CourseError with every fault of every directive.
    """
    faults = [
        Fault(
            path,
            section.line + 1 + fence.line,
            "this fence is never closed; end it with a line of as many backticks as begin it",
        )
        for fence in fences(section.text)
        if not fence.closed
    ]
    if not section.title:
        faults.append(Fault(path, section.line, "a page needs a title after its ##"))
    parts: dict[int, Part] = {}
    tokens = _parser().parse(section.text)
    faults.extend(_strange_headings(tokens, path, section.line + 1))
    for token in tokens:
        if token.type == "directive" and token.map:
            line = section.line + 1 + token.map[0]
            with keeping(faults):
                parts[token.map[0]] = _part(token, path, line, questions)
    if faults:
        raise CourseError(faults)
    return Page(section.title, section.text, section.line, parts)


def _strange_headings(tokens: list[Token], path: Path, first_line: int) -> list[Fault]:
    problems = {
        "#": "begin pages with ## and parts of them with ###; the title stands in the front matter",
        "=": "write this heading with ## or ###, not underlined",
        "-": "write this heading with ## or ###, not underlined",
    }
    return [
        Fault(path, first_line + token.map[0], problems[token.markup])
        for token in tokens
        if token.type == "heading_open" and token.map and token.markup in problems
    ]


def _part(token: Token, path: Path, line: int, questions: Collection[str] | None) -> Part:
    name, argument = token.meta["name"], token.meta["argument"]
    options: BaseModel | None = None
    if token.level:
        problem = f"{{{name}}} must stand at the left margin, not inside a list or quotation"
    elif name == "question":
        problem = _question_problem(argument, questions)
    elif name in CALLOUTS:
        problem = _callout_problem(name, argument, token.content)
    elif name in DIRECTIVES:
        problem = f"{{{name}}} takes its options on the lines below" if argument else ""
    else:
        known = ["question", *CALLOUTS, *DIRECTIVES]
        problem = f"there is no directive {{{name}}}{did_you_mean(name, known)}"
    if problem:
        raise CourseError([Fault(path, line, problem)])
    if name in DIRECTIVES or (name == "question" and token.content.strip()):
        tree = read_yaml(token.content, path, line + 1)
        options = validated(options_model(name), tree, path, whole=f"{{{name}}}")
    return Part(name, argument, options, token.content, line)


def options_model(name: str) -> type[BaseModel]:
    """Return the model of the options of the live part `name`, or of a question."""
    if name == "question":
        return QuestionOptions
    options: type[BaseModel] = DIRECTIVES[name].model()
    return options


def _question_problem(argument: str, questions: Collection[str] | None) -> str:
    if not argument:
        return "{question} needs the id of a question in quiz.yaml"
    if questions is not None and argument not in questions:
        return f"quiz.yaml has no question {argument}{did_you_mean(argument, questions)}"
    return ""


def _callout_problem(name: str, argument: str, body: str) -> str:
    if name == "definition" and not argument:
        return "{definition} needs the term that it defines on the same line"
    if name != "definition" and argument:
        return f"{{{name}}} has its text on the lines below"
    if not body.strip():
        return f"{{{name}}} is empty"
    if any(token.type == "directive" for token in _parser().parse(body)):
        return f"{{{name}}} may hold text, maths and code, but no directive"
    return ""
