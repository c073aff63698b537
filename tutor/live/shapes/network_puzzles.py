"""Puzzles about the shapes in a network: its weights, its activations and their slopes."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tutor.live.shapes.combination import Combination, Shape
from tutor.live.shapes.puzzle import Foreseen, Puzzle

_SIZES = (2, 3, 4, 5, 6, 8, 10)
_EXAMPLES = (20, 50, 100)


@dataclass(frozen=True, slots=True)
class Sizes:
    """The units of each layer, those of the input first, and how many examples there are."""

    units: tuple[int, ...]
    m: int

    @classmethod
    def drawn(cls, random: Random) -> Sizes:
        units = random.sample(_SIZES, random.choice((2, 3)))
        return cls((*units, random.choice((1, 1, 3))), random.choice(_EXAMPLES))

    @property
    def layers(self) -> int:
        return len(self.units) - 1

    def asked(self, what: str) -> str:
        network = "-".join(map(str, self.units))
        return f"Layers {network}, {self.m} examples as columns. What is the shape of ${what}$?"


def forward(random: Random) -> Puzzle:
    """Return a puzzle about W, b, Z, A or W A of some layer."""
    sizes = Sizes.drawn(random)
    layer = random.randint(1, sizes.layers)
    makers = (_weights, _weights, _offsets, _activations, _weighted_sum)
    return random.choice(makers)(sizes, layer, random.choice("ZA"))


def backward(random: Random) -> Puzzle:
    """Return a puzzle about dW, db, dZ, dA, or a product of backpropagation."""
    sizes = Sizes.drawn(random)
    layer = random.randint(1, sizes.layers)
    if layer < sizes.layers and random.random() < 0.3:
        return _slopes_before(sizes, layer + 1)
    return random.choice((_weight_slopes, _offset_slopes, _activation_slopes, _gradient))(
        sizes, layer
    )


def _weights(sizes: Sizes, layer: int, _: str) -> Puzzle:
    shape = (sizes.units[layer], sizes.units[layer - 1])
    why = f"A row for each unit of layer {layer}, a column for each number that comes in."
    return _puzzle(sizes, f"W^{{[{layer}]}}", shape, why)


def _offsets(sizes: Sizes, layer: int, _: str) -> Puzzle:
    units = sizes.units[layer]
    why = "One number for each unit, in a column. Broadcasting stretches it over the examples."
    flat = "A column keeps its 1."
    stretched = "That is b once it is stretched."
    return _puzzle(
        sizes, f"b^{{[{layer}]}}", (units, 1), why, {(units,): flat, (units, sizes.m): stretched}
    )


def _activations(sizes: Sizes, layer: int, letter: str) -> Puzzle:
    units = sizes.units[layer]
    why = f"A row for each unit of layer {layer}, a column for each example."
    one: Foreseen = {(units, 1): "That is one example."}
    return _puzzle(sizes, f"{letter}^{{[{layer}]}}", (units, sizes.m), why, one)


def _weighted_sum(sizes: Sizes, layer: int, _: str) -> Puzzle:
    before = "X" if layer == 1 else f"A^{{[{layer - 1}]}}"
    units, inputs = sizes.units[layer], sizes.units[layer - 1]
    return _product(
        sizes, f"W^{{[{layer}]}} {before}", Combination((units, inputs), "@", (inputs, sizes.m))
    )


def _weight_slopes(sizes: Sizes, layer: int) -> Puzzle:
    shape = (sizes.units[layer], sizes.units[layer - 1])
    why = "A slope for each weight: the shape of W, units by inputs. The examples are summed."
    return _puzzle(sizes, f"dW^{{[{layer}]}}", shape, why)


def _offset_slopes(sizes: Sizes, layer: int) -> Puzzle:
    units = sizes.units[layer]
    why = "A slope for each offset: the shape of b. The examples are summed, keepdims keeps the 1."
    lost: Foreseen = {
        (units,): "The sum has lost its 1.",
        (units, sizes.m): "That is dZ, before the sum.",
    }
    return _puzzle(sizes, f"db^{{[{layer}]}}", (units, 1), why, lost)


def _activation_slopes(sizes: Sizes, layer: int) -> Puzzle:
    shape = (sizes.units[layer], sizes.m)
    why = "Each number has a slope of its own: the shape of Z and of A, units by examples."
    return _puzzle(sizes, f"dZ^{{[{layer}]}}", shape, why)


def _gradient(sizes: Sizes, layer: int) -> Puzzle:
    before = r"X^{\top}" if layer == 1 else rf"A^{{[{layer - 1}]\top}}"
    units, inputs = sizes.units[layer], sizes.units[layer - 1]
    return _product(
        sizes, f"dZ^{{[{layer}]}} {before}", Combination((units, sizes.m), "@", (sizes.m, inputs))
    )


def _slopes_before(sizes: Sizes, layer: int) -> Puzzle:
    units, inputs = sizes.units[layer], sizes.units[layer - 1]
    return _product(
        sizes,
        rf"W^{{[{layer}]\top}} dZ^{{[{layer}]}}",
        Combination((inputs, units), "@", (units, sizes.m)),
    )


def _product(sizes: Sizes, what: str, combination: Combination) -> Puzzle:
    why = f"It is {combination}. {combination.explanation}"
    assert combination.result is not None
    return _puzzle(sizes, what, combination.result, why, combination=combination)


def _puzzle(
    sizes: Sizes,
    what: str,
    shape: Shape,
    why: str,
    foreseen: Foreseen | None = None,
    combination: Combination | None = None,
) -> Puzzle:
    turned: Foreseen = {
        shape[::-1]: "That is turned round.",
        None: "It has a shape: the sizes fit.",
    }
    return Puzzle(sizes.asked(what), shape, why, combination, {**turned, **(foreseen or {})})
