"""The one operation that has to be another, so that all steps go down the slopes of a loss."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from tutor.programs.expressions import sign
from tutor.programs.recorded import Event, Recorded
from tutor.programs.tape.graph import Tape, TapeValue
from tutor.programs.unit_by_unit.doubts import Doubts, gives_an_operand
from tutor.programs.unit_by_unit.edit import Edit
from tutor.programs.unit_by_unit.edits import Edits
from tutor.programs.unit_by_unit.judging import UNKNOWN, JudgedRound, JudgedStep, is_constant
from tutor.programs.unit_by_unit.peers import Peers
from tutor.programs.unit_by_unit.probing import Probes
from tutor.programs.unit_by_unit.replaying import Replayed, computed
from tutor.programs.unit_by_unit.sight import Sight

FEW = 8
BUDGET = 150_000
"""Values that are worked out again, in all."""
_AS_QUICK, _PRODUCTS_AS_QUICK = 4000, 20_000
"""Numbers, and products of numbers, that are worked out about as quickly as one begins to."""


class Repairs:
    """Looks for an edit by which rounds of steps become right."""

    def __init__(
        self,
        recorded: Recorded,
        tape: Tape,
        rounds: Sequence[JudgedRound],
        stop: Callable[[], bool] | None,
        doubts: Doubts | None = None,
    ) -> None:
        """With `doubts` those of matrices, of which each round may have a rate of its own."""
        self._is_apart = doubts is not None and not is_constant(rounds)
        self._doubts = doubts
        self._recorded, self._rounds, self._stop = recorded, rounds, stop
        self._spent = 0.0
        self._edits = Edits(Sight(recorded, tape), recorded, tape)
        self._told = [_by_place(recorded, tape, each) for each in rounds]
        self._wholes = _wholes(recorded)
        self._named: dict[int, Event] = {}
        """The events that name all of what a statement makes, by the identity of the value."""
        for event in recorded.operations:
            if event.place.name and event.place.kind != "bound":
                self._named.setdefault(id(tape.node(event)), event)
        self.times = rounds[0].times if is_constant(rounds) else UNKNOWN
        """How many times the slopes the right steps are, where that is one number."""
        self._at = next((n for n, each in enumerate(rounds) if each.wrong), 0)
        self._judged = rounds[self._at]
        self._costs = [sum(map(_cost, each.nodes)) for each in rounds]

    def backward(self, ranks: range) -> Edit | None:
        """Return the likeliest edit, of these ranks, of what the slopes do not depend on."""
        times = self._judged.times if self._is_apart else self.times
        round, probes = self._judged.round, Probes(self._judged, times)
        forward = {id(each) for each in round.made_of(self._judged.loss.seeds() or {})}
        common: set[int] | None = None
        made: list[TapeValue] = []
        for each in self._doubtful:
            made = [each.step.new, *round.made_of([each.step.by])]
            places = {place for n in made if id(n) not in forward for place in self._places(n)}
            common = places if common is None else common & places
        nodes = [n for n in made if id(n) not in forward and self._places(n) & (common or set())]
        found = (e for e in self._all_of(nodes) if id(e[0].event.place) in (common or set()))
        return self._first((each for each in found if each[0].rank in ranks), probes)

    @property
    def _doubtful(self) -> Sequence[JudgedStep]:
        """The steps that are wrong; all of them where they are only wrong from round to round."""
        is_of_rounds = self.times == UNKNOWN and not self._is_apart
        return self._judged.wrong or (self._judged.right if is_of_rounds else [])

    def _places(self, node: TapeValue) -> set[int]:
        """Where a value is made, and where it is given the name of a call."""
        named = self._named.get(id(node))
        return {id(each.place) for each in (node.event, named) if each is not None}

    def forward(self) -> Edit | None:
        """Return the likeliest edit of what the slopes depend on, the outputs."""
        return self._first(self._of_outputs(), None)

    def of_loss(self) -> Edit | None:
        """Return an edit of the program's own loss by which the steps go down it."""
        round = self._judged.round
        inner = {id(each) for each in round.made_of(step.by for step in round.steps)}
        every = round.made_of(self._judged.loss.ends)
        nodes = [n for n in every if id(n) not in inner and n.number >= round.begins]
        return self._first(self._all_of(nodes), None)

    def old_values(self) -> Edit | None:
        """Return where a parameter is taken that is moved already, if that is all that is wrong."""
        moved = self._judged.round.moved
        for node in self._judged.round.made_of(each.step.by for each in self._judged.wrong):
            at = next((n for n, each in enumerate(node.made_of) if id(each) in moved), None)
            told = node.taken[at] if at is not None and node.taken else None
            if told is not None and node.event is not None:
                said = f"{told.place.text} is already updated here; the old value is needed."
                edit = Edit(node.event, 0, said, self._with_old)
                if self.mends(edit):
                    return edit
        return None

    def mends(self, edit: Edit) -> bool:
        """Whether all steps of all rounds go down the slopes with an edit, equally far."""
        times = self.times
        for at, judged in enumerate(self._rounds):
            changes = self._changes(edit, at)
            self._spent += self._costs[at]
            if not changes or self._is_enough():
                return False
            times = judged.times if self._is_apart else times
            again = Replayed(judged, changes).times(times)
            if again is None:
                return False
            times = again
        return True

    def _first(self, edits: Iterable[tuple[Edit, int]], probes: Probes | None) -> Edit | None:
        """The first that mends all, the likeliest first."""
        by_likelihood = sorted(edits, key=lambda each: (each[0].rank, each[1]))
        for edit, _ in by_likelihood:
            if self._is_enough():
                return None
            if probes is not None and not self._may_mend(edit, probes):
                continue
            if self.mends(edit) and self._is_believed(edit):
                return edit
        return None

    def _is_believed(self, edit: Edit) -> bool:
        if self._doubts is None:
            return True
        told = self._told[self._at].get(id(edit.event.place), ())
        again = Replayed(self._judged, self._changes(edit, self._at) or {})
        wanted = again.times(self._judged.times if self._is_apart else self.times)
        is_apt = not any(map(gives_an_operand, again.map.values()))
        is_even = wanted is not None and again.is_even(wanted)
        return is_apt and is_even and all(self._doubts.allow(edit, node) for _, node in told)

    def _may_mend(self, edit: Edit, probes: Probes) -> bool:
        changes = self._changes(edit, self._at)
        if not changes:
            return False
        self._spent += len(changes)
        steps = {id(each.step.new) for each in self._judged.wrong}
        is_manifold = 1 < len(changes) <= FEW or (len(changes) > 1 and self._is_within(edit.event))
        if steps & set(changes) or is_manifold:  # several may go into one product
            return True
        nodes = [node for _, node in self._told[self._at][id(edit.event.place)]]
        return probes.allow(changes, [node for node in nodes if id(node) in changes])

    def _is_enough(self) -> bool:
        return self._spent > BUDGET or (self._stop is not None and self._stop())

    def _is_within(self, event: Event) -> bool:
        """Whether it is in a function of its own, that several steps go through."""
        frames = {self._recorded.frame(each.event.node) for each in self._judged.round.steps}
        return self._recorded.frame(event.node) not in frames

    def _changes(self, edit: Edit, at: int) -> dict[int, TapeValue] | None:
        """What an edit makes of each value of a round; None where there is a time it cannot."""
        changes = {}
        for event, node in self._told[at].get(id(edit.event.place), ()):
            if (made := edit.make(event, node)) is None:
                return None
            changes[id(node)] = made
        return changes

    def _all_of(self, nodes: Iterable[TapeValue]) -> Iterator[tuple[Edit, int]]:
        """Yield the edits at all places of these values."""
        seen = set[int]()
        for node in nodes:
            event = self._named.get(id(node))
            if node.event is not None and node.function and id(node.event.place) not in seen:
                seen.add(id(node.event.place))
                for edit in self._edits.of(node, id(node.event.place) in self._wholes):
                    if id(node) not in self._judged.round.moved:
                        yield edit, node.number
                    elif self._moves(edit, node):
                        yield self._unless_alike(edit, node), node.number
            if event is not None and event is not node.event and id(event.place) not in seen:
                seen.add(id(event.place))
                for edit in self._edits.named(event, node):
                    yield edit, node.number

    def _moves(self, edit: Edit, node: TapeValue) -> bool:
        """Whether a step with an edit still moves its parameter."""
        old, made = self._judged.round.moved[id(node)].kept, edit.make(edit.event, node)
        is_sum = made is not None and made.function_name in ("Add", "Sub")
        return made is not None and is_sum and any(each is old for each in made.made_of)

    def _unless_alike(self, edit: Edit, node: TapeValue) -> Edit:
        """An edit that gives a step another sign than those elsewhere have is unlikely."""
        place = edit.event.place
        steps = [each for each in self._judged.round.steps if each.event.place is not place]
        same = sum(step.new.function_name == node.function_name for step in steps)
        is_turned = edit.message.startswith(("+ ", "- "))
        return replace(edit, rank=edit.rank + 4) if is_turned and 2 * same > len(steps) else edit

    def _of_outputs(self) -> Iterator[tuple[Edit, int]]:
        peers = Peers(self._judged)
        own = self._judged.round.own
        made = [each for each in peers.forward.values() if self._judged.round.parameters_of(each)]
        nodes = [each for each in made if id(each) not in own]
        edits = [*self._all_of(nodes)]
        for node in nodes if peers.idle else ():
            edits += [(edit, node.number) for edit in self._edits.summands(node)]
        for edit, number in edits:
            told = self._told[self._at].get(id(edit.event.place), ())
            for event, node in told[:1]:
                new = edit.make(event, node)
                is_call = edit.event is not node.event
                if new is not None and (is_call or peers.allow(new, node)):
                    yield edit, number

    def _with_old(self, told: Event, node: TapeValue) -> TapeValue | None:
        moved = {key: step for each in self._rounds for key, step in each.round.moved.items()}
        made_of = [moved[id(e)].old if id(e) in moved else e for e in node.made_of]
        return computed(node.function, made_of, node) if node.function else None


def _cost(node: TapeValue) -> float:
    """How much it takes to work a value out again, beside that of a single number."""
    size = np.size(node.value)
    inner = np.shape(node.made_of[0].value)[-1:] if node.function_name == "product" else ()
    return 1 + size / _AS_QUICK + sum(inner) * size / _PRODUCTS_AS_QUICK


def _wholes(recorded: Recorded) -> set[int]:
    """The places that are all of what is worked out in a statement, or a summand there."""
    places = recorded.map.places
    inner = set[int]()
    for place in places:
        if place.kind == "operation" and sign(place.text) not in ("Add", "Sub"):
            inner |= {id(places[at]) for at in place.operands}
    return {id(place) for place in places} - inner


def _by_place(
    recorded: Recorded, tape: Tape, judged: JudgedRound
) -> dict[int, list[tuple[Event, TapeValue]]]:
    """What the operations of a round have told, by their places."""
    last = max(step.number for step in judged.round.steps)
    found: dict[int, list[tuple[Event, TapeValue]]] = defaultdict(list)
    for event in recorded.operations:
        node = tape.node(event)
        if judged.round.begins <= node.number <= last:
            found[id(event.place)].append((event, node))
    return found
