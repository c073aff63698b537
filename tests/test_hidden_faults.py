"""Faults of the language, and of its libraries, that a reader would not see."""

from __future__ import annotations

import ast
from pathlib import Path

import engine
import tutor

PACKAGES = [Path(str(package.__file__)).parent for package in (engine, tutor)]


def test_no_generic_dataclass_has_slots_and_is_frozen() -> None:
    """Before Python 3.13 `Choice[int](...)` of such a class raises TypeError."""
    for path in (path for package in PACKAGES for path in package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any(map(_is_generic, node.bases)):
                options = {word.arg for call in node.decorator_list for word in _keywords(call)}
                assert not {"frozen", "slots"} <= options, f"{path}:{node.lineno}"


def _is_generic(base: ast.expr) -> bool:
    return isinstance(base, ast.Subscript) and ast.unparse(base.value) in ("Generic", "Protocol")


def _keywords(decorator: ast.expr) -> list[ast.keyword]:
    return decorator.keywords if isinstance(decorator, ast.Call) else []


def test_a_worker_that_is_given_something_has_a_description() -> None:
    """Textual would describe it by all that it is given, written out: seconds for a whole run."""
    for path in (path for package in PACKAGES for path in package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and len(node.args.args) > 1:
                for each in node.decorator_list:
                    if ast.unparse(each).partition("(")[0] == "work":
                        words = {word.arg for word in _keywords(each)}
                        assert "description" in words, f"{path}:{node.lineno}"
