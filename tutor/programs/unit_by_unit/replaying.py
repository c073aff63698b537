"""What a round of steps would be, if some of its operations gave other values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from tutor.programs.tape.backward import Derivatives
from tutor.programs.tape.functions import Function
from tutor.programs.tape.graph import TapeValue
from tutor.programs.unit_by_unit.judging import (
    UNKNOWN,
    JudgedRound,
    JudgedStep,
    Ratios,
    alike,
    parts_of,
)
from tutor.programs.unit_by_unit.steps import OwnStep

Changes = Mapping[int, TapeValue]
"""What stands for which value, by its identity."""


def computed(function: Function, made_of: Sequence[TapeValue], like: TapeValue) -> TapeValue | None:
    """Return what a function gives of these, in the place of another value; None for no number."""
    made = applied(function, made_of, like)
    return made if made is not None and np.shape(made.value) == np.shape(like.value) else None


def applied(function: Function, made_of: Sequence[TapeValue], like: TapeValue) -> TapeValue | None:
    """Return the same within a formula, where it may have another shape."""
    try:
        with np.errstate(all="ignore"):
            value: Any = function.forward(*(each.value for each in made_of))
    except (ValueError, TypeError, IndexError, ZeroDivisionError, OverflowError):
        return None
    if not np.isfinite(value).all():
        return None
    return TapeValue(like.number, like.event, value, function, made_of, like.taken)


class Replayed:
    """A round again, with some values changed and all that follows from them."""

    def __init__(self, judged: JudgedRound, changes: Changes) -> None:
        self._judged, self._changes = judged, changes
        self.map: dict[int, TapeValue] = {}
        self.is_known = True
        for node in judged.nodes:
            if not self.is_known:
                break
            self._follow(node)

    def _follow(self, node: TapeValue) -> None:
        change = self._changes.get(id(node))
        again = self._again(node) if change is None else self._renewed(change, node)
        if again is None:
            self.is_known = False
        elif again is not node:
            self.map[id(node)] = again

    def _again(self, node: TapeValue) -> TapeValue | None:
        """The same operation, of what stands for what it takes."""
        if not any(id(each) in self.map for each in node.made_of):
            return node
        made_of = [self.map.get(id(each), each) for each in node.made_of]
        return computed(node.function, made_of, node) if node.function else None

    def _renewed(self, change: TapeValue, node: TapeValue) -> TapeValue | None:
        """What is to stand for a value, made anew of what stands for what it takes."""
        if change is node:
            return self._again(node)
        if change.event is not None and id(change) in self._judged.round.identities:
            return self.map.get(id(change), change)
        is_before = 0 <= change.number < self._judged.round.begins
        if change.function is None or is_before or not change.made_of:
            return change
        made_of = [self._renewed(each, node) for each in change.made_of]
        known = [each for each in made_of if each is not None]
        return computed(change.function, known, change) if len(known) == len(made_of) else None

    def ratios(self) -> Iterator[Ratios | None]:
        """Yield for each step how many times the slope it is; None if unknown.

        Of a step that is 0 where the slope is, nothing is yielded.
        """
        slopes = self._slopes() if self.is_known else None
        for each in (*self._judged.wrong, *self._judged.right):
            slope = slopes.by(each.step.old) if slopes is not None else None
            if slope is None:
                yield None
                return
            judged = JudgedStep(each.step, slope, self._parts(each.step))
            if not judged.is_flat:
                yield judged.ratios()
            elif not each.is_flat or not judged.goes_down(UNKNOWN):
                yield None  # what makes nothing depend on anything mends nothing

    def _parts(self, step: OwnStep) -> Sequence[tuple[float, TapeValue]]:
        by = self.map.get(id(step.by), step.by)
        new = self.map.get(id(step.new))
        sign = step.sign
        if new is not None and new.function is not None:
            by = next((each for each in new.made_of if each is not step.kept), by)
            sign = {"Add": 1.0, "Sub": -1.0}.get(new.function.name, sign)
        return parts_of(replace(step, by=by, sign=sign), self._judged.round, self._behind)

    def times(self, wanted: Ratios) -> Ratios | None:
        """Return how many times their slopes all steps are; None if they are not, or not so."""
        for ratios in self.ratios():
            if ratios is None:
                return None
            if wanted == UNKNOWN:
                whole, inner = (each if each and each > 0 else None for each in ratios)
                wanted = whole, inner
                if wanted == UNKNOWN:
                    return None
            elif not alike(ratios, wanted):
                return None
        return wanted

    def is_even(self, wanted: Ratios) -> bool:
        """Whether all steps, or the gradients in all, are as many times their slopes."""
        told = [each for each in self.ratios() if each is not None]
        return any(
            want is not None and all(_is_close(each[at], want) for each in told)
            for at, want in enumerate(wanted)
        )

    def _slopes(self) -> Derivatives | None:
        if not any(id(each) in self.map for each in self._judged.loss.ends):
            return self._judged.slopes
        again = self._judged.loss.seeds(self.map)
        own = self._judged.round.own
        return Derivatives(again, own) if again is not None else None

    @cached_property
    def _behind(self) -> set[int]:
        behind = self._judged.behind
        return behind | {id(new) for old, new in self.map.items() if old in behind}


def _is_close(ratio: float | None, wanted: float) -> bool:
    return ratio is not None and alike((ratio, None), (wanted, None))
