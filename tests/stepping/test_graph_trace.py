import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.formula import FormulaError
from engine.trace import Cell
from tutor.stepping.gradient_check import check_gradient
from tutor.stepping.graphs import GraphTrace
from tutor.stepping.view import View
from tutor.stepping.walk import Walk

LOGISTIC = "z = w1*x1 + w2*x2 + b; a = sigmoid(z); L = -(y*log(a) + (1 - y)*log(1 - a))"
LOGISTIC_INPUTS = {"w1": 0.5, "w2": -1.0, "b": 1.0, "x1": 2.0, "x2": 1.0, "y": 1.0}
WORKED = GraphTrace("3*(a + b*c)", {"a": 5.0, "b": 3.0, "c": 2.0})


def test_the_logistic_example_has_the_numbers_of_the_lesson() -> None:
    values = {s.name: float(s.value) for s in GraphTrace(LOGISTIC, LOGISTIC_INPUTS).steps}
    assert values["z"] == 1
    assert values["a"] == pytest.approx(0.7311, abs=5e-5)
    assert values["L"] == pytest.approx(0.3133, abs=5e-5)
    assert values["dL/da"] == pytest.approx(-1.3679, abs=5e-5)
    assert values["dL/dz"] == pytest.approx(-0.2689, abs=5e-5)
    assert values["dL/dw1"] == pytest.approx(-0.5379, abs=5e-5)
    assert values["dL/dw2"] == pytest.approx(-0.2689, abs=5e-5)
    assert values["dL/db"] == pytest.approx(-0.2689, abs=5e-5)


def test_a_forward_trace_stops_at_the_result() -> None:
    trace = GraphTrace(WORKED.text, WORKED.inputs, backward=False)
    assert [step.name for step in trace.steps] == ["u", "v", "J"]
    assert trace.gradient(Cell("a")) is None
    assert check_gradient(trace, Cell("a")) is None


def test_a_typed_formula_keeps_known_inputs_and_numbers_the_others() -> None:
    trace = GraphTrace.typed("a*x + y", {"a": 5.0, "b": 3.0})
    assert dict(trace.inputs) == {"a": 5, "x": 2, "y": 3}
    with pytest.raises(FormulaError):
        GraphTrace.typed("a*(x", {})


@settings(max_examples=60, deadline=None)
@given(*[st.floats(-3, 3).filter(lambda x: abs(x) > 0.1)] * 3)
def test_differences_confirm_every_gradient(a: float, b: float, c: float) -> None:
    trace = GraphTrace("tanh(a*b) + (a - c)**2/(1 + exp(-c)) + a", {"a": a, "b": b, "c": c})
    for name in trace.input_names:
        check = check_gradient(trace, Cell(name))
        assert check is not None
        assert math.isclose(check.quotient, check.analytic, rel_tol=1e-4, abs_tol=1e-6)
        assert check.digits >= 3 or abs(check.analytic) < 1e-3


def test_a_gradient_check_shows_both_losses() -> None:
    check = check_gradient(WORKED, Cell("b"), 0.01)
    assert check is not None
    assert (check.above, check.below) == (pytest.approx(33.06), pytest.approx(32.94))
    assert check.analytic == 6
    assert check.digits >= 10


def test_the_input_at_hand_is_the_one_the_step_is_about() -> None:
    assert WORKED.at_hand(0, {}) == Cell("a")
    assert WORKED.at_hand(1, {}) == Cell("b")  # u = bc
    assert WORKED.at_hand(8, {}) == Cell("c")  # dJ/dc
    assert WORKED.at_hand(3, {}) == Cell("a")  # J = 3v takes no input


def test_provenance_leads_to_the_inputs_and_back() -> None:
    view = View(Walk(WORKED, position=7)).asked_why(Cell("dJ/db"))
    why = view.trail[-1]
    assert why.value == 6
    assert set(why.sources) == {Cell("dJ/du"), Cell("c")}
    assert view.source_value(why.sources[0]) in (3, 2)
    view = view.picked(1).asked_deeper()
    assert view.trail[-1].sources == ()
    assert view.asked_deeper().trail == view.trail
    assert [step.cell for step in view.turned_back().trail] == [Cell("dJ/db")]
    assert view.turned_back().turned_back().trail == ()


def test_nothing_beyond_the_walk_can_be_asked_about() -> None:
    with pytest.raises(KeyError):
        WORKED.provenance(Cell("dJ/db"), 3)


@pytest.mark.parametrize(
    ("step", "believed", "follows"),
    [
        (1, {"u": 5.0}, 10.0),  # v = a + u
        (7, {"dJ/du": 4.0}, 12.0),  # dJ/dc = dJ/du * b
        (4, {"u": 5.0}, 3.0),  # dJ/da has nothing to do with u
    ],
)
def test_what_follows_from_a_wrong_number(
    step: int, believed: dict[str, float], follows: float
) -> None:
    assert WORKED.expected(step, (), {Cell(n): v for n, v in believed.items()}) == follows
