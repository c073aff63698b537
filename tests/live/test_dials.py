"""Dials as values: numbers move along their steps, choices along their list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.live.dials import ChoiceDial, RangeDial, Settings, stepped
from tutor.plots.cells import plain


def settings() -> Settings:
    dials = {
        "alpha": RangeDial(0.1, 1.0, 0.1),
        "activation": ChoiceDial(["relu", "tanh", "sigmoid"]),
    }
    return Settings(dials, {"alpha": 0.5, "activation": "tanh"})


def test_the_chosen_dial_is_turned() -> None:
    assert settings().turned(2).values == {"alpha": 0.7, "activation": "tanh"}
    assert settings().moved(1).turned(-1).values == {"alpha": 0.5, "activation": "relu"}
    assert settings().moved(-1).chosen == "activation"
    assert settings().moved(2).chosen == "alpha"


def test_the_ends_hold() -> None:
    assert settings().turned(100).number("alpha") == 1.0
    assert settings().turned(-100).number("alpha") == 0.1
    assert settings().moved(1).turned(9).values["activation"] == "sigmoid"


def test_settings_without_dials() -> None:
    bare = Settings({}, {"alpha": 0.1})
    assert bare.chosen == "" and bare.moved(1).place == 0
    assert bare.picture(40, focused=True) == []


def test_the_picture_points_at_the_chosen_dial() -> None:
    rows = plain(settings().moved(1).picture(40, focused=True)).split("\n")
    assert rows[0].startswith("  alpha") and "0.5" in rows[0]
    assert rows[1].startswith("▸ activation") and "tanh" in rows[1]
    assert "▸" not in plain(settings().picture(40, focused=False))


def test_a_click_on_a_slider_sets_its_dial() -> None:
    rows = plain(settings().picture(40, focused=True)).split("\n")
    start, end = rows[1].index("─"), len(rows[1]) - 1
    for column, activation in ((start, "relu"), ((start + end) // 2, "tanh"), (end, "sigmoid")):
        set_now = settings().clicked(rows[1], column)
        assert (set_now.chosen, set_now.values["activation"]) == ("activation", activation)
    assert settings().clicked(rows[0], end).number("alpha") == 1.0
    assert settings().clicked(rows[0], start).number("alpha") == 0.1


def test_a_click_beside_the_sliders_changes_nothing() -> None:
    rows = plain(settings().picture(40, focused=True)).split("\n")
    for text, column in ((rows[0], 3), ("some words", 4), (rows[0], len(rows[0]))):
        assert settings().clicked(text, column) == settings()


@given(st.floats(0, 1))
def test_a_slider_shows_the_place_that_was_clicked(part: float) -> None:
    dial = RangeDial(-3, 6, 0.5)
    assert abs(dial.part(dial.at(part)) - part) <= 0.5 / 9
    value = dial.at(part)
    assert isinstance(value, float) and (value / 0.5).is_integer()


@given(st.floats(-5, 5), st.integers(-20, 20).filter(bool), st.sampled_from([0.05, 0.1, 0.5, 2.0]))
def test_a_step_goes_the_right_way_and_lands_on_a_multiple(
    value: float, steps: int, step: float
) -> None:
    there = stepped(value, step, steps, -5, 5)
    assert there == -5 or there == 5 or abs(there / step - round(there / step)) < 1e-6
    assert (there - value) * steps >= 0
