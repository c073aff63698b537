"""What is found to be wrong with a run: each symptom where it is, and not where it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ailing_runs import AILMENTS, HEALTHY, finding, found, houses, table, trained, two_kinds

from engine.experiment import Experiment
from engine.inspection import inspect
from tutor.runs.findings.evidence import Evidence, Inspections
from tutor.runs.findings.find import find
from tutor.runs.goal import DRAW_ONLY, Goal
from tutor.runs.run import LiveRun

MOONS: dict[str, Any] = {"dataset": "moons", "epochs": 60}
XOR: dict[str, Any] = {"dataset": "xor", "hidden": (4,), "learning_rate": 0.5, "epochs": 300}


def test_dead_units_are_counted_and_dated() -> None:
    told = finding("dead", **XOR, seed=3)
    assert told.what.startswith("2 of 4 ReLUs in layer 1 are dead")
    assert "from the first weights on" in told.what and "leaky_relu" in told.help
    late = finding("dead", dataset="digits", learning_rate=3.0, epochs=15)
    assert "since epoch" in late.what and "0.1 is usual" in late.help
    assert "dead" not in found(**{**XOR, "hidden": (16,)})
    assert "dead" not in found(**{**XOR, "activation": "leaky_relu"}, seed=3)


def test_units_that_a_penalty_empties_are_no_dead_ones() -> None:
    given = {**MOONS, "hidden": (32, 32), "optimizer": "adam", "learning_rate": 0.01}
    for penalty in ({"l1": 0.01}, {"l1": 0.003}, {"l2": 0.05}):
        assert "dead" not in found(**given, **penalty)
    told = finding("emptied", **given, l1=0.3)
    assert "(l1 0.3)" in told.what and "loss stays high" in told.what
    assert "emptied" not in found(**given)


def test_saturated_units_are_named_where_the_first_weights_are_too_large() -> None:
    settings = {"dataset": "digits", "hidden": (200, 200), "epochs": 10, "learning_rate": 0.01}
    told = finding("saturated", **settings, activation="tanh", initializer="normal")
    assert "of 200 units of tanh" in told.what and "xavier" in told.help and "relu" in told.help
    assert "saturated" not in found(**settings, activation="tanh", initializer="xavier")


def test_a_loss_at_the_base_rate_is_named_with_the_base_rate() -> None:
    told = finding("base_rate", dataset="xor", hidden=(), epochs=100)
    assert "(0.693)" in told.what and "counts of the classes" in told.what
    assert "add a hidden layer" in told.help.lower()
    assert "base_rate" not in found(**MOONS)


def test_slow_units_at_the_base_rate_are_told_to_go_on_before_labels_are_doubted() -> None:
    """As lesson 3-5 has it: a hundred epochs are too few for sigmoid units on the circles."""
    given = {"dataset": "circles", "activation": "sigmoid", "learning_rate": 0.3, "epochs": 100}
    helps = finding("base_rate", hidden=(8,), **given).help
    assert helps.startswith("Train longer, or take tanh or relu")
    assert "label" in helps


def test_a_loss_far_above_its_start_is_named() -> None:
    told = finding("far_above_start", dataset="noisy_curve", learning_rate=1.0, epochs=40)
    assert "far above its start at 2.3" in told.what and "0.1 is usual" in told.help
    assert found(dataset="noisy_curve", learning_rate=0.05, epochs=40) == []


def test_a_jumping_loss_is_named() -> None:
    assert "jumps" in found(learning_rate=3.0)
    assert found() == []


def test_a_label_scale_is_named_and_gone_when_standardised(tmp_path: Path) -> None:
    settings = {"csv": houses(tmp_path, 0, labels=2e5), "label": "price", "epochs": 40}
    told = finding("label_scale", **settings, learning_rate=1e-3)
    assert "standardise" in told.help
    assert found(**settings, learning_rate=0.02, standardise=True) == []


def test_inputs_of_unlike_scales_are_named_and_gone_when_standardised(tmp_path: Path) -> None:
    settings = {"csv": two_kinds(tmp_path, 0, scale=500.0), "epochs": 60}
    told = finding("input_scale", **settings)
    assert "x spreads by" in told.what and "standardise" in told.help
    assert found(**settings, standardise=True) == []


def test_a_rate_that_moves_nothing_is_named() -> None:
    told = finding("low_rate", **MOONS, learning_rate=1e-5)
    assert "too short" in told.what and "0.1 is usual" in told.help
    assert found(**MOONS) == []


def test_what_was_learned_by_heart_is_named() -> None:
    settings = {"dataset": "moons", "points": 25, "noise": 0.4, "epochs": 300}
    by_heart = {**settings, "hidden": (64, 64), "optimizer": "adam", "validation_split": 0.5}
    told = finding("gap", **by_heart)
    assert "at epoch" in told.what and "early_stopping" in told.help
    assert "gap" not in found(**settings, hidden=(4,), validation_split=0.5, l2=0.01)


def test_gradients_that_vanish_or_explode_are_named() -> None:
    deep = {"hidden": (12,) * 7, "epochs": 60}
    told = finding("vanishing", **deep, activation="sigmoid")
    assert "in layer 1 it is" in told.what and "relu" in told.help
    assert "vanishing" not in found(**deep)
    wild = {"hidden": (64,) * 5, "learning_rate": 0.01, "epochs": 20}
    told = finding("exploding", **wild, initializer="normal")
    assert "he" in told.help.split() or "first weights with he" in told.help
    assert "exploding" not in found(**wild)


def test_units_that_are_all_alike_are_named() -> None:
    told = finding("twins", **MOONS, initializer="zeros")
    assert told.what.startswith("All 32 units of layer 1") and "he" in told.help
    assert "twins" not in found(**MOONS, hidden=(1,))


def test_classes_that_are_never_predicted_are_named(tmp_path: Path) -> None:
    want, settings = AILMENTS["a class that is never predicted"](tmp_path, 0)
    told = finding("never_predicted", **settings)
    assert want == {"never_predicted"}
    assert told.what == "Never predicted: rare, 15 of 300 examples."
    assert "never_predicted" not in found(**MOONS)


def test_a_column_that_gives_the_label_away_is_named(tmp_path: Path) -> None:
    told = finding("leak", csv=two_kinds(tmp_path, 0, leak=True), epochs=20)
    assert "column paid alone" in told.what and "drop paid" in told.help
    assert "leak" not in found(csv=two_kinds(tmp_path, 0), epochs=20)
    x = np.arange(40.0)
    columns = {"x": np.sin(x), "twice": 2 * np.cos(x) + 1, "y": np.cos(x)}
    assert "leak" in found(csv=table(tmp_path, columns), epochs=3)


def test_a_column_that_tells_nothing_is_named() -> None:
    training = LiveRun({**MOONS, "features": ("x1", "x2")})
    _ = training.training
    training.data.X[1] = 7.0
    looks = training.inspections.taken
    evidence = Evidence(training.training, training.data, training.prepare, [], looks)
    assert "Constant column x2" in find(evidence)[-1].what
    assert "constant" not in found(**MOONS)


def test_a_diverged_run_is_told_what_suits_its_set_up(tmp_path: Path) -> None:
    settings = {"csv": two_kinds(tmp_path, 0, scale=500.0), "epochs": 40}
    wild = finding("diverged", **settings, learning_rate=1e300)
    assert "0.1 is usual for sgd" in wild.help and "standardise" in wild.help
    scaled = finding("diverged", **settings, learning_rate=1e300, standardise=True, clip_norm=1e9)
    assert "standardise" not in scaled.help and "clip" not in scaled.help


def test_no_rate_is_blamed_for_the_data() -> None:
    training = Experiment.of(dataset="moons", epochs=1).start()
    training.training_set.X[0, 0] = np.nan
    looks = Inspections()
    looks.take(training)
    run = LiveRun(MOONS)
    _ = run.training
    (told,) = find(Evidence(training, run.data, run.prepare, [*training], looks.taken))
    assert told.symptom == "diverged" and "look at the data" in told.what and not told.help


@pytest.mark.sampled
@pytest.mark.parametrize("name", list(AILMENTS))
def test_nothing_is_advised_that_is_on_already(tmp_path: Path, name: str) -> None:
    _, settings = AILMENTS[name](tmp_path, 1)
    on = {
        "standardise": True,
        "initializer": "xavier" if settings.get("activation") in ("tanh", "sigmoid") else "he",
        "batch_norm": True,
        "dropout": 0.1,
        "l2": 0.001,
        "clip_norm": 5.0,
        "early_stopping": 500,
        "activation": "leaky_relu",
    }
    for told in trained(**{**settings, **on}).findings:
        for word in ("standardise", "first weights with", "batch_norm", "dropout", "l2", "clip"):
            assert word not in told.help, told
        assert "early_stopping" not in told.help and "leaky_relu" not in told.help


def test_what_is_seen_at_the_start_is_told_before_the_first_step(tmp_path: Path) -> None:
    run = LiveRun({"csv": two_kinds(tmp_path, 0, scale=500.0, leak=True)})
    run.burst(DRAW_ONLY, lambda: False, lambda: None)
    assert [told.symptom for told in run.findings] == ["leak", "input_scale"]


def test_what_is_seen_is_told_while_the_run_goes_on() -> None:
    run = LiveRun({"dataset": "digits", "learning_rate": 3.0, "epochs": 15})
    run.burst(Goal(epochs=10), lambda: False, lambda: None)
    assert not run.finished and "dead" in [told.symptom for told in run.findings]


def test_a_look_inside_changes_nothing() -> None:
    settings: dict[str, Any] = {
        "points": 40,
        "epochs": 8,
        "hidden": (8, 8),
        "batch_norm": True,
        "dropout": 0.2,
        "optimizer": "adam",
    }
    alone, watched = Experiment.of(**settings).start(), Experiment.of(**settings).start()
    for plain, seen in zip(alone, watched, strict=True):
        inspect(watched)
        assert plain.loss == seen.loss
    assert (alone.network.gradient == watched.network.gradient).all()


def test_few_looks_are_taken() -> None:
    looks = Inspections()
    assert sum(looks.due(epoch) for epoch in range(1001)) == 11


def test_known_ailments_are_named(tmp_path: Path) -> None:
    for name in ("rate too high", "rate too low", "first weights of zero", "leaking column"):
        assert_named(tmp_path, name, 11)
    for make in (HEALTHY[1], HEALTHY[14]):
        assert found(**{"seed": 11, **make(tmp_path, 11)}) == []


def assert_named(folder: Path, name: str, seed: int) -> None:
    want, settings = AILMENTS[name](folder, seed)
    got = found(**{"seed": seed, **settings})
    assert want & set(got), (name, seed, got)


@pytest.mark.slow
def test_of_forty_ailing_runs_nine_of_ten_are_named_right(tmp_path: Path) -> None:
    missed = []
    for number in range(42):
        name = list(AILMENTS)[number % len(AILMENTS)]
        want, settings = AILMENTS[name](tmp_path, 20 + number)
        got = found(**{"seed": 20 + number, **settings})
        missed += [] if want & set(got) else [(name, number, got)]
    assert len(missed) <= 4, missed


@pytest.mark.slow
def test_of_forty_healthy_runs_nothing_is_said(tmp_path: Path) -> None:
    named = []
    for number in range(40):
        settings = HEALTHY[number % len(HEALTHY)](tmp_path, 20 + number)
        got = found(**{"seed": 20 + number, **settings})
        named += [(number, settings, got)] if got else []
    assert not named


def test_a_wide_column_that_was_kept_from_scaling_is_told(tmp_path: Path) -> None:
    run = {"csv": two_kinds(tmp_path, 1, scale=500.0), "standardise": True, "epochs": 30}
    assert "input_scale" not in found(**run)
    told = finding("input_scale", **run, unscaled=("x",))
    assert "scale x as well" in told.help.lower() and "standardise" not in told.help
