"""What judges a hunted bug beside the cases: slopes against nudged ones, curves of a training."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from exercise_course import BUG_JUDGE, BUG_SOLUTION, make_course

from tutor.course.index import shipped_course
from tutor.exercises.judgement_picture import judgement_picture
from tutor.exercises.judging import BugJudgement, Judged, agree, judged, judgement, tells_apart
from tutor.exercises.listing import entries
from tutor.exercises.loading import find
from tutor.exercises.model import Exercise
from tutor.exercises.proof import prove
from tutor.plots.arrange import width_of
from tutor.plots.cells import plain

SHIPPED = shipped_course()
BUGS = [entry.name for entry in entries(SHIPPED) if entry.kind == "bug"]


@pytest.fixture(scope="module")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> Exercise:
    return find(make_course(tmp_path_factory.mktemp("a") / "course"), "no-mean-at-all")


def test_a_wrong_slope_is_measured_and_a_right_one_agrees(exercise: Exercise) -> None:
    found = judgement(exercise, BUG_SOLUTION)
    assert found is not None and found.now is not None
    assert not agree(found.broken.slopes["db"], found.broken.nudges["db"])
    assert agree(found.now.slopes["db"], found.now.nudges["db"])
    assert len(found.now.costs) == 21 and found.now.costs[-1] < found.broken.costs[-1]
    assert tells_apart(found.broken, found.now) and not tells_apart(found.now, found.now)


@pytest.mark.parametrize(
    ("program", "fault"),
    [
        ("def bias_slope(dZ):\n    return None\n", "nothing that can be judged"),
        ("def bias_slope(dZ):\n    return 1 / 0\n", "divi"),
        ("def bias_slope(dZ):\n    while True:\n        pass\n", "longer than 1 s"),
        ("def bias_slope(:\n", "cannot read line 1"),
    ],
)
def test_a_program_that_cannot_be_judged_is_said_to_be_none(
    exercise: Exercise, program: str, fault: str
) -> None:
    found = judged(replace(exercise, seconds=1.0), program)
    assert fault.casefold() in found.fault.casefold() and not found.costs
    picture = judgement_picture(BugJudgement(Judged(costs=(1.0, 0.5)), found), 78)
    assert found.fault[:20] in plain(picture)


@pytest.mark.parametrize("width", [36, 78, 130])
def test_curves_that_run_away_leave_those_that_do_not_to_be_seen(width: int) -> None:
    steps = np.arange(20)
    runs_away = Judged(costs=tuple(4.0**steps), slopes={"dw": np.ones(3)}, nudges={})
    good = Judged(costs=tuple(0.8**steps))
    picture = judgement_picture(BugJudgement(runs_away, good), width)
    assert "as it was ends at 274,877,906,944"[: width - 30] in plain(picture)
    chart = [row for row in picture if width_of([row]) > width // 2]
    assert chart and any("1" in plain([row])[:4] for row in chart), "the axis is that of the good"
    empty = Judged(costs=(float("nan"),) * 3)
    assert judgement_picture(BugJudgement(empty, empty), width)


def test_an_author_is_told_of_a_judge_that_does_not_judge(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course")
    path = course / "1-1-backward" / "exercises" / "no-mean-at-all" / "judge.py"

    def told() -> list[str]:
        faults = prove(course, trusted=True, progress=lambda done, count: None)
        return [fault.message for fault in faults if fault.path == path]

    assert told() == []
    path.write_text(BUG_JUDGE.replace("/ 2", ""))
    assert told() == ["of the solution: db is wrong"]
    path.write_text("costs += [1.0, 0.5]\n")
    assert told() == ["the program with the bug looks as good as the solution"]
    path.write_text("costs = [no_such_name]\n")
    assert "no_such_name" in told()[0]


@pytest.mark.slow
@pytest.mark.parametrize("name", BUGS)
def test_the_judges_of_the_course_see_each_bug(name: str) -> None:
    exercise = find(SHIPPED, name)
    right, broken = judged(exercise, exercise.solution), judged(exercise, exercise.starter)
    assert not right.fault
    assert all(agree(right.slopes[each], right.nudges[each]) for each in right.slopes)
    assert tells_apart(broken, right)
    if right.costs:
        assert not broken.costs[-1] < 0.999 * right.costs[-1], "the bug does no harm to see"


def test_all_bugs_of_the_course_are_judged() -> None:
    assert [name for name in BUGS if not find(SHIPPED, name).judge] == []


def test_a_curve_of_something_else_than_a_cost_is_called_by_its_name() -> None:
    sides = [Judged(costs=(0.5, 0.4), measure="wrong answers"), Judged(costs=(0.5, 0.1))]
    drawn = plain(judgement_picture(BugJudgement(*sides), 78))
    assert "1 step of training, wrong answers: as it was ends at 0.4" in drawn
    assert "Lower is not righter" not in drawn
