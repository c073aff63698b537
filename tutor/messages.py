"""What widgets tell the screens above them, in the past tense."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from tutor.assessment.questions import Question
    from tutor.playground.task import Task
    from tutor.sweeps.store import Sweeps


class Answered(Message):
    """The learner has committed to an answer; the screen marks it and hands the verdict down."""

    def __init__(
        self,
        view: Widget,
        question: Question,
        answer: Any,
        seed: int = 0,
        confidence: str | None = None,
    ) -> None:
        super().__init__()
        self.view = view
        self.question = question
        self.answer = answer
        self.seed = seed
        self.confidence = confidence


class Copied(Message):
    """The learner pressed `y` on something: the app puts `text` on the clipboard."""

    def __init__(self, text: str, what: str) -> None:
        super().__init__()
        self.text = text
        self.what = what


class LessonOpened(Message):
    """The learner chose a lesson: the app opens it at `page`, at `anchor`, or where it was left."""

    def __init__(self, lesson_id: str, page: int | None = None, anchor: str = "") -> None:
        super().__init__()
        self.lesson_id = lesson_id
        self.page = page
        self.anchor = anchor


class UnitTestOpened(Message):
    """The learner chose to take the test of a unit."""

    def __init__(self, unit_id: str) -> None:
        super().__init__()
        self.unit_id = unit_id


class PlaygroundOpened(Message):
    """The learner goes to the playground; `left` is told when the task was reached, if it was."""

    def __init__(
        self,
        settings: Mapping[str, Any],
        task: Task | None,
        left: Callable[[int | None], None],
    ) -> None:
        super().__init__()
        self.settings = settings
        self.task = task
        self.left = left


class TaskShown(Message):
    """A task has come into view: the app tells it at which epoch it was done before, if it was."""

    def __init__(self, name: str, remember: Callable[[int], object]) -> None:
        super().__init__()
        self.name = name
        self.remember = remember


class TaskDone(Message):
    """The learner has done a task, at an epoch of a run: the app remembers it."""

    def __init__(self, name: str, epoch: int) -> None:
        super().__init__()
        self.name = name
        self.epoch = epoch


class SweepsAsked(Message):
    """A sweep has come into view: the app gives it the place where results are kept."""

    def __init__(self, give: Callable[[Sweeps], object]) -> None:
        super().__init__()
        self.give = give


class TroubleTold(Message):
    """Something about the file of progress that the learner must be told, such as a full disk."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class LessonFinished(Message):
    """The learner has gone past the end of a lesson: the app goes back to the course."""
