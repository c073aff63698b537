"""The set-ups of a course's lessons, for the playground: those of its {playground}s and {fit}s."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tutor.course.faults import CourseError
from tutor.course.files import read_text
from tutor.course.index import LessonIndex
from tutor.course.kept_index import read_index
from tutor.course.sections import Section, cut, fences
from tutor.course.validation import validated
from tutor.course.yamltree import read_yaml
from tutor.live.fit.options import FitOptions
from tutor.live.playground.options import PlaygroundOptions
from tutor.playground.presets import Preset

_MODELS: dict[str, type[FitOptions | PlaygroundOptions]] = {
    "fit": FitOptions,
    "playground": PlaygroundOptions,
}


def lesson_presets(folder: Path) -> list[Preset]:
    """Return the set-ups in the order of the course in `folder`; what has a fault is left out.

    It reads every lesson that trains, and is meant for a thread.
    """
    presets: list[Preset] = []
    with suppress(CourseError):
        for lesson in read_index(folder).lessons:
            with suppress(CourseError):
                presets += _of_lesson(folder, lesson)
    return presets


def _of_lesson(folder: Path, lesson: LessonIndex) -> Iterator[Preset]:
    path = folder / lesson.id / "lesson.md"
    known: list[dict[str, object]] = []
    for page in cut(read_text(path, folder)).pages:
        for options in _live_parts(page, path):
            settings = options.changed_settings()
            if settings not in known:
                known.append(settings)
                name = f"{lesson.number}  {lesson.title}".strip()
                yield Preset(name, _offer(options, page.title), settings)


def _live_parts(page: Section, path: Path) -> Iterator[FitOptions | PlaygroundOptions]:
    for fence in fences(page.text):
        name = fence.directive[0] if fence.directive else ""
        if name in _MODELS:
            with suppress(CourseError):
                tree = read_yaml(fence.body, path, page.line + fence.line + 2)
                yield validated(_MODELS[name], tree, path)


def _offer(options: FitOptions | PlaygroundOptions, page: str) -> str:
    """Return where in the lesson it is, and what is asked for there or what it trains."""
    settings = options.settings()
    layers = "-".join(map(str, settings["hidden"])) or "no hidden layer"
    trained = f"{settings['dataset'].replace('_', ' ')}, {layers}"
    return f"{options.title or page} · {options.task.text if options.task else trained}"
