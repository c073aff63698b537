"""The exercises of the course: that they hold, and what their mistakes would be told."""

from __future__ import annotations

import pytest

from tutor.course.index import shipped_course
from tutor.exercises.cases import cases_of
from tutor.exercises.diagnosis import diagnosis
from tutor.exercises.listing import entries
from tutor.exercises.loading import find
from tutor.exercises.mistakes import attempts_of_mutants
from tutor.exercises.proof import prove

COURSE = shipped_course()
PROGRAMS = [e.name for e in entries(COURSE) if e.kind in ("code", "parsons", "bug")]


@pytest.mark.slow
def test_they_all_hold() -> None:
    assert prove(COURSE, trusted=True, progress=lambda done, count: None) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", PROGRAMS)
def test_every_mistake_has_a_diagnosis_or_none_in_whole_sentences(name: str) -> None:
    exercise = find(COURSE, name)
    for tried in attempts_of_mutants(exercise).values():
        said = diagnosis(exercise, tried, cases_of(exercise))
        assert not said or (said[0].isupper() or said[0] in "".join(exercise.returns))
        assert "{" not in said
        assert said == said.strip()
        assert not said or said.endswith((".", "?"))
