"""Programs that compute unit by unit: each step is held against the slope of the program's loss."""

from __future__ import annotations

import pytest

from tutor.programs.judgement import Judgement
from tutor.programs.looking import CodeLook
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

NUMBERS = """import numpy as np
rng = np.random.default_rng(1)
def f(z): return 1 / (1 + np.exp(-z))
def slope(z):
    a = f(z)
    return a * (1 - a)
w1, w2, w3, w4, w5, w6 = rng.normal(size=6)
b1, b2, b3 = rng.normal(size=3)
for k in range(4):
    for (p, q), y in zip([(0.3, 0.9), (-0.7, 0.2), (0.8, -0.4)], [1, 0, 1]):
        s1 = w1 * p + w2 * q + b1
        h1 = f(s1)
        s2 = w3 * p + w4 * q + b2
        h2 = f(s2)
        s3 = w5 * h1 + w6 * h2 + b3
        o = f(s3)
        d_L_d_o = -2 * (y - o)
        d_o_d_h1 = w5 * slope(s3)
        d_o_d_h2 = w6 * slope(s3)
        d_o_d_b3 = slope(s3)
        w1 -= 0.1 * d_L_d_o * d_o_d_h1 * p * slope(s1)
        w2 -= 0.1 * d_L_d_o * d_o_d_h1 * q * slope(s1)
        b1 -= 0.1 * d_L_d_o * d_o_d_h1 * slope(s1)
        w3 -= 0.1 * d_L_d_o * d_o_d_h2 * p * slope(s2)
        w4 -= 0.1 * d_L_d_o * d_o_d_h2 * q * slope(s2)
        b2 -= 0.1 * d_L_d_o * d_o_d_h2 * slope(s2)
        w5 -= 0.1 * d_L_d_o * h1 * slope(s3)
        w6 -= 0.1 * d_L_d_o * h2 * slope(s3)
        b3 -= 0.1 * d_L_d_o * d_o_d_b3
"""
UNITS = """import math, random
random.seed(2)
class Unit:
    def __init__(self, n):
        self.w = [random.gauss(0, 1) for _ in range(n)]
        self.b = random.gauss(0, 1)
    def forward(self, x):
        self.x, z = x, self.b
        for i in range(len(x)):
            z += self.w[i] * x[i]
        self.out = math.tanh(z)
        return self.out
    def backward(self, d):
        dz = d * (1 - self.out ** 2)
        back = [dz * w for w in self.w]
        for i in range(len(self.w)):
            self.w[i] -= 0.1 * dz * self.x[i]
        self.b -= 0.1 * dz
        return back
hidden, last = [Unit(2) for _ in range(3)], Unit(3)
for k in range(6):
    for x, y in [([0.3, 0.9], 0.5), ([-0.7, 0.2], -0.5)]:
        o = last.forward([u.forward(x) for u in hidden])
        loss = (o - y) ** 2
        back = last.backward(2 * (o - y))
        for u, d in zip(hidden, back):
            u.backward(d)
"""
COLUMNS = """import numpy as np
rng = np.random.default_rng(3)
p, q = rng.normal(size=(2, 30))
y = np.where(p * q > 0, 1.0, 0.0)
u1, u2, v1, v2, c1, c2, w1, w2, c = rng.normal(size=9)
m1 = m2 = m3 = 0.0
for k in range(5):
    h1 = np.tanh(u1 * p + v1 * q + c1)
    h2 = np.tanh(u2 * p + v2 * q + c2)
    o = 1 / (1 + np.exp(-(w1 * h1 + w2 * h2 + c)))
    cost = -np.mean(y * np.log(o) + (1 - y) * np.log(1 - o))
    d = (o - y) / len(y)
    e1 = d * w1 * (1 - h1 * h1)
    e2 = d * w2 * (1 - h2 * h2)
    m1 = 0.9 * m1 - 0.2 * np.sum(d * h1)
    m2 = 0.9 * m2 - 0.2 * np.sum(d * h2)
    m3 = 0.9 * m3 - 0.2 * np.sum(d)
    w1, w2, c = w1 + m1, w2 + m2, c + m3
    u1, v1, c1 = u1 - 0.2 * np.sum(e1 * p), v1 - 0.2 * np.sum(e1 * q), c1 - 0.2 * np.sum(e1)
    u2, v2, c2 = u2 - 0.2 * np.sum(e2 * p), v2 - 0.2 * np.sum(e2 * q), c2 - 0.2 * np.sum(e2)
"""
VECTORS = """import numpy as np
rng = np.random.default_rng(4)
x = rng.uniform(-1, 1, (20, 2))
t = (x[:, 0] * x[:, 1] > 0) * 1.0
def s(a): return 1 / (1 + np.exp(-a))
w, b, v, c = rng.normal(size=(3, 2)), np.zeros(3), rng.normal(size=3), 0.0
for k in range(3):
    E = 0
    for i in range(20):
        h = s(w @ x[i] + b)
        o = s(v @ h + c)
        e = t[i] - o
        E += 0.5 * e ** 2
        d = e * o * (1 - o)
        f = d * v * h * (1 - h)
        v += 0.8 * d * h
        c += 0.8 * d
        w += 0.8 * np.outer(f, x[i])
        b += 0.8 * f
"""
THREE = Reference((2, 3, 1), "sigmoid", "sigmoid", "mse")


def _judged(text: str, reference: Reference | None = None) -> Judgement:
    program = Program("net.py", text)
    return CodeLook(text=program, reference=reference).judge(run_program(program))


@pytest.mark.parametrize("text", [NUMBERS, UNITS, COLUMNS], ids=["numbers", "units", "columns"])
def test_a_correct_program_is_said_to_go_down_its_slopes(text: str) -> None:
    judgement = _judged(text)
    assert judgement.first is None
    assert "goes down the slope" in "".join(span.text for span in judgement.notes.line)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("text", "right", "wrong", "said"),
    [
        (NUMBERS, "d_o_d_h1 = w5 *", "d_o_d_h1 = w6 *", "w6 stands here; w5 is meant."),
        (NUMBERS, "d_o_d_b3 = slope(s3)", "d_o_d_b3 = slope(s1)", "s1 stands here; s3 is meant."),
        (NUMBERS, "d_o_d_b3 = slope(s3)", "d_o_d_b3 = 1", "1 stands here; slope(s3) is meant."),
        (NUMBERS, "return a * (1 - a)", "return z * (1 - z)", "z stands here; a is meant."),
        (NUMBERS, "b3 -= 0.1", "b3 += 0.1", "+ stands here; - is meant."),
        (NUMBERS, "s2 = w3 * p + w4 * q", "s2 = w3 * p + w4 * p", "p stands here; q is meant."),
        (NUMBERS, "s2 = w3 * p + w4 * q", "s2 = w3 * p + w3 * q", "w3 stands here; w4 is meant."),
        (UNITS, "back = [dz * w for", "back = [d * w for", "d stands here; dz is meant."),
        (UNITS, "d * (1 - self.out ** 2)", "d * (1 - self.out)", "its square is meant."),
        (COLUMNS, "e1 = d * w1 *", "e1 = d * w2 *", "w2 stands here; w1 is meant."),
        (COLUMNS, "c1 - 0.2 * np.sum(e1)", "c1 - 0.2 * np.mean(e1)", "the sum is meant."),
        (COLUMNS, "+ (1 - y) * np", "- (1 - y) * np", "- stands here; + is meant."),
    ],
    ids=str.split("weight call number function uphill input twice delta square column mean loss"),
)
def test_the_operation_is_named_that_has_to_be_another(
    text: str, right: str, wrong: str, said: str
) -> None:
    first = _judged(text.replace(right, wrong)).first
    assert first is not None
    assert first.event.line == text[: text.index(right)].count("\n") + 1
    assert said in first.message


def test_a_value_that_is_moved_too_early_is_told() -> None:
    step = "        w5 -= 0.1 * d_L_d_o * h1 * slope(s3)\n"
    early = "        d_o_d_h1 = w5 * slope(s3)\n"
    first = _judged(NUMBERS.replace(step, "").replace(early, step + early)).first
    assert first is not None
    assert "w5 is already updated here" in first.message


def test_nothing_is_said_of_slopes_that_are_found_by_small_nudges() -> None:
    text = """import math
w = [0.3, -0.2, 0.7, 0.4]
def loss(w):
    return sum((math.tanh(w[0] * x + w[1]) * w[2] + w[3] - x) ** 2 for x in (0.2, -0.5, 0.9))
for k in range(20):
    now = loss(w)
    found = []
    for i in range(4):
        moved = w[:]
        moved[i] = moved[i] + 1e-3
        found.append((loss(moved) - now) / 1e-3)
    for i in range(4):
        w[i] = w[i] - 0.1 * found[i]
"""
    assert _judged(text).first is None


@pytest.mark.sampled
@pytest.mark.parametrize("reference", [None, THREE], ids=["alone", "layers"])
@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("d = e * o * (1 - o)", "d = e * s(o) * (1 - s(o))", "s(o) stands here; o is meant."),
        ("* v * h * (1 - h)", "* v * o * (1 - o)", "o stands here; h is meant."),
        ("c += 0.8 * d", "c += 0.8 * e", "e stands here; d is meant."),
        ("np.outer(f, x[i])", "np.outer(f, x[i - 1])", "x[i - 1] stands here; x[i] is meant."),
        ("b += 0.8 * f", "b += 0.8 * d", ""),
    ],
    ids=str.split("twice other raw example scalar"),
)
def test_numbers_and_vectors_of_one_example_are_held_against_the_slopes_too(
    reference: Reference | None, right: str, wrong: str, said: str
) -> None:
    assert _judged(VECTORS, reference).first is None
    first = _judged(VECTORS.replace(right, wrong), reference).first
    assert first is not None
    assert first.event.line == VECTORS[: VECTORS.index(right)].count("\n") + 1
    assert said in first.message


def test_what_follows_from_a_wrong_slope_is_marked_beside_what_agrees_with_the_engine() -> None:
    wrong = VECTORS.replace("* v * h * (1 - h)", "* v * o * (1 - o)")
    program = Program("net.py", wrong)
    recorded = run_program(program)
    judgement = CodeLook(text=program, reference=THREE).judge(recorded)
    assert judgement.first is not None
    after = (n for n, e in enumerate(recorded.operations) if e is judgement.first.event)
    at = next(after)
    told = [judgement.notes.verdicts.get(n) for n in range(at, at + 12)]
    assert [each[:2] for each in told if each and each[1] != "A[0]"] == [
        ("✘", "first difference"),
        ("✔", "W[2] − 0.4 · dW[2]"),
        ("✔", "b[2] − 0.4 · db[2]"),
        ("○", "W[1], follows"),
        ("○", "b[1], follows"),
    ]
