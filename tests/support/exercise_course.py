"""A course of one lesson with an exercise of each kind that is a program."""

from __future__ import annotations

from pathlib import Path

LESSON = "1-1-backward"

COURSE = """format_version: 1
title: A small course
units:
  - id: only
    title: The only unit
    lessons: [1-1-backward]
"""
LESSON_TEXT = """---
title: Backward
objectives: [Write the backward pass of a layer]
minutes: 5
---
## Shapes

A slope has the shape of what it belongs to.

## The mean

The cost is a mean over the examples.
"""
DENSE = """kind: code
order: 1
title: The backward pass of a dense layer
page: shapes
task: |
  Given `dZ`, $(n, m)$, and `A_prev`, $(k, m)$, return `dW`, $(n, k)$, and `db`, $(n, 1)$.
hints:
  - A slope has the shape of what it belongs to.
  - The cost is a mean.
explanation: |
  The examples meet in the product, and the cost is their mean.
function: dense_backward
returns: [dW, db]
seconds: 2
"""
STARTER = '''import numpy as np


def dense_backward(dZ, A_prev):
    """Return dW and db."""
    # Your lines go here.
'''
SOLUTION = '''import numpy as np


def dense_backward(dZ, A_prev):
    """Return dW and db."""
    m = dZ.shape[1]
    dW = dZ @ A_prev.T / m
    db = dZ.sum(axis=1, keepdims=True) / m
    return dW, db
'''
NO_MEAN = "Your dW is exactly m times too large: where is the mean?"
TESTS = """import numpy as np

from engine import Dense, Network


def cases(random):
    shown = {"dZ": np.array([[1.0, -2.0], [2.0, 0.5]]), "A_prev": np.array([[2.0, 3.0]])}
    yield {"title": "by hand", "shown": True, "inputs": shown}
    for n, k, m in ((2, 3, 1), (1, 2, 5), (3, 2, 4)):
        dZ, A_prev = random.normal(size=(n, m)), random.normal(size=(k, m))
        yield {"title": f"m = {m}", "inputs": {"dZ": dZ, "A_prev": A_prev}}


def expected(dZ, A_prev):
    layer = Network([Dense(len(dZ))], n_inputs=len(A_prev)).layers[0]
    return dZ @ A_prev.T / dZ.shape[1], dZ.mean(axis=1, keepdims=True) + 0 * layer.b
"""
PARSONS = """kind: parsons
order: 2
title: The same, put in order
task: Put the lines in order.
hints: [Begin with the function., The mean comes last.]
explanation: A slope, then its mean.
function: mean_slope
returns: [slope]
distractors:
  - {line: "slope = total * m", why: A mean is divided by m.}
"""
PARSONS_SOLUTION = """def mean_slope(dZ):
    m = dZ.shape[1]
    total = dZ.sum(axis=1, keepdims=True)
    slope = total / m
    return slope
"""
PARSONS_TESTS = """import numpy as np


def cases(random):
    yield {"title": "two examples", "shown": True, "inputs": {"dZ": np.array([[1.0, 3.0]])}}
    yield {"title": "m = 4", "inputs": {"dZ": random.normal(size=(3, 4))}}


def expected(dZ):
    return dZ.mean(axis=1, keepdims=True)
"""
BUG = """kind: bug
order: 3
title: A mean that is none
task: The slope of a bias is a mean. Somewhere it is not.
hints: [Count the examples., Look at the last line but one.]
explanation: The sum was never divided.
function: bias_slope
returns: [db]
bug:
  line: 3
  why:
    - {text: The sum is not divided by m, correct: true, feedback: So it is.}
    - {text: The axis is wrong, feedback: Axis 1 are the examples.}
    - {text: It should keep its dimensions, feedback: It does.}
"""
BUG_STARTER = """def bias_slope(dZ):
    m = dZ.shape[1]
    db = dZ.sum(axis=1, keepdims=True)
    return db
"""
BUG_SOLUTION = BUG_STARTER.replace("keepdims=True)", "keepdims=True) / m")
BUG_JUDGE = """dZ = np.array([[1.0, 2.0, 3.0]])
b = np.zeros((1, 1))


def cost():
    return np.mean((dZ + b) ** 2) / 2


slopes["db"], nudges["db"] = bias_slope(dZ + b), nudged(cost, b)
for _ in range(21):
    costs.append(cost())
    b = b - 0.9 * bias_slope(dZ + b)
"""


def make_course(folder: Path) -> Path:
    """Write the course into a folder and return it."""
    lesson = folder / LESSON
    lesson.mkdir(parents=True)
    (folder / "course.yaml").write_text(COURSE)
    (lesson / "lesson.md").write_text(LESSON_TEXT)
    (lesson / "quiz.yaml").write_text("questions: []\n")
    mutant = f'"""{NO_MEAN}"""\n\n' + SOLUTION.replace("A_prev.T / m", "A_prev.T")
    _exercise(
        lesson / "exercises" / "dense-backward",
        {
            "exercise.yaml": DENSE,
            "starter.py": STARTER,
            "solution.py": SOLUTION,
            "tests.py": TESTS,
            "mutants/no-mean.py": mutant,
        },
    )
    _exercise(
        lesson / "exercises" / "mean-in-order",
        {
            "exercise.yaml": PARSONS,
            "starter.py": "def mean_slope(dZ):\n    return None\n",
            "solution.py": PARSONS_SOLUTION,
            "tests.py": PARSONS_TESTS,
        },
    )
    _exercise(
        lesson / "exercises" / "no-mean-at-all",
        {
            "exercise.yaml": BUG,
            "starter.py": BUG_STARTER,
            "judge.py": BUG_JUDGE,
            "solution.py": BUG_SOLUTION,
            "tests.py": PARSONS_TESTS,
        },
    )
    return folder


def _exercise(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
