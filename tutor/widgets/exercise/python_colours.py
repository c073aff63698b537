"""Which words of a Python program are coloured, and how; of the app's theme, muted."""

from __future__ import annotations

from collections.abc import Collection

from textual.content import Content

STYLES = {
    "keyword": "$text-accent",
    "string": "$text-success 85%",
    "number": "$text-warning 90%",
    "comment": "dim",
    "function": "bold",
}
"""The style of each kind of word."""

_TOKENS = {
    "Token.Keyword": "keyword",
    "Token.Operator.Word": "keyword",
    "Token.Literal.String": "string",
    "Token.Literal.Number": "number",
    "Token.Comment": "comment",
    "Token.Name.Function": "function",
    "Token.Name.Class": "function",
}

Stretch = tuple[int, int, str]
"""From, to, and the kind of what stands there."""


def coloured(code: str) -> list[list[Stretch]]:
    """Return for each line what is coloured on it."""
    from pygments.lexers.python import PythonLexer

    lines: list[list[Stretch]] = [[]]
    at = 0
    for token, text in PythonLexer(stripnl=False, ensurenl=False).get_tokens(code):
        name = str(token)
        kind = next((kind for begin, kind in _TOKENS.items() if name.startswith(begin)), "")
        for number, piece in enumerate(text.split("\n")):
            if number:
                lines.append([])
                at = 0
            if kind and piece:
                lines[-1].append((at, at + len(piece), kind))
            at += len(piece)
    return lines


def listing(code: str, marked: Collection[int] = ()) -> Content:
    """Return a program with numbers before its lines, and ▸ before those that are marked."""
    lines = code.splitlines()
    colours = coloured("\n".join(lines))
    width = len(str(len(lines)))
    rows = []
    for place, line in enumerate(lines):
        content = Content(line)
        for start, end, kind in colours[place]:
            content = content.stylize(STYLES[kind], start, end)
        mark = Content.styled("▸ ", "$accent") if place in marked else Content("  ")
        number = Content.styled(f"{place + 1:>{width}}  ", "dim")
        rows.append(mark + number + content)
    return Content("\n").join(rows)
