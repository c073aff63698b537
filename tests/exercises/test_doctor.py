"""The training doctor: runs ill as they say, treatments judged by running, by what is found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tutor.course.faults import CourseError
from tutor.course.index import shipped_course
from tutor.exercises.doctor import (
    case_of,
    cause_question,
    ill_run,
    judged,
    looks_question,
    repair_question,
    treated_run,
    unproven,
)
from tutor.exercises.listing import entries
from tutor.exercises.loading import find, load_exercise
from tutor.exercises.model import Exercise
from tutor.runs.goal import Goal
from tutor.runs.run import LiveRun

CASES = [entry.name for entry in entries(shipped_course()) if entry.kind == "doctor"]
QUICK = ("crawling-loss", "one-voice", "loans", "ward-round", "penguins")


def case(name: str) -> Exercise:
    return find(shipped_course(), name)


def trained(run: LiveRun) -> LiveRun:
    run.burst(Goal(), lambda: False, lambda: None)
    return run


def test_there_is_a_case_of_each_ailment() -> None:
    findings = {case_of(case(name)).finding for name in CASES}
    assert len(CASES) >= 12
    assert findings >= {"jumps", "low_rate", "twins", "dead", "saturated", "input_scale"}
    assert findings >= {"label_scale", "gap", "base_rate", "leak", "vanishing", "exploding"}


@pytest.mark.sampled
@pytest.mark.parametrize("name", QUICK)
def test_each_run_is_ill_as_it_says_and_its_cure_cures(name: str) -> None:
    assert not list(unproven(case(name)))


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in CASES if name not in QUICK])
def test_the_longer_runs_are_ill_as_they_say_and_their_cures_cure(name: str) -> None:
    assert not list(unproven(case(name)))


def test_a_treatment_is_judged_by_its_run() -> None:
    loans = case("loans")
    treatments = case_of(loans).repair
    cure = next(place for place, treatment in enumerate(treatments) if treatment.cures)
    healed = judged(loans, trained(treated_run(loans, cure)))
    assert healed.recovered and healed.message.startswith("It recovers: validation accuracy 9")
    other = judged(loans, trained(treated_run(loans, 0)))
    assert not other.recovered and "asked for at least 85.0 %" in other.message
    assert "differ widely in scale" in other.message


def test_a_figure_that_is_reached_with_the_ailment_still_there_is_no_recovery() -> None:
    ward = case("ward-round")
    still_ill = judged(ward, trained(ill_run(ward)))
    assert not still_ill.recovered and "100.0 %" in still_ill.message
    assert "days_of_drug" in still_ill.message


def test_a_run_that_diverges_does_not_recover() -> None:
    prices = case("house-prices")
    assert "diverges" in judged(prices, trained(ill_run(prices))).message


def test_the_questions_hold_what_is_written() -> None:
    exercise = case("penguins")
    written = case_of(exercise)
    looks, cause = looks_question(exercise), cause_question(exercise)
    repair = repair_question(exercise)
    assert [step.text for step in looks.steps] == [look.text for look in written.tests]
    assert cause.options == written.causes and cause.hints == exercise.hints
    assert [option.text for option in repair.options] == [t.text for t in written.repair]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("finding: leak", "finding: leek", "leak"),
        ("symptoms: [data", "symptoms: [date", "data"),
        ("recovers: {val_accuracy", "recovers: {val_acuracy", "val_accuracy"),
        ("settings: {hidden: [2]}", "settings: {hiden: [2]}", "hidden"),
        ("run: {csv: ward.csv", "run: {csv: wards.csv", "wards.csv"),
        ("    cures: true\n", "", "exactly one treatment"),
    ],
)
def test_what_is_written_wrong_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    course = tmp_path / "course"
    folder = course / "4-9-generalisation" / "exercises" / "ward-round"
    shutil.copytree(case("ward-round").folder, folder)
    path = folder / "exercise.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CourseError) as error:
        load_exercise(course, "4-9-generalisation", "ward-round")
    assert said in str(error.value) and "exercise.yaml:" in str(error.value)


def test_a_cure_that_does_not_cure_is_found(tmp_path: Path) -> None:
    course = tmp_path / "course"
    folder = course / "4-9-generalisation" / "exercises" / "ward-round"
    shutil.copytree(case("ward-round").folder, folder)
    path = folder / "exercise.yaml"
    text = path.read_text(encoding="utf-8").replace("val_accuracy: 0.75", "val_accuracy: 0.95")
    path.write_text(text, encoding="utf-8")
    (told,) = unproven(load_exercise(course, "4-9-generalisation", "ward-round"))
    assert told.startswith("repair[0]: it is to cure, and It does not recover")
