"""Small changes of one operation that need nothing beside it: signs, factors, numbers, squares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tutor.programs.recorded import Event
from tutor.programs.tape.functions import (
    ADD,
    BY_NAME,
    COMPARED,
    DIV,
    MULT,
    NEGATIVE,
    SIGNS,
    SUB,
    TURNED,
    Function,
    scaled,
)
from tutor.programs.tape.graph import TapeValue
from tutor.programs.unit_by_unit.edit import Edit, Make, is_like
from tutor.programs.unit_by_unit.replaying import computed

_WRITTEN = {"Add": "+", "Sub": "-", "Mult": "*", "Div": "/"}
_OPPOSITE = {"Gt": "LtE", "LtE": "Gt", "Lt": "GtE", "GtE": "Lt"}
_SIGNS = {"Gt": ">", "LtE": "<=", "Lt": "<", "GtE": ">="}
LOG = BY_NAME["log"]
_NUMBERS = (1.0, 2.0, -1.0, -2.0, 0.5, -0.5, 0.0, 3.0)


def own_edits(node: TapeValue) -> Iterator[Edit]:
    """Yield edits of any operation, by what it takes alone."""
    for each in (
        _signs,
        _dropped,
        _numbers,
        _reductions,
        _turned,
        _transposed,
        _compared,
        _complements,
        _squares,
    ):
        yield from each(node)


def whole_edits(node: TapeValue) -> Iterator[Edit]:
    """Yield those of an operation that is all of what a statement makes."""
    yield from _alone(node)
    yield _edit(node, 4, "The sign is turned.", NEGATIVE)


def _edit(node: TapeValue, rank: int, message: str, function: Function) -> Edit:
    assert node.event is not None
    return Edit(node.event, rank, message, lambda told, each: computed(function, [each], each))


def _other(function: Function) -> Make:
    return lambda told, each: computed(function, each.made_of, each)


def _signs(node: TapeValue) -> Iterator[Edit]:
    """+ for -, * for +."""
    assert node.function is not None and node.event is not None
    name = node.function.name
    is_step = node.event.place.kind == "change"
    if name not in _WRITTEN or (is_step and name not in ("Add", "Sub")):
        return
    if is_step and node.function not in (ADD, SUB):  # of a part: d[y] += 1
        meant = "-" if name == "Add" else "+"
        said = f"{_WRITTEN[name]}= stands here; {meant}= is meant."
        yield Edit(node.event, 0, said, _step_turned)
    for other in (ADD, SUB, SIGNS["Mult"], DIV):
        if other.name != name:
            is_turned = {name, other.name} == {"Add", "Sub"}
            said = f"{_WRITTEN[name]} stands here; {_WRITTEN[other.name]} is meant."
            yield Edit(node.event, 0 if is_turned else 5, said, _other(other))


def _step_turned(told: Event, node: TapeValue) -> TapeValue | None:
    old = node.made_of[0]
    twice = computed(ADD, [old, old], old)
    return computed(SUB, [twice, node], node) if twice else None


def _dropped(node: TapeValue) -> Iterator[Edit]:
    """One of two that is too many."""
    assert node.function is not None and node.event is not None
    if node.function.name not in ("Mult", "Div", "Add", "Sub") or node.event.place.kind == "change":
        return
    word = "factor" if node.function.name in ("Mult", "Div") else "summand"
    for at, each in enumerate(node.made_of):
        told = node.taken[1 - at] if len(node.taken) == 2 else None
        other = node.made_of[1 - at]
        text = told.place.text if told else f"{float(other.value):g}"
        if is_like(each, node) and not (node.function.name in ("Div", "Sub") and at == 1):
            said = f"{text} is one {word} too many here."
            yield Edit(node.event, 2, said, _kept(at))


def _alone(node: TapeValue) -> Iterator[Edit]:
    """One of many factors alone."""
    for path, each in _inner_factors(node, ()):
        if len(path) > 1 and each.event is not None and node.event and is_like(each, node):
            said = f"{each.event.place.text} alone is meant: the other factors are too many here."
            yield Edit(node.event, 3, said, _at(path))


def _inner_factors(
    node: TapeValue, path: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], TapeValue]]:
    yield path, node
    if node.function_name == "Mult":
        for at, each in enumerate(node.made_of):
            told = node.taken[at] if node.taken else None
            if told is not None and told.is_operation and not told.place.name:
                yield from _inner_factors(each, (*path, at))


def _at(path: Sequence[int]) -> Make:
    def make(told: Event, node: TapeValue) -> TapeValue | None:
        for at in path:
            node = node.made_of[at]
        return node

    return make


def _numbers(node: TapeValue) -> Iterator[Edit]:
    """Another number that is written."""
    assert node.function is not None and node.event is not None
    for at, each in enumerate(node.made_of):
        if each.event is not None or np.ndim(each.value):
            continue
        old = float(each.value)
        for number in dict.fromkeys((-old, *_NUMBERS)):
            if number != old:
                said = f"{old:g} stands here; {number:g} is meant."
                yield Edit(node.event, 1 if number == -old else 2, said, _number_at(at, number))


def _turned(node: TapeValue) -> Iterator[Edit]:
    """exp(-z) for exp(z)."""
    if node.function is None or node.event is None or len(node.made_of) != 1:
        return
    if node.function is NEGATIVE or node.taken[0] is None:
        return

    def make(told: Event, each: TapeValue) -> TapeValue | None:
        inner = computed(NEGATIVE, each.made_of, each.made_of[0])
        return computed(each.function, [inner], each) if inner and each.function else None

    text = node.taken[0].place.text
    yield Edit(node.event, 1, f"{text} stands here; -({text}) is meant.", make)


def _compared(node: TapeValue) -> Iterator[Edit]:
    """<= for >."""
    if node.event is None or node.function_name not in _OPPOSITE:
        return
    other = COMPARED[_OPPOSITE[node.function_name]]
    said = f"{_SIGNS[node.function_name]} stands here; {_SIGNS[other.name]} is meant."
    yield Edit(node.event, 1, said, _other(other))


def _complements(node: TapeValue) -> Iterator[Edit]:
    """log(1 - p) for log(p), and for 1 - log(p)."""
    if node.event is None or not node.taken:
        return
    told, one = node.taken[-1], TapeValue(-1, None, 1.0)
    if node.function is LOG and told is not None:
        said = f"{told.place.text} stands here; 1 - {told.place.text} is meant."
        yield Edit(node.event, 1, said, lambda _, each: _log_of_rest(one, each.made_of[0], each))
    elif node.function is SUB and node.made_of[1].function is LOG and node.taken[0] is None:
        said = "The logarithm is to be taken of all of this difference."
        inner = node.made_of[1]
        if inner.taken and inner.made_of[0].event is not None:
            yield Edit(node.event, 1, said, _log_of_all)


def _log_of_all(told: Event, node: TapeValue) -> TapeValue | None:
    return _log_of_rest(node.made_of[0], node.made_of[1].made_of[0], node)


def _log_of_rest(whole: TapeValue, part: TapeValue, like: TapeValue) -> TapeValue | None:
    rest = computed(SUB, [whole, part], part)
    return computed(LOG, [rest], like) if rest is not None else None


def _transposed(node: TapeValue) -> Iterator[Edit]:
    """W.T for a W of as many rows as columns."""
    if node.event is None or node.function_name not in ("product", "einsum"):
        return
    for at, told in enumerate(node.taken):
        shape = np.shape(node.made_of[at].value)
        if told is not None and len(shape) == 2 and shape[0] == shape[1]:
            said = f"{told.place.text} stands here; its transpose is meant."
            yield Edit(node.event, 1, said, _other_at(at, TURNED))


def _squares(node: TapeValue) -> Iterator[Edit]:
    """h ** 2 for h."""
    if node.event is None or node.function_name not in _WRITTEN:
        return
    for at, told in enumerate(node.taken):
        if told is not None and told.place.text != node.event.place.text:
            said = f"{told.place.text} stands here; its square is meant."
            yield Edit(node.event, 2, said, _squared_at(at))


def _other_at(at: int, function: Function) -> Make:
    """What a function makes of one of the operands, in its place."""

    def make(told: Event, node: TapeValue) -> TapeValue | None:
        made = computed(function, [node.made_of[at]], node.made_of[at])
        if made is None or node.function is None:
            return None
        return computed(node.function, [*node.made_of[:at], made, *node.made_of[at + 1 :]], node)

    return make


def _squared_at(at: int) -> Make:
    def make(told: Event, node: TapeValue) -> TapeValue | None:
        each = node.made_of[at]
        square = computed(MULT, [each, each], each)
        if square is None or node.function is None:
            return None
        return computed(node.function, [*node.made_of[:at], square, *node.made_of[at + 1 :]], node)

    return make


def _kept(at: int) -> Make:
    return lambda told, node: node.made_of[at]


def _number_at(at: int, number: float) -> Make:
    def make(told: Event, node: TapeValue) -> TapeValue | None:
        made_of = [*node.made_of]
        made_of[at] = TapeValue(-1, None, number)
        return computed(node.function, made_of, node) if node.function else None

    return make


def _reductions(node: TapeValue) -> Iterator[Edit]:
    """The mean for the sum."""
    assert node.function is not None and node.event is not None
    if node.function.name not in ("sum", "mean") or len(node.made_of) != 1:
        return
    is_sum = node.function.name == "sum"
    name, other = ("sum", "mean") if is_sum else ("mean", "sum")
    said = f"The {name} is taken here; the {other} is meant."
    yield Edit(node.event, 0, said, _scaled(is_sum))


def _scaled(is_sum: bool) -> Make:
    """A mean of what was summed up, or the sum of what a mean was taken of."""

    def make(told: Event, node: TapeValue) -> TapeValue | None:
        count = np.size(node.made_of[0].value) / max(np.size(node.value), 1)
        if node.function is None or count <= 1:
            return None
        other = scaled(node.function, 1 / count if is_sum else count)
        return computed(other, node.made_of, node)

    return make
