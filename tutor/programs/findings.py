"""What a comparison found, as signs and sentences beside a program."""

from __future__ import annotations

from tutor.plots.cells import Colour, Picture, Span
from tutor.programs.comparison import EngineComparison, Parting
from tutor.programs.frame import Notes
from tutor.programs.listing import written
from tutor.programs.matching import EngineMatch
from tutor.programs.noticing import noticed
from tutor.programs.recorded import Recorded

MOST = 4
"""Lines of what was noticed."""


def notes_of(recorded: Recorded, comparison: EngineComparison | None) -> Notes:
    """Return what is said of a run beside its numbers."""
    notes = _compared(recorded, comparison)
    found = noticed(recorded)
    if not found:
        return notes
    rows: Picture = [[Span(f"line {each.line}: {each.message}")] for each in found[:MOST]]
    marks = {id(each.event): ("!", each.kind, "partly") for each in found}
    marked = {
        position: marks[id(event)]
        for position, event in enumerate(recorded.operations)
        if id(event) in marks
    }
    line = notes.line if notes.line and comparison and comparison.first else rows[0]
    return Notes({**marked, **notes.verdicts}, [*notes.boxes, ("noticed", rows)], line)


def _compared(recorded: Recorded, comparison: EngineComparison | None) -> Notes:
    """Return what is said of the program against the engine."""
    if comparison is None:
        return Notes()
    if not comparison.found:
        said = "No pass of this network was found: are the sizes those of the program?"
        return Notes(boxes=[("against the engine", [[Span(said)]])], line=[Span(said)])
    verdicts = {
        position: told
        for position, event in enumerate(recorded.operations)
        if (verdict := comparison.verdicts.get(id(event)))
        and (told := _told(verdict, event.number, comparison.first))
    }
    first = comparison.first
    if first is None:
        said = "✔ Nothing that was compared parts from the engine."
        return Notes(verdicts, [("against the engine", [[Span(said)]])], [Span(said, "right")])
    for position, event in enumerate(recorded.operations):
        if event is first.event:
            verdicts[position] = "✘", "first difference", "wrong"
    line = [
        Span("✘ ", "wrong"),
        Span(f"line {first.event.line}: {first.message}"),
    ]
    return Notes(verdicts, [("first difference", difference_rows(first))], line)


def difference_rows(first: Parting) -> Picture:
    """Return both formulas, and what is said of the difference."""
    return [
        [Span(f"yours       {written(first.event)}")],
        [Span(f"the engine  {first.formula}")],
        [Span(f"✘ {first.message}", "wrong")],
    ]


def _told(
    verdict: EngineMatch, number: int, first: Parting | None
) -> tuple[str, str, Colour | None] | None:
    """Return the sign and the word for a verdict, None where there is nothing to say."""
    turned = ", transposed" if verdict.transposed else ""
    if verdict.how == "equal":
        return "✔", f"{verdict.key}{turned}", "right"
    if verdict.how == "factor":
        return "✔", f"{verdict.factor:.4g} · {verdict.key}{turned}", "partly"
    if first and number > first.event.number:
        return "○", f"{verdict.key}, follows", "muted"
    return None
