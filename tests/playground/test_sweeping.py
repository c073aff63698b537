"""Sweeps as they are written, kept, gone on with and summed up."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from engine.sweep import Between, Result, Trial, run_trial
from tutor.playground.axes import read_axis, written_axis
from tutor.playground.sweep_picture import sweep_picture
from tutor.playground.sweeping import Plan, best, cells, line, read_results, table
from tutor.plots.ansi import terminal_palette
from tutor.plots.arrange import row_width
from tutor.plots.cells import plain

BASE = {"dataset": "moons", "points": 20, "epochs": 2}
PLAN = Plan(BASE, {"learning_rate": (0.01, 1e300), "hidden": ((), (4, 4))}, seeds=2)
COMMAND = [sys.executable, "-m", "tutor", "sweep", "--dataset", "moons", "--points", "20"]


def results(plan: Plan = PLAN) -> list[Result]:
    return [run_trial(trial) for trial in plan.trials()]


def sweep(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words], capture_output=True, text=True, timeout=120, cwd=folder, check=False,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip


def test_results_are_read_back_and_a_torn_line_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "sweep.jsonl"
    made = results()
    path.write_text("\n".join(map(line, made)) + '\n{"settings": {"da')
    read = read_results(path, PLAN.trials())
    assert read == made or [r.trial for r in read] == [r.trial for r in made]
    assert read[0].figures == made[0].figures
    path.write_text("hello\n" + line(made[0]))
    with pytest.raises(ValueError, match=r"sweep\.jsonl:1"):
        read_results(path, PLAN.trials())
    other = Plan(BASE, {"learning_rate": (0.5,)})
    path.write_text(line(made[0]))
    assert read_results(path, other.trials()) == []


def test_the_table_has_a_row_a_run() -> None:
    rows = list(csv.DictReader(io.StringIO(table(results()))))
    assert [row["hidden"] for row in rows[:3]] == ["none", "none", "4-4"]
    assert rows[-1]["diverged"] and rows[0]["accuracy"]


def test_the_best_is_the_best_mean_over_the_seeds() -> None:
    def result(number: int, rate: float, accuracy: float, diverged: str = "") -> Result:
        trial = Trial(number, {}, {"learning_rate": rate}, number)
        return Result(trial, {"accuracy": accuracy, "loss": 1 - accuracy}, diverged)

    made = [result(0, 1, 0.9), result(1, 1, 0.1), result(2, 2, 0.6), result(3, 2, 0.9, "broke")]
    found = cells(made, "accuracy")
    chosen = best(found, "accuracy")
    assert chosen is not None and chosen.choice == {"learning_rate": 2}
    assert found[0].mean == 0.5 and found[0].spread == pytest.approx(0.4) and found[1].broken == 1
    least = best(cells(made, "loss"), "loss")
    assert least is not None and least.choice == {"learning_rate": 2}
    assert best([], "loss") is None


@pytest.mark.parametrize("plan", [PLAN, Plan(BASE, {"learning_rate": Between(0.01, 1)}, draws=3)])
def test_the_picture_fits_and_names_the_best(plan: Plan) -> None:
    made = results(plan)
    for count in (0, 1, len(made)):
        drawn = sweep_picture(plan, made[:count], len(made), 60, 14, terminal_palette({}))
        assert len(drawn) <= 14 and {row_width(row) for row in drawn} == {60}
        assert f"{count} of {len(made)} runs" in plain(drawn)
    assert "Best so far" in plain(drawn)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lr=0.01,0.1", ("learning_rate", (0.01, 0.1))),
        ("hidden=8;16,16;none", ("hidden", ((8,), (16, 16), ()))),
        ("batch-size=16,64", ("batch_size", (16, 64))),
        ("activation=relu,tanh", ("activation", ("relu", "tanh"))),
        ("batch-norm=on,off", ("batch_norm", (True, False))),
        ("lr=0.001..1", ("learning_rate", Between(0.001, 1, log=True))),
    ],
)
def test_axes_are_read(text: str, expected: Any) -> None:
    assert read_axis(text) == expected
    assert read_axis(written_axis(*expected)) == expected


@pytest.mark.parametrize("text", ["lr", "rate=1", "lr=fast", "seed=1,2", "lr=1..1", "lr=a..b"])
def test_axes_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"write NAME|number|nothing to draw"):
        read_axis(text)


@pytest.mark.parametrize(
    ("plan", "complaint"),
    [
        (Plan(BASE, {}), "a setting to vary"),
        (Plan(BASE, {"learning_rate": Between(0.1, 1)}), "how many draws"),
        (Plan(BASE, {"learning_rate": (0.1,)}, seeds=20_000), "20,000 runs are too many"),
        (Plan(BASE, {"learning_rate": (0.1,)}, draws=20_000), "20,000 runs are too many"),
    ],
)
def test_plans_that_cannot_be_carried_out_are_refused(plan: Plan, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        plan.trials()


def test_the_command_sweeps_and_goes_on_where_it_was(tmp_path: Path) -> None:
    words = ["--epochs", "2", "--vary", "lr=0.01,0.1", "--workers", "2", "--results", "s.jsonl"]
    first = sweep(*words, "--json", folder=tmp_path)
    assert first.returncode == 0 and len(first.stdout.splitlines()) == 2, first.stderr
    assert {json.loads(row)["choice"]["learning_rate"] for row in first.stdout.splitlines()} == {
        0.01,
        0.1,
    }
    more = sweep(*words, "--seeds", "2", "--json", "--csv-out", "s.csv", folder=tmp_path)
    assert len(more.stdout.splitlines()) == 2, "only the new seed is run"
    assert (tmp_path / "s.csv").read_text().count("\n") == 5
    whole = sweep(*words, folder=tmp_path)
    assert "Best so far" in whole.stdout and "2 of 2 runs" in whole.stdout


def test_the_command_explains_what_cannot_be(tmp_path: Path) -> None:
    for words, complaint in (
        ([], "a setting to vary"),
        (["--vary", "rate=1"], "write NAME=VALUES"),
        (["--vary", "lr=1", "--figure", "beauty"], "known are loss"),
        (["--vary", "lr=1", "--seeds", "0"], "--seeds is 1 or more"),
    ):
        ended = sweep(*words, folder=tmp_path)
        assert ended.returncode == 2 and complaint in ended.stderr and not ended.stdout


def test_an_interrupted_sweep_loses_nothing(tmp_path: Path) -> None:
    words = ["--epochs", "300", "--vary", "lr=0.01..1", "--draws", "500", "--results", "s.jsonl"]
    process = subprocess.Popen(
        [*COMMAND, *words, "--workers", "1", "--json"], cwd=tmp_path, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline()
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130 and time.monotonic() - began < 30
    lines = (tmp_path / "s.jsonl").read_text().splitlines()
    assert 1 <= len(lines) < 500 and all(json.loads(text) for text in lines)
