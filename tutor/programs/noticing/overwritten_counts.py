"""A count that is set to 1 where those beside it go up by 1."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import blocks_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

_FLAG = re.compile(r"found|seen|has|is_|any|done|flag|ok|mask|hot|target", re.IGNORECASE)
"""What is rather 1 or 0 than a count."""


def overwritten_counts(recorded: Recorded) -> Iterator[Noticed]:
    """hits, asked = 0, 0, and in a loop asked += 1, but hits = 1."""
    wrong = _wrong(recorded.program.code)
    ran: dict[int, Event] = {}
    for event in recorded.events if wrong else ():
        ran.setdefault(event.line, event)
    for statement, name, beside in wrong:
        near = next((ran[n] for n in _lines(statement) if n in ran), None)
        if near is not None:
            said = (
                f"This sets {name} to 1 each time, where {beside} goes up by 1: write {name} += 1."
            )
            yield Noticed(written_at(statement, near, recorded), "sum overwritten", said)


def _lines(statement: ast.stmt) -> Iterator[int]:
    """The line of a statement that tells no value itself, and those before it."""
    yield from range(statement.lineno, max(0, statement.lineno - 8), -1)


@lru_cache(maxsize=16)
def _wrong(code: str) -> Sequence[tuple[ast.Assign, str, str]]:
    found = []
    for block in blocks_of(code):
        for at, loop in enumerate(block):
            if isinstance(loop, ast.For | ast.While):
                begun = [{*_begun(each)} for each in block[:at]]
                found += [each for each in _set_in(loop, begun) if _is_used(each, block[at:])]
    return found


def _begun(statement: ast.stmt) -> Iterator[tuple[str, str]]:
    """What begins, and with which text: tp = fp = 0, and hits = {k: 0 for k in kinds}."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            pass
        case _:
            return
    for target in targets:
        match target, value:
            case ast.Tuple(elts=names), ast.Tuple(elts=values):
                both = [*zip(names, values, strict=False)]
            case _:
                both = [(target, value)]
        for name, given in both:
            begun = given.value if isinstance(given, ast.DictComp) else given
            zeros = [each.value for each in ast.walk(begun) if isinstance(each, ast.Constant)]
            if isinstance(name, ast.Name) and zeros and {*zeros} == {0}:
                yield name.id, ast.unparse(given)


def _set_in(
    loop: ast.For | ast.While, begun: Sequence[set[tuple[str, str]]]
) -> Iterator[tuple[ast.Assign, str, str]]:
    together = {name: number for number, each in enumerate(begun) for name, _ in each}
    with_text = dict(pair for each in begun for pair in sorted(each))
    added = {ast.unparse(e.target): e for e in ast.walk(loop) if isinstance(e, ast.AugAssign)}
    ups = {
        _owner(e.target): name
        for name, e in added.items()
        if isinstance(e.op, ast.Add) and isinstance(e.value, ast.Constant) and e.value.value == 1
    }
    for node in (each for test in ast.walk(loop) for each in _branches(test)):
        match node:
            case ast.Assign(targets=[target], value=ast.Constant(value=1)):
                owner, name = _owner(target), ast.unparse(target)
            case _:
                continue
        alike = [
            ups[other]
            for other in ups
            if with_text.get(other, "") == with_text.get(owner)
            and ("[" in name or together[other] == together[owner])
        ]
        is_alone = sum(_owner(each) == owner for each in _stored(loop)) == 1
        if alike and is_alone and owner not in ups and not _FLAG.search(owner):
            yield node, name, alike[0]


def _branches(node: ast.AST) -> list[ast.stmt]:
    """What is done where a test holds, or does not."""
    return [*node.body, *node.orelse] if isinstance(node, ast.If) else []


def _owner(target: ast.expr) -> str:
    """The name of a count, or of what holds the counts of several."""
    match target:
        case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)):
            return name
    return ""


def _stored(loop: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(loop):
        match node:
            case ast.Assign(targets=targets):
                yield from targets
            case ast.AugAssign(target=target):
                yield target


def _is_used(found: tuple[ast.Assign, str, str], block: Sequence[ast.stmt]) -> bool:
    """Whether both counts are looked at by one statement behind the loop, and not within it."""
    _, name, beside = found
    loop, *behind = block
    inside = _reads(loop).count(_name(name)) - ("[" in name)  # right[letter] = 1 looks it up
    return not inside and any({_name(name), _name(beside)} <= {*_reads(each)} for each in behind)


def _name(text: str) -> str:
    return text.partition("[")[0]


def _reads(node: ast.AST) -> list[str]:
    named = (each for each in ast.walk(node) if isinstance(each, ast.Name))
    return [each.id for each in named if isinstance(each.ctx, ast.Load)]
