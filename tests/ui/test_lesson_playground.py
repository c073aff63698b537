"""From a lesson into the playground and back: its task is set there, done, and noticed."""

from __future__ import annotations

from typing import Any

from playground_hands import playground_in_view, typed
from sizes import WIDE, mainly
from textual.pilot import Pilot
from waiting import press_until, wait_until

from tutor.course.index import shipped_course
from tutor.course.loader import load_lesson
from tutor.playground.task import Task
from tutor.plots.cells import plain
from tutor.screens.playground import PlaygroundScreen
from tutor.widgets.fit import Fit
from tutor.widgets.playground.card import PlaygroundCard

LESSON = "7-3-spiral-capstone"


def page_with(part_name: str) -> int:
    """The first page of the lesson with such a live part."""
    lesson = load_lesson(shipped_course(), LESSON)
    return next(
        number
        for number, page in enumerate(lesson.pages)
        if any(part.name == part_name for part in page.parts.values())
    )


async def at_the_card(pilot: Pilot[Any]) -> PlaygroundCard:
    pilot.app.open_lesson(LESSON, page_with("playground"))
    await wait_until(pilot, lambda: bool(pilot.app.screen.query(PlaygroundCard)))
    card = pilot.app.screen.query_one(PlaygroundCard)
    await press_until(pilot, "tab", lambda: card.has_focus)
    return card


async def in_the_playground(pilot: Pilot[Any]) -> PlaygroundScreen:
    await pilot.press("enter")
    return await playground_in_view(pilot)


def title(screen: PlaygroundScreen) -> str:
    return plain(screen.query("PictureView").first().picture)


@mainly(WIDE)
async def test_the_task_of_a_lesson_is_done_by_its_hint(
    open_tutor: Any, size: tuple[int, int]
) -> None:
    async with open_tutor(size=size) as pilot:
        card = await at_the_card(pilot)
        assert "○ Reach 97 % with at most 8 hidden units." in plain(card.picture)
        screen = await in_the_playground(pilot)
        assert "○ Reach 97 %" in title(screen)
        await typed(pilot, "learning_rate", "0.5")
        await pilot.press("plus", "space")
        await wait_until(pilot, lambda: "✔ Reach 97 %" in title(screen))
        await pilot.press("escape")
        await wait_until(pilot, lambda: "✔ Reach 97 %" in plain(card.picture))
        assert "reached at epoch" in plain(card.picture)


async def test_a_task_once_done_is_done_the_next_time(open_tutor: Any) -> None:
    async with open_tutor() as pilot:
        card = await at_the_card(pilot)
        await in_the_playground(pilot)
        await typed(pilot, "learning_rate", "0.5")
        await pilot.press("plus", "space")
        await wait_until(pilot, lambda: pilot.app.screen.run.reached is not None)
        await pilot.press("escape")
        await wait_until(pilot, lambda: card.reached is not None)
    async with open_tutor() as pilot:
        again = await at_the_card(pilot)
        await wait_until(pilot, lambda: f"reached at epoch {card.reached}" in plain(again.picture))


async def test_the_task_of_a_fit_is_remembered_too(open_tutor: Any) -> None:
    done = "✔ Reach an accuracy of 95 %.  reached at epoch"
    for press in (["space"], []):
        async with open_tutor() as pilot:
            pilot.app.open_lesson(LESSON, page_with("fit"))
            await wait_until(pilot, lambda app=pilot.app: bool(app.screen.query(Fit)))
            fit = pilot.app.screen.query_one(Fit)
            await press_until(pilot, "tab", lambda fit=fit: fit.has_focus)
            assert press or fit.live.snapshot is None or not fit.live.snapshot.step
            await pilot.press(*press)
            await wait_until(pilot, lambda fit=fit: done in plain(fit.picture))


async def test_a_task_done_on_easier_data_does_not_count(open_tutor: Any) -> None:
    async with open_tutor(size=(100, 30)) as pilot:
        card = await at_the_card(pilot)
        screen = await in_the_playground(pilot)
        await typed(pilot, "dataset", "circles")
        await wait_until(pilot, lambda: "(not on other data)" in title(screen))
        await pilot.press("plus", "space")
        await wait_until(pilot, lambda: screen.run.finished)
        assert screen.run.snapshot.accuracy >= 0.97
        await pilot.press("escape")
        await wait_until(pilot, lambda: not isinstance(pilot.app.screen, PlaygroundScreen))
        assert card.reached is None


def test_only_runs_on_the_data_of_the_task_count() -> None:
    task = Task("Get there", "accuracy >= 0.9", {"dataset": "moons", "noise": 0.3})
    asked = {"dataset": "moons", "noise": 0.3}
    same = [{}, {"hidden": (2,)}, {"points": 100}, {"data_seed": 3}, {"validation_split": 0.2}]
    other = [{"noise": 0.1}, {"points": 10}, {"dataset": "xor"}, {"csv": "easy.csv"}]
    assert all(task.formula(asked | changed) == task.when for changed in same)
    assert all(task.formula(asked | changed) == "" for changed in other)
    assert Task("Get there", "accuracy >= 0.9").counts({"dataset": "xor"})
    assert "not on other data" in plain(task.rows(None, 60, {"dataset": "xor"}))
    assert "not on other data" not in plain(task.rows(3, 60, {"dataset": "xor"}))


async def test_a_run_begun_in_a_lesson_goes_on_in_the_playground(open_tutor: Any) -> None:
    async with open_tutor() as pilot:
        pilot.app.open_lesson(LESSON, page_with("fit"))
        await wait_until(pilot, lambda: bool(pilot.app.screen.query(Fit)))
        fit = pilot.app.screen.query(Fit).first()
        await press_until(pilot, "tab", lambda: fit.has_focus)
        await wait_until(pilot, lambda: fit.live.snapshot is not None)
        for epoch in (1, 2):
            await pilot.press("e")
            await wait_until(pilot, lambda epoch=epoch: fit.live.snapshot.epoch == epoch)
        await pilot.press("f")
        screen = await playground_in_view(pilot)
        assert screen.run is fit.live
        await wait_until(
            pilot, lambda: "epoch 2" in plain(screen.query_one("#playground-standing").picture)
        )
