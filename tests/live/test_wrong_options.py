"""Whatever an author writes for an option: it is taken, or told in words, and never a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tutor.course.faults import CourseError
from tutor.course.parts import options_model
from tutor.course.validation import validated
from tutor.course.yamltree import read_yaml
from tutor.live.directives import DIRECTIVES

WRONG: list[Any] = [5, -1, 0, 1e300, True, None, "x", "1/0", "w**", "a=b", [], [None], [0], [[]]]
WRONG += [[1, "a"], [{}], [[1, 2], [3]], {}, {"a": 1}, {"w": 5}, {"w": [1, 2]}]
LEAST: dict[str, dict[str, Any]] = {
    "stepper": {"layers": [2, 3, 1]},
    "plot": {"curves": ["x"], "domain": [0, 1]},
    "surface": {"cost": "bowl"},
    "sweep": {"dataset": "xor", "vary": {"hidden": [[1], [2]]}},
    "compare": {"dataset": "xor", "change": {"hidden": [[1], [2]]}},
}


@pytest.mark.sampled
@pytest.mark.parametrize("name", DIRECTIVES)
def test_a_wrong_value_of_an_option_is_told(name: str) -> None:
    model, path = options_model(name), Path("lesson.md")
    for field, info in model.model_fields.items():
        for value in WRONG:
            options = {**LEAST.get(name, {}), info.alias or field: value}
            try:
                validated(model, read_yaml(yaml.safe_dump(options), path), path)
            except CourseError as error:
                assert all(fault.line >= 1 and fault.message for fault in error.faults)
