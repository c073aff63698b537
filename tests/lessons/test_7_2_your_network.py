"""What lesson 7-2 says that its code reaches, with the lesson's own code at work."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from lesson_runs import text_of

from engine import datasets

TEXT = text_of("7-2-your-network")
ROW = re.compile(
    r"^\| your (\w+), ten runs \| ([\d.]+) % ± ([\d.]+) \| ([\d.]+) \| ([\d.]+) % \|$", re.M
)
TABLE = {name: [float(figure) for figure in figures] for name, *figures in ROW.findall(TEXT)}
SETS = {"spiral": datasets.spiral, "clouds": datasets.line_blobs}


@pytest.fixture(scope="module")
def code() -> dict[str, Any]:
    """The functions of the lesson."""
    lines = "\n".join(re.findall(r"^(?:>>>|\.\.\.) ?(.*)$", TEXT, re.M))
    names: dict[str, Any] = {"np": np}
    for definition in re.findall(r"^def .*\n(?: +.*\n)+", lines, re.M):
        exec(definition, names)
    return names


def reached(code: dict[str, Any], name: str, seed: int, copy: int = 0) -> np.ndarray:
    """The report of a run of the lesson's code: accuracy, macro F1, top-2."""
    data, rng = SETS[name](seed=seed), np.random.default_rng(seed)
    P = code["start"](rng)
    other = np.random.default_rng(copy)
    for array in P.values():
        array *= 1 + bool(copy) * 1e-12 * other.standard_normal(array.shape)
    code["train"](P, data.X, data.Y, rng)
    return code["report"](code["forward"](P, data.X)[1], data.Y)


@pytest.mark.parametrize("name", SETS)
def test_a_run_that_is_rounded_differently_ends_as_the_lesson_prints(code, name):
    printed = {"spiral": [0.967, 0.967, 0.996], "clouds": [0.976, 0.976, 1.0]}
    assert reached(code, name, 0, copy=1) == pytest.approx(printed[name], abs=0.0006)


@pytest.mark.slow
@pytest.mark.parametrize("copy", range(2))
@pytest.mark.parametrize("name", SETS)
def test_the_table_of_ten_runs(code, name, copy):
    runs = np.array([reached(code, name, seed, copy) for seed in range(10)])
    accuracy, spread, f1, top2 = TABLE[name]
    assert runs.mean(axis=0) == pytest.approx([accuracy / 100, f1, top2 / 100], abs=0.0006)
    assert runs[:, 0].std() == pytest.approx(spread / 100, abs=0.0006)


def test_labels_that_come_anyhow_cost_what_guessing_costs(code):
    data, rng = datasets.spiral(seed=0), np.random.default_rng(0)
    P = code["start"](rng)
    code["muddled"](P, data.X, data.Y, rng, epochs=60)
    cost = code["cost"](code["forward"](P, data.X)[1], data.Y)
    assert cost == pytest.approx(np.log(3), abs=0.05)


def test_forty_lines_and_195_numbers(code):
    P = code["start"](np.random.default_rng(0))
    assert sum(array.size for array in P.values()) == 195
    parts = "start|softmax|forward|cost|backward|step|train"
    found = re.findall(rf"^>>> def (?:{parts})\(.*\n(?:\.\.\. .*\n)+", TEXT, re.M)
    assert 25 < sum(definition.count("\n") for definition in found) < 40
