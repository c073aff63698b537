"""Right answers to what was trained on, in a program whose test data are never looked at."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tutor.programs.noticing.answers import COUNTED
from tutor.programs.noticing.foreign_sizes import is_asked
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.named_sets import KIND
from tutor.programs.noticing.parts import named_part
from tutor.programs.noticing.source import nodes_of
from tutor.programs.noticing.tallies import tallies_in
from tutor.programs.recorded import Recorded
from tutor.programs.written import written_at

_NEAR = 8
"""Lines behind a count on which it may be said of what it is."""


def unasked_tests(recorded: Recorded) -> Iterator[Noticed]:
    """train, test = parted(lines), and for line in train: … right += 1, but test is not read."""
    wrong = _wrong(recorded.program.code)
    for node, train, test in wrong:
        lines = range(node.lineno, node.lineno + _NEAR)
        near = next((event for event in recorded.events if event.line in lines), None)
        if near is not None:
            said = (
                f"The right answers to {train} are counted here, which the network was trained on; "
                f"{test} is never looked at."
            )
            yield Noticed(written_at(node, near, recorded), KIND, said)


@lru_cache(maxsize=16)
def _wrong(code: str) -> Sequence[tuple[ast.expr, str, str]]:
    """What counts right answers to training data, with their name and that of the test."""
    pairs = [*_unread(code)]
    counting = [*_counting(code)] if pairs else []
    found = []
    for train, test in pairs:
        nodes = [node for node in counting if _reads(node, train)]
        lines = [node.lineno for node in nodes]
        others = [e.lineno for e in _loads(code) if e.id == train and e.lineno not in lines]
        if len(nodes) == 1 and others and min(others) < lines[0] and not _is_said(lines[0], code):
            found.append((nodes[0], train, test))
    return found


def _unread(code: str) -> Iterator[tuple[str, str]]:
    """The names of training and test data that are made together, the test for nothing."""
    read = {each.id for each in _loads(code)}
    for node in nodes_of(code):
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=targets)]):
                names = [each.id for each in targets if isinstance(each, ast.Name)]
            case _:
                continue
        parts = [(name, part) for name in names if (part := named_part(name)) is not None]
        idle = [name for name, part in parts if part.is_test and name not in read]
        tests = [name for name, part in parts if part.is_test]
        for name, part in parts:
            alike = [e for e, other in parts if other.is_test and other.rest == part.rest]
            if not part.is_test and alike and idle == tests:
                yield name, alike[0]


def _counting(code: str) -> Iterator[ast.expr]:
    """What goes through data to count right answers."""
    for node in nodes_of(code):
        match node:
            case ast.For(iter=gone) if tallies_in(node):
                yield gone
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in COUNTED:
                asked = node.func.value if isinstance(node.func, ast.Attribute) else node
                held = [*node.args, asked]
                if any(is_asked(each) for each in held):
                    yield node


def _loads(code: str) -> Iterator[ast.Name]:
    names = (each for each in nodes_of(code) if isinstance(each, ast.Name))
    return (each for each in names if isinstance(each.ctx, ast.Load))


def _reads(node: ast.AST, name: str) -> bool:
    return any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(node))


def _is_said(line: int, code: str) -> bool:
    """Whether a name or a text nearby says that it is of the training data."""
    for node in nodes_of(code):
        if not line <= getattr(node, "lineno", 0) <= line + _NEAR:
            continue
        match node:
            case ast.Constant(value=str(text)):
                pass
            case ast.Name(id=text, ctx=ast.Store()):
                pass
            case _:
                continue
        if "train" in text.lower() or "fit" in text.lower() or "tr_" in text:
            return True
    return False
