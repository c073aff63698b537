"""A case of the training doctor without the app: symptoms as text, cause and treatment by flags."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from tutor.commands.exercises.asked import CommandRefused, command_of, store_of
from tutor.commands.output import harmless, tell
from tutor.exercises.doctor import (
    case_of,
    cause_question,
    ill_run,
    judged,
    looks_question,
    trained,
    treated_run,
)
from tutor.exercises.model import Exercise
from tutor.exercises.outcome import Outcome
from tutor.exercises.work import record_passed
from tutor.typeset.in_text import maths_in

T = TypeVar("T")
WIDTH, HEIGHT = 78, 13
"""Of the picture of a symptom."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a learner says of a case, each by its number as it was listed, from 1."""

    looks: tuple[int, ...] = ()
    cause: int | None = None
    repair: int | None = None

    @property
    def is_given(self) -> bool:
        return bool(self.looks) or self.cause is not None or self.repair is not None


def add_diagnosis(parser: argparse.ArgumentParser) -> None:
    """Add the flags that answer a case of the training doctor."""
    doctor = parser.add_argument_group("a case for the training doctor")
    doctor.add_argument("--looks", metavar="N,N,…", help="the looks, the most telling first")
    doctor.add_argument("--cause", metavar="N", type=int, help="what ails the run")
    doctor.add_argument("--repair", metavar="N", type=int, help="the treatment to be tried")


def diagnosis_of(options: argparse.Namespace) -> Diagnosis:
    """Return what was said by flags; raises CommandRefused where it is no number."""
    try:
        looks = tuple(int(number) for number in (options.looks or "").split(",") if number)
    except ValueError:
        raise CommandRefused(
            f"--looks {options.looks}: say numbers, with commas between them."
        ) from None
    return Diagnosis(looks, options.cause, options.repair)


def case_lines(exercise: Exercise) -> Iterator[str]:
    """Yield the case as a learner reads it: its task, the symptoms, what can be said of it."""
    case = case_of(exercise)
    yield maths_in(f"{exercise.title}\n\n{exercise.task}")
    yield from _symptoms(exercise)
    looks = [case.tests[place].text for place in _shuffled(exercise)]
    yield from _listed("--looks   Which look would tell you most? Put them in order.", looks)
    yield from _listed("--cause   What ails this run?", [each.text for each in case.causes])
    yield from _listed("--repair  What do you do?", [each.text for each in case.repair])


def _symptoms(exercise: Exercise) -> Iterator[str]:
    from tutor.plots.ansi import ansi, terminal_palette
    from tutor.plots.cells import plain
    from tutor.runs.look import Look
    from tutor.runs.views import draw_view

    run = trained(ill_run(exercise))
    palette = terminal_palette()
    for view in ("loss", *case_of(exercise).symptoms):
        picture = draw_view(view, run, WIDTH, HEIGHT, Look(palette))
        drawn = ansi(picture, palette) if sys.stdout.isatty() else plain(picture)
        yield f"── {view}\n{drawn}\n"


def _listed(title: str, texts: Sequence[str]) -> Iterator[str]:
    yield title
    yield from (f"  {number}  {maths_in(text)}" for number, text in enumerate(texts, start=1))
    yield ""


def _shuffled(exercise: Exercise) -> list[int]:
    """Return the looks in the order in which they are listed, the same one each time."""
    places = list(range(len(case_of(exercise).tests)))
    Random(exercise.name).shuffle(places)
    return places


def show_case(options: argparse.Namespace, exercise: Exercise) -> None:
    """Print a case, and say how it is answered."""
    for line in case_lines(exercise):
        print(line if line.startswith("──") else harmless(line))
    command = f"{command_of(options)} check {exercise.name}"
    tell(f"Say it: {command} --looks 2,1,… --cause N --repair N")
    tell(f"A hint: {command_of(options)} hint {exercise.name}")


def checked_case(options: argparse.Namespace, exercise: Exercise) -> Outcome:
    """Judge what was said of a case, a treatment by training with it; raises CommandRefused."""
    said = diagnosis_of(options)
    if not said.is_given:
        raise CommandRefused(
            f"{exercise.name} is a case for the training doctor: say --cause N and --repair N. "
            f"{command_of(options)} start {exercise.name} shows and numbers them."
        )
    told, found, well = list(_judged_looks(exercise, said.looks)), False, False
    if said.cause is not None:
        cause = _chosen(case_of(exercise).causes, said.cause, "--cause")
        found = cause.correct
        told.append(f"{'✔' if found else '✘'} {cause.feedback}")
    if said.repair is not None:
        _chosen(case_of(exercise).repair, said.repair, "--repair")
        recovery = judged(exercise, trained(treated_run(exercise, said.repair - 1)))
        well = recovery.recovered
        told.append(f"{'✔' if well else '✘'} {recovery.message}")
    passed = found and well
    if passed:
        told += [exercise.explanation] if exercise.explanation else []
        try:
            with store_of(options) as store:
                record_passed(store, exercise)
        except CommandRefused as error:
            tell(f"The result is not saved: {error}")
    elif found or well:
        told.append("Now the treatment: --repair N." if found else "And what ailed it? --cause N.")
    return Outcome(passed, "\n".join(told))


def _judged_looks(exercise: Exercise, order: Sequence[int]) -> Iterator[str]:
    from tutor.assessment.marking import mark
    from tutor.assessment.verdicts import Unanswerable

    if not order:
        return
    shuffled = _shuffled(exercise)
    try:
        chosen = [shuffled[number - 1] if number > 0 else -1 for number in order]
        verdict = mark(looks_question(exercise), chosen)
    except (IndexError, Unanswerable):
        numbers = ",".join(str(number + 1) for number in range(len(shuffled)))
        raise CommandRefused(f"--looks: name each of {numbers} once.") from None
    yield f"{'✔' if verdict.score == 1 else '◐'} {verdict.feedback[0].text}"
    tests = case_of(exercise).tests
    yield from (f"  {tests[place].text}: {tests[place].tells}" for place in chosen)


def _chosen(options: Sequence[T], number: int, flag: str) -> T:
    if not 1 <= number <= len(options):
        raise CommandRefused(f"{flag} {number}: there are 1 to {len(options)}.")
    return options[number - 1]


def solution_lines(exercise: Exercise) -> Iterator[str]:
    """Yield what ails the run, what cures it, and why."""
    case = case_of(exercise)
    cause = next(option for option in cause_question(exercise).options if option.correct)
    cure = next(treatment for treatment in case.repair if treatment.cures)
    yield f"What ails it:  {cause.text}"
    yield f"What cures it: {cure.text}"
    if exercise.explanation:
        yield f"\n{exercise.explanation}"
