"""Right answers that are counted entry by entry in rows of zeros and a one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tutor.programs.expressions import called, is_product
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.answers import COUNTED, class_axis, is_equality
from tutor.programs.noticing.hits import is_share
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded

KIND = "entries counted"
_ENTRIES = re.compile(r"bit|entr|element|pixel|cell|hamming", re.IGNORECASE)
"""What says that single entries are meant."""


def entries_for_examples(recorded: Recorded) -> Iterator[Noticed]:
    """np.mean((probabilities > 0.5) == one_hot): most of the entries are 0 anyway."""
    makers = first_makers(recorded)
    for event in recorded.operations:
        asked = _equality(event, makers)
        if asked is None or not is_share(event, recorded):
            continue
        axis = _classes(asked)
        line = recorded.program.lines[event.line - 1]
        if axis is None or _ENTRIES.search(line) or _is_given(asked, recorded):
            continue
        right = asked.value.array.astype(bool)
        entries, examples = right.mean(), right.all(axis=axis).mean()
        if abs(entries - examples) > 1e-9:
            said = (
                f"This counts single zeros and ones, and most are 0 anyway: {entries:.0%} of them "
                f"agree. Compare the argmax of each example's outputs with that of its targets."
            )
            yield Noticed(asked, KIND, said)


def _equality(event: Event, makers: Mapping[int, Event]) -> Event | None:
    """The comparison of two tables whose right entries are counted all together."""
    if called(event.place.text) not in COUNTED or event.value.array.size != 1:
        return None
    taken = event.operands[0] if event.operands else event
    made = makers.get(id(taken.value), taken)
    shapes = {each.value.array.shape for each in made.operands}
    is_table = len(made.operands) == 2 and len(shapes) == 1 and made.value.array.ndim == 2
    return (
        made if is_table and is_equality(made.place.text) and "!" not in made.place.text else None
    )


def _classes(asked: Event) -> int | None:
    """Along which axis the targets have one 1 an example."""
    tables = [each.value.array for each in asked.operands]
    if tables[0].shape[0] == tables[0].shape[1]:
        return None
    return next((axis for each in tables if (axis := class_axis(each)) is not None), None)


def _is_given(asked: Event, recorded: Recorded) -> bool:
    """Whether the targets are what the network is given, which it is to give back."""
    held = {id(each.value) for each in asked.operands}
    products = (each for each in recorded.operations if is_product(each.place.text))
    return any(id(operand.value) in held for each in products for operand in each.operands)
