"""Examples that are taken one by one, with the targets of others beside them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from tutor.programs.expressions import is_product, parsed
from tutor.programs.naming import meaning
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.rows.following import followed
from tutor.programs.noticing.rows.known import KnownRows
from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.evaluation import Unknown, evaluated, operands_by_text

FEWEST = 6
"""Turns of which another order can be told from chance."""
MOST = 400


@dataclass(frozen=True, slots=True, eq=False)
class _Pick:
    """One example that is taken from a table."""

    event: Event
    table: Event
    axis: int
    number: int


def picked_apart(recorded: Recorded) -> Iterator[Noticed]:
    """for turn, n in enumerate(order) with X[n] and Y[turn]."""
    turns: dict[int, list[_Pick]] = {}
    for event in recorded.operations if recorded.start == 0 else ():
        if len(turns) < MOST and (pick := _pick(event)) is not None:
            turns.setdefault(event.node, []).append(pick)
    places: dict[tuple[int, int], list[tuple[_Pick, _Pick]]] = {}
    for picks in turns.values():
        for one, other in permutations(picks, 2):
            if one.table.value is not other.table.value and _length(one) == _length(other):
                key = id(one.event.place), id(other.event.place)
                places.setdefault(key, []).append((one, other))
    into_products = _into_products(recorded) if places else set()
    for pairs in places.values():
        if len(pairs) < FEWEST or not _is_odd(pairs):
            continue
        first, second = pairs[0]
        goes_in = [id(each.event.value) in into_products for each in (first, second)]
        if goes_in[0] == goes_in[1] or _is_used_otherwise(turns[second.event.node], first, second):
            continue
        if _belong(first, second, goes_in[0], followed(recorded)):
            names = first.table.place.text, second.table.place.text
            said = (
                f"One a turn, these are examples {_few(pairs, 1)}, … of {names[1]}; beside them "
                f"stand {_few(pairs, 0)}, … of {names[0]}: take the same of both."
            )
            yield Noticed(second.event, "two permutations", said)


def _pick(event: Event) -> _Pick | None:
    node = parsed(event.place.text)
    if not isinstance(node, ast.Subscript):
        return None
    operands = operands_by_text(event)
    table = operands.get(ast.unparse(node.value))
    if table is None or not table.value.is_array or table.value.cut or table.value.array.ndim > 2:
        return None
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    chosen = [at for at, part in enumerate(parts) if ast.unparse(part) != ":"]
    if len(chosen) != 1 or chosen[0] >= table.value.array.ndim:
        return None
    try:
        rows = np.arange(table.value.array.shape[chosen[0]])[evaluated(parts[chosen[0]], operands)]
    except (Unknown, IndexError, TypeError, ValueError):
        return None
    return _Pick(event, table, chosen[0], int(rows.ravel()[0])) if rows.size == 1 else None


def _length(pick: _Pick) -> int:
    return int(pick.table.value.array.shape[pick.axis])


def _is_odd(pairs: Sequence[tuple[_Pick, _Pick]]) -> bool:
    """Whether the second counts on from turn to turn, and the first is drawn."""
    drawn, counted = (np.array([pair[at].number for pair in pairs]) for at in (0, 1))
    on = np.diff(counted)
    counts = bool(((on == 1) | ((counted[1:] == 0) & (on < 0))).all())
    differences = (drawn - counted, np.diff(drawn))
    return counts and all(len(set(each.tolist())) > 3 for each in differences)


def _into_products(recorded: Recorded) -> set[int]:
    products = (each for each in recorded.operations if is_product(each.place.text))
    return {id(operand.value) for event in products for operand in event.operands}


def _belong(first: _Pick, second: _Pick, first_is_input: bool, known: KnownRows) -> bool:
    """Whether the rows of both tables are the same examples."""
    target = second if first_is_input else first
    meant = meaning(target.table.place.text) or meaning(target.event.name or "")
    if meant is not None and meant.kind == "Y":
        return True
    one, other = (known.of(each.table).axes[each.axis] for each in (first, second))
    return any(
        known.links.are_linked(a, b) and np.array_equal(a.places, b.places)
        for a in one
        for b in other
    )


def _is_used_otherwise(beside: Sequence[_Pick], first: _Pick, second: _Pick) -> bool:
    """Whether the table of the second gives the example of the first as well."""
    same = (each for each in beside if each.table.value is second.table.value)
    return any(each is not second and each.number == first.number for each in same)


def _few(pairs: Sequence[tuple[_Pick, _Pick]], at: int) -> str:
    return ", ".join(str(pair[at].number) for pair in pairs[:3])
