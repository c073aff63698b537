"""The values of a pass that look-alikes are made of, by the engine's names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from tutor.programs.judging.compared_pass import Array, ComparedPass
from tutor.programs.reference import Reference

LookAlike: TypeAlias = tuple[Array, str]
"""The numbers of a mistake, and what to say of it."""


@dataclass(frozen=True, slots=True, eq=False)
class KnownValues:
    """The engine's values of one pass, and what its layers are."""

    compared: ComparedPass

    def __getitem__(self, name: str) -> Array:
        return self.compared.truth.values[name]

    def get(self, name: str) -> Array | None:
        return self.compared.truth.values.get(name)

    @property
    def reference(self) -> Reference:
        return self.compared.reference

    @property
    def m(self) -> int:
        return self.compared.truth.m

    @property
    def depth(self) -> int:
        return self.compared.depth

    @property
    def targets(self) -> Array | None:
        """The targets, where they have the shape of the outputs."""
        Y = self.compared.each.Y
        return Y if Y is not None and Y.shape == self[f"A[{self.depth}]"].shape else None

    def activation(self, layer: int) -> str:
        return self.reference.activations[layer - 1]

    def weights(self, layer: int) -> Array:
        return self.compared.each.products[layer - 1].alone

    def bias(self, layer: int) -> Array:
        return self.compared.each.biases[layer - 1]

    def names(self, *kinds: str) -> Iterator[str]:
        """Yield the names of these kinds, one kind after the other."""
        keys = (f"{kind}[{n}]" for kind in kinds for n in range(self.depth + 1))
        yield from (key for key in keys if key in self.compared.truth.values)


def called(name: str) -> str:
    """Return what people call one of the engine's values."""
    return "X" if name == "A[0]" else name
