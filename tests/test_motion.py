"""Whether things may move: the setting, NO_MOTION, and how long the terminal takes to answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.events import CursorPosition

from tutor.app import TutorApp
from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.motion import SLOW, Line
from tutor.progress.store import Store


def measured(*seconds: float, environ: dict[str, str] | None = None) -> Line:
    """A line whose answers took so long."""
    now, asked = [0.0], []
    line = Line(lambda: now[0], environ or {})
    for took in seconds:
        line.ask(asked.append)
        now[0] += took
        line.answered()
    line.ask(asked.append)
    assert len(asked) == min(len(seconds) + 1, 3)
    return line


@pytest.mark.parametrize(
    ("seconds", "moves"),
    [
        ((), True),
        ((9.0,), True),  # one answer may have waited for the program itself
        ((9.0, SLOW * 2, SLOW / 2), True),
        ((SLOW * 2, SLOW * 3, SLOW * 1.5), False),
    ],
)
def test_the_quickest_of_three_answers_decides(seconds: tuple[float, ...], moves: bool) -> None:
    line = measured(*seconds)
    assert line.may_move("on") == moves
    assert bool(line.said("on")) == (not moves)
    assert not line.may_move("off") and not line.said("off")


def test_no_motion_is_respected_and_said() -> None:
    line = measured(environ={"NO_MOTION": "1"})
    assert not line.may_move("on") and "NO_MOTION" in line.said("on")


def test_the_time_is_said_where_nothing_moves() -> None:
    assert "180 ms" in measured(0.2, 0.18, 0.3).said("on")


def test_an_answer_that_nobody_asked_for_tells_nothing() -> None:
    line = Line(lambda: 0.0, {})
    line.answered()
    assert line.quickest is None and line.may_move("on")


@pytest.mark.parametrize("waited", [0.01, 0.3])
async def test_on_a_slow_line_nothing_moves_from_then_on(tmp_path: Path, waited: float) -> None:
    folder, now = shipped_course(), [0.0]
    store = Store.open(tmp_path)
    store.keep_setting("welcomed", "before")
    app: Any = TutorApp(folder, read_index(folder), store, None)
    app._line = Line(lambda: now[0], {})
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            for _ in range(3):
                app._line.ask(lambda text: None)
                now[0] += waited
                app.post_message(CursorPosition(1, 1))
                await pilot.pause()
            assert app.animation_level == ("full" if waited < SLOW else "none")
            await pilot.press("comma")
            await pilot.pause()
            shown = str(app.screen.query_one("#settings-file").render())
            assert ("300 ms" in shown) == (waited > SLOW)
    finally:
        store.close()
