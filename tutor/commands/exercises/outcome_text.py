"""A check's outcome as lines of text: what is wrong first, then the first failing case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from tutor.commands.output import harmless
from tutor.exercises.outcome import CaseResult, Outcome

_MOST_LINES = 12
"""Of a value, or of what was printed."""


def outcome_lines(outcome: Outcome) -> Iterator[str]:
    """Yield what the learner reads."""
    yield f"{'✔' if outcome.passed else '✘'} {outcome.message}"
    if not outcome.passed and (case := outcome.failing):
        yield ""
        yield from _case_lines(case, outcome)
    if outcome.output.strip():
        yield ""
        yield "Your code printed:"
        yield from _short(outcome.output.rstrip().split("\n"))


def _case_lines(case: CaseResult, outcome: Outcome) -> Iterator[str]:
    number = outcome.cases.index(case) + 1
    yield harmless(f"Case {number} of {len(outcome.cases)}: {case.title}")
    yield from _named("with", case.inputs)
    for sentence in dict.fromkeys(case.faults.values()):
        if sentence not in outcome.message:
            yield harmless(f"  {sentence}")
    wrong = [name for name in case.expected if name in case.faults or "" in case.faults]
    yield from _named("expected", {name: case.expected[name] for name in wrong})
    yield from _named("got", {name: case.got[name] for name in wrong if name in case.got})
    if right := [name for name in case.got if name not in case.faults]:
        yield f"  right: {', '.join(right)}"
    yield f"  {outcome.passing} of {len(outcome.cases)} cases pass."


def _named(what: str, values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        shape = f" {value.shape}" if isinstance(value, np.ndarray) else ""
        lines = _text(value).split("\n")
        if len(lines) == 1:
            yield f"  {what} {name}{shape} = {lines[0]}"
        else:
            yield f"  {what} {name}{shape}"
            yield from (f"      {line}" for line in _short(lines))


def _text(value: Any) -> str:
    if isinstance(value, np.generic):
        value = value.item()
    with np.printoptions(precision=6, suppress=True, threshold=60, linewidth=90):
        return harmless(str(value) if isinstance(value, np.ndarray) else repr(value)[:400])


def _short(lines: list[str]) -> list[str]:
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], "…"]
