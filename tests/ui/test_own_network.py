"""A network of the learner's own in the playground: asked for, seen, stepped into; refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sizes import WIDE, mainly
from textual.pilot import Pilot
from textual.widgets import Input
from waiting import wait_until

from tutor.course.index import shipped_course
from tutor.exercises.loading import find
from tutor.plots.cells import plain
from tutor.screens.exercise import ExerciseScreen
from tutor.screens.own_code import OwnCodeScreen
from tutor.screens.own_network import OwnNetworkScreen
from tutor.screens.playground import PlaygroundScreen
from tutor.widgets.entry import Entry
from tutor.widgets.exercise.code_editor import CodeEditor
from tutor.widgets.own_code import OwnCode
from tutor.widgets.picture import PictureView

EXERCISE = "a-network-of-layers"
SIZES = [(80, 24), (140, 45)]


def standing(pilot: Pilot[Any]) -> str:
    return plain(pilot.app.screen.query_one("#playground-standing", PictureView).picture)


def told(pilot: Pilot[Any], words: str) -> bool:
    return any(words in shown.message for shown in pilot.app._notifications)


@mainly(WIDE)
async def test_a_program_is_trained_beside_the_engine_and_stepped_into(
    open_tutor: Any, tmp_path: Path, size: tuple[int, int]
) -> None:
    code = find(shipped_course(), "the-spiral-from-an-empty-file").solution
    file = tmp_path / "net.py"
    file.write_text(code.replace("range(200)", "range(4)").replace("dZ1 @ X.T / m", "dZ1 @ X.T"))
    async with open_tutor(size=size) as pilot:
        pilot.app.push_screen(PlaygroundScreen({"points": 20}))
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, PlaygroundScreen))
        await pilot.press("u")
        await wait_until(pilot, lambda: pilot.app.screen.query_one(Entry).is_open)
        pilot.app.screen.query_one("#playground-entry Input", Input).value = str(file)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, OwnNetworkScreen))
        await wait_until(pilot, lambda: "W1 moves 60 times as far" in standing(pilot))
        await pilot.press("space")
        await wait_until(pilot, lambda: pilot.app.screen.run.finished)
        drawn = pilot.app.screen.board_view
        assert "beside" in drawn.board.views_in(drawn.live)
        await pilot.press("U")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, OwnCodeScreen))
        await wait_until(pilot, lambda: bool(pilot.app.screen.query(OwnCode)))
        shown = pilot.app.screen.query_one(OwnCode)
        await wait_until(pilot, lambda: shown.standing.operation.place.text == "dZ1 @ X.T")
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, OwnNetworkScreen))
        await pilot.press("escape")
        await wait_until(pilot, lambda: type(pilot.app.screen) is PlaygroundScreen)


async def test_an_exercise_leads_there_by_a_key_and_says_why_it_cannot(open_tutor: Any) -> None:
    solution = find(shipped_course(), EXERCISE).solution
    async with open_tutor(size=SIZES[1]) as pilot:
        pilot.app.open_exercise(EXERCISE)
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ExerciseScreen))
        screen = pilot.app.screen
        await wait_until(pilot, lambda: screen.exercise is not None)
        await pilot.press("escape", "p")
        await wait_until(pilot, lambda: told(pilot, "a_network_of_layers.py was run with"))
        screen.query_one(CodeEditor).text = solution
        await pilot.press("p")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, OwnNetworkScreen))
        await wait_until(pilot, lambda: "✔ Yours went the engine's way" in standing(pilot))
        await pilot.press("escape")
        await wait_until(pilot, lambda: pilot.app.screen is screen)
