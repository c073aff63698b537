"""What a learner's function is given and never looks at, where a right one does."""

from __future__ import annotations

import ast

from tutor.exercises.diagnosis import joined
from tutor.exercises.model import Exercise


def unused_parameters(exercise: Exercise, code: str) -> str:
    """Say which parameters are not used, though the solution uses them; "" for none."""
    own, right = _unused(code, exercise.function), _unused(exercise.solution, exercise.function)
    if own is None or right is None or not (names := [each for each in own if each not in right]):
        return ""
    are = "is" if len(names) == 1 else "are"
    given = joined([f"`{name}`" for name in names])
    return (
        f"{given} {are} never used in {exercise.function}: does a fixed number, or another "
        "variable, stand in its place?"
    )


def _unused(code: str, name: str | None) -> list[str] | None:
    """Return the parameters that a function never reads; None where there is no such function."""
    try:
        body = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    for node in body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            read = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            return [each.arg for each in node.args.args if each.arg not in read]
    return None
