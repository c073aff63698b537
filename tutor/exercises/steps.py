"""The learner's program on one case, made ready to be walked one operation at a time."""

from __future__ import annotations

from tutor.exercises.model import Exercise
from tutor.exercises.outcome import CaseResult, Outcome
from tutor.programs.looking import CodeLook
from tutor.programs.program import UnreadableProgram, program_of_text


def look_at_case(exercise: Exercise, outcome: Outcome, code: str) -> CodeLook | None:
    """Return how to walk through the first failing case, or the first one where none fails.

    It begins where the values part from the solution's, the mistake's sentence beside it. None
    where no case ran; raise UnreadableProgram where the code is no Python.
    """
    if outcome.error and outcome.error.is_unreadable:
        raise UnreadableProgram(outcome.message)
    case = outcome.failing or next(iter(outcome.cases), None)
    if case is None:
        return None
    call = case.call or call_of(exercise, case)
    name = f"{exercise.name.replace('-', '_')}.py"
    text = program_of_text(name, code, call, case.inputs)
    right = None
    if not outcome.passed:
        right = program_of_text(name, exercise.solution, call, case.inputs)
    return CodeLook(
        text=text, right=right, message="" if outcome.passed else outcome.message.replace("`", "")
    )


def call_of(exercise: Exercise, case: CaseResult) -> str:
    """Return the call that a case makes, as it would be written."""
    return f"{', '.join(exercise.returns)} = {exercise.function}({', '.join(case.inputs)})"
