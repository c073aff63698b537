"""Which `return` ended a call of the program's own function, where no operation made its value."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tutor.programs.expressions import parsed
from tutor.programs.lineage import call_made, equal_values
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of
from tutor.programs.why.assigned import given
from tutor.programs.why.choosing import Choice, Tested, number_written, standing_for, tested
from tutor.programs.why.evaluation import Unknown
from tutor.programs.why.worked_out import Cell, Reason, WorkedOut, within_call, worked_out

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, eq=False)
class _Ending:
    """The statement that ended a call, and the tests on the way to it."""

    statement: ast.Return
    tests: Sequence[Tested]


def ended(recorded: Recorded, event: Event, cell: Cell) -> Reason:
    """Return in words what ended the call that an event is; raise Unknown.

    Of a call that gave what an operation made it says nothing.
    """
    match parsed(event.place.text):
        case ast.Subscript(value=ast.Call() as call, slice=ast.Constant(value=int(number))):
            return _part(recorded, event, ast.unparse(call), number, cell)
    node = call_made(recorded, event)
    if node is None:
        return _by_lambda(recorded, event, cell)
    there, end = within_call(recorded, node), _ending(recorded, node)
    value, line = end.statement.value, end.statement.lineno
    if isinstance(value, ast.Name):
        reason = _named(there, node, value, event, cell)
    elif isinstance(value, Choice) or (value and number_written(value) is not None):
        reason = given(there, value, event, "it", cell)
    else:  # an operation leads on by itself
        raise Unknown
    text, written = event.place.text, ast.unparse(value)
    tests = [test.words for test in end.tests]
    ways = [f"{' and '.join(tests)}, so line {line} returns {written}"] if tests else []
    said = [f"{text}   returns {written} (line {line})"] if isinstance(value, Choice) else []
    said += ways or ([] if said else [f"{text}   returns {written} (line {line})"])
    inner = reason.words[1:] if isinstance(value, Choice) else ()
    events = [each for test in end.tests for each in test.events]
    cells = [*reason.cells, *((each, (0,) * each.value.array.ndim) for each in events)]
    return Reason([*said, *inner], cells)


def _part(recorded: Recorded, event: Event, call: str, number: int, cell: Cell) -> Reason:
    """What a call gave as one of several values at once; raise Unknown."""
    place = replace(event.place, text=call)
    whole = Event(event.number, place, event.node, event.value, event.operands)
    node = call_made(recorded, whole)
    end = _ending(recorded, node) if node is not None else None
    if node is None or end is None or not isinstance(end.statement.value, ast.Tuple):
        raise Unknown
    there, value = within_call(recorded, node), end.statement.value.elts[number]
    said = f"{call}   returns {ast.unparse(value)} there (line {end.statement.lineno})"
    told = (e for e in reversed(recorded.operations) if e.number < event.number)
    named = (e for e in told if e.name == ast.unparse(value) and recorded.frame(e.node) == node)
    found = next(named, there.event_at(value))
    if found is None:
        reason = standing_for(there, value, "it", event.value, cell)
        return Reason([said, *reason.words], reason.cells)
    if not equal_values(found, event):
        raise Unknown
    return Reason([said], [(found, cell)])


def _by_lambda(recorded: Recorded, event: Event, cell: Cell) -> Reason:
    """What a function in one expression chose, or made of a number; raise Unknown."""
    call = parsed(event.place.text)
    name = call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""
    function = _lambdas(recorded.program.code).get(name)
    if function is None or event.place.kind != "operation":
        raise Unknown
    if event.value.is_array and not isinstance(function.body, Choice):
        raise Unknown  # an array leads on to what it was made by, itself
    there, body = worked_out(recorded, event, function.body), function.body
    begun = max((operand.number for operand in event.operands), default=0)
    if not there.events or there.events[-1].number < begun:
        raise Unknown
    said = f"{event.place.text}   returns {ast.unparse(body)} (line {body.lineno})"
    reason = standing_for(there, body, "it", event.value, cell)
    return Reason([said, *reason.words], reason.cells)


def ends_by_itself(recorded: Recorded, event: Event) -> bool:
    """Whether a call gave what no operation of the function made."""
    try:
        ended(recorded, event, (0,) * event.value.array.ndim)
    except (Unknown, IndexError):
        return False
    return True


def _ending(recorded: Recorded, node: int) -> _Ending:
    site = recorded.nodes[node].site
    function = _functions(recorded.program.code).get(site.line) if site else None
    if function is None:
        raise Unknown
    found = _ended_in(within_call(recorded, node), function.body)
    if found is None:
        raise Unknown
    return found


def _named(there: WorkedOut, node: int, name: ast.Name, event: Event, cell: Cell) -> Reason:
    """What a call returns under a name that no operation was given; raise Unknown."""
    recorded = there.recorded
    told = (e for e in reversed(recorded.operations) if e.number < event.number)
    named = (e for e in told if e.name == name.id and recorded.frame(e.node) == node)
    found = next(named, there.event_at(name))
    if found is None or not equal_values(found, event):
        raise Unknown
    if recorded.computed(found) is not found or found.place.kind in ("operation", "change"):
        raise Unknown
    return Reason([], [(found, cell)])


def _ended_in(there: WorkedOut, body: Sequence[ast.stmt]) -> _Ending | None:
    """The return that these statements came to, None if they came to none; raise Unknown."""
    tests: list[Tested] = []
    for statement in body:
        if isinstance(statement, ast.Return):
            return _Ending(statement, tests)
        if not any(isinstance(each, ast.Return | ast.Raise) for each in ast.walk(statement)):
            continue
        if not isinstance(statement, ast.If):
            raise Unknown
        test = tested(there, statement.test)
        tests.append(test)
        found = _ended_in(there, statement.body if test.is_true else statement.orelse)
        if found is not None:
            return _Ending(found.statement, [*tests, *found.tests])
    return None


@lru_cache(maxsize=4)
def _lambdas(code: str) -> Mapping[str, ast.Lambda]:
    """The functions in one expression by the names that they are given, which no other is."""
    named = [e for e in ast.walk(tree_of(code)) if isinstance(e, ast.Name)]
    stored = Counter(each.id for each in named if isinstance(each.ctx, ast.Store))
    return {
        each.targets[0].id: each.value
        for each in ast.walk(tree_of(code))
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Lambda)
        if isinstance(each.targets[0], ast.Name) and stored[each.targets[0].id] == 1
    }


@lru_cache(maxsize=4)
def _functions(code: str) -> Mapping[int, _Function]:
    """The functions of a program by the lines that they begin on."""
    nodes = ast.walk(tree_of(code))
    return {each.lineno: each for each in nodes if isinstance(each, _Function)}
