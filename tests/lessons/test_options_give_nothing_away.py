"""Over the whole course, neither the length nor the place of an option tells that it is right."""

from __future__ import annotations

from collections import Counter
from functools import cache

from tutor.assessment.questions import Predict, Question, Single
from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.course.loader import load_lesson


@cache
def to_choose_from() -> list[tuple[list[int], int]]:
    """Of each question with one right option: the options' lengths, and the right one's place."""
    lessons = [lesson.id for lesson in read_index(shipped_course()).lessons]
    questions: list[Question] = []
    for lesson in lessons:
        questions += load_lesson(shipped_course(), lesson).questions.values()
    return [
        ([len(option.text) for option in question.options], place)
        for question in questions
        if isinstance(question, Single | Predict)
        for place, option in enumerate(question.options)
        if option.correct
    ]


def test_the_right_option_is_not_the_longest_more_often_than_chance_would_have_it() -> None:
    longest = [
        lengths.count(max(lengths)) == 1 and lengths[place] == max(lengths)
        for lengths, place in to_choose_from()
    ]
    assert sum(longest) / len(longest) < 0.2


def test_the_right_option_stands_at_any_place() -> None:
    places = Counter(place for _, place in to_choose_from())
    assert all(0.1 < places[place] / places.total() < 0.4 for place in range(4)), places
