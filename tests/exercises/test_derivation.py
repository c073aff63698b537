"""Derivations: what is asked, what stands, what a file with a formula on each line is told."""

from __future__ import annotations

import pytest

from tutor.assessment.marking import mark
from tutor.commands.exercises.outcome_text import outcome_lines
from tutor.course.ids import exercise_part
from tutor.course.index import shipped_course
from tutor.exercises.checking import check
from tutor.exercises.derivation import derived, first_lines, lines
from tutor.exercises.listing import entries
from tutor.exercises.loading import find
from tutor.exercises.model import Exercise

NAMES = [entry.name for entry in entries(shipped_course()) if entry.kind == "derivation"]


@pytest.fixture(params=NAMES)
def exercise(request: pytest.FixtureRequest) -> Exercise:
    return find(shipped_course(), request.param)


def answers(exercise: Exercise) -> list[str]:
    return [line.answer for line in lines(exercise)]


def test_the_right_lines_pass_and_what_one_begins_with_does_not(exercise: Exercise) -> None:
    assert check(exercise, "\n".join(answers(exercise))).passed
    outcome = check(exercise, first_lines(exercise))
    assert not outcome.passed
    assert outcome.message.startswith("Line 1: This line is still to be derived")


def test_every_foreseen_wrong_line_is_wrong_and_earns_its_own_reason(exercise: Exercise) -> None:
    for line in lines(exercise):
        assert line.wrong, line.prompt
        for wrong in line.wrong:
            verdict = mark(line, wrong.value, 0)
            assert verdict.score < 1, wrong.value
            assert verdict.feedback[0].text == wrong.feedback, wrong.value


def test_every_line_has_help_and_an_end_that_explains(exercise: Exercise) -> None:
    assert exercise.explanation
    for line in lines(exercise):
        assert line.line and (line.hint or line.hints) and line.solution, line.prompt
    for line in lines(exercise, faded=True):
        assert not (line.hint or line.hints or line.solution)


def test_a_wrong_line_is_named_with_its_reason_and_those_before_it_count() -> None:
    exercise = find(shipped_course(), "derive-dz")
    right = answers(exercise)
    outcome = check(exercise, "\n".join(["# first", right[0], "", "a", *right[2:]]))
    assert not outcome.passed
    assert outcome.passing == len(right) - 1
    assert outcome.message.startswith("Line 2: That would be the slope of")


def test_a_line_that_cannot_be_read_is_told() -> None:
    exercise = find(shipped_course(), "derive-dz")
    assert check(exercise, "-y/").message.startswith("Line 1: ")
    assert "b" in check(exercise, "a - b").message


def test_lines_stand_up_to_the_first_that_is_not_right() -> None:
    questions = lines(find(shipped_course(), "derive-dz"))
    best = {exercise_part("derive-dz", str(number)): 1.0 for number in (1, 2, 4)}
    assert derived(questions, {}) == 0
    assert derived(questions, best) == 2
    assert derived(questions, dict.fromkeys((q.id for q in questions), 1.0)) == len(questions)


def test_a_wrong_line_is_shown_as_it_was_typed_and_is_not_called_right() -> None:
    asked = find(shipped_course(), "derive-dz")
    told = list(outcome_lines(check(asked, f"{answers(asked)[0]}\n2 * a\n")))
    assert told[1:] == ["", "  Line 2: 2 * a", "  1 of 6 lines stand."]
