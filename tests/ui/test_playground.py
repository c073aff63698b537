"""The playground in the app: keys set up, train, go back, zoom; nothing blocks or crashes."""

from __future__ import annotations

from pathlib import Path

import pytest
from playground_hands import ENDLESS, SMALL, PlaygroundApp, playground
from textual.widgets import Input
from threads import Threads

from engine.experiment import Experiment
from tutor.playground.presets import PRESETS
from tutor.playground.task import Task
from tutor.plots.cells import plain
from tutor.runs.store import Runs
from tutor.screens.own_table import OwnTableScreen
from tutor.screens.runs import RunsScreen
from tutor.screens.stepper import StepperScreen
from tutor.widgets.entry import Entry
from tutor.widgets.picture import PictureView
from tutor.widgets.playground.board import BoardView
from tutor.widgets.stepper import Stepper


async def test_a_run_from_first_frame_to_report_is_the_headless_one() -> None:
    *_, expected = Experiment.of(**SMALL).start()
    async with playground() as hands:
        assert "○ ready" in hands.text and "Regions" in hands.text
        await hands.press("plus", "space")
        await hands.wait_until(lambda: hands.board.live.finished and not hands.board.running)
        assert hands.snapshot.loss == expected.loss
        assert "✔ finished" in hands.text and "macro F1" in hands.text
        await hands.press("space")
        await hands.wait_until(lambda: hands.board.live.history.epochs()[-1] > 1)


async def test_steps_epochs_pause_and_reset() -> None:
    async with playground(epochs=ENDLESS) as hands:
        await hands.press("s")
        await hands.wait_until(lambda: hands.snapshot.step == 1)
        await hands.epochs(1)
        await hands.press("space")
        await hands.wait_until(lambda: hands.board.running and hands.snapshot.epoch > 3)
        await hands.press("space")
        await hands.wait_until(lambda: "‖ paused" in hands.text)
        await hands.press("r")
        await hands.wait_until(lambda: "○ ready" in hands.text)


async def test_settings_are_turned_and_typed() -> None:
    async with playground() as hands:
        await hands.at("layer 1")
        await hands.press("right")
        await hands.wait_until(lambda: "2-12-3 relu" in hands.text)
        await hands.press("a", "enter", *"16 tanh", "enter")
        await hands.wait_until(lambda: "2-12-16-3" in hands.text)
        assert hands.setup.setup.layers == (12, "16 tanh")
        assert hands.setup.has_focus
        await hands.press("x")
        await hands.wait_until(lambda: "2-12-3 relu" in hands.text)


async def test_letters_typed_into_a_setting_are_no_commands() -> None:
    async with playground() as hands:
        await hands.at("learning_rate")
        await hands.press("enter")
        assert isinstance(hands.pilot.app.focused, Input)
        await hands.press(*"1e-2", "space", "enter")
        await hands.wait_until(lambda: hands.setup.setup.value("learning_rate") == 0.01)
        assert hands.snapshot.step == 0 and not hands.board.running


async def test_an_absurd_setting_is_met_beside_it() -> None:
    async with playground() as hands:
        await hands.at("learning_rate")
        await hands.press("enter", *"1e9", "enter")
        await hands.wait_until(lambda: "the limit is 1,000" in " ".join(hands.text.split()))
        await hands.press("escape")
        assert hands.setup.setup.value("learning_rate") == 0.1


async def test_what_cannot_be_built_is_said_beside_the_setting() -> None:
    async with playground() as hands:
        await hands.at("csv")
        await hands.press("enter", *"nowhere.csv", "enter")
        await hands.wait_until(lambda: "No such file" in " ".join(hands.text.split()))
        fault = hands.setup.setup.fault
        assert fault is not None and fault.name == "csv"
        assert hands.setup.query_one(Entry).is_open, "the path can be mended"
        line = hands.setup.query_one(Input)
        await hands.wait_until(lambda: line.has_focus)
        await hands.press("backspace")
        assert line.value == "nowhere.cs", "a letter of it is mended, the rest stays"
        await hands.press("v")
        assert "✘ not ready" in hands.text and "○ ready" not in hands.text
        await hands.press("enter", *"none", "enter")
        await hands.press("e")


async def test_rate_penalty_and_batch_size_change_while_it_runs() -> None:
    async with playground(epochs=ENDLESS) as hands:
        run = hands.board.live
        await hands.press("minus", "minus", "space")  # slowly: each key waits for an idle machine
        await hands.wait_until(lambda: hands.snapshot.epoch > 2)
        await hands.at("l2")
        await hands.press("right", "right")
        wanted = hands.setup.setup.value("l2")
        await hands.wait_until(lambda: run.present_settings().get("l2") == wanted)
        assert hands.board.running and hands.board.live is run and wanted > 0
        await hands.at("batch_size")
        await hands.press("right")
        wanted = hands.setup.setup.value("batch_size")
        await hands.wait_until(lambda: run.training.batch_size == wanted)
        assert hands.board.running and hands.board.live is run
        await hands.at("activation")
        await hands.press("right")
        await hands.wait_until(lambda: hands.board.live is not run)
        await hands.wait_until(lambda: hands.board.running and hands.snapshot.epoch > 1)


async def test_going_back_and_on() -> None:
    async with playground() as hands:
        await hands.epochs(3)
        loss = hands.snapshot.loss
        await hands.press("left_square_bracket", "left_square_bracket")
        await hands.wait_until(lambda: hands.snapshot.epoch == 1)
        await hands.press("right_square_bracket", "right_square_bracket")
        await hands.wait_until(lambda: hands.snapshot.epoch == 3)
        assert hands.snapshot.loss == loss
        await hands.press("left_square_bracket")
        await hands.wait_until(lambda: hands.snapshot.epoch == 2)
        await hands.epochs(1)
        assert hands.snapshot.loss == loss


async def test_divergence_is_explained_with_what_to_try() -> None:
    curve = {"dataset": "noisy_curve", "hidden": (8, 8), "epochs": 200}
    async with playground(learning_rate=1000.0, **curve) as hands:
        await hands.press("space")
        await hands.wait_until(lambda: "✘ diverged" in hands.text)
        words = " ".join(hands.text.split())
        assert "the run has diverged" in words or "not finite" in words or "J is" in words
        assert "Turn the learning rate down" in words


async def test_panels_are_chosen_and_zoomed() -> None:
    async with playground() as hands:
        await hands.press("tab", "right")
        await hands.wait_until(lambda: "▸ Loss" in hands.text)
        await hands.press("v")
        await hands.wait_until(lambda: "▸ Activations by layer" in hands.text)
        await hands.press("z")
        await hands.wait_until(lambda: "Regions" not in hands.text)
        assert not hands.setup.display
        await hands.press("escape")
        await hands.wait_until(lambda: "Regions" in hands.text)
        assert hands.setup.display
        await hands.press("o")
        await hands.wait_until(lambda: hands.board.board.look.log_loss)


async def test_a_task_is_noticed_when_it_is_done() -> None:
    task = Task("Get below 1 with at most 8 units", "(loss < 1.09) * (hidden_units <= 8)")
    async with playground(task) as hands:
        assert "○ Get below 1" in hands.text
        await hands.press("plus", "space")
        await hands.wait_until(
            lambda: "✔ Get below 1 with at most 8 units  reached at" in hands.text
        )


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (140, 45), (220, 60)])
async def test_it_fits_every_window(size: tuple[int, int]) -> None:
    async with playground(size=size) as hands:
        await hands.epochs(1)
        standing = hands.screen.query_one("#playground-standing", PictureView)
        await hands.wait_until(lambda: "epoch 1/6" in plain(standing.picture))
        for view in (hands.board, hands.setup):
            assert len(view.picture) <= view.size.height
            widths = {sum(len(span.text) for span in row) for row in view.picture}
            assert max(widths) <= view.size.width


async def test_presets_are_offered_and_set_up() -> None:
    async with playground() as hands:
        names = await hands.presets()
        await hands.press("end", *["up"] * (len(PRESETS) - 3), "enter")
        await hands.wait_until(lambda: hands.setup.setup.settings.get("dataset") == "xor")
        await hands.wait_until(lambda: "2-4-1 tanh" in hands.text)
        assert names[-len(PRESETS) :] == [preset.name for preset in PRESETS]


async def test_set_ups_of_the_course_in_use_are_offered_first(tmp_path: Path) -> None:
    (tmp_path / "3-1-mine").mkdir()
    contents = "format_version: 1\ntitle: A\nunits: [{id: u, title: U, lessons: [3-1-mine]}]\n"
    (tmp_path / "course.yaml").write_text(contents)
    front = "---\ntitle: Mine\nobjectives: [x]\nminutes: 1\n---\n"
    part = "```{playground}\ndataset: circles\nhidden: [5]\n```\n"
    (tmp_path / "3-1-mine" / "lesson.md").write_text(f"{front}\n## Page\n\n{part}")
    async with playground(course=tmp_path) as hands:
        names = await hands.presets()
        assert names[:3] == ["From the lessons", "3-1  Mine", "To begin with"]
        await hands.press("enter")
        await hands.wait_until(lambda: "2-5-1" in hands.text)
        assert hands.setup.setup.settings == {"dataset": "circles", "hidden": (5,)}


async def test_the_run_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with playground() as hands:
        await hands.epochs(2)
        for place, name in enumerate(["py", "json", "csv", "svg", "txt"]):
            await hands.press("t", *["down"] * place, "enter")
            await hands.wait_until((tmp_path / f"nn-tutor-spiral.{name}").exists)
        assert (tmp_path / "nn-tutor-spiral.csv").read_text().count("\n") == 4
        assert "<svg" in (tmp_path / "nn-tutor-spiral.svg").read_text()
        await hands.press("y")
        await hands.pilot.pause()
        app = hands.pilot.app
        assert isinstance(app, PlaygroundApp)
        assert app.copied == ["nn-tutor playground --points 30 --hidden 8 --epochs 6"]


async def test_runs_are_kept_and_compared(tmp_path: Path) -> None:
    runs = Runs(tmp_path / "runs.db")
    async with playground(runs=runs) as hands:
        for name in ("one", "two"):
            await hands.epochs(2)
            await hands.press("n", *name, "enter")
            await hands.wait_until(lambda name=name: name in [run.name for run in runs.all()])
            await hands.press("r")
            await hands.wait_until(lambda: hands.snapshot.step == 0)
            await hands.at("seed")
            await hands.press("right")
            await hands.wait_until(lambda: hands.board.live.settings.get("seed"))
        await hands.press("c")
        await hands.wait_until(lambda: isinstance(hands.pilot.app.screen, RunsScreen))
        screen = hands.pilot.app.screen
        assert isinstance(screen, RunsScreen)

        def shown() -> str:
            return "\n".join(plain(view.picture) for view in screen.query(PictureView))

        await hands.wait_until(lambda: "one" in shown() and "two" in shown())
        assert "seed 1 against 0" in shown()
        await hands.press("d")
        await hands.wait_until(lambda: "From the start the weights differ" in shown())
        await hands.press("down", "enter")
        await hands.wait_until(lambda: hands.pilot.app.screen is hands.screen)
        assert "seed" not in hands.setup.setup.settings


async def test_the_stepper_opens_on_the_example_and_the_weights() -> None:
    async with playground() as hands:
        await hands.epochs(2)
        await hands.press("full_stop", "full_stop", "full_stop")
        await hands.wait_until(lambda: "example 2:" in hands.text)
        await hands.press("i")
        await hands.wait_until(lambda: isinstance(hands.pilot.app.screen, StepperScreen))
        trace = hands.pilot.app.screen.query_one(Stepper).view.walk.trace
        training = hands.board.live.training
        assert (trace.inputs["W[1]"] == training.network.layers[0].W).all()
        assert (trace.inputs["X"] == training.training_set.X[:, 2:3]).all()


async def test_a_unit_is_looked_at() -> None:
    async with playground() as hands:
        await hands.press("greater_than_sign")
        await hands.wait_until(lambda: "layer 1 unit 2 relu" in hands.text)
        await hands.press("less_than_sign", "less_than_sign")
        await hands.wait_until(lambda: "layer 2 unit 3 softmax" in hands.text)


async def test_a_view_is_chosen_from_a_list() -> None:
    async with playground() as hands:
        await hands.press("V", *["down"] * 5, "enter")
        await hands.wait_until(lambda: "Confusion matrix" in hands.text)
        assert "Regions" not in hands.text


async def test_a_table_of_ones_own_is_read_and_looked_at(tmp_path: Path) -> None:
    table = tmp_path / "flowers.csv"
    rows = [f"{n % 7},{n % 5},1,{'abc'[n % 3]}" for n in range(30)]
    table.write_text("\n".join(["length,width,same,kind", *rows]))
    async with playground(size=(140, 45)) as hands:
        await hands.at("csv")
        await hands.press("enter", *str(table), "enter")
        await hands.wait_until(lambda: isinstance(hands.pilot.app.screen, OwnTableScreen))
        await hands.press("escape")
        await hands.wait_until(lambda: "Constant column same" in hands.text)
        await hands.epochs(1)
        await hands.choose_view("Data")
        await hands.wait_until(lambda: "● a  ▲ b  ■ c" in hands.text)


async def test_text_in_a_number_column_is_met_beside_the_field(tmp_path: Path) -> None:
    table = tmp_path / "broken.csv"
    table.write_text("a,b,kind\n1,2,x\nfour,5,y\n")
    async with playground() as hands:
        await hands.at("csv")
        await hands.press("enter", *str(table), "enter")
        await hands.wait_until(lambda: isinstance(hands.pilot.app.screen, OwnTableScreen))
        await hands.press("escape")
        await hands.wait_until(lambda: hands.setup.setup.fault)
        assert "'four'" in hands.text and "broken.csv:3" in hands.text


async def test_dead_units_are_told_of_below_the_figures() -> None:
    dead = {"dataset": "xor", "points": None, "hidden": (4,), "seed": 3, "epochs": 300}
    async with playground(**dead, learning_rate=0.5) as hands:
        await hands.press("plus", "space")
        await hands.wait_until(lambda: "finished" in hands.text)
        await hands.wait_until(lambda: "2 of 4 ReLUs in layer 1 are dead" in hands.text)


async def test_a_key_tells_how_much_is_luck(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BoardView, "pool", Threads)
    async with playground() as hands:
        await hands.epochs(6)
        await hands.press("L")
        await hands.wait_until(lambda: "20 seeds: accuracy" in hands.text)
        assert "±" in hands.text
        await hands.press("r")
        await hands.wait_until(lambda: "seeds" not in hands.text)


async def test_a_run_that_ends_above_its_start_is_told_so() -> None:
    rough = {"dataset": "moons", "points": 100, "hidden": (16, 16), "epochs": 100}
    async with playground(**rough, learning_rate=30.0) as hands:
        await hands.press("plus", "space")
        await hands.wait_until(lambda: "finished" in hands.text)
        await hands.wait_until(lambda: "far above its start" in hands.text)
