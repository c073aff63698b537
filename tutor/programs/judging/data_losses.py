"""The part of a penalised loss that the data make: it is to be the engine's."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.programs.expressions import adds
from tutor.programs.judging.compared_pass import ComparedPass, numbers
from tutor.programs.judging.tracing import Tracer
from tutor.programs.lineage import returned
from tutor.programs.matching import EngineMatch, against
from tutor.programs.recorded import Event


class DataLosses:
    """Finds in the losses of one pass what is made of its outputs."""

    def __init__(self, compared: ComparedPass) -> None:
        self._compared, self._tracer = compared, Tracer(compared)
        self._last = compared.each.products[-1].event

    def right(self, event: Event, verdict: EngineMatch) -> tuple[Event, EngineMatch] | None:
        """Return the part that is the engine's loss, and how it stands to it.

        A loss with its penalty is so many times the engine's only by chance.
        """
        is_different = verdict.how == "different"
        whole = self._whole(event)
        may_be = adds(whole.place.text) or (is_different and self._compared.is_penalised)
        if verdict.how == "equal" or not may_be:
            return None
        parts = [e for e in self._tracer.terms(whole) if self._is_of_data(e)]
        told = ((each, against("J", numbers(each), self._compared.truth)) for each in parts)
        found = [
            (e, v) for e, v in told if v.how == "equal" or (is_different and v.how == "factor")
        ]
        return min(found, key=lambda each: each[1].how != "equal", default=None)

    def alone(self, event: Event) -> Event | None:
        """Return the one part of a loss that is of data, where it is told apart from a penalty."""
        terms = [*self._terms(self._whole(event))]
        of_data = [each for each in terms if self._is_of_data(each)]
        if len(of_data) != 1:
            return None
        if len(terms) > 1:
            return of_data[0]
        takes = (e for e in self._compared.each.events if event in e.operands)
        sums = (e for e in takes if adds(e.place.text) and e.value.array.size == 1)
        is_added = any(not self._is_of_data(each) for e in sums for each in e.operands)
        return event if is_added else None

    def _whole(self, event: Event) -> Event:
        made = self._tracer.source(event)
        return returned(self._compared.recorded, made) or made

    def _is_of_data(self, event: Event) -> bool:
        return id(self._last) in self._tracer.behind(event)

    def _terms(self, whole: Event) -> Iterator[Event]:
        """What is added up to a number."""
        if adds(whole.place.text) and whole.value.array.size == 1:
            for each in whole.operands:
                yield from self._terms(self._tracer.source(each))
        else:
            yield whole
