"""The sweep in the app: begun, stopped, gone on with, kept, taken over."""

from __future__ import annotations

import sqlite3
from concurrent.futures import Executor, Future
from contextlib import closing
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from threads import Threads
from waiting import wait_until

from engine.sweep import Result, run_trial
from tutor.messages import SweepsAsked
from tutor.plots.cells import plain
from tutor.screens.sweep import SweepScreen
from tutor.sweeps.plan import Plan
from tutor.sweeps.store import FILE_NAME, Sweeps
from tutor.themes import THEMES, role_colours
from tutor.widgets.playground.sweep import SweepView

BASE = {"dataset": "moons", "points": 20, "epochs": 2}
PLAN = Plan(BASE, {"learning_rate": (0.01, 0.1), "hidden": ((2,), (4,))})


class SweepApp(App[None]):
    def __init__(
        self,
        view: SweepView | None = None,
        screen: SweepScreen | None = None,
        folder: Path | None = None,
    ) -> None:
        super().__init__()
        self._view, self._first, self._folder = view, screen, folder
        self.result: Any = "open"
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=True)

    def compose(self) -> ComposeResult:
        if self._view:
            yield self._view

    def on_mount(self) -> None:
        if self._first:
            self.push_screen(self._first, lambda result: setattr(self, "result", result))

    def on_sweeps_asked(self, message: SweepsAsked) -> None:
        if self._folder:
            message.view.keep_in(Sweeps(self._folder / FILE_NAME))


def words(view: SweepView) -> str:
    """What the view shows, wherever its lines break."""
    return " ".join(plain(view.picture).split())


class Slow(Executor):
    """Never ends what it was given, until it is told to."""

    def __init__(self) -> None:
        self.given: list[tuple[Future[Result], Any, Any]] = []

    def submit(self, function: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.given.append((future, function, arguments))
        return future

    def end_now(self) -> None:
        """Do nothing: what was given is ended by hand."""

    def end_one(self) -> None:
        future, function, arguments = self.given.pop(0)
        future.set_result(function(*arguments))

    def end_all(self) -> None:
        while self.given:
            self.end_one()


async def test_the_table_fills_until_all_is_done() -> None:
    view = SweepView(PLAN, pool=Threads)
    async with SweepApp(view).run_test(size=(80, 30)) as pilot:
        assert "0 of 4 runs done" in plain(view.picture) and "○ ready" in plain(view.picture)
        await pilot.press("tab", "enter")
        await wait_until(pilot, lambda: "✔ done" in plain(view.picture))
        text = plain(view.picture)
        assert "4 of 4 runs done" in text and "Best  learning_rate" in text
        assert "learning_rate=0.01,0.1 hidden=2;4" in text and "dataset moons" in text


async def test_results_are_forgotten_when_asked_twice_and_only_then() -> None:
    view = SweepView(PLAN, pool=Threads)
    async with SweepApp(view).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "r", "enter")
        await wait_until(pilot, lambda: len(view.results) == 4 and not view.running)
        await pilot.press("r")
        assert "Press r again to forget the 4 results" in plain(view.picture)
        await pilot.press("y", "r")
        assert len(view.results) == 4, "y in between keeps all"
        await pilot.press("r")
        await wait_until(pilot, lambda: not view.results and "○ ready" in plain(view.picture))
        await pilot.press("enter")
        await wait_until(pilot, lambda: len(view.results) == 4 and not view.running)


async def test_runs_have_processes_of_their_own_that_end_with_the_view() -> None:
    view = SweepView(Plan({**BASE, "epochs": 3_000_000}, {"learning_rate": (0.1, 0.2)}))
    async with SweepApp(view).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "enter")
        await wait_until(pilot, lambda: len(active_children()) == 2)
        await wait_until(pilot, lambda: "▶ 2 running" in plain(view.picture))
        await view.remove()
        await wait_until(pilot, lambda: not active_children())


async def test_processes_bring_results() -> None:
    view = SweepView(Plan(BASE, {"learning_rate": (0.1,)}))
    async with SweepApp(view).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "enter")
        await wait_until(pilot, lambda: len(view.results) == 1)
        assert view.results[0].figures["accuracy"]


async def test_it_stops_and_goes_on_where_it_was() -> None:
    slow = Slow()
    view = SweepView(PLAN, pool=lambda: slow)
    async with SweepApp(view).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "enter")
        await wait_until(pilot, lambda: slow.given)
        await wait_until(pilot, lambda: len(slow.given) == len(view.sweep.running))
        begun = len(slow.given)
        await pilot.press("enter")
        await wait_until(pilot, lambda: f"◌ stopping, {begun} under way" in plain(view.picture))
        slow.end_all()
        await wait_until(pilot, lambda: len(view.results) == begun and not view.running)
        assert "○ stopped" in plain(view.picture) and not slow.given
        await pilot.press("enter")
        while len(view.results) < 4:
            assert pilot.app.is_running
            slow.end_all()
            await pilot.pause(0.01)
        await wait_until(pilot, lambda: not view.running)


async def test_a_sweep_that_is_stopping_goes_on_when_asked_to() -> None:
    slow = Slow()
    view = SweepView(PLAN, pool=lambda: slow)
    async with SweepApp(view).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "enter")
        await wait_until(pilot, lambda: slow.given)
        await pilot.press("enter", "enter")
        while len(view.results) < 4:
            assert pilot.app.is_running
            slow.end_all()
            await pilot.pause(0.01)
        await wait_until(pilot, lambda: "✔ done" in plain(view.picture))


async def test_a_process_that_was_ended_is_told_of_and_the_rest_goes_on() -> None:
    view = SweepView(Plan({**BASE, "epochs": 10_000}, {"seed": tuple(range(40))}))
    async with SweepApp(view).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "enter")
        await wait_until(pilot, lambda: len(view.results) > 1)
        active_children()[0].kill()
        await wait_until(pilot, lambda: not view.running)
        ended = len(view.results)
        assert "ended from outside" in plain(view.picture) and 1 < ended < 40
        await pilot.press("enter")
        await wait_until(pilot, lambda: len(view.results) > ended)
        await wait_until(pilot, lambda: "ended from outside" not in plain(view.picture))


class Faulty(Threads):
    def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:
        raise self.error

    error: Exception


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(24, "Too many open files"), "could not go on: Too many open files. All runs"),
        (MemoryError(), "there is no memory left. All runs that had ended are kept; enter goes"),
        (KeyError("units"), "a fault of this program's own (KeyError: 'units'). All runs that had"),
    ],
    ids=["OSError", "MemoryError", "KeyError"],
)
async def test_whatever_ends_it_is_told_in_words_and_what_to_do(
    error: Exception, said: str
) -> None:
    pool = Faulty()
    pool.error = error
    view = SweepView(PLAN, pool=lambda: pool)
    async with SweepApp(view).run_test(size=(140, 30)) as pilot:
        view.focus()
        await pilot.press("enter")
        await wait_until(pilot, lambda: said in " ".join(words(view).split()))


async def test_what_ended_is_there_when_the_app_is_opened_again(tmp_path: Path) -> None:
    slow = Slow()
    view = SweepView(PLAN, pool=lambda: slow)
    async with SweepApp(view, folder=tmp_path).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "enter")
        await wait_until(pilot, lambda: slow.given)
        await pilot.press("enter")
        begun = len(slow.given)
        slow.end_all()
        await wait_until(pilot, lambda: not view.running)
    again = SweepView(PLAN, pool=Threads)
    async with SweepApp(again, folder=tmp_path).run_test(size=(80, 30)) as pilot:
        await wait_until(pilot, lambda: f"{begun} of 4 runs done" in plain(again.picture))
        assert "○ stopped" in plain(again.picture)
        await pilot.press("tab", "enter")
        await wait_until(pilot, lambda: "✔ done" in plain(again.picture))
        assert len(again.results) == 4


async def test_a_file_that_cannot_be_used_is_told_of(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other, other:
        other.execute("CREATE TABLE somebody_elses (word)")
    view = SweepView(PLAN, pool=Threads)
    async with SweepApp(view, folder=tmp_path).run_test(size=(80, 30)) as pilot:
        await wait_until(pilot, lambda: "Move it away" in words(view))
        await pilot.press("tab", "enter")
        await wait_until(pilot, lambda: "✔ done" in plain(view.picture))
        assert "Move it away" in words(view)


async def test_what_varies_is_typed_and_the_best_is_taken_over() -> None:
    screen = SweepScreen(BASE, PLAN)
    app = SweepApp(screen=screen)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("e")
        entry = app.focused
        assert entry is not None and getattr(entry, "value", "") == (
            "learning_rate=0.01,0.1 hidden=2;4"
        )
        await pilot.press(*"lr=fast", "enter")
        await pilot.pause()
        assert "'fast' is not a number" in str(screen.query_one("#sweep-fault").render())
        await pilot.press("home", "shift+end", *"lr=0.1,0.5 seeds=2", "enter")
        await wait_until(pilot, lambda: len(screen.query_one(SweepView).sweep.trials) == 4)
        view = screen.query_one(SweepView)
        view.sweep._new_pool = Threads
        await pilot.press("enter")
        await wait_until(pilot, lambda: len(view.results) == 4)
        await pilot.press("u")
        await wait_until(pilot, lambda: app.result != "open")
        assert app.result["learning_rate"] in (0.1, 0.5) and app.result["dataset"] == "moons"


async def test_the_screen_goes_on_with_the_latest_sweep_over_the_set_up(tmp_path: Path) -> None:
    kept = Sweeps(tmp_path / FILE_NAME)
    other = Plan({"dataset": "circles"}, {"l2": (0.1, 0.2)})
    for plan in (PLAN, other):
        kept.begin(plan)
    kept.keep(run_trial(PLAN.trials()[0]))
    screen = SweepScreen(BASE)
    async with SweepApp(screen=screen, folder=tmp_path).run_test(size=(100, 40)) as pilot:
        await wait_until(
            pilot, lambda: "1 of 4 runs done" in plain(screen.query_one(SweepView).picture)
        )
        await pilot.press("o")
        await wait_until(pilot, lambda: len(pilot.app.screen.query("OptionList")) == 1)
        await pilot.press("enter")
        await wait_until(pilot, lambda: screen.query_one(SweepView).sweep.plan == other)
        await wait_until(pilot, lambda: pilot.app.focused is screen.query_one(SweepView))
        await pilot.press("escape")
        await wait_until(pilot, lambda: pilot.app.result is None)


async def test_a_sweep_over_another_set_up_begins_with_the_usual_one(tmp_path: Path) -> None:
    Sweeps(tmp_path / FILE_NAME).begin(Plan({"dataset": "circles"}, {"l2": (0.1, 0.2)}))
    screen = SweepScreen(BASE)
    async with SweepApp(screen=screen, folder=tmp_path).run_test(size=(100, 40)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert len(screen.query_one(SweepView).sweep.trials) == 9


async def test_the_results_are_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    screen = SweepScreen(BASE, PLAN)
    async with SweepApp(screen=screen).run_test(size=(100, 40)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert not list(tmp_path.iterdir()), "there is nothing to save yet"
        screen.query_one(SweepView).sweep._new_pool = Threads
        await pilot.press("enter")
        await wait_until(pilot, lambda: len(screen.query_one(SweepView).results) == 4)
        await pilot.press("s", "S")
        await pilot.pause()
    assert (tmp_path / "nn-tutor-sweep.csv").read_text().count("\n") == 5
    assert (tmp_path / "nn-tutor-sweep.jsonl").read_text().count("\n") == 4
