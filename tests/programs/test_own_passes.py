"""Gradients of one pass held against one another by their values, whatever they are called."""

from __future__ import annotations

import pytest

from tutor.programs.looking import CodeLook
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

LISTS = """import numpy as np
rng = np.random.default_rng(3)
q = rng.normal(size=(30, 2))
aim = np.sin(q[:, :1])
ws = [rng.normal(size=(2, 4)), rng.normal(size=(4, 1))]
cs = [np.zeros(4), np.zeros(1)]
for turn in range(5):
    u = np.tanh(q @ ws[0] + cs[0])
    guess = u @ ws[1] + cs[1]
    cost = 0.5 * ((guess - aim) ** 2).mean()
    e = (guess - aim) / len(q)
    k = e @ ws[1].T * (1 - u * u)
    steps = [q.T @ k, u.T @ e]
    shifts = [k.sum(axis=0), e.sum(axis=0)]
    for j in range(2):
        ws[j] -= 0.1 * steps[j]
        cs[j] -= 0.1 * shifts[j]
"""
CLASSES = """import numpy as np
rng = np.random.default_rng(4)
D = rng.normal(size=(24, 3))
kinds = (D[:, 0] > 0).astype(int) + (D[:, 1] > 0.5)
class Mesh:
    def __init__(self):
        self.U, self.V = rng.normal(size=(3, 5)), rng.normal(size=(5, 3))
        self.r, self.s = np.zeros((1, 5)), np.zeros((1, 3))
    def run(self, D):
        self.mid = np.maximum(0, D.dot(self.U) + self.r)
        top = self.mid.dot(self.V) + self.s
        raised = np.exp(top - top.max(axis=1, keepdims=True))
        self.q = raised / raised.sum(axis=1, keepdims=True)
        return -np.log(self.q[np.arange(len(D)), kinds]).mean()
    def learn(self, D, pace):
        n = len(D)
        slope = self.q.copy()
        slope[np.arange(n), kinds] -= 1
        slope /= n
        back = slope.dot(self.V.T)
        back[self.mid <= 0] = 0
        self.V = self.V - pace * self.mid.T.dot(slope)
        self.s = self.s - pace * slope.sum(0)
        self.U = self.U - pace * D.T.dot(back)
        self.r = self.r - pace * back.sum(0)
mesh = Mesh()
for turn in range(5):
    loss = mesh.run(D)
    mesh.learn(D, 0.3)
"""


def told(code: str, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    """The lines of which something is said in a program in which pieces are written otherwise."""
    for old, new in changes:
        assert old in code
        code = code.replace(old, new)
    run = run_program(Program("code.py", code), seconds=60)
    assert not run.message
    return [(run.program.lines[each.line - 1], each.kind) for each in noticed(run)]


EARLY = [
    ("        back = ", "        self.V -= pace * self.mid.T.dot(slope)\n        back = "),
    ("        self.V = self.V - pace * self.mid.T.dot(slope)\n", ""),
]
LISTS_EARLY = [("    k = e", "    ws[1] -= u.T @ e\n    k = e")]
UNDIVIDED, TWICE = (" / len(q)", ""), ("u.T @ e]", "u.T @ e / 30]")
AS_NUMBERS = [
    ("size=(30, 2)", "size=(40, 2)"),
    (" / len(q)", ""),
    ("[q.T @ k, u.T @ e]", "[0.025 * q.T @ k, 0.025 * u.T @ e]"),
    ("[k.sum(axis=0), e.sum(axis=0)]", "[0.025 * k.sum(axis=0), 0.025 * e.sum(axis=0)]"),
]
NEVER = ("        cs[j] -= 0.1 * shifts[j]\n", "")


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("code", "changes", "there", "kind"),
    [
        (LISTS, [TWICE], "u.T @ e / 30", "mean taken twice"),
        (LISTS, [("[k.sum(axis=0)", "[k.mean(axis=0)")], "k.mean", "mean taken twice"),
        (LISTS, [UNDIVIDED, TWICE], "q.T @ k", "mean never taken"),
        (LISTS, [UNDIVIDED], "q.T @ k", "mean never taken"),
        (LISTS, [("[k.sum(axis=0)", "[k.sum()")], "k.sum()", "sum without axis"),
        (LISTS, [NEVER], "k.sum", "unused gradient"),
        (LISTS, [("cs[j] -= 0.1", "cs[j] - 0.1")], "cs[j] - 0.1", "never changed"),
        (LISTS, LISTS_EARLY, "k = e", "updated too early"),
        (CLASSES, [("T.dot(back)", "T.dot(back) / n")], "(back) / n", "mean taken twice"),
        (CLASSES, [("        slope /= n\n", "")], "T.dot(slope)", "mean never taken"),
        (CLASSES, [("back.sum(0)", "back.sum()")], "back.sum()", "sum without axis"),
        (CLASSES, EARLY, "back = ", "updated too early"),
    ],
)
def test_a_gradient_that_is_unlike_the_others_is_told_where_it_is(
    code: str, changes: list[tuple[str, str]], there: str, kind: str
) -> None:
    lines = [line for line, each in told(code, *changes) if each == kind]
    assert any(there in line for line in lines)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (LISTS, []),
        (CLASSES, []),
        (LISTS, [(" / len(q)", ""), ("0.1 *", "0.1 / len(q) *")]),
        (LISTS, [(" / len(q)", ""), ("0.1 *", "0.003 *")]),
        (LISTS, [(" / len(q)", ""), ("cost", "report")]),
        (LISTS, [("cs[j] -= 0.1", "cs[j] -= 0.2")]),
        (LISTS, [("range(2):", "(1,):")]),  # the first layer stays as it is
        (LISTS, [("k.sum(axis=0)", "k.mean(axis=0) * 30")]),
        (LISTS, [("cs[j] -= 0.1", "cs[j] -= 0.1 / 30")]),  # a rate of its own
        (LISTS, [("size=(30, 2)", "size=(10, 2)")]),  # 1 / m is the rate, too
        (LISTS, [("u.T @ e]", "u.T @ e + 0.01 * ws[1]]")]),
        (LISTS, AS_NUMBERS),
        (CLASSES, [("0.3)", "1 / 24)")]),
        (
            LISTS,
            [
                ("        ws[j] -= 0.1 * steps[j]\n        cs[j] -= 0.1 * shifts[j]\n", ""),
                ("    for j in range(2):\n", "    ws[1] = ws[1] - steps[1]\n"
                 "    u = np.tanh(q @ ws[0])\n    e = (u @ ws[1] - aim) / 30\n"
                 "    ws[0] = ws[0] - q.T @ (e @ ws[1].T * (1 - u * u))\n"),
            ],
        ),  # first one layer, then the other, with a way forward of its own
    ],
)  # fmt: skip
def test_gradients_that_are_rightly_unlike_are_not_told(
    code: str, changes: list[tuple[str, str]]
) -> None:
    assert told(code, *changes) == []


NETWORK = """import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(2, 30))
Y = (X[:1] > 0) * 1.0
W1, b1 = rng.normal(size=(3, 2)), np.zeros((3, 1))
W2, b2 = rng.normal(size=(1, 3)), np.zeros((1, 1))
for turn in range(3):
    A1 = np.tanh(W1 @ X + b1)
    A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
    m = X.shape[1]
    D2 = (A2 - Y) / m
    D1 = W2.T @ D2 * (1 - A1 * A1)
    W1 -= 0.5 * D1 @ X.T
    b1 -= 0.5 * D1.sum(axis=1, keepdims=True)
    W2 -= 0.5 * D2 @ A1.T
    b2 -= 0.5 * D2.sum(axis=1, keepdims=True)
"""


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("changes", "rate", "line", "said"),
    [
        ([("shape[1]", "shape[0]")], None, 10, "m is 2 here, and there are 30 examples"),
        ([("X.T\n", "X.T * 3\n")], None, 13, "1.5 times its slope"),
        ([("b1 -= 0.5", "b1 -= 0.05")], 0.5, 14, "0.05 times its slope"),
        ([("(X[:1] > 0) * 1.0", "(X[:1] > 0).reshape(-1, 1) * 1.0"),
          ("D1 = W2.T @ D2", "D1 = W2.T @ D2.mean(axis=0, keepdims=True)"),
          ("W2 -= 0.5 * D2", "W2 -= 0.5 * D2.mean(axis=0, keepdims=True)")],
         None, 11, "were stretched"),
        ([], 0.5, None, ""),
        ([("b1 -= 0.5", "b1 -= 0.05"), ("W1 -= 0.5", "W1 -= 0.05")], None, None, ""),
        ([("X.T\n", "X.T * 3\n"), ("b1 -= 0.5", "b1 -= 3 * 0.5")], None, None, ""),
    ],
)  # fmt: skip
def test_beside_the_engine_the_cause_is_told_at_its_line(
    changes: list[tuple[str, str]], rate: float | None, line: int | None, said: str
) -> None:
    code = NETWORK
    for old, new in changes:
        assert old in code
        code = code.replace(old, new)
    reference = Reference((2, 3, 1), "tanh", rate=rate)
    run = run_program(Program("code.py", code), seconds=60)
    first = CodeLook(reference=reference).judge(run).first
    assert (first.event.line if first else None) == line
    assert first is None or said in first.message
