"""No wrong answer is praised, in whatever kind of question and wherever it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.course.check import check_course

# What is told of a wrong answer stands at WRONG, of any answer at ANY.
TOLD = {
    "single": "options: [{text: A, correct: true, feedback: Yes.}, {text: B, feedback: WRONG}]",
    "multiple, wrong": "options: [{text: A, feedback: ANY}, {text: B, correct: true, feedback: S}]",
    "multiple": "options: [{text: A, correct: true, feedback: ANY}, {text: B, feedback: So.}]",
    "numeric": "answer: 1\n    wrong: [{value: 2, feedback: WRONG}]\n"
    "    right: R\n    otherwise: O",
    "numeric, otherwise": "answer: 1\n    right: R\n    otherwise: WRONG",
    "shape": "answer: (1, 2)\n    wrong: [{value: '(2, 1)', feedback: WRONG}]\n"
    "    right: R\n    otherwise: O",
    "expression": "inputs: {x: []}\n    answer: 2*x\n    wrong: [{value: x, feedback: WRONG}]\n"
    "    right: R\n    otherwise: O",
    "order": "steps: [{text: A, feedback: ANY}, {text: B, feedback: So.}]\n"
    "    right: R\n    otherwise: O",
    "order, otherwise": "steps: [{text: A, feedback: So.}, {text: B, feedback: So.}]\n"
    "    right: R\n    otherwise: WRONG",
    "match": "pairs: [{left: a, right: b, feedback: ANY}, {left: c, right: d, feedback: So.}]",
    "match, foreseen": "pairs: [{left: c, right: d, feedback: So.},"
    " {left: a, right: b, feedback: S, wrong: [{value: d, feedback: WRONG}]}]",
    "cloze": "text: '[[a]]'\n    gaps: {a: {answer: b, otherwise: WRONG}}",
    "cloze, foreseen": "text: '[[a]]'\n    gaps: {a: {answer: b, otherwise: O,"
    " wrong: [{value: c, feedback: WRONG}]}}",
    "predict": "compute: {formula: 1}\n    wrong: [{value: 2, feedback: WRONG}]\n"
    "    right: R\n    otherwise: O",
}


def faults(folder: Path, kind: str, said: str) -> str:
    """Return the faults of a course with one question that says this where TOLD has it."""
    lesson = folder / "1-1-a"
    lesson.mkdir()
    units = "[{id: u, title: U, lessons: [1-1-a]}]"
    (folder / "course.yaml").write_text(f"format_version: 1\ntitle: C\nunits: {units}\n")
    head = "---\ntitle: T\nobjectives: [O]\nminutes: 5\n---\n\n"
    (lesson / "lesson.md").write_text(f"{head}## Page\n\nText.\n")
    answers = TOLD[kind].replace("WRONG", f'"{said}"').replace("ANY", f'"{said}"')
    asked = f"  - id: q\n    kind: {kind.partition(',')[0]}\n    prompt: P?\n    {answers}\n"
    (lesson / "quiz.yaml").write_text(f"questions:\n{asked}")
    return "\n".join(fault.message for fault in check_course(folder, run_code=False))


@pytest.mark.parametrize("kind", TOLD)
@pytest.mark.parametrize(
    "praise", ["Right.", "Correct, and so on.", "Exactly", "That is right: b."]
)
def test_praise_for_a_wrong_answer(tmp_path: Path, kind: str, praise: str) -> None:
    found = faults(tmp_path, kind, praise)
    assert found.startswith("question q: ")
    told = "a wrong answer is told" if "WRONG" in TOLD[kind] else "is told to a wrong answer too"
    assert told in found


@pytest.mark.parametrize("kind", TOLD)
def test_what_is_right_about_a_wrong_answer_may_be_said(tmp_path: Path, kind: str) -> None:
    said = "The right sign, and yes, a correct size; greater it is not."
    assert faults(tmp_path, kind, said) == ""
