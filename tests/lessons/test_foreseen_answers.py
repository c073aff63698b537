"""Every wrong answer that the course foresees is wrong, and is told its own reason alone."""

from __future__ import annotations

import pytest

from tutor.assessment.keys import foreseen_wrong
from tutor.assessment.marking import mark
from tutor.assessment.questions import Predict, Question
from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.course.loader import load_lesson

LESSONS = [lesson.id for lesson in read_index(shipped_course()).lessons]
SEEDS = range(3)  # draws of a question whose numbers change


@pytest.mark.parametrize("trained", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize("lesson_id", LESSONS)
def test_a_foreseen_wrong_answer_is_told_its_own_reason_and_no_other(
    lesson_id: str, trained: bool
) -> None:
    """Predictions of what a training reaches are marked after it has run, in the slow set."""
    for question in load_lesson(shipped_course(), lesson_id).questions.values():
        if waits_for_a_training(question) == trained:
            for seed in SEEDS if question.variables else (0,):
                foreseen_answers_are_told_their_reasons(question, seed)


def waits_for_a_training(question: Question) -> bool:
    return isinstance(question, Predict) and question.compute.training is not None


def foreseen_answers_are_told_their_reasons(question: Question, seed: int) -> None:
    foreseen = foreseen_wrong(question, seed)
    reasons = {reason for _, reason in foreseen}
    for answer, reason in foreseen:
        verdict = mark(question, answer, seed)
        asked = (question.id, seed, answer)
        assert verdict.outcome != "right", asked
        blamed = [said.text for said in verdict.feedback if said.outcome != "right"]
        assert any(reason in text for text in blamed), asked
        others = {each for each in reasons if each not in reason}
        assert not any(each in text for each in others for text in blamed), asked
