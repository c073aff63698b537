"""How long the heavier live parts take to draw: at first, and after each turn of a dial."""

from __future__ import annotations

import json
from dataclasses import replace
from statistics import median
from time import perf_counter
from typing import Any

import pytest

from tutor.course.parts import options_model
from tutor.live.directives import DIRECTIVES
from tutor.live.scene import Room
from tutor.plots.cells import Palette
from tutor.themes import ON_DARK

pytestmark = pytest.mark.benchmark

FIRST, KEY = 0.100, 0.050  # seconds
TURNS = 9
RACE = ["sgd", "momentum", "rmsprop", {"optimizer": "adam", "learning_rate": 0.3}]
DEEP = {"depth": 20, "units": 64, "dials": {"initializer": ["xavier", "he", "normal", "lecun"]}}
PARTS: dict[str, tuple[str, dict[str, Any], int]] = {
    "race of four, 60 steps": ("surface", {"cost": "valley", "optimizers": RACE}, 60),
    "two maps": ("surface", {"cost": ["squared error", "cross-entropy"]}, 60),
    "wide network": ("network", {"layers": [8, 16, 16, 4]}, 0),
    "20 layers": ("histograms", DEEP, 0),
    "5000 answers": ("metrics", {"examples": 5000}, 0),
}


def rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


SERIES = tuple(rgb(ON_DARK[f"series-{number}"]) for number in range(1, 5))
PALETTE = Palette(
    (20, 23, 29), (216, 222, 233), rgb(ON_DARK["positive"]), rgb(ON_DARK["negative"]), SERIES
)
ROOM = Room(110, 36, PALETTE, focused=True)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_drawn_in_time(name: str, record_property: Any) -> None:
    directive, given, steps = PARTS[name]
    options = options_model(directive).model_validate_json(json.dumps(given))
    make = DIRECTIVES[directive].made
    make(options).scene.picture(make(options).state, ROOM)  # the imports are the page's
    scene = make(options).scene
    state = scene.started()
    first = seconds(lambda: scene.picture(state, ROOM))
    for _ in range(steps):
        state = scene.next(state) or state
    turns = []
    for turn in range(TURNS):
        settings = state.settings.turned(1 if turn < TURNS // 2 else -1)
        state = replace(state, settings=settings)
        turns.append(seconds(lambda state=state: scene.picture(state, ROOM)))
    record_property("first", first)
    record_property("key", median(turns))
    assert first < FIRST and median(turns) < KEY


def seconds(run: Any) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start
