"""What is kept for later and goes on changing: best = W in place of a copy of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.programs.expressions import respelled
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of
from tutor.programs.written import written_at

_KEPT = re.compile(
    r"(?:^|_)(?:best|saved|snapshot|kept|backup|old|prev|previous|checkpoint)(?:$|_)"
)
_SHALLOW = {"list", "dict", "tuple", "copy"}
_VIEWS = {"items", "values"}


@dataclass(frozen=True, slots=True)
class _Keepsake:
    """A statement that gives a name to something as it is."""

    statement: ast.Assign
    names: Sequence[str]
    """What it is kept under."""
    taken: Sequence[str]
    """What stands for it: "W", "params"."""
    is_container: bool
    """Whether the arrays are handed on without their names: [p for p in params]."""
    parts: Sequence[ast.expr]
    """What is written for it: of ([w for w in W], [v.copy() for v in V]) the first alone."""

    def holds(self, event: Event) -> bool:
        """Return whether an event stands in what is handed on as it is."""
        at = event.line, event.place.column
        return any(
            (part.lineno, part.col_offset) <= at < (part.end_lineno or 0, part.end_col_offset or 0)
            for part in self.parts
        )

    def copy_of(self, at: int) -> str:
        """Return what is to be kept in place of one of them."""
        return f"{self.taken[at]}.copy()" if not self.is_container else "copies of the arrays"


def kept_without_copy(recorded: Recorded) -> Iterator[Noticed]:
    """Weights that are kept while they are best, and are changed in place afterwards."""
    tree = tree_of(recorded.program.code)
    kept = [each for each in _keepsakes(tree) if _is_used(each, tree)]
    if not kept:
        return
    changed = {
        id(e.operands[0].value): e
        for e in recorded.operations
        if e.place.kind == "change" and e.operands and e.operands[0].value.is_array
    }
    for each in kept:
        told = [e for e in recorded.events if each.holds(e) and e.value.is_array]
        if told and not each.is_container:  # theta.copy() may stand beside what is kept
            told = [e for e in told if respelled(e.place.text) in each.taken]
            if not told:
                continue
        if change := _changed_later(told, changed, each):
            yield _noticed(change[0], change[1], each)
        elif not told and (event := _changed_within(recorded, each, tree)):
            yield _noticed(written_at(each.statement, event, recorded), event, each)


def _noticed(event: Event, change: Event, kept: _Keepsake) -> Noticed:
    text = respelled(event.place.text)
    at = kept.taken.index(text) if text in kept.taken else 0
    said = (
        f"{kept.names[at]} is no copy: it goes on changing with {change.name} in line "
        f"{change.line}. Keep {kept.copy_of(at)}."
    )
    return Noticed(event, "kept without a copy", said)


def _keepsakes(tree: ast.AST) -> Iterator[_Keepsake]:
    """Statements that keep something, by their names or as they stand under a condition."""
    loops = [e for e in ast.walk(tree) if isinstance(e, ast.For | ast.While)]
    ifs = [e for loop in loops for e in ast.walk(loop) if isinstance(e, ast.If)]
    under = {id(e) for each in ifs for part in each.body for e in ast.walk(part)}
    holders = _holders(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        pairs = [*_pairs(node.targets[0], _opened(node.value, holders))]
        names = [target for target, _, _, _ in pairs]
        is_kept = id(node) in under or any(_KEPT.search(_word(each)) for each in names)
        if pairs and is_kept:
            parts = [part for _, _, _, part in pairs]
            taken, is_container = [t for _, t, _, _ in pairs], any(c for _, _, c, _ in pairs)
            yield _Keepsake(node, names, taken, is_container, parts)


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, str, bool, ast.expr]]:
    """What each name is given as it is, whether that is a container of arrays, and its text."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, other in zip(target.elts, value.elts, strict=False):
            yield from _pairs(one, other)
        return
    if not isinstance(target, ast.Name | ast.Attribute | ast.Subscript):
        return
    taken, is_container = _taken(value)
    if taken and ast.unparse(target) != taken:
        yield ast.unparse(target), taken, is_container, value
    for part in _elements(value) if not taken else ():
        inner, holds_arrays = _taken(part)
        if inner and (holds_arrays or _KEPT.search(_word(ast.unparse(target)))):
            yield ast.unparse(target), inner, holds_arrays, part


def _holders(tree: ast.AST) -> set[str]:
    """The names of dictionaries and lists, which no line of the text copies as a whole."""
    found, others = set[str](), set[str]()
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=holder, slice=ast.Constant(value=str())):
                found.add(_word(ast.unparse(holder)))
            case ast.Assign(targets=[target], value=ast.Dict() | ast.DictComp() | ast.ListComp()):
                found.add(_word(ast.unparse(target)))
            case ast.Assign(targets=[target], value=ast.Call(func=func)):
                called = ast.unparse(func)
                if "copy" in called or called.startswith("np."):
                    others.add(_word(ast.unparse(target)))
    return found - others


def _opened(value: ast.expr, holders: set[str]) -> ast.expr:
    """The list of what a copy of a dictionary or a list still shares: params.copy(), W[:]."""
    match value:
        case (
            ast.Call(func=ast.Attribute(value=inner, attr="copy"), args=[])
            | ast.Call(func=ast.Attribute(value=ast.Name(id="copy"), attr="copy"), args=[inner])
            | ast.Subscript(value=inner, slice=ast.Slice(lower=None, upper=None, step=None))
            | ast.Call(func=ast.Name(id="list" | "dict"), args=[inner])
        ) if isinstance(inner, ast.Name | ast.Attribute):
            if _word(ast.unparse(inner)) in holders:
                each = ast.Name("each", ast.Load())
                gone = ast.comprehension(ast.Name("each", ast.Store()), inner, [], 0)
                return ast.copy_location(ast.ListComp(each, [gone]), value)
    return value


def _elements(value: ast.expr) -> list[ast.expr]:
    """What stands in brackets side by side."""
    match value:
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Dict(values=elements):
            return elements
    return []


def _taken(value: ast.expr) -> tuple[str, bool]:
    """What a value hands on as it is, "" where something new is made."""
    match value:
        case ast.Name() | ast.Attribute() | ast.Subscript(slice=ast.Constant()):
            return ast.unparse(value), False
        case ast.ListComp(elt=elt, generators=[each]) if _is_bare(elt, each.target):
            return _source(each.iter), True
        case ast.DictComp(value=elt, generators=[each]) if _is_bare(elt, each.target):
            return _source(each.iter), True
        case ast.List(elts=elts) | ast.Tuple(elts=elts) | ast.Dict(values=elts):
            plain = [ast.unparse(e) for e in elts if isinstance(e, ast.Name | ast.Attribute)]
            return (plain[0], True) if plain and len(plain) == len(elts) else ("", True)
        case ast.Call(func=ast.Name(id=name), args=[ast.Name() as given]) if name in _SHALLOW:
            return given.id, True
    return "", False


def _is_bare(element: ast.expr, target: ast.expr) -> bool:
    """Whether a comprehension gives on what it goes through: p for p in params."""
    names = {e.id for e in ast.walk(target) if isinstance(e, ast.Name)}
    parts = element.elts if isinstance(element, ast.Tuple | ast.List) else [element]
    return all(isinstance(each, ast.Name) and each.id in names for each in parts)


def _source(node: ast.expr) -> str:
    """What is gone through: params of params.items()."""
    match node:
        case ast.Call(func=ast.Attribute(value=inner, attr=name)) if name in _VIEWS:
            return ast.unparse(inner)
    return ast.unparse(node)


def _word(path: str) -> str:
    return re.split(r"[.\[]", path.lower())[-1]


def _is_used(kept: _Keepsake, tree: ast.AST) -> bool:
    """Whether what is kept is looked up anywhere else."""
    own = {id(each) for each in ast.walk(kept.statement)}
    looked = {
        ast.unparse(each)
        for each in ast.walk(tree)
        if isinstance(each, ast.Name | ast.Attribute)
        and isinstance(each.ctx, ast.Load)
        and id(each) not in own
    }
    return any(re.split(r"\[", name)[0] in looked for name in kept.names)


def _changed_later(
    told: Sequence[Event], changed: dict[int, Event], kept: _Keepsake
) -> tuple[Event, Event] | None:
    """An array that the statement hands on, and the change of it afterwards."""
    for event in told:
        change = changed.get(id(event.value))
        if change is None or change.number < event.number or change.line == event.line:
            continue
        if change.name not in kept.names:
            return event, change
    return None


def _changed_within(recorded: Recorded, kept: _Keepsake, tree: ast.AST) -> Event | None:
    """The change in place of an array in a container that is kept without copies of its arrays."""
    is_same = not kept.is_container
    lines = {line for name in kept.taken for line in _changing_lines(name, is_same, tree)}
    changes = (e for e in recorded.operations if e.line in lines and e.value.is_array)
    return next((e for e in changes if e.name is not None), None)


def _changing_lines(container: str, is_same: bool, tree: ast.AST) -> Iterator[int]:
    """Where arrays of a container are changed in place: by an item, or by what goes through it."""
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) and is_same else ()
        for target in (node.target,) if isinstance(node, ast.AugAssign) else targets:
            if isinstance(target, ast.Subscript) and _is_of(target.value, container):
                yield target.lineno
        if isinstance(node, ast.For) and _goes_through(node.iter, container):
            names = {e.id for e in ast.walk(node.target) if isinstance(e, ast.Name)}
            inner = (e for part in node.body for e in ast.walk(part))
            steps = (e for e in inner if isinstance(e, ast.AugAssign))
            yield from (e.lineno for e in steps if ast.unparse(e.target).split("[")[0] in names)


def _is_of(node: ast.expr, container: str) -> bool:
    """Whether it is that container, which a method calls self.W and others net.W."""
    text = ast.unparse(node)
    is_own = text.startswith("self.") and "." in container
    return text == container or (is_own and text[5:] == container.rpartition(".")[2])


def _goes_through(node: ast.expr, container: str) -> bool:
    return any(
        ast.unparse(each) == container for each in ast.walk(node) if isinstance(each, ast.expr)
    )
