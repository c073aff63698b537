"""Derivations: a series of lines, each a formula to type, from the loss to a gradient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tutor.course.ids import exercise_part
from tutor.exercises.model import Exercise
from tutor.exercises.outcome import CaseResult, Outcome
from tutor.exercises.written import DerivedLine
from tutor.typeset.in_text import maths_in

MARK = "#"
"""Begins a line of a text that is no formula."""
_MISSING = "This line is still to be derived."


def lines(exercise: Exercise, *, faded: bool = False) -> tuple[DerivedLine, ...]:
    """Return the lines as questions, each with an id of its own.

    `faded` ones have no hints and no worked steps: they are for a second time.
    """
    assert exercise.derivation is not None
    help_taken: dict[str, object] = {"hint": None, "hints": (), "solution": None} if faded else {}
    return tuple(
        line.model_copy(update={"id": exercise_part(exercise.name, str(number)), **help_taken})
        for number, line in enumerate(exercise.derivation.steps, start=1)
    )


def derived(questions: tuple[DerivedLine, ...], best: Mapping[str, float]) -> int:
    """Return how many lines stand already, from the first on; `best` has the best scores."""
    for number, question in enumerate(questions):
        if best.get(question.id, 0.0) < 1:
            return number
    return len(questions)


def standing(questions: Sequence[DerivedLine]) -> str:
    """Return lines that stand, as Markdown."""
    return "\n".join(
        f"{number}. {line.line or f'`{line.answer}`'}"
        for number, line in enumerate(questions, start=1)
    )


def first_lines(exercise: Exercise) -> str:
    """Return the text that a learner begins with who derives in a file."""
    told = ["Type one formula below each prompt; check them with `nn-tutor exercise check`."]
    told += [
        f"{n}. {maths_in(line.prompt.strip())}" for n, line in enumerate(lines(exercise), start=1)
    ]
    return "".join(f"{_as_comment(text)}\n\n" for text in told)


def _as_comment(text: str) -> str:
    return "\n".join(f"{MARK} {row}".rstrip() for row in text.split("\n"))


def check_lines(exercise: Exercise, text: str) -> Outcome:
    """Judge a text with a formula on each line, in order; empty ones and comments are left out."""
    results = tuple(_judged(lines(exercise), text))
    failing = next((result for result in results if not result.passed), None)
    if failing is None:
        return Outcome(True, f"Right: all {len(results)} lines.", cases=results)
    said = " ".join(failing.faults[""].split())
    return Outcome(False, f"{failing.title}: {said}", cases=results)


def _judged(questions: tuple[DerivedLine, ...], text: str) -> Iterator[CaseResult]:
    typed = [row.strip() for row in text.split("\n")]
    formulas = [row for row in typed if row and not row.startswith(MARK)]
    for number, question in enumerate(questions):
        formula = formulas[number] if number < len(formulas) else ""
        fault = _fault(question, formula)
        yield CaseResult(
            title=f"Line {number + 1}",
            shown=True,
            passed=not fault,
            inputs={},
            expected={},
            got={"formula": formula} if formula else {},
            faults={"": fault} if fault else {},
        )


def _fault(question: DerivedLine, formula: str) -> str:
    """Return what is wrong with a formula, "" if nothing."""
    from tutor.assessment.marking import mark
    from tutor.assessment.verdicts import Unanswerable

    if not formula:
        return _MISSING
    try:
        verdict = mark(question, formula, 0)
    except Unanswerable as problem:
        return str(problem)
    return "" if verdict.score == 1 else " ".join(piece.text for piece in verdict.feedback)
