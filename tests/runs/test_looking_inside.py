"""Looking into a network: filters of each convolution, what a unit answers to, what is clicked."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from tutor.plots.ansi import terminal_palette
from tutor.plots.arrange import row_width
from tutor.plots.cells import plain
from tutor.plots.numbers import shown
from tutor.plots.regions import PICKED
from tutor.runs.goal import Goal
from tutor.runs.look import LaidOver, Look
from tutor.runs.pointing import example_at
from tutor.runs.run import LiveRun
from tutor.runs.units import (
    chosen_unit,
    next_layer,
    next_unit,
    sampled,
    weights_of,
    with_units,
)
from tutor.runs.views import draw_view
from tutor.runs.words import status_row

LOOK = Look(terminal_palette({})._replace(colour=False), titled=True)
SETTINGS: dict[str, dict[str, Any]] = {
    "images": {"dataset": "digits", "conv": (2, 3), "padding": 1, "hidden": (5,), "epochs": 1},
    "normed": {"dataset": "digits", "conv": (2,), "batch_norm": True, "hidden": (5,), "epochs": 1},
    "dense": {"dataset": "digits", "hidden": (20,), "epochs": 1},
    "plane": {"points": 30, "hidden": (6,), "epochs": 2},
    "line": {"dataset": "noisy_curve", "hidden": ("4 tanh",), "epochs": 2},
    "bits": {"dataset": "parity", "bits": 4, "hidden": (4,), "epochs": 2},
}


@cache
def trained(name: str) -> LiveRun:
    run = LiveRun(SETTINGS[name])
    run.burst(Goal(), lambda: False, lambda: None)
    return run


def drawn(view: str, name: str, width: int = 74, height: int = 20, **look: Any) -> str:
    return plain(draw_view(view, trained(name), width, height, replace(LOOK, **look)))


def test_batch_norm_counts_with_the_layer_before_it() -> None:
    run = trained("normed")
    layers = with_units(run.training)
    assert [layer.activation.name for layer in layers] == ["relu", "relu", "softmax"]
    assert weights_of(run.training, layers[0]) is run.training.network.layers[0]


def test_units_and_layers_follow_each_other_round() -> None:
    run = trained("plane")
    assert next_unit(run, LOOK, -1) == (1, 2)
    assert next_unit(run, replace(LOOK, unit=5), 1) == (1, 0)
    assert next_layer(run, replace(LOOK, layer=1), 1) == 0
    assert chosen_unit(run, replace(LOOK, layer=9, unit=99))[::2] == (1, 2)


@pytest.mark.parametrize(
    ("layer", "told"),
    [(0, "2 filters 3×3, maps 8×8"), (1, "3 filters 3×3 over 2 channels, maps 4×4")],
)
def test_each_convolution_has_its_filters(layer: int, told: str) -> None:
    text = drawn("filters", "images", layer=layer, unit=1)
    assert f"layer {layer + 1} of 4: {told}" in text
    assert "▸2" in text and ("filter 2 channel by channel" in text) == (layer == 1)


def test_a_dense_layer_shows_the_convolution_before_it() -> None:
    assert "layer 2 of 4" in drawn("filters", "images", layer=2)


def test_a_map_is_the_activation_of_the_example() -> None:
    """The picture changes with the example, the filters do not."""
    first, second = (drawn("filters", "images", example=n).split("\n") for n in (0, 1))
    assert first[3:6] == second[3:6]
    assert first[6:10] != second[6:10]


def test_filters_that_do_not_fit_are_paged_around_the_chosen_one() -> None:
    low = drawn("filters", "images", width=20, height=8, layer=1, unit=2)
    assert "▸3" in low and " 1 " not in low
    dense = drawn("filters", "dense", width=43, height=8, unit=18)
    assert "17–20 of 20 units" in dense and "▸19" in dense


def test_the_unit_map_follows_the_network() -> None:
    """Over x1 the map changes sign where the unit does, whatever the other inputs are."""
    run = trained("bits")
    layer = run.training.network.layers[0]
    before = layer.W.copy(), layer.b.copy()
    layer.W[0], layer.b[0] = [8.0, 0.0, 0.0, 0.0], -4.0
    text = drawn("unit", "bits", width=30, height=8)
    layer.W[...], layer.b[...] = before
    rows = text.split("\n")[2:]
    assert "others at means" in text
    assert all(not row[:12].strip() and row.rstrip().endswith("▓") for row in rows)


def test_the_inputs_of_the_map_can_be_others() -> None:
    text = drawn("unit", "bits", inputs=(3, 1))
    assert "x4 across, x2 up, the other inputs at their means" in text
    assert "x4" in text.split("\n")[-1]
    assert "x1 across" in drawn("unit", "bits", inputs=(7, 9))


def test_the_examples_that_excite_a_unit_come_strongest_first() -> None:
    run = trained("dense")
    run.training.network.propagate(run.training.training_set.X, training=False)
    unit = int(run.training.network.layers[0].A.max(axis=1).argmax())
    text = drawn("unit", "dense", width=80, height=30, unit=unit)
    heads = next(row for row in text.split("\n") if row.count(".") >= 5).split()
    answers = [float(answer) for answer in heads[1::2]]
    assert answers == sorted(answers, reverse=True) and answers[0] > 0
    assert "its mean for the examples of each class" in text


def test_a_dead_unit_is_called_so() -> None:
    run = trained("dense")
    layer = run.training.network.layers[0]
    before = layer.b[3].copy()
    layer.b[3] = -1e6
    text = drawn("unit", "dense", unit=3)
    layer.b[3] = before
    assert "dead" in text and "dead" not in drawn("unit", "images", layer=3)


def test_a_unit_of_one_input_is_a_curve() -> None:
    assert "unit 3 tanh, its activation for each x" in drawn("unit", "line", unit=2)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("view", "name"),
    [
        ("regions", "plane"),
        ("data", "plane"),
        ("fit", "line"),
        ("data", "line"),
        ("data", "dense"),
        ("data", "bits"),
    ],
)
@pytest.mark.parametrize("size", [(43, 8), (76, 18), (120, 40)])
def test_a_click_on_a_picked_point_picks_it_again(
    view: str, name: str, size: tuple[int, int]
) -> None:
    """Where the cross of an example stands, a click means it, or one in the same cell."""
    run = trained(name)
    for number in range(0, run.data.m, max(run.data.m // 7, 1)):
        look = replace(LOOK, example=number)
        rows = plain(draw_view(view, run, *size, look)).split("\n")
        crosses = [
            (text.index(PICKED), row)
            for row, text in enumerate(rows)
            if PICKED in text and f"{PICKED} example" not in text
        ]
        (cell,) = crosses
        found = example_at(view, run, cell, size, look)
        assert found is not None
        again = plain(draw_view(view, run, *size, replace(LOOK, example=found))).split("\n")
        assert again[cell[1]][cell[0]] == PICKED


def test_a_click_beside_the_images_picks_none() -> None:
    run = trained("dense")
    assert example_at("data", run, (42, 3), (43, 8), LOOK) is None
    assert example_at("loss", run, (5, 3), (43, 8), LOOK) is None


@pytest.mark.parametrize("size", [(43, 9), (76, 18), (120, 40)])
def test_a_click_on_an_image_that_excites_a_unit_picks_it(size: tuple[int, int]) -> None:
    run = trained("dense")
    run.training.network.propagate(run.training.training_set.X, training=False)
    unit = int(run.training.network.layers[0].A.max(axis=1).argmax())
    look = replace(LOOK, unit=unit)
    found = [example_at("unit", run, (column, 4), size, look) for column in (3, 13, 23)]
    run.training.network.propagate(run.training.training_set.X, training=False)
    A = run.training.network.layers[0].A[unit].copy()
    assert [A[number] for number in found] == sorted(A[sampled(run)], reverse=True)[:3]
    for place, number in enumerate(found):
        heads = plain(draw_view("unit", run, *size, replace(look, example=number))).split("\n")[2]
        assert heads.index(PICKED) == 10 * place
    assert example_at("unit", run, (3, 1), size, look) is None


def test_runs_laid_over_are_lettered_named_and_within_the_axes() -> None:
    epochs = [float(n) for n in range(6)]
    other = LaidOver("wider", {"epoch": epochs, "loss": [3.0] * 6, "val_loss": [None] * 6})
    text = drawn("loss", "plane", laid_over=(other, replace_name(other, "slower")))
    assert "A·A wider" in text and "B·B slower" in text and "── now" in text
    assert " 5" in text.split("\n")[-2], "the axis reaches the last epoch of the longer run"
    assert "wider" not in drawn("accuracy", "plane", laid_over=(other,))


def replace_name(other: LaidOver, name: str) -> LaidOver:
    return LaidOver(name, other.curves)


@pytest.mark.parametrize("running", [True, False])
def test_the_status_fits_and_keeps_what_matters(running: bool) -> None:
    run = trained("plane")
    assert run.snapshot is not None
    loss = shown(run.snapshot.loss)
    for width in range(44, 120):
        row = status_row(run, running, "100 epochs/s", width)
        text = plain([row])
        assert row_width(row) <= width and f"loss {loss}" in text and "%" in text
    assert "step" in text and text.endswith("100 epochs/s")


def test_confusion_at_a_low_height_tells_the_commonest_mistakes() -> None:
    text = drawn("confusion", "dense", width=43, height=8)
    counts = [int(row.split("×")[0]) for row in text.split("\n")[1:] if "×" in row]
    assert counts == sorted(counts, reverse=True) and "taken for" in text
    assert "recall" in drawn("confusion", "dense", width=120, height=20)


def test_an_example_keeps_its_verdict_at_a_low_height() -> None:
    text = drawn("inside", "images", width=43, height=8, example=3, layer=2, unit=4)
    assert "predicts" in text.split("\n")[0] and "▸" in text
    assert np.sum(["greatest" in row for row in text.split("\n")]) == 1
