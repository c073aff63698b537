"""A sweep measures what belongs to its label: shares for classes, distances for numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.sweep import FIGURES, grid, run_trial
from tutor.sweeps.cells import least_is_best

TABLE = "i1,i2,o1,o2\n" + "".join(f"{n},{n % 3},{n / 2},{3 - n}\n" for n in range(12))
OF_NUMBERS = {"rmse", "mae", "r2"}
OF_CLASSES = {"accuracy", "macro_f1", "micro_f1", "weighted_f1", "auc"}


def measured(**settings: object) -> set[str]:
    (trial,) = grid({"learning_rate": (0.01,)}, {"epochs": 1, "hidden": (2,), **settings})
    result = run_trial(trial)
    assert not result.error
    return {name for name, value in result.figures.items() if value is not None}


def test_two_targets_of_a_table_and_classes_each_get_their_figures(tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text(TABLE)
    numbers = measured(csv=str(path), label="o1,o2", standardise=True, validation_split=0.25)
    assert {f"{part}{name}" for part in ("", "val_") for name in OF_NUMBERS} <= numbers
    assert not numbers & OF_CLASSES
    classes = measured(dataset="moons", points=10)
    assert classes >= OF_CLASSES and not classes & OF_NUMBERS
    assert numbers | classes <= set(FIGURES)


@pytest.mark.parametrize("figure", ["rmse", "val_rmse", "mae", "val_mae", "loss", "ece"])
def test_the_less_of_an_error_the_better(figure: str) -> None:
    assert least_is_best(figure)
    assert not least_is_best("val_r2") and not least_is_best("auc")
