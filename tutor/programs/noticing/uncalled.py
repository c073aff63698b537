"""Methods that are named where they are to be called: opt.step for opt.step()."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import event_in, nodes_of
from tutor.programs.recorded import Recorded
from tutor.programs.written import written_at

KIND = "not called"


def uncalled(recorded: Recorded) -> Iterator[Noticed]:
    """A statement in a loop that is nothing but the name of one of the program's functions."""
    nodes = nodes_of(recorded.program.code)
    functions = {e.name for e in nodes if isinstance(e, ast.FunctionDef) and not e.decorator_list}
    for loop in nodes:
        if not isinstance(loop, ast.For | ast.While) or event_in(loop, recorded) is None:
            continue
        for statement in _statements(loop):
            match statement:
                case ast.Expr(value=ast.Name(id=name) | ast.Attribute(attr=name) as named):
                    if name in functions and (event := event_in(loop, recorded)):
                        text = ast.unparse(named)
                        said = f"{text} is named here and not called: {text}() is meant."
                        yield Noticed(written_at(named, event, recorded), KIND, said)


def _statements(loop: ast.For | ast.While) -> Iterator[ast.stmt]:
    for each in loop.body:
        if not isinstance(each, ast.For | ast.While):
            yield from (e for e in ast.walk(each) if isinstance(e, ast.stmt))
