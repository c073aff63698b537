"""Reads a typed formula, such as 3*(a + b*c), into a tree. Nothing that is typed is ever run.

Grammar, from the loosest binding to the tightest (as in Python, so -a**2 is -(a**2)):

    formula     statement { (";" | newline) statement }
    statement   [ name "=" ] sum
    sum         product { ("+" | "-") product }
    product     signed { ("*" | "/") signed }
    signed      { "-" | "+" } power
    power       atom [ "**" signed ]
    atom        number | name | function "(" sum { "," sum } ")" | "(" sum ")"
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TypeAlias

FUNCTIONS = {"exp": 1, "log": 1, "tanh": 1, "sigmoid": 1, "relu": 1, "max": 2}
"""The functions a formula may call, and how many arguments each takes at least."""

MAX_LENGTH = 2000
MAX_DEPTH = 40
MAX_OPERATIONS = 200


class GraphError(ValueError):
    """A formula that cannot be read or evaluated; `position` is the index in its text."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the formula."""

    value: float
    position: int


@dataclass(frozen=True, slots=True)
class Name:
    """A variable."""

    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator or a function, applied to its operands."""

    op: str
    operands: tuple[Expression, ...]
    position: int


Expression: TypeAlias = Number | Name | Operation


@dataclass(frozen=True, slots=True)
class Statement:
    """`name = expression`; the name is None where the formula gives none."""

    name: str | None
    expression: Expression
    position: int


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    position: int


TOKEN = re.compile(
    r"(?P<number>(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)"
    r"|(?P<name>[^\W\d⁰-⁹¹²³][^\W⁰-⁹¹²³]*)"
    r"|(?P<symbol>\*\*|[-+*/(),=])"
    r"|(?P<end>[;\n])"
    r"|(?P<space>[ \t\r]+)"
)
HINTS = dict.fromkeys("^⁰¹²³⁴⁵⁶⁷⁸⁹", "write ** for a power")
HINTS |= dict.fromkeys("[{", "write ( for a bracket")


def parse_formula(text: str) -> list[Statement]:
    """The statements of a formula in their order; raises GraphError where it cannot be read."""
    if len(text) > MAX_LENGTH:
        raise GraphError(f"The formula is longer than {MAX_LENGTH} characters.", MAX_LENGTH)
    return _Parser(_tokens(text)).formula()


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    position = brackets = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            hint = HINTS.get(text[position])
            message = f"A formula cannot contain {text[position]!r}" + (
                f": {hint}." if hint else "."
            )
            raise GraphError(message, position)
        kind, word = str(match.lastgroup), match[0]
        brackets += (word == "(") - (word == ")")
        if kind != "space" and not (word == "\n" and brackets > 0):
            tokens.append(Token(kind, word, position))
        position = match.end()
    return [*tokens, Token("end", "", position)]


class _Parser:
    """Recursive descent over the tokens; one method for each rule of the grammar."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.index = 0
        self.depth = 0
        self.operations = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def take(self, *texts: str) -> Token | None:
        """The present token if it is one of `texts`, moving past it; otherwise None."""
        token = self.token
        if token.kind != "symbol" or token.text not in texts:
            return None
        self.index += 1
        return token

    def unexpected(self, expected: str) -> GraphError:
        """The error for a token that cannot stand where it does."""
        token = self.token
        ends = {"": "the formula ends", "\n": "the line ends"}
        found = ends.get(token.text, f"{token.text!r} stands")
        return GraphError(f"Expected {expected}, but {found} here.", token.position)

    def formula(self) -> list[Statement]:
        statements = []
        while self.index < len(self.tokens):
            if self.token.kind != "end":
                statements.append(self.statement())
            if self.token.kind != "end":
                raise self.unexpected("an operator such as + or *")
            self.index += 1
        if not statements:
            raise GraphError("The formula is empty. Try 3*(a + b*c).", 0)
        return statements

    def statement(self) -> Statement:
        start, after = self.token, self.tokens[self.index + 1]
        if start.kind == "name" and (after.kind, after.text) == ("symbol", "="):
            if start.text in FUNCTIONS:
                raise GraphError(
                    f"{start.text} is a function: choose another name.", start.position
                )
            self.index += 2
            return Statement(start.text, self.sum(), start.position)
        return Statement(None, self.sum(), start.position)

    def sum(self) -> Expression:
        left = self.product()
        while sign := self.take("+", "-"):
            left = self.operation(sign, left, self.product())
        return left

    def product(self) -> Expression:
        left = self.signed()
        while sign := self.take("*", "/"):
            left = self.operation(sign, left, self.signed())
        return left

    def signed(self) -> Expression:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise GraphError("The formula is nested too deeply.", self.token.position)
        sign = self.take("-", "+")
        operand = self.signed() if sign else self.power()
        self.depth -= 1
        if sign is None or sign.text == "+":
            return operand
        if isinstance(operand, Number):
            return Number(-operand.value, sign.position)
        return self.operation(Token("symbol", "neg", sign.position), operand)

    def power(self) -> Expression:
        base = self.atom()
        if sign := self.take("**"):
            return self.operation(sign, base, self.signed())
        return base

    def atom(self) -> Expression:
        token = self.token
        if token.kind == "number":
            self.index += 1
            return self.number(token)
        if token.kind == "name":
            self.index += 1
            return self.call(token) if token.text in FUNCTIONS else self.variable(token)
        if self.take("("):
            inside = self.sum()
            self.close(token)
            return inside
        raise self.unexpected("a number, a name or (")

    def number(self, token: Token) -> Number:
        if not math.isfinite(float(token.text)):
            raise GraphError(f"{token.text[:20]} is too large for a number.", token.position)
        if self.token.kind == "name" or self.token.text == "(":
            raise GraphError(
                "Write * between a number and what it multiplies.", self.token.position
            )
        return Number(float(token.text), token.position)

    def variable(self, token: Token) -> Name:
        if self.token.text == "(":
            known = ", ".join(FUNCTIONS)
            raise GraphError(
                f"{token.text} is no function here (there are {known}); "
                f"to multiply, write {token.text}*(...).",
                token.position,
            )
        return Name(token.text, token.position)

    def call(self, token: Token) -> Operation:
        opening = self.token
        if not self.take("("):
            raise self.unexpected(f"( after {token.text}")
        arguments = [self.sum()]
        while self.take(","):
            arguments.append(self.sum())
        self.close(opening)
        least = FUNCTIONS[token.text]
        if len(arguments) < least or (len(arguments) > least and token.text != "max"):
            takes = "at least two arguments" if token.text == "max" else "one argument"
            raise GraphError(f"{token.text} takes {takes}, not {len(arguments)}.", token.position)
        return self.operation(token, *arguments)

    def operation(self, token: Token, *operands: Expression) -> Operation:
        self.operations += 1
        if self.operations > MAX_OPERATIONS:
            raise GraphError(
                f"More than {MAX_OPERATIONS} operations in one formula.", token.position
            )
        return Operation(token.text, operands, token.position)

    def close(self, opening: Token) -> None:
        if not self.take(")"):
            if self.token.kind == "end":
                raise GraphError("This ( is never closed.", opening.position)
            raise self.unexpected("an operator or )")
