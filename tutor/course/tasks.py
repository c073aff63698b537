"""Finds tasks of live parts that nothing a learner can do there fulfils."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tutor.course.faults import Fault
from tutor.course.model import Lesson, Part
from tutor.course.yamltree import read_yaml
from tutor.live.fit.options import TaskedOptions
from tutor.live.options import LiveOptions
from tutor.live.reach import unreachable


def task_faults(lesson: Lesson) -> Iterator[Fault]:
    """Yield the tasks of a lesson that cannot be done, on the line of their formula."""
    for page in lesson.pages:
        for part in page.parts.values():
            options = part.options
            if not isinstance(options, LiveOptions | TaskedOptions):
                continue
            if problem := unreachable(options):
                path = lesson.folder / "lesson.md"
                yield Fault(path, _line(part, path), f"task.when: {problem}")


def _line(part: Part, path: Path) -> int:
    return read_yaml(part.body, path, part.line + 1).line(("task", "when"))
