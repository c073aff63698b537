"""Gradients against the slopes of a program's own loss: right ones agree, wrong ones are named."""

from __future__ import annotations

import numpy as np
import pytest
from planted import REFERENCES, planted, program

from tutor.plots.cells import plain
from tutor.programs.program import Program, program_of_text
from tutor.programs.running import look_at, run_program
from tutor.programs.slope_rows import check_rows, sentence
from tutor.programs.slopes.check import SlopeCheck, are_right, check_gradients, is_right

WITHOUT_LOSS = ("digits_functions", "moons_rows", "network_class")


def checked(code: str, **inputs: object) -> SlopeCheck:
    given = program_of_text("code.py", code, inputs=inputs)
    return check_gradients(given, run_program(given, seconds=60), by_steps=True)


def wrong(check: SlopeCheck) -> set[str]:
    return {each.pair.name for each in check.gradients if not is_right(each, check.gradients)}


@pytest.mark.sampled
@pytest.mark.parametrize("name", sorted(REFERENCES))
def test_the_gradients_of_a_right_program_are_the_slopes_of_its_loss(name: str) -> None:
    check = checked(program(name))
    if name in WITHOUT_LOSS:
        assert "No loss was found" in sentence(check)
        return
    assert are_right(check), plain(check_rows(check))
    layers = len(REFERENCES[name].layers) - 1
    assert len(check.gradients) == 2 * layers
    assert all(each.cells and each.factor for each in check.gradients)
    assert "every gradient is the slope of" in sentence(check)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("module_like", 4),
        ("nested_dicts", 6),
        ("decay_batches", 2),
        ("momentum_lists", 6),
        ("convolution_loops", 4),
        ("batch_norm", 6),
    ],
)
def test_programs_in_other_styles_are_right_by_their_own_loss(name: str, count: int) -> None:
    check = checked(program(name))
    assert are_right(check), plain(check_rows(check))
    assert sum(bool(each.cells) for each in check.gradients) >= count


def test_in_any_iteration_that_is_looked_at() -> None:
    given = Program("code.py", program("blobs_script"))
    run = look_at(given, iteration=20, seconds=60)
    inside = run.inside(iteration=20)
    at = next(each for each in run.operations if each.node in inside)
    check = check_gradients(given, run, at)
    assert are_right(check) and check.loss is not None and check.loss.number > at.number


@pytest.mark.parametrize(
    ("name", "number", "names"),
    [
        ("blobs_script", 4, {"dW2", "db2", "dW1", "db1"}),
        ("dictionaries", 3, {"dW2"}),
        ("dictionaries", 5, {"dW1", "db1"}),
        ("two_layer_class", 8, {"grads['b1']"}),
    ],
)
def test_a_wrong_gradient_is_named_without_any_reference(
    name: str, number: int, names: set[str]
) -> None:
    code, _ = planted(name, number)
    check = checked(code)
    assert wrong(check) == names
    assert all(each in sentence(check) for each in names)


def test_what_no_name_tells_is_checked_where_it_is_stepped_along() -> None:
    code = program("batch_norm")
    assert "dgamma = (dout * xhat)" in code
    assert wrong(checked(code.replace("(dout * xhat)", "(dout * z1)", 1))) == {"dgamma"}
    code = program("convolution_loops")
    assert code.count("c -= 0.1 * dc") == 1
    code = code.replace("    c -= 0.1 * dc", "    dc = 2 * dc\n    c -= 0.1 * dc")
    assert wrong(checked(code)) == {"dc"}


LINE = """
import numpy as np
def step(w, b, x, y):
    for i in range(3):
        p = w * x + b
        loss = np.mean((p - y) ** 2)
        dw = {dw}
        db = {db}
        w, b = w - 0.1 * dw, b - 0.1 * db
    return w, b
step(0.5, 0.0, np.array([1.0, 2.0, 4.0]), np.array([3.0, 5.0, 9.5]))
"""


@pytest.mark.parametrize(
    ("dw", "db", "names", "said"),
    [
        ("np.mean(2 * (p - y) * x)", "np.mean(2 * (p - y))", set(), "every gradient"),
        ("np.mean((p - y) * x)", "np.mean(p - y)", set(), "0.5 times the slope of loss (line 6)"),
        ("np.mean(2 * (p - y) * x)", "np.mean(p - y)", {"db"}, "db is not the slope"),
        ("-np.mean(2 * (p - y) * x)", "np.mean(2 * (p - y))", {"dw"}, "dw is not the slope"),
        ("-np.mean(2 * (p - y) * x)", "-np.mean(2 * (p - y))", {"dw", "db"}, "are not the slopes"),
    ],
)
def test_numbers_are_nudged_as_arrays_are(dw: str, db: str, names: set[str], said: str) -> None:
    check = checked(LINE.format(dw=dw, db=db))
    assert wrong(check) == names
    assert said in sentence(check)


@pytest.mark.parametrize(
    ("right", "wrong_loss", "line"),
    [
        ("np.log(1 - A2))", "np.log(A2))", "cost = -np.sum"),
        ("np.multiply(1 - Y, ", "np.multiply(1 + Y, ", "cost = -np.sum"),
        ("cost = -np.sum", "cost = np.sum", "cost = np.sum"),
    ],
)
def test_where_all_gradients_are_off_the_loss_itself_is_in_doubt(
    right: str, wrong_loss: str, line: str
) -> None:
    code = program("dictionaries")
    assert code.count(right) == 1
    code = code.replace(right, wrong_loss)
    check = checked(code)
    at = 1 + next(n for n, each in enumerate(code.splitlines()) if line in each)
    said = f"All of them are off: the loss itself (line {at}) may be what is wrong"
    assert said in sentence(check) and "tells which" not in sentence(check)
    assert "a with the sizes tells which" in sentence(check, "a with the sizes")


def test_one_gradient_that_is_right_clears_the_loss() -> None:
    assert "the loss itself" not in sentence(checked(planted("dictionaries", 3)[0]))
    one = LINE.format(dw="np.mean(2 * (p - y))", db="np.mean(2 * (p - y))")
    assert "the loss itself" not in sentence(checked(one))


def test_the_kink_of_a_relu_is_no_mistake() -> None:
    code = (
        "W1 = np.array([[1.0, -2.0]])\nb1 = np.zeros((1, 1))\n"
        "Z1 = W1 @ X + b1\nA1 = np.maximum(Z1, 0)\nloss = A1.sum()\n"
        "dZ1 = 1.0 * (Z1 > 0)\ndW1 = dZ1 @ X.T\ndb1 = dZ1.sum(axis=1, keepdims=True)\n"
    )
    X = np.array([[0.0, 3.0], [0.0, 1.0]])
    check = checked(f"import numpy as np\n{code}", X=X)
    assert len(check.gradients) == 2 and are_right(check)


def test_single_precision_is_checked_more_coarsely() -> None:
    code = program("minibatches").replace(
        "import numpy as np", "import numpy as np\nf = np.float32"
    )
    code = code.replace("* 0.6", "* 0.6").replace(
        "rng.normal(size=(3, 5)) * 0.6", "f(0.6) * rng.normal(size=(3, 5)).astype(f)"
    )
    check = checked(code)
    assert any(each.pair.parameter.value.dtype == "float32" for each in check.gradients)
    assert are_right(check)


def test_a_gradient_of_another_shape_says_both() -> None:
    code = program("blobs_script").replace("dZ2.mean(axis=1, keepdims=True)", "np.sum(dZ2)")
    check = checked(code.split("    # update")[0])
    assert "db2" in wrong(check)
    assert "has the shape ()" in plain(check_rows(check))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("x = 1 + 2", "No gradients were found"),
        ("W = 1.0 * 2\ndW = W * 2", "No loss was found"),
        ("W = 2\nloss = W * W\ndW = 2 * W", "is the slope"),
        (
            "import numpy as np\nW = np.array([2, 3])\nloss = (W * W).sum()\ndW = 2 * W",
            "No parameter could be nudged",
        ),
    ],
)
def test_what_cannot_be_checked_says_why(code: str, said: str) -> None:
    assert said in sentence(checked(code))


PAIRS = """
import numpy as np
rng = np.random.default_rng(1)
X, T = rng.normal(size=(2, 9)), rng.normal(size=(1, 9))
layers = [[rng.normal(size=(3, 2)), np.zeros((3, 1))], [rng.normal(size=(1, 3)), np.zeros((1, 1))]]
state = [[0 * part for part in layer] for layer in layers]

def back(delta, feed, V):
    return delta @ feed.T / 9, delta.mean(axis=1, keepdims=True), V.T @ delta

for turn in range(3):
    fed, x = [], X
    for k, (V, c) in enumerate(layers):
        fed.append(x)
        x = V @ x + c
        x = np.tanh(x) if k == 0 else x
    loss = ((x - T) ** 2).sum() / 18 + 0.05 * sum((V ** 2).sum() for V, c in layers)
    delta = x - T
    moves = []
    for k in (1, 0):
        V, c = layers[k]
        first, second, delta = back(delta, fed[k], V)
        delta = delta * (1 - fed[k] ** 2)
        moves.insert(0, [first + {decay} * V, second])
    for layer, move, kept in zip(layers, moves, state):
        for at in (0, 1):
            kept[at] = 0.9 * kept[at] + {sign} * move[at]
            layer[at] = layer[at] - 0.1 * kept[at]
"""


@pytest.mark.parametrize(
    ("decay", "sign", "right"), [(0.1, 1, 4), (0.0, 1, 2), (0.1, 0.5, 4), (-0.1, 1, 2)]
)
def test_gradients_without_a_name_are_found_by_the_steps(
    decay: float, sign: float, right: int
) -> None:
    check = checked(PAIRS.format(decay=decay, sign=sign))
    assert len(check.gradients) == 4
    assert len(check.gradients) - sum(not each.agrees for each in check.gradients) == right


def test_a_loss_behind_the_step_is_of_other_parameters() -> None:
    code = PAIRS.format(decay=0.1, sign=1).replace("    loss = ", "    mean = ")
    again = "    A = layers[1][0] @ np.tanh(layers[0][0] @ X + layers[0][1]) + layers[1][1]\n"
    check = checked(f"{code}{again}    loss = ((A - T) ** 2).mean()\n")
    assert check.gradients == () or are_right(check), plain(check_rows(check))


def test_a_loss_is_what_a_function_of_that_name_gives() -> None:
    code = (
        "import numpy as np\n"
        "X = np.array([[1.0, 2.0, 0.5]])\nY = np.array([[0.5, 1.0, 2.0]])\nW1 = np.ones((1, 1))\n"
        "def compute_cost(A):\n    return ((A - Y) ** 2).sum() / 2\n"
        "for i in range(3):\n    A = W1 @ X\n    dW1 = (A - Y) @ X.T\n    W1 = W1 - 0.1 * dW1\n"
        "    print(compute_cost(A))\n"
    )
    program = Program("c.py", code)
    check = check_gradients(program, run_program(program))
    assert [(each.pair.name, each.agrees) for each in check.gradients] == [("dW1", True)]


def test_what_is_added_goes_down_with_its_sign_turned() -> None:
    code = """import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(12, 2))
y = X[:, 0] - X[:, 1]
w, b = np.zeros(2), 0.0
for i in range(3):
    p = X @ w + b
    loss = np.mean((y - p) ** 2)
    e = 2 * (y - p) / len(y)
    grad_w = X.T @ e
    grad_b = e.sum()
    w += 0.1 * grad_w
    b += 0.1 * grad_b
"""
    for text, is_so in ((code, True), (code.replace("+= 0.1", "-= 0.1"), False)):
        check = checked(text)
        assert len(check.gradients) == 2 and are_right(check) is is_so
