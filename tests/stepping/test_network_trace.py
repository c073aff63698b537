import math
from typing import Any

import numpy as np
import pytest

from engine.trace import Cell
from tests.support.latex_value import value_of
from tutor.stepping.cache import cache_of
from tutor.stepping.gradient_check import check_gradient
from tutor.stepping.networks import NetworkTrace
from tutor.stepping.setup import StepperSetup
from tutor.stepping.trace import neighbour

KINDS: dict[str, dict[str, Any]] = {
    "logistic": {"layers": (2, 1), "examples": 3},
    "shallow": {"layers": (3, 4, 1), "activation": "tanh"},
    "deep": {"layers": (2, 3, 3, 3, 2), "activation": "leaky_relu"},
    "regression": {"layers": (2, 3, 1), "output": "linear"},
    "dropout": {"layers": (3, 6, "dropout 0.5", 2)},
    "batchnorm": {"layers": (3, 4, "batchnorm", 2), "examples": 5},
    "images": {"layers": ("1x6x6", "conv 2 3", "pool 2", "flatten", 2), "examples": 2},
    "padded": {"layers": ("2x5x5", "conv 2 3 2 1", "flatten", 2), "examples": 2},
    "momentum": {"layers": (2, 3, 2), "optimizer": "momentum", "epochs": 2},
    "rmsprop": {"layers": (2, 3, 2), "optimizer": "rmsprop"},
    "adam": {"layers": (2, 3, 2), "optimizer": "adam", "epochs": 3, "batch_size": 2},
    "wide": {"layers": (12, 3, 1), "examples": 12, "activation": "sigmoid"},
}


def trace_of(kind: str) -> NetworkTrace:
    return StepperSetup(direction="update", **KINDS[kind]).trace()


@pytest.mark.parametrize("kind", KINDS)
def test_every_formula_shown_gives_the_number_shown(kind: str) -> None:
    trace = trace_of(kind)
    checked = 0
    for number, step in enumerate(trace.steps):
        for index in list(np.ndindex(step.shape))[:6]:
            why = trace.provenance(Cell(step.name, index), number + 1)
            value = value_of(why.numbers)
            if value is None:
                assert "cdots" in why.numbers or "largest" in why.formula, why.numbers
                continue
            assert math.isclose(value, why.value, rel_tol=2e-4, abs_tol=2e-5), why
            checked += 1
    assert checked > 2 * trace.steps.per_batch


@pytest.mark.parametrize("kind", KINDS)
def test_the_numbers_of_a_formula_come_to_what_was_computed(kind: str) -> None:
    trace = trace_of(kind)
    for number, step in enumerate(trace.steps):
        for index in list(np.ndindex(step.shape))[:6]:
            value = trace.expected(number, index, {})
            computed = float(np.asarray(step.value)[index])
            assert value == pytest.approx(computed, rel=1e-9, abs=1e-12), (step.name, index)


@pytest.mark.parametrize("kind", KINDS)
def test_provenance_leads_down_to_inputs(kind: str) -> None:
    trace = trace_of(kind)
    last = trace.steps[trace.steps.per_batch - 1]
    waiting = [(Cell(last.name, (0,) * len(last.shape)), trace.steps.per_batch)]
    seen: set[Cell] = set()
    inputs = set()
    while waiting and len(seen) < 400:
        cell, position = waiting.pop()
        if cell in seen:
            continue
        seen.add(cell)
        why = trace.provenance(cell, position)
        if why.step is None:
            inputs.add(cell.name)
        else:
            waiting += [(source, why.step) for source in why.sources]
    assert "X" in inputs or "Y" in inputs
    assert any(name in trace.inputs for name in inputs)


@pytest.mark.parametrize("kind", KINDS)
def test_differences_confirm_the_gradients(kind: str) -> None:
    trace = trace_of(kind)
    parameters = [
        Cell(name, index)
        for name in trace.input_names
        if name not in ("X", "Y")
        for index in np.ndindex(np.shape(trace.inputs[name]))
    ]
    for cell in parameters[:: max(1, len(parameters) // 12)]:
        check = check_gradient(trace, cell, 1e-5)
        assert check is not None
        assert math.isclose(check.quotient, check.analytic, rel_tol=1e-3, abs_tol=1e-6)


def test_no_gradient_is_claimed_for_what_has_none() -> None:
    trace = trace_of("shallow")
    assert check_gradient(trace, Cell("X", (0, 0))) is None
    assert (
        check_gradient(StepperSetup(layers=(2, 1), direction="forward").trace(), Cell("X")) is None
    )


def test_the_worked_network_of_the_lesson() -> None:
    setup = StepperSetup(
        layers=(3, 4, 1),
        weights=(((1, 0, -1), (0, 1, 1), (1, 1, 0), (-1, 0, 2)), ((1, -1, 2, -0.5),)),
        biases=((0, -1, 0.5, 0), (0,)),
        X=((1,), (2,), (3,)),
        direction="forward",
    )
    values = {step.name: np.ravel(step.value) for step in setup.trace().steps}
    assert values["A[1]"].tolist() == [0, 4, 3.5, 5]
    assert values["Z[2]"].tolist() == [0.5]
    assert values["A[2]"].round(4).tolist() == [0.6225]


def test_the_worked_vectorised_logistic_regression() -> None:
    setup = StepperSetup(
        layers=(4, 1),
        weights=(((0, 0, 0, 0),),),
        X=((1, 2, -1), (3, 4, -3.2), (1.2, -1.1, 0), (-2.1, 1.3, -0.5)),
        Y=((1, 0, 1),),
    )
    values = {step.name: np.ravel(step.value) for step in setup.trace().steps}
    assert values["Z[1]"].tolist() == [0, 0, 0]
    assert values["A[1]"].tolist() == [0.5, 0.5, 0.5]
    assert values["J"].round(4).tolist() == [0.6931]
    assert values["dZ[1]"].tolist() == [-0.5, 0.5, -0.5]
    assert values["dW[1]"].round(5).tolist() == [0.33333, 0.7, -0.38333, 0.65]
    assert values["db[1]"].round(4).tolist() == [-0.1667]


def test_the_worked_logistic_example_of_one() -> None:
    setup = StepperSetup(
        layers=(2, 1), weights=(((0.5, -1),),), biases=((1,),), X=((2,), (1,)), Y=((1,),)
    )
    values = {step.name: np.ravel(step.value).round(4).tolist() for step in setup.trace().steps}
    assert values["Z[1]"] == [1]
    assert values["A[1]"] == [0.7311]
    assert values["J"] == [0.3133]
    assert values["dA[1]"] == [-1.3679]
    assert values["dZ[1]"] == [-0.2689]
    assert values["dW[1]"] == [-0.5379, -0.2689]


def test_parameters_are_those_of_the_training_step_one_is_in() -> None:
    trace = trace_of("adam")
    n = trace.steps.per_batch
    first = trace.value("W[1]", 0)
    after = next(s.value for s in trace.steps[:n] if s.name == "W[1]")
    assert np.array_equal(trace.value("W[1]", n), after)
    assert np.array_equal(trace.value("W[1]", n + 1), after)
    assert not np.array_equal(first, after)
    assert trace.value("Z[1]", 0) is None
    assert np.array_equal(trace.value_before("X", n), trace.trace.batches[1][0])
    assert np.array_equal(trace.value_before("W[1]", n), after)
    assert trace.value_before("A[1]", n) is None
    assert np.array_equal(trace.value_before("Z[1]", n + 1), trace.steps[n].value)
    assert trace.pass_start(n) == 0
    assert trace.pass_start(n + 1) == n


def test_an_edit_leaves_the_trace_before_it_as_it_was() -> None:
    trace = trace_of("shallow")
    before = [np.copy(step.value) for step in trace.steps]
    changed = trace.with_value(Cell("W[1]", (0, 0)), 3.0)
    assert not np.array_equal(changed.steps[0].value, before[0])
    assert all(
        np.array_equal(step.value, old) for step, old in zip(trace.steps, before, strict=True)
    )


def test_the_cache_fills_and_is_used_up() -> None:
    trace = StepperSetup(layers=(3, 4, 1), activation="relu").trace()
    names = [step.name for step in trace.steps]

    def states(position: int) -> dict[str, str]:
        return {kept.name: kept.state for kept in cache_of(trace, position)}

    assert set(states(0).values()) == {"empty"}
    loss = names.index("J") + 1
    assert {states(loss)[name] for name in ("X", "Z[1]", "A[1]", "W[2]", "A[2]")} == {"kept"}
    assert states(names.index("dW[2]") + 1)["A[1]"] == "used"
    assert states(names.index("dW[2]") + 2)["A[1]"] == "done"
    assert states(names.index("dZ[1]") + 1)["Z[1]"] == "used"
    assert states(len(names))["Z[1]"] == "done"


def test_what_follows_from_a_wrong_number_is_worked_out() -> None:
    trace = StepperSetup(
        layers=(2, 1), weights=(((0.5, -1),),), biases=((1,),), X=((2,), (1,)), Y=((1,),)
    ).trace()
    names = [step.name for step in trace.steps]
    believed = {Cell("Z[1]", (0, 0)): 0.0, Cell("dZ[1]", (0, 0)): -0.5}
    assert trace.expected(names.index("A[1]"), (0, 0), believed) == pytest.approx(0.5)
    assert trace.expected(names.index("dW[1]"), (0, 0), believed) == pytest.approx(-1)
    assert trace.expected(names.index("Z[1]"), (0, 0), believed) == pytest.approx(1)


def test_a_cost_follows_from_the_outputs_that_a_learner_goes_on_with() -> None:
    trace = trace_of("logistic")
    number = next(n for n, step in enumerate(trace.steps) if step.name == "J")
    A, Y = (np.asarray(trace.steps[number].operands[name], float).copy() for name in ("A[1]", "Y"))
    A[0, 1] = 0.25
    cost = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    assert trace.expected(number, (), {Cell("A[1]", (0, 1)): 0.25}) == pytest.approx(cost)


def test_ten_thousand_steps_are_not_copied() -> None:
    setup = StepperSetup(
        layers=(2, 16, 16, 3), dataset="spiral", examples=300, direction="update",
        epochs=100, batch_size=64,
    )  # fmt: skip
    trace = setup.trace()
    assert len(trace.steps) >= 10_000
    last = trace.steps[len(trace.steps) - 1]
    assert last.name.startswith("b[3]")
    assert trace.steps.of_batch.cache_info().currsize <= 4


@pytest.mark.parametrize(
    ("choices", "complaint"),
    [
        ({"layers": (3,)}, "input"),
        ({"layers": (3, "pool 2")}, "pool 2"),
        ({"layers": (3, "dropout 2", 1)}, "dropout 2"),
        ({"layers": (3, "conv", 1)}, "no layer"),
        ({"layers": ("1x5", 1)}, "neither"),
        ({"layers": (3, 1), "X": ((1,), (2,))}, "3 values"),
        ({"layers": (3, 1), "weights": (((1, 2),),)}, "W[1]"),
        ({"layers": (3, 2, 1), "activation": "rely"}, "rely"),
        ({"layers": (3, 1), "dataset": "moons"}, "values"),
        ({"layers": (3, 1), "optimizer": "adm", "direction": "update"}, "adam"),
    ],
)
def test_choices_that_do_not_fit_are_named(choices: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint.replace("[", r"\[")):
        StepperSetup(**choices).trace().steps[0]


def test_inputs_follow_each_other_cell_by_cell() -> None:
    trace = trace_of("logistic")
    cell, seen = Cell("W[1]", (0, 0)), []
    for _ in range(3 + 6 + 3):
        seen.append(cell)
        cell = neighbour(trace, cell, 1)
    assert cell == Cell("W[1]", (0, 0))
    assert len(set(seen)) == 12
    for expected in reversed(seen):
        cell = neighbour(trace, cell, -1)
        assert cell == expected


@pytest.mark.parametrize("layers", [(3, 100_000, 1), (100_000, 1), ("1x8x8", "conv 9999 3", 1)])
def test_a_network_too_large_to_step_through_is_refused(layers: tuple[int | str, ...]) -> None:
    with pytest.raises(ValueError, match=r"at most 4,096 units|more than 12,288 numbers"):
        StepperSetup(layers=layers).trace()
