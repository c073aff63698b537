"""Two programs on one file of progress at once: no answer is lost, and the schedule is one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.progress.store import Store
from tutor.review.schedule import catch_up

ANSWERS = 60
PROGRAM = """
import sys
from pathlib import Path
from tutor.progress.store import Store
from tutor.review.schedule import catch_up

store = Store.open(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    store.record_attempt("1-3-why-now", f"q{number % 5}", sys.argv[2], 1.0, "right")
    if number % 4 == 0:
        catch_up(store)
assert store.close() == ""
"""


def test_two_programs_that_answer_and_plan_lose_nothing(tmp_path: Path) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path), name, str(ANSWERS)],
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in "ab"
    ]
    for program in programs:
        assert program.communicate()[1] == ""
        assert program.returncode == 0
    together = Store.open(tmp_path)
    answers = together.attempts()
    assert sorted(attempt.answer for attempt in answers) == ["a"] * ANSWERS + ["b"] * ANSWERS
    catch_up(together)
    planned = together.cards.all()
    together.change(lambda file: file.execute("DELETE FROM cards"))
    together.change(
        lambda file: file.execute(
            "INSERT INTO stale SELECT DISTINCT lesson, question FROM attempts"
        )
    )
    catch_up(together)
    assert together.cards.all() == planned
    assert not together.notices()
    together.close()


def test_what_is_printed_while_another_program_answers_is_whole(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path), "a", str(ANSWERS)],
        stderr=subprocess.PIPE,
        text=True,
    )
    command = [sys.executable, "-m", "tutor", "--data-dir", str(tmp_path)]
    known = {lesson.id for lesson in read_index(shipped_course()).lessons}
    while other.poll() is None:
        done = subprocess.run([*command, "review", "--json"], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        assert {each["lesson"] for each in json.loads(done.stdout)["due"]} <= known
    assert other.communicate()[1] == ""
