"""Checking a course: the sample passes, and each thing that can go wrong is found in its place."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import pytest

from tutor.assessment.questions import Question
from tutor.course.check import check_course, count_snippets
from tutor.course.loader import load_course

SAMPLE = Path(__file__).with_name("sample")
KINDS, PARTS = "1-1-kinds/lesson.md", "1-2-parts/lesson.md"
QUIZ = "1-1-kinds/quiz.yaml"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "course"
    shutil.copytree(SAMPLE, folder)
    monkeypatch.chdir(folder)
    return folder


def change(course: Path, name: str, old: str, new: str) -> int:
    """Replace `old` by `new` in a file and return the line on which `old` stood."""
    text = (course / name).read_text()
    assert old in text
    (course / name).write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def faults(course: Path, run_code: bool = False) -> list[str]:
    return [str(fault) for fault in check_course(course, run_code, trusted=True)]


def test_the_sample_course_has_no_fault(course: Path) -> None:
    assert faults(course, run_code=True) == []


def test_the_sample_course_uses_every_kind() -> None:
    loaded = load_course(SAMPLE)
    kinds = {question.kind for lesson in loaded.lessons for question in lesson.questions.values()}
    members = get_args(get_args(Question)[0])
    assert kinds == {get_args(member.model_fields["kind"].annotation)[0] for member in members}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "- {value: 3, feedback: Three is the other way round.}",
            "- {value: 0.333, feedback: Nearly.}",
            "questions[2]: the wrong value 0.333 would be marked right",
        ),
        (
            "- {value: 2 * dZ2 @ A1.T / m, feedback: Nothing is squared here.}",
            "- {value: (A1 @ dZ2.T).T / m, feedback: No.}",
            "question dw: the foreseen wrong answer (A1 @ dZ2.T).T / m is marked right",
        ),
        (
            "feedback: Nothing is squared here.}",
            "feedback: First.}\n      - {value: dZ2 @ A1.T * 2 / m, feedback: Second.}",
            "question dw: the foreseen wrong answer dZ2 @ A1.T * 2 / m is not told "
            '"Second." but "First."',
        ),
        (
            "answer: dZ2 @ A1.T / m",
            "answer: log(dZ2 @ A1.T - 1000)",
            "question dw: an answer of its own cannot be marked: ",
        ),
        (
            '- {value: "3", feedback: These are the inputs.}',
            '- {value: "4.0", feedback: These are the inputs.}',
            "question gaps: the foreseen wrong answer {'n': '4.0'",
        ),
        (
            "- {value: 21, feedback: That is the slope in $c$.}",
            "- {value: 9, feedback: That is the slope in $c$.}",
            "question slope, seed ",
        ),
        (
            "wanted: dJ/db",
            "wanted: dJ/dx",
            "question slope, seed 0: The graph has no step dJ/dx",
        ),
        (
            'text: "2.72", feedback',
            'text: "0.3679", feedback',
            "question chosen: computed, the truth is 0.367879, but the option 0.3679 is not",
        ),
    ],
)
def test_answer_keys_that_do_not_hold(course: Path, old: str, new: str, message: str) -> None:
    place = change(course, QUIZ, old, new)
    (fault,) = faults(course)
    name, line, told = fault.split(":", 2)
    assert name == QUIZ
    assert told.strip().startswith(message)
    ids = [
        n for n, text in enumerate((course / QUIZ).read_text().split("\n"), 1) if "- id:" in text
    ]
    assert int(line) == max(n for n in ids if n <= place)


def test_maths_and_links_are_proofread_in_pages_callouts_and_quizzes(course: Path) -> None:
    in_page = change(course, KINDS, r"\frac{1}{3}", r"\nosuch{1}{3}")
    in_link = change(course, KINDS, "(1-2-parts#live-parts)", "(1-2-parts#dead-parts)")
    in_note = change(course, PARTS, "$x^2$", r"$x^\nosuch$")
    in_quiz = change(course, QUIZ, "What is $2 + 2$?", r"What is $\nosuch$?")
    found = [fault.split(": ")[0] for fault in faults(course)]
    assert found == [
        f"{KINDS}:{in_page}",
        f"{KINDS}:{in_link}",
        f"{QUIZ}:{in_quiz}",
        f"{PARTS}:{in_note}",
    ]


def test_code_is_run_only_when_asked(course: Path) -> None:
    line = change(course, PARTS, "0.8808", "0.9")
    assert faults(course) == []
    assert faults(course, run_code=True) == [
        f"{PARTS}:{line - 1}: the code shows 0.9 and prints 0.8808"
    ]
    assert count_snippets(course) == 2


def test_other_checks_go_on_when_a_lesson_cannot_be_loaded(course: Path) -> None:
    first = change(course, KINDS, "{question} one", "{question} none")
    second = change(course, KINDS, r"\frac{1}{3}", r"\nosuch{1}{3}")
    third = change(course, PARTS, "{note}", "{notes}")
    assert [fault.split(": ")[0] for fault in faults(course)] == [
        f"{KINDS}:{first}",
        f"{KINDS}:{second}",
        f"{PARTS}:{third}",
    ]


def test_prerequisites_exist_and_do_not_go_round(course: Path) -> None:
    line = change(course, PARTS, "[1-1-kinds]\n", "[1-0-nothing]\n")
    assert faults(course) == [
        f"{PARTS}:{line}: the prerequisite 1-0-nothing is no lesson of this course"
    ]
    change(course, PARTS, "[1-0-nothing]\n", "[1-1-kinds]\n")
    change(course, KINDS, "minutes: 10\n", "minutes: 10\nprerequisites: [1-2-parts]\n")
    (fault,) = faults(course)
    assert "prerequisites go round in a circle: " in fault
    assert "1-1-kinds needs 1-2-parts" in fault


def test_files_that_nothing_uses_are_reported(course: Path) -> None:
    (course / "README.md").write_text("About this course.")
    (course / ".git").mkdir()
    (course / "notes.txt").write_text("")
    (course / "1-3-draft").mkdir()
    (course / "1-1-kinds" / "old.yaml").write_text("")
    assert faults(course) == [
        "1-1-kinds/old.yaml:1: no lesson uses this file; remove it",
        "1-3-draft:1: nothing in course.yaml uses this; list it or remove it",
        "notes.txt:1: nothing in course.yaml uses this; list it or remove it",
    ]


def test_a_term_is_defined_once(course: Path) -> None:
    change(course, KINDS, "## Type", "```{definition} Sigmoid\nOnce more.\n```\n\n## Type")
    (fault,) = faults(course)
    assert fault.startswith(f"{PARTS}:")
    assert "sigmoid is also defined in 1-1-kinds/lesson.md:" in fault


def test_a_folder_that_is_no_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert faults(tmp_path) == ["course.yaml:1: this file is missing"]
    assert count_snippets(tmp_path) == 0


def test_files_outside_the_course_are_not_read(course: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: 1234\n")
    (course / QUIZ).unlink()
    (course / QUIZ).symlink_to(secret)
    found = faults(course)
    assert f"{QUIZ}:1: leads out of the course's folder; it is not read" in found
    assert "1234" not in "\n".join(found)


@pytest.mark.parametrize(
    ("renamed", "message"),
    [
        ("gone: 1-1-kinds", ""),
        ("1-1-kinds/gone: 1-2-parts/QUESTION", "there is no question 1-2-parts/QUESTION"),
        ("gone: 1-3-nowhere", "there is no lesson 1-3-nowhere"),
        ("1-2-parts: 1-1-kinds", "1-2-parts is still there"),
        ("gone/question: 1-1-kinds", "gone/question is a question and 1-1-kinds is a lesson"),
        ("gone#page: 1-1-kinds#no-such-page", "there is no page 1-1-kinds#no-such-page"),
        ("gone: [1-1-kinds]", "renamed"),
        ("gone: 1-1-kinds/", "renamed"),
    ],
)
def test_what_is_renamed_must_be_there_and_gone(renamed: str, message: str, course: Path) -> None:
    text = (course / "course.yaml").read_text().rstrip("\n")
    (course / "course.yaml").write_text(f"{text}\nrenamed:\n  {renamed}\n")
    found = faults(course)
    if not message:
        assert found == []
        return
    (fault,) = found
    assert fault.startswith(f"course.yaml:{text.count(chr(10)) + 3}:") and message in fault


def test_questions_and_pages_may_move_to_another_lesson(course: Path) -> None:
    lesson = load_course(course).lessons[0]
    question, page = next(iter(lesson.questions)), lesson.page_names[0]
    text = (course / "course.yaml").read_text().rstrip("\n")
    moved = f"  gone/old: {lesson.id}/{question}\n  gone#old: {lesson.id}#{page}\n"
    (course / "course.yaml").write_text(f"{text}\nrenamed:\n{moved}")
    assert faults(course) == []
