"""Lines to be put in order, indented or left out, and the file that holds how far that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tutor.exercises.model import Exercise
from tutor.exercises.parsons import TOLD, shuffled

INDENT = 4
_OUT = "# "


class PlacedLine(NamedTuple):
    """A line of the program, or one that is left out of it."""

    text: str
    level: int = 0
    out: bool = False


def placed_lines(exercise: Exercise, text: str) -> tuple[PlacedLine, ...]:
    """Return the lines as a file has them; those that it has not are left out.

    A line that was typed and not offered stays where it is.
    """
    free = [line.text for line in shuffled(exercise)]
    found: list[PlacedLine] = []
    for line in text.splitlines():
        bare = line.strip()
        commented = bare.removeprefix("#").strip()
        if not bare or bare in TOLD:
            continue
        if bare not in free and commented in free:
            found.append(PlacedLine(commented, 0, out=True))
            free.remove(commented)
        else:
            found.append(PlacedLine(bare, (len(line) - len(line.lstrip(" "))) // INDENT))
            if bare in free:
                free.remove(bare)
    return ordered([*found, *(PlacedLine(line, 0, out=True) for line in free)])


def ordered(lines: Sequence[PlacedLine]) -> tuple[PlacedLine, ...]:
    """Return the lines with those that are left out at the end."""
    return tuple(sorted(lines, key=lambda line: line.out))


def program_of(lines: Sequence[PlacedLine]) -> str:
    """Return the program that the lines are, without those that are left out."""
    return "".join(f"{' ' * INDENT * line.level}{line.text}\n" for line in lines if not line.out)


def file_of(lines: Sequence[PlacedLine]) -> str:
    """Return the lines as a file keeps them, those that are left out as comments."""
    out = [f"{_OUT}{line.text}\n" for line in lines if line.out]
    return "".join([*(f"{line}\n" for line in TOLD), program_of(lines), *out])
