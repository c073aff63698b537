"""The sweep in a lesson: its options, what an author is told, and the command to copy."""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from tutor.course.faults import CourseError


async def test_the_command_that_does_the_same_is_copied(open_part: Any) -> None:
    from tutor.cli import command_parser
    from tutor.commands.sweep import _plan

    vary = {"learning_rate": "0.001..1", "hidden": [[8, "4 tanh"], []], "early_stopping": [None, 5]}
    async with open_part("sweep", dataset="moons", vary=vary, draws=3, seeds=2) as pilot:
        await pilot.press("y")
        await pilot.pause()
        (command,) = pilot.app.copied
        assert command.startswith("nn-tutor sweep --dataset moons --vary ")
        plan = _plan(command_parser().parse_args(shlex.split(command)[1:]))
        assert plan.trials() == pilot.app.part.sweep.trials


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"vary": {"rate": [1]}}, "unknown setting 'rate'"),
        ({"vary": {"learning_rate": ["fast"]}}, "'fast' is not a number"),
        ({"vary": {"learning_rate": "0.1..1"}}, "how many draws"),
        ({"vary": {"learning_rate": [0.1, 0.1]}}, "twice"),
        ({"vary": {"conv": [[4]]}}, "holds no images"),
        ({"vary": {"augment_flip": [True]}}, "give conv layers"),
        ({"vary": {"epsilon": [0.1]}}, "the optimizer sgd has no epsilon"),
        ({"vary": {"learning_rate": [0.1]}, "figure": "val_loss"}, "set validation_split first"),
        ({"vary": {"learning_rate": [0.1, 0.2], "l1": [0, 1], "seed": "0..9"}, "draws": 4,
          "seeds": 2}, "not both"),
        ({"vary": {"seed": [*range(201)]}}, "201 runs are too many for a lesson"),
    ],
)  # fmt: skip
async def test_an_author_is_told_what_is_wrong_with_a_sweep(
    open_part: Any, options: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(CourseError, match=complaint):
        async with open_part("sweep", dataset="moons", points=20, epochs=2, **options):
            pass
