"""Which losses the steps of a round may go down: the program's own, and the usual ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from tutor.programs.expressions import called
from tutor.programs.reference import Reference
from tutor.programs.slopes.words import last_word
from tutor.programs.tape.backward import Derivatives
from tutor.programs.tape.graph import TapeValue, made_of_all
from tutor.programs.unit_by_unit.loss_words import is_called_loss
from tutor.programs.unit_by_unit.rounds import Round, TargetMeeting

OWN, WHOLE = "own", "whole"
"""The program's own loss, without a penalty if one asks for usual ones too; and with it."""
_USUAL = ("mse", "binary_crossentropy", "categorical_crossentropy")


@dataclass(frozen=True, slots=True)
class LossName:
    """A loss, of whichever round: the program's own by its name, another by its kind."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class RoundLoss:
    """A loss of one round."""

    name: LossName
    own: TapeValue | None
    pairs: Sequence[TargetMeeting]
    is_of_data: bool = False
    """Whether it is only what comes of the outputs: without what penalises parameters."""

    @property
    def ends(self) -> list[TapeValue]:
        """What it is known by: its own value, or the outputs."""
        return [self.own] if self.own is not None else [*(self.seeds() or {})]

    def seeds(
        self, changes: Mapping[int, TapeValue] = MappingProxyType({})
    ) -> dict[TapeValue, Any] | None:
        """Return its derivative by the values that it is known by; None where there is none.

        `changes` are what stands for some values, by their identity.
        """
        if self.own is not None:
            own = changes.get(id(self.own), self.own)
            return self._through_outputs(own, changes) if self.is_of_data else {own: 1.0}
        found = {}
        for pair in self.pairs:
            output = changes.get(id(pair.output), pair.output)
            seed = _seed(self.name.kind, output, pair.target)
            if seed is None or not np.isfinite(seed).all():
                return None
            found[output] = seed
        return found

    def _through_outputs(
        self, own: TapeValue, changes: Mapping[int, TapeValue]
    ) -> dict[TapeValue, Any] | None:
        """Its derivative by the outputs alone."""
        if not self.pairs:
            return {own: 1.0}
        made = {id(each) for each in made_of_all([own], ())}
        outputs = []
        for pair in self.pairs:
            forms = (changes.get(id(each), each) for each in _forms(pair.output))
            outputs.append(next((each for each in forms if id(each) in made), None))
        known = [each for each in outputs if each is not None]
        slopes = Derivatives({own: 1.0}, {id(each) for each in known})
        seeds = {each: slopes.by(each) for each in known}
        is_known = len(known) == len(outputs) and all(each is not None for each in seeds.values())
        return seeds if is_known else None


def losses_of(
    round: Round, reference: Reference | None, usual: bool = False
) -> Iterator[RoundLoss]:
    """Yield what the steps of a round may go down.

    If `usual` all usual losses, too, and of the program's own what is no penalty.
    """
    own, pairs = own_losses(round), outputs_of(round)
    for name, node in own.items():
        yield RoundLoss(LossName(OWN, name), node, pairs, is_of_data=usual)
        if usual and pairs:
            yield RoundLoss(LossName(WHOLE, name), node, pairs)
    kinds: tuple[str, ...] = _USUAL if usual or not own else ("binary_crossentropy",)
    if reference is not None:
        kinds = (reference.losses,) if own or reference.loss else (reference.losses, *_USUAL)
    for kind in dict.fromkeys(kinds if pairs else ()):
        loss = RoundLoss(LossName(kind), None, pairs)
        if loss.seeds() is not None:
            yield loss


def own_losses(round: Round) -> Mapping[str, TapeValue]:
    """Return the single numbers that are named as losses, and made of all outputs."""
    found: dict[str, TapeValue] = {}
    for node in round.nodes:
        event = node.event
        if event is None or np.ndim(node.value) or not round.parameters_of(node):
            continue
        name, function = last_word(event.name or ""), called(event.place.text)
        if is_called_loss(event.name or "") or is_called_loss(function):
            found[name or function] = node
    outputs = [{id(each) for each in _forms(pair.output)} for pair in outputs_of(round)]
    made = {name: {id(each) for each in round.made_of([node])} for name, node in found.items()}
    return {
        name: node
        for name, node in found.items()
        if not any(forms.isdisjoint(made[name]) for forms in outputs)
    }


def _forms(output: TapeValue) -> list[TapeValue]:
    """An output, and what it is a function of, cell by cell: losses take logarithms as well."""
    found = [output]
    while len(output.made_of) == 1 and np.shape(output.made_of[0].value) == np.shape(output.value):
        output = output.made_of[0]
        found.append(output)
    return found


def outputs_of(round: Round) -> list[TargetMeeting]:
    """Return each output that the steps are made of, once, with its target."""
    pairs = [pair for pair in round.meetings if id(pair.output) in round.behind_steps]
    plain = [pair for pair in pairs if pair.error.function and pair.error.function.name == "Sub"]
    plain = [pair for pair in plain if pair.output.function and pair.output.function.name != "log"]
    found: dict[int, TargetMeeting] = {}
    for pair in plain or pairs:
        found.setdefault(id(pair.output), pair)
    return [*found.values()]


def _seed(kind: str, output: TapeValue, target: TapeValue) -> Any:
    """The derivative of a loss by an output, but for a factor."""
    o, y = (np.asarray(each.value, dtype=float) for each in (output, target))
    if o.shape != y.shape and y.ndim:
        return None
    with np.errstate(all="ignore"):
        match kind:
            case "mse":
                return o - y
            case "binary_crossentropy":
                return (o - y) / (o * (1 - o))
            case "categorical_crossentropy":
                return -y / o
    return None
