"""The network as it trains: what is drawn of it, what is said, and what is meant by a click."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tutor.plots.ansi import terminal_palette
from tutor.plots.arrange import row_width
from tutor.plots.cells import plain
from tutor.runs.goal import Goal
from tutor.runs.look import Look
from tutor.runs.network_view import unit_at
from tutor.runs.responses import responses
from tutor.runs.run import LiveRun
from tutor.runs.unit_sum import example_sum, formula
from tutor.runs.units import with_units
from tutor.runs.views import draw_view, views_of
from tutor.runs.watched import Watched, moved

LOOK = Look(terminal_palette({})._replace(colour=False))
SMALL = {"dataset": "circles", "hidden": ("4 tanh", "4 tanh"), "points": 40, "epochs": 9}
SIZES = [(37, 9), (48, 7), (52, 16), (78, 16), (104, 36), (160, 50)]


def trained(**settings: Any) -> LiveRun:
    run = LiveRun(SMALL | settings)
    run.burst(Goal(epochs=3), lambda: False, lambda: None)
    return run


@pytest.mark.sampled
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("hidden", [(), (4, 4), (32,), (32, 16, 8), (3,) * 10])
@pytest.mark.parametrize("picked", [False, True])
def test_it_fills_its_place_and_says_what_it_leaves_out(
    size: tuple[int, int], hidden: tuple[int, ...], picked: bool
) -> None:
    run = trained(hidden=hidden, dataset="spiral")
    rows = draw_view("network", run, *size, replace(LOOK, unit_picked=picked))
    assert len(rows) == size[1] and {row_width(row) for row in rows} == {size[0]}
    drawn, text = run.watched.drawn[size], plain(rows)
    for layer, units in drawn.units.items():
        if layer >= 0 and len(units) < with_units(run.training)[layer].output_shape[0]:
            assert f"{len(units)} of {with_units(run.training)[layer].output_shape[0]}" in text


def test_two_four_four_one_is_shown_whole_at_80x24() -> None:
    text = plain(draw_view("network", trained(), 78, 16, replace(LOOK, unit=1, unit_picked=True)))
    assert all(title in text for title in ("inputs", "layer 1", "layer 2", "output"))
    assert "layer 1, unit 2" in text and "tanh(" in text and " of " not in text.split("\n")[0]


def test_what_a_unit_answers_is_what_the_network_computes() -> None:
    run = trained()
    inputs, first, *_ = responses(run, 6, 8, (0, 1))
    assert inputs.plane[0][0].tolist() == sorted(inputs.plane[0][0].tolist())
    assert inputs.plane[1][:, 0].tolist() == sorted(inputs.plane[1][:, 0].tolist(), reverse=True)
    run.training.network.propagate(run.training.training_set.X, training=False)
    A = with_units(run.training)[0].A
    low, high, share = first.spread(2)
    assert (low, high) == pytest.approx((A[2].min(), A[2].max()))
    assert share == pytest.approx(np.mean(A[2] > 0))


def test_a_unit_that_gives_the_same_for_all_is_named() -> None:
    run = trained()
    layer = with_units(run.training)[1]
    layer.W[2] = 0
    text = plain(draw_view("network", run, 104, 36, LOOK))
    assert "◐ layer 2, unit 3 tells the examples hardly apart" in text


def test_units_keep_their_places_until_another_is_clearly_stronger() -> None:
    watched, weight = Watched(), np.array([5.0, 1.0, 4.0, 3.0])
    assert watched.of(0, weight, 2) == [0, 2]
    assert watched.of(0, np.array([4.0, 1.0, 5.0, 4.4]), 2) == [0, 2]
    assert watched.of(0, np.array([4.0, 1.0, 5.0, 5.5]), 2) == [3, 2]
    assert watched.of(0, np.array([4.0, 1.0, 5.0, 5.5]), 2, wanted=1) == [3, 1]
    assert sorted(watched.of(0, np.array([np.nan, 1.0, np.inf, 2.0]), 2)) == [2, 3]


def test_arrows_and_clicks_find_the_units() -> None:
    run, size = trained(), (78, 16)
    draw_view("network", run, *size, LOOK)
    drawn = run.watched.drawn[size]
    assert moved(drawn, -1, -1, 1, 0) == (0, 0)
    assert moved(drawn, 0, 0, 0, 1) == (0, 1)
    assert moved(drawn, 0, 0, 0, -1) is None
    assert moved(drawn, 0, 3, 1, 0) == (1, 3)
    assert moved(drawn, 1, 3, 1, 0) == (2, 0)
    assert moved(drawn, 2, 0, 1, 0) is moved(drawn, 0, 0, -1, 0) is None
    left, top = drawn.layout.lefts[2], drawn.layout.tops[2][1]
    assert unit_at(run, (left + 1, top), size) == (1, 1)
    assert unit_at(run, (drawn.layout.lefts[0], drawn.layout.tops[0][0]), size) is None
    assert unit_at(run, (left - 3, 0), size) is None
    assert unit_at(run, (left, top), (1, 1)) is None


def test_a_sum_is_written_with_its_weights_and_with_an_example() -> None:
    run = trained(hidden=("2 tanh",))
    layer = with_units(run.training)[0]
    layer.W[0], layer.b[0] = [0.5, -2.25], 1.0
    assert formula(run, 0, 0) == "tanh(0.50 x1 − 2.25 x2 + 1.00)"
    assert formula(run, 0, 0, most=1) == "tanh(−2.25 x2 + … + 1.00)"
    x1, x2 = run.training.training_set.X[:, 3]
    z = 0.5 * x1 - 2.25 * x2 + 1
    told = example_sum(run, replace(LOOK, example=3), 90)
    assert told.startswith("example 3: ") and f"{np.tanh(z):.2f}".replace("-", "−") in told


DIGITS = {"dataset": "digits", "hidden": (5, 3), "epochs": 2}


def begun(**settings: Any) -> LiveRun:
    run = LiveRun(settings)
    run.burst(Goal(epochs=1), lambda: False, lambda: None)
    return run


def of_table(tmp_path: Path, inputs: int) -> LiveRun:
    """A run on a table of so many inputs, of which the last alone decides."""
    random = np.random.default_rng(0)
    X = random.normal(size=(60, inputs))
    lines = [",".join([*(f"in{place}" for place in range(inputs)), "label"])]
    lines += [",".join([*(f"{x:.3f}" for x in row), "yes" if row[-1] > 0 else "no"]) for row in X]
    path = tmp_path / "table.csv"
    path.write_text("\n".join(lines))
    return begun(csv=str(path), hidden=(4, 4), epochs=3)


@pytest.mark.sampled
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("inputs", [1, 2, 3, 12])
def test_tables_of_any_width_are_drawn_and_it_is_said_what_goes_where(
    tmp_path: Path, size: tuple[int, int], inputs: int
) -> None:
    run = of_table(tmp_path, inputs)
    for look in (LOOK, replace(LOOK, example=5, unit_picked=True, inputs=(inputs - 1, 0))):
        rows = draw_view("network", run, *size, look)
        assert len(rows) == size[1] and {row_width(row) for row in rows} == {size[0]}
    text = " ".join(plain(draw_view("network", run, 104, 36, LOOK)).split())
    if inputs > 2:
        assert "in0 across, in1 up, the other inputs at their means" in text
    if inputs == 1:
        assert "in0 across" in text


def test_the_map_over_two_of_many_inputs_is_what_the_network_computes(tmp_path: Path) -> None:
    run = of_table(tmp_path, 3)
    inputs, first, *_ = responses(run, 6, 8, (2, 0))
    assert (inputs.plane[1] == 0).all()
    X = run.data.X.mean(axis=1, keepdims=True).repeat(2, axis=1)
    X[2] = run.data.X[2].min() - 0.08 * np.ptp(run.data.X[2]), X[2, 0]
    nudged = responses(run, 6, 8, (0, 1))[1]
    assert first.plane.shape == nudged.plane.shape == (4, 6, 8)
    assert not np.allclose(first.plane, nudged.plane)


@pytest.mark.parametrize("size", SIZES)
def test_units_on_images_show_their_weights_as_a_picture(size: tuple[int, int]) -> None:
    run = begun(**DIGITS)
    rows = draw_view("network", run, *size, replace(LOOK, example=3))
    assert len(rows) == size[1] and {row_width(row) for row in rows} == {size[0]}
    _, first, second, _ = responses(run, 6, 8, (0, 1))
    W = run.training.network.layers[0].W
    rows_, columns = run.data.image_shape[1:]
    expected = W[1].reshape(rows_, columns) / np.abs(W[1]).max()
    np.testing.assert_allclose(first.plane[1], expected)
    assert second.plane.shape == (3, rows_, columns) and np.abs(second.plane).max() == 1


def test_a_network_of_filters_has_views_of_its_own() -> None:
    run = begun(dataset="digits", conv=(2,), hidden=(4,), epochs=1)
    assert "network" not in views_of(run) and "filters" in views_of(run)
