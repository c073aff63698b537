"""A check's outcome as lines of text: what is wrong first, then the first failing case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from engine.counted import counted
from tutor.commands.output import harmless
from tutor.exercises.beside_expected import flat
from tutor.exercises.judgement_picture import judgement_picture
from tutor.exercises.outcome import CaseResult, Outcome
from tutor.exercises.result_picture import said_alike
from tutor.plots.cells import plain
from tutor.typeset.in_text import maths_in

_WIDTH = 78  # of a picture
_MOST_LINES = 12
"""Of a value, or of what was printed."""


def outcome_lines(outcome: Outcome) -> Iterator[str]:
    """Yield what the learner reads."""
    yield f"{'✔' if outcome.passed else '✘'} {maths_in(outcome.message)}"
    if outcome.judgement is not None:
        yield ""
        yield plain(judgement_picture(outcome.judgement, _WIDTH))
    if not outcome.passed and (case := outcome.failing):
        yield ""
        yield from _case_lines(case, outcome) if case.expected else _formula_lines(case, outcome)
    if outcome.output.strip():
        yield ""
        yield "Your code printed:"
        yield from _short(outcome.output.rstrip().split("\n"))


def _formula_lines(case: CaseResult, outcome: Outcome) -> Iterator[str]:
    """Yield what was typed in a line of a derivation, and how many lines stand."""
    for formula in case.got.values():
        yield harmless(f"  {case.title}: {formula}")
    yield f"  {outcome.passing} of {counted(len(outcome.cases), 'line')} stand."


def _case_lines(case: CaseResult, outcome: Outcome) -> Iterator[str]:
    number = outcome.cases.index(case) + 1
    yield harmless(f"Case {number} of {len(outcome.cases)}: {case.title}")
    yield from _named("with", case.inputs)
    for sentence in dict.fromkeys(case.faults.values()):
        if sentence not in outcome.message:
            yield harmless(f"  {sentence}")
    wrong = [name for name in case.expected if name in case.faults or "" in case.faults]
    expected = _places({name: case.expected[name] for name in wrong})
    got = _places({name: case.got[name] for name in wrong if name in case.got})
    alike = {at for at in expected if at in got and said_alike(expected[at], got[at])}
    if len(alike) == len(expected):  # no difference is large enough to be seen
        alike = set()
    yield from _named("expected", {at: each for at, each in expected.items() if at not in alike})
    yield from _named("got", {at: each for at, each in got.items() if at not in alike})
    if right := [name for name in case.got if name not in case.faults and "" not in case.faults]:
        yield f"  right: {', '.join(right)}"
    yield f"  {outcome.passing} of {len(outcome.cases)} cases pass."


def _places(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what dictionaries and lists hold by the names of its places."""
    return dict(each for name, value in values.items() for each in flat(name, value))


def _named(what: str, values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in _places(values).items():
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
        if isinstance(value, np.ndarray):
            return harmless(str(value + 0.0 if value.dtype.kind == "f" else value))  # no -0
        return harmless(repr(value)[:400])


def _short(lines: list[str]) -> list[str]:
    return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], "…"]
