"""Kept runs: all of them are there again, repeatable bit for bit, and can be compared."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tutor.playground.compare import first_difference, repeated, setting_differences
from tutor.progress.faults import StoreError
from tutor.runs.goal import Goal
from tutor.runs.run import LiveRun
from tutor.runs.store import FIGURES, FILE_NAME, KeptRun, Runs

SMALL = {"points": 30, "hidden": (6, "4 tanh"), "epochs": 4, "optimizer": "adam"}


def trained(**settings: Any) -> LiveRun:
    run = LiveRun(SMALL | settings)
    run.burst(Goal(epochs=1), lambda: False, lambda: None)
    run.change("learning_rate", 0.03)
    run.burst(Goal(), lambda: False, lambda: None)
    return run


def kept(tmp_path: Path, *runs: LiveRun) -> list[KeptRun]:
    store = Runs(tmp_path / "runs.db")
    for run in runs:
        store.keep("mine", run)
    return store.all()[::-1]


def test_a_kept_run_is_repeated_bit_for_bit(tmp_path: Path) -> None:
    run = trained()
    again = repeated(kept(tmp_path, run)[0])
    again.burst(Goal(), lambda: False, lambda: None)
    assert np.array_equal(again.training.network.parameters, run.training.network.parameters)
    assert again.history.figures("loss") == run.history.figures("loss")


def test_names_are_never_taken_twice_and_nothing_is_lost(tmp_path: Path) -> None:
    runs = kept(tmp_path, trained(), trained(seed=1), trained(seed=2))
    assert [run.name for run in runs] == ["mine", "mine 2", "mine 3"]
    assert set(runs[0].curves) == set(FIGURES) and runs[0].curves["epoch"] == [0, 1, 2, 3, 4]
    assert runs[0].last("accuracy") is not None and runs[0].last("val_loss") is None


def test_the_same_seed_gives_no_difference(tmp_path: Path) -> None:
    one, other = kept(tmp_path, trained(), trained())
    told: list[tuple[int, int]] = []
    found = first_difference(one, other, lambda: False, lambda *where: told.append(where))
    assert found.step is None and "bit for bit" in found.sentence
    last = one.last("step")
    assert told == [(step, last) for step in range(int(last or 0) + 1)]
    assert setting_differences(one, other) == []


@pytest.mark.parametrize(
    ("changed", "step"),
    [({"seed": 1}, 0), ({"l2": 0.1}, 1), ({"hidden": (6,)}, 0), ({"batch_size": 30}, 1)],
)
def test_the_first_diverging_step_is_found(
    changed: dict[str, Any], step: int, tmp_path: Path
) -> None:
    one, other = kept(tmp_path, trained(), trained(**changed))
    assert first_difference(one, other, lambda: False).step == step
    assert [name for name, _, _ in setting_differences(one, other)] == list(changed)


def test_a_change_under_way_is_where_runs_part(tmp_path: Path) -> None:
    plain = LiveRun(SMALL)
    plain.burst(Goal(), lambda: False, lambda: None)
    one, other = kept(tmp_path, trained(), plain)
    assert first_difference(one, other, lambda: False).step == one.changes[0].step + 1


def test_a_damaged_file_is_set_aside_and_told(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text("this is no database, " * 100)
    told: list[str] = []
    runs = Runs(path)
    runs.tell = told.append
    assert runs.all() == []
    assert runs.keep("mine", trained()) == "mine"
    assert [run.name for run in runs.all()] == ["mine"]
    assert len(told) == 1 and "kept runs was damaged" in told[0]


def test_a_file_that_cannot_be_used_is_explained(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    for use in (lambda runs: runs.all(), lambda runs: runs.keep("mine", trained())):
        with pytest.raises(StoreError, match="kept runs cannot be used"):
            use(Runs(tmp_path / FILE_NAME))


def test_runs_kept_before_files_had_numbers_are_there(tmp_path: Path) -> None:
    old = Path(__file__).parents[1] / "progress" / "version-1" / FILE_NAME
    path = Path(shutil.copyfile(old, tmp_path / FILE_NAME))
    (run,) = Runs(path).all()
    assert run.name == "mine" and run.last("epoch") == 2
    assert (tmp_path / "runs-form-1.db").exists()


@pytest.mark.sampled
@pytest.mark.parametrize("column", ["settings", "changes", "curves"])
@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "7", "null", "[[1]]", '{"loss": []}', "[" * 90_000]
)
def test_a_run_that_was_spoilt_is_left_out(column: str, text: str, tmp_path: Path) -> None:
    runs = Runs(tmp_path / FILE_NAME)
    runs.keep("good", trained())
    runs.keep("spoilt", trained())
    with sqlite3.connect(runs.path) as other:
        other.execute(f"UPDATE runs SET {column} = ? WHERE name = 'spoilt'", (text,))
    other.close()
    assert "good" in [run.name for run in runs.all()]


@pytest.mark.parametrize("at", ["1e300", "-9e999", "'noon'"])
def test_a_run_is_as_old_as_a_clock_can_say(at: str, tmp_path: Path) -> None:
    runs = Runs(tmp_path / FILE_NAME)
    runs.keep("mine", trained())
    with sqlite3.connect(runs.path) as other:
        other.execute(f"UPDATE runs SET at = {at}")
    other.close()
    (run,) = runs.all()
    assert datetime.fromtimestamp(run.at).year < 2100


def test_two_windows_keep_under_one_name_at_once(tmp_path: Path) -> None:
    run = trained()
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda _: Runs(tmp_path / FILE_NAME).keep("mine", run), range(16)))
    assert len(set(names)) == len(Runs(tmp_path / FILE_NAME).all()) == 16
