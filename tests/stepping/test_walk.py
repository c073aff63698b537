import pytest

from engine.trace import Cell
from tutor.stepping.graphs import GraphTrace
from tutor.stepping.walk import Walk


@pytest.fixture
def walk() -> Walk:
    return Walk(GraphTrace("3*(a + b*c)", {"a": 5.0, "b": 3.0, "c": 2.0}))


def names(walk: Walk) -> list[str]:
    return [step.name for step in walk.trace.steps]


def test_the_worked_example(walk: Walk) -> None:
    assert [(step.name, step.value) for step in walk.trace.steps] == [
        ("u", 6),
        ("v", 11),
        ("J", 33),
        ("dJ/dv", 3),
        ("dJ/da", 3),
        ("dJ/du", 3),
        ("dJ/db", 6),
        ("dJ/dc", 9),
    ]


def test_every_step_is_reached_both_ways(walk: Walk) -> None:
    there = []
    while not walk.at_end:
        walk = walk.on()
        there.append(walk.step)
    back = []
    while walk.step is not None:
        back.append(walk.step)
        walk = walk.back()
    assert there == back[::-1] == list(walk.trace.steps)
    assert walk.back().position == 0


def test_it_stays_within_the_trace(walk: Walk) -> None:
    assert walk.to(99).position == 8
    assert walk.to(-1).position == 0
    assert walk.to_end().next_step is None
    assert walk.next_step is walk.trace.steps[0]


def test_phases_are_jumped_to_by_their_first_steps(walk: Walk) -> None:
    forward = walk.next_phase()
    backward = forward.next_phase()
    assert (forward.position, backward.position) == (1, 4)
    assert backward.next_phase().at_end
    inside = walk.to(6)
    assert inside.previous_phase().position == 4
    assert inside.previous_phase().previous_phase().position == 1
    assert forward.previous_phase().position == 0


def test_an_edit_recomputes_and_remembers(walk: Walk) -> None:
    edited = walk.to(5).edited(Cell("b"), 4.0)
    assert [edited.trace.steps[n].value for n in range(3)] == [8, 13, 39]
    assert edited.was("b") == 3
    assert edited.was("a") is None
    assert edited.step_was(0) == 6
    assert edited.step_was(3) is None  # dJ/dv = 3 whatever b is
    assert edited.step_was(7) == 9
    assert edited.position == 5


def test_undo_goes_back_edit_by_edit_and_reset_to_the_start(walk: Walk) -> None:
    edited = walk.edited(Cell("b"), 4.0).edited(Cell("c"), 7.0)
    once = edited.undone()
    assert dict(once.trace.inputs) == {"a": 5, "b": 4, "c": 2}
    assert once.was("b") == 3
    assert dict(once.undone().trace.inputs) == dict(walk.trace.inputs)
    assert walk.undone() is walk
    fresh = edited.to(7).reset()
    assert (fresh.position, fresh.history, fresh.trace) == (0, (), walk.trace)
