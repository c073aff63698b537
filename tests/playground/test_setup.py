"""Setting up: turning, typing, and the limit or the reason beside what cannot be."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.experiment import Experiment
from tutor.playground.presets import PRESETS
from tutor.playground.setup import Setup
from tutor.playground.setup_picture import setup_picture
from tutor.plots.arrange import row_width
from tutor.plots.cells import plain
from tutor.settings.table import check_limits


def at(name: str, **given: Any) -> Setup:
    return Setup(given, name)


def test_a_setting_left_alone_shows_what_is_usual() -> None:
    setup = Setup()
    usual = {name: setup.value(name) for name in ("dataset", "points", "noise", "epochs", "loss")}
    assert usual == {
        "dataset": "spiral",
        "points": 300,
        "noise": 0.2,
        "epochs": 200,
        "loss": "auto",
    }
    assert setup.value("learning_rate") == 0.1
    assert at("x", optimizer="adam").value("learning_rate") == 0.01
    assert at("x", optimizer="adam").value("beta2") == 0.999
    assert at("x", schedule="step").value("decay_every") == 50


def test_turning_goes_along_a_ladder_and_stops_at_its_ends() -> None:
    setup = at("learning_rate")
    assert setup.turned(1).settings == {"learning_rate": 0.2}
    assert setup.turned(-1).settings == {"learning_rate": 0.05}
    assert at("validation_split").turned(-1).settings == {}
    assert at("early_stopping").turned(1).settings == {"early_stopping": 5}
    assert at("early_stopping", early_stopping=5).turned(-1).settings == {}


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        (
            "learning_rate",
            "1e9",
            "1,000,000,000 is too much, the limit is 1,000: no step that long",
        ),
        ("learning_rate", "0", "0 is too little, it must be more than 0"),
        ("learning_rate", "fast", "'fast' is not a number"),
        ("learning_rate", "nan", "is not a number"),
        ("learning_rate", "0,5", "Write decimals with a point: 0.5"),
        ("layer 1", "10000", "10,000 units are too many, the limit is 1,000"),
        ("layer 1", "8 sunny", "'sunny' says nothing about a hidden layer"),
        ("layer 1", "8 dropout 2", "less than 1"),
        ("points", "1e9", "the limit is 20,000: more would take very long"),
        ("points", "2.5", "2.5 is not a whole number"),
        ("epochs", "0", "1 or more"),
        ("dataset", "sprial", "did you mean 'spiral'"),
        ("activation", "rely", "did you mean 'relu'"),
        ("features", "x1,x3", "unknown feature 'x3'"),
        ("standardise", "perhaps", "neither on nor off"),
        ("seed", "-1", "0 or more"),
    ],
)
def test_absurd_values_are_met_with_the_limit_or_the_reason(
    name: str, text: str, complaint: str
) -> None:
    setup = at(name).typed(text)
    assert setup.fault is not None and setup.fault.name == name
    assert complaint in setup.fault.message
    assert setup.settings == {} and setup.changed is None
    picture = plain(setup_picture(setup, 36, 60, focused=True)).split("\n")
    row = next(n for n, line in enumerate(picture) if line.startswith("▸"))
    assert picture[row + 1].strip().startswith("✘"), "the reason stands under the setting"


@pytest.mark.parametrize(
    ("setup", "name"),
    [
        (at("layer 2", hidden=(1000, 900, 1000, 1000, 1000, 1000)), "layer 1"),
        (at("layer 6", hidden=(1000, 900, 1000, 1000, 1000, 1000)), "layer 6"),
        (at("activation", points=20_000, batch_size=10_000, hidden=(1000,) * 4), "batch_size"),
        (at("conv", dataset="digits", conv=(8, 8, 8)), "pool"),
        (at("kernel_size", dataset="digits", conv=(8, 8), kernel_size=5), "kernel_size"),
        (at("dataset", dataset="xor", validation_split=0.9), "validation_split"),
        (at("label", csv="nowhere.csv"), "label"),
        (at("optimizer", csv="nowhere.csv"), "csv"),
    ],
)
def test_what_the_engine_refuses_is_said_beside_the_setting_at_fault(
    setup: Setup, name: str
) -> None:
    with pytest.raises(ValueError, match=" ") as caught:
        Experiment.of(**setup.settings).start()
    fault = setup.refused(str(caught.value)).fault
    assert fault is not None and fault.name == name


def test_a_command_line_is_held_to_the_same_limits() -> None:
    check_limits({"points": 20_000, "hidden": (1000, "8 tanh dropout 0.2"), "conv": (8, 16)})
    check_limits({"learning_rate": 1000.0, "features": ("x1",), "standardise": True, "seed": 0})
    for wrong, complaint in (
        ({"points": "many"}, "points: 'many' is not a number"),
        ({"hidden": 5000}, "hidden: 5,000 units are too many, the limit is 1,000"),
        ({"hidden": (4,) * 11}, "hidden: more than 10 hidden layers"),
        ({"conv": (100,)}, "conv: one to 3 numbers of filters"),
        ({"bias": 3}, "bias: '3' is neither on nor off"),
    ):
        with pytest.raises(ValueError, match=complaint):
            check_limits(wrong)


def test_what_is_typed_well_is_taken() -> None:
    assert at("learning_rate").typed("3e-3").settings == {"learning_rate": 0.003}
    assert at("epochs").typed("1,000").settings == {"epochs": 1000}
    assert at("layer 1").typed("16 tanh dropout 0.2").settings == {
        "hidden": ("16 tanh dropout 0.2",)
    }
    assert at("dataset").typed("noisy").settings == {"dataset": "noisy_curve"}
    assert at("features").typed("x1, sin(x2)").settings == {"features": ("x1", "sin(x2)")}
    assert at("clip_norm", clip_norm=2.0).typed("off").settings == {}
    assert at("conv", dataset="digits").typed("8,16").settings["conv"] == (8, 16)
    assert at("conv", dataset="digits").typed("many").fault is not None


def test_layers_come_and_go() -> None:
    setup = at("layer 1", hidden=(8, 4)).with_layer()
    assert setup.layers == (8, 8, 4) and setup.chosen == "layer 2"
    assert setup.turned(1).layers == (8, 12, 4)
    setup = setup.without_layer().without_layer()
    assert setup.layers == (8,) and setup.chosen == "layer 1"
    setup = setup.without_layer()
    assert setup.layers == () and setup.chosen == "activation"
    assert setup.without_layer().fault is not None
    assert at("epochs", hidden=(3,) * 10).with_layer().fault is not None
    assert at("epochs", hidden=()).with_layer().layers == (8,)


def test_settings_without_a_say_are_let_go() -> None:
    spiral = at("dataset", dataset="digits", conv=(8,), learning_rate=0.3).typed("spiral")
    assert spiral.settings == {"dataset": "spiral", "learning_rate": 0.3}
    adam = at("optimizer", optimizer="momentum", momentum=0.5, learning_rate=1.0).typed("adam")
    assert adam.settings == {"optimizer": "adam"}
    table = at("csv", dataset="blobs", classes=4, noise=0.3).typed("mine.csv")
    assert table.settings == {"csv": "mine.csv"}
    assert "label column" in plain(setup_picture(table, 36, 60, focused=True))


def shown_at_80_columns(setup: Setup) -> str:
    return plain(setup_picture(setup, 28, 19, focused=True))


def test_a_hidden_layer_says_how_it_is_typed_added_and_taken_away() -> None:
    shown = " ".join(shown_at_80_columns(at("layer 1")).split())
    assert "enter types 16 tanh dropout 0.2 batch_norm" in shown
    assert shown.endswith("a adds a layer, x removes it")
    assert "a adds a layer" in shown_at_80_columns(at("activation", hidden=()))


def test_the_limits_of_a_number_and_the_whole_of_a_reason_are_in_view() -> None:
    assert "above 0 to 1,000" in " ".join(shown_at_80_columns(at("learning_rate")).split())
    shown = " ".join(shown_at_80_columns(at("layer 2", hidden=(4, 4, 4)).typed("8 sunny")).split())
    assert "✘ 'sunny' says nothing about a hidden layer; known: linear" in shown
    assert "batch_norm, dropout 0.2" in shown


def test_values_have_all_the_room_that_names_leave() -> None:
    assert "data set    ‹checkerboard›" in shown_at_80_columns(at("x", dataset="checkerboard"))
    path = "/home/somebody/tables/of/mine/houses.csv"
    assert "…tables/of/mine/houses.csv⏎" in plain(setup_picture(at("csv", csv=path), 40, 30, True))


def test_only_settings_with_a_say_are_shown() -> None:
    names = {field.name for field in at("x", optimizer="momentum").fields()}
    assert {"momentum", "nesterov"} <= names and not {"rho", "beta1", "conv", "label"} & names


@pytest.mark.parametrize("size", [(28, 14), (36, 40), (36, 80)])
def test_the_chosen_setting_is_always_in_view(size: tuple[int, int]) -> None:
    setup = Setup()
    for _ in range(40):
        picture = setup_picture(setup, *size, focused=True)
        assert len(picture) == size[1]
        assert {row_width(row) for row in picture} == {size[0]}
        assert f"▸ {setup.field.label}" in plain(picture)
        setup = setup.moved(1)
    assert setup.chosen == "seed"


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_presets_can_be_run_and_stay_within_the_limits(preset: Any) -> None:
    next(Experiment.of(**preset.settings).start())
    for name, value in preset.settings.items():
        known = [f for f in Setup(preset.settings).fields() if f.name == name]
        for field in known:
            assert field.kind.typed(field.kind.written(value)) in (value, field.kind.written(value))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(-3, 3)), max_size=25))
def test_whatever_is_turned_can_be_built(turns: list[tuple[int, int]]) -> None:
    """Any way along the ladders ends in settings that the engine takes or refuses in words."""
    setup = Setup({"dataset": "moons", "points": 10, "epochs": 1, "hidden": (4,)})
    for place, by in turns:
        setup = setup.moved(place - 20).turned(by)
        assert setup.fault is None
    small = {**setup.settings, "epochs": 1} | ({"points": 5} if "points" in setup.settings else {})
    try:
        Experiment.of(**small).start()
    except ValueError as error:
        assert str(error)
