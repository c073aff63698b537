"""What a learner's program shows as it reads, before any of it is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tutor.exercises.diagnosis import joined
from tutor.exercises.model import Exercise
from tutor.exercises.program_tree import functions


def remark(exercise: Exercise, code: str) -> str:
    """Return what is strange in a program and not in the solution, in a sentence; "" for nothing.

    A loop that ends in its first turn, or whose turns each forget the one before; a parameter
    that is never looked at. Of a bug hunt nothing is said: to find the place is its task.
    """
    if exercise.kind != "code":
        return ""
    own, right = _tree(code), _tree(exercise.solution)
    if own is None or right is None:
        return ""
    for rule in (_returning_loops, _forgetful_loops):
        if (said := next(rule(own), "")) and not any(rule(right)):
            return said
    return _unused_parameters(exercise, own, right)


def _tree(code: str) -> ast.Module | None:
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _returning_loops(tree: ast.Module) -> Iterator[str]:
    """A loop has no second turn: it returns at the end of its first, whatever happened in it."""
    for node in _loops(tree):
        if isinstance(last := node.body[-1], ast.Return):
            yield (
                f"Line {last.lineno}: `return` stands inside the loop, which ends with its first "
                "turn."
            )


def _forgetful_loops(tree: ast.Module) -> Iterator[str]:
    """A loop gives a name a new value in each turn, and only the last one is given back."""
    for function in functions(tree):
        for loop in _loops(function):
            turning, read = _turning(loop), set[str]().union(*map(_read, loop.body))
            for statement in loop.body:
                match statement:
                    case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in _returned(
                        function
                    ) - read and turning & _read(value):
                        yield (
                            f"Line {statement.lineno} gives `{name}` a new value in each turn of "
                            "the loop: only that of the last turn is left."
                        )


def _turning(loop: ast.For) -> set[str]:
    """Return the names whose values belong to a turn: the loop's own, and those made of them."""
    found = _names(loop.target)
    for statement in loop.body:
        if isinstance(statement, ast.Assign) and found & _read(statement.value):
            found |= set[str]().union(*map(_names, statement.targets))
    return found


def _returned(function: ast.FunctionDef) -> set[str]:
    """Return the names that a function gives back as they are."""
    returns = (node.value for node in ast.walk(function) if isinstance(node, ast.Return))
    return {value.id for value in returns if isinstance(value, ast.Name)}


def _loops(tree: ast.AST) -> Iterator[ast.For]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.For))


def _names(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _read(tree: ast.AST) -> set[str]:
    """Return the names whose values are looked at."""
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in names if not isinstance(node.ctx, ast.Store)}


def _unused_parameters(exercise: Exercise, own: ast.Module, right: ast.Module) -> str:
    asked = _unused(right, exercise.function)
    names = [each for each in _unused(own, exercise.function) if each not in asked]
    if not names:
        return ""
    are, it = ("is", "it") if len(names) == 1 else ("are", "them")
    given = joined([f"`{name}`" for name in names])
    return f"{given} {are} never used in {exercise.function}, and what is asked depends on {it}."


def _unused(tree: ast.Module, name: str | None) -> list[str]:
    """Return the parameters that a function never reads."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return [each.arg for each in node.args.args if each.arg not in _names(node)]
    return []
