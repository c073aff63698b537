"""Right answers that a loop counts one a turn, divided by another number than its turns."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.expressions import parsed
from tutor.programs.noticing.foreign_sizes import counted_one_by_one
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.recording import MOST_NODES
from tutor.programs.syntax import tree_of

KIND = "size of another set"


@dataclass(frozen=True, slots=True)
class _Counting:
    """A loop that counts right answers, and the lines behind it up to the next count."""

    loop: int
    counter: str
    lines: frozenset[int]


def divided_by_other_turns(recorded: Recorded) -> Iterator[Noticed]:
    """for x, t in test: … right += 1, and right / len(train) behind it."""
    countings = _countings(recorded.program.code)
    turns = _turns(recorded) if countings and len(recorded.nodes) < MOST_NODES else {}
    for counting in countings:
        number = turns.get(counting.loop, 0)
        divided = [
            event
            for event in (recorded.operations if number else ())
            if event.line in counting.lines and _is_share(event, counting.counter)
        ]
        sizes = [(e.operands[1].place.text, float(e.operands[1].value.array)) for e in divided]
        are_all_wrong = all(size != number for _, size in sizes)
        for size in sorted({each for each in sizes if each[1] != number}):
            same = [event for event, each in zip(divided, sizes, strict=True) if each == size]
            is_said_again = are_all_wrong and len({event.line for event in same}) > 1
            loop = (each for each in recorded.events if each.line == counting.loop)
            said = (
                f"{counting.counter} counts the right ones of {number} answers (line "
                f"{counting.loop}), and {size[0]} is {size[1]:g}: take the same data for both."
            )
            yield Noticed(next(loop, same[0]) if is_said_again else same[0], KIND, said)


def _is_share(event: Event, counter: str) -> bool:
    """Whether a counter, or 100 times it, is divided by how many there are of something."""
    if len(event.operands) != 2 or event.operands[1].value.array.size != 1:
        return False
    match parsed(event.place.text):
        case ast.BinOp(left=left, op=ast.Div() | ast.FloorDiv(), right=right):
            names = {each.id for each in ast.walk(left) if isinstance(each, ast.Name)}
            is_size = isinstance(right, ast.Call) and ast.unparse(right.func) == "len"
            return counter in names and is_size
    return False


def _turns(recorded: Recorded) -> Mapping[int, int]:
    """For each loop, by its line, how often it turned, where that was so each time."""
    turned: Counter[int] = Counter(node.parent for node in recorded.nodes if node.turn is not None)
    found: dict[int, set[int]] = {}
    for number, node in enumerate(recorded.nodes):
        if node.site is not None and node.site.kind == "loop" and node.turn is None:
            found.setdefault(node.site.line, set()).add(turned[number])
    return {line: next(iter(each)) for line, each in found.items() if len(each) == 1}


@lru_cache(maxsize=16)
def _countings(code: str) -> Sequence[_Counting]:
    tree = tree_of(code)
    found: list[_Counting] = []
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        block: list[ast.stmt] = body if isinstance(body, list) else []
        for at, loop in enumerate(block):
            if isinstance(loop, ast.For) and _counts_each(loop):
                counters = {name for each in ast.walk(loop) for name in counted_one_by_one(each)}
                for name in counters & {n for each in block[:at] for n in _zeroed(each)}:
                    found.append(_Counting(loop.lineno, name, _lines(block[at + 1 :], name)))
    return found


def _counts_each(loop: ast.For) -> bool:
    """Whether each turn goes to its end, and is a single one."""
    others = ast.Continue | ast.Break | ast.Return | ast.For | ast.While
    inner = (each for statement in loop.body for each in ast.walk(statement))
    return not any(isinstance(each, others) for each in inner)


def _zeroed(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Assign(targets=targets, value=value):
            zeros = {each.value for each in ast.walk(value) if isinstance(each, ast.Constant)}
            if zeros <= {0}:
                names = (each for target in targets for each in ast.walk(target))
                yield from (each.id for each in names if isinstance(each, ast.Name))


def _lines(block: Sequence[ast.stmt], counter: str) -> frozenset[int]:
    """The lines behind a loop on which the counter is still what it was."""
    found = set[int]()
    for statement in block:
        stored = (each for each in ast.walk(statement) if isinstance(each, ast.Name))
        if any(each.id == counter and isinstance(each.ctx, ast.Store) for each in stored):
            break
        found |= {*range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)}
    return frozenset(found)
