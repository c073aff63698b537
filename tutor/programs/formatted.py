"""Where in a program's text the expressions of a formatted text stand: f"{np.mean(hits):.3f}".

Python 3.11 tells other places for them than later ones, and often wrong ones: the text itself is
read, and what is found counts where it is the very expression.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from tutor.programs.syntax import is_formed_of_names

_OPENING = re.compile(r"(?:\s|\\\n|#[^\n]*)*([rRbBfFuU]{0,2})(\"{3}|'{3}|\"|')")
_BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


def computed_in(
    node: ast.JoinedStr, lines: Sequence[str]
) -> Iterator[tuple[ast.FormattedValue, ast.expr]]:
    """Yield the parts of a formatted text that compute something, and what each computes.

    The expressions have their own places in these lines, else that of the whole text.
    """
    parts = [part for part in node.values if isinstance(part, ast.FormattedValue)]
    if all(is_formed_of_names(part.value) for part in parts):
        return
    written = [*_written_in(node, lines)]
    for at, part in enumerate(parts):
        if not is_formed_of_names(part.value):
            found = written[at] if len(written) == len(parts) else None
            if found is None or ast.dump(found) != ast.dump(part.value):
                found = _placed_at(part.value, node)
            yield part, found


def _placed_at(expression: ast.expr, whole: ast.JoinedStr) -> ast.expr:
    for each in ast.walk(expression):
        ast.copy_location(each, whole)
    return expression


def _written_in(node: ast.JoinedStr, lines: Sequence[str]) -> Iterator[ast.expr | None]:
    """Yield the expressions in the braces of a text, parsed where they stand."""
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    start = len(lines[first].encode()[: node.col_offset].decode(errors="ignore"))
    code = "\n".join(lines[first : last + 1])
    end = len(code) - len(lines[last].encode()[node.end_col_offset or 0 :].decode(errors="ignore"))
    for begun, ended in _TextInQuotes(code[:end]).expressions(start):
        yield _parsed(code, begun, ended, node.lineno)


def _parsed(code: str, start: int, end: int, line: int) -> ast.expr | None:
    """Return the expression in a piece of the code, at its place; `line` is the first one's."""
    try:
        found = ast.parse(f"({code[start:end]})", mode="eval").body
    except (SyntaxError, ValueError):
        return None
    before = code[:start]
    lines_before = before.count("\n")
    octets = len(before.rpartition("\n")[2].encode()) - 1  # the bracket is not in the text
    for each in ast.walk(found):
        if isinstance(each, ast.expr | ast.keyword):
            each.col_offset += octets if each.lineno == 1 else 0
            if each.end_col_offset is not None:
                each.end_col_offset += octets if each.end_lineno == 1 else 0
    ast.increment_lineno(found, line + lines_before - 1)
    return found


class _TextInQuotes:
    """Reads texts that stand one behind the other, and finds what is in their braces."""

    def __init__(self, code: str) -> None:
        self._code = code

    def expressions(self, at: int) -> Iterator[tuple[int, int]]:
        """Yield where each expression begins and ends."""
        while opening := _OPENING.match(self._code, at):
            prefix, quote = opening.groups()
            at = opening.end()
            if "f" not in prefix.lower():
                at = self._behind(at, quote)
                continue
            while at < len(self._code) and not self._code.startswith(quote, at):
                here = self._code[at : at + 2]
                if here[0] == "{" and here != "{{":
                    end = self._end_of(at + 1)
                    yield at + 1, end
                    at = self._behind_brace(end)
                else:
                    at = self._on(at, "r" in prefix.lower())
            at += len(quote)

    def _on(self, at: int, is_raw: bool) -> int:
        """Return the place behind one character of a formatted text."""
        here = self._code[at : at + 2]
        if here in ("{{", "}}"):
            return at + 2
        if here[0] != "\\" or here[1:] in ("{", "}"):
            return at + 1
        if here == "\\N" and not is_raw and "}" in self._code[at:]:  # a character by its name
            return self._code.index("}", at) + 1
        return at + 2

    def _behind(self, at: int, quote: str) -> int:
        """Return the place behind the text that a quote opened."""
        while at < len(self._code) and not self._code.startswith(quote, at):
            at += 2 if self._code[at] == "\\" else 1
        return at + len(quote)

    def _end_of(self, at: int) -> int:
        """Return where an expression ends: at a brace, a colon, an exclamation or equals sign."""
        depth = 0
        while at < len(self._code):
            sign, pair = self._code[at], self._code[at : at + 2]
            if sign in "\"'" and (opening := _OPENING.match(self._code, at)):
                at = self._behind(opening.end(), opening[2])
                continue
            if depth == 0 and pair in ("==", "!=", "<=", ">="):
                at += 2
                continue
            if depth == 0 and sign in "}:!=":
                break
            depth += _BRACKETS.get(sign, 0)
            at += 1
        return at

    def _behind_brace(self, at: int) -> int:
        """Return the place behind the brace that closes what a format may have braces in."""
        depth = 1
        while at < len(self._code) and depth:
            depth += {"{": 1, "}": -1}.get(self._code[at], 0)
            at += 1
        return at
