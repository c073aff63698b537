"""An operation that parts from the engine: where it stands, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.programs.engine_values import EngineValue
from tutor.programs.expressions import sign
from tutor.programs.judging.called_from import called_from
from tutor.programs.judging.chosen_functions import chosen_at
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.gradient_factors import OF_ALL
from tutor.programs.judging.handed_over import HandedOver, handed_input, handed_over
from tutor.programs.judging.judge import PassJudge
from tutor.programs.judging.kept_wrongly import kept_wrongly
from tutor.programs.judging.meant_keys import meant_key
from tutor.programs.judging.named_slopes import (
    chain_rule,
    first_scaled_slope,
    first_wrong_slope,
    is_right_forward,
)
from tutor.programs.judging.outputs import is_over_examples, lacks_maximum, stands_for_jacobian
from tutor.programs.judging.places import innermost, place_of, traced
from tutor.programs.judging.unnamed_loss import ONLY_IF_KNOWN, TURNED_LOSS
from tutor.programs.look_alikes.recognising import recognised, recognised_slope
from tutor.programs.matching import close_array, is_multiple, oriented
from tutor.programs.recorded import Event
from tutor.programs.targets import tells_of_size


@dataclass(frozen=True, slots=True, eq=False)
class Parting:
    """The first operation whose result parts from the engine's while its operands agree."""

    event: Event
    key: str
    message: str
    formula: str
    """The engine's."""
    value: EngineValue | None = None
    """What it should have given, where that is known to the number."""

    @property
    def is_vague(self) -> bool:
        """Whether no more is said than that it is another value."""
        return self.message.startswith(("What goes in agrees", "This is not ", STANDS_WHERE))

    def with_reason(self, message: str) -> Parting:
        """Return it with what is known besides of its line, where no reason is said."""
        return replace(self, message=message) if message and self.is_vague else self


def parting_of(difference: CodeDifference, judge: PassJudge, compared: ComparedPass) -> Parting:
    """Return where a difference begins, and what is said of it: the mistake, where it is known."""
    whole_difference = difference
    if difference.message.startswith(OF_ALL) and not difference.is_exact:
        scaled = first_scaled_slope(difference.event, compared)
        difference = replace(difference, event=scaled, is_exact=True) if scaled else difference
    event, key = traced(difference, compared)
    is_same = event is difference.event or key not in compared.truth.values
    is_same |= difference.message == TURNED_LOSS  # also of each example's
    if not is_same and not _is_so_many_times(event, difference, compared):
        whole = recognised(difference.event, key, compared)[0] if key == "J" else ""
        difference = CodeDifference(event, key, whole or judge.why_different(event, key))
    difference = replace(difference, event=event, key=key)
    before_targets = replace(difference, key=meant_key(event, key, compared))
    place = place_of(before_targets if before_targets.key[0] == "A" else difference, compared)
    if key[0] == "d" and is_right_forward(place, compared):
        return _of_the_way_back(whole_difference, compared)
    if said := _miscounted(place, compared):
        return Parting(place, difference.key, said, _formula(difference.key, compared))
    key = meant_key(place, key, compared)
    if key != difference.key:
        difference = replace(difference, key=key, message=judge.why_different(place, key))
    return _explained(place, difference, compared)


def _of_the_way_back(difference: CodeDifference, compared: ComparedPass) -> Parting:
    """Where the way back parts by itself, all that it takes of the way forward being right."""
    formula = _formula(difference.key, compared)
    wrong = first_wrong_slope(compared)
    if wrong is None or wrong.number >= difference.event.number:
        return Parting(difference.event, difference.key, difference.message, formula)
    said = f"This is not the slope that {wrong.name} is to be: {chain_rule(wrong, compared)}."
    return Parting(wrong, difference.key, said, "")


def _miscounted(place: Event, compared: ComparedPass) -> str:
    """What is said of a whole number that is to count the examples, "" of anything else."""
    is_count = not place.value.array.ndim and place.value.kind == "python int"
    n, m = (int(place.value.array) if is_count else 0), compared.truth.m
    text = place.place.text
    is_size = "shape" in text or tells_of_size(text)
    if not is_count or n in (0, m) or not is_size:
        return ""
    return f"{place.name or place.place.text} is {n} here, and there are {m} examples."


def _explained(place: Event, difference: CodeDifference, compared: ComparedPass) -> Parting:
    key, formula = difference.key, _formula(difference.key, compared)
    slope = slope_at(place, key, compared) if place is not difference.event else None
    if slope and (said := recognised_slope(numbers(place), int(key[3:-1]), compared)):
        return Parting(place, key, said, formula, slope)
    if key == f"dZ[{compared.depth}]" and stands_for_jacobian(place, compared):
        return Parting(place, key, _NO_JACOBIAN, formula)
    if kept := kept_wrongly(place, compared):
        said = f"{kept.event.place.text} is put to {kept.holder} here; {kept.wanted} is meant."
        return Parting(kept.event, kept.wanted, said, _formula(kept.wanted, compared))
    is_gradient = key[0] == "d" and not difference.is_exact
    if is_gradient and (handed := handed_over(place, key, compared)):
        said = f"{handed.wanted} is to be handed over here, and this is {_named(handed, compared)}."
        return Parting(handed.event, key, said, formula)
    if key[0] == "Z" and (handed := handed_input(place, key, compared)):
        said = f"{handed.wanted} is to be handed over here, and this is {_named(handed, compared)}."
        return Parting(handed.event, key, recognised(place, key, compared)[0] or said, formula)
    if chosen := chosen_at(innermost(place, compared), key, compared):
        said = f"{chosen.place.text} is chosen here for {key}, and gives something else."
        return Parting(chosen, key, said, formula)
    if call := called_from(place, key, compared):
        said, _ = recognised(place, key, compared)
        return Parting(call, key, said or difference.message, formula)
    for each in dict.fromkeys([*_whole(place, key, compared), difference.event, place]):
        said, name = recognised(each, key, compared)
        if said:
            return Parting(place, name, said, _formula(name, compared))
    if slope and difference.message != ONLY_IF_KNOWN:
        is_linear = slope.key.startswith("linear")
        said = _LINEAR if is_linear else f"{STANDS_WHERE} {slope.key} is meant, and is another."
        return Parting(place, key, said, formula, slope)
    is_last = key == f"A[{compared.depth}]"
    if is_last and is_over_examples(place, compared.truth.values[f"Z{key[1:]}"]):
        return Parting(place, key, _OVER_EXAMPLES, formula)
    if is_last and lacks_maximum(place, compared.truth.values[f"Z{key[1:]}"]):
        return Parting(place, key, _LACKS_MAXIMUM, formula)
    return Parting(place, key, difference.message, formula)


def _named(handed: HandedOver, compared: ComparedPass) -> str:
    name = compared.name_of(handed.event)
    return name if name and name != handed.wanted else "another"


def _formula(key: str, compared: ComparedPass) -> str:
    """The engine's formula; of a parameter its step."""
    step = f"{key} − rate · d{key}" if key[0] in "Wb" else key
    return compared.truth.formulas.get(key, step)


STANDS_WHERE = "This stands where the slope"
"""What a sentence begins with of another value in the place of an activation's slope."""
_LINEAR = "The slope of this layer, which is linear, is 1: nothing is to be multiplied here."
_NO_JACOBIAN = "This stands where diag(a) − a aᵀ is meant, the slopes of softmax, and is another."
_LACKS_MAXIMUM = "This is log ∑ exp(Z − max): the maximum is to be added to it again."
_OVER_EXAMPLES = "This is taken over the examples; over the outputs of one example is meant."


def _is_so_many_times(event: Event, difference: CodeDifference, compared: ComparedPass) -> bool:
    """Whether a difference speaks of a factor, and holds where its value was made, too."""
    true = compared.truth.values.get(difference.key)
    return difference.in_place and true is not None and is_multiple(numbers(event), true)


def _whole(place: Event, key: str, compared: ComparedPass) -> list[Event]:
    """What the line makes of a part of the value: E / total of the total, (A - Y) * A of A - Y."""
    true, whole = compared.truth.values.get(key), place
    for each in compared.each.events:
        if each.line == place.line and whole in each.operands and each.is_operation:
            whole = each
    is_value = true is not None and key[0] in "Ad" and whole.value.array.size == true.size
    return [whole] if is_value else []


def slope_at(place: Event, key: str, compared: ComparedPass) -> EngineValue | None:
    """Return the slope of a layer's activation, where another factor stands in its place."""
    layer, value = int(key[3:-1]) if key.startswith("dZ[") else 0, place.value.array
    slope = compared.truth.slopes.get(layer)
    if slope is None or slope.size != value.size or value.ndim > 2:
        return None
    takes = (e for e in compared.each.events if any(o.value is place.value for o in e.operands))
    is_factor = any(sign(e.place.text) == "Mult" for e in takes)
    turned = next(oriented(slope, value), None) if is_factor else None
    if turned is None or close_array(numbers(place), slope):
        return None
    return EngineValue(f"{compared.reference.activations[layer - 1]}′(Z[{layer}])", turned)
