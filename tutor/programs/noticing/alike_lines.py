"""Lines that do the same for one parameter after another, as they are copied and adapted."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.noticing.source import assigned, blocks_of, nodes_of, paths_in


@dataclass(frozen=True, slots=True, eq=False)
class AlikeLine:
    """A statement, and the names in it, of which others have others."""

    statement: ast.stmt
    target: str
    names: Sequence[str]
    """What its value is made of, in order."""
    form: str
    """What remains without the names."""


@lru_cache(maxsize=4)
def alike_lines(code: str) -> Sequence[Sequence[AlikeLine]]:
    """Return the groups of statements in one block that differ by their names alone."""
    found: list[Sequence[AlikeLine]] = []
    for block in blocks_of(code):
        groups: dict[str, list[AlikeLine]] = {}
        for statement in block:
            if (line := alike_line(statement)) is not None:
                groups.setdefault(line.form, []).append(line)
        found += [each for each in groups.values() if len(each) > 1]
    return found


def alike_line(statement: ast.stmt) -> AlikeLine | None:
    """Return a statement with its names apart, None where it is none that gives one a value."""
    told = assigned(statement)
    if told is None:
        return None
    target, value = told
    paths = [*paths_in(value)]
    text, names = ast.unparse(value), [ast.unparse(each) for each in paths]
    kind = type(statement.op).__name__ if isinstance(statement, ast.AugAssign) else ""
    return AlikeLine(statement, ast.unparse(target), names, f"{kind} {_form(text, names)}")


def _form(text: str, names: Sequence[str]) -> str:
    """The text without the names, which stand in it in their order."""
    parts, at = [], 0
    for name in names:
        begin = text.find(name, at)
        if begin < 0:
            return text
        parts.append(text[at:begin])
        at = begin + len(name)
    return "_".join([*parts, text[at:]])


class LookedUp:
    """Tells which names a program looks up anywhere but in one statement."""

    def __init__(self, code: str) -> None:
        self._names = Counter(_words(nodes_of(code)))
        reached = {"getattr", "vars", "locals", "globals", "eval", "exec", "__dict__"}
        self._hides = any(word in reached for word in self._names)

    def is_unused(self, name: str, own: ast.stmt) -> bool:
        """Whether nothing but its own statement looks at a name or an attribute."""
        word = name.rpartition(".")[2]
        if not word.isidentifier() or (self._hides and "." in name):
            return False
        inner = Counter(_words(ast.walk(own)))
        return self._names[word] <= inner[word]


def _words(nodes: Iterator[ast.AST] | Sequence[ast.AST]) -> Iterator[str]:
    """The names and attributes that are looked up."""
    for node in nodes:
        match node:
            case ast.Name(id=word, ctx=ast.Load()) | ast.Attribute(attr=word, ctx=ast.Load()):
                yield word
            case ast.Constant(value=str(word)) if word.isidentifier():
                yield word  # setattr, or a key by which it may be looked up
            case ast.Global(names=words) | ast.Nonlocal(names=words):
                yield from words
