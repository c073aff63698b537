"""The sweep in a lesson: its options, what an author is told, and the command to copy."""

from __future__ import annotations

import shlex
from typing import Any

import pytest
from waiting import wait_until

from engine.experiment import Experiment
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


SETUPS = {
    "one neuron": {"hidden": [], "learning_rate": 1.0},
    "tanh": {"hidden": [4], "activation": "tanh", "epochs": 3},
}


async def test_whole_set_ups_stand_beside_each_other_by_name(open_part: Any) -> None:
    async with open_part("sweep", dataset="xor", epochs=2, setups=SETUPS, seeds=2) as pilot:
        view = pilot.app.part
        await pilot.press("enter")
        await wait_until(pilot, lambda: view.sweep.done and not view.running)
        rows = ["".join(span.text for span in row).strip() for row in view.picture]
        assert [row[:10].strip() for row in rows if row.startswith(tuple(SETUPS))] == [*SETUPS]
        assert [r.figures["epoch"] for r in sorted(view.results, key=lambda r: r.trial.number)] == [
            2, 2, 3, 3
        ]  # fmt: skip


async def test_the_commands_that_do_the_same_as_set_ups_are_copied(open_part: Any) -> None:
    from tutor.cli import command_parser
    from tutor.commands.sweep import _plan
    from tutor.sweeps.plan import key

    async with open_part("sweep", dataset="xor", epochs=2, setups=SETUPS, seeds=2) as pilot:
        await pilot.press("y")
        await pilot.pause()
        plans = [
            _plan(command_parser().parse_args(shlex.split(command)[1:]))
            for command in pilot.app.copied[0].splitlines()
        ]
        runs = [Experiment.of(**trial.settings) for plan in plans for trial in plan.trials()]
        shown = pilot.app.part.sweep.trials
        assert runs == [Experiment.of(**trial.settings) for trial in shown]
        assert len({key(trial) for trial in shown}) == 4


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({}, "either vary"),
        ({"vary": {"l1": [0, 1]}, "setups": SETUPS}, "either vary"),
        ({"setups": {"wide": {"hidden": [900]}}}, "setups.wide.hidden"),
        ({"setups": {"wide": {"widht": 9}}}, "setups.wide.widht"),
        ({"setups": {"images": {"conv": [4]}}}, "holds no images"),
        ({"setups": {"one": {"seed": 1}}}, "seeds vary by themselves"),
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
