"""What a run shows to be amiss without a reference, and that correct programs show nothing."""

from __future__ import annotations

import held_out
import pytest
from planted import REFERENCES, program

from tutor.programs.noticing import noticed
from tutor.programs.program import Program
from tutor.programs.running import run_program

BEGIN = "import numpy as np\nrng = np.random.default_rng(0)\n"


@pytest.mark.parametrize(
    "name", sorted([*REFERENCES, *held_out.REFERENCES, *held_out.WITHOUT_REFERENCE])
)
def test_nothing_is_noticed_in_a_correct_program(name: str) -> None:
    run = run_program(Program("code.py", program(name)), seconds=60)
    assert [(each.line, each.kind) for each in noticed(run)] == []


@pytest.mark.parametrize(
    ("code", "line", "kind"),
    [
        ("y = np.ones((5, 1))\np = np.arange(5.0)\ne = p - y", 5, "accidental square"),
        ("z = np.array([1000.0, 0.0])\ne = np.exp(z)\ns = e / e.sum()", 4, "exp overflow"),
        ("a = np.array([1.0, 0.0])\nJ = -np.sum(np.log(a))", 4, "log of 0"),
        ("dZ = rng.normal(size=(3, 4))\ndb1 = np.sum(dZ) / 4", 4, "sum without axis"),
        ("dZ = rng.normal(size=(3, 4))\ndb = dZ.sum()", 4, "sum without axis"),
        ("dZ = rng.normal(size=(3, 4))\ndW = (1 // 4) * dZ", 4, "integer division"),
        (
            "Y = np.eye(3)[[0, 1, 2, 1]].T\nE = np.exp(rng.normal(size=(3, 4)))\n"
            "A = E / E.sum(axis=1, keepdims=True)\ndZ = A - Y",
            5,
            "softmax axis",
        ),
        (
            "X = rng.normal(size=(2, 4))\nW1 = np.zeros((3, 2))\nW2 = rng.normal(size=(2, 3))\n"
            "A = W2 @ (W1 @ X)",
            6,
            "equal weights",
        ),
        (
            "X = rng.normal(size=(6, 2))\ny = np.arange(6)\n"
            "X = X[rng.permutation(6)]\ny = y[rng.permutation(6)]",
            6,
            "two permutations",
        ),
        (
            "W1 = rng.normal(size=(2, 2))\nW2 = rng.normal(size=(2, 2))\n"
            "X = rng.normal(size=(2, 3))\n"
            "for i in range(20):\n    A = W2 @ (W1 @ X)\n    W2 -= 0.1",
            7,
            "never changed",
        ),
    ],
)
def test_what_is_amiss_is_noticed_in_its_place(code: str, line: int, kind: str) -> None:
    found = noticed(run_program(Program("code.py", BEGIN + code), seconds=60))
    assert [(each.line, each.kind) for each in found] == [(line, kind)]
    assert found[0].message.endswith(".")


@pytest.mark.parametrize(
    "code",
    [
        "y = np.ones(5)\np = np.arange(5.0)\ne = (p - y) * np.ones((5, 5))",
        "z = np.array([-1000.0, 0.0])\na = 1 / (1 + np.exp(-z))",
        "dZ = rng.normal(size=(1, 4))\ndb = np.sum(dZ)",
        "J = np.sum(rng.normal(size=(3, 4)))",
        "n = 10\nbatch = n // 20\nx = np.ones(3) * (n // 3)",
        "X = rng.normal(size=(6, 2))\ny = np.arange(6)\np = rng.permutation(6)\nX, y = X[p], y[p]",
        "W = np.zeros((3, 2))\nA = W @ rng.normal(size=(2, 4))",
    ],
)
def test_what_is_meant_is_not_noticed(code: str) -> None:
    assert noticed(run_program(Program("code.py", BEGIN + code), seconds=60)) == []
