"""The two ends of an exercise's first line: which one it is, and how far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.style import Style

from tutor.course.ids import lesson_number
from tutor.exercises.model import Exercise, ExerciseEntry
from tutor.exercises.outcome import Outcome
from tutor.exercises.result_picture import count

PARTS = TASK, CODE, RESULT = "task", "code", "result"
SAVED, BEGUN_ANEW = "saved", "begun anew (esc, u: undo)"
_SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


@dataclass
class Head:
    """What is told of an exercise beside its parts."""

    number: str = ""
    name: str = ""
    place: str = ""
    following: str = ""
    """The next exercise of the lesson."""
    state: str = ""
    """Whether what was typed is saved."""
    turns: int = 0
    """How often the spinner has turned, 0 while nothing runs."""

    @classmethod
    def of(cls, exercise: Exercise, others: Sequence[ExerciseEntry]) -> Head:
        """Return the head of an exercise among those of its lesson; alone it is of a review."""
        names = [other.name for other in others]
        at = names.index(exercise.name) if names else 0
        return cls(
            number=lesson_number(exercise.lesson) or exercise.lesson,
            name=exercise.function or exercise.name,
            place=f"Exercise {at + 1} of {len(names)}" if names else "Review",
            following=next(iter(names[at + 1 :]), ""),
        )

    def ends(self, outcome: Outcome | None, shown: str, wide: bool) -> tuple[Content, Content]:
        """Return both ends; where there is no room for two columns the parts are listed."""
        came = count(outcome) if outcome else ""
        running = f"{_SPINNER[self.turns % len(_SPINNER)]} running" if self.turns else ""
        if wide:
            left = Content.assemble(
                (f"{self.number}  ", "$accent"), (f"{self.place}: {self.name}", "bold")
            )
            told = [running or came, self.state]
            return left, Content("   ").join(Content(each) for each in told if each)
        unsaved = self.state if self.state != SAVED else ""
        left = Content.assemble(
            (f"{self.number}  ", "$accent"), (self.name, "bold"), f"   {running or unsaved or came}"
        )
        tabs = [_tab(n, part, part == shown) for n, part in enumerate(PARTS, 1)]
        return left, Content("  ").join(tabs)


def _tab(number: int, part: str, is_shown: bool) -> Content:
    words = f"{number} {part}"
    if is_shown:
        return Content.styled(words, "$foreground reverse bold")
    return Content.styled(words, Style.from_meta({"@click": f"screen.show({part!r})"}))
