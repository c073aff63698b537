"""The table of settings says what the engine has, and all that is made from it keeps its limits."""

from __future__ import annotations

import argparse
import json
from typing import Any

import pytest
from pydantic import ValidationError

from engine.activations import ACTIVATIONS
from engine.datasets import DATASETS
from engine.datasets.preparation import FEATURES
from engine.experiment import Experiment, usual_settings
from engine.initializers import DEVIATIONS
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.schedules import SCHEDULES
from tutor.assessment.parts import PredictedTraining
from tutor.commands.training_flags import add_flags
from tutor.live.fit.options import RunOptions
from tutor.playground.setup import Setup
from tutor.settings.kinds import NumberKind, OneOf, Refused, Several, Switch
from tutor.settings.setting import AUTO, Chosen, Setting
from tutor.settings.table import SETTINGS, check_limits
from tutor.sweeps.axes import NAMES, read_axis

NUMBERS = [row for row in SETTINGS.values() if isinstance(row.kind, NumberKind)]
WORDS = [row for row in SETTINGS.values() if isinstance(row.kind, OneOf)]
IN_LESSONS = [row for row in NUMBERS if row.in_lessons]


def words_of(name: str) -> tuple[str, ...]:
    kind = SETTINGS[name].kind
    assert isinstance(kind, OneOf | Several)
    return kind.values


def flags(*given: str) -> dict[str, Any]:
    parser = argparse.ArgumentParser(exit_on_error=False)
    add_flags(parser)
    return vars(parser.parse_args(given))


def beyond(row: Setting, most: float | None = None) -> float:
    assert isinstance(row.kind, NumberKind)
    top = row.kind.high if most is None else most
    return int(top) + 1 if row.kind.whole else 1 if 0.9 < top < 1 else top * 1.01


def test_every_setting_of_an_experiment_has_a_row() -> None:
    assert set(SETTINGS) == set(usual_settings())


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("dataset", DATASETS),
        ("features", FEATURES),
        ("activation", ACTIVATIONS),
        ("output", ("auto", *ACTIVATIONS)),
        ("loss", ("auto", *LOSSES)),
        ("initializer", DEVIATIONS),
        ("optimizer", OPTIMIZERS),
        ("schedule", SCHEDULES),
    ],
)
def test_the_table_names_what_the_engine_knows(name: str, known: Any) -> None:
    assert set(words_of(name)) == set(known)


def test_the_help_says_what_the_engine_does_where_nothing_is_said() -> None:
    usual = usual_settings()
    for row in SETTINGS.values():
        assert isinstance(usual[row.name], bool) == (
            isinstance(row.kind, Switch) and usual[row.name] is not None
        )
        if isinstance(row.kind, Switch):
            assert row.kind.usual == bool(usual[row.name])
        elif row.usual and usual[row.name] is not None:
            assert row.kind.typed(row.usual) == usual[row.name], row.name
    usually, _, others = SETTINGS["learning_rate"].usual.partition("; ")
    rates = {
        name: float(rate)
        for rate, names in (part.split(" for ") for part in others.split(", "))
        for name in names.split(" and ")
    }
    for name, kind in OPTIMIZERS.items():
        assert rates.get(name, float(usually)) == kind.usual_rate


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row.name)
def test_every_way_in_keeps_the_same_limit(row: Setting) -> None:
    far = beyond(row)
    refused = (ValueError, argparse.ArgumentError)
    with pytest.raises(refused, match=r"is too much|not in the range from 0 to 1$"):
        check_limits(flags(f"--{row.name.replace('_', '-')}={far}"))
    with pytest.raises(ValueError, match="is too much"):
        read_axis(f"{row.name}={far}")
    say = row.has_say
    chosen = {say.setting: say.values[0]} if isinstance(say, Chosen) else {}
    setup = Setup(chosen).at(row.name)
    if row.label and setup.field is row:
        fault = setup.typed(str(far)).fault
        assert fault and "is too much" in fault.message


@pytest.mark.parametrize("row", IN_LESSONS, ids=lambda row: row.name)
def test_lessons_and_questions_keep_the_limit_or_a_tighter_one_that_the_row_names(
    row: Setting,
) -> None:
    far = json.dumps({row.name: beyond(row, row.lesson_most)})
    with pytest.raises(ValidationError, match="less than or equal"):
        RunOptions.model_validate_json(far)
    far = json.dumps(
        {"dataset": "xor", row.name: beyond(row, row.question_most or row.lesson_most)}
    )
    with pytest.raises(ValidationError, match="less than or equal"):
        PredictedTraining.model_validate_json(far)


def test_a_tighter_limit_is_tighter() -> None:
    for row in NUMBERS:
        assert isinstance(row.kind, NumberKind)
        limits = [row.question_most, row.lesson_most, row.kind.high]
        given = [limit for limit in limits if limit is not None]
        assert given == sorted(given), row.name


def test_every_setting_is_a_flag_and_an_axis_or_says_why_not() -> None:
    help_text = _help()
    for row in SETTINGS.values():
        off = isinstance(row.kind, Switch) and row.kind.usual
        assert f" --{'no-' if off else ''}{row.name.replace('_', '-')}" in help_text
    for name in set(SETTINGS) - set(NAMES) | {"no_bias"}:
        with pytest.raises(ValueError, match=f"{name} cannot be varied: "):
            read_axis(f"{name}=1")
    assert set(SETTINGS) - set(NAMES) == {"csv"}


def test_auto_on_the_command_line_leaves_it_to_the_engine() -> None:
    from tutor.commands.training_flags import given_settings

    parser = argparse.ArgumentParser()
    add_flags(parser)
    given = [f"--{name}=auto" for name in AUTO]
    assert given_settings(parser.parse_args([*given, "--target=auto"])) == {"target": "auto"}


def _help() -> str:
    parser = argparse.ArgumentParser()
    add_flags(parser)
    return parser.format_help()


@pytest.mark.parametrize("row", [row for row in WORDS if row.in_lessons], ids=lambda row: row.name)
def test_a_run_begins_with_every_word_that_authors_are_told(row: Setting) -> None:
    told = RunOptions.model_json_schema()["properties"][row.name]
    (words,) = (each["enum"] for each in (told, *told.get("anyOf", ())) if "enum" in each)
    for word in words:
        Experiment.of(**{row.name: word}).start()


def test_a_number_may_be_typed_as_a_short_formula() -> None:
    rate, epochs = SETTINGS["learning_rate"].kind, SETTINGS["epochs"].kind
    assert rate.typed("1/3") == pytest.approx(1 / 3)
    assert rate.typed("2^-4") == 1 / 16
    assert epochs.typed("200/2") == 100
    for text in ("1/0", "nan", "a/2", "1/"):
        with pytest.raises(Refused, match="is not a number"):
            rate.typed(text)
    with pytest.raises(Refused, match="is not a whole number"):
        epochs.typed("1/3")


def test_sizes_may_differ_by_rows_and_columns() -> None:
    kernel, padding = SETTINGS["kernel_size"].kind, SETTINGS["padding"].kind
    stride = SETTINGS["pool_stride"].kind
    assert [kernel.typed(text) for text in ("3", "3x5", " 2X2 ")] == [3, "3x5", 2]
    assert [padding.typed(text) for text in ("0", "same", "1x0")] == [0, "same", "1x0"]
    assert [stride.typed(text) for text in ("its size", "auto", "2")] == [None, None, 2]
    assert [padding.turned(value, 1) for value in (0, 2, "same", "1x3")] == [1, "same", "same", 2]
    assert padding.turned("same", -1) == 2
    for text, why in [("3x9", "limit"), ("3x", "no size"), ("3x5x2", "3x5"), ("full", "3x5")]:
        with pytest.raises(Refused, match=why):
            kernel.typed(text)
    sizes = {"kernel_size": "3x5", "padding": "same", "pool": "1x2", "pool_stride": 1}
    lesson = RunOptions.model_validate({"dataset": "digits", "conv": [2], **sizes})
    network = Experiment.of(**lesson.settings() | {"hidden": (2,)}).start().network
    assert [layer.output_shape for layer in network.layers[:2]] == [(2, 8, 8), (2, 8, 7)]
    with pytest.raises(ValidationError, match="kernel_size"):
        RunOptions.model_validate({"kernel_size": "large"})
