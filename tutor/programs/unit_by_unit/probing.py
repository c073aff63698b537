"""What becomes of a step where values change that it is made of, as far as it goes straight on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from tutor.programs.tape.backward import Derivatives
from tutor.programs.tape.functions import COMPARED
from tutor.programs.tape.graph import TapeValue
from tutor.programs.unit_by_unit.judging import (
    UNKNOWN,
    JudgedRound,
    JudgedStep,
    Ratios,
    alike,
    is_alike_in_shape,
)

COARSE = 1e-4


class Probes:
    """A few steps of a round, by which most edits are seen to mend nothing."""

    def __init__(self, judged: JudgedRound, times: Ratios) -> None:
        wrong = [each for each in judged.wrong if not each.is_flat and each.slope is not None]
        right = [each for each in judged.right if not each.is_flat and each.slope is not None]
        chosen = wrong[:1] if times != UNKNOWN else [*wrong, *right][:3]
        self._probes = [_Probe(each, judged.round.own) for each in chosen]
        self._times = times

    def allow(self, changes: Mapping[int, TapeValue], nodes: Sequence[TapeValue]) -> bool:
        """Return whether these would be as many times their slopes as others, or alike.

        `changes` are by the identities of the nodes.
        """
        if any(node.function_name in COMPARED for node in nodes):
            return True  # a mask leaps
        every = [probe.ratios(changes, nodes) for probe in self._probes]
        known = [each for each in every if each is not None]
        if not known or len(known) < len(every):
            return True
        wanted = self._times if self._times != UNKNOWN else known[0]
        return all(alike(each, wanted, COARSE) for each in known)


class _Probe:
    """A step, and what each value does to it and to its parts, seen along the slope."""

    def __init__(self, judged: JudgedStep, own: set[int]) -> None:
        self._slope = np.asarray(judged.slope, dtype=float)
        self._seed = self._slope / float((self._slope**2).sum())
        parts = judged.parts[0], judged.parts[-1]
        self._parts = [(sign, node, self._back(node, own)) for sign, node in parts]

    def _back(self, node: TapeValue, own: set[int]) -> Derivatives | None:
        if not is_alike_in_shape(node.value, self._slope):
            return None
        return Derivatives({node: self._seed.reshape(np.shape(node.value))}, own)

    def ratios(self, changes: Mapping[int, TapeValue], nodes: Sequence[TapeValue]) -> Ratios | None:
        """Return how many times the slope it would be; None if that is not known."""
        found: list[float] = []
        for sign, part, slopes in self._parts:
            if slopes is None:
                return None
            value = float((np.reshape(part.value, self._seed.shape) * self._seed).sum())
            for node in nodes:
                by = slopes.by(node)
                if by is None:
                    return None
                if np.ndim(by) or by:
                    more = by * (np.asarray(changes[id(node)].value) - node.value)
                    value += float(more.sum())
            found.append(-sign * value)
        return found[0], found[1]
