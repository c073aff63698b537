"""Lesson 5-7: its figures by the engine's metrics, and what its live parts show."""

from dataclasses import replace

import numpy as np
import pytest
from lesson_runs import copies, last_of, parts_of

from engine import metrics
from tutor.live.metrics.scene import MetricsScene
from tutor.live.scene import Room
from tutor.plots.cells import Palette

LESSON = "5-7-metrics"


@pytest.mark.parametrize(("tp", "fp", "fn"), [(6, 2, 3), (12, 4, 8)])
def test_four_counts_make_the_figures(tp, fp, fn):
    truth = np.array([[1] * tp + [0] * fp + [1] * fn + [0] * (200 - tp - fp - fn)])
    said = np.array([[1.0] * (tp + fp) + [0.0] * (200 - tp - fp)])
    assert metrics.precision(said, truth)[1] == pytest.approx(tp / (tp + fp))
    assert metrics.recall(said, truth)[1] == pytest.approx(tp / (tp + fn))
    assert metrics.accuracy(said, truth) == pytest.approx((200 - fp - fn) / 200)
    assert metrics.f1(said, truth)[1] == pytest.approx(2 * tp / (2 * tp + fp + fn))


def test_the_bug_and_its_cure():
    sure, right = np.array([0.95, 0.95, 0.95, 0.65]), np.array([1, 1, 0, 1])
    found = metrics.ece(np.array([sure]), np.array([right]), bins=2)
    assert found == pytest.approx(abs(0.75 - 0.875))  # the engine's two bins hold all in one
    gaps = abs(right[:3].mean() - sure[:3].mean()), abs(1 - 0.65)
    assert np.mean(gaps) == pytest.approx(0.3167, abs=1e-4)
    assert 0.75 * gaps[0] + 0.25 * gaps[1] == pytest.approx(0.3, abs=1e-4)


def test_many_bins_make_gaps_of_chance_alone():
    scene = MetricsScene(parts_of(LESSON, "metrics")[1])
    settings = scene.started().settings
    assert scene.answers(settings).calibration(10).ece > 0.08  # sureness 3 is too sure
    calibrated = replace(settings, values={**settings.values, "sureness": 1.0})
    answers = scene.answers(calibrated)
    assert answers.calibration(1).ece < answers.calibration(20).ece < 0.08


def test_each_dial_changes_what_is_shown():
    for options in parts_of(LESSON, "metrics"):
        scene = MetricsScene(options)
        state = scene.started()
        places = {"threshold": 0.25, "share": 0.5, "separation": 1, "sureness": 1, "bins": 1}
        room = Room(70, 20, Palette(*[(0, 0, 0)] * 4, ()), focused=True)
        for name in state.settings.dials:
            turned = replace(state.settings, values={**state.settings.values, name: places[name]})
            shown = [
                rows[: -len(state.settings.dials)]
                for rows in (
                    scene.picture(state, room),
                    scene.picture(replace(state, settings=turned), room),
                )
            ]
            assert shown[0] != shown[1], name


@copies
def test_the_fit_learns_digits_well_enough_to_look_at(copy):
    assert last_of(LESSON, copy=copy).val_accuracy > 0.9


def test_a_higher_threshold_never_finds_more_and_may_cost_precision_as_well():
    rng = np.random.default_rng(0)
    truth, sure = (rng.random((1, 200)) < 0.3).astype(float), rng.random((1, 200))
    truth[0, sure.argmax()] = 0
    lines = [0.1, 0.5, 0.9, np.sort(sure[0])[-2]]
    found = [(sure > line).astype(float) for line in lines]
    recalls = [metrics.recall(said, truth)[1] for said in found]
    assert recalls == sorted(recalls, reverse=True)
    assert metrics.precision(found[-1], truth)[1] == 0 < metrics.precision(found[0], truth)[1]
