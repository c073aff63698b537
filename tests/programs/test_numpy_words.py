"""What NumPy and Python say as they raise is told in words that a learner can act on."""

from __future__ import annotations

import numpy as np
import pytest

from tutor.programs.numpy_words import numpy_words
from tutor.programs.program import Program
from tutor.programs.running import run_program


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("np.split(a, 2, axis=1)", "np.array_split makes unequal ones"),
        ("np.squeeze(a, axis=1)", "only an axis of size 1 can be taken out"),
        ("rng.choice(5, 8, replace=False)", "more are drawn than there are"),
        ("np.random.choice(5, 8, replace=False)", "more are drawn than there are"),
        ("np.random.choice(a, 3)", "rows of a table are drawn by their numbers"),
        ("rng.choice(1.5)", "what is drawn from is a whole number"),
        ("rng.choice(2, p=[0.5, 0.6])", "the probabilities p do not add up to 1"),
        ("np.random.choice(2, p=[0.5, 0.6])", "the probabilities p do not add up to 1"),
        ("rng.choice(3, p=[0.5, 0.5])", "as many probabilities p as there are things"),
        ("np.random.choice(3, p=[0.5, 0.5])", "as many probabilities p as there are things"),
        ("rng.choice(2, p=[-0.5, 1.5])", "a probability p is less than 0"),
        ("np.tensordot(a, a, axes=1)", "the last one of the left array and the first one"),
        ("np.linalg.inv(a)", "the matrix has to be square"),
        ("np.linalg.inv(np.ones(2))", "an array with ndim = 1 stands where a matrix is taken"),
        ("a.transpose(0, 0)", "an axis is named twice"),
        ("np.array([]).max()", "an array without numbers has no maximum"),
        ("np.argmax(np.array([]))", "an array without numbers has no argmax"),
        ("np.convolve(a, a)", "stands where one with ndim = 1 is taken"),
        ("np.broadcast_to(a, (3, 3))", "the shape (2,3) cannot be stretched to (3,3)"),
        ("np.take_along_axis(a, np.array([0]), axis=1)", "as many axes as the array"),
        ("np.bincount(np.ones(2))", "an array of float64 stands where one of int64 is taken"),
        ("rng.normal(0, -1, 3)", "scale, how far what is drawn spreads, is less than 0"),
        ("rng.integers(5, 2)", "no whole number from low up to"),
        ("rng.integers(0)", "no whole number from 0 up to"),
        ("None + a.sum()", "on one side of + stands None"),
        ("a - None", "on one side of - stands None"),
        ("[1, 2] - [1, 1]", "lists are not computed with number by number"),
        ("[1, 2] * 0.5", "lists are not computed with number by number"),
        ("[1, 2] + 1", "lists are not computed with number by number"),
        ("float('1,5')", "the text '1,5' is no number"),
        ("np.array(['1', '2']) * 2", ".astype(float) makes numbers of them"),
        ("np.array(['1', '2']) - 2.0", ".astype(float) makes numbers of them"),
        ("None @ a", "counted from 0, is a single number or None"),
    ],
)
def test_what_is_raised_is_told_plainly(code: str, said: str) -> None:
    known = {"np": np, "a": np.ones((2, 3)), "rng": np.random.default_rng(0)}
    with pytest.raises((ValueError, TypeError, np.linalg.LinAlgError)) as raised:
        eval(code, known)
    assert said in numpy_words(str(raised.value))


def test_asyncio_is_refused_with_the_reason() -> None:
    code = "import asyncio\nasync def main():\n    return 1 + 1\nasyncio.run(main())\n"
    message = run_program(Program("code.py", code)).message
    assert message.startswith("Line 4 cannot begin with asyncio: its loop needs sockets")
