"""The views of a run: which suit its data, and that each fills its place whatever it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tutor.plots.ansi import terminal_palette
from tutor.plots.arrange import row_width
from tutor.plots.cells import plain
from tutor.runs.goal import Goal
from tutor.runs.look import Look
from tutor.runs.panels import PanelSpace
from tutor.runs.run import LiveRun
from tutor.runs.views import draw_view, views_of
from tutor.runs.words import finding_rows, report_rows, status_row

PALETTE = terminal_palette({})
LOOK = Look(PALETTE)
NO_COLOUR = Look(PALETTE._replace(colour=False))
RUNS: dict[str, dict[str, Any]] = {
    "three classes": {"points": 30},
    "two classes": {"dataset": "xor"},
    "digits": {"dataset": "digits", "hidden": (16,)},
    "a curve": {"dataset": "noisy_curve", "hidden": (8, 8)},
    "no hidden layer": {"dataset": "moons", "hidden": ()},
    "bits": {"dataset": "parity", "bits": 3},
    "convolution": {"dataset": "digits", "conv": (2,), "hidden": (8,), "epochs": 1},
    "normed": {"dataset": "digits", "conv": (2, 3), "padding": 1, "batch_norm": True, "epochs": 1},
    "oblong": {
        "dataset": "digits",
        "conv": (2,),
        "kernel_size": "2x5",
        "padding": "same",
        "epochs": 1,
    },
    "shared": {"dataset": "moons", "hidden": (3,), "shared_bias": True, "epochs": 3},
}


def trained(**settings: Any) -> LiveRun:
    run = LiveRun({"epochs": 2, **settings})
    run.burst(Goal(), lambda: False, lambda: None)
    return run


def diverged(**settings: Any) -> LiveRun:
    run = trained(**settings)
    run.training.network.parameters[:] = np.nan
    return run


def test_views_suit_the_data() -> None:
    suitable = {name: views_of(trained(**settings)) for name, settings in RUNS.items()}
    curves = ["loss", "accuracy"]
    mistakes = ["confusion", "reliability"]
    always = ["norms", "inside", "unit"]
    assert suitable == {
        "three classes": ["regions", "network", *curves, "activations", *mistakes, *always, "data"],
        "two classes": ["regions", "network", *curves, "activations", *mistakes, *always, "data"],
        "digits": ["network", *curves, "activations", *mistakes, *always, "filters", "data"],
        "a curve": ["fit", "network", "loss", "activations", *always, "data"],
        "no hidden layer": ["regions", "network", *curves, *mistakes, *always, "data"],
        "bits": ["network", *curves, "activations", *mistakes, *always, "data"],
        "convolution": [*curves, "activations", *mistakes, *always, "filters", "data"],
        "normed": [*curves, "activations", *mistakes, *always, "filters", "data"],
        "oblong": [*curves, "activations", *mistakes, *always, "filters", "data"],
        "shared": ["regions", "network", *curves, "activations", *mistakes, *always, "data"],
    }


@pytest.mark.sampled
@pytest.mark.parametrize("make", [trained, diverged])
@pytest.mark.parametrize("settings", RUNS.values(), ids=RUNS.keys())
def test_every_view_fills_its_place(settings: dict[str, Any], make: Any) -> None:
    run = make(**settings)
    for name in views_of(run):
        for look in (LOOK, NO_COLOUR):
            drawn = draw_view(name, run, 34, 11, look)
            assert len(drawn) == 11
            assert {row_width(row) for row in drawn} == {34}


def test_regions_have_axes_where_there_is_room() -> None:
    run = trained(points=30)
    large = plain(draw_view("regions", run, 76, 16, LOOK)).split("\n")
    assert "x1 → x2 ↑" in large[0]
    assert "┬" in large[-2] and "0.0" in large[-1].split()
    numbers = [row[:6].split() for row in large[1:-2]]
    assert ["0.0"] in numbers
    assert "┬" not in plain(draw_view("regions", run, 44, 8, LOOK))


@pytest.mark.parametrize("size", [(12, 5), (44, 8), (76, 20)])
def test_points_are_hollow_where_they_are_taken_for_another_class(size: tuple[int, int]) -> None:
    hollow = set("○△□◇☆▽✧")
    perfect = trained(dataset="moons", noise=0.0, epochs=300, learning_rate=0.5, points=60)
    assert perfect.snapshot is not None and perfect.snapshot.accuracy == 1.0
    assert not hollow & set(plain(draw_view("regions", perfect, *size, LOOK)[1:]))
    perfect.training.training_set.classes[7] ^= 1
    assert hollow & set(plain(draw_view("regions", perfect, *size, LOOK)[1:]))


def test_twenty_classes_are_told_apart() -> None:
    run = trained(dataset="blobs", classes=20, points=20)
    key = draw_view("regions", run, 90, 20, LOOK)[0]
    signs = [(span.text.strip()[0], span.fg) for span in key if span.text.strip()[1:].isdigit()]
    assert len(set(signs)) == len(signs) == 20
    narrow = plain(draw_view("regions", run, 44, 9, LOOK)[:1])
    assert narrow.startswith("●0 ▲1") and narrow.endswith("…") and len(narrow) == 44


def test_long_names_of_classes_are_shortened_alike(tmp_path: Path) -> None:
    table = tmp_path / "cities.csv"
    rows = [f"{3 * n},{-n},{'abcd'[n % 4]} is the long name of a city" for n in range(20)]
    table.write_text("\n".join(["a,b,city", *rows]), encoding="utf-8")
    run = trained(csv=str(table))
    for view in ("regions", "data"):
        key = plain(draw_view(view, run, 60, 12, LOOK)[:1])
        assert key.count(" is the") == 4 and len(key) <= 60


def test_names_that_begin_alike_keep_their_ends(tmp_path: Path) -> None:
    table = tmp_path / "cities.csv"
    rows = [f"{3 * n},{-n},city number {n % 4}" for n in range(20)]
    table.write_text("\n".join(["a,b,city", *rows]), encoding="utf-8")
    key = plain(draw_view("regions", trained(csv=str(table)), 40, 12, LOOK)[:1])
    assert all(f"er {number}" in key for number in range(4))


def test_a_low_reliability_diagram_keeps_the_bins_with_most_examples() -> None:
    run = trained(dataset="blobs", classes=20, points=30)
    shown, whole = (plain(draw_view("reliability", run, 44, h, LOOK)).split("\n") for h in (6, 16))
    counts = [int(row.split()[-1]) for row in whole[1:11]]
    assert sorted(int(row.split()[-1]) for row in shown[1:5]) == sorted(counts)[-4:]
    assert shown[-1].startswith("ECE")


def test_mistakes_say_that_they_are_those_of_the_validation_set() -> None:
    for settings in ({"points": 40}, {"dataset": "blobs", "classes": 20, "points": 40}):
        for held_out in (0.0, 0.3):
            run = trained(**settings, validation_split=held_out)
            for view in ("confusion", "reliability"):
                told = plain(draw_view(view, run, 74, 26, LOOK))
                assert ("validation set" in told) == (held_out > 0)


def test_numbers_beside_a_map_fit_whatever_they_are(tmp_path: Path) -> None:
    table = tmp_path / "prices.csv"
    rows = [f"{n * 70_001},{-(n**2) * 20_000},{n % 2}" for n in range(20)]
    table.write_text("\n".join(["price,debt,sold", *rows]), encoding="utf-8")
    drawn = plain(draw_view("regions", trained(csv=str(table)), 76, 20, LOOK)).split("\n")
    assert {row.find("│") for row in drawn[1:-2]} == {6}


def test_panels_are_two_and_on_a_wide_screen_three() -> None:
    run = trained(points=30)
    narrow = plain(PanelSpace(76, 12, NO_COLOUR).draw(run)).split("\n")
    assert "loss" in narrow[0] and "● 0" in narrow[0] and "accuracy" not in narrow[0]
    wide = plain(PanelSpace(130, 12, NO_COLOUR).draw(run)).split("\n")
    assert "loss" in wide[0] and "● 0" in wide[0] and "inputs" in wide[0]
    turned = plain(PanelSpace(76, 12, NO_COLOUR, turned=1).draw(run)).split("\n")
    assert "inputs" in turned[0]
    chosen = plain(PanelSpace(76, 12, NO_COLOUR, views=("confusion",), turned=5).draw(run))
    assert "predicted" in chosen


@pytest.mark.parametrize(("width", "height"), [(55, 22), (75, 31), (134, 46), (108, 60), (30, 9)])
def test_panels_fill_a_tall_place_without_covering_one_another(width: int, height: int) -> None:
    run = trained(points=30)
    canvas = PanelSpace(width, height, NO_COLOUR)
    panels = canvas.panels(run)
    cells = [
        (x, y)
        for panel in panels
        for x in range(panel.left, panel.left + panel.width)
        for y in range(panel.top, panel.top + panel.height)
    ]
    assert len(cells) == len({*cells})
    assert max(panel.left + panel.width for panel in panels) == width
    assert max(panel.top + panel.height for panel in panels) == height
    drawn = canvas.draw(run)
    assert len(drawn) == height
    assert max(map(row_width, drawn)) <= width
    regions = canvas.place_of("regions", run)
    assert regions is not None and regions.width >= regions.height


def test_a_curve_of_the_validation_set_is_drawn_where_there_is_one() -> None:
    assert "validation" not in plain(PanelSpace(76, 12, LOOK).draw(trained(points=30)))
    split = trained(points=30, validation_split=0.3)
    assert "╌╌ validation" in plain(PanelSpace(76, 12, LOOK).draw(split))


def test_dead_units_are_counted() -> None:
    run = trained(points=30, hidden=(4,))
    run.training.network.layers[0].W[...] = -1e3
    run.training.network.layers[0].b[...] = -1e6
    assert "4 of 4 units never move" in plain(draw_view("activations", run, 60, 8, LOOK))


def test_the_report_has_a_row_for_each_set() -> None:
    split = plain(report_rows(trained(points=30, validation_split=0.3), "", 71)).split("\n")
    assert [row.split()[0] for row in split] == ["training", "validation"]
    assert all(word in split[0] for word in ("accuracy", "macro F1", "top-2", "ECE"))
    assert max(map(len, split)) <= 71


def test_the_first_two_of_two_classes_are_not_reported() -> None:
    assert "top-2" in plain(report_rows(trained(points=30), "", 100))
    assert "top-2" not in plain(report_rows(trained(dataset="xor"), "", 100))


def test_a_fit_that_is_nowhere_to_be_seen_is_told_to_be_beyond() -> None:
    lost = trained(dataset="noisy_curve", learning_rate=300.0)
    assert "network (beyond the axes)" in plain(draw_view("fit", lost, 60, 12, LOOK))
    assert "beyond" not in plain(draw_view("fit", trained(dataset="noisy_curve"), 60, 12, LOOK))


def test_what_went_wrong_is_said_in_words() -> None:
    run = trained(points=30, learning_rate=1e300)
    assert "✘ diverged" in plain([status_row(run, False, "", 71)])
    assert "Turn the learning rate down" in " ".join(plain(finding_rows(run.findings, 71)).split())
    assert plain(report_rows(run, "no such thing", 71)).startswith("✘ no such thing")


@pytest.mark.parametrize(("patience", "sign"), [(1, "✔ stopped early"), (None, "✔ finished")])
def test_early_stopping_is_told_from_the_end(patience: int | None, sign: str) -> None:
    run = trained(points=30, learning_rate=3.0, epochs=40, early_stopping=patience)
    assert run.snapshot is not None and run.snapshot.final
    assert sign in plain([status_row(run, False, "", 71)])


def test_several_numbers_are_predicted_and_drawn_together(tmp_path: Path) -> None:
    """As a textbook has it: one example, two targets that are no classes."""
    path = tmp_path / "book.csv"
    path.write_text("i1,i2,o1,o2\n0.05,0.10,0.01,0.99\n")
    book = {"hidden": (2,), "activation": "sigmoid", "output": "sigmoid", "epochs": 80}
    run = LiveRun({"csv": str(path), "label": "o1,o2", "loss": "half_squared_error", **book})
    run.burst(Goal(), lambda: False, lambda: None)
    assert run.finished and run.findings == ()
    for name in views_of(run):
        assert len(draw_view(name, run, 100, 24, LOOK)) == 24
