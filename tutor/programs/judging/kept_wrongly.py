"""Where a sum is kept twice and its activation never, or the other way: activations.append(z)."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutor.programs.expressions import parsed
from tutor.programs.judging.compared_pass import ComparedPass, numbers
from tutor.programs.judging.statements import expression
from tutor.programs.matching import close_array
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event
from tutor.programs.syntax import tree_of


@dataclass(frozen=True, slots=True, eq=False)
class KeptWrongly:
    """What is put to a list, and what should be."""

    event: Event
    holder: str
    """The list, as it is written."""
    wanted: str
    """The engine's name of what belongs there."""

    def is_called_so(self) -> bool:
        """Whether the list has the name of what belongs there: activations, zs."""
        told = (meaning(self.holder), meaning(self.holder.removesuffix("s")))
        return any(meant is not None and meant.kind == self.wanted[0] for meant in told)


def kept_wrongly(place: Event, compared: ComparedPass) -> KeptWrongly | None:
    """Return where what an operation takes was put to the list that it is taken from.

    None but where two lists hold it, and none holds the activation that was made of it, or the sum
    that it was made of.
    """
    holders = _holders(compared)
    kept = [each for each in compared.each.events if (each.line, each.place.column) in holders]
    found = list[KeptWrongly]()
    for operand in expression(place) if len(kept) > 1 else ():
        twice = [each for each in kept if each.value is operand.value]
        wanted = _counterpart(operand, kept, compared) if len(twice) > 1 else None
        holder = _taken_from(operand, place, compared) if wanted else ""
        same = (each for each in twice if holders[each.line, each.place.column] == holder)
        found += [KeptWrongly(each, holder, wanted) for each in same if wanted]
    return max(found, key=KeptWrongly.is_called_so, default=None)


def _holders(compared: ComparedPass) -> Mapping[tuple[int, int], str]:
    """The lists that something is put to, by where that is written."""
    calls = (e for e in ast.walk(tree_of(compared.recorded.program.code)) if _appends(e))
    return {
        (call.args[0].lineno, call.args[0].col_offset): ast.unparse(call.func.value)
        for call in calls
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
    }


def _appends(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr="append"), args=[_]):
            return True
    return False


def _counterpart(operand: Event, kept: Sequence[Event], compared: ComparedPass) -> str | None:
    """The activation of a sum, or the sum of an activation, if it is there and nothing keeps it."""
    truth, value = compared.truth.values, numbers(operand)
    for layer in range(1, compared.depth + 1):
        Z, A = truth[f"Z[{layer}]"], truth[f"A[{layer}]"]
        for own, other, name in ((Z, A, "A"), (A, Z, "Z")):
            if close_array(value, own) and not close_array(value, other):
                is_made = any(close_array(numbers(e), other) for e in compared.each.events)
                is_kept = any(close_array(numbers(e), other) for e in kept)
                return f"{name}[{layer}]" if is_made and not is_kept else None
    return None


def _taken_from(operand: Event, place: Event, compared: ComparedPass) -> str:
    """The list that a value was looked up in last, "" for none."""
    told = (e for e in compared.each.events if e.number <= place.number)
    same = sorted((e for e in told if e.value is operand.value), key=lambda e: -e.number)
    for each in (operand, *same):
        match parsed(each.place.text):
            case ast.Subscript(value=holder):
                return ast.unparse(holder)
    return ""
