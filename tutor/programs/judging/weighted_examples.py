"""Single examples that count more than others: all that is made of one's error is so many times."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.judging.statements import expression
from tutor.programs.matching import near, ratio_to
from tutor.programs.recorded import Event

_USUAL = (1.0, 2.0, 0.5)


class ExampleWeight:
    """The weight of the one example of a pass, as soon as its error is multiplied by one."""

    def __init__(self, compared: ComparedPass) -> None:
        self._compared, self._weight = compared, 0.0

    def explains(self, event: Event, key: str) -> bool:
        """Return whether a value is the engine's but for the weight of its example."""
        if self._compared.truth.m > 1 or not (key == "J" or key[0] == "d"):
            return False
        values, names = self._compared.truth.values, (key, key.replace("dA", "dZ"))
        return any(self._is_weighted(event, v) for n in names if (v := values.get(n)) is not None)

    def _is_weighted(self, event: Event, true: Array) -> bool:
        times = ratio_to(numbers(event), true)
        if times is None or not true.any():
            return False
        weights = [self._weight] if self._weight else [*self._weights(event)]
        for weight in weights:
            if any(near(abs(times), weight * n) for n in _USUAL):
                self._weight = weight
                return True
        return False

    def _weights(self, event: Event) -> Iterator[float]:
        """The numbers in a statement that are none of the last layer's, nor made of them."""
        last = self._compared.each.products[-1].event.number
        own = [v.item() for v in self._compared.truth.values.values() if v.size == 1]
        own += [1 - each for each in own]
        for part in expression(event):
            number = float(part.value.array) if not part.value.array.ndim else 0.0
            is_given = not part.operands and number > 0 and part.value.dtype.startswith("float")
            if is_given and part.number > last and not any(near(number, each) for each in own):
                yield number
