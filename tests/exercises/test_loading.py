"""Exercises as files: what is read, and what is said of a slip, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.course.faults import CourseError
from tutor.course.scaffold import make_course
from tutor.exercises.listing import entries
from tutor.exercises.loading import NoSuchExercise, find
from tutor.exercises.reading import exercise_faults


@pytest.fixture
def course(tmp_path: Path) -> Path:
    make_course(tmp_path)
    return tmp_path


@pytest.fixture
def folder(course: Path) -> Path:
    return course / "1-1-one-neuron" / "exercises" / "neuron"


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def faults(course: Path) -> list[str]:
    return [
        str(fault).removeprefix(f"{course}/1-1-one-neuron/exercises/neuron/")
        for fault in exercise_faults(course)
    ]


def test_an_exercise_is_read(course: Path) -> None:
    exercise = find(course, "neuron")
    assert exercise.kind == "code"
    assert exercise.lesson == "1-1-one-neuron"
    assert exercise.returns == ("a",)
    assert len(exercise.hints) == 2
    assert exercise.mutants["not-clipped"].message.startswith("Your neuron passes on its weighted")
    assert not exercise.trusted
    assert exercise_faults(course) == []


def test_the_light_list_says_the_same(course: Path) -> None:
    (entry,) = entries(course)
    exercise = find(course, "neuron")
    for name in ("name", "lesson", "kind", "title", "page", "order"):
        assert getattr(entry, name) == getattr(exercise, name)


def test_a_name_that_is_near(course: Path) -> None:
    with pytest.raises(NoSuchExercise, match="There is no exercise neurone; did you mean neuron"):
        find(course, "neurone")


SLIPS = [
    ("kind: code", "kind: cod", "exercise.yaml:1: kind must be one of", "did you mean code?"),
    ("order: 1", "ordr: 1", "exercise.yaml:2: ordr is not known here; did you mean order?", ""),
    ("page: clipped-at-zero", "page: clipped", "exercise.yaml:4: page: 1-1-one-neuron has no", ""),
    ("returns: a ", "returns: a b ", "exercise.yaml:21: returns: 'a b' is no name in", ""),
    ("function: neuron", "functon: neuron", "exercise.yaml:20: functon is not known here", ""),
    ("$(n,)$, the", "$(n, the", "exercise.yaml:9: this $ neither opens nor closes maths", ""),
    ("explanation: |", "solution: |", "explanation is missing", ""),
    ("  - Two steps, one line", "  # Two steps, one line", "hints: needs at least 2", ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said", "also"), SLIPS)
def test_a_slip_in_the_texts(
    course: Path, folder: Path, old: str, new: str, said: str, also: str
) -> None:
    replace(folder / "exercise.yaml", old, new)
    told = "\n".join(faults(course))
    assert said in told
    assert also in told


def test_programs_that_are_missing_or_no_python(course: Path, folder: Path) -> None:
    (folder / "tests.py").unlink()
    replace(folder / "solution.py", "np.maximum(0, z)", "np.maximum(0, z")
    replace(folder / "mutants" / "not-clipped.py", '"""Your', "# Your")
    (folder / "notes.txt").write_text("mine")
    told = "\n".join(faults(course))
    assert "tests.py:1: this file is missing" in told
    assert "solution.py:7: this is no Python: '(' was never closed" in told
    assert "mutants/not-clipped.py:1: " in told
    assert "notes.txt:1: no exercise uses this file; remove it" in told
    with pytest.raises(CourseError):
        find(course, "neuron")


def test_two_of_one_name(course: Path, folder: Path) -> None:
    import shutil

    shutil.copytree(course / "1-1-one-neuron", course / "1-2-another")
    replace(course / "course.yaml", "- 1-1-one-neuron", "- 1-1-one-neuron\n      - 1-2-another")
    (told,) = faults(course)
    assert "1-2-another/exercises/neuron/exercise.yaml:1: the exercise neuron is also in" in told


KINDS = {
    "derivation": """
kind: derivation
title: A derivation
task: Derive it.
steps:
  - prompt: The slope of $z$ in $w$?
    inputs: {x: [m], w: [m]}
    answer: x
    wrong: [{value: w, feedback: That is the weight.}]
    right: Yes.
    otherwise: No.
""",
    "doctor": """
kind: doctor
title: A case
task: It does not learn.
run: {dataset: circles, initializer: zeros, activation: tanh}
finding: twins
symptoms: [network, norms]
tests:
  - {text: The loss, tells: It falls by nearly nothing.}
  - {text: The gradients, tells: They are large.}
causes:
  - {text: The rate is too low, correct: true, feedback: Yes.}
  - {text: The rate is too high, feedback: No.}
repair:
  - {text: Take more units, settings: {hidden: [32]}}
  - {text: Draw the weights, settings: {initializer: xavier}, cures: true}
recovers: {accuracy: 0.9}
""",
}


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_without_programs(course: Path, folder: Path, kind: str) -> None:
    other = folder.with_name(kind)
    other.mkdir()
    (other / "exercise.yaml").write_text(KINDS[kind])
    assert exercise_faults(course) == []
    exercise = find(course, kind)
    assert exercise.kind == kind
    assert not exercise.is_program
    replace(other / "exercise.yaml", "title:", "titel:")
    assert any("titel is not known here" in fault for fault in faults(course))


BUG = """
kind: bug
title: A bug
task: Find it.
hints: [Look., Look again.]
explanation: So it is.
function: neuron
returns: a
bug:
  line: 6
  why:
    - {text: The sum is not clipped, correct: true, feedback: Yes.}
    - {text: The bias is missing, feedback: No.}
"""


def test_a_bug_stands_on_a_line_that_is_there(course: Path, folder: Path) -> None:
    (folder / "exercise.yaml").write_text(BUG.replace("line: 6", "line: 60"))
    assert faults(course) == ["exercise.yaml:10: bug.line: starter.py has nothing on line 60"]
    (folder / "exercise.yaml").write_text(BUG)
    assert faults(course) == []
    bug = find(course, "neuron").bug
    assert bug is not None
    assert [option.correct for option in bug.why] == [True, False]
