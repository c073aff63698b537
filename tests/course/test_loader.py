"""Loading lessons: what comes out, and that every fault is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.assessment.answer_words import ASKS
from tutor.course.faults import CourseError
from tutor.course.loader import load_course, load_lesson
from tutor.live.directives import DIRECTIVES

CONTENTS = """\
format_version: 1
title: A course
units:
  - id: one
    title: Unit one
    lessons:
      - 1-1-sum
"""
LESSON = """\
---
title: Sums
objectives:
  - Add two numbers
minutes: 5
prerequisites: []
---

## Adding

Two and two, $2 + 2$, make:

```{question} four
```

## Words

```{definition} sum
What adding makes.
```

```python
print(2 + 2)
```
"""
QUIZ = """\
questions:
  - id: four
    kind: single
    prompt: What is $2 + 2$?
    options:
      - text: "4"
        correct: true
        feedback: Two steps from two.
      - text: "5"
        feedback: One too many.
  - id: six
    kind: numeric
    prompt: What is $3 + 3$?
    answer: 6
    right: Yes.
    otherwise: Count again.
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    write(tmp_path, CONTENTS, LESSON, QUIZ)
    return tmp_path


def write(folder: Path, contents: str, lesson: str, quiz: str) -> None:
    (folder / "course.yaml").write_text(contents)
    (folder / "1-1-sum").mkdir(exist_ok=True)
    (folder / "1-1-sum" / "lesson.md").write_text(lesson)
    (folder / "1-1-sum" / "quiz.yaml").write_text(quiz)


def faults(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(folder)
    with pytest.raises(CourseError) as error:
        load_course(folder)
    return [str(fault) for fault in error.value.faults]


def test_a_course_is_read(course: Path) -> None:
    loaded = load_course(course)
    (lesson,) = loaded.lessons
    assert (loaded.title, loaded.units[0].title) == ("A course", "Unit one")
    assert (lesson.number, lesson.title, lesson.objectives) == ("1-1", "Sums", ("Add two numbers",))
    assert (lesson.minutes, lesson.prerequisites) == (5, ())
    adding, words = lesson.pages
    assert (adding.title, adding.line) == ("Adding", 9)
    (key, part), *_ = adding.parts.items()
    assert adding.markdown.split("\n")[key] == "```{question} four"
    assert LESSON.split("\n")[part.line - 1] == "```{question} four"
    assert (part.name, part.argument, part.options) == ("question", "four", None)
    assert [(item.name, item.argument, item.body) for item in words.parts.values()] == [
        ("definition", "sum", "What adding makes.\n")
    ]


def test_questions_not_placed_in_the_text_make_the_quiz_at_the_end(course: Path) -> None:
    lesson = load_lesson(course, "1-1-sum")
    assert list(lesson.questions) == ["four", "six"]
    assert lesson.placed == {"four"}
    assert [question.id for question in lesson.quiz] == ["six"]


def test_a_lesson_without_quiz_is_fine(course: Path) -> None:
    (course / "1-1-sum" / "quiz.yaml").unlink()
    (course / "1-1-sum" / "lesson.md").write_text(LESSON.replace("```{question} four\n```\n", ""))
    assert load_lesson(course, "1-1-sum").quiz == ()


def test_all_faults_of_all_files_are_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = LESSON.replace("minutes: 5", "minutes: five\nauthor: me")
    lesson = lesson.replace("{question} four", "{question} fuor")
    lesson = lesson.replace("{definition} sum", "{definition}")
    quiz = QUIZ.replace("correct: true", "correct: yes").replace("answer: 6", "anwser: 6")
    contents = CONTENTS + "      - 1-2-missing\n"
    write(tmp_path, contents, lesson, quiz)
    assert faults(tmp_path, monkeypatch) == [
        "1-1-sum/lesson.md:5: minutes must be a whole number",
        "1-1-sum/lesson.md:6: author is not known here",
        "1-1-sum/lesson.md:19: {definition} needs the term that it defines on the same line",
        "1-1-sum/quiz.yaml:7: questions[0].options[0].correct must be true or false",
        "1-1-sum/quiz.yaml:11: questions[1].answer is missing",
        "1-1-sum/quiz.yaml:14: questions[1].anwser is not known here; did you mean answer?",
        "course.yaml:8: the lesson 1-2-missing has no folder of that name",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "{question} four",
            "{question} fuor",
            "13: quiz.yaml has no question fuor; did you mean four?",
        ),
        ("{question} four", "{question}", "13: {question} needs the id of a question in quiz.yaml"),
        (
            "four\n```",
            "four\nWhat?\n```",
            "14: {question} must be a mapping (key: value)",
        ),
        ("{question}", "{qestion}", "13: there is no directive {qestion}; did you mean question?"),
        ("{definition} sum", "{note} sum", "18: {note} has its text on the lines below"),
        ("What adding makes.\n", "", "18: {definition} is empty"),
        (
            "What adding makes.",
            "~~~{question} six\n~~~",
            "18: {definition} may hold text, maths and code, but no directive",
        ),
        (
            "```\n\n## Words",
            "```\n\n```{question} four\n```\n\n## Words",
            "16: the question four is also placed on line 13",
        ),
        (
            "print(2 + 2)\n```",
            "print",
            "22: this fence is never closed; end it with a line of as many backticks as begin it",
        ),
        (
            "make:",
            "make:\n\n- ```{question} six\n  ```",
            "13: {question} must stand at the left margin, not inside a list or quotation",
        ),
        ("---\n\n##", "---\n\nHello\n\n##", "8: text before the first page's ## heading"),
        (
            "## Words",
            "# Words",
            "16: begin pages with ## and parts of them with ###; "
            "the title stands in the front matter",
        ),
        ("## Words", "Words\n---", "16: write this heading with ## or ###, not underlined"),
        ("minutes: 5", "minutes: 0", "5: minutes must be at least 1"),
        ("## Words", "##", "16: a page needs a title after its ##"),
    ],
)
def test_a_fault_in_a_lesson(
    course: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, fault: str
) -> None:
    assert old in LESSON
    (course / "1-1-sum" / "lesson.md").write_text(LESSON.replace(old, new, 1))
    assert faults(course, monkeypatch) == [f"1-1-sum/lesson.md:{fault}"]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("graph: a*b\ninputs: {a: 1}", "14: {stepper}: "),
        ("graph: a\ninputs:\n  a: one", "16: inputs.a must be a number"),
        ("grahp: a", "14: grahp is not known here; did you mean graph?"),
        ("graph: a\n- b", "15: YAML: "),
        ("3", "14: {stepper} must be a mapping (key: value)"),
        ("", "14: {stepper}"),
    ],
)
def test_a_fault_in_the_options_of_a_live_part(
    course: Path, monkeypatch: pytest.MonkeyPatch, body: str, fault: str
) -> None:
    text = LESSON.replace("```{question} four\n", f"```{{stepper}}\n{body}\n")
    (course / "1-1-sum" / "lesson.md").write_text(text)
    assert faults(course, monkeypatch)[-1].startswith(f"1-1-sum/lesson.md:{fault}")


@pytest.mark.parametrize("name", DIRECTIVES)
def test_an_option_that_no_directive_has(
    course: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    part = f"```{{{name}}}\ntry: Look.\nzzz: 1\n"
    (course / "1-1-sum" / "lesson.md").write_text(LESSON.replace("```{question} four\n", part))
    assert "1-1-sum/lesson.md:15: zzz is not known here" in faults(course, monkeypatch)


def test_no_front_matter_and_no_pages(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (course / "1-1-sum" / "lesson.md").write_text("")
    assert faults(course, monkeypatch) == [
        "1-1-sum/lesson.md:1: a lesson needs at least one page, begun by a ## heading",
        "1-1-sum/lesson.md:1: begin with title, objectives and minutes between two lines of ---",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "kind: single",
            "kind: singel",
            f"3: questions[0].kind must be one of {', '.join(ASKS)}; did you mean single?",
        ),
        ("    kind: single\n", "", "2: questions[0].kind is missing"),
        ("answer: 6", "answer: true", "14: questions[1].answer must be a number or a formula"),
        (
            "answer: 6",
            "answer: 6\n    tolerance: 0.1",
            "15: questions[1].tolerance: write {absolute: 0.1} or {relative: 0.1}",
        ),
        ("id: six", "id: four", "11: four stands here and on line 2"),
        (
            "id: six",
            "id: Six!",
            "11: questions[1].id may hold small letters and digits, joined by single hyphens",
        ),
        ('text: "5"', "text: 5", "9: questions[0].options[1].text must be text (put it in quotes)"),
        ("        feedback: One too many.\n", "", "9: questions[0].options[1].feedback is missing"),
        (
            "correct: true",
            "correct: false",
            "2: questions[0]: exactly one option is correct in a single, not 0",
        ),
        (
            "kind: single",
            "kind: single\n    objective: 3",
            "4: objective: lesson.md names 1 of them",
        ),
        (
            "kind: single",
            "kind: single\n    objective: 0",
            "4: questions[0].objective must be at least 1",
        ),
        (QUIZ, "questions: 3", "1: questions must be a list"),
        (QUIZ, "- a", "1: begin the file with a line `questions:` and put the list below it"),
        (QUIZ, "", "1: questions is missing"),
    ],
)
def test_a_fault_in_a_quiz(
    course: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, fault: str
) -> None:
    assert old in QUIZ
    (course / "1-1-sum" / "quiz.yaml").write_text(QUIZ.replace(old, new, 1))
    assert faults(course, monkeypatch) == [f"1-1-sum/quiz.yaml:{fault}"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("format_version: 1", "format_version: 2", "1: format_version must be 1"),
        (
            "- 1-1-sum",
            "- ../secret",
            "7: units[0].lessons[0] may hold small letters and digits, joined by single hyphens",
        ),
        ("- 1-1-sum", "- 1-1-sum\n      - 1-1-sum", "8: 1-1-sum stands here and on line 7"),
        ("lessons:\n      - 1-1-sum", "lessons: []", "6: units[0].lessons needs 1 or more, has 0"),
    ],
)
def test_a_fault_in_the_table_of_contents(
    course: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, fault: str
) -> None:
    (course / "course.yaml").write_text(CONTENTS.replace(old, new, 1))
    assert faults(course, monkeypatch) == [f"course.yaml:{fault}"]


def test_an_unknown_lesson_is_named_with_its_neighbour(course: Path) -> None:
    with pytest.raises(CourseError, match="there is no lesson 1-1-sums; did you mean 1-1-sum"):
        load_lesson(course, "1-1-sums")
    with pytest.raises(CourseError, match="there is no lesson"):
        load_lesson(course, "../1-1-sum")


def test_faults_outside_the_working_directory_are_shown_in_full(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (course / "course.yaml").write_text("")
    (course / "elsewhere").mkdir()
    assert faults(course, monkeypatch)[0].startswith("course.yaml:1: ")
    monkeypatch.chdir(course / "elsewhere")
    with pytest.raises(CourseError) as error:
        load_course(course)
    assert str(error.value.faults[0]).startswith(f"{course}/course.yaml:1: ")
