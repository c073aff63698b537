"""What to say about a formula that cannot be read, and how to write what was meant."""

from __future__ import annotations

import re

from engine.calls import is_function
from engine.spelling import Token

_WORDS = {
    "and": "Write (a > 0)*(b > 0) for “and”.",
    "or": "Write max(a > 0, b > 0) for “or”.",
    "not": "Write 1 - (a > 0) for “not”.",
    "if": "Write (c > 0)*a + (c <= 0)*b for a choice.",
    "is": "A comparison is one of < <= > >= == !=.",
    "in": "A comparison is one of < <= > >= == !=.",
}
_CALLED = re.compile(
    r"(?P<name>[^\W\d⁰¹²³⁴-⁹][^\W⁰¹²³⁴-⁹]*)\s*(?P<power>(?:\^|\*\*)\s*\w+|[⁰¹²³⁴-⁹]+)?$"
)
"""A name at the end, perhaps with a power."""
_SYMBOLS = {
    ")": "There is one closing bracket too many.",
    "}": "There is one closing bracket too many.",
    ",": "One formula at a time: there is a comma outside of a function.",
    "//": "The operators are + - * / @ and **. For whole parts, write floor(a/b).",
    "=": "“=” follows one name at the beginning; to compare, write ==.",
}


def stray(text: str, before: Token, token: Token) -> str:
    """About a token that cannot stand behind one that ends something complete."""
    unread = f"This formula cannot be read after “{text[: token.position].strip()[-40:]}”."
    operand = token.kind in ("name", "number") or token.text in ("(", "{", "√")
    if not operand:
        return _SYMBOLS.get(token.text, unread)
    if word := next((word for word in (token.text, before.text) if word in _WORDS), None):
        return f"{unread} {_WORDS[word]}"
    if bare := _CALLED.search(text[: token.position].rstrip()):
        if bare["power"] and is_function(bare["name"]):
            return f"A power stands behind the brackets: {bare['name']}(x)**2 is its square."
        if is_function(bare["name"]):
            return f"A function takes its argument in brackets: {bare['name']}({token.text[:40]})."
    if before.kind == token.kind == "number":
        return f"An operator is missing between {before.text[-40:]} and {token.text[:40]}."
    if before.kind == "number":
        return f"Write the product with a star: {before.text[-40:]} * {token.text[:40]}"
    if before.text == ")":
        return f"Write a * between a bracket and what it multiplies: ) * {token.text[:40]}"
    return f"{unread} An operator is missing before “{token.text[:40]}”."


def missing(before: Token | None, token: Token) -> str:
    """About a place where a number, a name or a bracket is due, and a token stands in its stead."""
    due = "a number, a name or a bracket"
    if before is None or before.kind == "end":
        return f"A formula cannot begin with “{token.text}”: {due} is due."
    if token.kind == "end":
        return f"Something is missing after the last “{before.text}”: {due}."
    return f"Something is missing between “{before.text}” and “{token.text}”: {due}."
