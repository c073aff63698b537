"""What a cell is made of, in numbers that are those of the program, down to what it was given."""

from __future__ import annotations

import re

import numpy as np
import pytest
from planted import REFERENCES, program

from tutor.programs.moves import WalkPlace
from tutor.programs.program import Program
from tutor.programs.recorded import Recorded
from tutor.programs.running import run_program
from tutor.programs.why.asked import WhyQuestion
from tutor.programs.why.rows import why
from tutor.programs.why.sources import sources_of

BEGIN = (
    "import numpy as np\nW = np.array([[1.0, 2.0], [3.0, 4.0]])\n"
    "X = np.array([[5.0, 6.0], [7.0, 8.0]])\nb = np.array([[0.5], [0.25]])\n"
)


def told(run: Recorded, cell: tuple[int, ...], place: int = -1) -> str:
    answer = why(run, run.operations[place], cell)
    rows = ["".join(span.text for span in row) for row in answer.rows(0, 99)]
    return "\n".join([answer.question, *rows])


@pytest.mark.sampled
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("code", "cell", "said"),
    [
        ("Z = W @ X", (1, 0), ["why is Z[1, 0] = 43?", "W[1, :] · X[:, 0]", "3 · 5 + 4 · 7 = 43"]),
        ("Z = np.dot(W, X)", (0, 1), ["1 · 6 + 2 · 8 = 22"]),
        ("W @= X", (1, 0), ["why is W[1, 0] = 43?", "3 · 5 + 4 · 7 = 43"]),
        ("Z = W.dot(X[:, 0])", (1,), ["W[1, :] · X[:, 0][:]", "3 · 5 + 4 · 7 = 43"]),
        ("Z = X[:, 0] @ W[:, 1]", (), ["5 · 2 + 7 · 4 = 38"]),
        ("Z = np.stack([W, X]) @ X", (1, 0, 1), ["5 · 6 + 6 · 8 = 78"]),
        ("Z = X + b", (1, 1), ["8 + 0.25 = 8.25", "b[1, 0] = 0.25   stretched along axis 1"]),
        ("Z = W - np.array([1.0, 1.5])", (1, 1), ["stretched along axis 0", "= 2.5"]),
        ("Z = np.maximum(W - 2, 0)", (0, 0), ["np.maximum(−1, 0) = 0", "(W - 2)[0, 0] = −1"]),
        ("Z = 1 / (1 + np.exp(-X))", (0, 0), ["1 / (1.007) = 0.9933"]),
        ("Z = W * (X > 5)", (0, 1), ["2 * (True) = 2"]),
        ("Z = -W", (1, 1), ["-(4) = −4"]),
        ("Z = ~(W > 1)", (0, 0), ["~(False) = True"]),
        ("Z = np.where(W > 2, W, X)", (0, 1), ["np.where(False, 2, 6) = 6"]),
        ("Z = X.sum(axis=1, keepdims=True)", (1, 0), ["sum of the 2 in X[1, :]", "7 + 8 = 15"]),
        ("Z = np.mean(X, 0)", (1,), ["mean of the 2 in X[:, 1]", "(6 + 8) ÷ 2 = 7"]),
        (
            "Z = X.max()",
            (),
            ["max of the 4 in", "▸ X[1, 1]", "X[1, 1] = 8 is the largest of 5, 6, 7, 8"],
        ),
        ("Z = W.T", (0, 1), ["moves it from W[1, 0]"]),
        ("V, Z = np.split(X, 2)", (0, 1), ["why is Z[0, 1] = 8?", "moves it from X[1, 1]"]),
        ("V, Z = np.split(X @ W, 2)", (0, 1), ["moves it from (X @ W)[1, 1]"]),
        ("V, Z = np.meshgrid(X[0], W[0])", (1, 0), ["moves it from W[0][1]"]),
        ("Z, V = np.unique([[3, 1], [1, 1]], return_counts=True)", (1,), ["V[1] = 1?"]),
        (
            "V, Z = np.unique(X > 6, return_counts=True)",
            (1,),
            ["Z[1] = 2", "2 of the 4 in X > 6 are True", "▸ (X > 6)[1, 0] = True"],
        ),
        ("V, Z = np.linalg.eigh(W @ W.T)", (0, 0), ["went in", "it gives eigenvalues in rising"]),
        ("Z = np.histogram(X, bins=3)[0]", (2,), ["2 of the 4 in X lie in 7 to 8"]),
        ("Z = np.bincount(X[0].astype(int))", (5,), ["1 of the 2 in X[0].astype(int) is 5"]),
        ("Z = np.searchsorted(X[0], 5.5)", (), ["1 of the 2 in X[0] is less than 5.5"]),
        ("Z = np.where(X > 6)[1]", (1,), ["along axis 1", "▸ (X > 6)[1, 1] = True"]),
        ("Z = np.flatnonzero(X > 6)", (0,), ["of the 2 that are true in X > 6"]),
        ("Z = np.average(X[0], weights=W[0])", (), ["(5 · 1 + 6 · 2) ÷ (1 + 2) = 5.667"]),
        ("Z = np.percentile(X, 25, axis=1)", (1,), ["percentile 25 of the 2 in X[1, :]"]),
        ("Z = np.linalg.norm(X, 1, axis=1)", (1,), ["norm of the 2 in X[1, :]", "|7| + |8| = 15"]),
        ("Z = np.trace(X)", (), ["5 + 8 = 13"]),
        ("Z = np.insert(X, 0, 1, axis=1)", (1, 1), ["moves it from X[1, 0]"]),
        ("Z = np.insert(X, 0, 1, axis=1)", (1, 0), ["fills it in"]),
        ("Z = X[np.ix_([1], [0, 1])]", (0, 1), ["moves it from X[1, 1]"]),
        ("Z = np.zeros_like(X)", (0, 1), ["takes the shape of X", "fills every cell with 0"]),
        ("Z = np.linspace(0, 1, 5)", (3,), ["0 + 3 · 0.25 = 0.75"]),
        ("Z = np.arange(4)", (3,), ["0 + 3 · 1 = 3"]),
        ("Z = np.eye(3)", (1, 0), ["this cell lies beside it"]),
        ("Z = np.random.rand(3)", (1,), ["drew it at random"]),
        ("Z = np.array([-1.0, 2.0])", (1,), ["writes it down"]),
        ("Z = np.allclose(W, X)", (), ["furthest apart here, by 4: False", "▸ W[0, 0] = 1"]),
        ("Z = X[::-1, np.array([1, 0])]", (0, 1), ["moves it from X[1, 0]"]),
        ("Z = X[X > 5]", (1,), ["moves it from X[1, 0]"]),
        ("Z = X.reshape(1, -1)", (0, 2), ["moves it from X[1, 0]"]),
        ("Z = np.reshape(X, (4, 1), order='F')", (1, 0), ["moves it from X[1, 0]"]),
        ("Z = np.concatenate((W, X), axis=1)", (1, 2), ["moves it from X[1, 0]"]),
        ("Z = np.vstack([X, W])", (3, 1), ["moves it from W[1, 1]"]),
        ("Z = X[0][None, :]", (0, 1), ["moves it from X[0][1]"]),
        ("Z = np.broadcast_to(b, (2, 3))", (1, 2), ["moves it from b[1, 0]"]),
        ("Z = np.hstack([b, np.ones((2, 1))])", (1, 1), ["moves it from np.ones((2, 1))[1, 0]"]),
        ("W -= 0.5 * X", (0, 0), ["1 - 2.5 = −1.5", "W[0, 0] = 1", "(0.5 * X)[0, 0] = 2.5"]),
        ("W[0] = 9.0", (0, 1), ["W[0] = 9.0   sets it to 9"]),
        ("W[0] = 9.0", (1, 1), ["leaves it as it was"]),
        ("W[W > 2] -= 1", (1, 0), ["3 - 1 = 2", "W[1, 0] = 3"]),
        ("W[:, [0]] = b * 2", (1, 0), ["sets it to 0.5", "(b * 2)[1, 0] = 0.5"]),
        ("W[[0, 1], [1, 0]] -= b[:, 0]", (1, 0), ["3 - 0.25 = 2.75", "b[:, 0][1] = 0.25"]),
        ("W[1] += b[0]", (1, 1), ["4 + 0.5 = 4.5"]),
        ("W //= 2", (1, 0), ["3 // 2 = 1"]),
        ("W **= 2", (1, 0), ["3 ** 2 = 9"]),
        ("Z = np.einsum('ij,jk->ik', W, X)", (1, 0), ["W[1, :] · X[:, 0]", "= 43"]),
        ("Z = np.einsum('ij,ij', W, X)", (), ["W[:, :] · X[:, :]", "= 70"]),
        ("Z = np.einsum('ij->j', X)", (1,), ["sum of the 2 in X[:, 1]", "6 + 8 = 14"]),
        ("Z = np.tensordot(W, X, axes=([0], [1]))", (0, 1), ["W[:, 0] · X[1, :]", "= 31"]),
        ("Z = np.outer(W[0], X[0])", (1, 0), ["2 · 5 = 10"]),
        ("Z = np.inner(W, X)", (0, 1), ["W[0, :] · X[1, :]", "= 23"]),
        ("Z = np.dot(np.stack([W, X]), X)", (1, 0, 1), ["5 · 6 + 6 · 8 = 78"]),
        ("Z = np.dot(W, 2)", (1, 0), ["np.dot(3, 2) = 6"]),
        ("Z = (1 + np.exp(-X)) * 2", (0, 0), ["(1 + np.exp(-X))[0, 0] = 1.007"]),
        ("Z = (-W) ** 2", (1, 0), ["(−3) ** 2 = 9"]),
        (
            "Z = sum([a * b for a, b in zip(W[0], X[0])])",
            (),
            ["2 in a * b", "5 + 12 = 17"],
        ),
        ("Z = np.array([[x * y for x in W[0]] for y in X[0]])", (1, 0), ["x * y = 6"]),
        ("f = lambda x: x + 1\nZ = f(W)", (1, 0), ["returns what line 5 gave", "[1, 0] = 4"]),
        ("Z = np.c_[b, W]", (1, 2), ["moves it from W[1, 1]"]),
        ("Z = np.pad(W, 1)", (1, 2), ["moves it from W[0, 1]"]),
        ("Z = np.tile(X, (1, 2))", (1, 3), ["moves it from X[1, 1]"]),
        ("Z = np.where(X[0] > 5)[0]", (0,), ["of the 1 that are true in X[0] > 5"]),
        ("N = [[1.0, 2.0], [3.0]]\nZ = N[0]", (1,), ["is a part of N, which is no array"]),
        ("for r in W: Z = sum(a * b for a, b in zip(r, r))", (), ["sum of the 2", "9 + 16 = 25"]),
        ("Z = W * 2 if b.size else X", (1, 0), ["before if: W * 2", "▸ (W * 2)[1, 0] = 6"]),
        ("np.add.at(W, ([0, 0], [1, 1]), 3)", (0, 1), ["why is W[0, 1] = 8?", "W (2, 2) went in"]),
        ("np.multiply(W, X, out=W)", (0, 1), ["why is W[0, 1] = 12?"]),
        ("W.fill(5)", (0, 1), ["why is W[0, 1] = 5?"]),
        ("Z = np.linalg.inv(W)", (0, 1), ["the cofactor of W[1, 0], over the", "−2 / (−2) = 1"]),
        ("Z = np.linalg.solve(W, X)", (1, 0), ["X in the place of column 1", "−8 / (−2) = 4"]),
        ("Z = np.linalg.pinv(W)", (0, 0), ["W (2, 2) went in", "np.linalg.pinv(W) (2, 2) came"]),
        (
            "Z = np.cumsum(X, axis=0)",
            (1, 0),
            ["X[:, 0], this one and all before it", "5 + 7 = 12"],
        ),
        ("Z = X.cumsum()", (1,), ["sum of the 2 in X[0, :]", "5 + 6 = 11"]),
        ("v = np.arange(5.0)\nZ = np.cumprod(v + 1)", (2,), ["product of the 3 in (v + 1)[0:3]"]),
        ("Z = np.diff(W, axis=0)", (0, 1), ["W[1, 1] - W[0, 1]", "4 - 2 = 2"]),
        ("Z = np.diff(X)", (1, 0), ["8 - 7 = 1"]),
        ("Z = np.sort(-X)", (0, 1), ["rising order; this one stood at (-X)[0, 0]"]),
        ("Z = np.sort(-X, axis=None)", (3,), ["this one stood at (-X)[0, 0]"]),
        (
            "Z = np.argsort(-X, axis=0)",
            (0, 1),
            ["rising order, this place belongs to (-X)[1, 1]", "(-X)[1, 1] = −8"],
        ),
        (
            "Z = np.unique(W % 2)",
            (1,),
            ["this one stands first at (W % 2)[0, 0]"],
        ),
        ("Z = np.partition(-X, 0, axis=0)", (0, 1), ["this one stood at (-X)[1, 1]"]),
        ("Z = np.vectorize(lambda v: v * 2)(X)", (1, 0), ["cell by cell", "(7) = 14"]),
        ("Z = np.clip(X, 6, 7)", (1, 1), ["np.clip(8, 6, 7) = 7"]),
        ("Z = np.roll(X, 1, axis=0)", (0, 1), ["moves it from X[1, 1]"]),
        ("Z = np.repeat(X, 2, axis=0)", (1, 1), ["moves it from X[0, 1]"]),
        ("Z = np.take(X, [1, 0], axis=1)", (1, 0), ["moves it from X[1, 1]"]),
        ("Z = np.split(X, 2)[1]", (0, 1), ["moves it from X[1, 1]"]),
        ("Z = np.array_split(X, 2, axis=1)[1]", (1, 0), ["moves it from X[1, 1]"]),
        ("Z = np.delete(X, 0, axis=1)", (1, 0), ["moves it from X[1, 1]"]),
        ("Z = np.pad(W, 1)", (0, 2), ["fills it in: no cell of W"]),
        ("Z = np.pad(W, ((0, 0), (1, 0)), mode='edge')", (1, 0), ["moves it from W[1, 0]"]),
        ("Z = np.pad(W, 1, constant_values=7)", (0, 0), ["fills it in"]),
        ("Z = np.triu(W)", (1, 0), ["fills it in: no cell of W"]),
        ("Z = np.tril(W)", (1, 0), ["moves it from W[1, 0]"]),
        ("Z = np.ptp(X * np.inf, axis=0)", (1,), ["ptp of the 2 in (X * np.inf)[:, 1]"]),
        ("Z = np.std(X[:, :1], axis=1, ddof=1)", (1,), ["std of the 1 in X[:, :1][1, 0]"]),
        ("Z = np.nanmean(X * np.nan)", (), ["nanmean of the 4 in (X * np.nan)[:, :]"]),
        ("Z = np.cumsum(X * np.inf - X * np.inf)", (1,), ["sum of the 2 in", "nan + nan = nan"]),
        ("Z = np.diff(X * np.inf)", (0, 0), ["∞ - ∞ = nan"]),
        ("Z = np.array([2**64 - 1], dtype=np.uint64)[:1]", (0,), ["moves it from"]),
        ("Z = np.ptp(X, axis=0)", (1,), ["ptp of the 2 in X[:, 1]", "8 − 6 = 2"]),
        ("Z = np.std(W[0])", (), ["√(((1 − 1.5)² + (2 − 1.5)²) ÷ 2) = 0.5"]),
        ("Z = np.var(-W[0], ddof=1)", (), ["((−1 − (−1.5))² + (−2 − (−1.5))²) ÷ (2 − 1)"]),
        ("Z = np.linalg.norm(-W, axis=1)", (1,), ["√((−3)² + (−4)²) = 5"]),
        ("Z = np.prod(-W, axis=0)", (1,), ["−2 · (−4) = 8"]),
        ("Z = np.argmin(X, axis=1)", (1,), ["X[1, 0] = 7 is the smallest of 7, 8: place 0"]),
        ("Z = np.max(X - X * np.inf + np.inf)", (), ["[0, 0] is nan"]),
        ("Z = np.any(X > 6, axis=1)", (1,), ["(X > 6)[1, 0] is True", "▸ (X > 6)[1, 0]"]),
        ("Z = np.arange(9.0).sum()", (), ["0 + 1 + 2 + 3 + 4 + 5 + … = 36"]),
        ("Z = -W @ X", (1, 0), ["−3 · 5 + (−4) · 7 = −43", " = −3 · 5 = −15"]),
        ("Z = W @ -X", (1, 0), ["3 · (−5) + 4 · (−7) = −43", " = 4 · (−7) = −28"]),
        (
            "Z = np.arange(9.0) @ np.arange(9.0)",
            (),
            ["9 products, the largest first", "8 · 8 + 7 · 7 + 6 · 6 + 5 · 5 + … = 204"],
        ),
        ("Z = np.linalg.inv(W * 2)", (0, 1), ["the cofactor of (W * 2)[1, 0], over"]),
        ("Z = np.ones((2, 2)) @ np.ones((2, 9))", (0, 0), ["= 2"]),
        ("Z = np.ones((2, 0)) @ np.ones((0, 9))", (0, 0), ["the sum of no products = 0"]),
        ("Z = np.geomspace(1, 4, 3)", (1,), ["made it, from no other array"]),
        ("Z = np.ones((400, 400)) * 2", (0, 0), ["(400, 400) came out"]),
    ],
)
def test_a_cell_says_what_it_is_made_of(code: str, cell: tuple[int, ...], said: list[str]) -> None:
    run = run_program(Program("code.py", BEGIN + code), seconds=60)
    assert run.message == ""
    for part in said:
        assert part in told(run, cell)


def asked(run: Recorded, name: str, cell: tuple[int, ...]) -> WhyQuestion:
    place = max(n for n, each in enumerate(run.operations) if each.name == name)
    return WhyQuestion(WalkPlace(run).at(place).with_cell(cell))


def way_down(question: WhyQuestion | None) -> list[tuple[str, tuple[int, ...]]]:
    found = []
    while question:
        found.append((question.standing.operation.place.text, question.standing.cell))
        question = question.down()
    return found


@pytest.mark.parametrize(
    "code",
    ["np.random.seed(4)\nn = 160", "np.zeros(3)\nn = 160"],
)
def test_a_written_number_was_given_by_no_call_before_it(code: str) -> None:
    recorded = run_program(Program("net.py", f"import numpy as np\n{code}\n"))
    bound = next(each for each in recorded.events if each.place.kind == "bound")
    assert "line" in why(recorded, bound, ()).said[0]


SCALARS = "s = float(W[0, 0] - 1.25)\nt = float(W[0, 1])\nz = [0.1, 0.5, 0.3]\nn = 0\nk = n\n"


@pytest.mark.parametrize(
    ("code", "said", "way"),
    [
        ("y = 1 if s > 0 else 0", "s > 0 is False (s = −0.25), so y is what", ["s > 0"]),
        ("y = 1 if t > 0 else 0", "t > 0 is True (t = 2), so y is what stands before if: 1", []),
        ("y = z[1] if z[1] > z[2] else z[2]", "before if: z[1] = 0.5", ["z[1]", "z"]),
        ("y = -s if s < 0 else s", "before if: -s = 0.25", ["-s"]),
        ("y = 3 if s > 1 else 2 if s > -1 else 1", "s > -1 is True (s = −0.25)", ["s > -1"]),
        ("m = 'b'\ny = 5 if m == 'a' else 7", "m == 'a' is False, so y is what", []),
        ("y = 5 if z else 7", "z is not empty, which counts as True", ["z"]),
        ("y = s > 0 and s < 3", "s > 0 is False (s = −0.25), and that decides it", ["s > 0"]),
        ("y = s > 0 and s < 3", "s < 3   was not worked out", []),
        ("y = s < 0 and t < 3", "t < 3 is True (t = 2), and it is the last", ["t < 3"]),
        ("y = n or 4", "n is 0, which counts as False", ["n"]),
        ("y = not s > 0", "not False = True", ["s > 0"]),
        ("y = 0 < s < t", "0 < s is False, which decides it", ["float(W[0, 0] - 1.25)"]),
        ("y = t", "y is t, which line 6 made", ["float(W[0, 1])"]),
        ("y = 0.5", "line 10 writes it down: y = 0.5", []),
        ("y = max(s, 1.0)", "1.0 is the larger of −0.25 and 1", ["float(W[0, 0] - 1.25)"]),
        ("y = min([t, s, 3])", "s = −0.25 is the smallest of 2, −0.25, 3", []),
        ("y = round(s, 1)", "round(−0.25, 1) = −0.2", ["float(W[0, 0] - 1.25)"]),
        ("y = bool(k)", "bool(0) = False", ["k", "n"]),
        ("y = len(z)", "z has 3 in it", []),
        ("y = sorted(z, reverse=True)[0]", "is a part of", ["sorted(z, reverse=True)", "z"]),
        ("y = max(a * 2 for a in z)", "a * 2 = 1 is the largest of 0.2, 1, 0.6", ["a * 2"]),
        ("y = [a * 2 for a in z]", "each time, here with a = 0.1", ["a * 2"]),
        ("y = [1 if p > 0.2 else 0 for p in z]", "p > 0.2 is False (p = 0.1)", ["p > 0.2"]),
        ("y = [p for p in z if p > 0.2]", "here with p = 0.5", ["z"]),
        ("def f(a):\n    n = 1 if a > 0 else 2\n    return W, n\nV, y = f(s)", "n there", ["n"]),
        ("def f(a):\n    return W, a + 1, 3\nV, y, x = f(s)", "there (line 11)", ["a + 1"]),
        ("y = X.shape", "X has 2 along axis 0", []),
        ("def f(a): return a * 2\nx = f(1.5)\ny = abs(-3)", "from what is written there", []),
        ("def f(a): return a + 2\nx = f(1)\nd = {'k': 3}\ny = d.get('k')", "written there", []),
        ("b = None\ny = t if b is None or t < b else b", "b is None is True, so y is", []),
        (
            "def f(a):\n    n = 1\n    n += 1\n    return W, n\nV, y = f(s)",
            "▸ n = 2",
            ["n += 1", "n"],
        ),
        ("y = [p + 1 for p in z]", "▸ p + 1 = 1.1", ["p + 1", "z"]),
        ("y = sum(a * b for a, b in zip(z, X[0]))", "3", ["a * b", "z"]),
        ("for r, p in zip(X, z): y = p * r[1]", "0.5 * 8 = 4", ["z"]),
        ("for i, p in enumerate(z):\n    if p > 0.4: y = p - 1", "0.5 - 1", ["z"]),
        ("y = np.array([[1 if v > 5 else -1 for v in r] for r in X])", "v > 5 is False", []),
        ("y = [s, t]", "y[0] is s", ["float(W[0, 0] - 1.25)"]),
        ("y = 2 * (t if s < 0 else s)", "2 * (2 if True else s) = 4", ["s < 0"]),
        ("y = n\ny += 1 if s > 0 else 2", "so what is taken is what stands behind else: 2", ["y"]),
        (
            "y = 1\nif s > 0: y = 2\nelse: y = 3",
            "s > 0 is False (s = −0.25), so line 12",
            ["s > 0"],
        ),
        ("def f(a): return 1 if a > 0 else 0\ny = f(s)", "a > 0 is False (a = −0.25)", ["a > 0"]),
        ("f = lambda a: 1 if a > 0 else 0\ny = f(s)", "a > 0 is False (a = −0.25)", ["a > 0"]),
        (
            "def f(a):\n    if a > 0: return 1\n    return 0\ny = f(s)",
            "a > 0 is False (a = −0.25), so line 12 returns 0",
            ["a > 0", "float(W[0, 0] - 1.25)"],
        ),
        (
            "def f(a):\n    b = 1 if a > 0 else 0\n    return b\ny = f(s)",
            "returns b (line 12)",
            ["b", "a > 0"],
        ),
    ],
)
def test_what_chooses_says_what_decided_and_leads_on_to_it(
    code: str, said: str, way: list[str]
) -> None:
    run = run_program(Program("code.py", f"{BEGIN}{SCALARS}{code}"), seconds=60)
    place = max(n for n, each in enumerate(run.operations) if each.name == "y")
    cell = (0,) * run.operations[place].value.array.ndim
    assert said in told(run, cell, place)
    assert [text for text, _ in way_down(asked(run, "y", cell))][1 : len(way) + 1] == way


@pytest.mark.parametrize("s", [-0.5, 0.0, 0.25, 4.0])
def test_every_number_said_of_a_choice_is_that_of_the_program(s: float) -> None:
    """Each "s = 0.25" and each "s > 0 is True" is worked out again by Python itself."""
    parts = ("s", "t", "-s", "z[1]", "1", "s * 2")
    tests = ("s > 0", "s and t", "s > 1 or t > z[0]", "0 < s < t", "not s", "t")
    choices = [f"{a} if {test} else {b}" for test in tests for a in parts for b in parts[::2]]
    wholes = [f"{a} {sign} {b}" for a in (*tests, "z[2]") for sign in ("and", "or") for b in parts]
    calls = [f"{name}({a}, {b})" for name in ("max", "min") for a in parts for b in parts]
    lines = [f"y = {each}" for each in (*choices, *wholes, *calls, "s", "z[0]")]
    begin = f"s = {s}\nt = 1.5\nz = [0.5, -2.0, 1.0]\n"
    run = run_program(Program("code.py", begin + "\n".join(lines)), seconds=60)
    names: dict[str, object] = {}
    exec(begin, names)
    found = 0
    for event in run.operations:
        if event.name != "y":
            continue
        words = why(run, event, ()).rows(0, 99)
        text = "\n".join("".join(span.text for span in row) for row in words)
        for written, number in re.findall(r"([-\w\[\]* ]+) = (−?[\d.]+)$", text, re.MULTILINE):
            again = eval(written.strip(), names)
            assert float(number.replace("−", "-")) == again, text
            found += 1
        for written, number in re.findall(r"(\w+) = (−?[\d.]+)[,)]", text):
            assert float(number.replace("−", "-")) == names[written], text
        for written, truth in re.findall(r"^([^(\n]+) is (True|False)\b", text, re.MULTILINE):
            assert str(bool(eval(written, names))) == truth, text
            found += 1
        assert "went in" not in text and "is what line" not in text, text
    assert found > len(lines)


def test_it_goes_down_through_calls_and_iterations_to_what_was_given() -> None:
    code = (
        "def double(v):\n    return v * 2\n"
        "H = X\nfor i in range(2):\n    H = double(H).T\nZ = H[1]\n"
    )
    run = run_program(Program("code.py", BEGIN + code), seconds=60)
    assert way_down(asked(run, "Z", (0,))) == [
        ("H[1]", (0,)),
        ("double(H).T", (1, 0)),
        ("v * 2", (0, 1)),
        ("double(H).T", (0, 1)),
        ("v * 2", (1, 0)),
        ("np.array([[5.0, 6.0], [7.0, 8.0]])", (1, 0)),
    ]


def test_an_array_changed_in_place_goes_down_to_each_change() -> None:
    code = "G = np.zeros((2, 2))\nfor k in range(2):\n    G[k] += X[k]\nG *= 10\nZ = G[0] + 1\n"
    run = run_program(Program("code.py", BEGIN + code), seconds=60)
    assert [text for text, _ in way_down(asked(run, "Z", (1,)))] == [
        *("G[0] + 1", "G[0]", "G *= 10", "G[k] += X[k]", "G[k] += X[k]", "np.zeros((2, 2))")
    ]


def test_a_chosen_source_is_gone_down_to_and_come_back_from() -> None:
    run = run_program(Program("code.py", BEGIN + "A = W * 2\nB = X * 3\nZ = A @ B"), seconds=60)
    top = asked(run, "Z", (0, 1))
    down = top.choosing(1).choosing(1).choosing(1).choosing(9).down()
    assert down is not None
    assert (down.standing.operation.name, down.standing.cell) == ("B", (1, 1))
    up = down.up()
    assert up is not None and up.standing is top.standing
    assert "made Z[0, 1]" in down.box(9, 70)[1][0][0].text


def test_the_way_down_names_what_was_passed_and_in_which_turn() -> None:
    code = "for i in range(3):\n    W = W * 2 - 1\n"
    run = run_program(Program("code.py", BEGIN + code), seconds=60)
    question: WhyQuestion | None = asked(run, "W", (0, 1))
    said = []
    while question:
        said.append("".join(span.text for span in question.box(9, 70)[1][0]))
        question = question.down()
    assert said[2] == "made (W * 2)[0, 1] (i = 2) ← W[0, 1] (i = 2)"
    assert said[3] == "made W[0, 1] ← (W * 2)[0, 1] (i = 2) ← W[0, 1] (i = 2)"


def test_products_are_listed_with_what_they_come_to_and_each_factor_is_led_to() -> None:
    run = run_program(Program("code.py", BEGIN + "A = W * -2\nZ = A @ X"), seconds=60)
    top = asked(run, "Z", (0, 1))
    for wanted in (
        "▸ A[0, 0] · X[0, 1] = −2 · 6 = −12",
        "  A[0, 0] ·▸X[0, 1] = −2 · 6 = −12",
        "▸ A[0, 1] · X[1, 1] = −4 · 8 = −32",
    ):
        told = ["".join(span.text for span in row) for row in top.box(9, 70)[1]]
        assert wanted in told and told[1] == "−2 · 6 + (−4) · 8 = −44"
        top = top.choosing(1)


def test_a_long_name_gives_way_to_the_numbers() -> None:
    code = f"Z = ({' + '.join(['W'] * 20)}) @ ({' + '.join(['X'] * 30)})"
    run = run_program(Program("code.py", BEGIN + code), seconds=60)
    title, rows = asked(run, "Z", (0, 0)).box(9, 70)
    told = ["".join(span.text for span in row) for row in rows]
    assert any(each.endswith(" = 20 · 150 = 3000") and len(each) <= 70 for each in told)
    assert title == "why is Z[0, 0] = 11400?"


@pytest.mark.sampled
@pytest.mark.parametrize("name", sorted(REFERENCES))
def test_every_number_that_is_said_is_that_of_the_program(name: str) -> None:
    """Each way of making a cell is worked out again from its sources, wherever one is said."""
    run = run_program(Program("code.py", program(name)), keep=400, seconds=60)
    random = np.random.default_rng(0)
    known = 0
    for event in run.operations:
        array = event.value.array
        if not array.size:
            continue
        cell = tuple(int(random.integers(n)) for n in array.shape)
        found = sources_of(run, event, cell)
        numbers = [each.number for each in found.cells]
        known += found.how != "unknown"
        if found.how == "products":
            again = sum(a * b for a, b in zip(numbers[::2], numbers[1::2], strict=True))
            assert np.isclose(again, array[cell])
        elif found.how == "moved":
            assert numbers[0] == array[cell]
        assert why(run, event, cell).rows(0, 9)
    computing = [each for each in run.operations if each.operands and each.value.is_array]
    assert known > 0.8 * len(computing)
