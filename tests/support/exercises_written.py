"""Exercises made in a test, and what each of its programs is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tutor.exercises.model import Exercise, Mutant

BACKWARD_TESTS = """
import numpy as np
import engine

def cases(random):
    yield {"title": "by hand", "shown": True, "inputs": {
        "dZ": np.array([[1.0, 2.0, 3.0], [0.5, -1.0, 2.0]]),
        "A_prev": np.array([[1.0, 0.0, 2.0], [-1.0, 3.0, 1.0], [0.5, 0.5, 1.0], [2.0, 1.0, 0.0]]),
    }}
    for n, k, m in ((1, 3, 1), (3, 2, 1), (1, 1, 4), (4, 3, 5), (3, 3, 3)):
        yield {"title": f"n = {n}, k = {k}, m = {m}", "inputs": {
            "dZ": random.normal(size=(n, m)), "A_prev": random.normal(size=(k, m)),
        }}

def expected(dZ, A_prev):
    m = dZ.shape[1]
    return dZ @ A_prev.T / m, dZ.sum(axis=1, keepdims=True) / m
"""

BACKWARD = """import numpy as np

def backward(dZ, A_prev):
    m = dZ.shape[1]
    dW = dZ @ A_prev.T / m
    db = dZ.sum(axis=1, keepdims=True) / m
    return dW, db
"""


def exercise(tests: str = BACKWARD_TESTS, **others: Any) -> Exercise:
    """An exercise as if it had been read: the backward pass of a layer, if nothing else is said."""
    told = {
        "name": "dense-backward",
        "lesson": "1-1-one",
        "kind": "code",
        "title": "A title",
        "page": None,
        "order": 1.0,
        "task": "A task.",
        "hints": ("One.", "Two."),
        "explanation": "So it is.",
        "folder": Path("/nowhere/exercises/dense-backward"),
        "trusted": True,
        "function": "backward",
        "returns": ("dW", "db"),
        "starter": "def backward(dZ, A_prev):\n    pass\n",
        "solution": BACKWARD,
        "tests": tests,
    }
    return Exercise(**{**told, **others})


def mutant(message: str, code: str) -> Mutant:
    return Mutant(code, message)
