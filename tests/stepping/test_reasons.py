"""Why a number is so that comes from no other number: only what was given is called an input."""

from __future__ import annotations

import numpy as np
import pytest

from engine.logistic_loop import logistic_loop
from engine.trace import Cell, Provenance
from tutor.plots.cells import Palette, plain
from tutor.stepping.graph_frame import graph_frame
from tutor.stepping.graphs import GraphTrace
from tutor.stepping.loop_frame import loop_frame
from tutor.stepping.loops import LoopTrace
from tutor.stepping.panels import origin_rows
from tutor.stepping.predictions import StepQuiz
from tutor.stepping.reasons import INPUT, NUMBERS_ALONE
from tutor.stepping.view import View
from tutor.stepping.walk import Walk

PALETTE = Palette((20, 23, 29), (216, 222, 233), (108, 182, 255), (255, 159, 77), ())
SLOPES = [
    ("3 * (a + b * c)", "dJ/dv", "J = 3 · v: 3 for each 1 of v."),
    ("-a", "dJ/da", "J = −a: −1 for each 1 of a."),
    ("w1 / 4", "dJ/dw1", "J = w₁/4: 0.25 for each 1 of w₁."),
    ("a - b", "dJ/db", "J = a − b: −1 for each 1 of b."),
    ("a + a", "dJ/da", "J = a + a: 2 for each 1 of a."),
    ("a", "dJ/da", "J = a: 1 for each 1 of a."),
    ("0 * a", "dJ/da", "J = 0 · a: 0 for each 1 of a."),
    ("L = 2 * (a + b) / 8", "dL/dv", "L = v/8: 0.125 for each 1 of v."),
    ("a / 0", "dJ/da", "J = a/0 has no finite slope in a."),
    ("round(a)", "dJ/da", "J = round(a) stays level where it does not jump: slope 0."),
    ("u = 2 * a; J = 3", "dJ/du", "J does not depend on u: slope 0."),
]
OTHERS = [
    "k = 2; J = k * a",
    "u = a + b; J = u * a",
    "3 * 2 + a * 4 + a",
    "a < b",
    "max(a, b, 1) + abs(a)",
    "z = w1*x1 + w2*x2 + b; a = sigmoid(z); L = -(y*log(a) + (1 - y)*log(1 - a))",
    "L1 = (w*x1 - y1)**2; L2 = (w*x2 - y2)**2; J = (L1 + L2)/2",
    "a**0 + a**1 + 2**a",
    "c = a + b; c += 2 * c; J = c",
]
FORMULAS = [*(formula for formula, _, _ in SLOPES), *OTHERS]


def opened(trace: GraphTrace | LoopTrace) -> list[View]:
    """The why box of each step's result."""
    views = [View(Walk(trace).to(number)) for number in range(1, len(trace.steps) + 1)]
    return [view.asked_why(view.cell) for view in views if view.cell]


@pytest.mark.parametrize(("formula", "name", "words"), SLOPES)
def test_a_slope_from_no_other_number_is_told_by_what_the_result_makes_of_it(
    formula: str, name: str, words: str
) -> None:
    trace = GraphTrace.typed(formula, {})
    why = next(view.trail[-1] for view in opened(trace) if view.trail[-1].cell.name == name)
    assert why.reason == words
    assert next(step.note for step in trace.steps if step.name == name) == words


@pytest.mark.parametrize("formula", FORMULAS)
def test_nothing_computed_in_a_graph_is_called_an_input(formula: str) -> None:
    trace = GraphTrace.typed(formula, {})
    for view in opened(trace):
        why = view.trail[-1]
        assert bool(why.reason) is not bool(why.sources)
        assert why.reason != INPUT
        assert (why.reason == NUMBERS_ALONE) is (not why.sources and "/" not in why.cell.name)
        for source in why.sources:
            given = trace.provenance(source, view.walk.position).reason == INPUT
            assert given is (source.name in trace.inputs)


@pytest.mark.sampled
@pytest.mark.parametrize("width", [40, 60, 73, 133])
@pytest.mark.parametrize("formula", FORMULAS)
def test_the_reason_is_read_whole_in_the_step_and_in_the_why_box(formula: str, width: int) -> None:
    trace = GraphTrace.typed(formula, {})
    for view in opened(trace):
        step = view.shown_step
        assert step is not None
        for seen, words in ((view, view.trail[-1].reason), (View(view.walk), step.note)):
            picture = plain(graph_frame(trace, seen, width, 24))
            for word in words.split():
                assert word in picture, picture


def test_nothing_computed_in_a_loop_is_called_an_input() -> None:
    trace = LoopTrace(logistic_loop(np.array([[1.0, 2]]), np.array([[0, 1]]), np.zeros((1, 1)), 0))
    starts = [view for view in opened(trace) if not view.trail[-1].sources]
    assert starts
    for view in starts:
        picture = plain(loop_frame(trace, view, PALETTE, 100, 40))
        assert "It takes no numbers." in picture
        assert "An input" not in picture


@pytest.mark.parametrize("width", [12, 22, 40])
def test_that_a_number_was_given_is_read_whole(width: int) -> None:
    for why in (
        GraphTrace("a", {"a": 2}).provenance(Cell("a"), 0),
        Provenance(Cell("W"), 2, "", "", ()),
    ):
        rows = plain(origin_rows(why, width)).splitlines()
        assert max(map(len, rows)) <= width
        assert " ".join(" ".join(rows).split()) == INPUT


@pytest.mark.parametrize("width", [40, 73])
def test_a_slope_that_is_a_number_alone_is_asked_without_its_answer(width: int) -> None:
    trace = GraphTrace("7 * (a + b)", {"a": 5, "b": 3})
    before = View(Walk(trace).to(2), quiz=StepQuiz(), asking=True)
    panel = plain(graph_frame(trace, before, width, 24)).partition("What is dJ/du?")[2]
    assert "J = 7 · u" in panel
    assert "= 7 " not in panel.replace("J = 7 · u", "")
