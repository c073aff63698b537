"""Runs beside each other: norms on one axis, and the networks told in the room that there is."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tutor.plots.ansi import terminal_palette
from tutor.plots.cells import plain
from tutor.plots.confusion import confusion_matrix
from tutor.runs.comparison import Comparison
from tutor.runs.description import architectures
from tutor.runs.goal import Goal
from tutor.runs.look import Look
from tutor.runs.side_by_side import SideBySide

DEEP = {"dataset": "moons", "points": 30, "epochs": 2, "hidden": (4, 4, 4, 4, 4)}


def trained(change: str, values: list[object]) -> Comparison:
    comparison = Comparison(DEEP, change, values)
    comparison.burst(Goal(), lambda: False, lambda: None)
    return comparison


@pytest.mark.parametrize("size", [(74, 16), (73, 38), (130, 38)])
def test_norms_of_compared_runs_stand_on_one_axis_and_each_line_has_its_name(
    size: tuple[int, int],
) -> None:
    comparison = trained("activation", ["sigmoid", "relu"])
    space = SideBySide(*size, Look(terminal_palette({})), ("a", "b"), views=("norms",))
    drawn = plain(space.draw(comparison)).splitlines()
    marked = [re.findall(r"(\S+)┤", row[size[0] // 4 :]) for row in drawn]
    beside = [labels for labels in marked if labels]
    assert len(beside) >= 2
    assert all(len(labels) == 2 and labels[0] == labels[1] for labels in beside)
    said = " ".join(drawn)
    assert said.count("layer 1") == 4 and "…" not in said


def test_compared_networks_are_told_whole_in_any_room() -> None:
    alike, unlike = trained("activation", ["sigmoid", "relu"]), trained("hidden", [(), (4, 4)])
    for comparison in (alike, unlike):
        lines = architectures([run.training for run in comparison.runs])
        assert sorted(lines, key=len, reverse=True) == [*lines]
        assert all(line.endswith(" parameters") for line in lines)
    assert (
        "sigmoid or relu, 97 parameters" in architectures([run.training for run in alike.runs])[1]
    )


@pytest.mark.parametrize("width", [74, 120])
def test_each_run_says_how_it_does_however_long_its_name(width: int) -> None:
    comparison = trained("activation", ["sigmoid", "relu"])
    names = ("four in each layer", "the same, ramps")
    for figure in ("loss", "accuracy"):
        space = SideBySide(width, 20, Look(terminal_palette({})), names, figure)
        drawn = plain(space.draw(comparison))
        assert drawn.count(" %") == 2
        assert all(name in drawn for name in names)


def test_a_confusion_matrix_in_little_room_says_what_it_counts() -> None:
    drawn = plain(confusion_matrix(np.eye(2, dtype=int), ["0", "1"], 23, terminal_palette({})))
    assert " ".join(drawn.split()).endswith("per cent of each true class")
