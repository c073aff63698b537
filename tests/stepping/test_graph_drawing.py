import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.graph import Graph
from tutor.plots.cells import Span, plain
from tutor.plots.graph_drawing import GraphNode, draw_graph, layout_of


def nodes(text: str) -> list[GraphNode]:
    graph = Graph.parse(text)
    inputs = [GraphNode(name, (), [Span(f"{name} = 1")], []) for name in graph.inputs]
    return inputs + [
        GraphNode(node.name, node.variables, [Span(f"{node.name} = 1")], [Span("2 ◀")])
        for node in graph.nodes
    ]


def test_the_graph_of_the_lesson() -> None:
    assert plain(draw_graph(nodes("3*(a + b*c)"))).splitlines() == [
        "a = 1 ───────────╮",
        "                 ├─ v = 1 ─── J = 1",
        "b = 1 ─╮         │  2 ◀       2 ◀",
        "       ├─ u = 1 ─╯",
        "c = 1 ─╯  2 ◀",
    ]


def test_lit_edges_are_heavy_all_the_way() -> None:
    picture = draw_graph(nodes("3*(a + b*c)"), [("a", "v")], "forward")
    assert plain(picture).splitlines()[:3] == [
        "a = 1 ━━━━━━━━━━━┓",
        "                 ┡━ v = 1 ─── J = 1",
        "b = 1 ─╮         │  2 ◀       2 ◀",
    ]
    assert {span.fg for row in picture for span in row if span.bold} == {"forward"}


def test_a_line_that_branches_is_told_from_one_that_crosses() -> None:
    drawn = plain(draw_graph(nodes("(a + b)*(a - b)")))
    assert "┼" in drawn
    assert "●" not in drawn
    assert "●" in plain(draw_graph(nodes("(a + b + c)*(a*b*c)*(a - b)")))


formulas = st.recursive(
    st.sampled_from(["a", "b", "c", "d"]),
    lambda parts: st.tuples(parts, st.sampled_from("+*-/"), parts).map(lambda p: f"({''.join(p)})"),
    max_leaves=14,
)


@settings(max_examples=100, deadline=None)
@given(formulas.filter(lambda text: len(text) > 1))
def test_any_formula_is_drawn_with_every_node_readable(text: str) -> None:
    drawn = nodes(text)
    picture = plain(draw_graph(drawn))
    for node in drawn:
        assert len(re.findall(rf"\b{node.name} = 1", picture)) == 1


@settings(max_examples=100, deadline=None)
@given(formulas.filter(lambda text: len(text) > 1))
def test_lines_of_different_origin_only_cross(text: str) -> None:
    """Where two lines share a piece, they lead to the same node or come from the same one."""
    layout = layout_of(nodes(text))
    pieces: dict[tuple[int, int, int, int], list[tuple[object, object]]] = {}
    for column in layout.columns:
        for item in column:
            for source in layout.sources(item):
                path = layout.path(source, item)
                for (r0, c0), (r1, c1) in pairwise(path):
                    for r in range(min(r0, r1), max(r0, r1) + (r0 == r1)):
                        for c in range(min(c0, c1), max(c0, c1) + (c0 == c1)):
                            key = (r, c, int(r0 == r1), 0)
                            pieces.setdefault(key, []).append((source, item))
    for pairs in pieces.values():
        sources = {source for source, _ in pairs}
        items = {item for _, item in pairs}
        assert len(sources) == 1 or len(items) == 1


@pytest.mark.parametrize("text", ["a", "2", "exp(2) + a", "a + a"])
def test_the_smallest_graphs(text: str) -> None:
    assert plain(draw_graph(nodes(text)))
