"""Misconceptions: named by wrong answers of every kind, met by marking, held together by check."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.assessment.marking import mark
from tutor.course.check import check_course
from tutor.course.faults import as_opened
from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.course.loader import load_questions

QUIZ = """questions:
  - id: tick
    kind: single
    prompt: What?
    options:
      - {text: a, correct: true, feedback: Yes.}
      - {text: b, feedback: That is b., misconception: one}
      - {text: c, feedback: That is c.}
  - id: ticks
    kind: multiple
    prompt: What?
    options:
      - {text: a, correct: true, feedback: Of course a.}
      - {text: b, feedback: Not b., misconception: one}
      - {text: c, feedback: Not c., misconception: two}
  - id: number
    kind: numeric
    variables: {n: {from: 2, to: 9}}
    prompt: What is {{n}}?
    answer: n
    wrong: [{value: n + 1, feedback: 'Not {{n + 1}}.', misconception: one}]
    right: Yes.
    otherwise: No.
  - id: sizes
    kind: shape
    prompt: Which shape?
    answer: (2, 3)
    wrong: [{value: '(3, 2)', feedback: Turned., misconception: two}]
    right: Yes.
    otherwise: No.
  - id: formula
    kind: expression
    prompt: Which formula?
    inputs: {x: []}
    answer: 2*x
    wrong: [{value: 3*x, feedback: Not three., misconception: one}]
    right: Yes.
    otherwise: No.
  - id: pairs
    kind: match
    prompt: What goes together?
    pairs:
      - {left: a, right: A, feedback: As.,
         wrong: [{value: B, feedback: Not B., misconception: one}]}
      - {left: b, right: B, feedback: Bs.}
  - id: gaps
    kind: cloze
    text: A [[word]] and a [[count]].
    gaps:
      word:
        answer: word
        otherwise: No.
        wrong: [{value: sword, feedback: That cuts., misconception: one}]
      count:
        answer: 4
        otherwise: No.
        wrong: [{value: 5, feedback: One too many., misconception: two}]
  - id: guess
    kind: predict
    prompt: How much?
    compute: {formula: 2 + 2}
    wrong: [{value: 5, feedback: Count again., misconception: two}]
    right: Yes.
    otherwise: No.
"""
COURSE = """format_version: 1
title: A course
units:
  - {id: first, title: First, lessons: [1-1-a]}
misconceptions:
  one: {name: the first idea, page: 1-1-a#a-page}
  two: {name: the second idea, page: 1-1-a}
"""
LESSON = """---
title: A
objectives: [see]
minutes: 5
---
## A page

Text.
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "1-1-a").mkdir()
    (tmp_path / "course.yaml").write_text(COURSE)
    (tmp_path / "1-1-a" / "lesson.md").write_text(LESSON)
    (tmp_path / "1-1-a" / "quiz.yaml").write_text(QUIZ)
    return tmp_path


@pytest.mark.parametrize(
    ("question", "answer", "met"),
    [
        ("tick", 0, ()),
        ("tick", 1, ("one",)),
        ("tick", 2, ()),
        ("ticks", [0, 1, 2], ("one", "two")),
        ("ticks", [0, 2], ("two",)),
        ("ticks", [0], ()),
        ("number", "{n + 1}", ("one",)),
        ("number", "1000", ()),
        ("sizes", "(3, 2)", ("two",)),
        ("formula", "x + x + x", ("one",)),
        ("formula", "2*x", ()),
        ("pairs", [1, 1], ("one",)),
        ("pairs", [0, 1], ()),
        ("gaps", {"word": "sword", "count": "5"}, ("one", "two")),
        ("gaps", {"word": "word", "count": "5"}, ("two",)),
        ("gaps", {"word": "word", "count": "6"}, ()),
        ("guess", "5", ("two",)),
        ("guess", "4", ()),
    ],
)
def test_an_answer_tells_which_misconceptions_led_to_it(
    question: str, answer: object, met: tuple[str, ...], course: Path
) -> None:
    asked = load_questions(course / "1-1-a" / "quiz.yaml", course)[question]
    if answer == "{n + 1}":
        answer = str(int(float(asked.drawn(3).answer)) + 1)
    assert mark(asked, answer, 3).misconceptions == met


def faults(course: Path) -> list[str]:
    return [
        f"{as_opened(fault.path)}:{fault.line}: {fault.message}".rpartition("/")[2]
        for fault in check_course(course, run_code=False)
    ]


def test_a_course_that_names_what_it_lists_is_right(course: Path) -> None:
    assert faults(course) == []


def test_a_name_that_the_list_does_not_have_is_refused_on_its_line(course: Path) -> None:
    quiz = course / "1-1-a" / "quiz.yaml"
    quiz.write_text(QUIZ.replace("Turned., misconception: two", "Turned., misconception: tow"))
    line = QUIZ[: QUIZ.index("Turned.")].count("\n") + 1
    assert faults(course) == [
        f"quiz.yaml:{line}: course.yaml lists no misconception tow; did you mean two?"
    ]


def test_a_page_that_is_not_there_and_an_idea_that_nothing_names_are_told(course: Path) -> None:
    listed = COURSE.replace("1-1-a#a-page", "1-1-a#a-pag")
    (course / "course.yaml").write_text(f"{listed}  three: {{name: a third, page: 1-1-a}}\n")
    told = faults(course)
    assert told == [
        "course.yaml:6: misconceptions: one: there is no page 1-1-a#a-pag; "
        "did you mean 1-1-a#a-page?",
        "course.yaml:8: misconceptions: no wrong answer names three",
    ]


def test_the_course_names_what_learners_run_into_again_and_again() -> None:
    index = read_index(shipped_course())
    assert len(index.misconceptions) >= 15
    assert all(each.name and each.page for each in index.misconceptions.values())
