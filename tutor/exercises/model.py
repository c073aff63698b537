"""What an exercise is once it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tutor.exercises.written import (
        Bug,
        Distractor,
        OwnNetwork,
        WrittenDerivation,
        WrittenDoctor,
    )

KINDS = ("code", "parsons", "bug", "derivation", "doctor")
PROGRAMS = frozenset({"code", "parsons", "bug"})
"""The kinds whose answer is a program."""
TEXTS = PROGRAMS | {"derivation"}
"""The kinds whose answer is a text in a file."""


class Mutant(NamedTuple):
    """A known mistake: the wrong program, and what a learner is told who makes it."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ExerciseEntry:
    """An exercise as lists show it, without its texts and programs."""

    name: str
    lesson: str
    """The id of the lesson that teaches it."""
    kind: str
    title: str
    page: str | None
    """The page after which it is offered, as links name it; None: at the lesson's end."""
    order: float


@dataclass(frozen=True, slots=True, eq=False)
class Exercise:
    """An exercise, read and checked; what its kind does not have is empty."""

    name: str
    lesson: str
    kind: str
    title: str
    page: str | None
    order: float
    task: str
    hints: tuple[str, ...]
    explanation: str
    folder: Path
    trusted: bool
    """Whether it came with the program, so that its own code may run where no wall can be had."""

    function: str | None = None
    returns: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    tolerance: float = 1e-7
    seconds: float = 5.0
    starter: str = ""
    solution: str = ""
    tests: str = ""
    mutants: Mapping[str, Mutant] = field(default_factory=dict)
    network: OwnNetwork | None = None
    distractors: tuple[Distractor, ...] = ()
    bug: Bug | None = None
    judge: str = ""
    """What judges a hunted bug beside the cases, as `judging` runs it."""
    derivation: WrittenDerivation | None = None
    doctor: WrittenDoctor | None = None

    @property
    def is_program(self) -> bool:
        return self.kind in PROGRAMS

    @property
    def file_name(self) -> str:
        """What a learner's file is called."""
        return f"{self.name.replace('-', '_')}.{'py' if self.is_program else 'txt'}"
