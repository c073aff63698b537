"""What is taken away gives the same run again."""

from __future__ import annotations

import argparse
import csv
import io
import json
import runpy
import shlex
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.experiment import Experiment
from tutor.commands.training_flags import add_flags, given_settings
from tutor.commands.training_settings import read_config
from tutor.playground import takeaway
from tutor.runs.goal import Goal
from tutor.runs.run import LiveRun

SETTINGS: dict[str, Any] = {
    "dataset": "circles",
    "features": ("x1", "x2", "x1^2", "sin(x2)"),
    "hidden": (6, "4 tanh batch_norm dropout 0.1"),
    "bias": False,
    "optimizer": "momentum",
    "nesterov": True,
    "learning_rate": 0.05,
    "standardise": True,
    "validation_split": 0.2,
    "epochs": 3,
}


def trained() -> LiveRun:
    run = LiveRun(SETTINGS)
    run.burst(Goal(), lambda: False, lambda: None)
    return run


@pytest.mark.parametrize("make", [takeaway.playground_command, takeaway.train_command])
def test_the_command_line_restores_the_set_up(make: Any) -> None:
    parser = argparse.ArgumentParser()
    add_flags(parser)
    words = shlex.split(make(SETTINGS))[2:]
    assert given_settings(parser.parse_args(words)) == SETTINGS


def test_the_settings_as_a_file_give_the_same_run(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(takeaway.config(SETTINGS))
    assert read_config(path) == SETTINGS
    *_, last = Experiment.of(**read_config(path)).start()
    snapshot = trained().snapshot
    assert snapshot is not None and last.loss == snapshot.loss


@pytest.mark.parametrize("text", ["[1]", "{oops", "1"])
def test_a_file_of_other_things_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"run\.json"):
        read_config(path)
    with pytest.raises(ValueError, match="No such file"):
        read_config(tmp_path / "none.json")


def test_the_curves_are_a_table() -> None:
    run = trained()
    rows = list(csv.DictReader(io.StringIO(takeaway.curves(run.history.snapshots))))
    assert [int(row["epoch"]) for row in rows] == [0, 1, 2, 3]
    assert [float(row["val_loss"]) for row in rows] == run.history.figures("val_loss")


def test_the_program_predicts_what_the_run_predicts(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    run = trained()
    path = tmp_path / "model.py"
    path.write_text(takeaway.program(run))
    before = torch.get_default_dtype()
    try:
        made = runpy.run_path(str(path))
        x = torch.tensor(run.data.X.T.copy())
        outputs = made["predict"](made["prepare"](x)).detach().numpy()
    finally:
        torch.set_default_dtype(before)
    assert (
        np.abs(outputs.T - run.training.network.forward(run.training.training_set.X)).max() < 1e-9
    )


def test_settings_are_plain_json() -> None:
    assert json.loads(takeaway.config(SETTINGS))["hidden"] == list(SETTINGS["hidden"])
