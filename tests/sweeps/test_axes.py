"""What a sweep varies: every setting that there is, as it is typed, or the reason why not."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from engine.experiment import Experiment
from engine.sweep import Between
from tutor.sweeps.axes import NAMES, read_axes, read_axis, shown_value, words, written_axis


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lr=0.01,0.1", ("learning_rate", (0.01, 0.1))),
        ("lr = 0.01, 0.1", ("learning_rate", (0.01, 0.1))),
        ("hidden=8;16,16;none", ("hidden", ((8,), (16, 16), ()))),
        ("hidden=8 tanh batch_norm;16 dropout 0.2,4", (
            "hidden", (("8 tanh batch_norm",), ("16 dropout 0.2", 4)),
        )),
        ("features=x1,x2,x1*x2;none", ("features", (("x1", "x2", "x1*x2"), ()))),
        ("conv=none;8;8,16", ("conv", ((), (8,), (8, 16)))),
        ("batch-size=16,64", ("batch_size", (16, 64))),
        ("batch-size=16..64", ("batch_size", Between(16, 64, whole=True))),
        ("activation=relu,tanh", ("activation", ("relu", "tanh"))),
        ("batch-norm=on,off", ("batch_norm", (True, False))),
        ("early-stopping=none,10", ("early_stopping", (None, 10))),
        ("output=auto,softmax", ("output", (None, "softmax"))),
        ("label=price,size", ("label", ("price", "size"))),
        ("target=classes,numbers", ("target", ("classes", "numbers"))),
        ("seed=1,2,7", ("seed", (1, 2, 7))),
        ("data-seed=1,2", ("data_seed", (1, 2))),
        ("epsilon=1e-8,0.001", ("epsilon", (1e-8, 0.001))),
        ("dtype=float32,float64", ("dtype", ("float32", "float64"))),
        ("augment-shift=0,1", ("augment_shift", (0, 1))),
        ("lr=0.001..1", ("learning_rate", Between(0.001, 1, log=True))),
        ("lr=0.123456789,1", ("learning_rate", (0.123456789, 1.0))),
    ],
)  # fmt: skip
def test_axes_are_read_and_written_as_they_are_read(text: str, expected: Any) -> None:
    assert read_axis(text) == expected
    assert read_axis(written_axis(*expected)) == expected


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("lr", "write NAME=VALUES"),
        ("", "write NAME=VALUES"),
        ("lear_rate=1", "did you mean 'learning_rate'"),
        ("lr=fast", "'fast' is not a number"),
        ("lr=-1", "more than 0"),
        ("lr=nan", "is not a number"),
        ("lr=", "there are no values"),
        ("lr=,", "there are no values"),
        ("lr=0.1,,1", "a value is missing between the commas"),
        ("hidden=8;;16", "a value is missing between the semicolons"),
        ("hidden=8 wild", "'wild' says nothing about a hidden layer"),
        ("lr=1..1", "nothing to draw"),
        ("lr=a..b", "'a' is not a number"),
        ("clip_norm=none..1", "is no range"),
        ("lr=1,hidden=4", "leave a blank"),
        ("csv=a.csv,b.csv", "different tables cannot be compared"),
        ("no-bias=on", "write bias=on,off"),
        ("activation=rely", "did you mean 'relu'"),
        ("conv=8;100", "the limit is 64"),
        ("features=x9", "unknown feature"),
    ],
)
def test_axes_that_are_none_are_refused_with_the_reason(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match="^" + text.partition("=")[0]) as refusal:
        read_axis(text)
    assert complaint in str(refusal.value)


def test_every_setting_of_an_experiment_can_be_varied_but_the_table() -> None:
    groups = {f.name: f for f in fields(Experiment)}
    own = {name for name in groups if name not in ("data", "network", "optimizer")}
    parts = Experiment()
    inner = {f.name for part in (parts.data, parts.network, parts.optimizer) for f in fields(part)}
    assert (own | inner) - set(NAMES) == {"csv"}


def test_a_setting_is_varied_once() -> None:
    with pytest.raises(ValueError, match="learning_rate is varied twice"):
        read_axes(["lr=1", "learning-rate=2"])


def test_blanks_within_values_do_not_end_them() -> None:
    text = "lr=0.1, 1  hidden=8 tanh batch_norm; 4 seeds = 3"
    assert words(text) == ["lr=0.1, 1", "hidden=8 tanh batch_norm; 4", "seeds = 3"]
    assert words("  ") == []


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("hidden", (32, 16), "32-16"),
        ("hidden", ("8 tanh", 4), "8 tanh + 4"),
        ("hidden", (), "none"),
        ("learning_rate", 0.123456, "0.1235"),
        ("output", None, "auto"),
        ("early_stopping", None, "none"),
        ("bias", False, "off"),
    ],
)
def test_values_in_tables(name: str, value: Any, shown: str) -> None:
    assert shown_value(name, value) == shown
