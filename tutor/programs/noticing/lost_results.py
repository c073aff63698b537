"""Where what a program computes gets lost: at a name, in a call, in what a function hands back."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tutor.programs.expressions import respelled
from tutor.programs.noticing.call_sites import Function, scope_of, written_call
from tutor.programs.noticing.source import nodes_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

Loss = tuple[Event, str]
"""A place, and what is said of it."""
_SIMPLE = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Return)


def place_of_loss(event: Event, recorded: Recorded) -> Loss:
    """Return where the value of an operation that nothing takes gets lost, and how."""
    statement = _statement_at(event, recorded)
    found = _without_name(event, statement) or _at_name(event, recorded)
    found = found or _in_calls(event, statement, recorded)
    return found or (event, "what is computed here is not handed back to it")


def is_statement(event: Event, recorded: Recorded) -> bool:
    """Return whether an operation is all that its statement does: nothing comes of it."""
    statement = _statement_at(event, recorded)
    is_alone = isinstance(statement, ast.Expr) and not event.name
    return is_alone and ast.unparse(statement or ast.Pass()) == respelled(event.place.text)


def _statement_at(event: Event, recorded: Recorded) -> ast.stmt | None:
    """The statement that an operation stands in."""
    told = (each for each in nodes_of(recorded.program.code) if isinstance(each, _SIMPLE))
    return next((e for e in told if e.lineno <= event.line <= (e.end_lineno or 0)), None)


def _without_name(event: Event, statement: ast.stmt | None) -> Loss | None:
    """W - rate * dW, and W == W - rate * dW, which nothing is done with."""
    match statement:
        case ast.Expr(value=ast.BinOp()) if not event.name:
            return event, "what is computed here gets no name"
        case ast.Expr(value=ast.Compare()) if not event.name:
            return event, "it is compared here, and = is meant for =="
    return None


def _at_name(event: Event, recorded: Recorded) -> Loss | None:
    """A name that nothing looks at again: p = p - rate * g within a loop, or another attribute."""
    name = event.name or ""
    later = (e for e in recorded.events if e.value is event.value and e.number > event.number)
    if not name.replace(".", "").isidentifier() or any(later):
        return None
    if "." in name:
        return event, f"{name} is given here, and nothing looks at it"
    return event, f"the name {name} is given to a new array here, and the old one stays"


def _in_calls(event: Event, statement: ast.stmt | None, recorded: Recorded) -> Loss | None:
    """A result that a call drops, or that the function has and does not hand back."""
    for node in reversed(recorded.path(event.node)):
        site = recorded.nodes[node].site
        if site is None or not recorded.is_call(node):
            continue
        function = next((e for e in _functions(recorded) if e.lineno == site.line), None)
        call = written_call(node, recorded)
        given = [e for e in ast.walk(function or ast.Pass()) if isinstance(e, ast.Return)]
        if function is None or call is None or not any(each.value for each in given):
            return None
        parent = next(e for e in _statements(recorded) if any(n is call for n in ast.walk(e)))
        if _is_dropped(call, parent, recorded):
            return written_at(call, event, recorded), f"what {site.name} gives is not kept"
        holder = _holder(statement)
        if holder and holder not in _looked_at(function, statement):
            said = f"{holder} has the new one, and is not what is handed back"
            return written_at(given[-1], event, recorded), said
        if not isinstance(parent, ast.Return):
            return None
    return None


def _functions(recorded: Recorded) -> Iterator[Function]:
    return (each for each in nodes_of(recorded.program.code) if isinstance(each, Function))


def _statements(recorded: Recorded) -> Iterator[ast.stmt]:
    """The statements of a program, the innermost first."""
    return (e for e in reversed(nodes_of(recorded.program.code)) if isinstance(e, ast.stmt))


def _is_dropped(call: ast.Call, statement: ast.stmt, recorded: Recorded) -> bool:
    """Whether a statement does no more than the call, or names what nothing looks at."""
    match statement:
        case ast.Expr(value=value):
            return value is call or isinstance(value, ast.Compare)
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if value is call:
            return name not in _names(scope_of(statement, recorded))
        case ast.Assign(targets=[ast.Attribute(attr=name)], value=value) if value is call:
            told = (e for e in nodes_of(recorded.program.code) if isinstance(e, ast.Attribute))
            return not any(e.attr == name and isinstance(e.ctx, ast.Load) for e in told)
    return False


def _holder(statement: ast.stmt | None) -> str:
    """The list or dictionary of a function that takes up what a statement gives; "" for none."""
    match statement:
        case (
            ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append")))
            | ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name))])
            | ast.Assign(
                targets=[ast.Name(id=name)], value=ast.ListComp() | ast.DictComp() | ast.List()
            )
        ):
            return name
    return ""


def _looked_at(function: Function, beside: ast.stmt | None) -> set[str]:
    """The names that a function looks at, but in one statement."""
    own = {id(each) for each in ast.walk(beside or ast.Pass())}
    return _names(each for each in ast.walk(function) if id(each) not in own)


def _names(nodes: Iterator[ast.AST]) -> set[str]:
    """Those that are looked at."""
    return {e.id for e in nodes if isinstance(e, ast.Name) and isinstance(e.ctx, ast.Load)}
