"""One round of steps: the parameters, what depends on them, and where targets come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tutor.programs.tape.graph import Tape, TapeValue, made_of_all
from tutor.programs.unit_by_unit.steps import OwnStep, common_factors

_BEFORE_TARGETS = ("log", "USub", "Add", "Sub", "abs", "square", "maximum", "minimum", "same")
"""What may be done to an output before it is held against its target: log(1 - p + eps)."""
_CONSTANTS = ("math.e", "math.pi", "np.e", "np.pi", "numpy.e", "numpy.pi")


@dataclass(frozen=True, slots=True, eq=False)
class TargetMeeting:
    """An output of the network, and what may be its target."""

    output: TapeValue
    target: TapeValue
    error: TapeValue
    """The operation that takes both."""


class Round:
    """The steps that are taken together, and all from the first use of what they move."""

    def __init__(self, tape: Tape, steps: Sequence[OwnStep], begins: int, ends: int) -> None:
        self.steps, self._tape = steps, tape
        self.begins, self.ends = begins, ends
        """The numbers of the first value, and of the one behind the last, that belong to it."""
        self.depends: dict[int, int] = {id(step.old): 1 << n for n, step in enumerate(steps)}
        """By which parameters each value is made, a bit for each; by the identity of the value."""
        self.moved = {id(step.new): step for step in steps}
        self.beyond = set(self.moved)
        """What is made of moved parameters: it belongs to the next round."""
        for node in self.nodes:
            self._follow(node)

    @property
    def nodes(self) -> Sequence[TapeValue]:
        """All its values, in their order."""
        return self._tape.nodes[self.begins : self.ends]

    @cached_property
    def identities(self) -> set[int]:
        """Those of all its values, and of the parameters."""
        return {id(node) for node in self.nodes} | self.own

    def parameters_of(self, node: TapeValue) -> int:
        """The bits of the parameters that a value is made of."""
        return self.depends.get(id(node), 0)

    def _follow(self, node: TapeValue) -> None:
        if id(node) in self.beyond or id(node) in self.depends:
            return
        bits = 0
        for each in node.made_of:
            if id(each) in self.beyond:
                self.beyond.add(id(node))
                return
            bits |= self.depends.get(id(each), 0)
        if bits:
            self.depends[id(node)] = bits

    @cached_property
    def meetings(self) -> Sequence[TargetMeeting]:
        """Where outputs are held against targets, once the parameters have gone in.

        What is made of an error is no output.
        """
        found: list[TargetMeeting] = []
        behind = set[int]()
        missing = (1 << len(self.steps)) - 1
        for node in self.nodes:
            missing &= ~self._taken_itself(node)
            if any(id(each) in behind for each in node.made_of):
                behind.add(id(node))
            elif not missing & (missing - 1) and (meeting := self._meeting(node)):
                found.append(meeting)
                behind.add(id(node))
        return found

    def _taken_itself(self, node: TapeValue) -> int:
        """The bits of the parameters that an operation takes as they are."""
        bits = 0
        for each in node.made_of:
            if id(each) in self.own:
                bits |= self.depends[id(each)]
        return bits

    @cached_property
    def own(self) -> set[int]:
        """The identities of the parameters."""
        return {id(step.old) for step in self.steps}

    def _meeting(self, node: TapeValue) -> TargetMeeting | None:
        """o - y, y / o, y * log(o), (1 - y) * log(1 - o); o[rows, y] -= 1."""
        name = node.function.name if node.function else ""
        if name == "Sub" and (meeting := self._picked(node)) is not None:
            return meeting
        if len(node.made_of) != 2 or name not in ("Sub", "Add", "Mult", "Div"):
            return None
        left, right = node.made_of
        for given, other in ((right, left), (left, right)):
            if not self._is_made(given) or not self._may_be_target(other):
                continue
            output = given if name in ("Sub", "Add") else self._output(given)
            is_turned = other.function is not None and other.function.name == "USub"
            is_share = name == "Div" and given is right
            is_log = name == "Mult" and given.function is not None and given.function.name == "log"
            if name == "Sub" or (name == "Add" and is_turned) or is_share or is_log:
                return TargetMeeting(output, other, node)
        return None

    def _picked(self, node: TapeValue) -> TargetMeeting | None:
        """An output of which 1 is taken away at the labels."""
        event, (given, taken) = node.event, node.made_of
        is_part = event is not None and event.place.kind == "change" and "]" in event.place.text
        if not is_part or taken.event is not None or not self._is_made(given):
            return None
        labels = np.asarray(given.value) - node.value
        is_one = set(np.unique(labels.round(9))) == {0.0, 1.0}
        target = TapeValue(-1, event, labels)
        return TargetMeeting(self._output(given), target, node) if is_one else None

    def _is_made(self, node: TapeValue) -> bool:
        return bool(self.parameters_of(node)) and id(node) not in self.own

    def _may_be_target(self, node: TapeValue) -> bool:
        if node.event is None or self.parameters_of(node) or id(node) in self.beyond:
            return False
        return node.event.place.text not in _CONSTANTS and bool(np.isfinite(node.value).all())

    def _output(self, node: TapeValue) -> TapeValue:
        """The output itself, of its logarithm or of what it lacks to 1."""
        while node.function is not None and node.function.name in _BEFORE_TARGETS:
            made = [each for each in node.made_of if self.parameters_of(each)]
            is_alone = all(each.event is None for each in node.made_of if each not in made)
            if len(made) != 1 or not is_alone or id(made[0]) in self.own:
                break
            node = made[0]
        return node

    @cached_property
    def behind_steps(self) -> set[int]:
        """The identities of all that the steps are made of."""
        return {id(each) for each in self.made_of(step.by for step in self.steps)}

    @cached_property
    def rates(self) -> set[float]:
        """The single numbers that are factors of most steps."""
        return common_factors(self.steps)

    def made_of(self, nodes: Iterable[TapeValue]) -> list[TapeValue]:
        """Return all that these are made of in this round, the parameters last."""
        return made_of_all(nodes, self.own)

    @cached_property
    def is_nudged(self) -> bool:
        """Whether a parameter is changed a little by a written number, to see what comes of it."""
        return any(
            node.function_name in ("Add", "Sub")
            and any(id(each) in self.own for each in node.made_of)
            and any(each.event is None for each in node.made_of)
            for node in self.nodes
        )

    def made_of_any(self, nodes: Iterable[TapeValue]) -> set[int]:
        """Return the identities of all that is made of any of these, and theirs."""
        found = {id(each) for each in nodes}
        for node in self.nodes:
            if id(node) not in self.moved and any(id(each) in found for each in node.made_of):
                found.add(id(node))
        return found


def rounds_of(tape: Tape, groups: Sequence[Sequence[OwnStep]]) -> Iterator[Round]:
    """Yield the rounds, each with what comes before its steps, and after until the next ones."""
    for group, after in zip(groups, [*groups[1:], ()], strict=True):
        begins = max(step.old.number for step in group) + 1
        ends = after[0].number if after else len(tape.nodes)
        yield Round(tape, group, begins, ends)
