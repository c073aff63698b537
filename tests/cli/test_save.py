"""`nn-tutor train --save`: what is written means the same when it is read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.experiment import Experiment
from engine.weights import load_weights, weights_of
from tutor.cli import main

TABLE = "width,colour,length,kind\n" + "".join(
    f"{1 + i % 7},{('red', 'blue')[i % 2]},{10 * (i % 5)},{('ash', 'oak', 'elm')[i % 3]}\n"
    for i in range(30)
)


def final_loss(capsys: Any, *flags: str) -> float:
    assert main(["train", *flags, "--json"]) == 0
    return float(json.loads(capsys.readouterr().out.splitlines()[-1])["loss"])


@pytest.mark.parametrize(
    "flags",
    [
        "--dataset moons --hidden 3,2 --standardise",
        "--dataset digits --conv 2 --hidden 4 --dtype float32 --batch-size 600",
        "--dataset xor --hidden none --no-bias",
    ],
)
def test_training_goes_on_where_it_was_saved(capsys: Any, tmp_path: Path, flags: str) -> None:
    saved = str(tmp_path / "net.json")
    loss = final_loss(capsys, *flags.split(), "--epochs", "2", "--save", saved)
    still = ("--epochs", "1", "--lr", "1e-30", "--weights", saved)
    assert final_loss(capsys, *flags.split(), *still) == pytest.approx(loss, rel=1e-5)


def test_every_bit_comes_back_also_of_a_batch_normalisation(capsys: Any, tmp_path: Path) -> None:
    saved, flags = tmp_path / "net.json", ("--dataset", "moons", "--hidden", "4,3", "--batch-norm")
    final_loss(capsys, *flags, "--epochs", "3", "--save", str(saved))
    given = {n: v for n, v in json.loads(saved.read_text()).items() if n != "about"}
    assert {"W1", "b1", "gamma1", "beta1", "running_mean2", "running_variance2", "W3"} < set(given)
    training = Experiment.of(dataset="moons", hidden=(4, 3), batch_norm=True).start()
    load_weights(training.network, saved)
    read = weights_of(training.network)
    assert all(np.array_equal(read[name], value) for name, value in given.items())


def test_columns_classes_and_scaling_are_saved_beside_the_weights(
    capsys: Any, tmp_path: Path
) -> None:
    table, saved = tmp_path / "trees.csv", tmp_path / "net.json"
    table.write_text(TABLE)
    flags = ("--csv", str(table), "--standardise", "--hidden", "3", "--epochs", "1")
    final_loss(capsys, *flags, "--save", str(saved))
    about = json.loads(saved.read_text())["about"]
    assert about["classes"] == ["ash", "elm", "oak"]
    assert about["outputs"] == ["kind"]
    assert about["inputs"][0] == "width" and about["inputs"][-1] == "length"
    assert len(about["preparation"]["mean"]) == len(about["inputs"])
    assert about["preparation"]["mean"][-1] == pytest.approx(20)
    assert about["settings"]["hidden"] == [3]


def test_a_folder_that_is_not_there_is_told_before_training(capsys: Any, tmp_path: Path) -> None:
    assert main(["train", "--save", str(tmp_path / "no" / "net.json"), "--epochs", "1"]) == 2
    assert "no such folder" in capsys.readouterr().err
