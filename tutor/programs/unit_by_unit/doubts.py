"""What is not called a mistake in matrices, however well another operation would fit.

There are other ways to learn than down a slope: bounded or weighted errors, clipped gradients, a
rate for each layer, random ways back. Who does so has the slope, or the error, and changes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tutor.programs.recorded import Recorded
from tutor.programs.tape.graph import TapeValue, made_of_all
from tutor.programs.unit_by_unit.edit import Edit
from tutor.programs.unit_by_unit.judging import UNKNOWN, JudgedRound, JudgedStep, alike, ratio_of
from tutor.programs.unit_by_unit.losses import OWN
from tutor.programs.unit_by_unit.peers import is_function_of
from tutor.programs.unit_by_unit.rounds import Round, TargetMeeting

_ROOM = 1e-4
_BOUNDING = ("where", "clip", "maximum", "minimum", "put")


class Doubts:
    """Tells mistakes in the rounds of a loss from other ways of learning."""

    def __init__(self, rounds: Sequence[JudgedRound], recorded: Recorded) -> None:
        self._recorded = recorded
        self._rounds = rounds
        self._judged = next((each for each in rounds if each.wrong), rounds[0])
        self._round, pairs = self._judged.round, self._judged.loss.pairs
        self._forward = {id(e) for e in self._round.made_of(self._judged.loss.seeds() or {})}
        meetings = self._round.meetings
        self._errors = self._round.made_of_any(each.error for each in meetings)
        self._raw = set(_raw_errors(self._round, meetings))
        """Errors of the outputs, before they go back through a parameter."""
        self._targets = {id(each.target) for each in meetings}
        self._counts = {n for pair in pairs for n in np.shape(pair.output.value)}

    @property
    def is_sure(self) -> bool:
        """Whether the loss may be the one that is gone down, and no wrong step is on purpose."""
        is_own = self._judged.loss.name.kind == OWN
        if not is_own and not all(e.right or _goes_up(e) for e in self._rounds):
            return False
        wrong = [(each, step) for each in self._rounds for step in each.wrong]
        is_meant = any(self._has_slope(step, each) for each, step in wrong)
        if is_meant or all(self._is_longer(step, each) for each, step in wrong):
            return False
        is_split = all(len(each.right) <= len(each.wrong) for each in self._rounds)
        return is_own or not (is_split and all(self._goes_down(s, e) for e, s in wrong))

    def _goes_down(self, step: JudgedStep, judged: JudgedRound) -> bool:
        """Whether it goes down the slope, if only so many times as far as others."""
        pairs = zip(step.ratios(), judged.times, strict=True)
        return any(each is not None and times is not None and each > 0 for each, times in pairs)

    @property
    def _is_known(self) -> bool:
        """Whether the loss is the program's own, or one that a matrix goes down, or all go up."""
        is_own = self._judged.loss.name.kind == OWN
        return is_own or all(_has_right_matrix(e) or _goes_up(e) for e in self._rounds)

    def _has_slope(self, step: JudgedStep, judged: JudgedRound) -> bool:
        """Whether a step was made of what would have been right."""
        if np.size(step.slope) < 2:
            return False
        sign = step.parts[-1][0]
        for node in judged.round.made_of([step.step.by]):
            if np.shape(node.value) == np.shape(step.slope):
                ratio = ratio_of(node.value, step.slope)
                both = (None, None) if ratio is None else (-sign * ratio, -sign * ratio)
                if alike(both, judged.times, _ROOM):
                    return True
        return False

    def _is_longer(self, step: JudgedStep, judged: JudgedRound) -> bool:
        """Whether it goes down the slope, so many times as far as others: but by no count."""
        pairs = zip(step.ratios(), judged.times, strict=True)
        for ratio, times in pairs:
            if ratio is None or times is None:
                return False
            factor = ratio / times
            count = max(factor, 1 / factor) if factor > 0 else 0.0
            if count == 0 or any(abs(count - n) <= _ROOM * n for n in self._counts):
                return False
        return True

    def allow(self, edit: Edit, node: TapeValue) -> bool:
        """Return whether an edit may be what was meant."""
        made = edit.make(edit.event, node)
        if id(node) in self._raw and not self._is_known:
            return False
        if made is None or any(each is node for each in self._behind(made)):
            return False
        if any(each is made for each in node.made_of):
            return self._is_too_many(node, made)
        if made.function is not node.function or len(made.made_of) != len(node.made_of):
            return not _is_other_sign(node, made)
        pairs = [*zip(node.made_of, made.made_of, strict=True)]
        if id(node) in self._forward and any(self._leaves_out(*pair) for pair in pairs):
            return False
        if any(self._is_argument(edit, *pair) for pair in pairs):
            return False
        if any(self._is_other_loss(*pair) for pair in pairs if self._is_raw(node, pair[1])):
            return False
        is_choice = node.function_name == "where"
        return all(old is new or self._may_be_meant(old, new, is_choice) for old, new in pairs)

    def _is_too_many(self, node: TapeValue, kept: TapeValue) -> bool:
        """Whether one may have been written twice, or once too often.

        An error may be weighed by numbers that are given; and where a hidden layer's slope is
        too many on the way back, its function may be missing on the way forward.
        """
        if node.function_name not in ("Mult", "Div"):
            return id(node) not in self._raw
        others = [each for each in node.made_of if each is not kept]
        is_made = any(self._round.parameters_of(each) for each in others)
        return is_made == (id(node) in self._raw) or id(kept) not in self._errors

    def _may_be_meant(self, old: TapeValue, new: TapeValue, is_choice: bool) -> bool:
        """Whether a value may have been meant where another stands."""
        if _is_mask(old) != _is_mask(new) or not np.any(new.value):
            return False
        if new.event is not None and not np.ndim(new.value):
            return is_choice and bool(np.ndim(old.value))
        is_target = id(old) in self._targets
        return not (is_target or self._changes(old, new) or self._is_random_way(old, new))

    def _is_argument(self, edit: Edit, old: TapeValue, new: TapeValue) -> bool:
        """Whether what a function is given is meant for what it makes of it: f(z) * (1 - f(z)).

        It may as well have been given the wrong value.
        """
        if old is new or new.event is None or not is_function_of(old, new):
            return False
        frame = self._recorded.frame
        return frame(new.event.node) != frame(edit.event.node)

    def _is_raw(self, node: TapeValue, new: TapeValue) -> bool:
        return id(node) in self._raw or id(new) in self._raw

    def _is_other_loss(self, old: TapeValue, new: TapeValue) -> bool:
        """Whether an error is that of another loss: weighed, bounded, held against more answers."""
        if old is new or new.event is None:
            return False
        is_given = any(np.ndim(e.value) and not self._round.parameters_of(e) for e in (old, new))
        is_bounded = old.function_name in _BOUNDING
        is_beside = {id(old), id(new)} <= self._raw and old not in self._behind(new)
        return is_given or is_bounded or is_beside

    def _leaves_out(self, old: TapeValue, new: TapeValue) -> bool:
        """Whether a parameter is no longer taken that went into what stands there."""
        if old.function_name == "Add" and any(each is new for each in old.made_of):
            return any(id(each) in self._round.own for each in old.made_of)
        missing = self._round.parameters_of(old) & ~self._round.parameters_of(new)
        return bool(missing) and id(old) not in self._round.own and new.event is not None

    def _changes(self, old: TapeValue, new: TapeValue) -> bool:
        """Whether an error, or a target, is made another one on purpose."""
        is_error = id(new) in self._errors
        is_target = not self._round.parameters_of(new) and not self._round.parameters_of(old)
        if (is_error or is_target) and any(_is_same(each, new) for each in self._behind(old)):
            return True
        return is_target and any(_is_same(each, old) for each in self._behind(new))

    def _is_random_way(self, old: TapeValue, new: TapeValue) -> bool:
        """Whether a matrix of its own stands for a parameter on the way back."""
        is_turned = new.function_name == "T" and id(new.made_of[0]) in self._round.own
        is_own = old.is_made and old.function_name != "T"
        is_forward = any(id(each) in self._forward for each in (old, *old.made_of))
        is_parameter = is_turned or id(new) in self._round.own
        depends = bool(self._round.parameters_of(old))
        return is_parameter and not depends and not is_forward and not is_own

    def _behind(self, node: TapeValue) -> list[TapeValue]:
        parts = [each for each in node.made_of if each.event is not None]
        return made_of_all(parts, self._round.own)


def _has_right_matrix(judged: JudgedRound) -> bool:
    return any(np.ndim(each.slope) > 1 and np.size(each.slope) > 1 for each in judged.right)


def _goes_up(judged: JudgedRound) -> bool:
    """Whether all steps go up the slope, equally far."""
    ratios = [each.ratios() for each in judged.wrong]
    first = ratios[0] if ratios and not judged.right else UNKNOWN
    is_up = any(each is not None and each < 0 for each in first)
    return is_up and all(alike(each, first, _ROOM) for each in ratios)


def _raw_errors(round: Round, pairs: Sequence[TargetMeeting]) -> Iterator[int]:
    """The identities of errors of the outputs, before they go back through a parameter."""
    shapes = {
        shape for e in pairs for shape in (np.shape(e.output.value), np.shape(e.output.value)[::-1])
    }
    found = {id(pair.error) for pair in pairs}
    for node in round.nodes:
        is_back = node.function_name in ("product", "einsum") or np.shape(node.value) not in shapes
        if id(node) in found or (not is_back and any(id(e) in found for e in node.made_of)):
            found.add(id(node))
            yield id(node)


def gives_an_operand(node: TapeValue) -> bool:
    """Whether an operation gives what it takes, and chooses, or makes, nothing of its own."""
    if node.function_name not in ("where", "maximum", "minimum", "put", "Mult"):
        return False
    return any(
        each.event is not None and np.array_equal(each.value, node.value) for each in node.made_of
    )


def _is_other_sign(node: TapeValue, made: TapeValue) -> bool:
    """Whether it is + for *, or the like, which hardly anybody mistakes for each other."""
    both = {node.function_name, made.function_name}
    is_same = len(made.made_of) == len(node.made_of) and all(
        a is b for a, b in zip(node.made_of, made.made_of, strict=True)
    )
    is_known = both in ({"Add", "Sub"}, {"Mult", "Div"})
    return is_same and not is_known and both <= {"Add", "Sub", "Mult", "Div"}


def _is_same(one: TapeValue, other: TapeValue) -> bool:
    return one is other or (bool(np.ndim(one.value)) and np.array_equal(one.value, other.value))


def _is_mask(node: TapeValue) -> bool:
    return node.event is not None and node.event.value.dtype == "bool"
