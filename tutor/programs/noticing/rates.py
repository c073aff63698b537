"""Learning rates that are to become smaller from step to step, and grow."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.programs.expressions import respelled
from tutor.programs.noticing.growth import Growth, factors
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of
from tutor.programs.written import written_at

_RATE = re.compile(r"(?:^|_)(?:lr|rate|eta|alpha|stepsize|step_size|learning_rate)(?:_|\d|$)")
_LETTER = re.compile(r"(?:alpha|eta)\d*$")
_NO_RATE = re.compile(r"drop|keep|error|noise|hit|miss|sampl")
_SCHEDULE = re.compile(r"decay|schedule|anneal")
_COUNTS = re.compile(r"^(?:t|i|k|n|it|iter|iteration|step|epoch|ep|e)(?:_?num|_?no)?$")
_MOVED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_BOUNDS = {"min", "max", "minimum", "maximum", "clip", "where"}


@dataclass(frozen=True, slots=True, eq=False)
class ComputedRate:
    """Where a rate is computed."""

    statement: ast.stmt
    name: str
    value: ast.expr
    """What it becomes, or what it is multiplied by."""
    above: Sequence[ast.AST]
    """What it stands in, the outermost first."""


def growing_rates(recorded: Recorded) -> Iterator[Noticed]:
    """A rate that is multiplied by what grows with each step, or divided by what falls."""
    if not re.search(r"lr|rate|eta|alpha|step_?size|decay|schedule", recorded.program.code):
        return
    tree = tree_of(recorded.program.code)
    taken = _multiplied(recorded)
    growth, rates = Growth(recorded, counters_in(tree)), [*rates_in(tree)]
    sure = [each for each in rates if not _LETTER.search(each.name.lower())]
    bounded = {each.name for each in rates if _is_bounded(each.value)}
    for each in sure or rates:  # beside an lr, alpha is something else
        counters = {*growth.counters, *counting_parameters(each)}
        said = growth.said(each.name, each.value, counters)
        is_split = any(_compares(above, counters, each.name) for above in each.above)
        if said and not is_split and each.name not in bounded and _is_taken(each, taken):
            event = _event_at(each.statement, recorded) or _coming_to(each, recorded)
            if event is not None:
                yield Noticed(written_at(each.statement, event, recorded), "growing rate", said)


def rates_in(tree: ast.AST) -> Iterator[ComputedRate]:
    """Yield all places where a rate is given a name, changed, or returned."""
    waiting: list[tuple[ast.AST, tuple[ast.AST, ...]]] = [(tree, ())]
    while waiting:
        node, above = waiting.pop()
        waiting += [(each, (*above, node)) for each in ast.iter_child_nodes(node)]
        match node:
            case ast.Assign(targets=[target], value=value):
                is_made_of_one = isinstance(target, ast.Name) and _is_part_of_rate(value)
                if is_rate(ast.unparse(target)) or is_made_of_one:
                    yield ComputedRate(node, ast.unparse(target), value, above)
            case ast.AugAssign(target=target, op=ast.Mult(), value=value):
                if is_rate(ast.unparse(target)):
                    whole = ast.BinOp(target, ast.Mult(), value)
                    yield ComputedRate(node, ast.unparse(target), whole, above)
            case ast.AugAssign(target=target, op=ast.Div(), value=value):
                if is_rate(ast.unparse(target)):
                    whole = ast.BinOp(target, ast.Div(), value)
                    yield ComputedRate(node, ast.unparse(target), whole, above)
            case ast.Return(value=ast.expr() as value):
                around = [e for e in above if isinstance(e, ast.FunctionDef)]
                name = around[-1].name if around else ""
                if is_rate(name) or _SCHEDULE.search(name):
                    yield ComputedRate(node, name, value, above)


def is_rate(path: str) -> bool:
    """Return whether a name is that of a learning rate."""
    word = re.sub(r"\[[^\[\]]*\]$", "", path).rpartition(".")[2]
    word = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", word).lower()
    return bool(_RATE.search(word)) and not _NO_RATE.search(word)


def _is_part_of_rate(value: ast.expr) -> bool:
    """Whether a first rate is multiplied or divided: step = eta0 / (1 + decay * t)."""
    times, divided = factors(value)
    paths = (each for each in times if isinstance(each, ast.Name | ast.Attribute))
    return len(times) + len(divided) > 1 and any(is_rate(ast.unparse(each)) for each in paths)


def counters_in(tree: ast.AST) -> set[str]:
    """Return what grows from turn to turn: what a loop counts with, and what 1 is added to."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.For(target=ast.Name(id=name), iter=ast.Call(func=func, args=args)):
                called = ast.unparse(func).rpartition(".")[2]
                if (called in ("range", "trange") and len(args) < 3) or called == "count":
                    found.add(name)
            case ast.For(
                target=ast.Tuple(elts=[ast.Name(id=name), *_]),
                iter=ast.Call(func=ast.Name(id="enumerate")),
            ):
                found.add(name)
            case ast.AugAssign(target=target, op=ast.Add(), value=ast.Constant(value=int(by))):
                if by > 0:
                    found.add(ast.unparse(target))
                if by > 0 and isinstance(target, ast.Attribute):
                    found.add(f".{target.attr}")  # self.steps there may be optimizer.steps here
    return found


def _handed_on(rate: ComputedRate) -> Iterator[str]:
    """What the rate is called in functions of the program that are given it."""
    for call in (e for e in ast.walk(rate.above[0]) if isinstance(e, ast.Call)):
        given = [ast.unparse(each) for each in call.args]
        if rate.name not in given:
            continue
        name = ast.unparse(call.func).rpartition(".")[2]
        for each in ast.walk(rate.above[0]):
            if isinstance(each, ast.FunctionDef) and each.name == name:
                names = [a.arg for a in each.args.args]
                at = given.index(rate.name) + (names[:1] == ["self"])
                yield from names[at : at + 1]


def counting_parameters(rate: ComputedRate) -> Iterator[str]:
    """Yield what a function is given that counts, by its name."""
    for each in rate.above:
        if isinstance(each, ast.FunctionDef):
            yield from (a.arg for a in each.args.args if _COUNTS.match(a.arg))


def _is_bounded(value: ast.expr) -> bool:
    calls = (each for each in ast.walk(value) if isinstance(each, ast.Call))
    return any(ast.unparse(each.func).rpartition(".")[2] in _BOUNDS for each in calls)


def _compares(node: ast.AST, counters: set[str], rate: str) -> bool:
    """Whether a rate goes different ways: by how far the steps are, or whether the loss falls."""
    tests: list[ast.AST] = []
    if isinstance(node, ast.If | ast.IfExp):
        tests = [node.test]
    elif isinstance(node, ast.FunctionDef):
        ways = (each for each in ast.walk(node) if isinstance(each, ast.If | ast.IfExp))
        tests = [each.test for each in ways if _gives(each, rate)]
    compared = (e for test in tests for e in ast.walk(test) if isinstance(e, ast.Compare))
    return any(
        any(isinstance(op, _MOVED) for op in each.ops)
        and (isinstance(node, ast.If) or _is_of(each, counters))
        for each in compared
    )


def _is_of(node: ast.expr, names: set[str]) -> bool:
    return any(ast.unparse(e) in names for e in ast.walk(node) if isinstance(e, ast.expr))


def _gives(node: ast.AST, rate: str) -> bool:
    """Whether something is returned there, or is chosen, or becomes the rate."""
    for each in ast.walk(node):
        match each:
            case ast.IfExp() | ast.Return(value=ast.expr()) | ast.Continue():
                return True
            case ast.Assign(targets=[target]) | ast.AugAssign(target=target):
                if ast.unparse(target) == rate:
                    return True
    return False


def _event_at(statement: ast.stmt, recorded: Recorded) -> Event | None:
    lines = range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
    return next((e for e in recorded.operations if e.line in lines), None)


def _coming_to(rate: ComputedRate, recorded: Recorded) -> Event | None:
    """The last operation of a window that ends in the turns of the loop that a rate stands in."""
    around = [each for each in rate.above if isinstance(each, ast.For | ast.While | ast.If)]
    if not recorded.goes_on or not around or isinstance(around[-1], ast.If):
        return None
    sites = (node.site for node in recorded.nodes if node.turn is not None)
    is_begun = any(site is not None and site.line == around[-1].lineno for site in sites)
    return recorded.operations[-1] if is_begun and recorded.operations else None


def _multiplied(recorded: Recorded) -> set[str]:
    """The numbers that operations on arrays take, by their names."""
    told = (e for e in recorded.operations if e.value.array.ndim)
    taken = (each for e in told for each in e.operands if not each.value.array.ndim)
    return {respelled(text) for text in {each.place.text for each in taken}}


def _is_taken(rate: ComputedRate, taken: set[str]) -> bool:
    """Whether an operation on arrays takes it; what is returned has another name there."""
    around = rate.above[-1]
    beside = around.body if isinstance(around, ast.FunctionDef) else []
    returned = [e.value for e in (rate.statement, *beside) if isinstance(e, ast.Return)]
    if any(e is rate.value or (e and ast.unparse(e) == rate.name) for e in returned):
        return True
    names = {rate.name, *_handed_on(rate)}
    own = f".{rate.name.rpartition('.')[2]}" if "." in rate.name else None
    return any(name in names or (own and name.endswith(own)) for name in taken)
