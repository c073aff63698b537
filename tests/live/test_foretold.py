"""Which live parts give away what a prediction asks for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tutor.assessment.parts import Compute
from tutor.course.parts import options_model
from tutor.live.foretold import shows

GRAPH = {"graph": "J = 3 * (a + b*c)", "inputs": {"a": 5, "b": 3, "c": 2}, "wanted": "J"}
RUN = {"dataset": "moons", "hidden": [8], "epochs": 40}
TRAINING = {"training": RUN, "wanted": "accuracy"}
STEPPER = {"graph": "J = 3*(a + b * c)", "inputs": {"a": 5, "b": 3, "c": 2}}


def given_away(part: str, options: dict[str, Any], asked: dict[str, Any]) -> bool:
    checked = options_model(part).model_validate_json(json.dumps(options))
    return shows(part, checked, Compute.model_validate_json(json.dumps(asked)))


@pytest.mark.parametrize(
    ("part", "options", "asked"),
    [
        ("stepper", STEPPER, GRAPH),
        ("stepper", {**STEPPER, "direction": "forward"}, GRAPH),
        ("stepper", STEPPER, {**GRAPH, "wanted": "dJ/db"}),
        ("fit", RUN, TRAINING),
        ("fit", {**RUN, "hidden": [2], "dials": {"hidden": [[2], [8]]}}, TRAINING),
        ("compare", {"dataset": "moons", "epochs": 40, "change": {"hidden": [[2], [8]]}}, TRAINING),
        ("sweep", {**RUN, "vary": {"hidden": [[2], [8]]}}, TRAINING),
    ],
)
def test_the_same_numbers_give_it_away(
    part: str, options: dict[str, Any], asked: dict[str, Any]
) -> None:
    assert given_away(part, options, asked)


@pytest.mark.parametrize(
    ("part", "options", "asked"),
    [
        ("stepper", {**STEPPER, "inputs": {"a": 5, "b": 3, "c": 4}}, GRAPH),
        ("stepper", {**STEPPER, "direction": "forward"}, {**GRAPH, "wanted": "dJ/db"}),
        ("stepper", STEPPER, TRAINING),
        ("fit", {**RUN, "dataset": "xor"}, TRAINING),
        ("fit", {**RUN, "hidden": [2]}, TRAINING),
        ("fit", RUN, {"formula": 2}),
        ("playground", {"dataset": "moons", "hidden": [8], "epochs": 40}, TRAINING),
    ],
)
def test_other_numbers_do_not(part: str, options: dict[str, Any], asked: dict[str, Any]) -> None:
    assert not given_away(part, options, asked)
