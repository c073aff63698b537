"""A task that nothing in its part fulfils is found; no figure leaves what it is said to reach."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tutor.course.faults import CourseError
from tutor.course.parts import options_model
from tutor.course.validation import validated
from tutor.course.yamltree import read_yaml
from tutor.formulas.ranges import ANY, Range
from tutor.live.histograms.scene import HistogramsScene
from tutor.live.metrics.scene import MetricsScene
from tutor.live.network.scene import NetworkScene
from tutor.live.reach import figures, unreachable
from tutor.live.surface.scene import SurfaceScene

PARTS = {
    "plot": "curves: [a*x]\ndomain: [-2, 2]\npoint: 0.3\n"
    "parameters: {a: {from: 0, to: 1, step: 0.25, value: 0.6}}\n",
    "plot, no point": "curves: [a*x]\ndomain: [-2, 2]\n"
    "parameters: {a: {from: 0, to: 1, step: 0.25, value: 0.5}}\n",
    "network": "layers: [2, 1]\noutput: linear\nweights: [[[10, 1]]]\nunits: [[price]]\n"
    "inputs: {size: {from: 0, to: 20, step: 5, value: 5}, age: {from: 0, to: 9, step: 1, value: 1}}"
    "\n",
    "network, many": "layers: [4, 3, 1]\noutput: sigmoid\nactivation: relu\n",
    "surface": "cost: (w - 2)**2\nover: {w: [-3, 7]}\nstart: {w: 5}\n"
    "alpha: {from: 0.05, to: 0.4, step: 0.05, value: 0.1}\n",
    "surface, few": "cost: (w - 2)**2\nover: {w: [-3, 7]}\nstart: {w: 5}\nalpha: 0.1\nsteps: 20\n",
    "metrics": "outputs: [0.9, 0.6, 0.4, 0.2]\ntargets: [1, 0, 1, 0]\n",
    "metrics, drawn": "share: 0.3\ndials: [share, bins]\n",
    "histograms": "depth: 3\nunits: 8\ndials: {depth: [2, 3], activation: [tanh, relu]}\n",
    "race": "race: dot\nsizes: [2, 1000]\n",
    "perceptron": "problems: [and, xor]\n",
    "image": "digit: 3\nfilters: [vertical edges]\n",
    "image, unrolled": "digit: 3\n",
    "shapes": "puzzles: [product]\n",
    "fit": "dataset: moons\npoints: 20\nhidden: [4]\nepochs: 30\n"
    "dials: {hidden: [[2], [4]], epochs: [30, 50]}\n",
    "fit, numbers": "dataset: noisy_curve\npoints: 20\nhidden: [4]\nepochs: 30\n",
    "compare": "dataset: moons\npoints: 20\nepochs: 30\nchange: {hidden: [[2], [4]]}\n",
    "playground": "dataset: moons\npoints: 20\nhidden: [4]\nepochs: 30\n",
}


PATH = Path("lesson.md")


def part(name: str, when: str = "") -> Any:
    """Return the options of one of PARTS, with a task if there is something to reach."""
    task = f"task: {{text: T, when: {json.dumps(when)}}}\n" if when else ""
    model = options_model(name.partition(",")[0])
    return validated(model, read_yaml(PARTS[name] + task, PATH), PATH)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("name", "when", "why"),
    [
        ("plot", "a > 1", "a goes from 0 to 1"),
        ("plot", "a == 0.3", "a goes from 0 to 1"),  # the dial goes past it
        ("plot", "(a > 0.5) * (a < 0.2)", "a goes from 0 to 1"),
        ("plot", "abs(x) > 2", "x goes from −2 to 2"),
        ("plot, no point", "x > 1", "x is 0"),
        ("network", "price > 209", ""),
        ("network", "price > 210", "price goes from"),
        ("network", "(price > 200) * (age < 0)", "age goes from 0 to 9"),
        ("network", "price == 13.5", "price goes from"),
        ("network, many", "a2_1 > 1", ""),
        ("network, many", "x1 > 3", "x1 goes from −3 to 3"),
        ("surface", "alpha > 0.5", "alpha goes from 0.05 to 0.4"),
        ("surface", "cost < 0", "cost is at least 0"),
        ("surface", "step > 100", "step goes from 0 to 100"),
        ("surface", "start_w > 8", "start_w goes from −3 to 7"),
        ("surface, few", "cost > 30", "cost is at least 0"),
        ("surface, few", "w > 8", ""),
        ("metrics", "accuracy == 1", "accuracy goes from 0 to 1"),
        ("metrics", "tp > 2", "tp goes from"),
        ("metrics", "share > 0.6", "share is 0.5"),
        ("metrics, drawn", "share < 0.05", "share goes from 0.05 to 0.95"),
        ("metrics, drawn", "accuracy > 1", "accuracy goes from 0 to 1"),
        ("histograms", "depth == 5", "depth goes from 2 to 3"),
        ("histograms", "units > 8", "units is 8"),
        ("histograms", "std_last < 0", "std_last is at least 0"),
        ("race", "size == 10", "size goes from 2 to 1,000"),
        ("perceptron", "(problem == 2) * settled", ""),
        ("perceptron", "problem == 3", ""),
        ("image", "filter == 2", ""),
        ("image", "value > 1000", ""),
        ("image, unrolled", "place == 65", ""),
        ("shapes", "streak < 0", "streak is at least 0"),
        ("fit", "accuracy > 1", "accuracy goes from 0 to 1"),
        ("fit", "val_accuracy > 0.5", "val_accuracy is not measured"),
        ("fit", "hidden_units == 8", "hidden_units goes from 2 to 4"),
        ("fit", "epoch > 50", "epoch goes from 1 to 50"),
        ("fit, numbers", "accuracy > 0.5", "accuracy is not measured"),
        ("fit, numbers", "loss < 0", "loss is at least 0"),
        ("compare", "accuracy_2 > 1", "accuracy_2 goes from 0 to 1"),
        ("compare", "val_loss_1 < 0.5", "val_loss_1 is not measured"),
        ("playground", "hidden_layers > 10", "hidden_layers goes from 0 to 10"),
        ("playground", "val_accuracy > 1", "val_accuracy goes from 0 to 1"),
    ],
)
def test_a_task_out_of_reach(name: str, when: str, why: str) -> None:
    told = unreachable(part(name, when))
    assert told.startswith(f"`{when}` never comes true, whatever is set here")
    assert why in told


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("plot", "a == 0.6"),
        ("plot", "(a == 0.25) * (x > 1.9)"),
        ("plot, no point", "(x == 0) * (a == 1)"),
        ("network", "price == 209"),
        ("network, many", "a2_1 > 0.4"),
        ("surface", "cost < 0.001"),
        ("surface, few", "abs(w - 2) < 0.1"),
        ("metrics", "(tp == 2) * (tn == 1)"),
        ("metrics, drawn", "(share > 0.9) * (recall == 1)"),
        ("histograms", "(depth == 3) * (std_last > 0.1)"),
        ("race", "(size == 1000) * (ratio > 50)"),
        ("perceptron", "(problem == 1) * settled"),
        ("perceptron", "(problem == 2) * repeats"),
        ("image", "(stride == 3) * (padding == 1)"),
        ("image, unrolled", "place == 64"),
        ("shapes", "streak >= 5"),
        ("fit", "(accuracy == 1) * (hidden_units == 2)"),
        ("fit, numbers", "loss < 0.001"),
        ("compare", "accuracy_2 > accuracy_1"),
        ("playground", "(val_accuracy > 0.99) * (hidden_units <= 8)"),
    ],
)
def test_a_task_within_reach(name: str, when: str) -> None:
    assert unreachable(part(name, when)) == ""


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize(
    "when", ["mean({0}) > 1", "max({0}, axis=0) > log(-1)", "{0} @ 2", "{0}.T"]
)
def test_a_task_that_cannot_be_computed_is_a_fault(name: str, when: str) -> None:
    figure = part(name).figure_names()[0]
    with pytest.raises(CourseError, match=r"task\.when: "):
        part(name, when.format(figure))


FORMULAS = ["{0} ** {1}", "log({0}) / ({1} - 1)", "exp({0} * 1e300)", "min({0}, {1}) == inf", "inf"]


@pytest.mark.sampled
@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("when", FORMULAS)
def test_any_task_is_judged(name: str, when: str) -> None:
    names = part(name).figure_names()
    assert isinstance(unreachable(part(name, when.format(names[0], names[-1]))), str)


SCENES: dict[str, Any] = {
    "network": NetworkScene,
    "network, many": NetworkScene,
    "surface": SurfaceScene,
    "metrics, drawn": MetricsScene,
    "histograms": HistogramsScene,
}


@pytest.mark.parametrize("name", SCENES)
def test_no_figure_leaves_what_it_is_said_to_reach(name: str) -> None:
    options = part(name)
    scene, (known,) = SCENES[name](options), figures(options)
    state, random = scene.started(), Random(1)
    for _ in range(100):
        turned = state.settings.moved(random.randrange(3)).turned(random.randrange(-4, 5))
        state = replace(state, settings=turned)
        if isinstance(scene, SurfaceScene):
            state = scene.next(state) or scene.started()
        for figure, value in scene.figures(state).items():
            values = known.get(figure, ANY)
            inside = isinstance(values, Range) and values.low <= value <= values.high
            assert inside or (not isinstance(values, Range) and value in values), figure
