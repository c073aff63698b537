"""The picture of a sweep: read without colour, at any width, whatever became of its runs."""

from __future__ import annotations

import pytest

from engine.sweep import Result, Trial
from tutor.plots.ansi import terminal_palette
from tutor.plots.arrange import row_width
from tutor.plots.cells import plain
from tutor.sweeps.picture import SweepStanding, duration, summed_up, sweep_picture
from tutor.sweeps.plan import Plan, read_plan
from tutor.sweeps.table import short

BASE = {"dataset": "moons", "points": 20, "epochs": 2}
BARE = terminal_palette({"NO_COLOR": "1"})
COLOURED = terminal_palette({})


def made(trial: Trial) -> Result:
    """A result that depends on the trial's settings in a known way."""
    rate, units = trial.settings.get("learning_rate", 1), trial.settings.get("hidden", (1,))[0]
    accuracy = min(0.5 + 0.04 * rate + 0.01 * units + 0.001 * trial.seed, 0.999)
    return Result(trial, {"accuracy": accuracy, "loss": 1 - accuracy, "seconds": 20.0 * units})


def drawn(plan: Plan, done: int = 10_000, running: int = 0, width: int = 78, height: int = 40,
          top: int = 0, results: list[Result] | None = None) -> str:  # fmt: skip
    trials = plan.trials()
    found = [made(trial) for trial in trials[:done]] if results is None else results
    standing = SweepStanding(trials, found, trials[len(found) : len(found) + running], 40.0)
    picture = summed_up(plan, standing, width, BARE).seen(standing, height, top).picture
    assert {row_width(row) for row in picture} == {width} and len(picture) <= max(height, 14)
    return plain(picture)


def plan(text: str) -> Plan:
    return read_plan(BASE, text)


def test_two_settings_make_rows_and_columns() -> None:
    text = drawn(plan("lr=1,2,3 hidden=2;8"))
    rows = [line.split() for line in text.splitlines()]
    assert ["learning_rate", "2", "8"] in rows and ["1", "0.560", "0.620"] in rows
    assert ["3", "0.640", "[0.700]"] in rows
    assert "6 of 6 runs done" in text
    assert "Best  learning_rate 3, hidden 8   accuracy 0.7" in text


def test_what_is_running_done_and_to_come_is_told() -> None:
    text = drawn(plan("lr=1,2,3 hidden=2;8"), done=2, running=2, width=110)
    assert "2 of 6 runs done   ▶ 2 running   2 to do   about 40 s left" in text
    rows = [line.split() for line in text.splitlines()]
    assert ["1", "0.560", "[0.620]"] in rows and ["2", "▶", "▶"] in rows
    assert ["3", "·", "·"] in rows
    assert "· to do   ▶ running   [ ] best" in text and "Best so far" in text
    narrow = drawn(plan("lr=1,2,3 hidden=2;8"), done=2, running=2, width=60)
    assert "about 40 s left" in narrow


def test_seeds_have_mean_and_spread() -> None:
    text = drawn(plan("lr=1,2 hidden=2;8 seeds=5"))
    assert "0.562±0.001" in text and "[0.662±0.001]" in text
    assert "accuracy 0.662 ± 0.001, mean and standard deviation of 5 seeds" in text
    some = drawn(plan("lr=1,2 hidden=2;8 seeds=5"), done=3)
    assert "0.561±0.001…]" in some and "… more seeds to come" in some
    one = drawn(plan("lr=1 seeds=5"), done=1)
    assert "accuracy 0.55 with 1 of 5 seeds" in one


def test_of_three_settings_two_name_the_rows() -> None:
    text = drawn(plan("lr=1,2 hidden=2;8 activation=relu,tanh,sigmoid"))
    rows = [line.split() for line in text.splitlines()]
    assert ["learning_rate", "hidden", "relu", "tanh", "sigmoid"] in rows
    assert ["1", "2", "0.560", "0.560", "0.560"] in rows
    assert ["8", "0.620", "0.620", "0.620"] in rows, "what is as in the row above is left out"


def test_one_setting_has_a_row_each_in_its_order() -> None:
    text = drawn(plan("lr=3,1,2"))
    rows = [line.split() for line in text.splitlines()]
    places = [rows.index(row) for row in (["3", "[0.630]"], ["1", "0.550"], ["2", "0.590"])]
    assert places == sorted(places)


def test_draws_are_listed_the_best_first() -> None:
    text = drawn(plan("lr=1,2,3 hidden=2;8;16 draws=5"), done=4)
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("learning_rate"))
    figures = [line.split()[2].strip("[]") for line in lines[start + 1 : start + 6]]
    assert figures[:4] == sorted(figures[:4], reverse=True) and figures[4] == "·"
    least = drawn(plan("lr=1,2,3 hidden=2;8;16 draws=5 figure=loss"))
    lines = least.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("learning_rate"))
    figures = [line.split()[2].strip("[]") for line in lines[start + 1 : start + 6]]
    assert figures == sorted(figures)


def test_runs_that_diverged_and_failed_are_told_apart_and_why() -> None:
    swept = plan("lr=1,2,3 hidden=2;8 seeds=2")
    trials = swept.trials()
    results = [made(trial) for trial in trials]
    for number in (0, 1, 2):
        results[number] = Result(trials[number], {"accuracy": 0.5}, diverged="at step 3")
    for number in (6, 8, 9):
        results[number] = Result(trials[number], error="moons holds no images")
    text = drawn(swept, results=results)
    rows = [line.split() for line in text.splitlines()]
    assert ["1", "✘", "0.621✘"] in rows
    assert "✘ diverged   ! failed" in text
    assert "! 3 runs failed: moons holds no images" in text
    listed = drawn(plan("lr=1,2,3 seeds=2"), results=[
        Result(trial, error="no") if trial.number < 1 else made(trial)
        for trial in plan("lr=1,2,3 seeds=2").trials()
    ])  # fmt: skip
    assert "1 of 2 failed" in listed


def test_a_sweep_of_which_nothing_can_be_run_has_no_best() -> None:
    swept = plan("conv=2;4")
    results = [Result(trial, error="moons holds no images") for trial in swept.trials()]
    text = drawn(swept, results=results)
    assert "No run has ended well yet." in text and "! 2 runs failed" in text


def test_a_figure_that_is_not_measured_is_told_of() -> None:
    swept = read_plan(BASE, "lr=1,2 figure=macro_f1")
    text = drawn(swept)
    assert "No run has measured the macro f1." in text


def test_a_table_longer_than_the_room_is_scrolled() -> None:
    swept = plan("lr=" + ",".join(str(n) for n in range(1, 31)) + " hidden=2;8")
    text = drawn(swept, height=20)
    assert "↑ ↓  rows 1 to 12 of 30" in text and "Best" in text and "runs done" in text
    trials = swept.trials()
    standing = SweepStanding(trials, [made(trial) for trial in trials])
    last = summed_up(swept, standing, 78, BARE).seen(standing, 20, 1000)
    assert last.top == last.last_top == 18
    assert "rows 19 to 30 of 30" in plain(last.picture)
    assert any(line.startswith("30 ") for line in plain(last.picture).splitlines())


def test_a_table_takes_the_columns_that_there_is_room_for() -> None:
    swept = plan("lr=1,2 hidden=2;4;6;8;10;12;14;16;18;20;22;24")
    wide = [line.split() for line in drawn(swept, width=140).splitlines()]
    assert ["learning_rate", *map(str, range(2, 25, 2))] in wide
    turned = [line.split() for line in drawn(swept, width=60).splitlines()]
    assert ["hidden", "1", "2"] in turned and ["24", "0.780", "[0.820]"] in turned
    listed = [line.split() for line in drawn(swept, width=27).splitlines()]
    assert listed[4][:2] == ["2", "24"], "where there is none for two, a list, the best first"


def test_the_better_the_stronger_the_shade() -> None:
    for text, best in (("lr=1,2,3", 3), ("lr=1,2,3 figure=loss", 3), ("lr=1,2,3 figure=epoch", 1)):
        swept = plan(text)
        results = [
            Result(t, made(t).figures | {"epoch": t.choice["learning_rate"]})
            for t in swept.trials()
        ]
        picture = sweep_picture(swept, SweepStanding(swept.trials(), results), 78, 30, COLOURED)
        blue = {
            row[0].text.strip(): span.bg[2]
            for row in picture
            for span in row
            if isinstance(span.bg, tuple)
        }
        assert max(blue, key=lambda name: blue[name]) == str(best)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.5, "0.500"), (0.0, "0.000"), (0.00042, "4.2e−4"), (12.3456, "12.35"), (2e7, "2.00e7"),
     (-3.0, "−3.000"), (200.0, "200"), (float("inf"), "∞")],
)  # fmt: skip
def test_figures_in_few_columns(value: float, shown: str) -> None:
    assert short(value) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.1, "1 s"), (40, "40 s"), (125, "2 min"), (7300, "2 h")]
)
def test_times_to_wait(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


def ranked(text: str, done: int, width: int = 138, height: int = 30) -> list[str]:
    swept = plan(text)
    trials = swept.trials()
    standing = SweepStanding(trials, [made(trial) for trial in trials[:done]])
    sheet = summed_up(swept, standing, width, BARE)
    picture = sheet.seen(standing, height).picture
    assert {row_width(row) for row in picture} == {width} and len(picture) <= height
    return plain(picture).splitlines()


def test_where_there_is_room_the_combinations_stand_in_order_beside_the_table() -> None:
    rows = ranked("lr=1,2,3 hidden=2;8", 4)
    beside = [row[69 + 4 :].split("━")[0].strip() for row in rows[2:]]
    assert beside[0] == "accuracy, the best first"
    assert beside[1:5] == [
        "learning_rate 2, hidden 8",
        "learning_rate 1, hidden 8",
        "learning_rate 2, hidden 2",
        "learning_rate 1, hidden 2",
    ]
    assert beside[5].split("  ")[0] == "learning_rate 3, hidden 2" and beside[5].endswith("·")
    assert (
        rows[3].rstrip().endswith("0.660")
        and "as soon as runs" in ranked("lr=1,2 hidden=2;8", 0)[2]
    )
    assert len(ranked("lr=1,2,3 hidden=2;8", 0)) == len(rows), "nothing jumps as runs end"


def test_no_order_stands_beside_what_is_in_order_or_has_no_room() -> None:
    assert "the best first" not in "".join(ranked("lr=1,2,3 hidden=2;8", 4, width=100))
    assert "the best first" not in "".join(ranked("lr=0.001..1 draws=5", 4))
    many = ",".join(map(str, range(1, 12)))
    assert "the best first" not in "".join(ranked(f"lr={many} batch_size={many}", 4))
    assert len(ranked("lr=1,2,3,4,5,6 hidden=2;4;8;16;32", 30, height=14)) <= 14
