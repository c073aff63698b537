"""Two classes of one name are one too many: a reader who meets the name knows which is meant."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import engine
import tutor

PACKAGES = [Path(str(package.__file__)).parent for package in (engine, tutor)]


def test_no_two_classes_share_a_name() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for path in (path for package in PACKAGES for path in package.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                homes[node.name].append(str(path))
    assert len(homes) > 100
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}
