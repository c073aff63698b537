"""Rates that fall from turn to turn, and that no step takes; and rates that are 0."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from tutor.programs.expressions import respelled
from tutor.programs.lineage import is_rate as is_rate_event
from tutor.programs.lineage import returned
from tutor.programs.noticing.corrections import given_by
from tutor.programs.noticing.growth import factors
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.rates import ComputedRate, counters_in, is_rate, rates_in
from tutor.programs.noticing.source import event_in, nodes_of
from tutor.programs.noticing.sums import operator
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of
from tutor.programs.written import written_at

_SHOWING = {"print", "append", "write", "info", "format", "set_postfix", "log"}
_STEPS = 5
"""Steps by a rate of 0 that are no beginning."""


def unused_rates(recorded: Recorded) -> Iterator[Noticed]:
    """lr = lr0 / (1 + decay * epoch), where the steps go on with lr0."""
    tree = tree_of(recorded.program.code)
    counters: set[str] | None = None
    for rate in rates_in(tree):
        word = rate.name.removeprefix("self.")
        if not (word.isidentifier() and is_rate(word)) or isinstance(rate.statement, ast.Return):
            continue
        around = [e for e in rate.above if isinstance(e, ast.FunctionDef | ast.Module)][-1]
        loops = [e for e in rate.above if isinstance(e, ast.For | ast.While)]
        if not loops or around not in rate.above[: rate.above.index(loops[0])]:
            continue
        counters = counters_in(tree) if counters is None else counters
        if not _falls(rate, counters):
            continue
        if rate.name != word:
            around = tree  # an attribute may be looked up anywhere
        looks = [e for e in _looks(around, word) if e not in {*ast.walk(rate.statement)}]
        shown = {id(e) for call in ast.walk(around) if _shows(call) for e in ast.walk(call)}
        event = event_in(rate.statement, recorded)
        if event is None or any(id(each) not in shown for each in looks):
            continue
        first = (
            _taken_instead(around if rate.name != word else loops[0], rate)
            if looks or rate.name != word
            else None
        )
        if first is not None:
            said = (
                f"{ast.unparse(first)} never changes; what falls is {rate.name}, in line "
                f"{rate.statement.lineno}, and nothing takes it."
            )
            yield Noticed(written_at(first, event, recorded), "unused rate", said)
        else:
            said = f"{rate.name} falls from turn to turn, and no step takes it."
            yield Noticed(written_at(rate.statement, event, recorded), "unused rate", said)


def _falls(rate: ComputedRate, counters: set[str]) -> bool:
    """Whether it is made of a rate, and of what counts the turns or of itself."""
    parts = [each for each in ast.walk(rate.value) if isinstance(each, ast.expr)]
    texts = {ast.unparse(each) for each in parts}
    times, divided = factors(rate.value)
    is_own = rate.name in {ast.unparse(each) for each in times} and len(times) + len(divided) > 1
    is_made = any(is_rate(text) for text in texts - {rate.name})
    return is_own or (is_made and bool(texts & counters))


def _looks(around: ast.AST, name: str) -> Iterator[ast.AST]:
    """Where a name is looked up, but for functions that have one of their own."""
    for each in ast.iter_child_nodes(around):
        if isinstance(each, ast.FunctionDef | ast.Lambda) and _has_own(each, name):
            continue
        match each:
            case ast.Name(id=word, ctx=ast.Load()) | ast.Attribute(attr=word, ctx=ast.Load()):
                if word == name:
                    yield each
        yield from _looks(each, name)


def _has_own(function: ast.FunctionDef | ast.Lambda, name: str) -> bool:
    given = function.args
    return any(e.arg == name for e in (*given.posonlyargs, *given.args, *given.kwonlyargs))


def _shows(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _SHOWING
    return isinstance(node, ast.JoinedStr)


def _taken_instead(loop: ast.AST, rate: ComputedRate) -> ast.expr | None:
    """Where the rate that it was made of is taken in the loop: handed over, or multiplied by."""
    own = {id(each) for each in ast.walk(rate.statement)}
    parts = (e for e in ast.walk(rate.value) if isinstance(e, ast.Name | ast.Attribute))
    made_of = {ast.unparse(each) for each in parts}
    for node in ast.walk(loop):
        if isinstance(node, ast.Name | ast.Attribute) and id(node) not in own:
            name = ast.unparse(node)
            if name in made_of and is_rate(name) and isinstance(node.ctx, ast.Load):
                return node
    return None


def zero_rates(recorded: Recorded) -> Iterator[Noticed]:
    """A rate of 0: an integer divided without its rest, say."""
    told: dict[str, list[tuple[Event, Event]]] = {}
    for event in recorded.operations:
        if operator(event) == "Mult" and event.value.is_array:
            for each in event.operands:
                if not each.value.array.ndim and _is_rate(each):
                    told.setdefault(respelled(each.place.text), []).append((event, each))
    if any(each.value.array for steps in told.values() for _, each in steps):
        return  # some parameters may be meant to stay
    for steps in told.values():
        if len(steps) < _STEPS:
            continue
        first, taken = steps[0]
        is_long = recorded.is_whole or _has_turned(recorded, steps)
        if is_long and any(moved_along(recorded).by(event) for event, _ in steps[:8]):
            said = f"{taken.place.text} is 0: with it nothing is learned."
            yield Noticed(_given_at(taken, first, recorded), "rate of 0", said)


def _is_rate(event: Event) -> bool:
    """Whether it is a rate, also with its sign turned."""
    return is_rate_event(event) or any(
        is_rate_event(each) for each in event.operands if event.place.text[:1] == "-"
    )


def _has_turned(recorded: Recorded, steps: Sequence[tuple[Event, Event]]) -> bool:
    """Whether they are of more than one turn of the outermost loop."""
    turns = set()
    for event, _ in (steps[0], steps[-1]):
        told = (recorded.nodes[n].turn for n in recorded.path(event.node))
        turns.add(next((turn for turn in told if turn is not None), None))
    return len(turns) > 1


def _given_at(rate: Event, moment: Event, recorded: Recorded) -> Event:
    """Where the rate got its value, as far as the text tells."""
    if rate.place.text[:1] == "-" and rate.operands:
        rate = rate.operands[0]
    made = given_by(recorded, rate)
    if made.is_operation and made is not rate:
        return returned(recorded, made) or made
    word = rate.place.text.lstrip("-").rpartition(".")[2]
    for node in nodes_of(recorded.program.code):
        match node:
            case ast.Assign(targets=[target], value=ast.expr() as value):
                if ast.unparse(target).rpartition(".")[2] == word and not _hands_on(value, word):
                    return written_at(node, moment, recorded)
            case ast.arguments(args=args, defaults=[_, *_] as defaults):
                for arg, value in zip(args[-len(defaults) :], defaults, strict=True):
                    if arg.arg == word and isinstance(value, ast.Constant | ast.BinOp):
                        return written_at(value, moment, recorded)
    return rate


def _hands_on(value: ast.expr, word: str) -> bool:
    return ast.unparse(value).rpartition(".")[2] == word
