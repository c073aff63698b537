"""Shuffles written by hand: inputs that change places, and targets that go with them or stay."""

from __future__ import annotations

from tests.support.noticed_programs import found

CODE = """\
import numpy as np
rng = np.random.default_rng(4)
points = rng.normal(size=(30, 3))
kinds = (points[:, 0] > 0) * 1
w = rng.normal(size=3)
for epoch in range(2):
    for i in range(len(points) - 1, 0, -1):
        j = rng.integers(0, i + 1)
        points[[i, j]] = points[[j, i]]
        kinds[[i, j]] = kinds[[j, i]]
    for i in range(len(points)):
        w -= 0.1 * (w @ points[i] - kinds[i]) * points[i]
"""
ORDER = """
order = np.arange(30)
weights = np.ones(30)
for epoch in range(2):
    for i in range(29, 0, -1):
        j = rng.integers(i + 1)
        order[i], order[j] = order[j], order[i]
    for k in range(30):
        i = order[k]
        w -= 0.1 * weights[k] * (w @ points[i] - kinds[i]) * points[i]
rows = np.column_stack([points, kinds])
for epoch in range(2):
    for i in range(29, 0, -1):
        j = rng.integers(i + 1)
        rows[[i, j]] = rows[[j, i]]
    answers = rows[:, :3] @ w > 0
    for i in range(30):
        row = rows[i]
        print(answers[i] == row[3])
for k in range(30):
    if kinds[k]:
        break
for i in range(30):
    print(points[i] - points[k])
for k in range(3):
    far = np.abs(w[k])
for i in range(3):
    for k in range(3):
        print(w[i] * w[k], far)
k = 2
for i in range(3):
    print(w[i] - w[k])
"""


def test_inputs_that_are_swapped_alone_are_told() -> None:
    code = CODE.replace("        kinds[[i, j]] = kinds[[j, i]]\n", "")
    assert found(code) == [(9, "two permutations")]


def test_swaps_by_a_temporary_are_told_too() -> None:
    swap = "kept = points[i].copy(); points[i] = points[j]; points[j] = kept"
    code = CODE.replace("        kinds[[i, j]] = kinds[[j, i]]\n", "")
    assert found(code.replace("points[[i, j]] = points[[j, i]]", swap)) == [(9, "two permutations")]


def test_a_number_that_the_loop_before_has_left_is_told() -> None:
    code = CODE.replace("kinds[i]) * points[i]", "kinds[i]) * points[j]")
    assert found(code) == [(12, "number of another loop")]
    other = (
        CODE + "for k in range(3):\n    print(w[k])\nfor i in range(3):\n    w[i] += w[k] - w[i]\n"
    )
    assert found(other) == [(16, "number of another loop")]


def test_both_swapped_and_swapped_numbers_of_rows_are_not() -> None:
    assert found(CODE + ORDER) == []
