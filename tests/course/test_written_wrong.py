"""What an author may easily write wrong is a fault with its file, its line and its cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.course.check import check_course

CONTENTS = "format_version: 1\ntitle: C\nunits:\n  - {id: u, title: U, lessons: [1-1-a]}\n"
HEAD = "---\ntitle: T\nobjectives: [O]\nminutes: 5\n---\n\n## Page\n\n"  # the text is line 9
NUMERIC = """questions:
  - id: q
    kind: numeric
    variables: {a: {from: 2, to: 9}, b: {from: 2, to: 9}}
    where: [a != b]
    prompt: What is {{a}} + {{b}}?
    answer: a + b
    right: Good.
    otherwise: Add both.
"""

TASKED = """```{plot}
curves: [x]
domain: [0, 20]
point: 1
task:
  text: Go to the end
"""


def checked(folder: Path, text: str = "Text.\n", quiz: str = "", contents: str = CONTENTS) -> str:
    """Return the faults of a course of one lesson, each from its line on."""
    lesson = folder / "1-1-a"
    lesson.mkdir()
    (folder / "course.yaml").write_text(contents)
    (lesson / "lesson.md").write_text(HEAD + text)
    if quiz:
        (lesson / "quiz.yaml").write_text(quiz)
    faults = check_course(folder, run_code=False)
    return "\n".join(f"{fault.path.name}:{fault.line}: {fault.message}" for fault in faults)


def test_what_is_well_written_has_no_fault(tmp_path: Path) -> None:
    table = "| a | b |\n|---|---|\n| $x \\mid y$ | [0, 1] (closed) |\n"
    text = f"{table}\n```python\nx = [\n    1,\n]\n```\n"
    assert checked(tmp_path, text, NUMERIC) == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("See [above] (#page).\n", "lesson.md:9: leave no space between ] and (#page)"),
        ("A\nline.[^1]\n", "lesson.md:10: footnotes ([^1])"),
        ("So\n{{a}} it is.\n", "lesson.md:10: {{a}} is filled in only in"),
        ("```python\nx = 1\ny = (\n```\n", "lesson.md:11: this is no Python"),
        ("| a |\n|---|\n| 1 | 2 |\n", "lesson.md:11: this row has 2 cells, the table's head 1"),
        ("| a |\n|---|\n| $|x|$ |\n", "\\mid"),
        ("One.\n\n## Page\n\nTwo.\n", "lesson.md:11: another page of this lesson is named Page"),
        ("One.\n\n##  PAGE!\n\nTwo.\n", "lesson.md:11: links cannot tell PAGE! from the page Page"),
        (f"{TASKED}  when: x > 20\n```\n", "lesson.md:15: task.when: `x > 20` never comes true"),
        (f"{TASKED}  when: x > 19\n```\n", ""),
        ("```python\nx = 1\n", "lesson.md:9: this fence is never closed; end it"),
        ("```{surface}\ncost: 5\n```\n", "lesson.md:10: cost must be a mapping"),
    ],
)
def test_in_a_lesson(tmp_path: Path, text: str, message: str) -> None:
    found = checked(tmp_path, text)
    assert message in found if message else not found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[a != b]", "[a = b]", "quiz.yaml:5: questions[0].where[0]: a = b is no comparison"),
        ("[a != b]", "[a]", "quiz.yaml:5: questions[0].where[0]: a is no comparison"),
        ("[a != b]", "[a + (b < 3)]", "where[0]: a + (b < 3) is no comparison"),
        ("[a != b]", "[-(a < b)]", "where[0]: -(a < b) is no comparison"),
        ("[a != b]", "[a < 1]", "question q: No numbers fit"),
        ("[a != b]", "[a == 9, b == 9]", "draws are needed for one that fits"),
        ("b: {from: 2, to: 9}}", "b: {choose: [3]}, c: {choose: [3]}}", "the variable c is not"),
        ("Add both.", "Right, but no.", 'a wrong answer is told "Right";'),
        ("answer: a + b", "answer: a + b\n    tolerance: 0.01", "write {absolute: 0.01}"),
        ("prompt: What", "prompt: 'Say: what", "quiz.yaml:"),
        ("Add both.", "Mind: add both.", "in single quotes, or below a |"),
    ],
)
def test_in_a_quiz(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert message in checked(tmp_path, quiz=NUMERIC.replace(old, new))


EXPRESSION = """questions:
  - id: q
    kind: expression
    inputs: {W: [2, 3], A: [4, m]}
    prompt: P?
    answer: W @ A
    right: R
    otherwise: O
"""


def test_a_formula_without_a_value_names_the_shapes(tmp_path: Path) -> None:
    found = checked(tmp_path, quiz=EXPRESSION)
    assert "The formula W @ A of this question has no value" in found
    assert "(2, 3) and (4, m): 3 columns meet 4 rows" in found


def test_an_input_without_a_value_names_itself_and_the_shapes(tmp_path: Path) -> None:
    quiz = EXPRESSION.replace("A: [4, m]", "A: [4, m], B: {shape: [4, m], formula: W + A}")
    assert "B: its formula has no value: (2, 3) + (4, " in checked(tmp_path, quiz=quiz)


def test_a_letter_of_a_shape_that_nothing_names(tmp_path: Path) -> None:
    quiz = NUMERIC.replace("kind: numeric", "kind: shape").replace(
        "answer: a + b", "answer: (a, k)"
    )
    assert "k in the answer is neither a variable nor named" in checked(tmp_path, quiz=quiz)


def test_a_quiz_that_is_a_bare_list(tmp_path: Path) -> None:
    assert "quiz.yaml:1: begin the file with a line `questions:`" in checked(
        tmp_path, quiz="- {id: q}\n"
    )


@pytest.mark.parametrize("tex", [r"\times", r"\theta", r"\nabla", r"\right", r"\beta", r"\frac"])
@pytest.mark.parametrize("dollars", ["$", "$$"])
def test_maths_that_double_quotes_spoil(tmp_path: Path, tex: str, dollars: str) -> None:
    prompt = f'"Say {{{{a}}}} \\n {{{{b}}}}: {dollars}2 {tex} 25{dollars}"'
    found = checked(tmp_path, quiz=NUMERIC.replace("What is {{a}} + {{b}}?", prompt))
    assert found.startswith(f"quiz.yaml:6: the double quotes turn {tex[:2]} within maths")
    assert "single quotes" in found


def test_backslashes_that_double_quotes_keep(tmp_path: Path) -> None:
    prompt = '"{{a}} {{b}}\\t\\\\$5: \\n $2 \\\\times 25$"'
    assert checked(tmp_path, quiz=NUMERIC.replace("What is {{a}} + {{b}}?", prompt)) == ""


@pytest.mark.parametrize("wanted", ["1-1-a", "9-9-none"])
def test_prerequisites_in_flow_style(tmp_path: Path, wanted: str) -> None:
    checked(tmp_path)
    head = f'{{title: T, objectives: [O], minutes: 5,\n prerequisites: ["{wanted}"]}}'
    (tmp_path / "1-1-a" / "lesson.md").write_text(f"---\n{head}\n---\n\n## Page\n\nText.\n")
    (fault,) = check_course(tmp_path, run_code=False)
    assert (fault.path.name, fault.line) == ("lesson.md", 3)


def test_a_missing_lesson_whose_id_is_escaped(tmp_path: Path) -> None:
    contents = CONTENTS.replace("[1-1-a]", '[1-1-a,\n    "1-2-\\x62"]')
    assert "course.yaml:5: the lesson 1-2-b has no folder" in checked(tmp_path, contents=contents)


def test_the_folder_of_a_lesson(tmp_path: Path) -> None:
    checked(tmp_path)
    (fault,) = check_course(tmp_path / "1-1-a", run_code=False)
    assert "this is the folder of a lesson; name the folder around it" in fault.message
