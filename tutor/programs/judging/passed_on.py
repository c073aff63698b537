"""Where a value of one pass is only passed on: copied, renamed, handed through a call."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.programs.expressions import adds, is_contraction
from tutor.programs.judging.makers import MakersOfPass
from tutor.programs.judging.statements import expression, gives_what_it_takes, only_moves, renames
from tutor.programs.recorded import Event


class PassedOnValues(MakersOfPass):
    """Follows a value to where it gets its name, or its copy, without being changed."""

    def handed_on(self, event: Event) -> Event | None:
        """Where a value is given on as it is: dZ1 = dA1, return grad, or dA[never] = 0."""
        while event.is_operation and only_moves(event):
            event = event.operands[0]
        made = self._makers.get(id(event.value))
        told = [e for e in self._compared.each.events if e.value is event.value]
        between = [e for e in told if made and made.number < e.number <= event.number]
        changed = [e for e in between if e.place.kind == "change"]
        bound = changed or [e for e in between if renames(e, between)]
        calls = [e for e in between if e.place.kind != "change" and gives_what_it_takes(e)]
        if made and not (calls or bound) and (passed := self._passed_through(made, event, between)):
            return passed
        if calls:
            inside = [e for e in between if e.number <= calls[-1].number and e not in calls]
            inner = [e for e in reversed(inside) if e.node != calls[-1].node]
            return next((e for e in inner if e.place.kind == "bound"), next(iter(inner), None))
        return bound[-1] if bound else None

    def _passed_through(self, made: Event, end: Event, told: Sequence[Event]) -> Event | None:
        """Where a function looks at a value, and only hands it back with others: return g, None."""
        recorded = self._compared.recorded
        around = {recorded.frame(n) for e in (made, end) for n in recorded.path(e.node)}
        inside = (
            e for e in told if e.place.kind == "read" and recorded.frame(e.node) not in around
        )
        busy = {e.node for e in self._compared.each.events if e.place.kind == "operation"}
        return next((e for e in inside if e.node not in busy), None)

    def given_between(self, part: Event) -> Event | None:
        """Where a value that one call gave is handed to another, in a line for this layer alone."""
        made, recorded = self._makers.get(id(part.value)), self._compared.recorded
        if made is None:
            return None
        frames = {recorded.frame(each.node) for each in (made, part)}
        told = [e for e in self._compared.each.events if made.number < e.number <= part.number]
        reads = [e for e in told if e.value is part.value and e.place.kind == "read"]
        outside = [e for e in reads if recorded.frame(e.node) not in frames]
        if len(frames) < 2 or not outside:
            return None
        same = (e for e in self._compared.each.events if e.place is outside[-1].place)
        return outside[-1] if all(e.value is part.value for e in same) else None

    def called_anew(self, made: Event) -> Event | None:
        """Return where a value is given another name, if it goes on by that: delta = error."""
        if self._goes_by_its_name(made):
            return None
        told = (e for e in self._compared.each.events if e.value is made.value)
        bound = (e for e in told if e.place.kind == "bound" and e.number > made.number)
        return next((e for e in bound if e.name != made.name), None)

    def _goes_by_its_name(self, made: Event) -> bool:
        """Whether products take a value by the very name that it was made by."""
        products = (e for e in self._compared.each.events if is_contraction(e.place.text))
        taken = (o for e in products for o in e.operands if o.value is made.value)
        return any(made.name == each.place.text and made.node == each.node for each in taken)

    def renamed(self, event: Event) -> Event | None:
        """Where the value of a read gets this name and another operation gave it one: d2 = diff."""
        while event.is_operation and only_moves(event):
            event = event.operands[0]
        made = self._makers.get(id(event.value))
        told = [e for e in self._compared.each.events if e.value is event.value]
        bound = [e for e in told if e.place.kind == "bound" and e.name == event.place.text]
        is_named = made is not None and made.name is not None and made.node == event.node
        return bound[-1] if bound and is_named and not event.is_operation else None

    def begun(self, made: Event) -> Event:
        """Return what gave a value first, where it was only added to zeros since: x.grad += g."""
        while (added := self._added_to_zeros(made)) is not None:
            made = added
        return made

    def _added_to_zeros(self, made: Event) -> Event | None:
        """The operation that gave a value, where it is only added to zeros: x.grad += y.grad."""
        if made.place.kind != "change" or len(made.operands) != 2 or not adds(made.place.text):
            return None
        begun, added = made.operands
        is_alone = not (added.is_operation or begun.value.array.any())
        return self._behind_output(added) if is_alone else None

    def _behind_output(self, event: Event) -> Event | None:
        """The operation that gave a value on the way back; what comes before is looked at apart."""
        made = self._below(event)
        last = self._compared.each.products[-1].event.number
        return made if made is not None and made.number > last else None

    def copied_back(self, part: Event) -> Event | None:
        """Return where a value is copied on the way back: dX = self.mask.astype(float)."""
        made = self._makers.get(id(part.value))
        last = self._compared.each.products[-1].event.number
        if made is None or made.number <= last or not only_moves(made):
            return None
        stands = list(expression(made))
        computes = any(each.is_operation and not only_moves(each) for each in stands)
        makers = (self._makers.get(id(each.value)) for each in stands if not each.is_operation)
        of_the_way_back = any(each and each.number > last for each in makers)
        return None if computes and of_the_way_back else made  # its line made (d @ W.T).reshape(s)
