"""Two classes of one name are one too many: a reader who meets the name knows which is meant."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import engine
import tutor

PACKAGES = [Path(str(package.__file__)).parent for package in (engine, tutor)]
WORDS = ("told", "shown", "written")


def test_no_two_classes_share_a_name() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for path in (path for package in PACKAGES for path in package.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                homes[node.name].append(str(path))
    assert len(homes) > 100
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}


def test_a_value_in_words_is_named_by_what_it_is() -> None:
    """`shown` writes a number for a reader and `written` a setting as it is typed, nothing else."""
    homes: dict[str, set[str]] = defaultdict(set)
    for path in (path for package in PACKAGES for path in package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.strip("_") in WORDS:
                homes[node.name].add(f"{path.parent.name}/{path.name}")
    assert homes.pop("shown") == {"plots/numbers.py"}
    settings = {"settings/kinds.py", "settings/layers.py"}
    assert homes.pop("written") == {"engine/hidden.py", "tables/missing.py", *settings}
    assert homes == {}
