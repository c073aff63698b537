"""What a comparison found, as signs and sentences beside a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from engine.counted import counted
from tutor.plots.cells import Colour, Picture, Row, Span
from tutor.programs.comparison import EngineComparison
from tutor.programs.listing import operation_text
from tutor.programs.marks import FIRST, EngineMarks, Mark, marks_of
from tutor.programs.notes import Notes
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.partings import Parting
from tutor.programs.precision import coarsest
from tutor.programs.recorded import Event, Recorded
from tutor.programs.values import LARGEST

Told = TypeVar("Told")
Box = tuple[str, Picture]
"""A title, and rows below it."""
COMPARED = "against the engine"
"""The title above what is said where nothing parts from it."""
MOST = 4
"""Lines of what was noticed."""
TOO_LARGE = (
    f"Arrays of more than {LARGEST:,} numbers are not kept whole, so that nothing was compared: "
    "take fewer examples. The gradient check takes any."
)
NOT_FOUND = (
    "No pass of this network was found: are the sizes those of the program? "
    "The gradient check needs no sizes, and takes any layers."
)
LOST = (
    "By now the network holds NaN or inf, so that nothing can be compared: look where they begin, "
    "at an earlier iteration."
)
BESIDE = (
    "Line {}: {} is not in the network that was named, so what it leads to cannot be compared. "
    "Nothing else parts from the engine; the gradient check takes any network."
)
STOPPED = (
    "It stops in {} before all is done: what it computed until then is the engine's, where that "
    "could be compared."
)
STOPPED_BEFORE = "It stops in {} before it has gone through this network once."
UNIT_BY_UNIT = (
    "✔ Each parameter goes down the slope of the loss: forward, loss and backward belong together."
)
EQUAL = "✔ Nothing that was compared parts from the engine: {}."
COARSE = " float16 holds three digits: what is off by less than 5 % is not told from rounding."
SCALED = " ◐ is equal but for a factor, which may stand anywhere."


def notes_of(
    recorded: Recorded,
    comparison: EngineComparison | None = None,
    first: Parting | None = None,
    found: Sequence[Noticed] = (),
    message: str = "",
    goes_down: bool = False,
) -> Notes:
    """Return what is said of a run beside its numbers; `message` of it as a whole.

    `goes_down` if it computes unit by unit, and all its steps go down the slopes of its loss.
    """
    compared = marks_of(comparison) if comparison else EngineMarks()
    marks = _all_marks(recorded, compared, first, found)
    values = compared.values | ({id(first.event): first.value} if first and first.value else {})
    boxes, line = _verdict(recorded, comparison, first, goes_down)
    if message and not (first and first.message == message):
        boxes = [("your result", [[Span(message, "wrong")]]), *boxes]
        line = line or [Span(message)]
    if rows := _noticed_rows(recorded, first, found):
        boxes = [*boxes, ("noticed", rows)]
        line = line if first else rows[0]
    verdicts, engine = _by_position(recorded, marks), _by_position(recorded, values)
    return Notes(verdicts, engine, boxes, line, comparison.phases if comparison else {})


def _all_marks(
    recorded: Recorded, compared: EngineMarks, first: Parting | None, found: Sequence[Noticed]
) -> dict[int, Mark]:
    """Signs by the identity of the event; what was noticed stands before a word of praise."""
    marks: dict[int, Mark] = {
        id(_marked_at(each.event, recorded)): ("!", each.kind, "partly") for each in found
    }
    marks |= {at: each for at, each in compared.signs.items() if at not in marks or each[0] != "✔"}
    if first and not any(told[1] == FIRST for told in marks.values()):
        marks[id(_marked_at(first.event, recorded))] = "✘", FIRST, "wrong"
    return marks


def _verdict(
    recorded: Recorded,
    comparison: EngineComparison | None,
    first: Parting | None,
    goes_down: bool,
) -> tuple[list[Box], Row]:
    """What is said of the run as a whole, in a box and in one row."""
    if first:
        where = recorded.program.place(first.event.line)
        names_line = first.message.startswith("Line ")  # an exercise's own words
        said = first.message if names_line else f"{where}: {first.message}"
        box = f"first difference · {where}", difference_rows(first)
        return [box], [Span("✘ ", "wrong"), Span(said)]
    if goes_down:
        return [("by its slopes", [[Span(UNIT_BY_UNIT)]])], [Span(UNIT_BY_UNIT, "right")]
    if comparison:
        said, colour = _nothing_wrong(recorded, comparison)
        return [(COMPARED, [[Span(said)]])], [Span(said, colour)]
    return [], []


def _noticed_rows(recorded: Recorded, first: Parting | None, found: Sequence[Noticed]) -> Picture:
    """What was noticed, a row each, but for what the first difference says already."""
    new = [each for each in found if not _is_told(each, first)][:MOST]
    return [[Span(f"{recorded.program.place(each.line)}: {each.message}")] for each in new]


def _by_position(recorded: Recorded, told: Mapping[int, Told]) -> dict[int, Told]:
    """What is told by the identity of the event, by the position of the operation."""
    places = enumerate(recorded.operations)
    return {at: told[id(event)] for at, event in places if id(event) in told}


def _is_told(noticed: Noticed, first: Parting | None) -> bool:
    """Whether the first difference says it already."""
    return first is not None and (noticed.line, noticed.message) == (
        first.event.line,
        first.message,
    )


def with_marks(notes: Notes, recorded: Recorded, comparison: EngineComparison) -> Notes:
    """Return the notes on a run with what is said of passes that were compared since."""
    marks = marks_of(comparison)
    signs, values = _by_position(recorded, marks.signs), _by_position(recorded, marks.values)
    return replace(
        notes,
        verdicts={**signs, **notes.verdicts},
        engine={**values, **notes.engine},
        phases={**comparison.phases, **notes.phases},
    )


def _marked_at(event: Event, recorded: Recorded) -> Event:
    """The operation that is marked: of a piece of the text that tells no value, one of its line."""
    of_line = [each for each in recorded.operations if each.line == event.line]
    return event if any(each is event for each in of_line) or not of_line else of_line[0]


def _nothing_wrong(recorded: Recorded, comparison: EngineComparison) -> tuple[str, Colour | None]:
    """What is said where no operation is called a mistake, and its colour."""
    if comparison.is_lost:
        return LOST, None
    if recorded.line is not None:
        said = STOPPED if comparison.found else STOPPED_BEFORE
        return said.format(recorded.program.place(recorded.line)), "partly"
    if not comparison.found:
        is_cut = any(each.value.cut for each in recorded.operations)
        return TOO_LARGE if is_cut else NOT_FOUND, None
    if comparison.beside:
        return BESIDE.format(comparison.beside.line, operation_text(comparison.beside)), "partly"
    is_scaled = any(each.how == "factor" for each in comparison.verdicts.values())
    is_coarse = coarsest(recorded) == "float16"
    said = EQUAL.format(_compared(comparison))
    return said + SCALED * is_scaled + COARSE * is_coarse, "right"


def _compared(comparison: EngineComparison) -> str:
    """Which of the engine's values were compared, of all layers or some, and how often."""
    found = {verdict.key for verdict in comparison.verdicts.values() if verdict.how != "different"}
    found |= {key for each in comparison.judged for key in each.judge.stepped if key != "?"}
    depth = max((each.compared.depth for each in comparison.judged), default=0)
    told = []
    for kind in _KINDS:
        layers = [n for n in range(1, depth + 1) if f"{kind}[{n}]" in found]
        whole = kind in found or len(layers) == depth
        told += [kind] if whole else [f"{kind}[{n}]" for n in layers]
    return f"{', '.join(told)} in {counted(comparison.found, 'iteration')}"


_KINDS = ("Z", "A", "J", "dA", "dZ", "dW", "db", "W", "b")


def explained(first: Parting | None, found: Sequence[Noticed]) -> Parting | None:
    """Return the first difference with the reason that was noticed there, where none is known."""
    same = (each.message for each in found if first and each.line == first.event.line)
    return first.with_reason(next(same, "")) if first else None


def difference_rows(first: Parting) -> Picture:
    """Return both formulas, and what is said of the difference."""
    engine = [[Span(f"the engine  {first.formula}")]] if first.formula else []
    yours = [Span(f"yours       {operation_text(first.event)}")]
    return [yours, *engine, [Span(f"✘ {first.message}", "wrong")]]
