"""A unit's test asks of every lesson, prefers changing numbers, and changes with the seed."""

from __future__ import annotations

from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.course.loader import load_lesson
from tutor.course.unit_test import FINAL_OF_EACH, QUESTIONS, draw_lessons, draw_test

LESSONS = [
    load_lesson(shipped_course(), lesson.id)
    for lesson in read_index(shipped_course()).lessons
    if lesson.number in ("2-6", "2-7", "2-8")
]


def test_it_asks_as_many_questions_as_it_should_of_every_lesson() -> None:
    drawn = draw_test(LESSONS, seed=0)
    assert len(drawn) == QUESTIONS
    assert {lesson for lesson, _ in drawn} == {lesson.id for lesson in LESSONS}
    assert len({(lesson, question.id) for lesson, question in drawn}) == QUESTIONS


def test_it_follows_the_order_of_the_lessons() -> None:
    order = [lesson.id for lesson in LESSONS]
    places = [order.index(lesson) for lesson, _ in draw_test(LESSONS, seed=1)]
    assert places == sorted(places)


def test_questions_with_changing_numbers_come_first() -> None:
    for lesson, question in draw_test(LESSONS, seed=2, count=len(LESSONS)):
        has_any = any(q.variables for a in LESSONS if a.id == lesson for q in a.questions.values())
        assert bool(question.variables) == has_any


def test_the_same_seed_draws_the_same_and_another_one_another() -> None:
    def ids(seed: int) -> list[str]:
        return [question.id for _, question in draw_test(LESSONS, seed)]

    assert ids(3) == ids(3)
    assert len({tuple(ids(seed)) for seed in range(10)}) > 1


def test_a_unit_of_few_questions_has_a_short_test() -> None:
    (lesson, *_) = LESSONS
    assert len(draw_test([lesson], 0, count=1000)) == len(lesson.questions)


def test_every_lesson_may_be_asked_of_where_there_are_more_than_questions() -> None:
    asked = {lesson for seed in range(20) for lesson, _ in draw_test(LESSONS, seed, count=1)}
    assert asked == {lesson.id for lesson in LESSONS}


def test_the_final_test_asks_of_each_unit_in_the_order_of_the_course() -> None:
    index = read_index(shipped_course())
    drawn = draw_lessons(index, seed=0)
    places = [index.lessons.index(lesson) for lesson in drawn]
    assert places == sorted(set(places))
    for unit in index.units:
        asking = [each for each in unit.lessons if each.questions and each.id != index.welcome]
        asked = [lesson for lesson in drawn if lesson in unit.lessons]
        assert len(asked) == min(FINAL_OF_EACH, len(asking))
    assert drawn == draw_lessons(index, seed=0) != draw_lessons(index, seed=1)
