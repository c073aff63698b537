"""The sweep in the app, and the card that leads from a lesson into the playground."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from engine.sweep import Result, Trial
from tutor.messages import PlaygroundOpened
from tutor.playground.sweeping import Plan
from tutor.plots.cells import plain
from tutor.screens.sweep import SweepScreen, read_plan
from tutor.themes import THEMES, role_colours
from tutor.widgets.playground.sweep import SweepView

BASE = {"dataset": "moons", "points": 20, "epochs": 2}
PLAN = Plan(BASE, {"learning_rate": (0.01, 0.1), "hidden": ((2,), (4,))})


class SweepApp(App[None]):
    def __init__(self, view: SweepView | None = None, screen: SweepScreen | None = None) -> None:
        super().__init__()
        self._view, self._first = view, screen
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


async def until(pilot: Pilot[None], condition: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "this should have happened by now"
        await pilot.pause(0.01)


class Slow(Executor):
    """Never ends what it was given, until it is told to."""

    def __init__(self) -> None:
        self.given: list[tuple[Future[Result], Any, Any]] = []

    def submit(self, function: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.given.append((future, function, arguments))
        return future

    def end_all(self) -> None:
        for future, function, arguments in self.given:
            future.set_result(function(*arguments))
        self.given.clear()


async def test_the_table_fills_until_all_is_done() -> None:
    view = SweepView(PLAN, executor=lambda: ThreadPoolExecutor(2))
    async with SweepApp(view).run_test(size=(80, 30)) as pilot:
        assert "0 of 4 runs" in plain(view.picture)
        await pilot.press("tab", "enter")
        await until(pilot, lambda: len(view.results) == 4 and not view.running)
        text = plain(view.picture)
        assert "✔ done" in text and "Best so far" in text and "learning_rate" in text
        await pilot.press("r")
        assert not view.results and "○ ready" in plain(view.picture)


async def test_runs_have_processes_of_their_own() -> None:
    view = SweepView(Plan(BASE, {"learning_rate": (0.1,)}))
    async with SweepApp(view).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "enter")
        await until(pilot, lambda: len(view.results) == 1, seconds=60)
        assert view.results[0].figures["accuracy"]


async def test_it_stops_and_goes_on_where_it_was() -> None:
    slow = Slow()
    view = SweepView(PLAN, executor=lambda: slow)
    async with SweepApp(view).run_test(size=(80, 30)) as pilot:
        await pilot.press("tab", "enter")
        await until(pilot, lambda: slow.given)
        begun = len(slow.given)
        await pilot.press("enter")
        assert not view.running
        slow.end_all()
        await until(pilot, lambda: len(view.results) == begun)
        assert begun < 4 or not slow.given
        await pilot.press("enter")
        while len(view.results) < 4:
            slow.end_all()
            await pilot.pause(0.01)
        await until(pilot, lambda: not view.running)


async def test_a_result_of_another_plan_is_dropped() -> None:
    view = SweepView(PLAN, executor=lambda: ThreadPoolExecutor(1))
    async with SweepApp(view).run_test() as pilot:
        stale = Result(Trial(0, {}, {}, 0))
        view.post_message(view.Found(Plan(BASE, {"l2": (0.1,)}), stale))
        await pilot.pause()
        assert not view.results


async def test_what_varies_is_typed_and_the_best_is_taken_over() -> None:
    screen = SweepScreen(BASE, PLAN)
    app = SweepApp(screen=screen)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("e")
        entry = app.focused
        assert entry is not None and getattr(entry, "value", "").startswith(
            "learning_rate=0.01,0.1"
        )
        await pilot.press(*"lr=fast", "enter")
        await pilot.pause()
        assert "'fast' is not a number" in str(screen.query_one("#sweep-fault").render())
        await pilot.press("home", "shift+end", *"lr=0.1,0.5 seeds=2", "enter")
        await until(pilot, lambda: len(screen.query_one(SweepView).trials) == 4)
        view = screen.query_one(SweepView)
        view._executor = lambda: ThreadPoolExecutor(2)
        await pilot.press("enter")
        await until(pilot, lambda: len(view.results) == 4)
        await pilot.press("u")
        await until(pilot, lambda: app.result != "open")
        assert app.result["learning_rate"] in (0.1, 0.5) and app.result["dataset"] == "moons"


async def test_the_results_are_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    screen = SweepScreen(BASE, PLAN)
    async with SweepApp(screen=screen).run_test(size=(100, 40)) as pilot:
        screen.query_one(SweepView)._executor = lambda: ThreadPoolExecutor(2)
        await pilot.press("enter")
        await until(pilot, lambda: len(screen.query_one(SweepView).results) == 4)
        await pilot.press("s", "S")
        await pilot.pause()
    assert (tmp_path / "nn-tutor-sweep.csv").read_text().count("\n") == 5
    assert (tmp_path / "nn-tutor-sweep.jsonl").read_text().count("\n") == 4


@pytest.mark.parametrize("text", ["", "seeds=0 lr=1", "lr=0.1..1", "lr=1 figure=beauty", "hello"])
def test_a_plan_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+"):
        read_plan(BASE, text)


async def test_a_card_opens_the_playground_and_notices_the_task(open_part: Any) -> None:
    opened: list[PlaygroundOpened] = []
    task = {"text": "Get below 1", "when": "loss < 1"}
    async with open_part("playground", dataset="moons", points=20, task=task) as pilot:
        card = pilot.app.part
        original = card.post_message
        card.post_message = lambda m: (
            opened.append(m) if isinstance(m, PlaygroundOpened) else original(m)
        )
        await pilot.press("enter")
        assert "○ Get below 1" in pilot.app.text
        (message,) = opened
        assert message.settings == {"dataset": "moons", "points": 20}
        message.left(None)
        assert "○ Get below 1" in pilot.app.text
        message.left(7)
        await pilot.pause()
        assert "✔ Get below 1  reached at epoch 7" in pilot.app.text
        await pilot.press("y")
        await pilot.pause()
        assert pilot.app.copied == ["nn-tutor playground --dataset moons --points 20"]


async def test_the_app_opens_the_playground_of_a_card(open_tutor: Any) -> None:
    from tutor.playground.task import Task
    from tutor.screens.playground import PlaygroundScreen

    left: list[int | None] = []
    async with open_tutor(size=(100, 30)) as pilot:
        settings = {"dataset": "xor", "hidden": (4,)}
        task = Task("Below 5", "loss < 5")
        pilot.app.post_message(PlaygroundOpened(settings, task, left.append))
        await until(pilot, lambda: isinstance(pilot.app.screen, PlaygroundScreen))
        screen = pilot.app.screen
        await until(pilot, lambda: screen.run.snapshot)
        await pilot.press("e")
        await until(
            pilot, lambda: "✔ Below 5" in plain(screen.query("PictureView").first().picture)
        )
        await pilot.press("escape")
        await until(pilot, lambda: left == [1])


async def test_a_key_opens_the_playground(open_tutor: Any) -> None:
    from tutor.screens.playground import PlaygroundScreen

    async with open_tutor(size=(100, 30)) as pilot:
        await pilot.press("g")
        await until(pilot, lambda: isinstance(pilot.app.screen, PlaygroundScreen))
        await until(pilot, lambda: pilot.app.screen.run.snapshot)
