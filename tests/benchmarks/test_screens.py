"""What opening a screen costs, against an empty one, which takes 12 ms or so: 150 ms at most."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import thread_time
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import OptionList, Static

from tutor.app import WELCOMED, TutorApp
from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.progress.store import Store
from tutor.screens.glossary import GlossaryScreen
from tutor.screens.home import HomeScreen
from tutor.screens.progress import ProgressScreen
from tutor.screens.settings import SettingsScreen
from tutor.widgets.course_map import CourseMap

pytestmark = pytest.mark.benchmark

ROUNDS = 7
MOST = 12.5


class Empty(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Static("painted")


async def seconds_to_open(
    pilot: Pilot[Any], screen: Screen[Any], there: Callable[[Screen[Any]], object]
) -> float:
    """Return the time that the event loop works until what the screen is about is on it."""
    began = thread_time()
    await pilot.app.push_screen(screen)
    await pilot.pause()
    while not there(screen):
        await pilot.pause()
    await pilot.pause()
    elapsed = thread_time() - began
    await pilot.app.workers.wait_for_complete()
    pilot.app.pop_screen()
    await pilot.pause()
    return elapsed


@pytest.mark.parametrize("name", ["home", "glossary", "progress", "settings"])
async def test_a_screen_is_there_at_once(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store.open(tmp_path)
    store.keep_setting(WELCOMED, "before")
    folder = shipped_course()
    index = read_index(folder)
    app = TutorApp(folder, index, store, None)
    make: dict[str, tuple[Callable[[], Screen[Any]], Callable[[Screen[Any]], object]]] = {
        "home": (
            lambda: HomeScreen(index, store),
            lambda s: s.query_one(CourseMap).picture,
        ),
        "glossary": (
            lambda: GlossaryScreen(folder, index),
            lambda s: s.query_one(OptionList).option_count,
        ),
        "progress": (lambda: ProgressScreen(index, store), lambda s: s.query("*")),
        "settings": (
            lambda: SettingsScreen(app._preferences, sorted(app.available_themes)),
            lambda s: s.query("*"),
        ),
    }
    async with app.run_test(size=(140, 45)) as pilot:
        await app.workers.wait_for_complete()
        ours, empty = [], []
        for _ in range(ROUNDS):
            ours.append(await seconds_to_open(pilot, make[name][0](), make[name][1]))
            empty.append(await seconds_to_open(pilot, Empty(), lambda s: s.query(Static)))
    store.close()
    share = median(ours) / median(empty)
    with capsys.disabled():
        print(f"\n{name}: {median(ours):.3f} s, empty {median(empty):.3f} s: {share:.1f}")
    assert share <= MOST
