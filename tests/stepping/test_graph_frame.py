"""What a frame has to show of a graph that is wide, in the rows that a small terminal has."""

import re

import pytest

from tutor.course.index import shipped_course
from tutor.course.loader import load_course
from tutor.live.stepper.options import StepperOptions
from tutor.plots.cells import Palette, plain
from tutor.stepping.figures import figure
from tutor.stepping.frame import frame
from tutor.stepping.graph_frame import graph_frame
from tutor.stepping.graph_picture import GraphScene
from tutor.stepping.graphs import GraphTrace
from tutor.stepping.view import View
from tutor.stepping.walk import Walk

WIDTH, HEIGHT = 73, 17
"""What a stepper has for its frame on a page, in a terminal of 80x24."""

PALETTE = Palette((0, 0, 0), (255, 255, 255), (0, 0, 255), (255, 128, 0), ())
LOGISTIC = GraphTrace(
    "u = w1*x1; v = w2*x2; s = u + v; z = s + b; a = sigmoid(z); q = log(a); L = -q",
    {"w1": 0.5, "x1": 2, "w2": -1, "x2": 1, "b": 1},
)
EXAMPLES = GraphTrace(
    "L1 = (w*x1 - y1)**2; L2 = (w*x2 - y2)**2; J = (L1 + L2)/2",
    {"w": 1, "x1": 2, "y1": 0, "x2": 4, "y2": 6},
)


def drawn(trace: GraphTrace, position: int) -> str:
    return plain(graph_frame(trace, View(Walk(trace).to(position)), WIDTH, HEIGHT - 1))


@pytest.mark.parametrize("trace", [LOGISTIC, EXAMPLES], ids=["logistic", "examples"])
def test_a_step_is_seen_with_its_neighbours_and_its_numbers(trace: GraphTrace) -> None:
    for number, step in enumerate(trace.steps, start=1):
        picture = drawn(trace, number)
        graph, panel = picture.split("╭ ", 1)
        scene = GraphScene(trace, Walk(trace).to(number))
        near = {scene.centre, *(name for edge in scene.lit_edges for name in edge)}
        for name in near:
            assert re.search(rf"\b{name} = ", graph), f"step {number} without {name}:\n{picture}"
        assert f"step {number} of" in panel
        assert f"= {figure(float(step.value))}" in panel, picture


def test_a_wide_graph_is_whole_where_only_its_panel_would_not_stand_beside_it() -> None:
    graph = drawn(EXAMPLES, 9).split("╭ ")[0]
    assert all(re.search(rf"\b{name} = ", graph) for name in (*EXAMPLES.inputs, "J"))


def test_a_tall_room_is_used() -> None:
    trace = GraphTrace("J = 3 * (a + b * c)", {"a": 5, "b": 3, "c": 2})
    heights = [len(graph_frame(trace, View(Walk(trace)), 130, rows)) for rows in (20, 30, 40)]
    assert heights == sorted(set(heights))
    assert heights[-1] > 25


def test_nothing_about_a_wide_graph_jumps_from_step_to_step() -> None:
    tops = {drawn(EXAMPLES, n).splitlines().index(row) for n, row in _panel_tops(EXAMPLES)}
    assert len(tops) == 1


def _panel_tops(trace: GraphTrace) -> list[tuple[int, str]]:
    positions = range(len(trace.steps) + 1)
    return [
        (n, next(row for row in drawn(trace, n).splitlines() if row.startswith("╭ ")))
        for n in positions
    ]


@pytest.mark.parametrize("trace", [LOGISTIC, EXAMPLES], ids=["logistic", "examples"])
def test_what_is_opened_below_a_wide_graph_fits_too(trace: GraphTrace) -> None:
    walk = Walk(trace).to_end()
    cell = trace.at_hand(walk.position, {})
    view = View(walk)
    shown = view.cell
    assert shown is not None
    for opened in (view.checked(cell, 1e-4), view.asked_why(shown)):
        picture = graph_frame(trace, opened, WIDTH, HEIGHT - 1)
        assert len(picture) <= HEIGHT - 1
        assert "╰" in plain(picture)


def test_every_graph_of_the_course_fits_a_small_terminal() -> None:
    seen = 0
    for lesson in load_course(shipped_course()).lessons:
        for page in lesson.pages:
            for part in page.parts.values():
                options = part.options
                trace = options.trace() if isinstance(options, StepperOptions) else None
                if not isinstance(trace, GraphTrace):
                    continue
                seen += 1
                for position in range(len(trace.steps) + 1):
                    view = View(Walk(trace).to(position))
                    picture = frame(view, "", PALETTE, WIDTH, HEIGHT)
                    assert len(picture) <= HEIGHT
                    assert plain(picture).count("╰─") >= 1
    assert seen > 3


@pytest.mark.parametrize(
    ("graph", "inputs"),
    [
        ("3 * (a + b * c)", {"a": 5, "b": 3, "c": 2}),
        ("a*b + c*d", {"a": 1.25, "b": 2.5, "c": -3.125, "d": 4}),
        ("sigmoid(w*x + b)", {"w": 0.123, "x": 2, "b": -1}),
    ],
)
@pytest.mark.parametrize("width", [78, 138, 198])
def test_the_graph_and_the_card_keep_their_places(
    graph: str, inputs: dict[str, float], width: int
) -> None:
    trace = StepperOptions(graph=graph, inputs=inputs).trace()
    walk, places = Walk(trace), set()
    for position in range(len(trace.steps) + 1):
        rows = plain(graph_frame(trace, View(walk.to(position)), width, 20)).split("\n")
        variables = [*inputs, *(node.name for node in trace.graph.nodes)]
        found = [
            (row, line.index(f"{name} = "))
            for name in variables
            for row, line in enumerate(rows)
            if f"{name} = " in line.split("│ ")[0].split("╭ ")[0]
        ]
        corner = next((row, line.index("╭ st")) for row, line in enumerate(rows) if "╭ st" in line)
        places.add((tuple(found), corner))
    assert len(places) == 1


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (90, "u = w1*x1; v = w2*x2; s = u + v; z = s + b; a = sigmoid(z); q = log(a); L = -q"),
        (WIDTH, "u=w1*x1; v=w2*x2; s=u+v; z=s+b; a=sigmoid(z); q=log(a); L=-q"),
        (42, "u=w1*x1; v=w2*x2; s=u+v; z=s+b; …; L=-q"),
        (14, "…; L=-q"),
    ],
)
def test_the_heading_keeps_the_result_where_formulas_are_too_long(width: int, shown: str) -> None:
    picture = frame(View(Walk(LOGISTIC)), "", PALETTE, width, HEIGHT)
    assert plain(picture).splitlines()[0].rstrip() == shown
