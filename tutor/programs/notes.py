"""What is said of a run beside its numbers, and of it what belongs to a line or to a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tutor.plots.cells import Colour, Picture, Role, Row, Span
from tutor.programs.engine_values import EngineValue
from tutor.programs.moves import WalkPlace
from tutor.programs.recorded import Event


@dataclass(frozen=True, eq=False, slots=True)
class Notes:
    """What is said about a run beside its numbers."""

    verdicts: Mapping[int, tuple[str, str, Colour | None]] = field(default_factory=dict)
    """Of operations, by their position: a sign, a word, the colour of both."""
    engine: Mapping[int, EngineValue] = field(default_factory=dict)
    """What the engine has where an operation gave something else, by its position."""
    boxes: Sequence[tuple[str, Picture]] = ()
    """Titles and rows, below the values, the most urgent first."""
    line: Row = field(default_factory=list)
    """One row for all of it, where there is room for no more."""
    phases: Mapping[int, Role] = field(default_factory=dict)
    """What the lines belong to, forward or backward, which colours their numbers."""


def verdict_of(standing: WalkPlace, notes: Notes) -> Row:
    """Return how the value of the operation one stands at stands to the engine's, in one row."""
    engine = notes.engine.get(standing.position)
    unmarked = ("○", "", "muted") if engine and engine.is_apart else None
    sign, word, colour = notes.verdicts.get(standing.position) or unmarked or ("", "", None)
    if engine and sign != "!":
        _, comma, rest = word.partition(", ")
        follows = f"{comma}{rest}" if sign == "○" else ""
        word = f"{engine.verdict(standing.operation.value.array)}{follows}"
    return [Span(f"{sign} {word}", colour, bold=sign == "✘")] if sign else []


def sign_of(operand: Event, standing: WalkPlace, notes: Notes) -> Row:
    """Return the sign that an operand got where it was made, before it was taken here."""
    operations = standing.recorded.operations
    made = (
        notes.verdicts[at]
        for at in sorted(notes.verdicts, reverse=True)
        if at < standing.position and operations[at].value is operand.value
    )
    sign, _, colour = next(made, ("", "", None))
    return [Span(f" {sign}", colour, bold=sign == "✘")] if sign else []


def line_marks(standing: WalkPlace, notes: Notes) -> dict[int, tuple[str, Colour | None]]:
    """Return a sign for each line: what is said of its last operation in this iteration.

    A line that raised has a cross, also where it gave no value.
    """
    recorded = standing.recorded
    path = recorded.path(standing.operation.node)
    turns = [node for node in path if recorded.nodes[node].turn is not None]
    outer = turns[0] if turns else 0
    marks: dict[int, tuple[str, Colour | None]] = {}
    for position, (sign, _, colour) in sorted(notes.verdicts.items()):
        event = recorded.operations[position]
        if outer not in recorded.path(event.node):
            continue
        if marks.get(event.line, ("", None))[0] != "✘":
            marks[event.line] = sign, colour
    if recorded.line is not None and outer in recorded.path(recorded.operations[-1].node):
        marks[recorded.line] = "✘", "wrong"
    return marks
