"""Which of the engine's values a value of a program is: by its name, else by its numbers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

import numpy as np

from tutor.programs.expressions import sign, statement
from tutor.programs.judging.compared_pass import Array, ComparedPass
from tutor.programs.judging.decayed_biases import decayed_biases
from tutor.programs.judging.swapped_words import OTHER, swapped_words, word_of
from tutor.programs.matching import EngineMatch, against, is_multiple, is_shifted, near, penalised
from tutor.programs.naming import Meant, meaning
from tutor.programs.recorded import Event
from tutor.programs.slopes.words import last_word, slope_names


class EngineNames:
    """Knows the engine's names for the values of one pass."""

    def __init__(self, compared: ComparedPass) -> None:
        self._compared, self._truth = compared, compared.truth
        self._depth = compared.depth
        self._layers = compared.each.layer_of
        self._own = {
            name: Meant(f"d{kind}", layer=layer)
            for word, (kind, layer) in compared.each.layer_words.items()
            for name in slope_names(word)
        }
        self._doubtful: list[tuple[Event, EngineMatch]] = []
        events = (*compared.before, *compared.each.events)
        told = {meaning(event.place.name or "") for event in events}
        self._counts_inputs = {
            kind
            for kinds in ({"dZ"}, {"Z", "A"})
            for kind in kinds
            if any(Meant(each, self._depth + 1) in told for each in kinds)
        }
        """What is numbered from the inputs on: delta3 in a network of two layers."""
        self._others_from_1: bool | None = None if 0 in self._layers else False
        """Where the first weights have the number 0: whether the first activation has 1."""

    def meaning(self, name: str) -> Meant | None:
        """Return what a name means here: dV is a gradient where V are the weights of a layer."""
        return self._own.get(last_word(name)) or meaning(name)

    def match(self, event: Event, meant: Meant | None) -> EngineMatch | None:
        """Return how a value stands to the engine's, None where it stands for none of them."""
        value = self._compared.own_value(event)
        if meant is None:
            return self._unnamed(value) or self._gap(event, value)
        meant = self._as_sized(meant, value)
        value = self._without_constant(meant, value)
        named = [against(key, value, self._truth) for key in self._keys(meant, value)]
        good = [each for each in named if each.how != "different"]
        if good:
            taken = self._compared.named
            best = min(good, key=lambda each: (each.how != "equal", each.key in taken))
            self._learn_numbering(meant, best)
            return best
        if self._is_turned(event, meant):
            return self.match(event, replace(meant, kind=OTHER[meant.kind]))
        if held := self._penalised(named, value) or self._decayed(event, named):
            return held
        if any(self._lacks_biases(each.key, value) for each in named):
            return None
        own = self._again(event, meant) or self._numbered_otherwise(meant, value)
        own = own or self._with_constant(meant, value)
        if own is not None:
            return own
        if _fills_a_part(event) and not any(self._fits(each, value) for each in named):
            return None  # an array of all layers' gradients: dW[l] = A.T @ dZ
        weak = not named or (meant.number is None and meant.kind not in ("out", "J"))
        if (weak or not meant.sure) and (other := self._unnamed(value)) is not None:
            return other
        if named and meant.kind == "Z" and is_shifted(value, self._truth.values[named[0].key]):
            return None
        if not meant.sure:
            self._doubtful += [(event, each) for each in named if self._fits(each, value)][:1]
            return None
        either = len(named) > 1 and meant.number is not None
        if not named or either or self._is_another(meant, named):
            return None
        return next((each for each in named if each.key.startswith(f"{meant.kind}[")), named[0])

    def _is_turned(self, event: Event, meant: Meant) -> bool:
        """Whether a word for activations stands for sums in this program, or the other way."""
        written = self.meaning(event.place.name or "")
        is_written = written is not None and written.kind == meant.kind
        return meant.kind in OTHER and is_written and word_of(event) in self._swapped

    @cached_property
    def _swapped(self) -> frozenset[str]:
        return swapped_words(self._compared)

    def equal(self, event: Event, meant: Meant | None) -> EngineMatch | None:
        """Return what a named value is the engine's of, to the number; None where it is none."""
        if meant is None or event.value.array.size < 2:
            return None
        value = self._compared.own_value(event)
        found = (against(key, value, self._truth) for key in self._keys(meant, value))
        return next((each for each in found if each.how == "equal"), None)

    def _without_constant(self, meant: Meant, value: Array) -> Array:
        """The numbers of the units alone, where nothing of that name has as many numbers."""
        keys = self._keys(meant, value)
        if any(self._truth.values[key].size == value.size for key in keys):
            return value
        hidden = (key for key in keys if meant.number is not None or meant.layer is not None)
        cut = (self._compared.without_constant(key, value) for key in hidden)
        return next((each for each in cut if each is not value), value)

    def _as_sized(self, meant: Meant, value: Array) -> Meant:
        """What a name means by its size: Delta1 may be a delta, or the gradient of Theta1."""
        gradient = replace(meant, kind="dW") if meant.kind == "dZ" else meant
        is_delta, is_gradient = (
            any(self._truth.values[key].size == value.size for key in self._keys(each, value))
            for each in (meant, gradient)
        )
        return gradient if is_gradient and not is_delta else meant

    def _numbered_otherwise(self, meant: Meant, value: Array) -> EngineMatch | None:
        """A layer's value by all its numbers, which has no name yet: z2, one for the inputs."""
        if meant.number is None or meant.kind not in ("Z", "A") or value.size < 2:
            return None
        keys = (f"{meant.kind}[{layer}]" for layer in range(1, self._depth + 1))
        found = (against(k, value, self._truth) for k in keys if k not in self._compared.named)
        return next((each for each in found if each.how == "equal"), None)

    def _again(self, event: Event, meant: Meant) -> EngineMatch | None:
        """What a function calls h, and its caller h2: of the second time."""
        if meant.number is None or event.place.kind != "bound":
            return None
        plain = last_word(event.name or "").rstrip("0123456789")
        told = (pair for pair in self._compared.named.values() if pair[0].value is event.value)
        return next((v for e, v in told if last_word(e.name or "") == plain != ""), None)

    def _with_constant(self, meant: Meant, value: Array) -> EngineMatch | None:
        """A layer's value with the place of the biases in it, whatever number it has."""
        for layer in range(1, self._depth) if meant.kind in ("A", "dA", "dZ") else ():
            key = f"{meant.kind}[{layer}]"
            cut = self._compared.without_constant(key, value)
            if cut is not value and (found := against(key, cut, self._truth)).how != "different":
                return found
        return None

    def _is_another(self, meant: Meant, named: list[EngineMatch]) -> bool:
        """Whether all that a bare name can mean is there already: hidden, for a delta."""
        is_bare = meant.number is None and meant.kind in ("Z", "A")
        return is_bare and all(each.key in self._compared.named for each in named)

    def _penalised(self, named: list[EngineMatch], value: Array) -> EngineMatch | None:
        """A gradient that holds a penalty on the weights, too."""
        if not self._compared.is_penalised or not named or not named[0].key.startswith("dW"):
            return None
        key = named[0].key
        product, true = self._compared.each.products[int(key[3:-1]) - 1], self._truth.values[key]
        weights = [product.W] if product.bias is None else [product.W, product.without_biases]
        each = ((penalised(value, true, one, self._truth), one) for one in weights)
        found, W = next((pair for pair in each if pair[0]), (None, product.W))
        if found is None:
            return None
        self._compared.penalties[key] = found[1] / found[0]
        if W is not product.W:
            self._compared.spared.add(key)
        return EngineMatch(key, "equal" if found[0] == 1 else "factor", found[0])

    def _decayed(self, event: Event, named: list[EngineMatch]) -> EngineMatch | None:
        """A gradient of biases that a multiple of these is added to."""
        for key in (each.key for each in named if each.key.startswith("db")):
            if found := decayed_biases(event, key, self._compared):
                verdict, self._compared.penalties[key] = found
                return verdict
        return None

    def _lacks_biases(self, key: str, value: Array) -> bool:
        """Whether it is a gradient without the biases that are a column of the weights."""
        at = self._compared.each.products[int(key[3:-1]) - 1].bias if key[:2] == "dW" else None
        if at is None:
            return False
        return is_multiple(value, np.delete(self._truth.values[key], at, axis=1))

    def _fits(self, verdict: EngineMatch, value: Array) -> bool:
        return self._truth.values[verdict.key].size == value.size

    def _learn_numbering(self, meant: Meant, verdict: EngineMatch) -> None:
        if self._others_from_1 is None and meant.number is not None and verdict.how == "equal":
            layer = int(verdict.key[verdict.key.index("[") + 1 : -1])
            self._others_from_1 = layer == meant.number

    def missed(self) -> Iterator[tuple[Event, EngineMatch]]:
        """Yield values whose names may mean what nothing in the pass is equal to."""
        reached = {verdict.key for _, verdict in self._compared.every}
        yield from ((event, each) for event, each in self._doubtful if each.key not in reached)

    def _unnamed(self, value: Array) -> EngineMatch | None:
        """What has no name that is known can be equal, never wrong."""
        if value.size <= 1:
            return self._loss(value) or self._number(value)
        sized = (key for key, true in self._truth.values.items() if true.size == value.size)
        found = (against(key, value, self._truth) for key in sized)
        if equal := next((each for each in found if each.how == "equal"), None):
            return equal
        top = f"dZ[{self._depth}]"
        if top in self._truth.values and top not in self._compared.named:
            verdict = against(top, value, self._truth)
            return verdict if verdict.how == "factor" else None
        return None

    def _loss(self, value: Array) -> EngineMatch | None:
        """A single number is the loss where it is the engine's to the last digits."""
        true = float(self._truth.values.get("J", np.zeros(1)).ravel()[0])
        if value.size != 1 or abs(true) < 1e-6 or not near(float(value.ravel()[0]), true, 1e-9):
            return None
        return EngineMatch("J", "equal")

    def _number(self, value: Array) -> EngineMatch | None:
        """A number of a network for one example, where it is the engine's to the last digits."""
        if self._truth.m != 1 or not value.size:
            return None
        number = float(value.ravel()[0])
        told = ((key, true) for key, true in self._truth.values.items() if true.size == 1)
        same = (key for key, true in told if near(number, float(true.ravel()[0]), 1e-9))
        is_telling = number * 1024 != np.round(number * 1024)  # no 0, no 1
        return next((EngineMatch(key, "equal") for key in same if is_telling), None)

    def _gap(self, event: Event, value: Array) -> EngineMatch | None:
        """The last delta of one example, a number: what the output is off by, maybe turned."""
        top, Y = f"dZ[{self._depth}]", self._compared.each.Y
        if Y is None or not value.size == Y.size == 1 or top not in self._truth.values:
            return None
        if sign(event.place.text) != "Sub" or top in self._compared.named:
            return None
        A = self._truth.values[f"A[{self._depth}]"].item()
        held = [each.value.array.item() for each in event.operands if each.value.array.size == 1]
        if len(held) != 2 or Y.item() not in held or not any(near(A, each) for each in held):
            return None
        verdict = against(top, value, self._truth)
        return verdict if verdict.how == "factor" else None

    def _keys(self, meant: Meant, value: Array) -> list[str]:
        """The engine's names that a name can mean, the likeliest first."""
        kind, number = meant.kind, meant.number
        if kind == "out":
            kind, number, layers = "A", self._depth, [self._depth]
        elif kind == "J":
            return ["J"] if value.size == 1 and "J" in self._truth.values else []
        elif kind in ("Y", "rate"):
            return []
        elif meant.layer is not None:
            layers = [meant.layer]
        elif number is not None:
            layers = self.layers(number, kind)
        else:
            layers = self._unnumbered(kind)
        kinds = ["dA", "dZ"] if kind == "dA" or (kind == "dZ" and number is None) else [kind]
        keys = [f"{each}[{layer}]" for layer in layers for each in kinds]
        known = [key for key in keys if key in self._truth.values]
        if number is None:
            fitting = [key for key in known if self._truth.values[key].size == value.size]
            return fitting or (known[:1] if kind in ("dW", "db") else [])
        return known

    def _unnumbered(self, kind: str) -> list[int]:
        """The layers in the order in which a program comes to them; the next one first."""
        layers = list(range(1, self._depth + 1))
        if kind.startswith("d"):
            layers = [*reversed(layers), 0]
        return sorted(layers, key=lambda layer: f"{kind}[{layer}]" in self._compared.named)

    def layers(self, number: int, kind: str) -> list[int]:
        """Return the layer that a number in a name means, if any."""
        if kind in self._counts_inputs:
            number -= 1
            least = 0 if kind == "A" else 1
            return [number] if least <= number <= self._depth else []
        if self._others_from_1 is not False and kind not in ("W", "b", "dW", "db"):
            both = (number, -1 if self._others_from_1 else self._layers.get(number, -1))
            return [each for each in dict.fromkeys(both) if 0 <= each <= self._depth]
        if number in self._layers:
            return [self._layers[number]]
        if not self._layers and 1 <= number <= self._depth:
            return [number]
        return [0] if number == 0 and kind in ("dA", "A") else []


def _fills_a_part(event: Event) -> bool:
    """Whether an item of an array is set, or changed."""
    match statement(event.place.text):
        case ast.Assign(targets=[ast.Subscript()]) | ast.AugAssign(target=ast.Subscript()):
            return event.place.kind == "change"
    return False
