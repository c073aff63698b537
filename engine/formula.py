"""Formulas as people type them: text in, a small checked tree out, and its value. Never `eval`.

One grammar for quizzes, plots, surfaces, steppers and graphs, from the loosest binding to the
tightest (as in Python, so -a**2 is -(a**2)):

    statements  statement { (";" | newline) statement }
    statement   [ name ( "=" | ":=" | "+=" | "-=" | "*=" | "/=" ) ] comparison
    comparison  sum { ("<" | "<=" | ">" | ">=" | "==" | "!=") sum }
    sum         product { ("+" | "-") product }
    product     signed { ("*" | "/" | "@") signed }
    signed      { "-" | "+" } power
    power       postfix [ ("**" | "^") ( signed | "{" comparison "}" ) ]
    postfix     atom { ".T" | "²" | "." function arguments }
    atom        number | name | function arguments | "√" postfix | "(" comparison ")"
"""

from __future__ import annotations

from functools import lru_cache, reduce
from math import isinf

from engine import refusals
from engine.calls import FUNCTIONS, REDUCING, function_called, wrong_count
from engine.formula_tree import (
    COMPARISONS,
    CONSTANTS,
    Apply,
    Name,
    Node,
    Number,
    Statement,
    evaluate,
    names_in,
    strangers,
    unknown_name,
    walk,
)
from engine.spelling import FormulaError, Token, lowered, tokens

__all__ = [
    "COMPARISONS",
    "CONSTANTS",
    "Apply",
    "FormulaError",
    "Name",
    "Node",
    "Number",
    "Statement",
    "evaluate",
    "names_in",
    "parse",
    "parse_statements",
    "strangers",
    "unknown_name",
    "walk",
]

MAX_LENGTH = 2_000  # characters
MAX_OPERATIONS = 200
MAX_DEPTH = 50

_ASSIGNMENTS = {"+=": "+", "-=": "-", "*=": "*", "/=": "/", "=": "", ":=": ""}
_OPERATORS = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "divide",
    "@": "matmul",
    "**": "power",
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
    "==": "equal",
    "!=": "not_equal",
}
_COMPARING = [sign for sign, function in _OPERATORS.items() if function in COMPARISONS]


@lru_cache(maxsize=4096)  # a question's formulas are computed again at every draw
def parse(text: str) -> Node:
    """Return the checked tree of one formula; a name and = may stand before it.

    Raises FormulaError when it cannot be read, is too long or is nested too deeply.
    """
    if ";" in text:
        raise FormulaError("“;” has no meaning in a formula.", text.index(";"))
    return _Parser(text.replace("\n", " ")).statements()[0].formula


def parse_statements(text: str) -> list[Statement]:
    """Return the formulas of a text in their order; raises FormulaError as `parse` does."""
    return _Parser(text).statements()


class _Parser:
    """Recursive descent over the tokens; one method for each rule of the grammar."""

    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            message = f"That is too long: a formula has at most {MAX_LENGTH:,} characters."
            raise FormulaError(message, MAX_LENGTH)
        self.text = text
        self.tokens = tokens(text)
        self.at = 0
        self.depth = self.operations = 0
        self.opened: list[Token] = []

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self, *texts: str, kind: str = "symbol") -> Token | None:
        """The present token if it is of the kind and one of `texts`, moving past it; else None."""
        token = self.token
        if token.kind != kind or (texts and token.text not in texts):
            return None
        self.at += 1
        return token

    def statements(self) -> list[Statement]:
        found = []
        while self.at < len(self.tokens):
            if self.token.kind != "end":
                found.append(self.statement())
            if self.token.kind != "end":
                raise self.stray()
            self.at += 1
        if not found:
            raise FormulaError("There is nothing to read yet: type a formula, such as 3*(a + b*c).")
        return found

    def statement(self) -> Statement:
        start, end = self.token, self.at + 1
        while self.tokens[end - 1].kind == "name" and self.tokens[end].text == "/":
            end += 2
        if self.tokens[end - 1].kind != "name" or self.tokens[end].text not in _ASSIGNMENTS:
            return Statement(None, self.comparison(), start.position)
        sign = self.tokens[end]
        target = "".join(token.text for token in self.tokens[self.at : end])
        self.at = end + 1
        formula = self.comparison()
        if operator := _ASSIGNMENTS[sign.text]:
            before = Name(target, start.position)
            formula = self.apply(_OPERATORS[operator], sign, before, formula)
        return Statement(target, formula, start.position)

    def comparison(self) -> Node:
        left, links = self.sum(), []
        while sign := self.take(*_COMPARING):
            right = self.sum()
            links.append((sign, self.apply(_OPERATORS[sign.text], sign, left, right)))
            left = right
        if not links:
            return left
        return reduce(lambda a, b: (b[0], self.apply("multiply", b[0], a[1], b[1])), links)[1]

    def sum(self) -> Node:
        left = self.product()
        while sign := self.take("+", "-"):
            left = self.apply(_OPERATORS[sign.text], sign, left, self.product())
        return left

    def product(self) -> Node:
        left = self.signed()
        while sign := self.take("*", "/", "@"):
            left = self.apply(_OPERATORS[sign.text], sign, left, self.signed())
        return left

    def signed(self) -> Node:
        self.deepen()
        sign = self.take("-", "+")
        operand = self.signed() if sign else self.power()
        self.depth -= 1
        return self.apply("negative", sign, operand) if sign and sign.text == "-" else operand

    def power(self) -> Node:
        base = self.postfix()
        if sign := self.take("**"):
            exponent = self.enclosed() if self.token.text == "{" else self.signed()
            return self.apply("power", sign, base, exponent)
        return base

    def postfix(self) -> Node:
        node = self.atom()
        while True:
            if sign := self.take(kind="transpose"):
                node = self.apply("transpose", sign, node)
            elif sign := self.take(kind="raised"):
                exponent = Number(lowered(sign.text), sign.position)
                node = self.apply("power", sign, node, exponent)
            elif self.take("."):
                node = self.method(node)
            else:
                return node

    def method(self, *owners: Node) -> Node:
        """A.sum(axis=1), which is sum(A, axis=1); np.exp(A) has no owner."""
        called = self.take(kind="name")
        if called is None or self.token.text != "(":
            found = called or self.token
            message = f".{found.text} is not known here; .T transposes."
            raise FormulaError(message, found.position)
        return self.call(called, *owners)

    def atom(self) -> Node:
        if token := self.take(kind="number"):
            if isinf(value := float(token.text)):
                raise FormulaError("That number is too large.", token.position)
            return Number(value, token.position)
        if token := self.take(kind="name"):
            if token.text in ("np", "numpy", "math") and self.take("."):
                return self.method()
            return self.call(token) if self.token.text == "(" else Name(token.text, token.position)
        if token := self.take("√"):
            self.deepen()
            operand = self.postfix()
            self.depth -= 1
            return self.apply("sqrt", token, operand)
        if self.token.text == "(":
            return self.enclosed()
        return self.refuse_missing()

    def enclosed(self) -> Node:
        """A formula in brackets."""
        self.open()
        inside = self.comparison()
        self.close()
        return inside

    def call(self, called: Token, *owners: Node) -> Node:
        """A function at work, from its opening bracket on."""
        name = function_called(called)
        arguments = list(owners)
        options: dict[str, int] = {}
        self.open()
        while self.token.text != ")" or arguments[len(owners) :] or options:
            key = self.token.text
            if self.token.kind == "name" and self.tokens[self.at + 1].text == "=":
                options[key] = self.option(name)
            else:
                arguments.append(self.comparison())
            if not self.take(","):
                break
        self.close()
        if name in ("sum", "mean") and len(arguments) == 2:
            raise FormulaError(f"Name the axis: {name}(A, axis=1).", called.position)
        if len(arguments) not in FUNCTIONS[name]:
            raise FormulaError(wrong_count(name, len(arguments)), called.position)
        return self.apply(name, called, *arguments, options=tuple(sorted(options.items())))

    def option(self, function: str) -> int:
        """The value of axis=1 or keepdims=True."""
        key = self.token
        self.at += 2
        if key.text not in ("axis", "keepdims") or function not in REDUCING:
            raise FormulaError(f"{function} takes no {key.text} here.", key.position)
        sign = -1 if self.take("-") else 1
        value = {"True": "1", "False": "0"}.get(self.token.text, self.token.text)
        self.at += 1
        if not (value.isascii() and value.isdigit() and len(value) < 3):
            message = f"{key.text} is a plain value: axis=0, axis=1, keepdims=True."
            raise FormulaError(message, key.position)
        return sign * int(value)

    def deepen(self) -> None:
        """Go one level down; who calls this comes up again by `depth`."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = "This formula is too large: it is nested too deeply."
            raise FormulaError(message, self.token.position)

    def open(self) -> None:
        self.opened.append(self.token)
        self.at += 1

    def close(self) -> None:
        if not self.take({"(": ")", "{": "}"}[self.opened[-1].text]):
            raise self.stray()
        self.opened.pop()

    def apply(
        self, function: str, at: Token, *arguments: Node, options: tuple[tuple[str, int], ...] = ()
    ) -> Apply:
        self.operations += 1
        if self.operations > MAX_OPERATIONS:
            message = f"This formula is too large: it has more than {MAX_OPERATIONS} operations."
            raise FormulaError(message, at.position)
        return Apply(function, arguments, options, at.position)

    def stray(self) -> FormulaError:
        """The error for a token that cannot stand behind what is complete."""
        if self.token.kind == "end":
            return self.unclosed()
        message = refusals.stray(self.text, self.tokens[self.at - 1], self.token)
        return FormulaError(message, self.token.position)

    def refuse_missing(self) -> Node:
        """Raise the error for a place where a number, a name or a bracket is due."""
        if self.token.kind == "end" and self.opened:
            raise self.unclosed()
        before = self.tokens[self.at - 1] if self.at else None
        raise FormulaError(refusals.missing(before, self.token), self.token.position)

    def unclosed(self) -> FormulaError:
        opening = self.opened[-1]
        message = f"This {opening.text} is never closed: a closing bracket is missing."
        return FormulaError(message, opening.position)
