"""A sweep under way, and its results kept from one start of the app to the next."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from threads import Threads

from engine.sweep import Result, run_trial
from tutor.progress.faults import StoreError
from tutor.sweeps.plan import Plan
from tutor.sweeps.processes import Processes
from tutor.sweeps.run import SweepRun
from tutor.sweeps.store import FILE_NAME, Sweeps

BASE = {"dataset": "moons", "points": 20, "epochs": 2}
PLAN = Plan(BASE, {"learning_rate": (0.01, 0.1), "hidden": ((2,), (4,))})
FOREVER = Plan({**BASE, "epochs": 5_000_000}, {"learning_rate": (0.01, 0.1)})


class Breaking(Executor):
    """Runs some, then breaks."""

    def __init__(self, good: int) -> None:
        self.left = good

    def submit(self, function: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.left -= 1
        if self.left < 0:
            future.set_exception(BrokenExecutor("gone"))
        else:
            future.set_result(function(*arguments))
        return future

    def end_now(self) -> None:
        """Do nothing: what was given has ended."""


class Counting(Threads):
    """Counts what it is given."""

    number = 0

    def submit(self, function: Any, /, *arguments: Any, **more: Any) -> Future[Any]:
        Counting.number += 1
        return super().submit(function, *arguments, **more)


@pytest.fixture
def kept(tmp_path: Path) -> Sweeps:
    return Sweeps.beside(tmp_path / "progress.db")


def numbers(results: Any) -> list[int]:
    return sorted(result.trial.number for result in results)


def test_what_could_not_be_kept_is_counted_and_tried_again(
    kept: Sweeps, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Sweeps, result: Result) -> None:
        raise StoreError("The disk is full.")

    run = SweepRun(PLAN, Threads)
    run.keep_in(kept)
    with monkeypatch.context() as patched:
        patched.setattr(Sweeps, "keep", full)
        run.carry_out()
        assert run.unkept == len(PLAN.trials()) and run.trouble == "The disk is full."
    run.carry_out()
    assert run.unkept == 0 and not run.trouble
    assert len(kept.results(PLAN.trials())) == len(PLAN.trials())


def test_what_was_kept_is_there_for_the_next_start(kept: Sweeps) -> None:
    first = SweepRun(PLAN, lambda: Breaking(2))
    first.keep_in(kept)
    first.carry_out()
    assert len(first.results) == 2 and "ended from outside" in first.trouble
    second = SweepRun(PLAN, Threads)
    second.keep_in(Sweeps(kept.path))
    assert numbers(second.results) == numbers(first.results) and not second.done
    second.carry_out()
    assert second.done and numbers(second.results) == [0, 1, 2, 3] and not second.trouble
    for result in second.results:
        again = dict(run_trial(result.trial).figures)
        assert {**result.figures, "seconds": 0} == {**again, "seconds": 0}


def test_a_wider_sweep_runs_only_what_is_new(kept: Sweeps) -> None:
    run = SweepRun(PLAN, Threads)
    run.keep_in(kept)
    run.carry_out()
    wider = SweepRun(Plan(BASE, {**PLAN.axes, "hidden": ((2,), (4,), (6,))}, seeds=2), Counting)
    wider.keep_in(kept)
    assert len(wider.results) == 4 and len(wider.trials) == 12
    wider.carry_out()
    assert Counting.number == 8 and wider.done


def test_to_begin_anew_forgets_the_results_of_this_sweep_alone(kept: Sweeps) -> None:
    other = SweepRun(Plan(BASE, {"l2": (0.1,)}), Threads)
    for run in (first := SweepRun(PLAN, Threads), other):
        run.keep_in(kept)
        run.carry_out()
    first.begin_anew()
    assert not first.results and not kept.results(PLAN.trials())
    assert len(kept.results(other.trials)) == 1


def test_a_result_of_the_life_before_is_dropped(kept: Sweeps) -> None:
    held = threading.Event()

    class Held(Threads):
        def submit(self, function: Any, /, *arguments: Any, **more: Any) -> Future[Any]:
            return super().submit(lambda: (held.wait(), function(*arguments))[1])

    run = SweepRun(PLAN, Held)
    run.keep_in(kept)
    with ThreadPoolExecutor() as beside:
        work = beside.submit(run.carry_out)
        while not run.running:
            assert not work.done()
            time.sleep(0.01)
        run.begin_anew()
        held.set()
        work.result()
    assert not run.results and not kept.results(PLAN.trials()) and not run.running


def test_figures_that_are_no_numbers_and_reasons_are_kept(kept: Sweeps) -> None:
    plan = Plan(BASE, {"conv": ((4,),), "learning_rate": (1e300,)})
    (trial,) = plan.trials()
    kept.keep(run_trial(trial))
    (failed,) = kept.results([trial])
    assert "holds no images" in failed.error
    kept.keep(Result(trial, {"loss": float("inf")}, diverged="it broke"))
    (diverged,) = kept.results([trial])
    assert diverged.figures["loss"] == float("inf") and diverged.diverged == "it broke"


def test_a_table_that_has_changed_is_another_one(kept: Sweeps, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("x,y\n1,0\n2,1\n3,0\n4,1\n")
    (trial,) = Plan({"csv": str(table), "epochs": 1}, {"learning_rate": (0.1,)}).trials()
    kept.keep(run_trial(trial))
    assert len(kept.results([trial])) == 1
    table.write_text("x,y\n1,0\n2,1\n3,0\n4,0\n5,1\n")
    assert not kept.results([trial])


def test_the_file_stays_small_and_the_latest_stay(tmp_path: Path) -> None:
    kept = Sweeps(tmp_path / FILE_NAME, most_results=2)
    trials = PLAN.trials()
    for trial in trials:
        kept.keep(Result(trial, {"loss": 1.0}))
    kept.begin(PLAN)
    assert numbers(kept.results(trials)) == [2, 3]


def test_the_latest_sweep_comes_first_and_each_once(kept: Sweeps) -> None:
    assert kept.all() == []
    other = Plan(BASE, {"features": (("x1", "x1*x2"), ())}, seeds=2)
    for plan in (PLAN, other, PLAN):
        kept.begin(plan)
    assert [sweep.plan for sweep in kept.all()] == [PLAN, other]


def test_a_sweep_over_what_is_not_known_any_more_is_left_out(kept: Sweeps) -> None:
    kept.begin(PLAN)
    with sqlite3.connect(kept.path) as connection:
        connection.execute("INSERT INTO sweeps VALUES ('{}', 'warp=1,2', 0)")
        connection.execute("UPDATE results SET line = 'hello'")
    assert [sweep.plan for sweep in kept.all()] == [PLAN]


def test_a_spoilt_row_is_run_again(kept: Sweeps) -> None:
    trials = PLAN.trials()
    for trial in trials:
        kept.keep(run_trial(trial))
    with sqlite3.connect(kept.path) as connection:
        connection.execute("UPDATE results SET line = substr(line, 1, 40) WHERE rowid = 2")
    assert numbers(kept.results(trials)) == [0, 2, 3]


def test_a_damaged_file_is_set_aside_and_told_and_the_sweep_goes_on(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(b"this is no database, but may be dear to somebody" * 100)
    before = path.read_bytes()
    told: list[str] = []
    sweeps = Sweeps(path)
    sweeps.tell = told.append
    run = SweepRun(PLAN, Threads)
    run.keep_in(sweeps)
    run.carry_out()
    assert run.done and not run.trouble and len(told) == 1
    (aside,) = tmp_path.glob("sweeps-damaged-*.db")
    assert str(aside) in told[0] and aside.read_bytes() == before
    assert len(sweeps.results(PLAN.trials())) == 4


def test_a_file_that_cannot_be_used_is_told_of_and_the_sweep_goes_on(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    run = SweepRun(PLAN, Threads)
    run.keep_in(Sweeps(path))
    run.carry_out()
    assert run.done and "another program" in run.trouble and str(path) in run.trouble
    with pytest.raises(StoreError):
        Sweeps(path).all()


def test_what_was_kept_before_files_had_numbers_is_there(tmp_path: Path) -> None:
    old = Path(__file__).parents[1] / "progress" / "version-1" / FILE_NAME
    path = Path(shutil.copyfile(old, tmp_path / FILE_NAME))
    (kept,) = Sweeps(path).all()
    assert len(Sweeps(path).results(kept.plan.trials())) == 2
    assert (tmp_path / "sweeps-form-1.db").exists()


def test_two_apps_may_keep_at_once(kept: Sweeps) -> None:
    def carry_out(plan: Plan) -> str:
        run = SweepRun(plan, Threads)
        run.keep_in(Sweeps(kept.path))
        run.carry_out()
        return run.trouble

    plans = [Plan(BASE, {"l2": tuple(n / 100 + k for n in range(12))}) for k in (0, 0, 1)]
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(carry_out, plans)) == ["", "", ""]
    assert [len(kept.results(plan.trials())) for plan in plans] == [12, 12, 12]


def test_the_time_left_is_reckoned_from_what_has_ended() -> None:
    run = SweepRun(PLAN, Threads)
    assert run.standing().seconds_left is None
    run.carry_out()
    assert run.standing().done and run.standing().seconds_left is None


def test_processes_end_at_once_whatever_they_are_at() -> None:
    run = SweepRun(FOREVER, lambda: Processes(2))
    with ThreadPoolExecutor() as beside:
        work = beside.submit(run.carry_out)
        while len(run.running) < 2:
            assert not work.done()
            time.sleep(0.05)
        run.end_now()
        work.result()  # the runs themselves would take for ever
    assert not run.running and not run.results and not run.trouble


def test_two_who_end_the_processes_at_once_close_their_pipe_one_after_the_other() -> None:
    inside: list[int] = []
    most: list[int] = []

    class Leash:
        def close(self) -> None:
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.05)
            inside.pop()

    with Processes(1) as pool:
        leash, pool._leash = pool._leash, Leash()  # type: ignore[assignment]
        try:
            with ThreadPoolExecutor(4) as beside:
                for _ in range(4):
                    beside.submit(pool.end_now)
        finally:
            leash.close()
    assert most == [1, 1, 1, 1]
