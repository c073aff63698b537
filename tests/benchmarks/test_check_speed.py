"""What it takes to prove the course, against what it takes to read it."""

import pytest

from tutor.assessment import truths
from tutor.course.check import check_course
from tutor.course.index import shipped_course
from tutor.course.loader import load_course

pytestmark = pytest.mark.benchmark


def test_a_course_is_checked_in_a_few_readings(ratio, row):
    folder = shipped_course()

    def check():
        truths._of_training.cache_clear()
        assert not check_course(folder, run_code=False)

    name = "check without its code / loading the course"
    row(name, ratio(check, lambda: load_course(folder), name, rounds=3), 8)
