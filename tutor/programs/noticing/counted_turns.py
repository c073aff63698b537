"""Right answers that a loop counts one a turn, divided by another number than its turns."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.expressions import parsed
from tutor.programs.noticing.answers import is_equality
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.parts import NamedPart, named_part
from tutor.programs.noticing.source import only_value
from tutor.programs.noticing.tallies import Tally, aliases_of, begun_in, tallies_in
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of
from tutor.programs.written import loop_at

KIND = "size of another set"


@dataclass(frozen=True, slots=True)
class _Counting:
    """A loop that counts right answers, and the lines behind it up to the next count."""

    loop: int
    end: int
    gone_through: str
    """What the loop goes through, as it is written."""
    tally: Tally
    aliases: frozenset[str]
    lines: frozenset[int]


def divided_by_other_turns(recorded: Recorded) -> Iterator[Noticed]:
    """for x, t in test: … right += 1, and right / len(train) behind it."""
    countings = _countings(recorded.program.code)
    turns = turns_of(recorded) if countings and not recorded.is_cut_off(0) else {}
    for counting in countings:
        number = turns.get(counting.loop, 0)
        if not number or not _is_one_a_turn(counting, recorded):
            continue
        divided = [
            event
            for event in recorded.operations
            if event.line in counting.lines and _is_share(event, counting, recorded)
        ]
        sizes = [(e.operands[-1].place.text, float(e.operands[-1].value.array)) for e in divided]
        are_all_wrong = all(size != number for _, size in sizes)
        for size in sorted({each for each in sizes if each[1] != number}):
            same = [event for event, each in zip(divided, sizes, strict=True) if each == size]
            is_said_again = are_all_wrong and len({event.line for event in same}) > 1
            said = (
                f"{counting.tally.name} counts the right ones of {number} answers (line "
                f"{counting.loop}), and {size[0]} is {size[1]:g}: take the same data for both."
            )
            is_loop = is_said_again or _is_for_test(counting.gone_through, size[0], recorded)
            yield Noticed(_loop(counting, same[0], recorded) if is_loop else same[0], KIND, said)


def _loop(counting: _Counting, moment: Event, recorded: Recorded) -> Event:
    """Where a loop begins."""
    sites = (site for site in recorded.map.sites if site.kind == "loop")
    site = next((each for each in sites if each.line == counting.loop), None)
    return loop_at(site, moment, recorded) if site is not None else moment


def _is_for_test(gone_through: str, size: str, recorded: Recorded) -> bool:
    """Whether a loop goes through training data, and only the size of the test is looked at."""
    train, test = (_part(text) for text in (gone_through, size))
    if train is None or test is None or train.is_test or not test.is_test:
        return False
    reads = _reads(recorded.program.code)
    return sum(each.id in size for each in reads if named_part(each.id) == test) == 1


def _part(text: str) -> NamedPart | None:
    names = (each for each in re.findall(r"[A-Za-z_]\w*", text) if each not in ("len", "zip"))
    return next((part for name in names if (part := named_part(name)) is not None), None)


def _is_one_a_turn(counting: _Counting, recorded: Recorded) -> bool:
    """Whether a single answer is held against its label, as far as that was seen."""
    lines = range(counting.loop, counting.end + 1)
    held = (e for e in recorded.operations if e.line in lines and is_equality(e.place.text))
    return all(event.value.array.size == 1 for event in held)


def _is_share(event: Event, counting: _Counting, recorded: Recorded) -> bool:
    """Whether a count, or 100 times it, is divided by how many there are of something."""
    if not event.operands or event.operands[-1].value.array.size != 1:
        return False
    match parsed(event.place.text):
        case ast.BinOp(left=left, op=ast.Div() | ast.FloorDiv(), right=right):
            is_count = counting.tally.is_in(left, {*counting.aliases})
            return is_count and _is_size(right, event, recorded)
    return False


def _is_size(node: ast.expr, event: Event, recorded: Recorded) -> bool:
    """Whether it is how many there are: len(X), X.shape[0], X.size, or a name for that."""
    match node:
        case ast.Call(func=ast.Name(id="len" | "float"), args=[ast.expr()]):
            return True
        case ast.Attribute(attr="size"):
            return event.operands[-1].place.text == ast.unparse(node)
        case ast.Subscript(value=ast.Attribute(attr="shape"), slice=ast.Constant()):
            return True
        case ast.Name():
            name = next((e for e in _reads(recorded.program.code) if _is_at(e, node, event)), None)
            value = only_value(name, recorded.program.code) if name is not None else None
            return value is not None and _is_size(value, event, recorded)
    return False


@lru_cache(maxsize=16)
def _reads(code: str) -> Sequence[ast.Name]:
    nodes = (each for each in ast.walk(tree_of(code)) if isinstance(each, ast.Name))
    return [each for each in nodes if isinstance(each.ctx, ast.Load)]


def _is_at(read: ast.Name, node: ast.Name, event: Event) -> bool:
    return read.id == node.id and event.line <= read.lineno <= event.place.end_line


def turns_of(recorded: Recorded) -> Mapping[int, int]:
    """Return for each loop, by its line, how often it turned, where that was so each time."""
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
                begun = {name for each in block[:at] for name in begun_in(each)}
                for tally in sorted(tallies_in(loop), key=lambda each: each.name):
                    if tally.name in begun:
                        found.append(_counting(loop, tally, block[at + 1 :]))
    return found


def _counting(loop: ast.For, tally: Tally, behind: Sequence[ast.stmt]) -> _Counting:
    aliases = frozenset(aliases_of(tally, behind))
    lines, end = _lines(behind, tally.name), loop.end_lineno or loop.lineno
    return _Counting(loop.lineno, end, ast.unparse(loop.iter), tally, aliases, lines)


def _counts_each(loop: ast.For) -> bool:
    """Whether each turn goes to its end, and is a single one."""
    others = ast.Continue | ast.Break | ast.Return | ast.For | ast.While
    inner = (each for statement in loop.body for each in ast.walk(statement))
    return not any(isinstance(each, others) for each in inner)


def _lines(block: Sequence[ast.stmt], counter: str) -> frozenset[int]:
    """The lines behind a loop on which the counter is still what it was."""
    found = set[int]()
    for statement in block:
        stored = (each for each in ast.walk(statement) if isinstance(each, ast.Name))
        if any(each.id == counter and isinstance(each.ctx, ast.Store) for each in stored):
            break
        found |= {*range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)}
    return frozenset(found)
