"""The slopes, ways and steps of lesson 2-7."""

from __future__ import annotations

import re
from itertools import product
from math import prod

import pytest
from lesson_runs import parts_of, text_of

from engine.graph import Graph

LESSON = "2-7-backprop-on-a-graph"


def values(graph: str, **inputs: float) -> dict[str, float]:
    return {step.name: float(step.value) for step in Graph.parse(graph).steps(inputs)}


def test_the_slopes_at_the_start_and_the_nudge_of_b() -> None:
    found = values("3 * (a + b * c)", a=5, b=3, c=2)
    assert [found[f"dJ/d{name}"] for name in "abc"] == [3, 6, 9]
    nudged = values("3 * (a + b * c)", a=5, b=3.01, c=2)
    assert (found["J"], nudged["J"]) == pytest.approx((33, 33.06))


def test_the_ways_from_the_right_are_the_sum_of_27_products() -> None:
    drawing = re.search(r"```text\n(.+?)```", text_of(LESSON), re.DOTALL)
    assert drawing
    rows = [[int(number) for number in re.findall(r"\d", row)] for row in drawing[1].splitlines()]
    hops = list(zip(*rows, strict=True))
    ways = [prod(way) for way in product(*hops)]
    assert len(ways) == 27
    assert sum(ways) == prod(sum(hop) for hop in hops) == 420


def test_two_roads_and_a_gate() -> None:
    _, two_roads, gate = parts_of(LESSON, "stepper")
    found = values(two_roads.graph, a=2, b=3)
    assert found["dJ/da"] == 7
    shut = values(gate.graph, a=7, b=9, c=2)
    assert [shut[f"dJ/d{name}"] for name in "ab"] == [0, 0]
    opened = values(gate.graph, a=7, b=4, c=2)
    assert [opened[f"dJ/d{name}"] for name in "abc"] == [2, -2, 3]


def test_one_step_keeps_less_than_the_slopes_promise() -> None:
    promised = 33 - 0.1 * (3**2 + 6**2 + 9**2)
    reached = values("3 * (a + b * c)", a=4.7, b=2.4, c=1.1)["J"]
    assert (promised, reached) == pytest.approx((20.4, 22.02))
