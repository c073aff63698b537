"""The authors' guide does what it says: its questions are good questions, its folder a course."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from tutor.assessment.questions import Question
from tutor.course.check import check_course
from tutor.course.index import shipped_course
from tutor.course.loader import load_lesson
from tutor.course.parts import options_model
from tutor.course.scaffold import make_course
from tutor.course.sections import CALLOUTS, fences
from tutor.course.validation import validated
from tutor.course.yamltree import read_yaml
from tutor.exercises.checking import check
from tutor.exercises.loading import find
from tutor.exercises.model import KINDS
from tutor.exercises.reading import exercise_faults
from tutor.live.directives import DIRECTIVES

GUIDE = (shipped_course() / "README.md").read_text()
BLOCKS = [fence.body for fence in fences(GUIDE)]
CONTENTS = next(block for block in BLOCKS if block.startswith("format_version"))
HEAD = "---\ntitle: T\nobjectives: [O]\nminutes: 5\n---\n\n## Page\n\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of the guide's own examples."""
    folder = tmp_path / "1-1-one-neuron"
    folder.mkdir()
    (tmp_path / "course.yaml").write_text(CONTENTS)
    questions = "\n".join(block for block in BLOCKS if block.startswith("- id:"))
    question = "- {id: another-day, kind: shape, prompt: A, answer: (1), right: B, otherwise: C}\n"
    (folder / "quiz.yaml").write_text(f"questions:\n{question}{questions}\n")
    directives = [block for block in BLOCKS if block.startswith("```{")]
    code = next(block for block in BLOCKS if block.startswith(">>>"))
    text = "\n\n".join([*directives, f"```python\n{code}\n```"])
    (folder / "lesson.md").write_text(HEAD + text + "\n")
    return tmp_path


def test_the_examples_pass_the_check(course: Path) -> None:
    assert [str(fault) for fault in check_course(course, run_code=True, trusted=True)] == []


def test_every_kind_has_an_example(course: Path) -> None:
    questions = load_lesson(course, "1-1-one-neuron").questions.values()
    members = get_args(get_args(Question)[0])
    named = {get_args(member.model_fields["kind"].annotation)[0] for member in members}
    assert {question.kind for question in questions} == named - {"multiple"}
    assert "**multiple**" in GUIDE


def test_the_head_of_a_lesson_in_the_guide_is_a_good_one(course: Path) -> None:
    lesson = next(block for block in BLOCKS if block.startswith("---\ntitle"))
    (course / "1-1-one-neuron" / "lesson.md").write_text(lesson)
    contents = (course / "course.yaml").read_text()
    before = "      - 1-0-before\n      - 1-1-one-neuron"
    (course / "course.yaml").write_text(contents.replace("      - 1-1-one-neuron", before))
    (course / "1-0-before").mkdir()
    (course / "1-0-before" / "lesson.md").write_text(HEAD)
    assert [str(fault) for fault in check_course(course, run_code=False)] == []


def test_the_exercise_in_the_guide_is_a_good_one(tmp_path: Path) -> None:
    make_course(tmp_path)
    folder = tmp_path / "1-1-one-neuron" / "exercises" / "neuron"
    text = next(block for block in BLOCKS if block.startswith("kind: code"))
    tests = next(block for block in BLOCKS if "def cases(" in block)
    (folder / "exercise.yaml").write_text(text)
    (folder / "tests.py").write_text(tests)
    assert exercise_faults(tmp_path) == []
    exercise = find(tmp_path, "neuron")
    assert check(exercise, exercise.solution).passed
    assert {f"**{kind}**" for kind in KINDS} - {"**code**"} <= {*re.findall(r"\*\*\w+\*\*", GUIDE)}


def test_every_directive_has_a_row_in_the_table() -> None:
    rows = [line.split("|")[1] for line in GUIDE.split("\n") if line.startswith("| `{")]
    named = {name for row in rows for name in re.findall(r"\{([a-z]+)\}", row)}
    assert named == {"question", *CALLOUTS, *DIRECTIVES}


EXAMPLES = re.findall(r"^\| ([\d, -]+) \|[^|]+\| `\{([a-z]+)\} (.+)` \|$", GUIDE, re.MULTILINE)


@pytest.mark.parametrize(("lesson", "name", "options"), EXAMPLES)
def test_the_options_for_a_lesson_are_good_ones(lesson: str, name: str, options: str) -> None:
    path = Path("README.md")
    tree = read_yaml(f"{{{options}}}", path)
    assert isinstance(validated(options_model(name), tree, path), options_model(name))


def test_the_lessons_stand_in_their_order() -> None:
    named = [number for lessons, _, _ in EXAMPLES for number in lessons.split(", ")]
    places = [tuple(map(int, number.split("-"))) for number in named]
    assert places == sorted(places)
    assert {unit for unit, _ in places} == {1, 2, 3, 4, 5, 6, 7}
    assert {name for _, name, _ in EXAMPLES} == {*DIRECTIVES}


def test_the_commands_it_names_exist() -> None:
    from tutor.cli import COMMANDS

    named = set(re.findall(r"nn-tutor (?:--course \S+ )?([a-z]+)", GUIDE))
    assert named - {"my"} <= {*COMMANDS}


def test_no_example_puts_a_text_in_double_quotes() -> None:
    yaml = [block for block in BLOCKS if not block.startswith((">>>", "import "))]
    assert [line for block in yaml for line in block.split("\n") if '"' in line] == []
    assert [options for _, _, options in EXAMPLES if '"' in options] == []
