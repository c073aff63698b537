"""Rewrites a program so that each operation tells its value, and changes nothing else.

Every expression that computes is wrapped in a call with the number of its place; what it takes
from names is wrapped too. A called name or method is left alone (only its object and its arguments
are wrapped), as are patterns of `match`, names in formatted texts, annotations and decorators.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TypeVar

from tutor.programs.formatted import computed_in
from tutor.programs.spots import Kind, Map, Site, Spot, lines_of
from tutor.programs.syntax import (
    changed_by,
    has_text,
    is_path,
    is_target_path,
    is_text,
    leaves_of,
    loop_variable,
    names_of_no_values,
    written_to,
    yields,
)
from tutor.programs.telling import (
    ALTER,
    DONE,
    ENTER,
    LEAVE,
    LOOP,
    READ,
    TELL,
    TURN,
    call_of,
    number_of,
    operands_of,
    places_of,
    statement_of,
)

COMPUTED = ("T", "mT", "shape", "size", "ndim", "real", "imag", "flat")
"""Attributes that count as operations; others are looked up."""

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Loop = TypeVar("_Loop", ast.For, ast.While, ast.AsyncFor)


def instrument(code: str, name: str = "<code>") -> tuple[ast.Module, Map]:
    """Return the rewritten program, to be compiled, and the map of its places.

    Raise SyntaxError where it is no Python, or nested too deeply to be read.
    """
    try:
        tree = ast.parse(code, name)
        rewriter = _Rewriter(code, tree)
        rewritten = rewriter.visit(tree)
    except (RecursionError, MemoryError, ValueError) as error:
        raise SyntaxError(f"this cannot be read as Python: {error}") from None
    ast.fix_missing_locations(rewritten)
    return rewritten, Map(tuple(rewriter.places), tuple(rewriter.sites))


class _Rewriter(ast.NodeTransformer):
    def __init__(self, code: str, tree: ast.Module) -> None:
        self.places: list[Spot] = []
        self.sites: list[Site] = []
        self._written = code.split("\n")
        self._lines = lines_of(code)
        self._left_alone = names_of_no_values(tree)

    # Expressions

    def _computed(self, node: ast.expr) -> ast.expr:
        self.generic_visit(node)
        if is_text(node):
            return node
        return self._wrapped(node, "operation", TELL)

    visit_BinOp = _computed

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        if any(map(is_text, (node.left, *node.comparators))):  # kind == "relu" is no number
            self.generic_visit(node)
            return node
        return self._computed(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        if isinstance(node.operand, ast.Constant):  # a number with a sign
            return node
        return self._computed(node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if isinstance(node.func, ast.Attribute):
            node.func.value = self.visit(node.func.value)
        elif not isinstance(node.func, ast.Name):
            node.func = self.visit(node.func)
        node.args = [self.visit(argument) for argument in node.args]
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        if isinstance(node.func, ast.Name) and node.func.id == "print" in self._left_alone:
            return node
        return self._wrapped(node, "operation", TELL)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if not isinstance(node.ctx, ast.Load):
            return node
        if node.attr in COMPUTED:
            return self._computed(node)
        return self._wrapped(node, "read", READ) if is_path(node) else self._computed(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if not isinstance(node.ctx, ast.Load):
            return node
        return self._wrapped(node, "read", READ) if is_path(node) else self._computed(node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if not isinstance(node.ctx, ast.Load) or node.id in self._left_alone:
            return node
        return self._wrapped(node, "read", READ)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        node.value = self.visit(node.value)
        self._name(node.value, node.target)
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        for part, value in computed_in(node, self._written):
            part.value = self.visit(value)
        return node

    # Statements

    def visit_Assign(self, node: ast.Assign) -> ast.stmt | list[ast.stmt]:
        node.value = self.visit(node.value)
        target = node.targets[0]
        if isinstance(target, ast.Tuple | ast.List):
            values = node.value.elts if isinstance(node.value, ast.Tuple | ast.List) else []
            if len(values) == len(target.elts):
                for part, value in zip(target.elts, values, strict=True):
                    self._name(value, part)
                return node
            parts = leaves_of(target)
            bound = [self._look_again(part, "bound") for part in parts if is_target_path(part)]
            return [node, *bound]
        if isinstance(target, ast.Subscript):
            return self._item_set(node, target)
        if not self._name(node.value, target) and is_target_path(target):
            return [node, self._look_again(target, "bound")]
        return node

    def _item_set(self, node: ast.Assign, target: ast.Subscript) -> ast.stmt | list[ast.stmt]:
        """grads["W1"] = dW and dW[0] = x name a value; in an array they change it, too."""
        looks: list[ast.stmt] = []
        names = is_target_path(target) or has_text(target.slice)
        if names and not self._name(node.value, target) and is_target_path(target):
            looks = [self._look_again(target, "bound")]
        if not is_path(target.value):
            return [node, *looks]
        return self._changing_item(node, target, looks)

    def visit_Expr(self, node: ast.Expr) -> ast.stmt | list[ast.stmt]:
        array, out = changed_by(node.value), written_to(node.value)
        node.value = self.visit(node.value)
        number = number_of(node.value)
        if out is not None:
            self._name(node.value, out)
        if array is None or number is None:
            return node
        after = self._look_again(array, "change", node, ALTER)
        self.places[-1].operands = self.places[number].operands
        return [node, after]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        if node.value is not None:
            node.value = self.visit(node.value)
            self._name(node.value, node.target)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt | list[ast.stmt]:
        node.value = self.visit(node.value)
        target = node.target
        whole = isinstance(target, ast.Subscript) and is_path(target.value)
        statements: list[ast.stmt] = [node]
        if is_target_path(target):
            before = self._look_again(target, "read")
            taken = [len(self.places) - 1, *places_of(node.value)]
            after = self._look_again(target, "change", node)
            self.places[-1].operands = tuple(taken)
            statements = [before, node, after]
        if isinstance(target, ast.Subscript) and whole:
            around = self._changing_item(node, target, [])
            return [around[0], *statements, around[-1]]
        return statements

    def _changing_item(
        self, node: ast.Assign | ast.AugAssign, target: ast.Subscript, looks: list[ast.stmt]
    ) -> list[ast.stmt]:
        """Return a statement that changes a part of an array between two looks at the whole."""
        array = target.value
        before = self._look_again(array, "read")
        taken = [len(self.places) - 1]
        target.slice = self.visit(target.slice)
        taken += [*operands_of(ast.Tuple([target.slice], ast.Load())), *places_of(node.value)]
        after = self._look_again(array, "change", node, ALTER)
        self.places[-1].operands = tuple(taken)
        return [before, node, *looks, after]

    def _function(self, node: _Function) -> _Function:
        node.body = [*self._statements(node.body)]
        if yields(node):  # it comes and goes, and is no branch of the tree
            return node
        arguments = [argument.arg for argument in node.args.args if argument.arg != "self"]
        shown = f"{node.name}({', '.join(arguments)})"
        site = self._site(Site("call", node.lineno, shown, node.name))
        first = 1 if ast.get_docstring(node, clean=False) is not None else 0
        enter = statement_of(call_of(ENTER, site), node)
        leave = statement_of(call_of(LEAVE), node)
        body = node.body[first:] or [ast.Pass()]
        whole = ast.copy_location(ast.Try([enter, *body], [], [], [leave]), node)
        node.body = [*node.body[:first], whole]
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = _function

    def visit_For(self, node: ast.For) -> list[ast.stmt]:
        variable = loop_variable(node.target)
        text = f"for {variable} in {ast.unparse(node.iter)}"
        return self._looping(node, text, variable)

    def visit_AsyncFor(self, node: ast.AsyncFor) -> list[ast.stmt]:
        variable = loop_variable(node.target)
        return self._looping(node, f"async for {variable}", variable)

    def visit_While(self, node: ast.While) -> list[ast.stmt]:
        return self._looping(node, f"while {ast.unparse(node.test)}", "")

    def _looping(self, node: _Loop, text: str, variable: str) -> list[ast.stmt]:
        site = self._site(Site("loop", node.lineno, text, variable))
        self.generic_visit(node)
        node.body = [statement_of(call_of(TURN, site), node.body[0]), *node.body]
        begin, end = (statement_of(call_of(name, site), node) for name in (LOOP, DONE))
        return [begin, node, end]

    def visit_Match(self, node: ast.Match) -> ast.stmt:
        node.subject = self.visit(node.subject)
        for case in node.cases:
            case.guard = self.visit(case.guard) if case.guard else None
            case.body = [*self._statements(case.body)]
        return node

    def _statements(self, body: Sequence[ast.stmt]) -> Sequence[ast.stmt]:
        """Return the statements rewritten: one may have become several."""
        seen: list[ast.stmt] = []
        for statement in body:
            new = self.visit(statement)
            seen += new if isinstance(new, list) else [new]
        return seen

    # Places

    def _wrapped(self, node: ast.expr, kind: Kind, teller: str) -> ast.expr:
        operands = tuple(operands_of(node)) if kind == "operation" else ()
        number = self._place(node, kind, None, operands)
        return ast.copy_location(call_of(teller, number, node), node)

    def _look_again(
        self, target: ast.expr, kind: Kind, text: ast.stmt | None = None, teller: str = TELL
    ) -> ast.stmt:
        """Return a statement that tells what `target` holds."""
        look = ast.parse(ast.unparse(target), mode="eval").body
        number = self._place(text or target, kind, None if kind == "read" else target, ())
        return statement_of(call_of(READ if kind == "read" else teller, number, look), target)

    def _place(
        self,
        node: ast.expr | ast.stmt,
        kind: Kind,
        name: ast.expr | None,
        operands: tuple[int, ...],
    ) -> int:
        end_line, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        start = self._characters(node.lineno, node.col_offset)
        stop = self._characters(end_line, end)
        written = ast.unparse(name) if name is not None else None
        text = self._text(node.lineno, start, end_line, stop)
        place = Spot(node.lineno, start, end_line, stop, text, kind, written, operands)
        self.places.append(place)
        return len(self.places) - 1

    def _characters(self, line: int, octets: int) -> int:
        """Return how many characters so many bytes of a line are as it is shown."""
        before = self._written[line - 1].encode()[:octets].decode(errors="ignore")
        return len(*lines_of(before))

    def _text(self, line: int, start: int, end_line: int, end: int) -> str:
        """Return a piece of the text on one line."""
        if line == end_line:
            return self._lines[line - 1][start:end]
        parts = [self._lines[line - 1][start:], *self._lines[line : end_line - 1]]
        return " ".join(part.strip() for part in [*parts, self._lines[end_line - 1][:end]])

    def _site(self, site: Site) -> int:
        self.sites.append(site)
        return len(self.sites) - 1

    def _name(self, value: ast.expr, target: ast.expr) -> bool:
        """Give a value the name that it is assigned to; tell whether it is an operation."""
        number = number_of(value)
        if number is None or self.places[number].kind != "operation":
            return False
        if isinstance(target, ast.Name | ast.Attribute | ast.Subscript):
            self.places[number].name = ast.unparse(target)
        return True
