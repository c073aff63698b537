"""Sweeps as they are written, read back and summed up."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from engine.sweep import Between, Result, Trial, run_trial
from tutor.sweeps.cells import best, cells, figure_of, reasons
from tutor.sweeps.plan import Plan, key, line, read_plan, read_results, table, written_plan

BASE = {"dataset": "moons", "points": 20, "epochs": 2}
PLAN = Plan(BASE, {"learning_rate": (0.01, 1e300), "hidden": ((), (4, 4))}, seeds=2)
CURVE = {"dataset": "noisy_curve", "points": 20, "epochs": 2}


def results(plan: Plan = PLAN) -> list[Result]:
    return [run_trial(trial) for trial in plan.trials()]


def result(
    number: int, rate: float, error: str = "", diverged: str = "", **figures: float
) -> Result:
    trial = Trial(number, {}, {"learning_rate": rate}, number)
    return Result(trial, figures, diverged, error)


def test_results_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "sweep.jsonl"
    made = results()
    path.write_text("\n".join(map(line, made)))
    assert [(r.trial, r.figures, r.diverged) for r in read_results(path, PLAN.trials())] == [
        (r.trial, pytest.approx(r.figures, nan_ok=True), r.diverged) for r in made
    ]
    other = Plan(BASE, {"learning_rate": (0.5,)})
    assert read_results(path, other.trials()) == []
    wider = Plan(BASE, {**PLAN.axes, "hidden": ((), (4, 4), (2,))}, seeds=3)
    assert len(read_results(path, wider.trials())) == len(made), "they count for a wider sweep too"


def test_torn_lines_are_left_out_wherever_they_are(tmp_path: Path) -> None:
    path = tmp_path / "sweep.jsonl"
    first, second, *_ = results()
    path.write_text(f'{line(first)[:60]}\n{line(second)}\n{{"settings": {{"da')
    assert [r.trial for r in read_results(path, PLAN.trials())] == [second.trial]


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sweep.jsonl"
    path.write_text(line(results()[0]) + "\nhello\n")
    with pytest.raises(ValueError, match=r"sweep\.jsonl:2: this is no result"):
        read_results(path, PLAN.trials())
    with pytest.raises(ValueError, match="kept in a file"):
        read_results(tmp_path, PLAN.trials())


def test_a_run_that_failed_is_read_back_with_its_reason(tmp_path: Path) -> None:
    plan = Plan(BASE, {"conv": ((4,),)})
    path = tmp_path / "sweep.jsonl"
    path.write_text("\n".join(map(line, results(plan))))
    (read,) = read_results(path, plan.trials())
    assert "holds no images" in read.error and not read.figures


def test_the_table_has_a_row_a_run() -> None:
    rows = list(csv.DictReader(io.StringIO(table(results()))))
    assert [row["hidden"] for row in rows[:3]] == ["none", "none", "4-4"]
    assert rows[-1]["diverged"] and rows[0]["accuracy"]
    seeds = table(results(Plan(BASE, {"seed": (3, 4)})))
    assert seeds.startswith("seed,loss") and len(seeds.splitlines()) == 3


def test_the_best_is_the_best_mean_over_the_seeds() -> None:
    made = [
        result(0, 1, accuracy=0.9, loss=0.1),
        result(1, 1, accuracy=0.1, loss=0.9),
        result(2, 2, accuracy=0.6, loss=0.4),
        result(3, 2, accuracy=0.9, loss=0.1, diverged="broke"),
    ]
    trials = [r.trial for r in made]
    found = cells(trials, made, "accuracy")
    chosen = best(found, "accuracy")
    assert chosen is not None and chosen.choice == {"learning_rate": 2}
    assert found[0].mean == 0.5 and found[0].spread == pytest.approx(0.4)
    assert (found[1].diverged, found[1].ended, found[1].runs) == (1, 2, 2)
    least = best(cells(trials, made, "loss"), "loss")
    assert least is not None and least.choice == {"learning_rate": 2}
    assert best([], "loss") is None


@pytest.mark.parametrize("figure", ["loss", "val_loss", "ece", "val_ece", "epoch", "seconds"])
def test_of_losses_and_times_the_least_is_best(figure: str) -> None:
    made = [result(0, 1, **{figure: 3}), result(1, 2, **{figure: 2})]
    chosen = best(cells([r.trial for r in made], made, figure), figure)
    assert chosen is not None and chosen.choice == {"learning_rate": 2}


def test_combinations_know_what_is_to_come() -> None:
    trials = Plan(BASE, {"learning_rate": (0.1, 1.0)}, seeds=3).trials()
    made = [Result(trials[0], {"accuracy": 0.5}), Result(trials[1], {}, error="no")]
    first, second = cells(trials, made, "accuracy", running=[trials[2], trials[3]])
    assert (first.ended, first.running, first.runs, first.failed) == (2, 1, 3, 1)
    assert (second.ended, second.running, second.runs) == (0, 1, 3)
    assert reasons(made) == [("no", 1)]


def test_the_figure_compared_suits_the_data() -> None:
    held_out = {"validation_split": 0.3}
    rates = {"learning_rate": (0.1,)}
    for base, figure in (
        (BASE, "accuracy"),
        (BASE | held_out, "val_accuracy"),
        (CURVE, "loss"),
        (CURVE | held_out, "val_loss"),
    ):
        assert figure_of("", results(Plan(base, rates))) == figure
    assert figure_of("ece", []) == "ece" and figure_of("", []) == "accuracy"


@pytest.mark.parametrize(
    "text",
    [
        "learning_rate=0.01,0.1 hidden=8;16,8 tanh",
        "learning_rate=0.001..1 batch_size=16,64 seeds=3 draws=20 figure=loss",
        "seed=1,2 features=x1,x2;none",
    ],
)
def test_plans_are_written_as_they_are_read(text: str) -> None:
    assert written_plan(read_plan(BASE, text)) == text


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "a setting to vary"),
        ("hello", "write NAME=VALUES"),
        ("seeds=0 lr=1", "seeds is a whole number from 1 up"),
        ("seeds=two lr=1", "seeds is a whole number"),
        ("seeds=² lr=1", "seeds is a whole number"),
        ("draws=-3 lr=1", "draws is a whole number"),
        ("lr=0.1..1", "how many draws"),
        ("lr=1 figure=beauty", "there is no figure beauty; known are loss"),
        ("lr=1 figure=val_loss", "set validation_split first"),
        ("lr=1,2,1", "has 1 twice"),
        ("lr=1 lr=2", "varied twice"),
        ("lr=1,2 draws=3", "there are 2 combinations, too few for 3 draws; leave draws out"),
        ("seed=1,2 seeds=2", "not both"),
        ("lr=1,2 seeds=1000000000", "2,000,000,000 runs are too many"),
        ("lr=0.1..1 draws=1000000000", "1,000,000,000 runs are too many"),
    ],
)
def test_plans_that_cannot_be_carried_out_are_refused(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read_plan(BASE, text)


def test_a_range_in_a_grid_and_an_empty_axis_are_refused() -> None:
    for axes, complaint in (
        ({}, "a setting to vary"),
        ({"learning_rate": Between(0.1, 1)}, "how many draws"),
        ({"learning_rate": ()}, "no values to try"),
    ):
        with pytest.raises(ValueError, match=complaint):
            Plan(BASE, axes).trials()


def test_seeds_go_on_from_the_one_that_is_set() -> None:
    plan = Plan(BASE | {"seed": 5}, {"learning_rate": (0.1,)}, seeds=3)
    assert [trial.settings["seed"] for trial in plan.trials()] == [5, 6, 7]
    assert len({key(trial) for trial in plan.trials()}) == 3
