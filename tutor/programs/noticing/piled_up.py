"""Gradients that are added to those of all steps before: none sets them back to 0."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tutor.programs.expressions import called, is_contraction
from tutor.programs.lineage import first_makers, takers_of
from tutor.programs.matching import near
from tutor.programs.noticing.averages import Carried, carried
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.source import nodes_of
from tutor.programs.noticing.sums import operator, rises_and_falls
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

KIND = "gradients pile up"
_RESETS = re.compile(r"(?:zero|reset|clear)_?(?:the_?)?(?:all_?)?grad", re.I)
_GRADIENT = re.compile(r"grad|^_?(?:d|delta)_?(?:[wb]|theta|beta|gamma|param|weight|bias)", re.I)


def piled_up_gradients(recorded: Recorded) -> Iterator[Noticed]:
    """A gradient that goes on growing behind the step that has taken it."""
    chains = carried(recorded)
    piles = [each for each in chains if _is_pile(each)]
    steps = [each for pile in piles for each in pile.steps]
    if not any(rises_and_falls(e) for each in steps for e in (each.event, each.taken) if e):
        return  # none, or sums of squares
    moved, makers = moved_along(recorded), first_makers(recorded)
    for pile in piles:
        added = [makers.get(id(e.taken.value)) for e in pile.steps if e.taken is not None]
        if any(each is not None and operator(each) == "Sub" for each in added):
            continue  # the change of a gradient that is kept
        olds = [e for e in pile.steps if not e.from_zeros]
        steps = [e for e in olds if moved.by(e.old, pile.values)]
        if len(steps) > 1:
            yield _said(pile, steps[0].event, recorded)
            return


def _said(pile: Carried, first: Event, recorded: Recorded) -> Noticed:
    """What is said of a pile, where a name alone was set back, or where it goes on growing."""
    if reset := _reset_of_a_name(pile, recorded):
        name = reset.name or reset.place.text.partition("=")[0].strip()
        said = (
            f"The name {name} is given to another value here; the array, to which line "
            f"{first.line} adds, keeps its gradients: {name}[...] = 0 sets them back."
        )
        return Noticed(reset, KIND, said)
    said = (
        f"This is added to the gradient of the steps before, which {pile.name} still "
        f"holds: it is to be set back to 0 before each way back."
    )
    return Noticed(first, KIND, said)


def _reset_of_a_name(pile: Carried, recorded: Recorded) -> Event | None:
    """Where a local name of the array is given to zeros that nothing takes, if anywhere."""
    taken_by = takers_of(recorded)
    for event in recorded.operations:
        is_own = event.place.kind == "operation" and (event.name or "g").isidentifier()
        if is_own and event.value.is_array and any(_is_of(e, pile) for e in event.operands):
            others = [e for e in taken_by.get(id(event.value), ()) if e.place.kind != "change"]
            if not others and _becomes_zeros(event, recorded):
                return event
    for node in nodes_of(recorded.program.code):
        if isinstance(node, ast.For) and (statement := _set_to_zero(node)):
            inside = range(node.lineno, (node.end_lineno or 0) + 1)
            moment = next((e for e in recorded.events if e.line in inside), pile.event)
            return written_at(statement, moment, recorded)
    return None


def _is_of(event: Event, pile: Carried) -> bool:
    """Whether it is the array of a pile, or its shape."""
    return id(event.value) in pile.values or any(
        id(each.value) in pile.values for each in event.operands
    )


def _becomes_zeros(event: Event, recorded: Recorded) -> bool:
    """Whether an array is made as zeros, or only to be filled with them."""
    if called(event.place.text) not in ("copy", "array"):
        return not event.value.array.any()
    changes = (e for e in recorded.operations if e.place.kind == "change")
    own = [e for e in changes if e.value.memory == event.value.memory]
    return bool(own) and not any(each.value.array.any() for each in own)


def _set_to_zero(loop: ast.For) -> ast.stmt | None:
    """Where the name that a loop goes on with is given 0, and nothing else is done."""
    match loop.body:
        case [ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=0)) as statement]:
            names = (e.id for e in ast.walk(loop.target) if isinstance(e, ast.Name))
            return statement if name in names else None
    return None


def never_reset_gradients(recorded: Recorded) -> Iterator[Noticed]:
    """A zero_grad() that is written down and never called, where gradients are added up."""
    nodes = nodes_of(recorded.program.code)
    named = (e for e in nodes if isinstance(e, ast.FunctionDef) and _RESETS.search(e.name))
    looked = {e.attr for e in nodes if isinstance(e, ast.Attribute)}
    looked |= {e.id for e in nodes if isinstance(e, ast.Name)}
    unused = next((each.name for each in named if each.name not in looked), None)
    if unused is None:
        return
    makers, told = first_makers(recorded), dict[int, list[Event]]()
    for event in recorded.operations:
        is_sum = event.place.kind == "change" and operator(event) == "Add" and event.value.is_array
        made = makers.get(id(event.operands[-1].value)) if is_sum and event.operands else None
        if made is not None and (
            is_contraction(made.place.text) or called(made.place.text) == "sum"
        ):
            told.setdefault(id(event.place), []).append(event)
    for events in told.values():
        olds = [each for each in events if each.operands[0].value.array.any()]
        if len(olds) > 2 and len(olds) * 2 > len(events):
            said = (
                f"This is added to the gradients of the steps before: {unused} is to be called "
                f"before each way back, and never is."
            )
            yield Noticed(olds[0], KIND, said)
            return


def _is_pile(chain: Carried) -> bool:
    """Whether all of it is kept, and a gradient is added."""
    is_sum = chain.power == 1 and near(chain.decay or 0.0, 1) and len(chain.steps) > 1
    names = re.split(r"[.\[\]]", chain.name)
    is_named = any(_GRADIENT.search(each.strip("\"' ")) for each in names)
    is_plain = is_named and not re.search(r"sum_?sq|square|cache|hist", chain.name, re.I)
    return is_sum and is_plain
