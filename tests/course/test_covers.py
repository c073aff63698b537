"""What of a page is covered until a guess is made, and that search does not spoil it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.course.covers import Passage, guesses_in, in_view, passages
from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.course.loader import load_lesson, load_questions
from tutor.course.search import Search

PAGE = "Before.\n```{question} guess\n```\nAfter.\n\n```{question} other\n```\nEnd."


def test_a_page_is_cut_below_each_guess() -> None:
    assert passages(PAGE, {"guess", "other"}) == [
        Passage("Before.\n```{question} guess\n```", 0, "guess"),
        Passage("After.\n\n```{question} other\n```", 3, "other"),
        Passage("End.", 7, None),
    ]
    assert passages(PAGE, {"other"})[0].guess == "other"
    assert in_view(PAGE, set()) == PAGE


@pytest.mark.parametrize(
    "page",
    [
        "Before.\n```{question} guess\n```\n\n",
        "Before.\n```{question} guess\ncover: none\n```\nAfter.",
        "Before.\n````markdown\n```{question} guess\n```\n````\nAfter.",
        "```{note} guess\n```\nAfter.",
    ],
)
def test_what_covers_nothing_leaves_the_page_whole(page: str) -> None:
    assert passages(page, {"guess"}) == [Passage(page, 0, None)]


def test_guesses_are_found_without_reading_the_quiz_as_yaml() -> None:
    folder = shipped_course()
    for lesson in read_index(folder).lessons:
        path = folder / lesson.id / "quiz.yaml"
        questions = load_questions(path, folder).values()
        guesses = {question.id for question in questions if question.kind == "predict"}
        assert guesses_in(path.read_text()) == guesses, lesson.id


def test_a_lesson_knows_what_of_a_page_is_in_view() -> None:
    folder = shipped_course()
    lesson = load_lesson(folder, "2-3-loss-and-cost")
    page = next(page for page in lesson.pages if page.title == "Two valleys")
    (guess,) = lesson.guesses & {part.argument for part in page.parts.values()}
    covered = lesson.passages(page)[-1].markdown
    assert covered not in lesson.in_view(page, ())
    assert covered in lesson.in_view(page, {guess})


def test_search_is_told_which_guesses_are_done_with(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text(
        "format_version: 1\ntitle: T\nunits:\n  - {id: u, title: U, lessons: [1-1-a]}\n"
    )
    (tmp_path / "1-1-a").mkdir()
    (tmp_path / "1-1-a" / "lesson.md").write_text(f"---\ntitle: A\n---\n## Page\n{PAGE}\n")
    (tmp_path / "1-1-a" / "quiz.yaml").write_text(
        "questions:\n  - id: guess\n    kind: predict\n    prompt: What?\n"
    )
    index = read_index(tmp_path)
    assert not Search.read(tmp_path, index).find("after")
    (before,) = Search.read(tmp_path, index).find("before")
    assert "After" not in before.excerpt
    assert Search.read(tmp_path, index, {("1-1-a", "guess")}).find("after")
