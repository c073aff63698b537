"""Lines that were copied for another parameter, and kept a name of the first."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from tutor.programs.expressions import respelled
from tutor.programs.noticing.alike_lines import (
    AlikeLine,
    LookedUp,
    alike_line,
    alike_lines,
)
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.rates import is_rate
from tutor.programs.noticing.source import (
    assigned,
    blocks_of,
    event_in,
    nodes_of,
    paths_in,
)
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

KIND = "copied line"


def copied_lines(recorded: Recorded) -> Iterator[Noticed]:
    """One line of several that are alike holds what belongs to another of them."""
    groups = alike_lines(recorded.program.code)
    if not groups:
        return
    yield from _old_of_another(recorded, groups)
    yield from _never_used(recorded, groups)
    yield from _first_rates(recorded, groups)
    yield from _turned(recorded)


def _old_of_another(recorded: Recorded, groups: Sequence[Sequence[AlikeLine]]) -> Iterator[Noticed]:
    """v_b = mu * v_W + rate * db, beside v_W = mu * v_W + rate * dW."""
    begun = _begun_with_zeros(recorded.program.code)
    for group in groups:
        for at in range(len(group[0].names)):
            own = [each for each in group if each.names[at] == each.target]
            others = [each for each in group if each.target not in each.names]
            targets = {each.target for each in group}
            if not own or len(others) != 1 or len(own) != len(group) - 1:
                continue
            line, old = others[0], others[0].names[at]
            is_others = old.removesuffix(".T") in targets or len(own) > 1
            if not is_others or not {line.target, own[0].target} <= begun:
                continue
            event = _array_in(line, recorded)
            if event is not None:
                said = (
                    f"{old} stands where {own[0].target} keeps a part of itself: {line.target} "
                    f"is to keep a part of {line.target}."
                )
                yield Noticed(event, KIND, said)


def _never_used(recorded: Recorded, groups: Sequence[Sequence[AlikeLine]]) -> Iterator[Noticed]:
    """b_h -= v_bo, beside b_o -= v_bo, where nothing takes v_bh."""
    code = recorded.program.code
    looked_up, begun = LookedUp(code), _begun_with_zeros(code)
    for group in groups:
        for line in group:
            if not looked_up.is_unused(line.target, line.statement):
                continue
            told = (_taken_for(line, each, groups) for each in group if each is not line)
            if found := next(filter(None, told), None):
                taker, taken = found
                event = _array_in(taker, recorded)
                if event is not None:
                    said = (
                        f"{taken} stands here twice, and nothing takes {line.target}: is it meant?"
                    )
                    yield Noticed(event, KIND, said)
            elif (
                line.target in begun
                and _is_left(line, group, looked_up)
                and _gives_array(line, recorded)  # a count, or a loss, may only be shown
                and (event := _array_in(line, recorded))
            ):
                said = f"{line.target} is computed again and again, and nothing takes it."
                yield Noticed(event, "never taken", said)


def _taken_for(
    unused: AlikeLine, used: AlikeLine, groups: Sequence[Sequence[AlikeLine]]
) -> tuple[AlikeLine, str] | None:
    """The line of another group that takes what is used where the unused is meant."""
    for group in groups:
        for at in range(len(group[0].names)):
            takers = [e for e in group if e.names[at] == used.target and e.target != used.target]
            if len(takers) != 2 or any(unused.target in each.names for each in group):
                continue
            nearer = [e for e in takers if _alike(e, unused) > _alike(e, used)]
            if len(nearer) == 1:
                return nearer[0], used.target
    return None


def _alike(taker: AlikeLine, made: AlikeLine) -> float:
    """How alike the names are of what takes and of what is taken."""
    return SequenceMatcher(None, _word(taker.target), _word(made.target)).ratio()


def _word(name: str) -> str:
    return name.rpartition(".")[2]


def _is_left(line: AlikeLine, group: Sequence[AlikeLine], looked_up: LookedUp) -> bool:
    """Whether it keeps a part of itself, as the others do, which are all taken."""
    adds = isinstance(line.statement, ast.AugAssign) and line.form.startswith("Add")
    keeps = "*" in line.form and (adds or line.target in line.names)
    others = [each for each in group if each is not line]
    return keeps and all(not looked_up.is_unused(each.target, each.statement) for each in others)


def _first_rates(recorded: Recorded, groups: Sequence[Sequence[AlikeLine]]) -> Iterator[Noticed]:
    """v_W = mu * v_W - rate0 * dW, beside v_b = mu * v_b - rate * db, with rate made of rate0."""
    made: Mapping[str, set[str]] = _rates_made(recorded.program.code)
    for group in groups:
        for at in range(len(group[0].names)):
            rates = {each.names[at] for each in group}
            if len(rates) != 2:
                continue
            for first, rate in (sorted(rates), sorted(rates, reverse=True)):
                odd = [each for each in group if each.names[at] == first]
                if first in made.get(rate, ()) and len(odd) < len(group):
                    event = _array_in(odd[0], recorded)
                    if event is not None:
                        said = (
                            f"{first} is the rate that {rate} was made of: the other lines go "
                            f"by {rate}."
                        )
                        yield Noticed(event, "another rate", said)


def _turned(recorded: Recorded) -> Iterator[Noticed]:
    """W1 += rate * dW1 / ..., beside at least three others as b1 += -rate * db1 / ...."""
    for block in blocks_of(recorded.program.code):
        groups: dict[str, list[tuple[bool, AlikeLine]]] = {}
        for statement in block:
            line = alike_line(statement) if isinstance(statement, ast.AugAssign) else None
            if line is not None and any(map(is_rate, line.names)):
                kind, _, form = line.form.partition(" ")
                is_down = (kind == "Sub") is not form.startswith("-")
                if kind in ("Add", "Sub"):
                    groups.setdefault(form.lstrip("-"), []).append((is_down, line))
        for told in groups.values():
            downhill = sum(is_down for is_down, _ in told)
            if len(told) > 3 and downhill in (1, len(told) - 1):
                _, odd = next(each for each in told if each[0] is (downhill == 1))
                event = _array_in(odd, recorded)
                if event is not None:
                    said = f"{odd.target} goes the other way than the others in these lines."
                    yield Noticed(event, "turned step", said)


def _rates_made(code: str) -> Mapping[str, set[str]]:
    """For each rate that is made of others, as it falls from turn to turn, those."""
    found: dict[str, set[str]] = {}
    for node in nodes_of(code):
        told = assigned(node) if isinstance(node, ast.Assign) else None
        if told is not None and is_rate(ast.unparse(told[0])):
            names = {ast.unparse(each) for each in paths_in(told[1])}
            rates = {each for each in names if is_rate(each)}
            if len(names) > 1:
                found.setdefault(ast.unparse(told[0]), set()).update(rates)
    return found


def _begun_with_zeros(code: str) -> set[str]:
    """The names that are given zeros anywhere."""
    found = set()
    for node in nodes_of(code):
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                pairs = [*zip(targets, values, strict=False)]
            case ast.Assign(targets=targets, value=value):
                pairs = [(target, value) for target in targets]
            case _:
                continue
        found |= {ast.unparse(target) for target, value in pairs if _is_zeros(value)}
    return found


def _is_zeros(value: ast.expr) -> bool:
    is_zero = isinstance(value, ast.Constant) and value.value == 0
    return is_zero or "zeros" in ast.unparse(value)


def _gives_array(line: AlikeLine, recorded: Recorded) -> bool:
    """Whether what it gives a value to is an array."""
    named = (e for e in recorded.operations if respelled(e.name or "") == line.target)
    return any(each.value.array.ndim for each in named)


def _array_in(line: AlikeLine, recorded: Recorded) -> Event | None:
    """The line as it gives an array."""
    event = event_in(line.statement, recorded)
    lines = range(line.statement.lineno, (line.statement.end_lineno or 0) + 1)
    is_wide = any(e.line in lines and e.value.is_array for e in recorded.operations)
    return written_at(line.statement, event, recorded) if event and is_wide else None
