"""A fault of the language that a reader would not see: generic dataclasses and slots."""

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
