"""The schedule agrees with FSRS itself, whatever way attempts came into the file."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fsrs import Card, Rating, Scheduler

from tutor.course.index import CourseIndex, LessonIndex, UnitIndex
from tutor.progress.cards import Card as Kept
from tutor.progress.cards import Reply
from tutor.progress.store import Store
from tutor.review.memory import AGAIN, EASY, GOOD, HARD, rating
from tutor.review.objectives import known_objectives
from tutor.review.schedule import ReviewSchedule, catch_up, chance, term_id

DAY = 86_400.0
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
QUESTIONS = tuple(f"q{number}" for number in range(12))
INDEX = CourseIndex(
    "A course",
    (
        UnitIndex(
            "u",
            "A unit",
            (
                LessonIndex("1-1-a", "1-1", "A", 5, ("one", "two"), {}, question_ids=QUESTIONS),
                LessonIndex("1-2-b", "1-2", "B", 5, ("one",), {}, terms={"Learning rate": 0}),
            ),
        ),
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path)
    yield store
    store.close()


def put(store: Store, question: str, at: float, score: float, **more: Any) -> None:
    """Write an attempt that was made at a time of its own."""
    values = {
        "uid": f"{question}-{at}-{random.random()}",
        "at": at,
        "lesson": "1-1-a",
        "question": question,
        "version": "",
        "answer": "1",
        "score": score,
        "outcome": "right" if score == 1 else "wrong",
        "seed": 0,
        "confidence": None,
        "hints": 0,
        "aid": "",
    } | more
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    store._database.write(
        lambda file: file.execute(f"INSERT INTO attempts ({names}) VALUES ({marks})", values)
    )


def cards(store: Store) -> dict[str, Kept]:
    catch_up(store)
    return {card.question: card for card in store.cards.all()}


@pytest.mark.parametrize(
    ("score", "hints", "aid", "confidence", "expected"),
    [
        (1.0, 0, "", None, GOOD),
        (1.0, 0, "", "think so", GOOD),
        (1.0, 0, "", "sure", EASY),
        (1.0, 0, "", "guessing", HARD),
        (1.0, 1, "hint", "sure", HARD),
        (1.0, 0, "steps", "sure", HARD),
        (0.0, 3, "shown", None, AGAIN),
        (0.75, 0, "", "sure", AGAIN),
        (0.0, 0, "", "guessing", AGAIN),
    ],
)
def test_what_an_attempt_is_rated(
    score: float, hints: int, aid: str, confidence: str | None, expected: int
) -> None:
    assert rating(Reply(0.0, score, hints, aid, confidence)) == expected


def test_ninety_days_of_a_learner_fall_due_as_fsrs_itself_says(store: Store) -> None:
    """The learner comes on most days, reviews what is due, forgets by chance, and leaves early."""
    steps = [timedelta(minutes=10)]
    scheduler = Scheduler(desired_retention=0.9, learning_steps=steps, enable_fuzzing=False)
    theirs = {question: Card(card_id=0, due=START) for question in QUESTIONS}
    chances = random.Random(20)
    answers = 0
    for day in range(90):
        if chances.random() < 0.25:
            continue
        now = START + timedelta(days=day, minutes=chances.randrange(300))
        for question in QUESTIONS:
            if theirs[question].due > now or chances.random() < 0.1:
                continue
            now += timedelta(seconds=chances.randrange(10, 90))
            knows = scheduler.get_card_retrievability(theirs[question], now)
            right = chances.random() < max(knows, 0.5)
            sure = chances.choice([None, "think so", "guessing"])
            hints = chances.choice([0, 0, 0, 1])
            put(store, question, now.timestamp(), float(right), confidence=sure, hints=hints)
            reply = Reply(now.timestamp(), float(right), hints, "", sure)
            theirs[question], _ = scheduler.review_card(
                theirs[question], Rating(rating(reply)), now
            )
            answers += 1
        if chances.random() < 0.5:  # the schedule is not looked at on every day
            catch_up(store)
    assert answers > 100
    ours = cards(store)
    for question, card in theirs.items():
        assert ours[question].due == pytest.approx(card.due.timestamp(), abs=1e-3), question
        assert ours[question].stability == pytest.approx(card.stability)
        for days in (0, 1, 10, 300):
            later = datetime.fromtimestamp(ours[question].last, UTC) + timedelta(days=days, hours=1)
            expected = scheduler.get_card_retrievability(card, later)
            assert chance(ours[question], later.timestamp()) == pytest.approx(expected)


def test_what_was_sure_and_wrong_comes_back_soonest(store: Store) -> None:
    now = time.time()
    for question, sure in zip(QUESTIONS, ("guessing", "sure", None, "think so"), strict=False):
        put(store, question, now - 3600, 0.0, confidence=sure)
    catch_up(store)
    assert ReviewSchedule(INDEX, store, now).due[0].question == "q1"
    found = cards(store)
    assert found["q1"].due < min(found[other].due for other in ("q0", "q2", "q3"))


@pytest.mark.parametrize("sure", [None, "think so", "sure"])
@pytest.mark.parametrize("missed_first", [False, True])
def test_a_lesson_just_done_is_not_due_on_the_same_day(
    store: Store, sure: str | None, missed_first: bool
) -> None:
    now = time.time()
    if missed_first:
        put(store, "q0", now - 60, 0.0, confidence=sure)
    put(store, "q0", now, 1.0, confidence=sure)
    assert cards(store)["q0"].due >= now + DAY - 1


@pytest.mark.parametrize("needed", [{"hints": 1}, {"confidence": "guessing"}])
def test_what_needed_help_comes_back_within_the_hour(store: Store, needed: dict[str, Any]) -> None:
    now = time.time()
    put(store, "q0", now, 1.0, **needed)
    assert now < cards(store)["q0"].due <= now + 3600


def test_a_history_that_arrives_late_and_one_in_order_give_the_same(tmp_path: Path) -> None:
    now = time.time()
    events = [("q0", now - days * DAY, float(days % 3 > 0)) for days in range(40, 0, -3)]
    ordered, mixed = Store.open(tmp_path / "a"), Store.open(tmp_path / "b")
    for event in events:
        put(ordered, *event)
    for event in events[1::2]:
        put(mixed, *event)
    catch_up(mixed)
    for event in events[::2]:
        put(mixed, *event)
    assert cards(ordered) == cards(mixed)


def test_attempts_that_go_or_move_take_their_cards_along(store: Store) -> None:
    put(store, "q0", 1e9, 1.0)
    put(store, "q1", 1e9, 1.0)
    assert set(cards(store)) == {"q0", "q1"}
    store.follow({"1-1-a/q0": "1-1-a/q2"})
    assert set(cards(store)) == {"q1", "q2"}
    store._database.write(lambda file: file.execute("DELETE FROM attempts WHERE question = 'q1'"))
    assert set(cards(store)) == {"q2"}
    assert not store.cards.are_behind()


def test_what_the_scheduler_cannot_read_is_learned_anew(store: Store) -> None:
    put(store, "q0", 1e9, 1.0)
    before = cards(store)
    store._database.write(lambda file: file.execute("UPDATE cards SET memory = '{'"))
    put(store, "q1", 1e9, 1.0)
    put(store, "q0", 1e9 + DAY, 1.0)
    after = cards(store)
    assert after["q0"].stability > before["q0"].stability


def test_times_that_no_clock_has_shown_do_no_harm(store: Store) -> None:
    for question, at in zip(QUESTIONS, (-1e12, 1e300, float("inf"), 0.0), strict=False):
        put(store, question, at, 1.0)
    assert len(cards(store)) == 4
    assert len(ReviewSchedule(INDEX, store, time.time()).ahead()) == 30


def test_only_what_the_course_still_asks_is_due(store: Store) -> None:
    put(store, "q0", 1e9, 1.0)
    put(store, "gone", 1e9, 1.0)
    catch_up(store)
    assert [each.question for each in ReviewSchedule(INDEX, store, time.time()).due] == ["q0"]


def test_a_definition_that_was_read_is_asked_about_a_day_later(store: Store) -> None:
    now = time.time()
    assert not ReviewSchedule(INDEX, store, now + 2 * DAY).due
    store.visit_page("1-2-b", "one")
    early = ReviewSchedule(INDEX, store, now)
    assert not early.due and early.next == pytest.approx(now + DAY, abs=60)
    (term,) = ReviewSchedule(INDEX, store, now + 2 * DAY).due
    assert (term.lesson, term.question, term.stability) == ("1-2-b", "term-learning-rate", None)
    put(store, term_id("Learning rate"), now + 2 * DAY, 1.0, lesson="1-2-b", confidence="sure")
    catch_up(store)
    assert not ReviewSchedule(INDEX, store, now + 2 * DAY + 60).due


@pytest.mark.parametrize("looked", [1, 2, 3])
def test_merely_to_look_into_a_lesson_is_not_to_read_it(store: Store, looked: int) -> None:
    pages = ("one", "two", "three")
    terms = {"First": 0, "Middle": 1, "Last": 2}
    unit = UnitIndex("u", "U", (LessonIndex("1-1-a", "1-1", "A", 5, pages, {}, terms=terms),))
    for page in pages[:looked]:
        store.visit_page("1-1-a", page)
    schedule = ReviewSchedule(CourseIndex("C", (unit,)), store, time.time() + 2 * DAY)
    assert len(schedule.due) == {1: 0, 2: 1, 3: 3}[looked]
    if looked == 1:
        assert schedule.next is None


def test_the_days_ahead_hold_all_that_is_due_in_them(store: Store) -> None:
    now = time.time()
    put(store, "q0", now - 100 * DAY, 1.0)
    put(store, "q1", now, 1.0, confidence="sure")
    catch_up(store)
    schedule = ReviewSchedule(INDEX, store, now)
    ahead = schedule.ahead()
    assert ahead[0] == 1 and sum(ahead) == 2


def test_what_is_known_today_counts_every_question_of_a_lesson(store: Store) -> None:
    now = time.time()
    lesson = INDEX.lessons[0]
    few = lesson._replace(question_ids=("q0", "q1", "q2", "q3"))
    put(store, "q0", now, 1.0)
    put(store, "q1", now, 0.5)
    catch_up(store)
    schedule = ReviewSchedule(INDEX, store, now)
    assert schedule.chance([few]) == pytest.approx(0.25)
    assert schedule.known(few) == (2, 1)
    assert schedule.chance([INDEX.lessons[1]]) is None


def test_home_knows_what_is_due_without_the_scheduler() -> None:
    program = (
        "import sys, tutor.screens.home, tutor.review.schedule;"
        "print({'fsrs', 'numpy', 'pydantic', 'yaml', 'markdown_it'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stderr


def test_what_is_known_of_an_objective_rests_on_the_questions_about_it(store: Store) -> None:
    now = time.time()
    lesson = INDEX.lessons[0]._replace(
        objectives=("add", "take away", "never asked"),
        question_ids=("q0", "q1", "q2", "q3"),
        objective_of={"q0": 1, "q1": 1, "q2": 2, "q3": 2},
    )
    put(store, "q0", now, 1.0)
    put(store, "q1", now, 1.0)
    put(store, "q2", now, 0.5)
    catch_up(store)
    add, take_away, never = known_objectives(lesson, ReviewSchedule(INDEX, store, now))
    assert (add.mark, add.chance, add.questions, add.right) == ("✔", 1.0, 2, 2)
    assert (take_away.mark, take_away.chance, take_away.answered) == ("◐", 0.0, 1)
    assert (never.mark, never.chance, never.questions) == ("○", None, 0)
