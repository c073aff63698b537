"""One sitting of a review: in order, misses again at the end, and never more than a few minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.assessment.keys import right_answer
from tutor.assessment.marking import mark
from tutor.course.glossary import Definition, read_glossary
from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.review.asked import Questions
from tutor.review.definitions import cloze_of
from tutor.review.schedule import Due, term_id
from tutor.review.session import MOST, Session
from tutor.review.words import ago, ahead


def due(count: int) -> list[Due]:
    return [Due("1-1", f"q{number}", 0.0, 1.0) for number in range(count)]


def test_what_was_missed_comes_again_until_it_is_right_once() -> None:
    session = Session(due(2))
    first, second = session.items
    session.answered(first, 0.0)
    session.answered(first, 1.0)  # a second try at the same numbers
    session.go_on()
    assert (session.turn, session.number, len(session.left)) == (second, 2, 2)
    session.answered(second, 1.0)
    session.go_on()
    assert (session.turn, session.number) == (first, 1)
    session.answered(first, 0.5)
    session.go_on()
    assert session.turn == first
    session.answered(first, 1.0)
    session.go_on()
    assert session.turn is None and not session.left
    assert session.scores == [0.0, 1.0]


def test_a_verdict_that_comes_late_is_not_lost() -> None:
    session = Session(due(2))
    first = session.items[0]
    session.go_on()
    session.answered(first, 0.0)
    session.go_on()
    assert session.turn == first


def test_what_is_passed_over_does_not_come_again() -> None:
    session = Session(due(3))
    for _ in range(3):
        session.go_on()
    assert session.turn is None and session.scores == [None] * 3
    session.go_on()


def test_a_sitting_has_an_end_however_much_is_due() -> None:
    assert len(Session(due(MOST + 30)).items) == MOST
    assert Session([]).turn is None


def test_every_question_of_the_course_can_be_asked_alone() -> None:
    index = read_index(shipped_course())
    questions = Questions(shipped_course(), index)
    for lesson in index.lessons:
        for question in lesson.question_ids:
            item = questions.asked(Due(lesson.id, question, 0.0, 1.0))
            assert item is not None and item.ask(3).id == question
    assert questions.asked(Due(index.lessons[0].id, "not-there", 0.0, 1.0)) is None
    assert questions.asked(Due(index.lessons[0].id, "term-not-there", 0.0, 1.0)) is None


def test_every_definition_of_the_course_makes_a_question_that_does_not_name_it() -> None:
    index = read_index(shipped_course())
    questions = Questions(shipped_course(), index)
    terms = [(lesson.id, term) for lesson in index.lessons for term in lesson.terms]
    assert len(terms) > 50
    assert len({term_id(term) for _, term in terms}) == len({term.casefold() for _, term in terms})
    for lesson, term in terms:
        item = questions.asked(Due(lesson, term_id(term), 0.0, None))
        assert item is not None
        for seed in (0, 1):
            asked = item.ask(seed)
            assert asked.kind == "cloze"
            text = asked.text.partition("]]: ")[2]
            words = text.casefold().replace(",", " ").replace(".", " ").split()
            assert term.casefold() not in words
            assert mark(asked, right_answer(asked)).outcome == "right"
            for other in set(asked.gaps["term"].options) - {term}:
                assert mark(asked, {"term": other}).outcome == "wrong"


def test_other_numbers_offer_other_terms() -> None:
    there = [
        Definition(f"term {letter}", f"What {letter} means.", "1-1", 0, Path("a"), 1)
        for letter in "abcdefgh"
    ]
    offered = {cloze_of(there[0], there, seed).gaps["term"].options for seed in range(6)}
    assert len(offered) > 1
    assert all("term a" in options and len(options) == 4 for options in offered)
    alone = cloze_of(there[0], there[:1], 0)
    assert alone.gaps["term"].options == ()
    assert mark(alone, {"term": "Term A"}).outcome == "right"


def test_the_index_knows_the_questions_and_terms_that_the_lessons_hold() -> None:
    index = read_index(shipped_course())
    glossary = read_glossary(shipped_course(), [lesson.id for lesson in index.lessons])
    listed = {term.casefold() for lesson in index.lessons for term in lesson.terms}
    assert listed == {each.term.casefold() for each in glossary.definitions}
    for lesson in index.lessons:
        assert len(lesson.question_ids) == lesson.questions


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-5, "today"), (80_000, "today"), (90_000, "1 day ago"), (6.5 * 86_400, "6 days ago")],
)
def test_how_long_ago(seconds: float, said: str) -> None:
    assert ago(seconds) == said


def test_when_something_will_be() -> None:
    now = 1_700_000_000.0
    assert ahead(now + 20, now) == "in 1 minute"
    assert ahead(now + 600, now) == "in 10 minutes"
    assert "at" in ahead(now + 7 * 3600, now)
    assert ahead(now + 6 * 86_400, now) == "in 6 days"
    assert ahead(now + 365 * 86_400, now) == "in 12 months"


def test_every_question_of_the_course_is_about_an_objective_of_its_lesson() -> None:
    for lesson in read_index(shipped_course()).lessons:
        for question in lesson.question_ids:
            assert 1 <= lesson.objective_of[question] <= len(lesson.objectives), question
        assert set(lesson.objective_of) == set(lesson.question_ids)
