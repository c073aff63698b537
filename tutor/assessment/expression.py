"""Whether two formulas are the same: both are computed on random inputs of the declared shapes.

The letters of the shapes (`m`, `n_x`) get sizes that all differ, so that a wrong shape shows, and
shapes can be said back in letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.formula import FormulaError, Node, parse
from tutor.assessment.parts import Input

if TYPE_CHECKING:
    from tutor.formulas.arrays import Array, Mismatch

SAMPLES = 8
TOLERANCE = 1e-7  # relative to the largest number of the reference


@dataclass(frozen=True, eq=False, slots=True)
class RandomDraw:
    """One random draw: the value of every input, and the size of every letter."""

    names: Mapping[str, Array]
    sizes: Mapping[str, int]

    def in_letters(self, shape: Sequence[int]) -> str:
        """Return a shape as people write it, with letters for the sizes that have one."""
        words = [self._letter(size) for size in shape]
        return f"({words[0]},)" if len(words) == 1 else f"({', '.join(words)})"

    def counted(self, size: int, what: str) -> str:
        """Return a size with what it counts: `1 row`, `m columns`."""
        return f"1 {what}" if size == 1 else f"{self._letter(size)} {what}s"

    def _letter(self, size: int) -> str:
        return next((letter for letter, n in self.sizes.items() if n == size), str(size))


def samples(inputs: Mapping[str, Input]) -> Iterator[RandomDraw]:
    """Yield a few random draws of the inputs, the same ones each time.

    Raises FormulaError when an input's own formula cannot be computed, or gives another shape.
    """
    import numpy as np

    from tutor.formulas.arrays import value_of

    letters = list(dict.fromkeys(s for i in inputs.values() for s in i.shape if isinstance(s, str)))
    taken = {size for each in inputs.values() for size in each.shape if isinstance(size, int)}
    enough = range(3, 3 + SAMPLES + len(letters) + len(taken))
    free = [size for size in enough if size not in taken]
    for trial in range(SAMPLES):
        random = np.random.default_rng(trial)
        sizes = dict(zip(letters, free[trial:], strict=False))
        names: dict[str, Array] = {name: np.asarray(float(n)) for name, n in sizes.items()}
        for name, given in inputs.items():
            shape = tuple(sizes[s] if isinstance(s, str) else s for s in given.shape)
            if given.formula is not None:
                try:
                    value = value_of(parse(given.formula), names)
                except FormulaError as error:
                    raise FormulaError(f"{name}: its formula has no value: {error}") from None
                if value.shape != shape:
                    raise FormulaError(f"{name}: its formula has the shape {value.shape}.")
            elif given.choose is not None:
                value = np.asarray(random.choice(given.choose, shape))
            else:
                value = np.asarray(random.uniform(given.start, given.stop, shape))
            names[name] = value
        yield RandomDraw(names, sizes)


@dataclass(frozen=True, eq=False, slots=True)
class Computed:
    """What a formula came to on each sample; `mismatch` if its shapes did not fit."""

    values: tuple[Array, ...]
    mismatch: Mismatch | None = None

    @property
    def finite(self) -> bool:
        """True when every value is a number, neither nan nor infinite."""
        import numpy as np

        return all(bool(np.isfinite(value).all()) for value in self.values)

    def scaled(self, factors: Sequence[float]) -> Computed:
        """Return the values times one factor for each sample."""
        pairs = zip(self.values, factors, strict=True)
        return Computed(tuple(value * factor for value, factor in pairs))

    def turned(self) -> Computed:
        """Return the values transposed."""
        return Computed(tuple(value.T for value in self.values))

    def flat(self) -> Computed:
        """Return the values without their shapes."""
        return Computed(tuple(value.ravel() for value in self.values))


def compute(tree: Node, drawn: Sequence[RandomDraw]) -> Computed:
    """Return what a formula comes to; raises FormulaError where it cannot be computed at all."""
    from tutor.formulas.arrays import Mismatch, value_of

    try:
        return Computed(tuple(value_of(tree, sample.names) for sample in drawn))
    except Mismatch as mismatch:
        return Computed((), mismatch)


def same(left: Computed, right: Computed) -> bool:
    """Say whether two formulas came to the same shapes and values on every sample."""
    if left.mismatch or right.mismatch:
        return False
    return all(same_array(a, b) for a, b in zip(left.values, right.values, strict=True))


def same_array(left: Array, right: Array) -> bool:
    """Say whether two arrays are equal in shape and, but for rounding, in values."""
    import numpy as np

    if left.shape != right.shape:
        return False
    scale = np.max(np.abs(right), initial=0.0, where=np.isfinite(right))
    return bool(np.allclose(left, right, rtol=TOLERANCE, atol=TOLERANCE * scale, equal_nan=True))


def ratios(left: Computed, right: Computed) -> list[float]:
    """Return for each sample how many times the reference's largest value the other one is."""
    largest = [int(abs(value).argmax()) for value in right.values]
    pairs = zip(left.values, right.values, largest, strict=True)
    return [float(a.flat[at] / b.flat[at]) if b.flat[at] else 0.0 for a, b, at in pairs]


def proportional(left: Computed, right: Computed) -> bool:
    """Say whether two formulas are equal but for one factor, other than 0, in each sample."""
    if left.mismatch or right.mismatch:
        return False
    if any(a.shape != b.shape for a, b in zip(left.values, right.values, strict=True)):
        return False
    factors = ratios(left, right)
    return all(factors) and same(left, right.scaled(factors))
