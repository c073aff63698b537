"""What is noticed by what becomes of the values, in programs of any names, and what is meant so."""

from __future__ import annotations

import pytest

from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.running import run_program

BEGIN = "import numpy as np\nrng = np.random.default_rng(0)\n"
ROW = """f = rng.normal(size=(2, 12))
want = (f[0] > 0).astype(float).reshape(-1, 1)
c = rng.normal(size=(1, 2))
for n in range(4):
    s = 1 / (1 + np.exp(-c @ f))
    off = s - want
    c = c - 0.1 * off.mean(axis=0, keepdims=True) @ f.T
"""
SOFT = """f = rng.normal(size=(12, 2))
kind = rng.integers(0, 3, 12)
K = rng.normal(size=(2, 3))
for n in range(3):
    s = f @ K
    up = np.exp(s - s.max(axis=1, keepdims=True))
    q = up / up.sum(axis=1, keepdims=True)
    d = q.copy()
    d[range(12), kind] -= 1
    K -= 0.1 * f.T @ d / 12
"""
LINE = """f = rng.normal(size=(40, 2))
want = f @ np.array([2.0, -1.0])
c = np.zeros(2)
for n in range(8):
    c -= 0.1 * f.T @ (f @ c - want) / 40
"""
UNITS = """f = rng.normal(size=(20, 3))
want = f[:, :1] * f[:, 1:2]
inner, outer = np.full((3, 4), 0.2), np.zeros((4, 1))
for n in range(4):
    h = np.tanh(f @ inner)
    d = (h @ outer - want) / 20
    g = f.T @ (d @ outer.T * (1 - h * h))
    outer = outer - h.T @ d
    inner = inner - g
"""
CENTRED = """def centred(v):
    v -= v.mean(axis=0)
    return v
f = rng.normal(size=(8, 2))
g = centred(f)
print(f.sum() - g.sum())
"""


def told(code: str, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    """The lines of which something is said in a program in which pieces are written otherwise."""
    for old, new in changes:
        assert old in code
        code = code.replace(old, new)
    run = run_program(Program("code.py", BEGIN + code), seconds=60)
    assert not run.message
    return [(run.program.lines[each.line - 1], each.kind) for each in noticed(run)]


@pytest.mark.parametrize(
    ("code", "changes", "there", "kind"),
    [
        (ROW, [], "s - want", "accidental square"),
        (SOFT, [("s.max(axis=1", "s.max(axis=0")], "s.max", "softmax axis"),
        (SOFT, [("d = q", "p = q[range(12), kind]\n    d = q"), ("up.sum(axis=1", "up.sum(axis=0")],
         "up.sum", "softmax axis"),
        (LINE, [("c = np", "rng.shuffle(f)\nc = np")], "shuffle", "two permutations"),
        (LINE, [(" / 40", " // 40")], "// 40", "integer division"),
        (LINE, [("c = np", "part = 1 // 40\nc = np"), (" / 40", " * part")], "part = ",
         "integer division"),
        (LINE, [("zeros(2)", "zeros(2, dtype=int)"),
                ("c -= 0.1 * f.T @ (f @ c - want) / 40",
                 "c[...] = c - 0.1 * f.T @ (f @ c - want) / 40")], "c[...]", "integer array"),
        (LINE, [("zeros(2)", "zeros(2, int)"),
                ("c -= 0.1 * f.T @ (f @ c - want) / 40",
                 "c = (c - 0.1 * f.T @ (f @ c - want) / 40).astype(int)")], "astype",
         "integer array"),
        (UNITS, [], "inner, outer", "equal weights"),
        (UNITS, [("f @ inner", 'np.einsum("ni,ij->nj", f, inner)'),
                 ("h @ outer", "np.tensordot(h, outer, axes=(1, 0))")], "inner, outer",
         "equal weights"),
        (CENTRED, [], "v -= ", "view changed in place"),
        ("t = rng.normal(size=(20, 3))\nt = t / t.std(axis=0)\nfit, rest = np.split(t, [15])\n"
         "train, test = fit, rest\nprint(np.sum(train), np.sum(test))\n", [], "t.std",
         "test data in the scaling"),
    ],
)  # fmt: skip
def test_a_mistake_is_noticed_by_what_becomes_of_it(
    code: str, changes: list[tuple[str, str]], there: str, kind: str
) -> None:
    lines = [line for line, each in told(code, *changes) if each == kind]
    assert any(there in line for line in lines)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (ROW, [(".reshape(-1, 1)", ".reshape(1, -1)"), (".mean(axis=0, keepdims=True)", "")]),
        # distances to as many places as there are examples, a kernel, an outer product
        ("f = rng.normal(size=(9, 1))\nsquare = (f * f).sum(axis=1, keepdims=True)\n"
         "near = square + square.T - 2 * f @ f.T\n", []),
        ("f = rng.normal(size=(9, 2))\nh = f @ rng.normal(size=(2, 1))\n"
         "k = np.exp(-(h - h.T) ** 2)\n",
         []),
        ("x = rng.normal(size=(1, 4))\nA = rng.normal(size=(4, 4))\nfor n in range(3):\n"
         "    d = A @ x.T\n    g = d * x\n    A = A - 0.1 * g\n", []),
        (SOFT, []),
        (SOFT, [("s.max(axis=1, keepdims=True)", "s.max()")]),
        (SOFT, [("s.max(axis=1, keepdims=True)", "5.0")]),
        (LINE, []),
        (LINE, [("c = np", "o = rng.permutation(40)\nf, want = f[o], want[o]\nc = np")]),
        (LINE, [("c = np", "rng.shuffle(f)\nwant = f @ np.array([2.0, -1.0])\nc = np")]),
        (LINE, [("want = f", "f = f * 10 // 1\nwant = f"), ("0.1", "0.001")]),  # whole data
        (LINE, [("c = np", "half = 40 // 2\nf, want = f[:half], want[:half]\nc = np"),
                (" / 40", " / half")]),
        (LINE + "whole = (c * 100).astype(int)\nfit = f @ (whole / 100)\n", []),
        (UNITS, [("np.full((3, 4), 0.2)", "rng.normal(size=(3, 4))"),
                 ("f @ inner", 'np.einsum("ni,ij->nj", f, inner)')]),
        (UNITS, [("np.full((3, 4), 0.2)", "rng.normal(size=(3, 4))")]),
        (UNITS, [("np.zeros((4, 1))", "rng.normal(size=(4, 1))")]),  # which tell them apart
        ("V = (rng.random((60, 6)) > 0.5) * 1.0\nW = 0.1 * rng.normal(size=(6, 4))\n"
         "b, kept = np.zeros(6), V[:20].copy()\nfor n in range(4):\n"
         "    seen = V[rng.permutation(60)[:20]]\n"
         "    kept = (kept @ W @ W.T + b > rng.random((20, 6))) * 1.0\n"
         "    W += 0.01 * (seen.T @ (seen @ W) - kept.T @ (kept @ W))\n"
         "    b += 0.01 * (seen - kept).mean(axis=0)\n", []),  # means, in whatever order
        (CENTRED, [("v -= v.mean(axis=0)", "v = v - v.mean(axis=0)")]),
        (CENTRED, [("g = centred(f)", "f = centred(f)"), ("g.sum()", "1")]),
        (CENTRED, [("print(f.sum() - g.sum())", "print(f.shape, g.sum())")]),
        ("t = rng.normal(size=(20, 3))\nt = t / t[:15].std(axis=0)\nfit, rest = np.split(t, [15])\n"
         "train, test = fit, rest\nprint(np.sum(train), np.sum(test))\n", []),
    ],
)  # fmt: skip
def test_what_is_meant_so_is_not_noticed(code: str, changes: list[tuple[str, str]]) -> None:
    assert told(code, *changes) == []
