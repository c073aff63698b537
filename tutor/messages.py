"""What widgets tell the screens above them, in the past tense.

No message is compared with another, and Textual shows what is in it: dataclasses make neither
here, which would take more than half of the time to import them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from tutor.assessment.questions import Question
    from tutor.playground.task import Task
    from tutor.programs.program import Program
    from tutor.runs.run import LiveRun
    from tutor.sweeps.store import Sweeps


class HasTask(Protocol):
    """What shows a task of a lesson."""

    def note_task(self, epoch: int) -> None:
        """Show that the task was done, at this epoch of a run."""


class LeadsToPlayground(Protocol):
    """What the playground is opened from."""

    def task_reached(self, epoch: int) -> None:
        """Take note that the task was reached in the playground."""


class KeepsSweeps(Protocol):
    """What runs sweeps."""

    def keep_in(self, kept: Sweeps) -> object:
        """Take the place where results are kept."""


@dataclass(eq=False, repr=False)
class Answered(Message):
    """The learner has committed to an answer; the screen marks it and hands the verdict down."""

    view: Widget
    lesson: str
    """The id of the lesson that asks."""
    question: Question
    answer: Any
    seed: int = 0
    confidence: str | None = None
    hints: int = 0
    """How many hints were read before."""
    aid: str = ""
    """The strongest help that was taken: "hint", "steps", "shown", or ""."""


@dataclass(eq=False, repr=False)
class ShowMeAsked(Message):
    """The learner wants to see the answer; the screen finds it and hands it down."""

    view: Widget
    lesson: str
    """The id of the lesson that asks."""
    question: Question
    seed: int
    hints: int


@dataclass(eq=False, repr=False)
class Copied(Message):
    """The learner pressed `y` on something: the app puts `text` on the clipboard."""

    text: str
    what: str


@dataclass(eq=False, repr=False)
class LessonOpened(Message):
    """The learner chose a lesson: the app opens it at `page`, at `anchor`, or where it was left."""

    lesson_id: str
    page: int | None = None
    anchor: str = ""


@dataclass(eq=False, repr=False)
class ExerciseOpened(Message):
    """The learner chose an exercise, by its name."""

    name: str


@dataclass(eq=False, repr=False)
class OwnNetworkAsked(Message):
    """The learner's network is to be trained, and shown beside the engine's of a set-up."""

    program: Program
    settings: Mapping[str, Any]
    call: str
    """How it is trained; "": as what the program defines says."""


@dataclass(eq=False, repr=False)
class ExercisesOpened(Message):
    """The learner goes to the exercises of a unit."""

    unit_id: str


@dataclass(eq=False, repr=False)
class UnitTestOpened(Message):
    """The learner chose to take the test of a unit."""

    unit_id: str


class ReviewOpened(Message):
    """The learner goes to what is due again."""


@dataclass(eq=False, repr=False)
class PlaygroundOpened(Message):
    """The learner goes to the playground; `view` hears of it if the task is reached there."""

    view: LeadsToPlayground
    settings: Mapping[str, Any]
    task: Task | None
    run: LiveRun | None = None
    """The run to go on with, at its epoch."""


@dataclass(eq=False, repr=False)
class PreferenceChosen(Message):
    """The learner wants the program to look or move otherwise: the app does so and keeps it."""

    name: str
    value: str


@dataclass(eq=False, repr=False)
class TaskShown(Message):
    """A task has come into view: the app tells `view` if it was done before."""

    view: HasTask
    said: str
    """What the task says, by which it is known where it has no name."""
    name: str = ""
    """The task's name, which the page gives it that it stands on."""


@dataclass(eq=False, repr=False)
class TaskDone(Message):
    """The learner has done a task, at an epoch of a run: the app remembers it."""

    view: HasTask
    said: str
    epoch: int
    name: str = ""
    """The task's name, which the page gives it that it stands on."""


@dataclass(eq=False, repr=False)
class SweepsAsked(Message):
    """A sweep has come into view: the app gives `view` the place where results are kept."""

    view: KeepsSweeps


@dataclass(eq=False, repr=False)
class TroubleTold(Message):
    """Something about the file of progress that the learner must be told, such as a full disk."""

    text: str


@dataclass(eq=False, repr=False)
class KeepingTried(Message):
    """A run or results of a sweep were to be kept; told when leaving if they never are."""

    of: object
    """What was to be kept: a later try with the same counts in place of this one."""
    what: str
    why_not: str
    """Empty if it is kept."""


@dataclass(eq=False, repr=False)
class SpiralSeen(Message):
    """The learner leaves the first minute, for the first page or for all lessons."""

    goes_on: bool


class LessonFinished(Message):
    """The learner has gone past the end of a lesson: the app goes back to the course."""
