"""Proves a quiz's answer keys: the right answer earns everything, foreseen wrong ones do not.

Where numbers change, this is done for several draws of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache

from engine.formula import FormulaError
from tutor.assessment.keys import foreseen_wrong, right_answer
from tutor.assessment.marking import Unanswerable, mark
from tutor.assessment.questions import Predict, Question
from tutor.assessment.truths import truth
from tutor.course.faults import Fault
from tutor.course.files import read_text
from tutor.course.model import Lesson
from tutor.course.wording import text_problem
from tutor.course.yamltree import read_yaml
from tutor.formulas.numbers import read_number

MOST_DRAWS = 10  # until one fits
SEEDS = 12  # draws tried for a question whose numbers change

Draw = Callable[[int], tuple[Question, int]]
"""A question's `drawn_after`, which keeps what it has drawn."""


def answer_faults(lesson: Lesson) -> Iterator[Fault]:
    """Yield what is wrong with the answer keys of a lesson, one fault a question."""
    if not lesson.questions:
        return
    path = lesson.folder / "quiz.yaml"
    tree = read_yaml(read_text(path, lesson.folder), path)
    for number, question in enumerate(lesson.questions.values()):
        for problem in _problems(question):
            yield Fault(path, tree.line(("questions", number, "id")), problem)


def _problems(question: Question) -> Iterator[str]:
    """Yield what is wrong with a question: with all its draws, and with the first faulty one."""

    @cache
    def draw(seed: int) -> tuple[Question, int]:
        return question.drawn_after(seed)

    if problem := _scarcity(question, draw):
        yield f"question {question.id}: {problem}"
    for seed in range(SEEDS if question.variables else 1):
        if problem := _problem(question, draw, seed):
            drawn = f", seed {seed}" if question.variables else ""
            yield f"question {question.id}{drawn}: {problem}"
            return


def _scarcity(question: Question, draw: Draw) -> str:
    """Return whether nearly all draws are thrown away, which leaves few different numbers."""
    if not question.variables:
        return ""
    with suppress(FormulaError):
        thrown = sum(draw(seed)[1] for seed in range(SEEDS))
        if thrown > (MOST_DRAWS - 1) * SEEDS:
            return (
                f"about {thrown // SEEDS + 1} draws are needed for one that fits: loosen `where`, "
                "narrow the tolerance, or move the wrong answers away from the right one"
            )
    return ""


def _problem(question: Question, draw: Draw, seed: int) -> str:
    """Return what is wrong with this draw of the question, "" if nothing is."""
    try:
        drawn, _ = draw(seed)
        if seed == 0 and (problem := text_problem(question)):
            return problem
        return _right_problem(drawn) or _wrong_problem(drawn) or _option_problem(drawn)
    except Unanswerable as error:
        return f"an answer of its own cannot be marked: {error}"
    except ValueError as error:  # no numbers fit, or the truth cannot be computed
        return str(error)


def _right_problem(question: Question) -> str:
    answer = right_answer(question)
    verdict = mark(question, answer)
    if verdict.outcome == "right":
        return ""
    said = verdict.feedback[0].text
    return f"its own answer {answer} is marked {verdict.outcome}: {_short(said)}"


def _wrong_problem(question: Question) -> str:
    for answer, feedback in foreseen_wrong(question):
        verdict = mark(question, answer)
        if verdict.outcome == "right":
            return f"the foreseen wrong answer {answer} is marked right"
        if not any(feedback in said.text for said in verdict.feedback):
            said = verdict.feedback[0].text
            return (
                f"the foreseen wrong answer {answer} is not told {_short(feedback)}"
                f" but {_short(said)}"
            )
    return ""


def _option_problem(question: Question) -> str:
    """Return whether the option marked correct is not the one nearest to the computed truth."""
    if not isinstance(question, Predict) or not question.options:
        return ""
    exact = truth(question.compute)
    try:
        values = [read_number(option.text.strip("$")).value for option in question.options]
    except FormulaError:
        return ""  # options in words
    nearest = min(range(len(values)), key=lambda i: abs(values[i] - exact))
    if question.options[nearest].correct:
        return ""
    return f"computed, the truth is {exact:g}, but the option {values[nearest]:g} is not correct"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f'"{line if len(line) <= 60 else line[:59] + "…"}"'
